"""Feeds in XML: RSS, RDF, Atom, sitemaps. What strangers wrote is parsed as a stream, without a DTD.

Nothing a document declares is obeyed: its DOCTYPE is cut off before the parser sees it, so that no entity expands and
none is fetched. A document that is not well formed is mended and read once more, as far as it goes.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from sayso.collect.feeds.notice import MOST, MOST_IN_SITEMAP, Form, NoFeedError, Parsed, Raw
from sayso.errors import Issue

_CHUNK = 1 << 16
_FORMS: dict[str, Form] = {
    "rss": "rss",
    "RDF": "rdf",
    "feed": "atom",
    "urlset": "sitemap",
    "sitemapindex": "index",
}
"""By the name of the document's outermost element."""
_ENTRY = {"rss": "item", "rdf": "item", "atom": "entry", "sitemap": "url", "index": "sitemap"}
_PLAIN = frozenset(
    {
        "",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://backend.userland.com/rss2",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://www.sitemaps.org/schemas/sitemap/0.9",
        "http://www.google.com/schemas/sitemap/0.84",
    }
)
"""Namespaces of the feeds themselves; what others add (``media:title``) is about something else."""
_FIELDS = {
    "link": "address",
    "loc": "address",
    "guid": "id",
    "id": "id",
    "title": "title",
    "pubDate": "published",
    "published": "published",
    "issued": "published",
    "created": "published",
    "updated": "changed",
    "modified": "changed",
    "lastmod": "changed",
    "description": "summary",
    "summary": "summary",
}
_ADDED = {
    "{http://purl.org/dc/elements/1.1/}date": "published",
    "{http://purl.org/dc/terms/}created": "published",
    "{http://purl.org/dc/terms/}modified": "changed",
    "{http://www.google.com/schemas/sitemap-news/0.9}news": "news",
    "dc:date": "published",
    "news:news": "news",
}
"""Fields from other namespaces, also where the document forgot to declare them."""
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_UNPLACED = re.compile(r",? *\(?\bline .*", re.DOTALL)
"""Where in the document an error was: it moves with every entry, and the same fault is to be told once."""
_LONGEST = 2_000
"""Characters kept of a field."""
_WANTED = [f"{{*}}{name}" for name in (*_FORMS, *sorted({*_ENTRY.values()}))]


def read_xml(text: str, address: str) -> Parsed:
    """A feed of any form in XML. Raises ``NoFeedError`` when it is none."""
    text, declares = without_doctype(text)
    issues = [Issue("collect.bad-feed", "declares entities of its own; they are not read", address)] * declares
    try:
        parsed = _parse(text, recover=False)
    except etree.XMLSyntaxError as error:
        said = _UNPLACED.sub("", str(error).strip())[:120]
        try:
            parsed = _parse(mended(text), recover=True)
        except etree.XMLSyntaxError:
            parsed = None
        if parsed is None:
            raise NoFeedError(f"no document in XML: {said}") from None
        broken = f"not well formed ({said}); read as far as it goes"
        issues = issues or [Issue("collect.bad-feed", broken, address)]
    if parsed is None:
        raise NoFeedError("a document in XML that is no feed")
    parsed.issues += issues
    return parsed


