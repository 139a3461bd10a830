"""A line of JSON to an article, or to the reason why not."""

import json
from typing import Any

from sayso.errors import BadItem
from sayso.read.decode import checked, decode
from sayso.read.item import Article
from sayso.text import printable

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
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise BadItem("read.bad-field", "id is neither a text nor a whole number")
    if given is not None and not printable(str(given)):
        raise BadItem("read.bad-characters", "id holds NUL characters or lone surrogates")
    article = Article(
        text="" if text is None else checked(text),
        given=None if given is None else str(given),
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
        raise BadItem("read.bad-json", f"a JSON {type(line).__name__}, not an object")
    return line


def _text(line: dict[str, Any], name: str) -> str | None:
    value = line.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadItem("read.bad-field", f"{name} is a {type(value).__name__}, not a text")
    if not printable(value):
        raise BadItem("read.bad-characters", f"{name} holds NUL characters or lone surrogates")
    return value if name in ("text", "html") else value.strip() or None
