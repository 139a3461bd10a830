"""The index of passages: where a text's words have been met before.

**A passage is indexed once, under its first carrier.** A report's marks are looked up; those that lie in a passage
it shares with a carrier are not stored again, only a link to that carrier. So what is stored of a mark counts
origins, not copies: a story with a hundred thousand copies has one carrier a mark, and its next copy is found at
the cost of the second. Marks that are met outside any shared passage (turns of phrase) are stored under each
writer, up to ``CARRIERS``.

The index itself is elsewhere: a ledger keeps it in two tables. This module says what such an index must offer,
decides what is asked of it and what is put into it, and holds one in memory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sayso.lineage.align import Passage, align
from sayso.lineage.fingerprints import AROUND, PLACE_BITS, Marks, agreement
from sayso.lineage.kinship import STRONG, Hit, calls, kin, kin_among
from sayso.lineage.relation import edge, edge_of, ordered, verdict
from sayso.lineage.witness import Witness
from sayso.model import Edge

CARRIERS = 6
"""Writers stored for one mark. More use it independently only when it is a turn of phrase."""
FAMILY = 16
"""Sharers of one passage that are all set beside a new report; of a larger family its carrier stands for all."""
SAME_AROUND = 2 * AROUND
"""Words around a mark that must agree for it to be its carrier's: all that marks remember."""
Mark = tuple[int, int]
"""(hash, place) as in ``fingerprints.Marks``."""
Hits = dict[int, list[Hit]]
"""Carrier → the marks a new report has in common with it."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words ``first`` … ``last`` (half open, in the carrier) that a later report also carries."""

    carrier: int
    first: int
    last: int


class PassageIndex(Protocol):
    """What an index of passages must offer. Reports go by the number the index's owner gave them.

    Nothing depends on the order of rows, and nothing is ever changed: rows are added, or taken out when a report
    is erased.
    """

    def carriers(self, hashes: Sequence[int]) -> Iterable[tuple[int, int, int]]:
        """(hash, number, place) of every stored mark with one of these hashes."""
        ...

    def sharers(self, places: Sequence[tuple[int, int]], limit: int) -> Iterable[tuple[int, int]]:
        """(index into ``places``, number) of reports linked to a carrier at a word of it.

        ``places`` are (carrier's number, word). At most ``limit`` rows for each of them, any ones.
        """
        ...

    def put(self, number: int, marks: Sequence[Mark], links: Sequence[Link]) -> None:
        """Store a report's marks and links."""
        ...


@dataclass(frozen=True, slots=True)
class Shared:
    """Where a report's words have been met before, and what is to be stored of it."""

    passages: Mapping[int, tuple[Passage, ...]]
    """By number of each earlier report that shares any: the passages, the lesser report id on the left."""
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Relatives:
    """What a report is to those before it, and what is to be stored of it."""

    edges: tuple[Edge, ...]
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


def relate(witness: Witness, index: PassageIndex, witness_of: Callable[[int], Witness]) -> Relatives:
    """Find a new report's relatives and judge them. The index is read, not written.

    ``witness_of`` fetches a report by its number. The same edges come out in whatever order a set of reports is
    related and put, as long as no passage has more than ``FAMILY`` sharers and no mark more than ``CARRIERS``
    writers; beyond that every report still has its edge to a carrier of each of its passages, and so the same family.
    """
    found = find(witness, index, witness_of)
    edges: list[Edge] = []
    for number, passages in found.passages.items():
        left, right = ordered(witness, witness_of(number))
        judged = verdict(passages, left, right)
        if judged is not None:
            edges.append(edge_of(left, right, judged))
    return Relatives(tuple(edges), found.marks, found.links)


def relate_all(witnesses: Sequence[Witness]) -> list[Edge]:
    """The edges between all reports of a set, without an index: those that relating one after the other gives.

    For many reports at once, several times as fast; memory grows with their number.
    """
    found = (edge(witnesses[one], witnesses[other]) for one, other in kin_among(witnesses))
    return [one for one in found if one is not None]


