"""A ledger in miniature: reports related one after the other over an index in memory."""

from collections.abc import Sequence

from sayso.lineage import Carrier, MemoryIndex, Origin, Records, Witness, of_words, relate
from sayso.model import Edge, Report


class Desk:
    """Reports, the edges between them, and their origins."""

    def __init__(self, reports: Sequence[Report] = ()) -> None:
        self.index = MemoryIndex()
        self.witnesses: list[Witness] = []
        self.edges: dict[str, Edge] = {}
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> tuple[Edge, ...]:
        """Relate a report to those before it; its edges."""
        witness = Witness(report)
        self.witnesses.append(witness)
        relatives = relate(witness, self.index, self.witnesses.__getitem__)
        self.index.put(len(self.witnesses) - 1, relatives.marks, relatives.links)
        self.edges |= {edge.id: edge for edge in relatives.edges}
        return relatives.edges

    @property
    def records(self) -> Records:
        """What origins look things up in."""
        carriers = {one.report.id: Carrier.of(one.report) for one in self.witnesses}
        by_report: dict[str, list[Edge]] = {name: [] for name in carriers}
        for edge in self.edges.values():
            by_report[edge.left].append(edge)
            by_report[edge.right].append(edge)
        return Records(carriers.__getitem__, by_report.__getitem__)

    def origins(self, report: Report, start: int, end: int) -> tuple[Origin, ...]:
        """The origins of a stretch of a report."""
        return of_words(report.id, [(start, end)], self.records)
