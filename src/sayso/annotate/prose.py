"""The sentences of a report, and which of its stretches are prose."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from sayso.annotate.wordlists import words
from sayso.model import Finding, Span

UNREAD = frozenset({"caption", "furniture"})
"""Parts of a page that say nothing of the story: no claim and no number is taken from them."""

_ABBREVIATIONS = words(
    "mr mrs ms dr prof gen lt col sgt maj capt cmdr adm sen rep gov pres rev hon st no nos vs jan feb mar apr "
    "jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx est fig mt ft"
)
"""Abbreviations that a capital or a number follows without a new sentence."""
_OPENERS = words(
    "the a an but and he she it they we i in on at this that these those there if when while after as for "
    "some many most mr mrs his her its their our my however meanwhile another both"
)
"""Words that open a sentence after an abbreviation such as U.S."""

_END = re.compile(r"[.!?…؟۔][\"”’'»)\]]{0,3}\s+(?=[\"“‘'«(\[]{0,3}[^\W_])|\n\s*")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_])*)\.$")
_NEXT_WORD = re.compile(r"[\"“‘'«(\[]*([^\W_]+)")
_WRAPPED = re.compile(r"[^\s.!?:”\"]\n[a-z]")
_MANY = 3
"""So many lines that go on in lower case make a text hard-wrapped: its single line ends are then spaces."""


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of ``text``, in order, without the white space between them.

    A line end is a sentence end, unless the text is hard-wrapped. Linear in the length of the text.
    """
    wrapped = sum(1 for _ in _WRAPPED.finditer(text)) >= _MANY
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends(text, match, wrapped):
            continue
        _keep(text, start, match.end(), found)
        start = match.end()
    _keep(text, start, len(text), found)
    return found


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _ends(text: str, match: re.Match[str], wrapped: bool) -> bool:
    gap = match.group()
    if gap.isspace():
        return not wrapped or gap.count("\n") > 1
    following = _NEXT_WORD.match(text, match.end())
    word = following[1] if following else ""
    if word[:1].islower():
        return False
    before = _LAST_WORD.search(text, max(0, match.start() - 12), match.start() + 1)
    if gap[0] != "." or not before:
        return True
    last = before[1].lower()
    if last in _ABBREVIATIONS:
        return False
    if "." in last or len(last) == 1:
        return word.lower() in _OPENERS
    return True


class Stretches:
    """Disjoint spans in order, asked which of them holds a character."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = _merged(spans)
        self._starts = [start for start, _ in self.spans]

    def at(self, offset: int) -> Span | None:
        """The span that holds ``offset``, or None."""
        i = bisect_right(self._starts, offset) - 1
        return self.spans[i] if i >= 0 and offset < self.spans[i][1] else None


def _merged(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def unread(parts: Sequence[Finding]) -> Stretches:
    """The captions and furniture among ``parts``; empty when the reader told no parts apart."""
    return Stretches(span for part in parts if part.body["part"] in UNREAD for span in part.spans)


_QUOTATION = re.compile(
    r"“[^“”\n]{1,2500}(?:”|$)|\"[^\"\n]{1,2500}(?:\"|$)|``[^`\n]{1,2500}?(?:''|$)|«[^«»\n]{1,2500}»",
    re.MULTILINE,
)


def quotations(text: str) -> Stretches:
    """What stands between quotation marks, marks included; one that is not closed ends with its line."""
    return Stretches(match.span() for match in _QUOTATION.finditer(text))


def whole(spans: Iterable[Span], quoted: Stretches) -> Iterator[Span]:
    """Sentences, those that start inside a quotation joined to the sentence in which it starts."""
    at: Span | None = None
    for start, end in spans:
        holder = quoted.at(at[1] - 1) if at else None
        if at and holder and holder[1] > start:
            at = (at[0], end)
            continue
        if at:
            yield at
        at = (start, end)
    if at:
        yield at
