"""How near reports are to one another: which of many may tell one story, and how alike each two are.

Reports are looked up by the keys of their sketches, the nearest in publication first and a bounded number, so that a
story of fifty thousand reports costs as much a report as one of fifty. All of it is a function of the set.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.compare.sketch import TERMS, Sketch

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

LEAST = 0.05
"""Likeness below which two reports are not near."""
NEIGHBOURS = 32
"""The nearest of a report that are kept."""
WINDOW = 365
"""Days between two reports at most."""
FRESH, FADING, FAR = 2.0, 10.0, 0.3
"""Days apart at which likeness begins to count less, in which it then falls to a third, and the share that is left
however far apart: what a story is about comes up again, and days of publication are sometimes read wrongly."""
_BESIDE = 32
"""Reports with a key in common that are looked at on either side, the nearest in publication."""
_CANDIDATES = 96
_BUCKETS = 1 << 16


@dataclass(frozen=True, slots=True)
class Placed:
    """A report as it is compared: its sketch and its day, counted from any; None where it has none."""

    sketch: Sketch
    day: float | None


def near(placed: Sequence[Placed]) -> Iterator[tuple[int, int, float]]:
    """(index, index, likeness) of reports that are near, the lower index first; ``placed`` in order of publication."""
    kept: dict[tuple[int, int], float] = {}
    for index, others, likeness in _Looked(placed).each():
        order = np.lexsort((others, -likeness))[:NEIGHBOURS]
        for other, value in zip(others[order].tolist(), likeness[order].tolist(), strict=True):
            kept[min(index, other), max(index, other)] = value
    for (one, other), value in sorted(kept.items()):
        yield one, other, value


class _Looked:
    """The sketches of all reports as arrays, and where each key stands."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        count = len(placed)
        self._terms = np.zeros((count, TERMS), np.int64)
        self._weights = np.zeros((count, TERMS), np.float32)
        for row, one in enumerate(placed):
            for column, (term, weight) in enumerate(one.sketch.terms):
                self._terms[row, column] = term % _BUCKETS
                self._weights[row, column] = weight
        self._days = np.array([np.nan if one.day is None else one.day for one in placed])
        keys = [(key, row) for row, one in enumerate(placed) for key in one.sketch.keys]
        keys.sort()
        self._rows = np.array([row for _, row in keys], np.int64)
        self._at: list[list[tuple[int, int, int]]] = [[] for _ in placed]
        self._place(keys)

    def _place(self, keys: Sequence[tuple[int, int]]) -> None:
        """For each report, where each of its keys stands: begin, own place and end of the key's reports."""
        begin = 0
        for place, (key, _) in enumerate(keys):
            if place + 1 == len(keys) or keys[place + 1][0] != key:
                for own in range(begin, place + 1):
                    self._at[keys[own][1]].append((begin, own, place + 1))
                begin = place + 1

    def each(self) -> Iterator[tuple[int, Ints, Floats]]:
        """Each report with those near it and how alike they are."""
        spread = np.zeros(_BUCKETS, np.float32)
        for index, places in enumerate(self._at):
            others = self._candidates(index, places)
            if not len(others):
                continue
            spread[self._terms[index]] = 0
            np.add.at(spread, self._terms[index], self._weights[index])
            alike = (spread[self._terms[others]] * self._weights[others]).sum(axis=1) * self._fading(
                index, others
            )
            spread[self._terms[index]] = 0
            found = alike >= LEAST
            yield index, others[found], alike[found]

    def _candidates(self, index: int, places: Sequence[tuple[int, int, int]]) -> Ints:
        """Reports with keys in common, those with the most first."""
        slices = [
            self._rows[max(begin, own - _BESIDE) : min(end, own + _BESIDE + 1)] for begin, own, end in places
        ]
        if not slices:
            return np.zeros(0, np.int64)
        others, counts = np.unique(np.concatenate(slices), return_counts=True)
        held = (others != index) & (counts > 1)
        others, counts = others[held], counts[held]
        if len(others) > _CANDIDATES:
            order = np.lexsort((np.abs(others - index), -counts))[:_CANDIDATES]
            others = others[order]
        return np.asarray(others)

    def _fading(self, index: int, others: Ints) -> Floats:
        apart = np.abs(self._days[others] - self._days[index])
        fresh = np.exp(-np.maximum(apart - FRESH, 0) / FADING)
        faded = np.where(apart > WINDOW, 0.0, FAR + (1 - FAR) * fresh)
        return np.where(np.isnan(apart), 1.0, faded).astype(np.float32)