def find(witness: Witness, index: PassageIndex, witness_of: Callable[[int], Witness]) -> Shared:
    """Find where a report's words have been met before, word for word."""
    own = witness.fingerprint
    hits, often = _hits(own, index)
    aligned: dict[int, tuple[Passage, ...]] = {}
    carried: dict[int, tuple[Passage, ...]] = {}
    siblings, crowded = set[int](), set[int]()
    for number in _likely(hits):
        found = [hit for hit in hits[number] if hit[0] >> PLACE_BITS not in crowded]
        if not calls(found, witness, partial(witness_of, number)):
            continue
        other = witness_of(number)
        aligned[number] = _aligned(witness, other)
        carried[number] = _own_first(witness, other, aligned[number])
        few, crowd = _families(number, hits[number], index)
        siblings |= few
        crowded |= _covered(carried[number], crowd)
    siblings |= _met_twice({number: hits[number] for number in hits.keys() - aligned.keys()}, crowded, index)
    for number in sorted(siblings - aligned.keys()):
        other = witness_of(number)
        if kin(witness, other):
            aligned[number] = _aligned(witness, other)
    marks, links = _stored(own, hits, often, carried)
    return Shared({number: found for number, found in aligned.items() if found}, marks, links)


def _hits(own: Marks, index: PassageIndex) -> tuple[Hits, set[int]]:
    """The marks in common with each carrier, and the marks that have all the writers they may have."""
    rows = list(index.carriers(list(own)))
    often = {hashed for hashed, count in Counter([row[0] for row in rows]).items() if count >= CARRIERS}
    hits: Hits = defaultdict(list)
    for hashed, number, place in rows:
        hits[number].append((own[hashed], place, hashed))
    return hits, often


def _likely(hits: Hits) -> list[int]:
    """Carriers that are not met by chance in one mark only, those with most marks first."""
    likely = [
        number
        for number, found in hits.items()
        if len(found) > 1 or agreement(found[0][0], found[0][1]) >= STRONG
    ]
    return sorted(likely, key=lambda number: (-len(hits[number]), number))


def _met_twice(hits: Hits, crowded: set[int], index: PassageIndex) -> set[int]:
    """Reports that carry, by links or themselves, two marks of carriers that seemed to be met by chance."""
    places = [
        (number, there >> PLACE_BITS)
        for number, found in hits.items()
        for here, there, _ in found
        if here >> PLACE_BITS not in crowded
    ]
    families: dict[int, list[int]] = defaultdict(list)
    for at, number in index.sharers(places, FAMILY + 1):
        families[at].append(number)
    met = Counter(number for family in families.values() if len(family) <= FAMILY for number in family)
    return {number for number, count in met.items() if count + len(hits.get(number, ())) > 1}


def _families(carrier: int, hits: Sequence[Hit], index: PassageIndex) -> tuple[set[int], list[Hit]]:
    """Reports linked to a carrier where the new one was hit, of families up to ``FAMILY``; and the hits of larger ones.

    What a crowded passage explains calls for no second look: in a story of a thousand copies other copies hold
    marks too, of edits made alike, and would otherwise all be looked at.
    """
    families: dict[int, set[int]] = defaultdict(set)
    for at, number in index.sharers([(carrier, there >> PLACE_BITS) for _, there, _ in hits], FAMILY + 1):
        families[at].add(number)
    crowd = [hits[at] for at, family in families.items() if len(family) > FAMILY]
    return {number for family in families.values() if len(family) <= FAMILY for number in family}, crowd


def _covered(passages: Iterable[Passage], hits: Sequence[Hit]) -> set[int]:
    """Words of the new report in passages that hold one of some common marks."""
    placed = _Placed(passages) if hits else None
    held = {one.left for hit in hits if placed and (one := placed.of(hit)) is not None}
    return {word for left in held for word in range(*left)}


