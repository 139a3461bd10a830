"""Reader hints: what is known of single outlets' pages, each for the years it holds."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sayso.read.item import Hint
from sayso.read.posts import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def hint_for(url: str | None, day: str | None, hints: Iterable[Hint] | None = None) -> Hint | None:
    """The hint for a page at ``url`` published on ``day`` (ISO, or None when unknown: then the newest holds)."""
    host = _host(url)
    fitting = [hint for hint in (_shipped() if hints is None else hints) if _publishes(hint, host)]
    if day is None:
        return max(fitting, key=lambda hint: hint.until or "9999", default=None)
    return next((hint for hint in fitting if (hint.since or "") <= day[:10] <= (hint.until or "9999")), None)


def drop(tree: "HtmlElement", hint: Hint) -> None:
    """Take out of the tree what the hint says is not of the article. What follows an element stays."""
    for path in hint.drop:
        for element in tree.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()


def body(tree: "HtmlElement", hint: Hint) -> str | None:
    """The article's blocks, one a line, or None when the hint names none or the page has none of them."""
    if hint.body is None:
        return None
    return "\n".join(filter(None, (plain(block) for block in tree.xpath(hint.body)))) or None


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _publishes(hint: Hint, host: str) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in hint.domains)


@cache
def _shipped() -> tuple[Hint, ...]:
    table = tomllib.loads(files("sayso.read.tables").joinpath("hints.toml").read_text("utf-8"))
    return tuple(
        Hint(
            tuple(row["domains"]),
            row.get("since"),
            row.get("until"),
            row.get("body"),
            tuple(row.get("drop", ())),
        )
        for row in table["hint"]
    )
