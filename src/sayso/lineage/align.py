"""Alignment: which stretches of two texts are the same, word for word, with edits inside tolerated.

Runs of words common to both are found exactly; runs that follow one another at nearly the same distance (on
nearly the same diagonal) are chained into a passage across what was edited between them. A passage keeps its
runs, so that what counts as shared is exact while what is shown is readable.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.lineage.fingerprints import shingles

if TYPE_CHECKING:
    from sayso.lineage.words import Hashes, Numbers

Run = tuple[int, int, int]
"""First word on the left, first word on the right, number of words, all the same."""

SHORTEST_RUN = 4
"""Words of the shortest run that is looked for. Three meet everywhere; five lose copies edited at every third word."""
OFTEN = 4
"""Times a run may stand in the right text to be an anchor; what stands more often is found from its neighbours."""
NEAR = 10
"""Words that may stand between two runs of a passage whatever they are: a phrase was edited."""
FAR = 30
"""Words that may stand between two runs when enough of them agree: a sentence was edited."""
ENOUGH = 0.25
"""Share of the words between two runs that must agree, in order, for a gap wider than ``NEAR``."""
LEAST = 8
"""Words of the least passage: fewer in a row are met by chance in any two reports of one event."""
_CHAINS = 40
"""Passages still open that a run may join; a bound on time, met only by tables and lists."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of each text, in words, half open, and the exact runs inside."""

    left: tuple[int, int]
    right: tuple[int, int]
    runs: tuple[Run, ...]

    def turned(self) -> Passage:
        """The same passage with the two texts' places exchanged."""
        return Passage(self.right, self.left, tuple((j, i, length) for i, j, length in self.runs))

    @property
    def words(self) -> int:
        """Words that are the same in both."""
        return sum(length for _, _, length in self.runs)

    @property
    def longest(self) -> int:
        """Words of the longest run."""
        return max(length for _, _, length in self.runs)

    @property
    def density(self) -> float:
        """Share of the longer stretch that is the same in both: 1.0 for an exact copy."""
        return self.words / max(self.left[1] - self.left[0], self.right[1] - self.right[0])


def align(left: Hashes, right: Hashes) -> tuple[Passage, ...]:
    """The passages two texts share, in the order of the left text. No word stands in two of them.

    ``left`` and ``right`` are words as ``fingerprints.hash_words`` gives them. Time grows with the sum of the
    two lengths.
    """
    import numpy as np

    if len(left) == len(right) and np.array_equal(left, right):
        whole = (0, len(left))
        return (Passage(whole, whole, ((0, 0, len(left)),)),) if len(left) >= LEAST else ()
    chains = _chained(left, right, _runs(left, right))
    return tuple(sorted(_apart(chains, len(left), len(right)), key=lambda passage: passage.left))


def _runs(left: Hashes, right: Hashes) -> list[Run]:
    """Maximal runs of equal words, of those that do not stand too often in either text, in order of the left."""
    import numpy as np

    pairs = _anchors(shingles(left, SHORTEST_RUN), shingles(right, SHORTEST_RUN))
    if not len(pairs):
        return []
    starts = np.flatnonzero(np.concatenate([[True], pairs[1:] - pairs[:-1] != 1]))
    lengths = np.append(starts[1:], len(pairs)) - starts + (SHORTEST_RUN - 1)
    first = pairs[starts]
    i = first & _LOW
    j = (first >> _SIDE) - len(left) + i
    return sorted(zip(i.tolist(), j.tolist(), lengths.tolist(), strict=True))


_SIDE = 32
_LOW = (1 << _SIDE) - 1


def _anchors(left: Hashes, right: Hashes) -> Numbers:
    """Positions of equal shingles, of those that stand at most ``OFTEN`` times on the right, in order of diagonal.

    A pair (i, j) is one number: the diagonal j − i + length of the left text above ``_SIDE`` bits, i below; so the
    next pair of a run is the next number.
    """
    import numpy as np

    order = np.argsort(right)
    ordered = right[order]
    low = np.searchsorted(ordered, left, "left")
    count = np.searchsorted(ordered, left, "right") - low
    kept = np.flatnonzero((count > 0) & (count <= OFTEN))
    count, low = count[kept], low[kept]
    if len(kept) and count.max() > 1:
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        kept, low = np.repeat(kept, count), np.repeat(low, count) + within
    found = ((order[low] - kept + (len(left) + SHORTEST_RUN - 1)) << _SIDE) | kept
    found.sort()
    return found


class _Chain:
    """A passage in the making."""

    __slots__ = ("left", "right", "runs", "words")

    def __init__(self, run: Run) -> None:
        i, j, length = run
        self.left, self.right, self.runs, self.words = (i, i + length), (j, j + length), [run], length

    def add(self, run: Run, between: Sequence[Run]) -> None:
        i, j, length = run
        back = max(0, self.left[1] - i, self.right[1] - j)
        grown = (i + back, j + back, length - back)
        self.runs += [*between, grown]
        self.words += grown[2] + sum(one[2] for one in between)
        self.left, self.right = (self.left[0], i + length), (self.right[0], j + length)


