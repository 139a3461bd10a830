"""A desk: a folder with its settings, its ledger and its archive, and the flow that fills them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sayso.annotate import ANNOTATORS
from sayso.collect.archive import Archive
from sayso.errors import Issue, LawBroken, SettingsError
from sayso.ledger import Entry, Filter, Ledger, open_ledger
from sayso.ledger.queue import Task, this_process
from sayso.model import Capture, Finding, canonical, identify
from sayso.pipeline import Outcome, outcomes, readings
from sayso.read.intake import STANDARD_INPUT, files, items
from sayso.read.item import NO_DEFAULTS, Defaults, Reading
from sayso.settings import DESK_FILE, TEMPLATE, Settings, load
from sayso.workers import in_order

READER = "1"
"""Raise it when reading changes what becomes of an item: adding the same file again then reads it again."""
_RENEW_EVERY = 200


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

    def add(
        self,
        paths: Iterable[str],
        stdin: BinaryIO,
        defaults: Defaults = NO_DEFAULTS,
        processes: int = 1,
        who: str = "sayso",
    ) -> Iterator[Kept]:
        """Keep, read, annotate and store what lies behind ``paths``, and what an earlier run left undone.

        Each report is one transaction; it is yielded once it is committed.
        """
        for found in files(paths):
            issue = found if isinstance(found, Issue) else self._captured(found, stdin, defaults, who)
            if issue is not None:
                yield self._noted(Outcome(None, (), (issue,), (), issue.item or ""))
        owner = this_process()
        try:
            while (task := self.ledger.lease("read", owner)) is not None:
                yield from self._read(task, owner, processes)
                self.ledger.finish(task)
        finally:
            self.ledger.release(owner)

    def annotate_stale(self, processes: int = 1) -> Iterator[Kept]:
        """Run the present annotators over every report that one of them has not seen."""
        stale = self.ledger.stale([annotator.by for annotator in ANNOTATORS])
        waiting = (Reading(report, self._parts(report.id)) for report in stale)
        for batch in in_order(outcomes, waiting, processes):
            yield from map(self._put, batch)

    def erase(self, report_id: str, why: str, who: str) -> None:
        """Remove a report's text everywhere: ledger, search, archive. A tombstone stays.

        The bytes it was read from go as a whole; other reports read from them keep their texts.
        """
        digest = self.ledger.erase(report_id, why, who)
        if digest is not None:
            self.archive.remove(digest)

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    def _captured(self, name: str, stdin: BinaryIO, defaults: Defaults, who: str) -> Issue | None:
        """Store an input's bytes and queue their reading; the issue says why not."""
        try:
            with _stream(name, stdin) as stream:
                digest, size = self.archive.keep(stream)
        except OSError as error:
            return Issue("read.vanished", error.strerror or "cannot be read", name)
        moment = self.ledger.clock().isoformat(timespec="seconds").replace("+00:00", "Z")
        capture = Capture(digest, name, moment, size)
        payload = canonical(
            {"digest": digest, "name": name, "capture": capture.id, "defaults": asdict(defaults)}
        )
        task = ("read", identify(capture.id, asdict(defaults), READER), payload)
        self.ledger.put_capture(capture, task, who)
        return None

    def _read(self, task: Task, owner: str, processes: int) -> Iterator[Kept]:
        said = json.loads(task.payload)
        defaults = Defaults(**said["defaults"])
        with self.archive.open(said["digest"]) as stream:
            given = items(said["name"], stream)
            read = in_order(partial(readings, defaults=defaults), given, processes)
            known: list[Reading] = []
            fresh = (reading for batch in read for reading in self._unknown(batch, known.append))
            number = 0
            for batch in in_order(outcomes, fresh, processes):
                for outcome in batch:
                    number += 1
                    if number % _RENEW_EVERY == 0:
                        self.ledger.renew(task, owner)
                    yield self._put(outcome, said["capture"])
                yield from _as_known(known)
            yield from _as_known(known)

    def _unknown(self, batch: Sequence[Reading], known: Callable[[Reading], None]) -> Iterator[Reading]:
        """Those readings the ledger does not hold as the present makers would make them."""
        makers = {annotator.by for annotator in ANNOTATORS}
        ran = self.ledger.ran([reading.report.id for reading in batch if reading.report])
        for reading in batch:
            if reading.report and makers <= ran.get(reading.report.id, frozenset()):
                known(reading)
            else:
                yield reading

    def _put(self, outcome: Outcome, capture: str | None = None) -> Kept:
        if outcome.report is None:
            return self._noted(outcome)
        entry = Entry(
            report=outcome.report,
            findings=outcome.findings,
            makers=outcome.makers,
            issues=outcome.issues,
            capture=capture,
            item=outcome.item or None,
        )
        try:
            return Kept(outcome, self.ledger.put(entry))
        except LawBroken as error:
            return self._noted(Outcome(None, (), (Issue("ledger.law", str(error), outcome.item),)))

    def _noted(self, outcome: Outcome) -> Kept:
        return Kept(outcome, self.ledger.put_issues(outcome.issues))

    def _parts(self, report_id: str) -> tuple[Finding, ...]:
        return tuple(self.ledger.findings(Filter(kind="part", report=report_id)))


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
    url = settings.database or f"sqlite:///{(folder / 'ledger.db').absolute()}"
    with open_ledger(url) as ledger:
        yield Desk(folder, settings, ledger, Archive(folder / "archive"))


@contextmanager
def _stream(name: str, stdin: BinaryIO) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield stdin
    else:
        with open(name, "rb") as stream:  # noqa: PTH123  # a path as the user wrote it
            yield stream


def _as_known(known: list[Reading]) -> Iterator[Kept]:
    """Readings the ledger held already, said in turn and forgotten."""
    while known:
        reading = known.pop()
        yield Kept(Outcome(reading.report, item=reading.item), new=False)
