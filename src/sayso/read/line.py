"""A line of JSON to an article, or to the reason why not."""

import json
from collections.abc import Mapping
from typing import Any

from sayso.errors import BadItem
from sayso.read.decode import checked, decode
from sayso.read.item import Article
from sayso.text import printable

_JSON_TYPES: Mapping[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
_LONGEST_FIELD = 10_000
"""Characters of a title, a byline, an address: longer ones are a text in the wrong field."""
_TEXTS = ("title", "byline", "outlet", "url", "published", "language")


def read_line(content: bytes) -> tuple[Article, str | None]:
    """The article of one contract input line, and the line's HTML when it gives that instead of text.

    Raises ``BadItem`` with ``read.bad-json``, ``read.bad-field``, ``read.empty`` or ``read.bad-characters``.
    """
    decoded, issues = decode(content)
    line = _object(decoded)
    fields = {name: _text(line, name) for name in _TEXTS}
    text, html = _text(line, "text"), _text(line, "html")
    if text is None and html is None:
        raise BadItem("read.bad-field", "the line gives neither text nor html")
    given = line.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise BadItem("read.bad-field", "id is neither a text nor a whole number")
    article = Article(
        text="" if text is None else checked(text),
        given=None if given is None else _short(str(given), "id"),
        issues=issues,
        **fields,
    )
    return article, None if text is not None else html


def _object(content: str) -> dict[str, Any]:
    try:
        line = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadItem("read.bad-json", f"not JSON: {error}"[:200]) from None
    if not isinstance(line, dict):
        raise BadItem("read.bad-json", f"{_JSON_TYPES[type(line)]}, not an object")
    return line


def _text(line: dict[str, Any], name: str) -> str | None:
    value = line.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadItem("read.bad-field", f"{name} is {_JSON_TYPES[type(value)]}, not a text")
    if name in ("text", "html"):
        return value
    return _short(value, name).strip() or None


def _short(value: str, name: str) -> str:
    if not printable(value):
        raise BadItem("read.bad-characters", f"{name} holds NUL characters or lone surrogates")
    if len(value) > _LONGEST_FIELD:
        raise BadItem("read.bad-field", f"{name} is longer than {_LONGEST_FIELD:,} characters")
    return value
