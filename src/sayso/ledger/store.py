"""Writing to the ledger: every change is one transaction, one act, one stamp.

Rows are added or taken back, never changed. Putting twice equals putting once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from sayso.errors import Issue, LawBroken, NotFound
from sayso.ledger import queue, rows, schema, search
from sayso.ledger.engine import Database
from sayso.model import Capture, Edge, Finding, Report, canonical, split_maker

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is put in one transaction: a report and all that was made of it."""

    report: Report
    findings: Sequence[Finding] = ()
    makers: Sequence[str] = ()
    """Every maker that ran (``name/version``), so that one that found nothing is known to have looked."""
    edges: Sequence[Edge] = ()
    issues: Sequence[Issue] = ()
    capture: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """The writing half of a ledger."""

    database: Database
    clock: Clock = now

    def put(self, entry: Entry, who: str = "sayso") -> bool:
        """Add a report with its findings, edges and issues; True when any row was new.

        Raises ``LawBroken`` when a finding is not of this report or quotes it wrongly. A report that was erased
        is not taken: the issue ``ledger.erased`` is recorded in its place.
        """
        _check(entry)
        with self.database.writing() as connection:
            act = _Act(connection, self.clock, who, "add")
            if _holds(connection, "tombstone", entry.report.id):
                _add_issues(
                    act, [Issue("ledger.erased", "erased for legal reasons", entry.item)], entry.report.id
                )
                return act.begun
            num = _add_report(act, entry)
            _add_findings(act, num, entry, _add_runs(act, num, entry))
            _add_edges(act, entry.edges)
            _add_issues(act, entry.issues, entry.report.id)
            return act.begun

    def put_issues(self, issues: Sequence[Issue], who: str = "sayso") -> bool:
        """Record issues of items that gave no report."""
        with self.database.writing() as connection:
            act = _Act(connection, self.clock, who, "add")
            _add_issues(act, issues, None)
            return act.begun

    def put_edges(self, edges: Sequence[Edge], who: str) -> bool:
        """Add edges by themselves."""
        with self.database.writing() as connection:
            act = _Act(connection, self.clock, who, "judge")
            _add_edges(act, edges)
            return act.begun

    def put_capture(self, capture: Capture, task: tuple[str, str, str] | None, who: str = "sayso") -> bool:
        """Record a capture that lies in the archive, and the task (kind, key, payload) of reading it."""
        with self.database.writing() as connection:
            act = _Act(connection, self.clock, who, "capture")
            if not _holds(connection, "capture", capture.id):
                act.add("capture", [_capture_row(capture, act.stamp)])
            if task is not None:
                queue.enqueue(connection, *task)
            return act.begun

    def correct(self, finding: Finding, replaced: str, why: str | None, who: str) -> Edge:
        """Add a person's finding that replaces another, with the edge that says so."""
        edge = Edge.make(finding.id, replaced, "corrects", by=who, because=(replaced,))
        with self.database.writing() as connection:
            act = _Act(connection, self.clock, who, "correct", why)
            num = _number_of(connection, finding.report)
            if not _holds(connection, "finding", finding.id):
                act.add("finding", [rows.finding_row(finding, num, act.stamp)])
            _add_edges(act, [edge])
        return edge

    def retract(self, target: str, why: str, who: str) -> str:
        """Take back a report, finding or edge; it stays in the ledger and leaves the listings.

        Returns which of them it was. Raises ``NotFound`` for an id the ledger does not hold.
        """
        with self.database.writing() as connection:
            what = next(
                (name for name in ("report", "finding", "edge") if _holds(connection, name, target)), None
            )
            if what is None:
                raise NotFound(f"no report, finding or edge has the id {target}")
            act = _Act(connection, self.clock, who, "retract", why)
            if not _holds(connection, "retraction", target):
                act.add("retraction", [(target, what, act.stamp)])
            return what

    def erase(self, report_id: str, why: str, who: str) -> str | None:
        """Remove a report's text and all that quotes it, as the law may ask; a tombstone stays.

        Returns the digest of its capture, whose bytes the caller removes from the archive, or None.
        """
        with self.database.writing() as connection:
            act = _Act(connection, self.clock, who, "erase", why)
            found = connection.execute(
                select(schema.report.c.num, schema.report.c.sha256, schema.capture.c.digest)
                .outerjoin(schema.capture, schema.capture.c.id == schema.report.c.capture)
                .where(schema.report.c.id == report_id)
            ).one_or_none()
            if found is None:
                raise NotFound(f"no report has the id {report_id}")
            act.add("tombstone", [(report_id, found.num, found.sha256, act.stamp)])
            _remove(connection, report_id, found.num)
        self._scrub()
        return None if found.digest is None else str(found.digest)

    def _scrub(self) -> None:
        """SQLite keeps old pages in its log until a checkpoint; what was erased must not lie there either."""
        if self.database.kind == "sqlite":
            with self.database.writer.connect() as connection:
                raw = connection.connection.driver_connection
                connection.rollback()
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]