def _parse(text: str, *, recover: bool) -> Parsed | None:
    """The feed in a document, or None when it is no feed."""
    parser = etree.XMLPullParser(
        ("start", "end"),
        tag=_WANTED,
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    parsed: Parsed | None = None
    root: Any = None
    for event, element in _events(parser, text.encode("utf-8", "replace")):
        if parsed is None:
            parsed, root = _begun(element), element
            if parsed is None:
                return None
        elif event == "end" and etree.QName(element).localname == _ENTRY[parsed.form]:
            _take(parsed, element)
            if parsed.cut:
                break
    if parsed is not None and root is not None:
        parsed.title = _title(root)
    return parsed


def _events(parser: Any, content: bytes) -> Iterator[tuple[str, Any]]:
    for begin in range(0, len(content), _CHUNK):
        parser.feed(content[begin : begin + _CHUNK])
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


def _begun(element: Any) -> Parsed | None:
    form = _FORMS.get(etree.QName(element).localname)
    return Parsed(form) if form and element.getparent() is None else None


def _take(parsed: Parsed, element: Any) -> None:
    parent = element.getparent()
    if parsed.form in ("sitemap", "index") and (parent is None or parent.getparent() is not None):
        return  # an image has a ``url`` too
    if len(parsed.entries) == (MOST_IN_SITEMAP if parsed.form in ("sitemap", "index") else MOST):
        parsed.cut = True
        return
    parsed.entries.append(_raw(element))
    element.clear(keep_tail=False)  # a feed of a million entries takes no more memory than one of five thousand


def _raw(entry: Any) -> Raw:
    raw = Raw(base=entry.base)
    for child in entry:
        field = _field(child.tag)
        if field == "news":
            _news(raw, child)
        elif field == "address":
            _link(raw, child)
        elif field and not getattr(raw, field):
            setattr(raw, field, _text(child))
            if field == "id" and not raw.address and child.get("isPermaLink", "true").lower() == "true":
                raw.address = raw.id if child.tag == "guid" and raw.id.startswith("http") else ""
    about = entry.get(_ABOUT) or entry.get("about") or ""
    raw.address, raw.id = raw.address or about, raw.id or about
    return raw


def _field(tag: object) -> str | None:
    if not isinstance(tag, str):
        return None
    space, _, name = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    return (_FIELDS.get(name) if space in _PLAIN else None) or _ADDED.get(tag)


def _link(raw: Raw, link: Any) -> None:
    """Atom's links say what they are for; RSS has one, in its text."""
    href = link.get("href")
    if href is None:
        text = _text(link)
        raw.address = text or raw.address
    elif link.get("rel", "alternate") == "alternate":
        page = "html" in link.get("type", "html")
        if page or not raw.address:
            raw.address = raw.address if raw.address and not page else href


def _news(raw: Raw, news: Any) -> None:
    for child in news:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "publication_date":
            raw.published = _text(child)
        elif name == "title":
            raw.title = _text(child)


def _title(root: Any) -> str:
    for path in ("{*}channel/{*}title", "{*}title", "channel/title"):
        found = root.find(path)
        if found is not None:
            return _text(found)
    return ""


def _text(element: Any) -> str:
    said = element.text if len(element) == 0 else "".join(element.itertext())
    return said.strip()[:_LONGEST] if said else ""


_DECLARED = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def without_doctype(text: str) -> tuple[str, bool]:
    """The document without its XML declaration and DOCTYPE, and whether it declares entities."""
    declared = _DECLARED.match(text)
    text = text[declared.end() if declared else 0 :].lstrip()
    begin = text.find("<!DOCTYPE")
    if begin < 0 or begin > _CHUNK:
        return text, False
    inner, end = text.find("[", begin), text.find(">", begin)
    if end < 0 or inner < 0 or inner > end:
        return (text[:begin] + text[end + 1 :] if end >= 0 else text[:begin]), False
    closed = re.compile(r"\]\s{0,100}>").search(text, inner)
    return (text[:begin] + text[closed.end() :] if closed else text[:begin]), True


_REFERENCE = re.compile(
    r"&(?:#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);|([A-Za-z][A-Za-z0-9]{1,31});|)"
)
_MOST_MENDED = 4 << 20
"""Letters of a broken feed that are mended; a feed has a hundredth of them."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def mended(text: str) -> str:
    """A document with references that XML lacks as the letters they stand for, and without what it may not hold.

    A parser that goes on after an error drops a reference it does not know, and a title loses a letter unseen.
    """
    text = _ILLEGAL.sub("", text[:_MOST_MENDED])
    pieces: list[str] = []
    at = 0
    while True:
        begin = text.find("<![CDATA[", at)
        end = text.find("]]>", begin) if begin >= 0 else -1
        pieces.append(_REFERENCE.sub(_meant, text[at : begin if end >= 0 else None]))
        if end < 0:
            return "".join(pieces)
        pieces.append(text[begin : end + 3])
        at = end + 3


def _meant(reference: re.Match[str]) -> str:
    name, said = reference[1], reference[0]
    if name is None:
        return "&amp;" if said == "&" else said
    letter = html.unescape(said)
    return f"&amp;{said[1:]}" if letter == said else _escape(letter)


_escape: Callable[[str], str] = html.escape
