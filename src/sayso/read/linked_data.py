"""What a page says of itself in JSON-LD: the article node of schema.org, whichever way it is nested."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Posting|ReportageNewsArticle|OpinionPiece)$")
"""Types of schema.org that are one text: NewsArticle, LiveBlogPosting, Report, SocialMediaPosting …"""
_LIVE = "LiveBlogPosting"
_MOST_NODES = 2_000
_LARGEST = 1 << 20
"""Characters of one JSON-LD block; larger ones are recipes or product catalogues, not articles."""
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)

Node = Mapping[str, Any]


def article_node(blocks: list[str]) -> Node | None:
    """The node that describes the article among the page's JSON-LD blocks, or None when there is none.

    A block that is not JSON is passed over: much of the web's JSON-LD is broken, and the page says most of it
    twice.
    """
    found = [node for block in blocks for node in _nodes(_loaded(block)) if _is_article(node)]
    return max(found, key=_fullness, default=None)


def is_live(node: Node) -> bool:
    """Whether the node is a live blog."""
    return _LIVE in types(node)


def types(node: Node) -> tuple[str, ...]:
    """The node's types, as written."""
    stated = node.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return tuple(kind.rpartition("/")[2] for kind in listed if isinstance(kind, str))


def name_of(value: object) -> str | None:
    """The name in a text, a node, or the first of a list of them."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        return name_of(value.get("name"))
    if isinstance(value, list) and value:
        return name_of(value[0])
    return None


def names_of(value: object) -> list[str]:
    """All names in a text, a node or a list of them, in order and each once."""
    listed = value if isinstance(value, list) else [value]
    found: list[str] = []
    for entry in listed:
        inner = entry.get("name") if isinstance(entry, Mapping) else entry
        for name in inner if isinstance(inner, list) else [inner]:
            if isinstance(name, str) and name.strip() and name.strip() not in found:
                found.append(name.strip())
    return found


def _loaded(block: str) -> object:
    if len(block) > _LARGEST:
        return None
    plain = _WRAPPING.sub("", _WRAPPING.sub("", block))
    try:
        return json.loads(plain, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """Every object inside ``value``, breadth first, a bounded number of them."""
    waiting: list[object] = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        entry = waiting.pop(0)
        if isinstance(entry, Mapping):
            yield entry
            waiting.extend(inner for inner in entry.values() if isinstance(inner, Mapping | list))
        elif isinstance(entry, list):
            waiting.extend(entry)


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.search(kind) for kind in types(node)) and bool(
        node.get("headline") or node.get("datePublished")
    )


def _fullness(node: Node) -> tuple[bool, int]:
    """Related articles are listed as bare nodes; the page's own is the one told most fully."""
    return is_live(node), sum(
        key in node for key in ("headline", "datePublished", "author", "publisher", "articleBody")
    )
