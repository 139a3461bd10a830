"""Which time and which claim a number belongs to."""

from bisect import bisect_right
from collections.abc import Sequence

from sayso.model import Finding, Span

_DEPTH = 64
"""Spans of claims looked at for one number: they nest a few deep, so that the work stays linear."""


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
        last = bisect_right(self._claim_starts, start)
        holding = ((b - a, name) for a, b, name in self._claims[max(0, last - _DEPTH) : last] if end <= b)
        return min(holding, default=(0, None))[1]

    def time(self, start: int, end: int, sentence: Span) -> str | None:
        """The time of the sentence that stands nearest to the characters ``[start, end)``."""
        at = bisect_right(self._time_starts, start)
        near = [
            (min(abs(a - end), abs(start - b)), name)
            for a, b, name in self._times[max(0, at - 1) : at + 1]
            if sentence[0] <= a < sentence[1]
        ]
        return min(near)[1] if near else None
