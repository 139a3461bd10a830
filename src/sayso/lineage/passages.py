"""The index of passages: where a text's words have been met before.

**A passage is indexed once, under its first carrier.** A report's marks are looked up; those that lie in a passage
it shares with a carrier are not stored again, only a link to that carrier. So what is stored of a mark counts
origins, not copies: a story with a hundred thousand copies has one carrier a mark, and its next copy is found at
the cost of the second. Of links, too, no more are stored over a word than tell a crowd from a few (``LINKED``). Marks
that are met outside any shared passage (turns of phrase) are stored under each writer, up to ``CARRIERS``.

The index itself is elsewhere: a ledger keeps it in two tables. This module says what such an index must offer,
decides what is asked of it and what is put into it, and holds one in memory.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sayso.lineage.align import Passage, align
from sayso.lineage.fingerprints import PLACE_BITS, Marks, agreement
from sayso.lineage.kinship import STRONG, Hit, calls, kin, kin_among
from sayso.lineage.relation import edge, edge_of, ordered, verdict
from sayso.lineage.witness import Witness
from sayso.model import Edge, Span

CARRIERS = 6
"""Writers stored for one mark. More use it independently only when it is a turn of phrase."""
FAMILY = 16
"""Sharers of one passage that are all set beside a new report; of a larger family its carrier stands for all."""
LINKED = FAMILY + 2
"""Links stored over one word of a carrier: those of a family, one more that tells a crowd, and one to spare for when
one of them is related again and does not count itself."""
APART = 64
"""Words between two common marks from which the links at each are asked for by themselves."""
SAME_AROUND = (1 << PLACE_BITS) - 1
"""Bits of a place that a mark must have in common with its carrier's: all that it remembers of the words around it."""
Mark = tuple[int, int]
"""(hash, place) as in ``fingerprints.Marks``."""
Stretch = tuple[int, int, int]
"""(carrier, first word, word behind the last)."""
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

    def sharers(self, stretches: Sequence[Stretch]) -> Iterable[tuple[int, int, int, int]]:
        """(index into ``stretches``, first, last, number) of the links that meet words ``[first, last)`` of a carrier.

        A link may come in pieces that follow one another.
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
    lifted: dict[int, Lifted] = {}
    siblings, crowded = set[int](), bytearray(len(witness.words))
    for number in _likely(hits):
        found = [hit for hit in hits[number] if not crowded[hit[0] >> PLACE_BITS]]
        if not calls(found, witness, partial(witness_of, number)):
            continue
        other = witness_of(number)
        aligned[number] = _aligned(witness, other)
        carried = _own_first(witness, other, aligned[number])
        families = Families(_around(number, hits[number], carried, index))
        lifted[number] = Lifted(carried, hits[number], families)
        siblings |= families.few(hits[number])
        _cover(crowded, carried, families.crowds(hits[number]))
    siblings |= _met_twice({number: hits[number] for number in hits.keys() - aligned.keys()}, crowded, index)
    for number in sorted(siblings - aligned.keys()):
        other = witness_of(number)
        if kin(witness, other):
            aligned[number] = _aligned(witness, other)
    marks, links = _stored(own, often, lifted)
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


def _met_twice(hits: Hits, crowded: bytearray, index: PassageIndex) -> set[int]:
    """Reports that carry, by links or themselves, two marks of carriers that seemed to be met by chance."""
    places = [
        (number, there >> PLACE_BITS, (there >> PLACE_BITS) + 1)
        for number, found in hits.items()
        for here, there, _ in found
        if not crowded[here >> PLACE_BITS]
    ]
    families: dict[int, set[int]] = defaultdict(set)
    for at, _, _, number in index.sharers(places):
        families[at].add(number)
    met = Counter(number for family in families.values() if len(family) <= FAMILY for number in family)
    return {number for number, count in met.items() if count + len(hits.get(number, ())) > 1}


def _around(
    carrier: int, hits: Sequence[Hit], passages: Sequence[Passage], index: PassageIndex
) -> set[tuple[int, int, int]]:
    """The links to a carrier where common marks and passages stand: (first, last, number)."""
    ends = (end for passage in passages for end in (passage.right[0], passage.right[1] - 1))
    words = sorted([*(there >> PLACE_BITS for _, there, _ in hits), *ends])
    begins = [at for at, word in enumerate(words) if not at or word - words[at - 1] > APART]
    stretches = [
        (carrier, words[begin], words[end - 1] + 1)
        for begin, end in zip(begins, [*begins[1:], len(words)], strict=True)
    ]
    return {(first, last, number) for _, first, last, number in index.sharers(stretches)}


class Families:
    """Who is linked to a carrier, word by word: the same reports from one border of a link to the next.

    What a crowded passage explains calls for no second look: in a story of a thousand copies other copies hold
    marks too, of edits made alike, and would otherwise all be looked at.
    """

    def __init__(self, links: Iterable[tuple[int, int, int]]) -> None:
        changes: dict[int, Counter[int]] = defaultdict(Counter)
        for first, last, number in links:
            changes[first][number] += 1
            changes[last][number] -= 1
        self.borders = sorted(changes)
        """Words at which the family changes; before the first there is none."""
        self._families: list[frozenset[int]] = [frozenset()]
        standing = Counter[int]()
        for border in self.borders:
            standing.update(changes[border])
            standing = +standing
            self._families.append(frozenset(standing))

    def at(self, word: int) -> frozenset[int]:
        """Those linked at a word."""
        return self._families[bisect_right(self.borders, word)]

    def few(self, hits: Sequence[Hit]) -> set[int]:
        """Reports linked where common marks stand, of families up to ``FAMILY``."""
        met = {self._families[at] for at in self._placed(hits)}
        return {number for family in met if len(family) <= FAMILY for number in family}

    def crowds(self, hits: Sequence[Hit]) -> list[Hit]:
        """The common marks that stand in larger families."""
        if all(len(family) <= FAMILY for family in self._families):
            return []
        placed = self._placed(hits)
        return [hit for hit, at in zip(hits, placed, strict=True) if len(self._families[at]) > FAMILY]

    def _placed(self, hits: Sequence[Hit]) -> list[int]:
        return [bisect_right(self.borders, there >> PLACE_BITS) for _, there, _ in hits]

    def open(self, first: int, last: int) -> Iterator[Span]:
        """The parts of a stretch over which another link tells something: less than ``LINKED`` stand there."""
        inside = self.borders[bisect_right(self.borders, first) : bisect_left(self.borders, last)]
        begin: int | None = None
        for start in (first, *inside):
            if len(self.at(start)) < LINKED:
                begin = start if begin is None else begin
            elif begin is not None:
                yield begin, start
                begin = None
        if begin is not None:
            yield begin, last


@dataclass(frozen=True, slots=True)
class Lifted:
    """What a new report has from one carrier: passages with the new report on the left, and the common marks."""

    passages: tuple[Passage, ...]
    hits: Sequence[Hit]
    families: Families

    def links(self, number: int, lifted: Iterable[Passage]) -> Iterator[Link]:
        """Links for some of the passages, where a common mark stands that has not links enough."""
        words = sorted(there >> PLACE_BITS for _, there, _ in self.hits)
        for passage in lifted:
            for first, last in self.families.open(*passage.right):
                at = bisect_left(words, first)
                if at < len(words) and words[at] < last:
                    yield Link(number, first, last)


def _cover(crowded: bytearray, passages: Iterable[Passage], hits: Sequence[Hit]) -> None:
    """Set the words of the new report in passages that hold one of some common marks."""
    if not hits:
        return
    placed = _Placed(passages)
    for first, last in {passage.left for hit in hits if (passage := placed.of(hit)) is not None}:
        crowded[first:last] = b"\1" * (last - first)


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
    own: Marks, often: set[int], lifted: Mapping[int, Lifted]
) -> tuple[tuple[Mark, ...], tuple[Link, ...]]:
    """Marks to store under the new report, and its links: a mark inside a shared passage stays its carrier's.

    It does when the words around it are the carrier's, too: so a mark speaks for all reports linked to it.
    """
    linked: set[int] = set()
    links: set[Link] = set()
    for number in sorted(lifted):
        one = lifted[number]
        placed, holding = _Placed(one.passages), dict[tuple[int, int], Passage]()
        for here, there, hashed in one.hits:
            if hashed in linked or (here ^ there) & SAME_AROUND:
                continue
            passage = placed.of((here, there, hashed))
            if passage is not None:
                linked.add(hashed)
                holding[passage.right] = passage
        links.update(one.links(number, holding.values()))
    spared = linked | often
    marks = tuple([mark for mark in own.items() if mark[0] not in spared]) if spared else tuple(own.items())
    return marks, tuple(sorted(links, key=lambda link: (link.carrier, link.first, link.last)))


class MemoryIndex:
    """An index of passages in memory, for tests, benchmarks and single runs without a ledger."""

    _PLACE = 60
    """Bits of a place when a carrier's number is packed above it: one integer a mark, which costs least."""
    _BLOCK = 1024

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._more: dict[int, list[int]] = {}
        self._links: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        """Links, cut every ``_BLOCK`` words, by carrier and block."""

    def carriers(self, hashes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """As ``PassageIndex`` says."""
        low = (1 << self._PLACE) - 1
        for hashed in self._first.keys() & hashes:
            for packed in (self._first[hashed], *self._more.get(hashed, ())):
                yield hashed, packed >> self._PLACE, packed & low

    def sharers(self, stretches: Sequence[Stretch]) -> Iterator[tuple[int, int, int, int]]:
        """As ``PassageIndex`` says."""
        for at, (carrier, begin, end) in enumerate(stretches):
            for block in range(begin // self._BLOCK, (end - 1) // self._BLOCK + 1):
                for first, last, number in self._links.get((carrier, block), ()):
                    if first < end and last > begin:
                        yield at, first, last, number

    def put(self, number: int, marks: Sequence[Mark], links: Sequence[Link]) -> None:
        """As ``PassageIndex`` says."""
        high = number << self._PLACE
        fresh = {hashed: high | place for hashed, place in marks}
        for hashed in self._first.keys() & fresh:
            self._more.setdefault(hashed, []).append(fresh.pop(hashed))
        self._first.update(fresh)
        for link in links:
            for block in range(link.first // self._BLOCK, (link.last - 1) // self._BLOCK + 1):
                first, last = max(link.first, block * self._BLOCK), min(link.last, (block + 1) * self._BLOCK)
                self._links.setdefault((link.carrier, block), []).append((first, last, number))

    def rows(self) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int, int]]]:
        """All marks, (hash, number, place), and all links, (carrier, first, last, number), as a table holds them."""
        links = [(carrier, *link) for (carrier, _), found in self._links.items() for link in found]
        return list(self.carriers(list(self._first))), links
