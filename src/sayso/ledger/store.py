"""Writing to the ledger: every change is one transaction, one act, one stamp.

Rows are added or taken back, never changed. Putting twice equals putting once.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table

from sayso.errors import Issue, LawBroken, NotFound
from sayso.ledger import erasure, findings, query, queue, rows, schema, search
from sayso.ledger.comparisons import Comparer, Comparisons
from sayso.ledger.engine import Database, Hot
from sayso.ledger.filters import Filter
from sayso.ledger.passages import Passages, Tracer
from sayso.ledger.roster import Roster, put_kept
from sayso.model import Capture, Edge, Finding, Report, split_maker
from sayso.text import printable

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
class Receipt:
    """What came of putting: whether any row was new, and the issues met in storing."""

    new: bool
    issues: tuple[Issue, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the report was not taken, being erased by law."""
        return any(issue.code == "ledger.erased" for issue in self.issues)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response that lies in the archive, and the task of reading it."""

    capture: Capture
    kept: tuple[str, int, int, str, str]
    """File, first byte, length, digest, chain."""
    task: tuple[str, str, str] | None = None
    """Kind, key, payload."""


@dataclass(frozen=True, slots=True)
class Store:
    """The writing half of a ledger."""

    database: Database
    clock: Clock = now

    def put(
        self,
        entry: Entry,
        who: str = "sayso",
        tracer: Tracer | None = None,
        comparer: Comparer | None = None,
    ) -> Receipt:
        """Add a report with its findings, edges and issues.

        ``tracer`` finds its relatives among those before it, ``comparer`` what its claims are to theirs.

        Raises ``LawBroken`` when a finding is not of this report or quotes it wrongly, and when the report is
        such as no ledger can hold. A report that was erased is not taken: the issue ``ledger.erased`` is recorded
        in its place, and its bytes are to be destroyed.
        """
        number = _check(entry)
        report_id = entry.report.id
        with self._act(who, "add") as act:
            num, erased, act.last, taken = act.hot.one(_STANDING, report_id, report_id, number)
            if erased:
                refused = Issue("ledger.erased", "erased for legal reasons", entry.item)
                _add_issues(act, (refused,), report_id, entry.capture)
                if entry.capture:
                    _destroy(act, entry.capture)
                return Receipt(act.begun, (refused,))
            known = num is not None
            if known:
                anew = _add_known(act, entry, num)
                met: tuple[Issue, ...] = ()
            else:
                anew = True
                num = _free(act.hot, number + 1) if taken else number
                met = _add_new(act, entry, num)
            if tracer is not None:
                met = (*met, *_trace(act, entry.report, num, tracer))
            _add_edges(act, entry.edges)
            if comparer is not None:
                held = entry.findings if not known else None
                met = (*met, *_compare(act, entry.report, num, comparer, held, anew=anew))
            _add_issues(act, (*entry.issues, *met), report_id, entry.capture)
            return Receipt(act.begun, met)

    def put_issues(self, issues: Sequence[Issue], capture: str | None = None, who: str = "sayso") -> bool:
        """Record issues of items that gave no report."""
        with self._act(who, "add") as act:
            _add_issues(act, issues, None, capture)
            return act.begun

    def put_sightings(self, capture: str, seen: Iterable[tuple[str, str | None]], who: str = "sayso") -> bool:
        """Record that a capture holds reports (id, item) that the ledger has."""
        with self._act(who, "add") as act:
            for report_id, item in seen:
                found = act.hot.one("SELECT num FROM report WHERE id = ?", report_id)
                if found is not None:
                    _add_sighting(act, capture, found[0], item)
            return act.begun

    def put_edges(self, edges: Sequence[Edge], who: str) -> bool:
        """Add edges by themselves."""
        with self._act(who, "judge") as act:
            _add_edges(act, edges)
            return act.begun

    def put_capture(self, capture: Capture, task: tuple[str, str, str] | None, who: str = "sayso") -> bool:
        """Record a capture that lies in the archive, and the task (kind, key, payload) of reading it.

        True when there is such a task to be done.
        """
        with self._act(who, "capture", synced=True) as act:
            if not _holds(act.hot, "capture", capture.id):
                act.add("capture", [rows.capture_row(capture, act.stamp)])
            return task is not None and queue.enqueue(act.connection, *task)

    def put_responses(
        self,
        responses: Sequence[Fetched],
        then: Callable[[Roster], Iterable[Issue]],
        who: str = "sayso",
    ) -> None:
        """Record what was fetched and kept, and what ``then`` does to the roster, with the issues it gives, as one act.

        Nothing new leaves no act: a source that did not change is no row.
        """
        with self._act(who, "collect", synced=bool(responses)) as act:
            by_id = {one.capture.id: one.capture for one in responses}
            new = _missing(act.hot, "capture", by_id)
            act.add("capture", [rows.capture_row(by_id[key], act.stamp) for key in new])
            put_kept(act.hot, [one.kept for one in responses])
            act.hot.do_each(_ENQUEUE, [(*one.task, 0) for one in responses if one.task is not None])
            roster = Roster(act.hot)
            _add_issues(act, then(roster), None, None)
            roster.flush()

    def correct(self, finding: Finding, replaced: str, why: str | None, who: str) -> Edge:
        """Add a person's finding that replaces another, with the edge that says so.

        Raises ``NotFound`` when the ledger lacks the report or the finding that is replaced.
        """
        edge = Edge.make(finding.id, replaced, "corrects", by=who, because=(replaced,))
        with self._act(who, "correct", why, synced=True) as act:
            found = act.hot.one("SELECT num FROM report WHERE id = ?", finding.report)
            if found is None:
                raise NotFound(f"no report has the id {finding.report}")
            if not _holds(act.hot, "finding", replaced):
                raise NotFound(f"no finding has the id {replaced}")
            _add_missing(act, found[0], [finding])
            _add_edges(act, [edge])
        return edge

    def retract(self, target: str, why: str, who: str) -> str:
        """Take back a report, finding or edge; it stays in the ledger and leaves the listings.

        Returns which of them it was. Raises ``NotFound`` for an id the ledger does not hold.
        """
        with self._act(who, "retract", why, synced=True) as act:
            what = next((name for name in ("report", "finding", "edge") if _holds(act.hot, name, target)), None)
            if what is None:
                raise NotFound(f"no report, finding or edge has the id {target}")
            if not act.hot.one("SELECT 1 FROM retraction WHERE target = ?", target):
                act.add("retraction", [(target, what, act.stamp)])
            return what

    def retrace(self, tracer: Tracer) -> None:
        """Make the index of passages anew, from the reports that were traced, in the order they were added."""
        with self._act("sayso", "trace") as act:
            Passages(act.hot).clear()
            for num, report in _gone_through(act, tracer.by):
                _trace(act, report, num, tracer)

    def recompare(self, comparer: Comparer) -> None:
        """Make the sketches and gists anew, of the reports that were compared, in the order they were added."""
        with self._act("sayso", "compare") as act:
            Comparisons(act.hot).clear()
            for num, report in _gone_through(act, comparer.by):
                _compare(act, report, num, comparer, None, anew=True)

    def erase(self, report_id: str, why: str, who: str, tracer: Tracer | None = None) -> None:
        """Remove a report's text and all that quotes it, as the law may ask; a tombstone stays.

        ``tracer`` relates again those that had words from it, so that one of them carries them from now on.

        The bytes it was read from are ``destroyed`` from now on; they are the caller's to remove from the archive.
        Raises ``NotFound``, and ``LedgerLocked`` when a reader kept the database from wiping what was removed:
        the report is gone then, but ``scrub`` has to be called again.
        """
        with self._act(who, "erase", why, synced=True) as act:
            found = act.hot.one("SELECT num, sha256 FROM report WHERE id = ?", report_id)
            if found is None:
                raise NotFound(f"no report has the id {report_id}")
            num, digest = found
            act.add("tombstone", [(report_id, num, digest, act.stamp)])
            for (capture,) in act.hot.all("SELECT capture FROM sighting WHERE report = ?", num):
                _destroy(act, capture)
            heirs = Passages(act.hot).dismiss(num)
            Comparisons(act.hot).forget(num)
            erasure.remove(act.connection, report_id, num)
            search.forget(act.hot, num)
            if tracer is not None:
                for heir in heirs:
                    _inherit(act, heir, tracer)
        self.scrub()

    def scrub(self) -> None:
        """Wipe what the database keeps of removed rows. Raises ``LedgerLocked`` when somebody is in the way."""
        erasure.scrub(self.database)

    @contextmanager
    def _act(self, who: str, verb: str, why: str | None = None, *, synced: bool = False) -> "Iterator[_Act]":
        with self.database.writing(synced=synced) as connection:
            yield _Act(connection, self.clock, (who, verb, why))


class _Act:
    """One transaction's record: begun by the first row it adds, so that nothing new leaves no trace."""

    def __init__(self, connection: Connection, clock: Clock, said: tuple[str, str, str | None]) -> None:
        self.connection = connection
        self.hot = Hot(connection)
        self._clock = clock
        self._said = said
        self._stamp = 0
        self.last: int | None = None
        """The newest stamp there is, where it is known."""

    @property
    def begun(self) -> bool:
        """Whether a row was added."""
        return self._stamp != 0

    @property
    def stamp(self) -> int:
        """Microseconds since 1970 UTC, later than any stamp before."""
        if not self._stamp:
            last = self.last or self.hot.one("SELECT max(stamp) FROM act")[0] or 0
            self._stamp = max(micros(self._clock()), last + 1)
            self.add("act", [(self._stamp, *self._said)])
        return self._stamp

    def add(self, table: str, values: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows given in column order."""
        if len(values) == 1:
            self.hot.do(INSERTS[table], *values[0])
        elif values:
            self.hot.many(INSERTS[table], _COPIES[table], values)


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return round(moment.timestamp() * 1_000_000)


_ENQUEUE = 'INSERT INTO task (kind, "key", payload, attempts) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING'
_STANDING = (
    "SELECT (SELECT num FROM report WHERE id = ?), EXISTS (SELECT 1 FROM tombstone WHERE report = ?), "
    "(SELECT max(stamp) FROM act), EXISTS (SELECT 1 FROM report WHERE num = ?)"
)


def _columns(table: Table) -> list[str]:
    """The columns of a whole row, but for numbers the database counts itself."""
    return [c.name for c in table.columns if not (c.primary_key and c.name == "num" and c.autoincrement)]


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


INSERTS = {
    name: f"INSERT INTO {name} ({_quoted(_columns(table))}) VALUES ({', '.join('?' * len(_columns(table)))})"
    for name, table in schema.metadata.tables.items()
}
"""For each table, the insertion of one row."""
_COPIES = {
    name: f"COPY {name} ({_quoted(_columns(table))}) FROM STDIN"
    for name, table in schema.metadata.tables.items()
}


def _check(entry: Entry) -> int:
    """The number its report is to have. Raises ``LawBroken`` for what no ledger may hold."""
    report = entry.report
    number = _check_report(report)
    for finding in entry.findings:
        if finding.report != report.id:
            raise LawBroken(f"finding {finding.id} is of report {finding.report}, not {report.id}")
        if list(finding.quotes) != [report.text[start:end] for start, end in finding.spans]:
            raise LawBroken(f"finding {finding.id} does not quote report {report.id} exactly")
    return number


def _check_report(report: Report) -> int:
    said = (report.title, report.byline, report.outlet, report.url, report.language, report.given)
    if "\0" in report.text or not all(value is None or printable(value) for value in said):
        raise LawBroken("a report holds NUL characters or lone surrogates, which no database keeps as text")
    try:
        return rows.report_number(report)
    except UnicodeEncodeError:
        raise LawBroken("a report's text holds lone surrogates, which no database keeps as text") from None
    except ValueError:
        raise LawBroken(f"report {report.id}: {report.published!r} is no month, day or instant") from None


def _holds(hot: Hot, table: str, key: str) -> bool:
    return hot.one(f"SELECT 1 FROM {table} WHERE id = ?", key) is not None


def _add_new(act: _Act, entry: Entry, num: int) -> tuple[Issue, ...]:
    """Add a report the ledger does not hold, with all that was found in it."""
    report = entry.report
    fields, issues = search.indexed(report)
    fresh = {finding.id: finding for finding in entry.findings}
    with act.hot.together():
        stamp = act.stamp
        act.add("report", [rows.report_row(report, num, stamp)])
        search.index(act.hot, num, fields)
        if entry.capture:
            act.add("sighting", [rows.sighting_row(entry.capture, num, entry.item, stamp)])
        for by in sorted(_makers(entry)):
            act.add("run", [rows.run_row(by, num, stamp)])
    act.add("finding", [rows.finding_row(finding, num, stamp) for finding in fresh.values()])
    return issues


def _free(hot: Hot, num: int) -> int:
    """The next number no report has: two reports of one second may ask for the same."""
    while hot.one("SELECT 1 FROM report WHERE num = ?", num):
        num += 1
    return num


def _add_known(act: _Act, entry: Entry, num: int) -> bool:
    """Add to a report what makers found who had not run on it before, and what people say of it.

    Whether there were such makers.
    """
    ran = {by for (by,) in act.hot.all('SELECT "by" FROM run WHERE report = ?', num)}
    new = _makers(entry) - ran
    if new:
        act.add("run", [rows.run_row(by, num, act.stamp) for by in sorted(new)])
        fresh = {f.id: f for f in entry.findings if f.by in new}
        act.add("finding", [rows.finding_row(finding, num, act.stamp) for finding in fresh.values()])
    _add_missing(act, num, [finding for finding in entry.findings if _is_person(finding.by)])
    if entry.capture:
        _add_sighting(act, entry.capture, num, entry.item)
    return bool(new)


def _gone_through(act: _Act, by: str) -> Iterator[tuple[int, Report]]:
    """The reports a maker went through, in whatever version, with their numbers, in the order they were added."""
    asked = (
        "SELECT r.num, r.id FROM report r JOIN run ON run.report = r.num WHERE run.maker = ? "
        "GROUP BY r.num, r.id, r.stamp ORDER BY r.stamp, r.num"
    )
    for num, report_id in act.hot.all(asked, split_maker(by)[0]):
        yield num, query.report(act.connection, report_id)


def _note_run(act: _Act, num: int, by: str) -> None:
    """Note that a maker went through a report, once."""
    if not act.hot.one('SELECT 1 FROM run WHERE report = ? AND "by" = ?', num, by):
        act.add("run", [rows.run_row(by, num, act.stamp)])


def _trace(act: _Act, report: Report, num: int, tracer: Tracer) -> Sequence[Issue]:
    """Find a report's relatives, unless it was done: its edges into the record, its words into the index."""
    index = Passages(act.hot)
    if index.maker() not in (None, tracer.by):
        index.clear()  # marks of different makers do not meet; the reports are traced again by ``annotate --stale``
    if index.number(num) is not None:
        return ()
    held = act.hot.one("SELECT stamp FROM report WHERE num = ?", num)
    found = tracer.trace(report, held[0], index)
    index.admit(num, len(report.text), tracer.by, found)
    _note_run(act, num, tracer.by)
    _add_edges(act, found.edges)
    return found.issues


def _compare(
    act: _Act, report: Report, num: int, comparer: Comparer, found: Sequence[Finding] | None, *, anew: bool
) -> Sequence[Issue]:
    """Compare a report with those before it, unless it was done with what is found in it now.

    ``found`` are its findings, None where they are to be read.
    """
    index = Comparisons(act.hot)
    if index.maker() not in (None, comparer.by):
        index.clear()  # sketches of different makers do not meet; ``annotate --stale`` compares the reports again
    if index.holds(num) and not anew:
        return ()
    witness = act.hot.one("SELECT aside FROM witness WHERE report = ?", num)
    aside = [(start, end) for start, end in json.loads(witness[0])] if witness else []
    if found is None:
        found = list(findings.findings(act.connection, Filter(report=report.id)))
    index.forget(num)
    compared = comparer.compare(report, found, aside, index)
    index.put(num, comparer.by, compared)
    _note_run(act, num, comparer.by)
    _add_edges(act, compared.edges)
    return compared.issues


def _inherit(act: _Act, number: int, tracer: Tracer) -> None:
    """Relate a witness again whose carrier was erased: it, or one before it, carries the words now."""
    index = Passages(act.hot, apart=number)
    held = index.witnessed(number)
    found = tracer.trace(held.report, held.stamp, index)
    index.extend(number, found.marks, found.links)
    _add_edges(act, found.edges)


def _add_sighting(act: _Act, capture: str, num: int, item: str | None) -> None:
    if not act.hot.one("SELECT 1 FROM sighting WHERE capture = ? AND report = ?", capture, num):
        act.add("sighting", [rows.sighting_row(capture, num, item, act.stamp)])


def _makers(entry: Entry) -> set[str]:
    """The programs that ran. A person, whose name has no version, makes no runs."""
    return {by for by in {finding.by for finding in entry.findings} if not _is_person(by)} | set(entry.makers)


def _is_person(by: str) -> bool:
    return not split_maker(by)[1]


def _add_missing(act: _Act, num: int, findings: Iterable[Finding]) -> None:
    by_id = {finding.id: finding for finding in findings}
    new = _missing(act.hot, "finding", by_id)
    act.add("finding", [rows.finding_row(by_id[key], num, act.stamp) for key in new])


def _add_edges(act: _Act, edges: Iterable[Edge]) -> None:
    by_id = {edge.id: edge for edge in edges}
    new = _missing(act.hot, "edge", by_id)
    act.add("edge", [rows.edge_row(by_id[key], act.stamp) for key in new])


def _add_issues(act: _Act, issues: Iterable[Issue], report_id: str | None, capture: str | None) -> None:
    by_id = {rows.issue_id(issue, report_id): issue for issue in issues}
    new = _missing(act.hot, "issue", by_id)
    act.add("issue", [rows.issue_row(key, by_id[key], report_id, capture, act.stamp) for key in new])


def _missing(hot: Hot, table: str, keys: Collection[str]) -> list[str]:
    """Those of ``keys`` that no row of ``table`` has as its id."""
    return [key for key in keys if not _holds(hot, table, key)]


def _destroy(act: _Act, capture: str) -> None:
    """Have the bytes of a capture kept no more."""
    found = act.hot.one("SELECT digest FROM capture WHERE id = ?", capture)
    if found and not act.hot.one("SELECT 1 FROM destroyed WHERE digest = ?", found[0]):
        act.add("destroyed", [(found[0], act.stamp)])
