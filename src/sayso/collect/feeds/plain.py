"""JSON Feed (jsonfeed.org), and lists of addresses one a line."""

import json
from typing import Any

from sayso.collect.feeds.notice import MOST, NoFeedError, Parsed, Raw


def read_json(text: str) -> Parsed:
    """A JSON Feed of version 1 or 1.1. Raises ``NoFeedError``."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoFeedError(f"no JSON: {str(error)[:80]}") from None
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list):
        raise NoFeedError("JSON that is no feed: it has no list of items")
    entries = [_item(item) for item in items[:MOST] if isinstance(item, dict)]
    return Parsed("json", _text(said, "title"), entries, cut=len(items) > MOST)


def _item(item: dict[str, Any]) -> Raw:
    return Raw(
        _text(item, "url") or _text(item, "external_url"),
        _text(item, "id"),
        _text(item, "title"),
        _text(item, "date_published"),
        _text(item, "date_modified"),
        _text(item, "summary"),
    )


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def read_lines(text: str) -> Parsed:
    """Addresses one a line; lines that begin with ``#`` are passed by. Raises ``NoFeedError``."""
    lines = [line for line in map(str.strip, text.split("\n", 4 * MOST)[: 4 * MOST]) if line and line[0] != "#"]
    if not any(line.startswith(("http://", "https://")) for line in lines[:20]):
        raise NoFeedError(f"a text that is no feed: “{lines[0][:60] if lines else ''}”")
    return Parsed("list", entries=[Raw(line) for line in lines[:MOST]], cut=len(lines) > MOST)
