"""Markup that nobody vouches for, made a tree that is safe to walk."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import BadItem, Issue
from sayso.read.decode import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_PAGE = 32 << 20
"""Characters of markup at most; real news pages stay below 2 million."""
MOST_TAGS = 40_000
"""Tags at most. The largest of 181 real pages has 3,229; extraction time grows with the square of siblings."""
_LONGEST_TAG = 50_000
"""Characters of one tag: beyond it the parser's time grows with the square of the attributes."""

_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)
_SNIFFED = 4096
"""Bytes in which a page must declare its encoding (the HTML standard says 1,024; real pages are laxer)."""
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_AS_READ = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "shift_jis",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "cp1255",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "x-cp1251": "cp1251",
}
"""What browsers read a declared encoding as (WHATWG Encoding Standard, names and labels)."""
_FEW = 200
"""One broken character in so many is damage inside UTF-8; more is another encoding."""
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]{{0,40}})[^<>]{{{_LONGEST_TAG},}}")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}>")


@dataclass(frozen=True, slots=True)
class Markup:
    """A page as a tree, and what was wrong with its markup."""

    tree: "HtmlElement"
    text: str
    """The decoded markup, as long as the page."""
    issues: tuple[Issue, ...]


def parse(content: bytes | str, charset: str | None) -> Markup:
    """The tree of a page. ``charset`` is what was declared outside it.

    Raises ``BadItem``: ``read.empty``, ``read.binary``, ``read.too-large``, ``read.too-complex``.
    """
    text, issues = (content, ()) if isinstance(content, str) else _decoded(content, charset)
    _check(text)
    text = _LONG_TAG.sub(r"<\1", _DECLARATION.sub("", text.replace("\0", "")))
    tree, cut = _tree(text)
    return Markup(tree, text, (*issues, *cut))


def _check(text: str) -> None:
    if len(text) > LARGEST_PAGE:
        raise BadItem("read.too-large", f"{len(text) >> 20} million characters of markup")
    tags = text.count("<")
    if tags > MOST_TAGS:
        raise BadItem("read.too-complex", f"{tags} tags; the limit is {MOST_TAGS}")


def _decoded(content: bytes, charset: str | None) -> tuple[str, tuple[Issue, ...]]:
    if not content.startswith(_MARKS):
        content = content.replace(b"\0", b"")
    stated = charset or _sniffed(content)
    codec = _AS_READ.get(stated.lower(), stated) if stated else None
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if codec is None or codec.lower().replace("_", "-") in ("utf-8", "utf8"):
        return _mended(content)
    return decode(content, codec)


def _mended(content: bytes) -> tuple[str, tuple[Issue, ...]]:
    """UTF-8 with a few broken bytes is still UTF-8; anything else is for the guesser."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken * _FEW > len(text) or content.startswith(_MARKS):
        return decode(content)
    return text, (Issue("read.encoding", f"UTF-8 with {broken} broken bytes, shown as \ufffd"),)


def _sniffed(content: bytes) -> str | None:
    found = _META_CHARSET.search(content[:_SNIFFED])
    return found[1].decode("ascii") if found else None


def _tree(text: str) -> "tuple[HtmlElement, tuple[Issue, ...]]":
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise BadItem("read.empty", "markup without any content") from None
    limits = [entry.message for entry in parser.error_log if "RESOURCE_LIMIT" in entry.type_name]
    if limits:
        return tree, (Issue("read.markup-limit", limits[0][:120]),)
    return tree, ()