def _aligned(witness: Witness, other: Witness) -> tuple[Passage, ...]:
    left, right = ordered(witness, other)
    return align(left.words, right.words)


def _own_first(witness: Witness, other: Witness, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Passages of ``_aligned`` with the words of ``witness`` on the left."""
    return passages if ordered(witness, other)[0] is witness else tuple(one.turned() for one in passages)


class _Placed:
    """Passages by where they begin in the new report; no word of it stands in two of them."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = sorted(passages, key=lambda one: one.left)
        self._starts = [one.left[0] for one in self._passages]

    def of(self, hit: Hit) -> Passage | None:
        """The passage that a common mark begins in, in both texts."""
        at = bisect_right(self._starts, hit[0] >> PLACE_BITS) - 1
        return self._passages[at] if at >= 0 and _holds(self._passages[at], hit) else None


def _holds(passage: Passage, hit: Hit) -> bool:
    """Whether a common mark begins in a passage, in both texts."""
    here, there = hit[0] >> PLACE_BITS, hit[1] >> PLACE_BITS
    return passage.left[0] <= here < passage.left[1] and passage.right[0] <= there < passage.right[1]


def _stored(
    own: Marks, hits: Hits, often: set[int], carried: Mapping[int, tuple[Passage, ...]]
) -> tuple[tuple[Mark, ...], tuple[Link, ...]]:
    """Marks to store under the new report, and its links: a mark inside a shared passage stays its carrier's.

    It does when the words around it are the carrier's, too: so a mark speaks for all reports linked to it.
    """
    linked: set[int] = set()
    links: set[Link] = set()
    for number in sorted(carried):
        placed = _Placed(carried[number])
        for here, there, hashed in hits[number]:
            if hashed in linked or agreement(here, there) < SAME_AROUND:
                continue
            passage = placed.of((here, there, hashed))
            if passage is not None:
                linked.add(hashed)
                links.add(Link(number, *passage.right))
    spared = linked | often
    marks = tuple([mark for mark in own.items() if mark[0] not in spared]) if spared else tuple(own.items())
    return marks, tuple(sorted(links, key=lambda link: (link.carrier, link.first, link.last)))


class MemoryIndex:
    """An index of passages in memory, for tests, benchmarks and single runs without a ledger."""

    _PLACE = 60
    """Bits of a place when a carrier's number is packed above it: one integer a mark, which costs least."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._more: dict[int, list[int]] = {}
        self._links: dict[int, list[tuple[int, int, int]]] = {}

    def carriers(self, hashes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """As ``PassageIndex`` says."""
        low = (1 << self._PLACE) - 1
        for hashed in self._first.keys() & hashes:
            for packed in (self._first[hashed], *self._more.get(hashed, ())):
                yield hashed, packed >> self._PLACE, packed & low

    def sharers(self, places: Sequence[tuple[int, int]], limit: int) -> Iterator[tuple[int, int]]:
        """As ``PassageIndex`` says."""
        for at, (carrier, word) in enumerate(places):
            left = limit
            for first, last, number in self._links.get(carrier, ()):
                if first <= word < last:
                    yield at, number
                    left -= 1
                    if not left:
                        break

    def put(self, number: int, marks: Sequence[Mark], links: Sequence[Link]) -> None:
        """As ``PassageIndex`` says."""
        high = number << self._PLACE
        fresh = {hashed: high | place for hashed, place in marks}
        for hashed in self._first.keys() & fresh:
            self._more.setdefault(hashed, []).append(fresh.pop(hashed))
        self._first.update(fresh)
        for link in links:
            self._links.setdefault(link.carrier, []).append((link.first, link.last, number))

    def rows(self) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int, int]]]:
        """All marks, (hash, number, place), and all links, (carrier, first, last, number), as a table holds them."""
        links = [(carrier, *link) for carrier, found in self._links.items() for link in found]
        return list(self.carriers(list(self._first))), links
