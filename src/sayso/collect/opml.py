"""Lists of feeds as other readers keep them (OPML 1.0 to 2.0), in and out; broken ones are read as far as they go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from sayso.collect.feeds.address import absolute
from sayso.collect.feeds.decoding import decoded
from sayso.collect.feeds.notice import NoFeedError
from sayso.collect.feeds.xml import mended, without_doctype
from sayso.errors import Issue

MOST = 20_000
"""Outlines taken from one file."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list."""

    address: str
    title: str | None
    line: int
    """Of the file, from 1."""


def read_opml(content: bytes, name: str) -> tuple[list[Outline], list[Issue]]:
    """The feeds in a file, each address once, and an issue for each line that is broken or names none.

    Raises ``NoFeedError`` when the file is no OPML.
    """
    text, issues = decoded(content, None, name)
    text = without_doctype(text)[0]
    if "<" not in text:
        raise NoFeedError("no list of feeds: the file is no OPML")
    skipped = content.decode("utf-8", "replace").count("\n") - text.count("\n")
    issues += [
        Issue("collect.bad-opml", f"{error.message}; mended", f"{name}:{error.line + max(0, skipped)}")
        for error in _errors(text)
    ]
    tree = _tree(mended(text), _parser())
    if tree is None or etree.QName(tree).localname != "opml":
        raise NoFeedError("no list of feeds: the file is no OPML")
    found: dict[str, Outline] = {}
    for outline in _outlines(tree):
        line = (outline.sourceline or 0) + max(0, skipped)
        said = _attribute(outline, "xmlurl")
        address = absolute(said, "") if said else None
        if address is not None:
            title = _attribute(outline, "title") or _attribute(outline, "text")
            found.setdefault(address, Outline(address, title, line))
        elif said or _attribute(outline, "type"):
            told = f"no address of the web: {said[:80]!r}" if said else "an outline without an address"
            issues.append(Issue("collect.bad-opml", told, f"{name}:{line}"))
    return [*found.values()][:MOST], issues


def write_opml(title: str, feeds: Iterable[tuple[str, str]]) -> str:
    """A list of (address, title) for other readers."""
    lines = [
        f'    <outline type="rss" text={quoteattr(said)} title={quoteattr(said)} xmlUrl={quoteattr(address)}/>'
        for address, said in feeds
    ]
    head = f"<head><title>{quoteattr(title)[1:-1]}</title></head>"
    body = "\n".join(["  <body>", *lines, "  </body>"])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  {head}\n{body}\n</opml>\n'


def _parser() -> Any:
    return etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _tree(text: str, parser: Any) -> Any:
    """The document, or None when there is nothing to be got from it."""
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _errors(text: str) -> list[Any]:
    """The first error of each line."""
    parser = _parser()
    _tree(text, parser)
    return [*{error.line: error for error in reversed(parser.error_log)}.values()][::-1]


def _outlines(tree: Any) -> Iterator[Any]:
    return (one for one in tree.iter("{*}outline", "outline"))


def _attribute(outline: Any, name: str) -> str:
    """By its name in any case: xmlUrl, xmlURL, xmlurl."""
    return next((" ".join(value.split()) for key, value in outline.items() if key.lower() == name), "")
