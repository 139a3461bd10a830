"""The ledger: an evidence store one adds to and asks, as it stands or as it stood at any instant."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, func, select

from sayso.errors import Issue
from sayso.ledger import carriers, comparisons, find, findings, migrate, newest, query, queue, rebuild, schema
from sayso.ledger.collecting import Collecting
from sayso.ledger.comparisons import Compared, Comparer, Comparisons, Gist, Met, Sketched
from sayso.ledger.engine import Held, Hot, connect, sqlite_is_safe, sqlite_url
from sayso.ledger.filters import Filter
from sayso.ledger.find import Hit
from sayso.ledger.newest import Voiced
from sayso.ledger.passages import Passages, Traced, Tracer
from sayso.ledger.query import Listed
from sayso.ledger.store import Clock, Entry, Receipt, Store, micros, now
from sayso.model import Edge, Finding, Report

EVERYTHING = Filter()
"""The filter that leaves nothing out but what listings always leave out."""

__all__ = [
    "Compared",
    "Comparer",
    "Comparisons",
    "Entry",
    "Filter",
    "Gist",
    "Hit",
    "Ledger",
    "Listed",
    "Met",
    "Passages",
    "Receipt",
    "Sketched",
    "Traced",
    "Tracer",
    "Voiced",
    "open_ledger",
    "sqlite_is_safe",
    "sqlite_url",
]


@dataclass(frozen=True, slots=True)
class Ledger(Store):
    """A ledger open for adding (``Store``) and asking. Close it, or use it in a ``with`` statement."""

    @property
    def collecting(self) -> Collecting:
        """What is followed, and how far that has come."""
        return Collecting(self.database, self.clock)

    @contextmanager
    def snapshot(self) -> "Iterator[Ledger]":
        """The ledger in one unchanging state, for all that is asked of it within, by one thread."""
        database = self.database
        with database.reading() as connection:
            yield replace(self, database=Held(database.writer, database.reader, connection))

    @property
    def stamp(self) -> int:
        """The stamp of the newest act: a ledger of the same stamp holds the same."""
        with self.database.reading() as connection:
            return newest.stamp(connection)

    def added(self, after: int, as_of: int | None = None, limit: int = 100) -> list[Listed]:
        """Reports added after a stamp, the newest addition first."""
        with self.database.reading() as connection:
            return newest.added(connection, after, as_of, limit)

    def count_added(self, after: int, as_of: int | None = None) -> int:
        """How many reports were added after a stamp."""
        with self.database.reading() as connection:
            return newest.count_added(connection, after, as_of)

    def listed(self, ids: Collection[str], as_of: int | None = None) -> list[Listed]:
        """The reports of those ids, retracted or not, newest first."""
        with self.database.reading() as connection:
            return list(newest.of_ids(connection, ids, as_of))

    def voiced(self, as_of: int | None = None) -> list[Voiced]:
        """How often each outlet was heard, those heard last first."""
        with self.database.reading() as connection:
            return newest.voiced(connection, as_of)

    def day_of(self, wanted: Filter, number: int) -> str | None:
        """The day of publication so many reports down in a listing; None when the listing ends before."""
        with self.database.reading() as connection:
            return newest.day_of(connection, wanted, number)

    def by_day(self, wanted: Filter = EVERYTHING) -> list[tuple[str, int]]:
        """How many reports were published on each day that has any, the earliest first."""
        with self.database.reading() as connection:
            return newest.by_day(connection, wanted)

    def keys_like(self, kind: str, name: str, limit: int) -> list[tuple[str, int]]:
        """The keys of a kind that hold some words in a row, the commonest first: see ``newest.keys_like``."""
        with self.database.reading() as connection:
            return newest.keys_like(connection, kind, name, limit)

    def holding(self, kind: str, key: str) -> int:
        """In how many reports something of a kind was found that is looked up by a folded key."""
        with self.database.reading() as connection:
            return newest.holding(connection, kind, key)

    def seen_in(self, report_id: str, as_of: int | None = None) -> list[Mapping[Any, Any]]:
        """The captures that hold a report: see ``newest.seen_in``."""
        with self.database.reading() as connection:
            return newest.seen_in(connection, report_id, as_of)

    def reports(self, wanted: Filter = EVERYTHING) -> Iterator[Listed]:
        """Reports, newest first, those without a day of publication last."""
        with self.database.reading() as connection:
            yield from query.reports(connection, wanted)

    def texts(self, wanted: Filter = EVERYTHING) -> Iterator[Report]:
        """The reports of ``reports``, with their texts."""
        with self.database.reading() as connection:
            yield from query.texts(connection, wanted)

    def report(self, key: str, as_of: int | None = None) -> Report:
        """The report of that id or unmistakable beginning of one. Raises ``NotFound``."""
        with self.database.reading() as connection:
            return query.report(connection, key, as_of)

    def findings(self, wanted: Filter = EVERYTHING) -> Iterator[Finding]:
        """Findings, newest report first, in the order of the text within it."""
        with self.database.reading() as connection:
            yield from findings.findings(connection, wanted)

    def of_reports(
        self, ids: Collection[str], kinds: Collection[str], as_of: int | None = None
    ) -> list[Finding]:
        """The standing findings of some kinds in some reports, the newest report first."""
        with self.database.reading() as connection:
            return list(findings.of_reports(connection, ids, kinds, as_of))

    def finding(self, key: str) -> Finding:
        """The finding of that id or unmistakable beginning of one. Raises ``NotFound``."""
        with self.database.reading() as connection:
            return query.finding(connection, key)

    def voices_of(self, claims: Sequence[Finding]) -> list[Finding]:
        """The voices that claims name."""
        with self.database.reading() as connection:
            return query.voices_of(connection, claims)

    def edges(self, wanted: Filter = EVERYTHING) -> Iterator[Edge]:
        """Edges, newest first."""
        with self.database.reading() as connection:
            yield from query.edges(connection, wanted)

    def of_ids(self, ids: Sequence[str]) -> list[Finding]:
        """The findings of those ids that the ledger holds, in any run."""
        with self.database.reading() as connection:
            return list(findings.of_ids(connection, ids))

    def called(self, names: Collection[str], around: Report, since: str, until: str, limit: int) -> list[str]:
        """Ids of reports of some days in which a voice has one of those folded names: see ``query.called``."""
        with self.database.reading() as connection:
            return query.called(connection, names, around, since, until, limit)

    def judged(self, ids: Collection[str], kinds: Collection[str], as_of: int | None = None) -> list[Edge]:
        """Edges of some kinds that touch one of the things of those ids, in order of id."""
        with self.database.reading() as connection:
            return list(query.judged(connection, ids, kinds, as_of))

    def carriers(self, ids: Collection[str], as_of: int | None = None) -> list[Mapping[str, Any]]:
        """What origins need to know of reports: see ``carriers.carriers``."""
        with self.database.reading() as connection:
            return list(carriers.carriers(connection, ids, as_of))

    def kindred(self, ids: Collection[str], as_of: int | None = None) -> list[Edge]:
        """The ``shares`` and ``revises`` edges of reports, on either side, in order of id."""
        with self.database.reading() as connection:
            return list(carriers.kindred(connection, ids, as_of))

    def sketched(self, as_of: int | None = None) -> list[Sketched]:
        """All reports that were compared: see ``comparisons.sketched``."""
        with self.database.reading() as connection:
            return list(comparisons.sketched(connection, as_of))

    def copying(self, relations: Sequence[str], as_of: int | None = None) -> list[tuple[str, str, Any]]:
        """(left, right, body) of ``shares`` edges of some relations: see ``comparisons.copying``."""
        with self.database.reading() as connection:
            return list(comparisons.copying(connection, relations, as_of))

    def search(self, question: str, wanted: Filter = EVERYTHING) -> Iterator[Hit]:
        """Reports in which the words stand, newest first. Raises ``QueryError``."""
        with self.database.reading() as connection:
            yield from find.find(connection, question, wanted)

    def issues(self, wanted: Filter = EVERYTHING) -> Iterator[query.Noted]:
        """Issues, newest first."""
        with self.database.reading() as connection:
            yield from query.issues(connection, wanted)

    def count_issues(self, as_of: int | None = None) -> list[tuple[str, int]]:
        """How many issues there are of each code, in order of code."""
        with self.database.reading() as connection:
            return query.count_issues(connection, as_of)

    def ran(self, report_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Which makers (``name/version``) ran on each of those reports that the ledger holds."""
        with self.database.reading() as connection:
            return query.ran(connection, report_ids)

    def newest_run(self, report_id: str, maker: str) -> str | None:
        """How a maker signed its newest run on a report; None when it never ran on it."""
        with self.database.reading() as connection:
            return query.newest_run(connection, report_id, maker)

    def sharing(self) -> list[str]:
        """The ids of reports that share words with others, in order."""
        with self.database.reading() as connection:
            return list(query.sharing(connection))

    def stale(self, makers: Sequence[str]) -> Iterator[Report]:
        """Reports on which not all of ``makers`` ran, retracted ones left out; a page is read at a time."""
        below: int | None = None
        while True:
            with self.database.reading() as connection:
                page = query.stale(connection, makers, below)
            yield from (report for _, report in page)
            if not page:
                return
            below = page[-1][0]

    def read_from(self, capture: str) -> Iterator[tuple[Report, str | None]]:
        """The reports read from a capture, with the item each was."""
        with self.database.reading() as connection:
            yield from query.read_from(connection, capture)

    def met_in(self, capture: str) -> list[Issue]:
        """The issues met with a capture."""
        with self.database.reading() as connection:
            return query.met_in(connection, capture)

    def sources(self, report_id: str) -> list[str]:
        """The digests of all bytes known to hold a report."""
        with self.database.reading() as connection:
            return query.sources(connection, report_id)

    def destroyed(self, digest: str) -> bool:
        """Whether bytes of that digest held a report erased by law, and may not be kept."""
        with self.database.reading() as connection:
            return Hot(connection).one("SELECT 1 FROM destroyed WHERE digest = ?", digest) is not None

    def digests(self) -> Iterator[str]:
        """The digests of all captures whose bytes are to be in the archive."""
        with self.database.reading() as connection:
            yield from query.digests(connection)

    def counts(self) -> dict[str, int]:
        """Rows of each table of the record, and tasks not done."""
        with self.database.reading() as connection:
            tables = (schema.report, schema.finding, schema.edge, schema.issue, schema.capture)
            counted = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
            waiting = select(func.count()).select_from(schema.task).where(schema.task.c.done.is_(None))
            return {**counted, "waiting": connection.scalar(waiting) or 0}

    def lease(self, kind: str, owner: str) -> queue.Task | None:
        """The next task of that kind nobody is at, leased to ``owner``, or None."""
        with self.database.writing() as connection:
            return queue.lease(connection, kind, owner, micros(self.clock()))

    def renew(self, owner: str) -> None:
        """Hold all of an owner's leases longer."""
        with self.database.writing() as connection:
            queue.renew(connection, owner, micros(self.clock()))

    def finish(self, task: queue.Task) -> None:
        """Say that a task is done."""
        with self.database.writing() as connection:
            queue.finish(connection, task.num, micros(self.clock()))

    def release(self, owner: str) -> None:
        """Give back what ``owner`` holds and did not finish."""
        with self.database.writing() as connection:
            queue.release(connection, owner)

    def rebuild(self) -> None:
        """Drop what is derived (the search index), make it again from the record, and wipe what was dropped."""
        with self.database.writing() as connection:
            rebuild.search_index(connection)
        self.scrub()

    def settle(self) -> None:
        """After much was added: let PostgreSQL count its words now, by which it decides how to look for one.

        It does so by itself, but a minute later; SQLite looks for any word the same way.
        """
        if self.database.kind == "postgresql":
            self.database.outside(
                "ANALYZE report, run, finding, edge, issue, search, witness, mark, link, gist_key, gist"
            )

    def check(self) -> list[str]:
        """What is wrong with the ledger: damage, and rows that break its laws. Empty when it is sound."""
        with self.database.reading() as connection:
            return list(rebuild.faults(connection))

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_ledger(url: str | URL, clock: Clock = now) -> Ledger:
    """The ledger of a database, made or brought to the newest schema first.

    Raises ``LedgerLocked``, ``LedgerNewer``, ``LedgerDamaged`` or ``SettingsError``.
    """
    database = connect(url)
    try:
        migrate.upgrade(database)
    except BaseException:
        database.close()
        raise
    return Ledger(database, clock)
