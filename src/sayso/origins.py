"""Origins as the ledger has them: who had a report's or a claim's words first, as of any instant.

Nothing is stored; ``lineage.origins`` works them out from edges, which are fetched here many at a time and kept for as
long as one listing goes on.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sayso.contract import OriginCounts
from sayso.ledger import Ledger
from sayso.lineage import Carrier, Origin, Records, count, of_claim, of_report, of_words
from sayso.model import Edge, Finding
from sayso.settings import Outlet

Thing = TypeVar("Thing")
_TOGETHER = 500
"""Reports whose edges are fetched at a time."""
MOST = 64
"""Carriers of some words a listing goes through, the earliest first: a story's hundred-thousandth copy is listed at
the cost of the hundredth. Their number is told by ``sayso trace``, which goes through all."""
_KEPT = 50_000
"""Reports whose edges are kept: a listing of millions takes no more memory than one of these."""


@dataclass(slots=True)
class Origins:
    """One listing's view of a ledger's lineage."""

    ledger: Ledger
    outlets: Sequence[Outlet] = ()
    as_of: int | None = None
    """The stamp it is asked as of."""
    most: int | None = None
    """So many carriers of some words, the earliest, are gone through at most; None for all of them."""
    _carriers: dict[str, Carrier] = field(default_factory=dict)
    _edges: dict[str, list[Edge]] = field(default_factory=dict)
    _ahead: dict[str, None] = field(default_factory=dict)
    """Reports met in edges: likely to be asked for next."""
    _records: Records | None = None
    _known: dict[str, Outlet] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._known.update((name, one) for one in self.outlets for name in (one.name, *one.names))

    def of_report(self, report: str) -> tuple[Origin, ...]:
        """The origins of a whole report."""
        return of_report(report, self.records)

    def of_claim(self, claim: Finding) -> tuple[Origin, ...]:
        """The origins of a claim: the media it came by, else the roots of its words."""
        return of_claim(claim.report, claim.spans, claim.body["via"], self.records)

    def of_words(self, finding: Finding) -> tuple[Origin, ...]:
        """The origins of the words a finding covers."""
        return of_words(finding.report, finding.spans, self.records)

    def each(self, things: Iterable[Thing], report: Callable[[Thing], str]) -> Iterator[Thing]:
        """The things, with what is needed for the origins of the reports they are of fetched ahead.

        ``report`` tells the id of a thing's report.
        """
        coming = iter(things)
        while batch := list(islice(coming, _TOGETHER)):
            self.fetch({report(thing) for thing in batch})
            yield from batch

    def fetch(self, reports: Collection[str]) -> None:
        """Have the carriers and edges of some reports at hand."""
        if len(self._edges) > _KEPT:
            self._carriers.clear()
            self._edges.clear()
            self._ahead.clear()
            self._records = None
        missing = [report for report in reports if report not in self._edges]
        if not missing:
            return
        for report in missing:
            self._edges[report] = []
            self._ahead.pop(report, None)
        for row in self.ledger.carriers(missing, self.as_of):
            self._carriers[row["id"]] = self._made(row)
        wanted, seen = set(missing), set[tuple[str, str]]()
        for edge in self.ledger.kindred(missing, self.as_of):
            for end, beyond in ((edge.left, edge.right), (edge.right, edge.left)):
                if end in wanted and (end, edge.id) not in seen:
                    seen.add((end, edge.id))
                    self._edges[end].append(edge)
                if beyond not in self._edges:
                    self._ahead[beyond] = None

    @property
    def records(self) -> Records:
        """Where ``lineage.origins`` looks things up."""
        if self._records is None:
            owners = {name: one.owner or one.name for one in self.outlets for name in (one.name, *one.names)}
            self._records = Records(self._carrier, self._shares, owners, self.most)
        return self._records

    def edges(self, report: str) -> list[Edge]:
        """The ``shares`` and ``revises`` edges of a report, in order of id."""
        if report not in self._edges:
            self.fetch([report, *islice(self._ahead, _TOGETHER - 1)])
        return self._edges[report]

    def versions(self, report: str) -> list[Edge]:
        """The ``revises`` edges of a report, in order of id."""
        return [edge for edge in self.edges(report) if edge.kind == "revises"]

    def revised(self, finding: Finding) -> tuple[str, ...]:
        """Later versions of a finding's report in which words it rests on are gone or rewritten, by id."""
        later = (edge for edge in self.versions(finding.report) if edge.right == finding.report)
        return tuple(edge.left for edge in later if _touched(finding, edge))

    def _shares(self, report: str) -> list[Edge]:
        return [edge for edge in self.edges(report) if edge.kind == "shares"]

    def _made(self, row: Mapping[str, Any]) -> Carrier:
        """A carrier, in the desk's names for outlets; a report of an outlet the desk calls an agency is its own."""
        traced = bool(row["traced"])
        outlet = self._known.get(row["outlet"])
        own = [outlet.name] if outlet and outlet.kind == "agency" else []
        credited = [self._name(name) for name in json.loads(row["agencies"])] if traced else []
        return Carrier(
            row["id"],
            outlet.name if outlet else row["outlet"],
            row["published"],
            row["captured"],
            row["length"],
            tuple(dict.fromkeys([*own, *credited])),
            traced and bool(row["partly"]),
            traced,
            bool(row["retracted"]),
        )

    def _name(self, name: str) -> str:
        known = self._known.get(name)
        return known.name if known else name

    def _carrier(self, report: str) -> Carrier:
        self.edges(report)
        return self._carriers[report]


def _touched(finding: Finding, edge: Edge) -> bool:
    gone = [change["earlier"] for change in edge.body["changes"] if change["earlier"] is not None]
    return any(start < last and first < end for first, last in finding.spans for start, end in gone)


def counted(origins: Iterable[Origin]) -> OriginCounts:
    """How many origins are known, by family, and how many are not."""
    known, unknown = count(origins)
    return {"known": known, "unknown": unknown}


def explained_line(origin: Origin) -> dict[str, Any]:
    """An origin with the report that has the words first, all that carry them, and why it is taken for the origin."""
    told = {"report": origin.report, "reports": list(origin.reports), "because": origin.because}
    return {**origin_line(origin), **told}


def origin_line(origin: Origin) -> dict[str, Any]:
    """An origin as printed: the contract's fields, and what it is counted as."""
    return {"id": origin.id, "name": origin.name, "known": origin.known, "family": origin.family}
