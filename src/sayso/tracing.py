"""Lineage and the ledger: each report finds its relatives in the transaction that adds it, and origins are read back.

``Tracing`` is what ``Ledger.put`` asks: it fetches the texts that share marks with the new one, has ``lineage`` judge
them, and hands back edges for the record and rows for the index. Nothing is kept here but texts met lately.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sayso.errors import DEFECTS, Issue, told
from sayso.ledger import Passages, Traced
from sayso.lineage import BY, Witness, aside, relate, revision, witnesses
from sayso.lineage.credits import outlet_key
from sayso.lineage.versions import address
from sayso.model import Edge, Report, Span
from sayso.read.furnish import parts_of

_KEPT = 256
"""Texts met lately that are kept ready: the copies of a story come close together …"""
_KEPT_CHARACTERS = 16_000_000
"""… and their characters together, beside those of the last: what is worked out of a text takes ten times its place."""


@dataclass(slots=True)
class Tracing:
    """Finds the relatives of reports, one after the other, on behalf of one process."""

    by: str = BY
    _ready: dict[str, Witness] = field(default_factory=dict)
    _met: OrderedDict[int, tuple[Witness, int]] = field(default_factory=OrderedDict)
    """Witnesses by number, with the stamp of their report."""
    _characters: int = 0
    """Of their texts together."""

    def prepare(self, reports: Iterable[Report]) -> None:
        """Make reports that are about to be added ready, which costs half as much for many at once."""
        listed = list(reports)
        furniture = {one.id: _aside(one) for one in listed}
        self._ready = {one.report.id: one for one in witnesses(listed, furniture)}

    def trace(self, report: Report, stamp: int, index: Passages) -> Traced:
        """The relatives of a report added at ``stamp``; a text that lineage fails on is kept without any."""
        witness = self._ready.pop(report.id, None) or Witness(report, _aside(report))
        said = witness.credited
        partly = bool(said.part) or said.wires
        alone = Traced((), (), (), witness.furniture, said.whole, partly)
        met: dict[str, tuple[Witness, int]] = {}

        def witness_of(number: int) -> Witness:
            other, seen = self._fetched(number, index, witness)
            met[other.report.id] = other, seen
            return other

        try:
            found = relate(witness, index, witness_of)
            edges = (*found.edges, *_revisions(witness, stamp, found.edges, met))
        except DEFECTS as error:
            return replace(alone, issues=(Issue("lineage.failed", f"{BY}: {told(error)}", report.id),))
        return replace(alone, edges=edges, marks=found.marks, links=found.links)

    def _fetched(self, number: int, index: Passages, witness: Witness) -> tuple[Witness, int]:
        """The witness of that number; one to the very text of ``witness`` is its twin, however long it is."""
        if number in self._met:
            self._met.move_to_end(number)
            return self._met[number]
        held = index.witnessed(number)
        same = held.report.text == witness.report.text and held.aside == witness.furniture
        made = witness.twin(held.report) if same else Witness(held.report, held.aside)
        self._met[number] = made, held.stamp
        self._characters += len(made.report.text)
        while len(self._met) > 1 and (len(self._met) > _KEPT or self._characters > _KEPT_CHARACTERS):
            _, (gone, _) = self._met.popitem(last=False)
            self._characters -= len(gone.report.text)
        return self._met[number]


def _aside(report: Report) -> tuple[Span, ...]:
    """What is no part of the article, as told from the report alone: what a desk learns of its outlets later must
    not change what two texts are to each other."""
    return aside(parts_of(report))


def _revisions(
    witness: Witness, stamp: int, edges: Iterable[Edge], met: dict[str, tuple[Witness, int]]
) -> Iterable[Edge]:
    """``revises`` edges between a report and those of its relatives that are other versions of it."""
    for edge in edges:
        other, seen = met[edge.right if edge.left == witness.report.id else edge.left]
        if not _of_one_place(witness.report, other.report):
            continue
        is_later = _is_later((witness.report, stamp), (other.report, seen))
        found = revision(witness, other) if is_later else revision(other, witness)
        if found is not None:
            yield found


def _of_one_place(one: Report, other: Report) -> bool:
    at_one_address = address(one.url) is not None and address(one.url) == address(other.url)
    return at_one_address or (
        outlet_key(one.outlet) != "" and outlet_key(one.outlet) == outlet_key(other.outlet)
    )


def _is_later(one: tuple[Report, int], other: tuple[Report, int]) -> bool:
    """Which of two versions is the later: by what the outlet states, where that tells, else by when they were seen."""
    (here, seen), (there, before) = one, other
    length = min(len(here.published or ""), len(there.published or ""))
    ours, theirs = (here.published or "")[:length], (there.published or "")[:length]
    return ours > theirs if ours != theirs else (seen, here.id) > (before, there.id)
