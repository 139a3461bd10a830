"""The index of passages in tables: what ``lineage.passages.PassageIndex`` asks of a ledger.

Witnesses go by small numbers of their own, given in order of arrival and never twice. Everything here is read and
written in the transaction that adds a report, so that two processes never miss each other's reports.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sayso.errors import Issue
from sayso.ledger import rows
from sayso.ledger.engine import Hot
from sayso.model import Edge, Report, Span, canonical

Mark = tuple[int, int]
"""(hash, place)."""


BLOCK = 1024
"""Words of a carrier at whose multiples links are cut: a link over some words begins in their block."""


class Stretch(Protocol):
    """Words ``[first, last)`` of a carrier."""

    @property
    def carrier(self) -> int:
        """The number of the witness that has them first."""
        ...

    @property
    def first(self) -> int:
        """The first word."""
        ...

    @property
    def last(self) -> int:
        """The word behind the last."""
        ...


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What the index knows of a report by its number."""

    report: Report
    aside: tuple[Span, ...]
    stamp: int
    """When the report was added."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What tracing made of a report: edges for the record, and what the index is to hold."""

    edges: Sequence[Edge]
    marks: Sequence[Mark]
    links: Sequence[Stretch]
    aside: Sequence[Span] = ()
    agencies: Sequence[str] = ()
    partly: bool = False
    issues: Sequence[Issue] = ()


class Tracer(Protocol):
    """Who finds a report's relatives while it is being added."""

    @property
    def by(self) -> str:
        """How it signs, ``name/version``."""
        ...

    def trace(self, report: Report, stamp: int, index: "Passages") -> Traced:
        """The relatives of a report added at ``stamp``. Reads the index, writes nothing."""
        ...


