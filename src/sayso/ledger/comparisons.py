"""Sketches of reports and gists of claims in tables: what comparing across reports asks of a ledger.

They are derived: dropped and made again from reports and findings to the same content. Everything here is read and
written in the transaction that adds a report, so that two processes never miss each other's reports.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, select

from sayso.errors import Issue
from sayso.ledger import rows, schema
from sayso.ledger.engine import Hot
from sayso.ledger.filters import not_taken_back, stamped
from sayso.model import Edge, Finding, Report, Span, canonical


@dataclass(frozen=True, slots=True)
class Gist:
    """What a claim says, as it is compared, and the keys by which it is found."""

    claim: str
    said: str
    keys: Sequence[int]


@dataclass(frozen=True, slots=True)
class Met:
    """The gist of a claim in another report, by the report's id and day or instant of publication."""

    report: str
    published: str | None
    claim: str
    said: str
    terms: bytes
    """The sketch of the report."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing made of a report: edges for the record, and what the tables are to hold."""

    sketch: bytes
    gists: Sequence[Gist] = ()
    edges: Sequence[Edge] = ()
    issues: Sequence[Issue] = ()


class Comparer(Protocol):
    """Who compares a report with those before it while it is being added."""

    @property
    def by(self) -> str:
        """How it signs, ``name/version``."""
        ...

    def compare(
        self, report: Report, findings: Sequence[Finding], aside: Sequence[Span], index: "Comparisons"
    ) -> Compared:
        """What a report is about and how its claims stand to others. Reads the tables, writes nothing."""
        ...


class Comparisons:
    """The tables, within one transaction."""

    def __init__(self, hot: Hot) -> None:
        self._hot = hot

    def maker(self) -> str | None:
        """Who made the tables; None while they are empty."""
        found = self._hot.one('SELECT "by" FROM sketch LIMIT 1')
        return None if found is None else str(found[0])

    def holds(self, report: int) -> bool:
        """Whether the report of that ``report.num`` was compared."""
        return self._hot.one("SELECT 1 FROM sketch WHERE report = ?", report) is not None

    def around(
        self, keys: Collection[int], report: Report, span: tuple[str, str] | None, limit: int
    ) -> dict[int, list[str]]:
        """For each key claims of other reports that have it, by id, the nearest in publication first.

        ``limit`` claims of each key, at most, of those published before the report and as many of those after it;
        ``span`` are the first and last day looked at, None for reports without a day of publication.
        """
        number = rows.report_number(report)
        first, behind = _numbers(span)
        sides = ((first, number, "DESC"), (number, behind, "ASC"))
        return {
            key: [
                row[0]
                for lowest, highest, order in sides
                for row in self._hot.all(_AROUND[order], key, lowest, highest, limit)
            ]
            for key in keys
        }

    def met(self, claims: Sequence[str]) -> list[Met]:
        """The gists of claims of those ids, with their reports."""
        asked: object = canonical(list(claims)) if self._hot.kind == "sqlite" else list(claims)
        return [Met(*row) for row in self._hot.all(_MET[self._hot.kind], asked)]

    def put(self, report: int, by: str, compared: Compared) -> None:
        """Store what was made of the report of that ``report.num``, of which nothing is stored."""
        self._hot.do('INSERT INTO sketch (report, "by", terms) VALUES (?, ?, ?)', report, by, compared.sketch)
        if compared.gists:
            self._hot.many(*_PUT_GISTS, [(one.claim, report, one.said) for one in compared.gists])
            keyed = sorted({(key, report, one.claim) for one in compared.gists for key in one.keys})
            self._hot.many(*_PUT_KEYS, keyed)

    def forget(self, report: int) -> None:
        """Take a report out of the tables."""
        for table in ("gist_key", "gist", "sketch"):
            self._hot.do(f"DELETE FROM {table} WHERE report = ?", report)

    def clear(self) -> None:
        """Empty the tables."""
        for table in ("gist_key", "gist", "sketch"):
            self._hot.do(f"DELETE FROM {table}")


def _numbers(span: tuple[str, str] | None) -> tuple[int, int]:
    """The numbers of the reports that are looked at: from the first, up to below the second."""
    if span is None:
        return rows.UNDATED, rows.first_number("0001-01-01")
    return rows.first_number(span[0]), rows.number_after(span[1])


_AROUND = {
    order: (
        "SELECT claim FROM gist_key WHERE key = ? AND report >= ? AND report < ? "
        f"ORDER BY report {order}, claim LIMIT ?"
    )
    for order in ("ASC", "DESC")
}
_MET = {
    kind: (
        "SELECT r.id, r.published, g.claim, g.said, s.terms FROM gist g JOIN report r ON r.num = g.report "
        f"JOIN sketch s ON s.report = g.report WHERE g.claim {within}"
    )
    for kind, within in {
        "sqlite": "IN (SELECT value FROM json_each(?))",
        "postgresql": "= ANY (CAST(? AS text[]))",
    }.items()
}
_PUT_GISTS = (
    "INSERT INTO gist (claim, report, said) VALUES (?, ?, ?)",
    "COPY gist (claim, report, said) FROM STDIN",
)
_PUT_KEYS = (
    "INSERT INTO gist_key (key, report, claim) VALUES (?, ?, ?)",
    "COPY gist_key (key, report, claim) FROM STDIN",
)


@dataclass(frozen=True, slots=True)
class Sketched:
    """A report as stories are made of it."""

    id: str
    published: str | None
    title: str | None
    outlet: str | None
    terms: bytes


def sketched(connection: Connection, as_of: int | None) -> Iterator[Sketched]:
    """All reports that were compared and stand, in order of publication, those without a day first; ties by id."""
    report, sketch = schema.report, schema.sketch
    asked = select(report.c.id, report.c.published, report.c.title, report.c.outlet, sketch.c.terms).join(
        sketch, sketch.c.report == report.c.num
    )
    asked = stamped(asked, report, as_of).where(not_taken_back(report.c.id, as_of)).order_by(report.c.num)
    found = [Sketched(*row) for row in connection.execute(asked)]
    yield from sorted(found, key=lambda one: (one.published or "", one.id))


def copying(
    connection: Connection, relations: Sequence[str], as_of: int | None
) -> Iterator[tuple[str, str, Any]]:
    """(left, right, body) of the ``shares`` edges of some relations that stand."""
    edge = schema.edge
    asked = stamped(select(edge.c.left, edge.c.right, edge.c.body), edge, as_of)
    asked = asked.where(edge.c.kind == "shares", not_taken_back(edge.c.id, as_of))
    for left, right, body in connection.execute(asked):
        if any(f'"relation":{canonical(relation)}' in body for relation in relations):
            yield left, right, body


LAWS = {
    "gists of no claim": "gist WHERE claim NOT IN (SELECT id FROM finding)",
    "keys of no gist": "gist_key WHERE claim NOT IN (SELECT claim FROM gist)",
    "gists of no sketch": "gist WHERE report NOT IN (SELECT report FROM sketch)",
    "sketches of no report that was compared": (
        'sketch WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.report = sketch.report AND run."by" = sketch."by")'
    ),
    "compared reports without a sketch": (
        'run WHERE "by" IN (SELECT DISTINCT "by" FROM sketch) AND report NOT IN (SELECT report FROM sketch)'
    ),
}
"""What no row of the tables may be: the rows, by what is wrong with them."""