def _chained(left: Hashes, right: Hashes, runs: list[Run]) -> list[_Chain]:
    chains: list[_Chain] = []
    for run in runs:
        best: tuple[int, _Chain] | None = None
        for chain in reversed(chains[-_CHAINS:]):
            gap = _gap(chain, run)
            if gap is not None and (best is None or gap < best[0]) and _joins(left, right, chain, run, gap):
                best = gap, chain
        if best is None:
            chains.append(_Chain(run))
        else:
            best[1].add(run, _between(left, right, best[1], run))
    return chains


def _gap(chain: _Chain, run: Run) -> int | None:
    """Words from the end of a chain to a run that may follow it, on the wider side; None when it may not."""
    i, j, length = run
    before, beside = i - chain.left[1], j - chain.right[1]
    if not (-SHORTEST_RUN < before <= FAR and -SHORTEST_RUN < beside <= FAR):
        return None
    if length <= max(0, -before, -beside):
        return None
    return max(before, beside)


def _joins(left: Hashes, right: Hashes, chain: _Chain, run: Run, gap: int) -> bool:
    if gap <= NEAR:
        return True
    return sum(one[2] for one in _between(left, right, chain, run)) >= ENOUGH * gap


def _between(left: Hashes, right: Hashes, chain: _Chain, run: Run) -> list[Run]:
    """The words that agree, in order, in the gap between a chain and a run: a longest common subsequence."""
    i, j = chain.left[1], chain.right[1]
    if i >= run[0] or j >= run[1]:
        return []
    pairs = common(left[i : run[0]].tolist(), right[j : run[1]].tolist())
    found: list[Run] = []
    for a, b in pairs:
        if found and found[-1][0] + found[-1][2] == i + a and found[-1][1] + found[-1][2] == j + b:
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + 1)
        else:
            found.append((i + a, j + b, 1))
    return found


def common(left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Index pairs of a longest common subsequence (Hunt and Szymanski, 1977); both sides are short."""
    at: dict[int, list[int]] = {}
    for j, word in enumerate(right):
        at.setdefault(word, []).append(j)
    ends: list[int] = []
    links: list[tuple[int, int, tuple[int, int, object] | None]] = []
    for i, word in enumerate(left):
        for j in reversed(at.get(word, ())):
            slot = bisect_left(ends, j)
            link = (i, j, links[slot - 1] if slot else None)
            if slot == len(ends):
                ends.append(j)
                links.append(link)
            else:
                ends[slot], links[slot] = j, link
    return _unwound(links[-1] if links else None)


def _unwound(link: tuple[int, int, object] | None) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    while link is not None:
        pairs.append((link[0], link[1]))
        link = link[2]  # type: ignore[assignment]  # a recursive tuple type cannot be written down
    return pairs[::-1]


def _apart(chains: list[_Chain], left: int, right: int) -> list[Passage]:
    """Passages that overlap no other on either side; where two would, the one with more words keeps the place."""
    taken = bytearray(left), bytearray(right)
    kept: list[Passage] = []
    for chain in sorted(chains, key=lambda c: (-c.words, c.left, c.right)):
        if chain.words < LEAST:
            break
        for passage in _free(chain, *taken):
            kept.append(passage)
            for marks, (start, end) in zip(taken, (passage.left, passage.right), strict=True):
                marks[start:end] = b"\1" * (end - start)
    return kept


def _free(chain: _Chain, left: bytearray, right: bytearray) -> Iterator[Passage]:
    """What is left of a chain beside the places already taken, in passages of at least ``LEAST`` words."""
    if _is_free(chain.left, left) and _is_free(chain.right, right):
        yield Passage(chain.left, chain.right, tuple(chain.runs))
        return
    group: list[Run] = []
    for run in _free_runs(chain.runs, left, right):
        if group and not _reaches(group[-1], run, left, right):
            yield from _worthwhile(group)
            group = []
        group.append(run)
    yield from _worthwhile(group)


def _is_free(stretch: tuple[int, int], taken: bytearray) -> bool:
    return taken.find(1, *stretch) < 0


def _free_runs(runs: Sequence[Run], left: bytearray, right: bytearray) -> Iterator[Run]:
    """The parts of runs whose words are taken on neither side."""
    for i, j, length in runs:
        if _is_free((i, i + length), left) and _is_free((j, j + length), right):
            yield i, j, length
            continue
        start = 0
        for step in range(length + 1):
            if step == length or left[i + step] or right[j + step]:
                if step > start:
                    yield i + start, j + start, step - start
                start = step + 1


def _reaches(run: Run, following: Run, left: bytearray, right: bytearray) -> bool:
    return _is_free((run[0], following[0]), left) and _is_free((run[1], following[1]), right)


def _worthwhile(runs: list[Run]) -> Iterator[Passage]:
    if sum(length for _, _, length in runs) >= LEAST:
        first, last = runs[0], runs[-1]
        yield Passage((first[0], last[0] + last[2]), (first[1], last[1] + last[2]), tuple(runs))
