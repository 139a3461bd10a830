"""The links of a web page: reports it lists, and feeds it names."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as markup

from sayso.collect.feeds.address import absolute, host
from sayso.collect.feeds.notice import MOST, NoFeedError, Parsed, Raw

_HEADLINE = 4
"""Words from which on a link reads like a headline …"""
_LETTERS = 12
"""… or letters, where words are not told apart by spaces."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_FEEDS = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json)|text/xml", re.IGNORECASE)
_LIKELY = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom|rdf)(?:[/._-]|\d|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE)
COMMON = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/all",
    "/sitemap-news.xml",
)
"""Where sites keep a feed that no page names."""


def read_links(text: str, address: str, *, everything: bool) -> Parsed:
    """The reports a page links to on its own site, with the words of each link as its title."""
    tree = _tree(text)
    base = _base(tree, address)
    site = _site(host(address))
    entries: dict[str, Raw] = {}
    for link in tree.iter("a"):
        words = " ".join("".join(link.itertext()).split())
        found = absolute(link.get("href") or "", base)
        if found is None or _site(host(found)) != site or not (everything or _is_headline(words)):
            continue
        kept = entries.setdefault(found, Raw(found))
        kept.title = max(kept.title, words, key=len)
    title = " ".join((tree.findtext(".//title") or "").split())
    return Parsed("page", title, [*entries.values()][:MOST], cut=len(entries) > MOST)


def feeds_of(text: str, address: str) -> Iterator[tuple[str, str | None]]:
    """The feeds a page names, as (address, title): its ``link`` elements, then links that look like feeds."""
    try:
        tree = _tree(text)
    except NoFeedError:
        return
    base = _base(tree, address)
    seen: set[str] = set()
    for found, title in (*_declared(tree, base), *_linked(tree, base)):
        if found not in seen:
            seen.add(found)
            yield found, title


def _declared(tree: Any, base: str) -> Iterator[tuple[str, str | None]]:
    for link in tree.iter("link"):
        relation = (link.get("rel") or "").lower().split()
        if "alternate" in relation and _FEEDS.search(link.get("type") or ""):
            found = absolute(link.get("href") or "", base)
            if found is not None:
                yield found, (link.get("title") or "").strip() or None


def _linked(tree: Any, base: str) -> Iterator[tuple[str, str | None]]:
    for link in tree.iter("a"):
        found = absolute(link.get("href") or "", base)
        if found is not None and _LIKELY.search(urlsplit(found).path):
            yield found, " ".join("".join(link.itertext()).split()) or None


def _tree(text: str) -> Any:
    try:
        parser = markup.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        tree = markup.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NoFeedError(f"no web page: {error}") from None
    return tree


def _base(tree: Any, address: str) -> str:
    found = tree.find(".//base")
    return (absolute(found.get("href") or "", address) if found is not None else None) or address


def _is_headline(words: str) -> bool:
    return words.count(" ") >= _HEADLINE - 1 or (len(words) >= _LETTERS and bool(_UNSPACED.search(words)))


def _site(name: str) -> str:
    return name.removeprefix("www.").removeprefix("m.")
