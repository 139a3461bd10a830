"""Which time and which claim a number belongs to."""

from bisect import bisect_right
from collections.abc import Sequence

from sayso.model import Finding, Span

_DEPTH = 64
"""Spans of claims looked at for one number: they nest a few deep, so that the work stays linear."""
_NEAR = 8
"""Times looked at on either side of a number, for the same reason."""


class Links:
    """The times and claims of a report, asked for the one that a stretch of text belongs to."""

    def __init__(self, times: Sequence[Finding], claims: Sequence[Finding]) -> None:
        known = sorted((f.spans[0][0], f.spans[0][1], f.id) for f in times if f.spans and f.body["start"])
        self._times = known
        self._time_starts = [start for start, _, _ in known]
        said = sorted((*span, f.id) for f in claims for span in f.spans)
        self._claims = said
        self._claim_starts = [start for start, _, _ in said]

    def claim(self, start: int, end: int) -> str | None:
        """The innermost claim whose content holds the characters ``[start, end)``."""
        return self._holding(start, end)[1]

    def time(self, start: int, end: int, sentence: Span) -> str | None:
        """The time of the sentence that stands nearest to the characters ``[start, end)``.

        In a claim one of its own goes before one without it, which may be the day on which the words were said.
        """
        at = bisect_right(self._time_starts, start)
        held = self._holding(start, end)[0]
        near = [
            (not (held[0] <= a and b <= held[1]), min(abs(a - end), abs(start - b)), name)
            for a, b, name in self._times[max(0, at - _NEAR) : at + _NEAR]
            if sentence[0] <= a < sentence[1]
        ]
        return min(near)[2] if near else None

    def _holding(self, start: int, end: int) -> tuple[Span, str | None]:
        """The span of the innermost claim that holds some characters, and its id."""
        last = bisect_right(self._claim_starts, start)
        holding = [(b - a, name, a) for a, b, name in self._claims[max(0, last - _DEPTH) : last] if end <= b]
        if not holding:
            return (0, 0), None
        length, name, first = min(holding)
        return (first, first + length), name
