"""What a page states about its article: title, byline, outlet, address, day, language.

Each field is taken from the most deliberate statement first: JSON-LD, then OpenGraph and other meta tags, then
the page's own elements. A page that does not say leaves the field empty.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sayso.read.dates import find_day, iso
from sayso.read.language import tag
from sayso.read.linked_data import Node, article_node, is_live, name_of, names_of
from sayso.read.names import outlet_at

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page says of itself."""

    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    published: str | None
    """ISO day or instant, with its offset when the page gives one."""
    language: str | None
    live: bool
    """The page calls itself a live blog."""
    paid: bool
    """The page says that the article is not free to read."""
    body: str | None
    """The article's text as JSON-LD gives it."""


_BY = re.compile(r"^\s*(?:by|written by|posted by|von|par|por|di|door|автор:?)\s+", re.IGNORECASE)
_BYLINE_END = re.compile(r"\s*(?:[|•·@]|\(?https?:|\b\d+ min(?:ute)?s? read\b)")
_MARKUP = re.compile(r"<[^<>]{0,300}>")
_SPACE = re.compile(r"\s+")
_SUFFIX = re.compile(r"\s+(?:[|·•»«–—]|-{1,2}|::)\s+")
_ADDRESS = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|(?<=[/-])[a-z]{3}(?=[/-]))[/-]?(0[1-9]|[12]\d|3[01]|(?<=/)[1-9](?=/))(?=[/\-_.]|$)"
)
_LONGEST = 400
"""Characters of a title or byline; longer ones are not one."""


def read_metadata(tree: "HtmlElement", url: str | None) -> Stated:
    """Everything the page states. ``url`` is where it was found, for relative addresses and outlet names."""
    meta, blocks, canonical, times = _collected(tree)
    node = article_node(blocks) or {}
    address = _address(canonical, meta, url)
    outlet = outlet_at(address) or outlet_at(url) or _outlet(node, meta)
    return Stated(
        title=_title(tree, node, meta, outlet),
        byline=_byline(tree, node, meta, outlet),
        outlet=outlet,
        url=address,
        published=_published(tree, node, meta, times, address or url),
        language=_language(tree, node, meta),
        live=is_live(node),
        paid=_paid(node, meta),
        body=body if isinstance(body := node.get("articleBody"), str) else None,
    )


def clean(value: object) -> str | None:
    """A stated text without markup, entities and stray spaces; None when nothing is left or it is no text."""
    if not isinstance(value, str):
        return None
    plain = _SPACE.sub(" ", _MARKUP.sub(" ", unescape(_MARKUP.sub(" ", unescape(value))))).strip()
    return plain if 0 < len(plain) <= _LONGEST else None


def _collected(tree: "HtmlElement") -> tuple[dict[str, str], list[str], str | None, list[str]]:
    meta: dict[str, str] = {}
    blocks: list[str] = []
    times: list[str] = []
    canonical = None
    for element in tree.iter("meta", "script", "link", "time"):
        if element.tag == "meta":
            _keep_meta(element, meta)
        elif element.tag == "script" and "ld+json" in (element.get("type") or "").lower():
            blocks.append(element.text or "")
        elif element.tag == "link" and "canonical" in (element.get("rel") or "").lower():
            canonical = canonical or element.get("href")
        elif element.tag == "time" and element.get("datetime"):
            times.append(element.get("datetime"))
    return meta, blocks, canonical, times


def _keep_meta(element: "HtmlElement", meta: dict[str, str]) -> None:
    content = (element.get("content") or "").strip()
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        for key in (element.get(attribute) or "").lower().split():
            meta.setdefault(key, content)


def _first(values: Iterable[object], accept: Callable[[str], bool] = bool) -> str | None:
    return next((text for value in values if (text := clean(value)) and accept(text)), None)


def _title(tree: "HtmlElement", node: Node, meta: dict[str, str], outlet: str | None) -> str | None:
    stated = _first(
        [
            node.get("headline"),
            *(meta.get(key) for key in _names("titles")),
            *_texts(tree, "h1"),
            *_texts(tree, "title"),
        ]
    )
    return _without_outlet(stated, outlet, tree) if stated else None


def _without_outlet(title: str, outlet: str | None, tree: "HtmlElement") -> str:
    """ "Dam opened | The Courier" is "Dam opened" where the page names the outlet or has that heading."""
    pieces = _SUFFIX.split(title)
    if len(pieces) == 1:
        return title
    if outlet and _same(pieces[-1], outlet):
        return title[: title.rindex(pieces[-1])].rstrip(" |·•»«–—-:")
    heading = next((text for text in map(clean, _texts(tree, "h1")) if text), None)
    return heading if heading and title.startswith(heading) and len(heading) > 15 else title


def _same(left: str, right: str) -> bool:
    plain = [re.sub(r"^the |\.\w{2,4}$|\W", "", name.lower()) for name in (left, right)]
    return bool(plain[0] and plain[1]) and (plain[0] in plain[1] or plain[1] in plain[0])


