"""A desk: a folder with its settings, its ledger and its archive, and the flow that fills them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from sayso.annotate import Known
from sayso.collect.archive import Archive
from sayso.collect.days import Days
from sayso.comparing import Comparing, comparing
from sayso.errors import Issue, LawBroken, SettingsError
from sayso.keeping import Keeping
from sayso.ledger import Entry, Ledger, open_ledger, sqlite_url
from sayso.ledger.queue import LEASE, Task, this_process
from sayso.lineage import COPYING
from sayso.model import Capture, Report, canonical, identify
from sayso.origins import MOST, Origins
from sayso.pipeline import Outcome, makers, outcomes, readings
from sayso.read.furnish import parts_of
from sayso.read.furniture import NOTHING_LEARNED, Learned, learn_furniture
from sayso.read.intake import STANDARD_INPUT, files, readable
from sayso.read.item import NO_DEFAULTS, Defaults, Item, Reading
from sayso.redating import copies, read_anew
from sayso.settings import DESK_FILE, TEMPLATE, Settings, load
from sayso.tracing import Tracing
from sayso.unnamed import BY as UNNAMED
from sayso.unnamed import meet, unnamed
from sayso.workers import Workers, in_order

LEARNED_FILE = "learned.json"
MUCH = 1000
"""New reports of one run after which the database is told to count anew."""
READER = "1"
"""Raise it when reading changes what becomes of an item: adding the same file again then reads it again."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one item of a desk: its outcome, and whether the ledger gained anything by it."""

    outcome: Outcome
    new: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk."""

    folder: Path
    settings: Settings
    ledger: Ledger
    archive: Archive
    learned: Learned = NOTHING_LEARNED
    """What the desk's outlets repeat on their pages, as ``learn`` last found it."""
    tracing: Tracing = field(default_factory=Tracing)
    comparing: Comparing = field(default_factory=Comparing)

    @property
    def makers(self) -> tuple[str, ...]:
        """All that goes through a report, as it is signed."""
        return (*makers(self.learned, self.known), self.tracing.by, self.comparing.by, UNNAMED)

    @property
    def keeping(self) -> Keeping:
        """The bytes it keeps: what was added and what was fetched."""
        return Keeping(self.archive, Days(self.archive.folder / "days"), self.ledger)

    @property
    def known(self) -> Known:
        """What ``desk.toml`` adds to the actors, places and outlets that ship."""
        said = self.settings
        return Known(said.actors, said.places, said.outlets, said.parties, said.weights)

    def add(
        self,
        paths: Iterable[str],
        stdin: BinaryIO,
        defaults: Defaults = NO_DEFAULTS,
        processes: int = 1,
        who: str = "sayso",
    ) -> Iterator[Kept]:
        """Keep, read, annotate and store what lies behind ``paths``, and what an earlier run left undone.

        Each report is one transaction; it is yielded once it is committed. Bytes that were read before are not
        read again: what the ledger holds of them is yielded as known.
        """
        self.keeping.sweep()
        yield from self.keep(paths, stdin, defaults, who)
        yield from self.work_off(processes, who)

    def keep(
        self, paths: Iterable[str], stdin: BinaryIO, defaults: Defaults = NO_DEFAULTS, who: str = "sayso"
    ) -> Iterator[Kept]:
        """Keep what lies behind ``paths`` and queue its reading; what is known of it already is yielded."""
        for found in files(paths):
            if isinstance(found, Issue):
                yield self._noted(Outcome(None, (), (found,), (), found.item or ""))
            else:
                yield from self._captured(found, stdin, defaults, who)

    def work_off(self, processes: int = 1, who: str = "sayso") -> Iterator[Kept]:
        """Read, annotate and store what waits in the queue; each report is yielded once it is committed."""
        shift = _Shift(self, who)
        yield from shift.work(processes)
        for _ in self._redated(shift.added, processes, who):
            pass  # they were told of when they were added

    def annotate_stale(self, processes: int = 1, who: str = "sayso") -> Iterator[Kept]:
        """Run the present annotators over every report that one of them has not seen; then trace and compare."""
        stale = self.ledger.stale(makers(self.learned, self.known))
        waiting = (Reading(report, parts_of(report, self.learned), item=report.id) for report in stale)
        annotated = partial(outcomes, learned=self.learned, known=self.known)
        for batch in in_order(annotated, waiting, processes):
            for outcome in batch:
                yield self.put(outcome, None, who)
        for report in self.ledger.stale((self.tracing.by, self.comparing.by)):
            yield self.put(Outcome(report, item=report.id), None, who)
        for report in self.ledger.stale((UNNAMED,)):
            self._meet(report, who)
        yield from self._redated(self.ledger.sharing(), processes, who)

    def _redated(self, reports: Iterable[str], processes: int, who: str) -> Iterator[Kept]:
        """Read the dates of copies among some reports, and among those they share words with, as their origin does."""
        origins = self.origins()
        given = dict.fromkeys(
            one for report in origins.each(reports, str) for one in _relatives(origins, report)
        )
        anew = partial(read_anew, learned=self.learned, known=self.known)
        for batch in in_order(anew, copies(self.ledger, origins, given), processes):
            for outcome in batch:
                yield self.put(outcome, None, who)

    def origins(self, as_of: int | None = None, most: int | None = MOST) -> Origins:
        """Who had whose words first, as of a stamp; for one listing. ``most`` bounds the carriers gone through."""
        return Origins(self.ledger, self.settings.outlets, as_of, most)

    def learn(self) -> Learned:
        """Find what each outlet repeats, and keep it for what is read from now on.

        Reports read before are read anew by ``annotate_stale``; what was found in them then stays, as an earlier
        run. Returns the table.
        """
        pairs = ((report.outlet, report.text) for report in self.ledger.texts() if report.outlet)
        learned = Learned(learn_furniture(pairs))
        kept = {outlet: sorted(lines) for outlet, lines in learned.lines.items()}
        _replace(self.folder / LEARNED_FILE, canonical(kept))
        return learned

    def erase(self, report_id: str, why: str, who: str) -> None:
        """Remove a report's text everywhere: ledger, search, archive. A tombstone stays.

        The bytes it was read from go as a whole; other reports read from them keep their texts. The archive is
        emptied first: whatever stops the rest, doing it again finishes it.
        """
        self.ledger.report(report_id)
        self.keeping.sweep()
        for digest in self.ledger.sources(report_id):
            self.keeping.remove(digest)
        self.ledger.erase(report_id, why, who, self.tracing)

    def rebuild(self) -> None:
        """Drop what is derived and make it again from the record: the indexes of search, passages and comparing."""
        self.ledger.retrace(self.tracing)
        self.ledger.recompare(self.comparing)
        self.ledger.rebuild()

    def check(self) -> Iterator[str]:
        """What is wrong with the ledger, and which captures the archive lacks or holds damaged."""
        yield from self.ledger.check()
        yield from self.keeping.faults()

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    def put(self, outcome: Outcome, capture: str | None, who: str) -> Kept:
        """Store what became of one item."""
        if outcome.report is None:
            return self._noted(outcome, capture, who)
        meets = bool(unnamed(outcome.findings))
        entry = Entry(
            report=outcome.report,
            findings=outcome.findings,
            makers=(*outcome.makers, *([] if meets or not outcome.makers else [UNNAMED])),
            issues=outcome.issues,
            capture=capture,
            item=outcome.item or None,
        )
        try:
            receipt = self.ledger.put(entry, who, self.tracing, self.comparing)
        except LawBroken as error:
            lost = Issue("ledger.law", str(error), outcome.item)
            return self._noted(Outcome(None, (), (*outcome.issues, lost), (), outcome.item), capture, who)
        if receipt.refused:
            return Kept(Outcome(None, (), receipt.issues, (), outcome.item), receipt.new)
        if meets and receipt.new:
            self._meet(outcome.report, who)
        return Kept(replace(outcome, issues=(*outcome.issues, *receipt.issues)), receipt.new)

    def _meet(self, report: Report, who: str) -> None:
        """Find where a stored report's unnamed voices may speak again, and record that it was looked for."""
        edges, issues = meet(report, self.ledger)
        self.ledger.put(Entry(report, makers=(UNNAMED,), edges=edges, issues=issues), who)

    def _noted(self, outcome: Outcome, capture: str | None = None, who: str = "sayso") -> Kept:
        return Kept(outcome, self.ledger.put_issues(outcome.issues, capture, who))

    def _captured(self, name: str, stdin: BinaryIO, defaults: Defaults, who: str) -> Iterator[Kept]:
        """Store an input's bytes and queue their reading, or tell what is known of them."""
        said = readable(name)
        try:
            with _stream(name, stdin) as stream:
                digest, size = self.archive.keep(stream, self.ledger.destroyed)
        except OSError as error:
            lost = Issue("read.vanished", error.strerror or "cannot be read", said)
            yield self._noted(Outcome(None, (), (lost,), (), said), None, who)
            return
        if self.ledger.destroyed(digest):
            lost = Issue("ledger.erased", "these bytes hold a report that was erased; they are not kept", said)
            yield self._noted(Outcome(None, (), (lost,), (), said), None, who)
            return
        moment = self.ledger.clock().isoformat(timespec="seconds").replace("+00:00", "Z")
        capture = Capture(digest, said, moment, size)
        payload = canonical(
            {"digest": digest, "name": said, "capture": capture.id, "defaults": asdict(defaults)}
        )
        task = ("read", identify(capture.id, asdict(defaults), READER), payload)
        if not self.ledger.put_capture(capture, task, who):
            yield from self._known(capture.id, said)

    def _known(self, capture: str, name: str) -> Iterator[Kept]:
        """What was read from a capture before."""
        for report, item in self.ledger.read_from(capture):
            yield Kept(Outcome(report, item=item or name), new=False)
        for issue in self.ledger.met_in(capture):
            yield Kept(Outcome(None, (), (issue,), (), issue.item or name), new=False)


