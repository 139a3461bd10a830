"""Stories: reports about one happening, grouped over time from how near they are.

Average linkage over near reports (Sokal and Michener 1958), likeness measured against how near each report's nearest
are (Zelnik-Manor and Perona 2004): two similar happenings are told apart because each report is nearer to those of its
own. Of a story larger than a report's neighbours are many, likenesses are not all known; there, reports that are near
and have many near ones in common are joined first, as in SCAN (Xu et al. 2007). So a large story holds together, and a
chain, in which each report is near the next alone, does not. A person's word comes before all of it.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.compare.nearness import NEIGHBOURS

NEAREST = 4
"""The nearest of a report by which its likeness to others is measured …"""
LONELY = 0.36
"""… which are taken to be so near at least: a report nobody is near to is a story of its own."""
JOINED = 0.54
"""Measured likeness from which two groups are one story."""
COMMON = 8
"""Near reports that two have in common when they are in the thick of one story."""
Pair = tuple[int, int]


@dataclass(slots=True)
class _Group:
    """Reports joined so far, and the summed likeness to other groups, by number."""

    members: list[int]
    near: dict[int, float] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)
    """Groups a person says are other stories."""
    version: int = 0


def stories(
    count: int,
    near: Iterable[tuple[int, int, float]],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[int]]:
    """``count`` reports, by index, as stories; each and all in order of index.

    ``near`` are near reports with their likeness; ``together`` and ``apart`` are pairs that a person says are, or are
    not, of one story: what is said to be apart prevails. A function of its arguments, in any order of theirs.
    """
    listed = sorted(near)
    groups = [_Group([index]) for index in range(count)]
    for one, other in apart:
        if one != other:
            groups[one].apart.add(other)
            groups[other].apart.add(one)
    measured = list(_measured(count, listed))
    for one, other, likeness in measured:
        groups[one].near[other] = groups[other].near[one] = likeness
    joining = _Joining(groups)
    for one, other in _thick(count, measured):
        joining.join_one(one, other)
    joining.run()
    for one, other in sorted(together):
        joining.join_one(one, other)
    return sorted(sorted(group.members) for group in groups if group.members)


def _measured(count: int, near: Sequence[tuple[int, int, float]]) -> Iterable[tuple[int, int, float]]:
    """Likeness over the geometric mean of how near the nearest of both are."""
    best: list[list[float]] = [[] for _ in range(count)]
    for one, other, likeness in near:
        best[one].append(likeness)
        best[other].append(likeness)
    usual = [max(LONELY, sum(heapq.nlargest(NEAREST, held)) / NEAREST) for held in best]
    for one, other, likeness in near:
        yield one, other, likeness / (usual[one] * usual[other]) ** 0.5


def _thick(count: int, measured: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """Pairs in the thick of one story, in order."""
    beside: list[set[int]] = [set() for _ in range(count)]
    pairs = [(one, other) for one, other, likeness in measured if likeness >= JOINED]
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    crowded = [len(held) >= NEIGHBOURS for held in beside]
    return [
        (one, other)
        for one, other in pairs
        if crowded[one] and crowded[other] and len(beside[one] & beside[other]) >= COMMON
    ]


class _Joining:
    """Groups being joined, the likest first."""

    def __init__(self, groups: list[_Group]) -> None:
        self._groups = groups
        self._now = list(range(len(groups)))
        self._heap: list[tuple[float, int, int, int, int]] = []

    def run(self) -> None:
        """Join until no two groups are alike enough."""
        for one, group in enumerate(self._groups):
            for other in group.near:
                if one < other and group.members and self._groups[other].members:
                    self._offer(one, other)
        while self._heap:
            _, one, other, version, beyond = heapq.heappop(self._heap)
            first, second = self._groups[one], self._groups[other]
            current = first.members and second.members and (first.version, second.version) == (version, beyond)
            if current and other not in first.apart:
                self._join(one, other)

    def join_one(self, one: int, other: int) -> None:
        """Join the groups of two reports, unless a person says that they are apart."""
        first, second = sorted((self._group(one), self._group(other)))
        if first != second and second not in self._groups[first].apart:
            self._join(first, second)

    def _group(self, report: int) -> int:
        while self._now[report] != report:
            report = self._now[report]
        return report

    def _join(self, one: int, other: int) -> None:
        """Put the second into the first, the one with the lower number."""
        kept, gone = self._groups[one], self._groups[other]
        kept.members += gone.members
        self._now[other] = one
        for beyond, likeness in gone.near.items():
            back = self._groups[beyond].near
            back.pop(other, None)
            if beyond != one:
                kept.near[beyond] = kept.near.get(beyond, 0.0) + likeness
                back[one] = kept.near[beyond]
        for beyond in gone.apart:
            self._groups[beyond].apart.discard(other)
            self._groups[beyond].apart.add(one)
            kept.apart.add(beyond)
        kept.near.pop(other, None)
        gone.members, gone.near, gone.apart = [], {}, set()
        kept.version += 1
        for beyond in kept.near:
            self._offer(min(one, beyond), max(one, beyond))

    def _offer(self, one: int, other: int) -> None:
        first, second = self._groups[one], self._groups[other]
        sizes = sorted((len(first.members), len(second.members)))
        likeness = first.near[other] / (sizes[0] * min(sizes[1], NEIGHBOURS))
        if likeness >= JOINED:
            heapq.heappush(self._heap, (-likeness, one, other, first.version, second.version))