def _texts(tree: "HtmlElement", kind: str) -> list[str]:
    return [element.text_content() for element, _ in zip(tree.iter(kind), range(4), strict=False)]


def _byline(tree: "HtmlElement", node: Node, meta: dict[str, str], outlet: str | None) -> str | None:
    names = [name for text in names_of(node.get("author")) if (name := clean(text)) and _is_name(name)]
    if not names:
        stated = _first([meta.get(key) for key in _names("bylines")], _is_name) or _first(
            _marked_authors(tree), _is_name
        )
        names = [stated] if stated else []
    kept = [_only_name(name) for name in names if not (outlet and name.lower() == outlet.lower())] or names
    return clean(", ".join(dict.fromkeys(kept)))


def _only_name(name: str) -> str:
    """ "By A. Writer | May 16, 2019 Print" is "A. Writer"."""
    plain = _BYLINE_END.split(_BY.sub("", name))[0] or name
    day = find_day(plain)
    return (
        (re.sub(r"\W*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)?\W*$", "", plain[: day[1][0]]) or plain)
        if day
        else plain
    )


def _is_name(text: str) -> bool:
    return not _ADDRESS.match(text) and len(text) < 200 and any(letter.isalpha() for letter in text)


def _marked_authors(tree: "HtmlElement") -> list[str]:
    marked = tree.xpath(
        "(//*[@rel='author' or @itemprop='author' or contains(concat(' ', normalize-space(@class), ' '), ' byline ')"
        " or contains(concat(' ', normalize-space(@class), ' '), ' author ')])[position() < 4]"
    )
    return [element.text_content() for element in marked]


def _outlet(node: Node, meta: dict[str, str]) -> str | None:
    stated = [
        meta.get("og:site_name"),
        name_of(node.get("publisher")),
        *(meta.get(key) for key in _names("outlets")),
    ]
    name = _first(stated, _is_outlet)
    return name.split(" | ")[0] if name else None


def _is_outlet(text: str) -> bool:
    return not _ADDRESS.match(text) and len(text) < 80


def _address(canonical: str | None, meta: dict[str, str], url: str | None) -> str | None:
    for stated in (canonical, meta.get("og:url"), url):
        if not stated:
            continue
        try:
            address = urljoin(url or "", stated.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if (
            parts.scheme in ("http", "https")
            and parts.hostname
            and (len(parts.path) > 1 or parts.query or stated is url)
        ):
            return address
    return url


def _published(
    tree: "HtmlElement", node: Node, meta: dict[str, str], times: list[str], address: str | None
) -> str | None:
    stated = [
        node.get("datePublished"),
        *(meta.get(key) for key in _names("dates")),
        *_marked_dates(tree),
        *times[:1],
    ]
    for value in stated:
        if isinstance(value, str) and (found := iso(value)):
            return found
    return (_day_in(address) if address else None) or _searched(tree)


def _day_in(address: str) -> str | None:
    """The day in an address such as /2019/05/16/ or /2019/may/16/."""
    match = _URL_DAY.search(address)
    return (
        iso("-".join(match.groups()) if match[2].isdigit() else " ".join(match.group(3, 2, 1)))
        if match
        else None
    )


def _marked_dates(tree: "HtmlElement") -> list[str]:
    marked = tree.xpath("(//*[@itemprop='datePublished' or @pubdate])[position() < 4]")
    return [
        element.get("datetime") or element.get("content") or element.text_content()[:80] for element in marked
    ]


def _searched(tree: "HtmlElement") -> str | None:
    """The day htmldate finds on the page. Its latest day is fixed, so that the clock has no part in it."""
    from htmldate import find_date

    return find_date(
        tree, original_date=True, extensive_search=True, min_date="1990-01-01", max_date="2099-12-31"
    )


def _language(tree: "HtmlElement", node: Node, meta: dict[str, str]) -> str | None:
    root = tree.getroottree().getroot()
    stated = [
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        root.get("xml:lang"),
        name_of(node.get("inLanguage")),
        meta.get("content-language"),
        meta.get("language"),
        meta.get("og:locale"),
        meta.get("dc.language"),
    ]
    tags = [found for value in stated if value and (found := tag(value))]
    same = [other for other in tags if other.partition("-")[0] == tags[0].partition("-")[0]]
    return max(same, key=len, default=None)


def _paid(node: Node, meta: dict[str, str]) -> bool:
    free = node.get("isAccessibleForFree")
    tier = meta.get("article:content_tier", "").lower()
    return free is False or str(free).lower() == "false" or tier in ("locked", "metered-locked", "premium")


@cache
def _names(field: str) -> tuple[str, ...]:
    return tuple(tomllib.loads(files("sayso.read.tables").joinpath("meta.toml").read_text("utf-8"))[field])