@dataclass(frozen=True, slots=True)
class _Order:
    """A leased task of reading one capture."""

    task: Task
    digest: str
    capture: str
    defaults: Defaults


@dataclass(frozen=True, slots=True)
class _Given:
    """An item, with the number of the task it is of."""

    task: int
    item: Item | Issue
    defaults: Defaults


@dataclass(frozen=True, slots=True)
class _Read:
    """A reading, and whether the ledger holds it as the present makers would make it."""

    task: int
    reading: Reading
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of a reading; of a known one only which it is."""

    task: int
    outcome: Outcome
    known: bool


class _Shift:
    """One process at work on a desk's queue: it leases tasks as it goes and finishes them in order.

    Items of several tasks are worked on together, so that a folder of small files keeps all processes busy.
    """

    def __init__(self, desk: Desk, who: str) -> None:
        self._desk = desk
        self._ledger = desk.ledger
        self._who = who
        self._owner = this_process()
        self._orders: dict[int, _Order] = {}
        self._renewed = desk.ledger.clock()
        self.added: list[str] = []
        """The ids of reports that were new, or newly annotated."""

    def work(self, processes: int) -> Iterator[Kept]:
        """Read, annotate and store until no task waits; each item is yielded once it is committed."""
        try:
            with Workers(processes) as workers:
                learned = self._desk.learned
                read = workers.in_order(partial(_read, learned=learned), self._given(), weigh=_weight)
                told = (step for batch in read for step in self._told_apart(batch))
                annotated = partial(_annotate, learned=learned, known=self._desk.known)
                for batch in workers.in_order(annotated, told, weigh=_length):
                    yield from self._stored(batch)
            self._finish_before(None)
            if len(self.added) >= MUCH:
                self._ledger.settle()
        finally:
            self._ledger.release(self._owner)

    def _given(self) -> Iterator[_Given]:
        """The items of tasks nobody else is at."""
        while (task := self._ledger.lease("read", self._owner)) is not None:
            said = json.loads(task.payload)
            order = _Order(task, said["digest"], said["capture"], Defaults(**said["defaults"]))
            self._orders[task.num] = order
            for item in self._desk.keeping.items(said):
                yield _Given(task.num, item, order.defaults)

    def _told_apart(self, batch: Sequence[_Read]) -> Iterator[_Read]:
        present = set(self._desk.makers)
        ran = self._ledger.ran({step.reading.report.id for step in batch if step.reading.report})
        for step in batch:
            report, parts = step.reading.report, step.reading.parts
            wanted = present.union(part.by for part in parts)
            known = report is not None and wanted <= ran.get(report.id, frozenset())
            yield replace(step, known=known)

    def _stored(self, batch: Sequence[_Made]) -> Iterator[Kept]:
        for task, steps in groupby(batch, key=lambda step: step.task):
            self._finish_before(task)
            capture = self._orders[task].capture
            of_task = list(steps)
            self._see_again(capture, [step.outcome for step in of_task if step.known])
            new = [step.outcome.report for step in of_task if not step.known and step.outcome.report]
            self._desk.tracing.prepare(new)
            for step in of_task:
                self._renew()
                if step.known:
                    yield Kept(step.outcome, new=False)
                else:
                    kept = self._desk.put(step.outcome, capture, self._who)
                    self.added += [step.outcome.report.id] if kept.new and step.outcome.report else []
                    yield kept

    def _see_again(self, capture: str, known: Sequence[Outcome]) -> None:
        seen = [(outcome.report.id, outcome.item) for outcome in known if outcome.report]
        if seen:
            self._ledger.put_sightings(capture, seen, self._who)

    def _renew(self) -> None:
        moment = self._ledger.clock()
        if (moment - self._renewed).total_seconds() * 4_000_000 > LEASE:
            self._ledger.renew(self._owner)
            self._renewed = moment

    def _finish_before(self, task: int | None) -> None:
        """All that was given of earlier tasks is stored."""
        for num in [*self._orders]:
            if num == task:
                return
            order = self._orders.pop(num)
            if self._ledger.destroyed(order.digest):
                self._desk.keeping.remove(order.digest)
            self._ledger.finish(order.task)


def _relatives(origins: Origins, report: str) -> Iterator[str]:
    """A report that shares words, and those it copies or is copied by."""
    for edge in origins.edges(report):
        if edge.body.get("relation") in COPYING:
            yield from (report, edge.left if edge.right == report else edge.right)


def _read(batch: Sequence[_Given], learned: Learned) -> list[_Read]:
    return [
        _Read(given.task, reading)
        for given in batch
        for reading in readings([given.item], given.defaults, learned)
    ]


def _annotate(batch: Sequence[_Read], learned: Learned, known: Known) -> list[_Made]:
    return [_Made(step.task, _outcome(step, learned, known), step.known) for step in batch]


def _outcome(step: _Read, learned: Learned, known: Known) -> Outcome:
    return _as_known(step.reading) if step.known else outcomes([step.reading], learned, known)[0]


def _as_known(reading: Reading) -> Outcome:
    return Outcome(reading.report, item=reading.item)


def _weight(given: _Given) -> int:
    return len(given.item.content) if isinstance(given.item, Item) else 0


def _length(step: _Read) -> int:
    return len(step.reading.report.text) if step.reading.report else 0


def new_desk(folder: Path) -> None:
    """Make an empty desk. Raises ``SettingsError`` when there is one already, or the folder cannot be made."""
    path = folder / DESK_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.format(name=folder.absolute().name.replace("\\", "/").replace('"', "'")))
    except FileExistsError:
        raise SettingsError(f"{folder} is a desk already") from None
    except OSError as error:
        raise SettingsError(f"{folder}: {error.strerror}") from None


@contextmanager
def open_desk(folder: Path, environment: Mapping[str, str]) -> Iterator[Desk]:
    """The desk in ``folder``, its ledger made or brought up to date first.

    Raises ``SettingsError`` when it is no desk, ``LedgerError`` when its ledger refuses.
    """
    settings = load(folder, environment)
    with open_ledger(settings.database or sqlite_url(folder / "ledger.db")) as ledger:
        learned = _learned(folder / LEARNED_FILE)
        archive, compares = Archive(folder / "archive"), comparing(settings.parties)
        yield Desk(folder, settings, ledger, archive, learned, comparing=compares)


def _learned(path: Path) -> Learned:
    """The kept table. Raises ``SettingsError`` when the file is not one."""
    try:
        kept = json.loads(path.read_bytes())
        return Learned({str(outlet): frozenset(map(str, lines)) for outlet, lines in kept.items()})
    except FileNotFoundError:
        return NOTHING_LEARNED
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise SettingsError(f"{path} cannot be read ({error}); make it anew: sayso learn") from None


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    written = path.with_suffix(".part")
    written.write_text(text, encoding="utf-8")
    written.replace(path)


@contextmanager
def _stream(name: str, stdin: BinaryIO) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield stdin
    else:
        with open(name, "rb") as stream:  # noqa: PTH123  # a path as the user wrote it
            yield stream