class _Act:
    """One transaction's record: begun by the first row it adds, so that nothing new leaves no trace."""

    def __init__(
        self, connection: Connection, clock: Clock, who: str, verb: str, why: str | None = None
    ) -> None:
        self.connection = connection
        self._clock = clock
        self._said = (who, verb, why)
        self._stamp = 0

    @property
    def begun(self) -> bool:
        """Whether a row was added."""
        return self._stamp != 0

    @property
    def stamp(self) -> int:
        """Microseconds since 1970 UTC, later than any stamp before."""
        if not self._stamp:
            last = self.connection.exec_driver_sql("SELECT max(stamp) FROM act").scalar() or 0
            self._stamp = max(micros(self._clock()), last + 1)
            self.add("act", [(self._stamp, *self._said)])
        return self._stamp

    def add(self, table: str, values: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows given in column order."""
        if values:
            sql = _INSERTS[self.connection.dialect.name][table]
            self.connection.exec_driver_sql(sql, values[0] if len(values) == 1 else list(values))


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return round(moment.timestamp() * 1_000_000)


def _insert_sql(table: Table, mark: str) -> str:
    """Insertion of a whole row, but for numbers the database counts itself."""
    names = [c.name for c in table.columns if c.name != "num" or c.autoincrement is False]
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join([mark] * len(names))})"


_INSERTS = {
    kind: {name: _insert_sql(table, mark) for name, table in schema.metadata.tables.items()}
    for kind, mark in (("sqlite", "?"), ("postgresql", "%s"))
}
"""Prepared by name: composing them anew for each of a million transactions costs more than the rows."""


def _check(entry: Entry) -> None:
    report = entry.report
    for finding in entry.findings:
        if finding.report != report.id:
            raise LawBroken(f"finding {finding.id} is of report {finding.report}, not {report.id}")
        if finding.quotes != report.quotes(finding.spans):
            raise LawBroken(f"finding {finding.id} does not quote report {report.id} exactly")


def _ask(connection: Connection, sql: str, *values: object) -> Any:
    """Run a hot statement as written, with the database's own mark for a value."""
    marked = sql if connection.dialect.name == "sqlite" else sql.replace("?", "%s")
    return connection.exec_driver_sql(marked, values)


_KEYS = {"tombstone": "report", "retraction": "target"}


def _holds(connection: Connection, table: str, key: str) -> bool:
    return (
        _ask(connection, f"SELECT 1 FROM {table} WHERE {_KEYS.get(table, 'id')} = ?", key).first() is not None
    )


def _number_of(connection: Connection, report_id: str) -> int:
    found = _ask(connection, "SELECT num FROM report WHERE id = ?", report_id).scalar()
    if found is None:
        raise NotFound(f"no report has the id {report_id}")
    return int(found)


def _add_report(act: _Act, entry: Entry) -> int:
    """The number of the report, which is added when it is new."""
    known = _ask(act.connection, "SELECT num FROM report WHERE id = ?", entry.report.id).scalar()
    if known is not None:
        return int(known)
    num = rows.report_number(entry.report)
    while _ask(act.connection, "SELECT 1 FROM report WHERE num = ?", num).first():
        num += 1
    act.add("report", [rows.report_row(entry.report, num, entry.capture, entry.item, act.stamp)])
    fields, issues = search.indexed(entry.report)
    search.index(act.connection, num, fields)
    _add_issues(act, issues, entry.report.id)
    return num


def _add_runs(act: _Act, num: int, entry: Entry) -> set[str]:
    """The makers whose work on this report is new. A person, whose name has no version, makes no runs."""
    makers = {finding.by for finding in entry.findings if split_maker(finding.by)[1]} | set(entry.makers)
    known = _ask(act.connection, 'SELECT "by" FROM run WHERE report = ?', num).scalars()
    new = makers - set(known)
    act.add("run", [rows.run_row(by, num, act.stamp) for by in sorted(new)])
    return new


def _add_findings(act: _Act, num: int, entry: Entry, ran: set[str]) -> None:
    fresh = {f.id: f for f in entry.findings if f.by in ran}
    act.add("finding", [rows.finding_row(finding, num, act.stamp) for finding in fresh.values()])


def _missing(connection: Connection, table: Table, keys: Sequence[str]) -> list[str]:
    """Those of ``keys`` that no row of ``table`` has as its id."""
    if not keys:
        return []
    held = set(connection.execute(select(table.c.id).where(table.c.id.in_(keys))).scalars())
    return [key for key in keys if key not in held]


def _add_edges(act: _Act, edges: Sequence[Edge]) -> None:
    by_id = {edge.id: edge for edge in edges}
    new = _missing(act.connection, schema.edge, list(by_id))
    if new:
        act.add("edge", [rows.edge_row(by_id[key], act.stamp) for key in new])


def _add_issues(act: _Act, issues: Sequence[Issue], report_id: str | None) -> None:
    by_id = {rows.issue_row(issue, report_id, 0)[0]: issue for issue in issues}
    new = _missing(act.connection, schema.issue, list(by_id))
    if new:
        act.add("issue", [rows.issue_row(by_id[key], report_id, act.stamp) for key in new])


def _capture_row(capture: Capture, stamp: int) -> tuple[Any, ...]:
    return (
        capture.id,
        capture.digest,
        capture.address,
        capture.captured_at,
        capture.size,
        canonical(capture.headers),
        stamp,
    )


def _remove(connection: Connection, report_id: str, num: int) -> None:
    """Delete every row that holds words of the report."""
    finding, edge = schema.finding, schema.edge
    own = select(finding.c.id).where(finding.c.report == num)
    touches = (
        edge.c.left.in_(own) | edge.c.right.in_(own) | (edge.c.left == report_id) | (edge.c.right == report_id)
    )
    connection.execute(delete(edge).where(touches))
    connection.execute(delete(schema.issue).where(schema.issue.c.report == report_id))
    connection.execute(delete(finding).where(finding.c.report == num))
    connection.execute(delete(schema.run).where(schema.run.c.report == num))
    search.forget(connection, num)
    connection.execute(delete(schema.report).where(schema.report.c.num == num))
