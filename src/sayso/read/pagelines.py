"""Lines of an extracted page that are the page's and not the article's: the headline again, calls to read or share."""

import re

from sayso.read.furniture import is_call

_LETTERS = re.compile(r"[\W_]+")
_TOP = 4
"""Lines at the top among which the headline can stand again."""


def without_page_lines(text: str, title: str | None) -> str:
    """The text without its headline, which the title holds, and without calls to read, share or subscribe."""
    lines = text.split("\n")
    heading = _plain(title or "")
    kept = [
        line
        for i, line in enumerate(lines)
        if not (i < _TOP and heading and _plain(line) == heading) and not is_call(line)
    ]
    return "\n".join(kept).strip()


def _plain(line: str) -> str:
    return _LETTERS.sub("", line).lower()
