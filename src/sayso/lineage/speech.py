"""Which stretches of a text are somebody's words set down as such: quotations, posts, transcripts.

A quotation shared is not a copy, so what two texts have in common must be told apart into words their reporters
wrote and words their reporters only carried. Marks decide, never meaning: quotation marks of any script, a
post's signature, a speaker's name before a colon.
"""

import re
from collections.abc import Iterator

from sayso.model import Span

_CLOSERS = {
    "“": '”"',
    "``": "''",
    "”": '”"',
    '"': '"”',
    "„": "“”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‘": "’",
    "'": "'’",
}
"""What closes a quotation that was opened by the key."""
_DOUBLE = re.compile(r"``|''|[“”\"„«»「」『』]")
_SINGLE = re.compile(r"(?<![\w'‘])[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
_LINE = re.compile(r"[^\n]+")
_LOST = re.compile(r"[^“”«»\"\n]{1,400}[”](?!\w)")
"""A paragraph that closes a quotation it did not open: its beginning was cut off."""
_OPENING = re.compile(r"\s*[“\"„«「『‘']")
_LONGEST_UNCLOSED = 400
"""Characters a quotation may run on to the end of its paragraph when nothing closes it: a mark was lost."""
_POST = re.compile(r"[—–-]{1,2}\s?[^\n()]{1,60}\(@\w{1,30}\)[^\n]{0,40}")
"""The signature under an embedded post: a dash, a name, a handle."""
_LINKED = re.compile(r"pic\.twitter\.com/|https?://t\.co/")
_POSTED = ("(@", "//t.co/", "pic.twitter.com/")
"""Without any of these a text holds no posts."""
_SPEAKER = re.compile(r"^((?:[A-Z][A-Z.'’-]+ ?){1,5}(?:\([^()\n]{1,40}\))?: \S[^\n]*)", re.MULTILINE)
"""A paragraph of a transcript."""
_RATHER_DOUBLE = 8
"""Double marks in a text from which its quotations are in double marks."""
_MOSTLY_SINGLE = 4
"""Single marks to every double one from which its quotations are in single marks."""


def speech(text: str) -> list[Span]:
    """The stretches of ``text`` that are quoted, posted or transcribed, in order, not overlapping. Linear."""
    mark = _style(text)
    found = [caught.span(1) for caught in _SPEAKER.finditer(text)]
    if any(sign in text for sign in _POSTED):
        found.extend(_posts(text))
    if mark is not None:
        for line in _LINE.finditer(text):
            found.extend(_quoted(text, *line.span(), mark))
    return list(_joined(sorted(found)))


def _style(text: str) -> re.Pattern[str] | None:
    """The marks a text quotes with: double ones, single ones where it has hardly any double; None for none."""
    double = sum(map(text.count, ("``", *'“”"„«»「」『』')))
    if double < _RATHER_DOUBLE and ("'" in text or "‘" in text):
        single = len(_SINGLE.findall(text))
        if single >= _MOSTLY_SINGLE * (double + 1):
            return _SINGLE
    return _DOUBLE if double else None


def _posts(text: str) -> Iterator[Span]:
    """Paragraphs that are posts: signed at their end or by the next paragraph, or ending in a post's link."""
    previous: Span | None = None
    for line in _LINE.finditer(text):
        start, end = line.span()
        post = _POST.search(text, start, end)
        if post and post.start() <= start + 3 and previous is not None:
            yield previous
        elif post or _LINKED.search(text, start, end):
            yield start, end
        previous = (start, end)


def _quoted(text: str, start: int, end: int, mark: re.Pattern[str]) -> Iterator[Span]:
    """The quotations of one paragraph. One that does not end runs on to the end of the paragraph."""
    lost = _LOST.match(text, start, end)
    opened, closers, inside = (start, "”»", 0) if lost else (-1, "", 0)
    for found in mark.finditer(text, start, end):
        character = found.group()
        if opened < 0:
            closers = _CLOSERS.get(character, "") if _opens(text, found, mark) else ""
            opened, inside = (found.start() if closers else -1), 0
        elif character in closers and inside:
            inside -= 1
        elif character in closers:
            yield opened, found.end()
            opened = -1
        elif character == "“" and text.count("”", found.end(), end) > 1:
            inside += 1
    if opened >= 0 and (
        end - opened <= _LONGEST_UNCLOSED or opened <= start + 2 or _OPENING.match(text, end, end + 4)
    ):
        yield opened, end


def _opens(text: str, found: re.Match[str], mark: re.Pattern[str]) -> bool:
    """Whether a mark can open a quotation: a single one only before a word."""
    return mark is _DOUBLE or text[found.end() : found.end() + 1].isalnum()


def _joined(spans: list[Span]) -> Iterator[Span]:
    last: Span | None = None
    for start, end in spans:
        if last is None:
            last = (start, end)
        elif start <= last[1]:
            last = (last[0], max(last[1], end))
        else:
            yield last
            last = (start, end)
    if last is not None:
        yield last