def _pieces(link: Stretch) -> Iterator[tuple[int, int, int]]:
    """A link as it is stored: (carrier, first, last), none over the border of a block."""
    for block in range(link.first // BLOCK, (link.last - 1) // BLOCK + 1):
        yield link.carrier, max(link.first, block * BLOCK), min(link.last, (block + 1) * BLOCK)


class Passages:
    """The index, within one transaction."""

    def __init__(self, hot: Hot, apart: int | None = None) -> None:
        self._hot = hot
        self._apart = -1 if apart is None else apart
        """The number of a witness that is not to find itself."""

    def carriers(self, hashes: Sequence[int]) -> Iterable[tuple[int, int, int]]:
        """(hash, number, place) of every stored mark with one of these hashes."""
        found: list[tuple[int, int, int]] = self._hot.all(
            _CARRIERS[self._hot.kind], self._list(hashes), self._apart
        )
        return found

    def sharers(self, stretches: Sequence[tuple[int, int, int]]) -> Iterable[tuple[int, int, int, int]]:
        """(index into ``stretches``, first, last, number) of the links that meet words ``[first, last)`` of a carrier.

        ``stretches`` are (carrier, first, last). Links are stored in pieces that end where a block does, so that only
        those of the blocks asked for are looked at.
        """
        if not stretches:
            return []
        columns = (
            [json.dumps(stretches)] if self._hot.kind == "sqlite" else map(list, zip(*stretches, strict=True))
        )
        found: list[tuple[int, int, int, int]] = self._hot.all(_SHARERS[self._hot.kind], *columns, self._apart)
        return found

    def witnessed(self, number: int) -> Witnessed:
        """The report that goes by a number."""
        row = self._hot.one(_WITNESSED, number)
        named: Mapping[str, Any] = dict(zip(_REPORT, row, strict=False))
        aside = tuple((start, end) for start, end in json.loads(row[-1]))
        return Witnessed(rows.report_of(named), aside, named["stamp"])

    def number(self, report: int) -> int | None:
        """The number of the witness to the report of that ``report.num``; None where it was not traced."""
        found = self._hot.one("SELECT num FROM witness WHERE report = ?", report)
        return None if found is None else int(found[0])

    def maker(self) -> str | None:
        """Who made the index; None while it is empty."""
        found = self._hot.one('SELECT "by" FROM witness LIMIT 1')
        return None if found is None else str(found[0])

    def admit(self, report: int, length: int, by: str, traced: Traced) -> int:
        """Make the report of that ``report.num`` a witness, with its marks and links; returns its number."""
        said = (canonical(traced.aside), canonical(traced.agencies), traced.partly)
        number = int(self._hot.one(_ADMIT, report, by, length, *said)[0])
        self.put(number, traced.marks, traced.links)
        return number

    def put(self, number: int, marks: Sequence[Mark], links: Sequence[Stretch]) -> None:
        """Store a witness's marks and links; what is there already stays."""
        marked = sorted([(hashed, number, place) for hashed, place in marks])
        linked = sorted({(one[0], one[1], number, one[2]) for link in links for one in _pieces(link)})
        for table, values in (("mark", marked), ("link", linked)):
            if values:
                self._hot.many(*_PUT[table], values)

    def extend(self, number: int, marks: Sequence[Mark], links: Sequence[Stretch]) -> None:
        """Store more marks and links of a witness that has some."""
        own = self._hot.all(_CARRIED[self._hot.kind], number, self._list([hashed for hashed, _ in marks]))
        held = {row[0] for row in own}
        kept = {tuple(row) for row in self._hot.all(_LINKED, number)}
        fresh = [link for link in links if not kept.issuperset(_pieces(link))]
        self.put(number, [mark for mark in marks if mark[0] not in held], fresh)

    def dismiss(self, report: int) -> list[int]:
        """Take a report out of the index. Returns the numbers of witnesses that had words from it, the first first.

        Of a large family not all are linked to their carrier, but each has its edge to it.
        """
        number = self.number(report)
        if number is None:
            return []
        linked = self._hot.one("SELECT 1 FROM link WHERE carrier = ?", number)
        heirs = self._hot.all(_HEIRS, number, *[report] * 2) if linked else []
        self._hot.do("DELETE FROM link WHERE carrier = ? OR report = ?", number, number)
        self._hot.do("DELETE FROM mark WHERE carrier = ?", number)
        self._hot.do("DELETE FROM witness WHERE num = ?", number)
        return [row[0] for row in heirs]

    def clear(self) -> None:
        """Empty the index."""
        for table in ("link", "mark", "witness"):
            self._hot.do(f"DELETE FROM {table}")

    def _list(self, values: Sequence[int]) -> object:
        """Numbers as one value of a statement."""
        return json.dumps(values) if self._hot.kind == "sqlite" else list(values)


_IN = {"sqlite": "IN (SELECT value FROM json_each(?))", "postgresql": "= ANY (CAST(? AS bigint[]))"}
_CARRIERS = {
    kind: f"SELECT hash, carrier, place FROM mark WHERE hash {within} AND carrier <> ?"
    for kind, within in _IN.items()
}
_CARRIED = {kind: f"SELECT hash FROM mark WHERE carrier = ? AND hash {within}" for kind, within in _IN.items()}
_LINKED = "SELECT carrier, first, last FROM link WHERE report = ?"
_MEETING = f"""link.carrier = p.carrier AND link.first >= p.first / {BLOCK} * {BLOCK}
        AND link.first < p.last AND link.last > p.first AND link.report <> ?"""
_SHARERS = {
    "sqlite": f"""
WITH p AS MATERIALIZED (
    SELECT key AS at, json_extract(value, '$[0]') AS carrier, json_extract(value, '$[1]') AS first,
        json_extract(value, '$[2]') AS last FROM json_each(?)
)
SELECT p.at, link.first, link.last, link.report FROM p CROSS JOIN link WHERE {_MEETING}
""",
    "postgresql": f"""
SELECT p.at - 1, l.first, l.last, l.report
FROM unnest(CAST(? AS int[]), CAST(? AS int[]), CAST(? AS int[])) WITH ORDINALITY AS p (carrier, first, last, at)
CROSS JOIN LATERAL (SELECT first, last, report FROM link WHERE {_MEETING} OFFSET 0) AS l
""",
}
_HEIRS = """
SELECT report FROM link WHERE carrier = ?
UNION SELECT w.num FROM report own JOIN edge e ON e."left" = own.id JOIN report r ON r.id = e."right"
    JOIN witness w ON w.report = r.num WHERE own.num = ? AND e.kind = 'shares'
UNION SELECT w.num FROM report own JOIN edge e ON e."right" = own.id JOIN report r ON r.id = e."left"
    JOIN witness w ON w.report = r.num WHERE own.num = ? AND e.kind = 'shares'
ORDER BY 1
"""
_REPORT = (
    "id", "given", "title", "byline", "outlet", "url", "language", "published", "published_precision", "dateline",
    "credits", "stamp", "text",
)  # fmt: skip
_WITNESSED = (
    f"SELECT {', '.join(f'r.{name}' for name in _REPORT)}, w.aside "
    "FROM witness w JOIN report r ON r.num = w.report WHERE w.num = ?"
)
_ADMIT = 'INSERT INTO witness (report, "by", length, aside, agencies, partly) VALUES (?, ?, ?, ?, ?, ?) RETURNING num'
_PUT = {
    "mark": (
        "INSERT INTO mark (hash, carrier, place) VALUES (?, ?, ?)",
        "COPY mark (hash, carrier, place) FROM STDIN",
    ),
    "link": (
        "INSERT INTO link (carrier, first, report, last) VALUES (?, ?, ?, ?)",
        "COPY link (carrier, first, report, last) FROM STDIN",
    ),
}


LAWS = {
    "marks of no witness": "mark WHERE carrier NOT IN (SELECT num FROM witness)",
    "links of no witness": (
        "link WHERE carrier NOT IN (SELECT num FROM witness) OR report NOT IN (SELECT num FROM witness)"
    ),
    "links to no words": "link WHERE first < 0 OR last <= first OR carrier = report",
    "links over several blocks": f"link WHERE first / {BLOCK} <> (last - 1) / {BLOCK}",
    "witnesses that were not traced": (
        'witness WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.report = witness.report AND run."by" = witness."by")'
    ),
    "traced reports without a witness": (
        'run WHERE "by" IN (SELECT DISTINCT "by" FROM witness) AND report NOT IN (SELECT report FROM witness)'
    ),
}
"""What no row of the index may be: the rows, by what is wrong with them."""
