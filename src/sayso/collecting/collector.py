"""One collector at work: it leases hosts, sends threads, keeps what comes back, and records it in batches.

    take hosts ── turns ──► crew (threads at the door) ──► keep (archive) ── read feeds ── one act of the ledger

Everything is written by the one thread that called ``run``. A response is on disk before it is read, and in the
ledger before anybody is told of it.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from random import Random

from sayso.collect import rhythm
from sayso.collect.days import Kept
from sayso.collect.feeds import Feed
from sayso.collect.feeds.address import host as host_of
from sayso.collect.fetch import Door, Failed, Got, veiled
from sayso.collecting import disk
from sayso.collecting.crew import Crew
from sayso.collecting.errand import Came, Event, errands
from sayso.collecting.results import OUT_OF_REACH, SECOND, UNREACHED, Judge
from sayso.collecting.turns import Turns
from sayso.desk import READER, Desk
from sayso.errors import Issue
from sayso.ledger.queue import LEASE, this_process
from sayso.ledger.roster import Noticed, Roster, Source
from sayso.ledger.store import Fetched, micros
from sayso.model import Capture, canonical, identify
from sayso.read.item import Defaults

BATCH = 200
"""Answers recorded together at the most."""
AT_A_HOST = 100
"""Errands taken at a host at a time."""
_PATIENCE = 0.2
"""Seconds waited for an answer before looking whether a host has rested."""
_LAST = 3.0
"""Seconds given to threads when all is to end."""


@dataclass(slots=True)
class _Judged:
    """An answer with what was made of it before it is recorded."""

    came: Came
    kept: Kept | None = None
    feed: Feed | Issue | None = None
    refused: Issue | None = None
    """Why the response was not kept."""


class Collector:
    """Collects what is due. One for a process; several processes may share a ledger and an archive."""

    def __init__(self, desk: Desk, door: Door, seed: int | None = None) -> None:
        self.desk = desk
        self._door = door
        self._random = Random(seed)  # noqa: S311  # scatters visits
        self._judge = Judge(desk.settings, self._random)
        self._owner = this_process()
        self._roster = desk.ledger.collecting
        self._renewed = time.monotonic()
        self._dry = False
        """Whether there was nothing to take the last time, and nothing was recorded since."""

    def follow(self, desk: Desk | None = None) -> None:
        """Follow what the desk lists; of what it lists no longer nothing is asked from now on.

        What a collector that was killed had kept and not recorded is known of from here on.
        """
        self.desk = desk or self.desk
        self.desk.keeping.sweep()
        self._judge = Judge(self.desk.settings, self._random)
        now = micros(self.desk.ledger.clock())
        self._roster.follow(
            [
                Source(
                    one.address,
                    None,
                    disk.HOST if one.kind == "warc" else host_of(one.address),
                    True,
                    now,
                    one.rhythm if isinstance(one.rhythm, int) else rhythm.FIRST,
                )
                for one in self.desk.settings.sources
            ]
        )

    def run(self, seconds: float | None = None) -> Iterator[Event]:
        """Ask for all that is due, or for what can be asked for in so many seconds; each event once it is committed.

        When it is ended before, threads are given some seconds; what they bring is recorded, all else stays due.
        """
        crew = Crew(self._door, self.desk.settings.collect.threads)
        turns = Turns(self._door.manners.wait, time.monotonic)
        until = None if seconds is None else time.monotonic() + seconds
        self._dry = False
        try:
            yield from self._run(crew, turns, until)
        except (KeyboardInterrupt, GeneratorExit):
            self._end(crew, turns)
            raise
        finally:
            crew.dismiss()
            self._roster.release(self._owner)

    def _run(self, crew: Crew, turns: Turns, until: float | None) -> Iterator[Event]:
        while True:
            over = until is not None and time.monotonic() > until
            if not over:
                yield from self._refill(turns)
                self._send(crew, turns)
            self._let_rest(turns)
            if not turns.under_way and (over or not len(turns)):
                return
            pause = turns.pause()
            came = crew.back(_PATIENCE if pause is None else min(_PATIENCE, pause + 0.001), BATCH)
            self._renew()
            if came:
                self._done(came, turns)
                if not over:
                    self._send(crew, turns)  # threads ask on while what they brought is recorded
                yield from self._settle(came, turns)

    def _send(self, crew: Crew, turns: Turns) -> None:
        while len(turns.under_way) < 2 * self.desk.settings.collect.threads and (errand := turns.next()):
            crew.send(errand)

    def _done(self, came: Sequence[Came], turns: Turns) -> None:
        for one in came:
            code = one.answer.code if isinstance(one.answer, Failed) else ""
            turns.done(one.errand.host, reached=code not in UNREACHED, welcome=code != "collect.asked-to-wait")

    def _refill(self, turns: Turns) -> Iterator[Event]:
        """Take more hosts when there is room, and something may be due."""
        room = 4 * self.desk.settings.collect.threads - len(turns)
        if self._dry or room < 2 * self.desk.settings.collect.threads:
            return
        taken = self._roster.take(self._owner, room, AT_A_HOST)
        self._dry = not taken
        for host, sources, notices in taken:
            if host == disk.HOST:
                yield from self._look_on_disk(sources)
            else:
                turns.hold(host, errands(host, sources, notices))

    def _settle(self, came: Sequence[Came], turns: Turns) -> list[Event]:
        """Keep and record what came back; the events, all of them committed."""
        judged = self._kept([_Judged(one) for one in came])
        moment = self.desk.ledger.clock()
        now = micros(moment)
        for one in judged:
            about, answer = one.came.errand.about, one.came.answer
            if isinstance(about, Source) and one.kept is not None and isinstance(answer, Got):
                one.feed = self._judge.read(about, answer, moment)
        fetched = [self._fetched(one) for one in judged if one.kept is not None]
        events: list[Event] = []

        def record(roster: Roster) -> Iterator[Issue]:
            events.clear()
            for one in judged:
                events.append(self._recorded(one, roster, now))
                yield from events[-1].issues
            self._onward(judged, roster, turns, now)

        self.desk.ledger.put_responses(fetched, lambda roster: list(record(roster)))
        self._dry = False
        return events

    def _kept(self, judged: list[_Judged]) -> list[_Judged]:
        """Store the responses, all on disk at once; a disk that refuses is an issue of each."""
        new = []
        digests = [one.came.member.digest for one in judged if one.came.member is not None]
        destroyed = self._roster.destroyed(digests) if digests else set()
        for one in judged:
            member = one.came.member
            if member is None:
                continue
            if member.digest in destroyed:
                told = "these bytes hold a report that was erased; they are not kept"
                one.refused = Issue("ledger.erased", told, member.address)
            else:
                new.append((one, member))
        if not new:
            return judged
        day = self.desk.ledger.clock().date().isoformat()
        try:
            kept = self.desk.keeping.days.keep([member for _, member in new], day)
        except OSError as error:
            for one, member in new:
                told = f"not kept, to be asked for again: {error.strerror or error}"
                one.refused = Issue("collect.disk", told, member.address)
        else:
            for (one, _), place in zip(new, kept, strict=True):
                one.kept = place
        return judged

    def _fetched(self, one: _Judged) -> Fetched:
        """The capture of a kept response, and the task of reading it when it is a report."""
        kept, got = one.kept, one.came.answer
        if kept is None or isinstance(got, Failed):
            raise TypeError("only what was kept was fetched")
        capture = self._capture(kept, got)
        place = (kept.file, kept.first, kept.length, kept.digest, kept.chain)
        about = one.came.errand.about
        form = disk.form_of(got.header("Content-Type"), got.body)
        task = self._task(about, got, capture, form) if isinstance(about, Noticed) and form else None
        return Fetched(capture, place, task)

    def _capture(self, kept: Kept, got: Got) -> Capture:
        moment = got.captured_at.isoformat(timespec="seconds").replace("+00:00", "Z")
        said: dict[str, str | int] = {"status": got.status}
        said |= {"type": kind} if (kind := got.header("Content-Type")) else {}
        said |= {"asked": veiled(got.address)} if got.redirects else {}
        return Capture(kept.digest, kept.address, moment, len(got.body), said)

    def _task(self, notice: Noticed, got: Got, capture: Capture, form: str) -> tuple[str, str, str]:
        listed = self._judge.listed(notice.source)
        defaults = asdict(Defaults(notice.published, listed.outlet, veiled(got.final)))
        hint = {"body": listed.body, "drop": list(listed.drop)} if listed.body or listed.drop else None
        payload = {
            "digest": capture.digest,
            "name": capture.address,
            "capture": capture.id,
            "defaults": defaults,
            "form": form,
            "charset": disk.charset_of(got.header("Content-Type")),
            "url": veiled(got.final),
            "hint": hint,
        }
        return "read", identify(capture.id, defaults, form, hint, READER), canonical(payload)

    def _recorded(self, one: _Judged, roster: Roster, now: int) -> Event:
        """What follows from one answer, done to the roster."""
        errand, answer = one.came.errand, one.came.answer
        about = errand.about
        if isinstance(answer, Failed):
            return self._judge.failed(errand, answer, roster, now)
        if one.refused is not None:
            self._judge.put_off(about, roster, now, again=one.refused.code == "collect.disk")
            return Event("failed", veiled(about.address), _source_of(about), (one.refused,))
        if one.kept is None:
            return self._judge.unchanged(about, answer, roster, now)
        if isinstance(about, Source):
            if isinstance(one.feed, Feed):
                return self._judge.listing(about, answer, one.feed, roster, now)
            lost = one.feed or Issue("collect.not-a-feed", "nothing was read", veiled(about.address))
            return self._judge.gave_nothing(about, lost, None, roster, now)
        self._judge.fetched(about, answer, one.kept.digest, roster, now)
        capture = self._capture(one.kept, answer)
        issues = () if disk.form_of(answer.header("Content-Type"), answer.body) else (disk.formless(answer),)
        said = {"capture": capture.id, "size": capture.size}
        return Event("fetched", veiled(about.address), about.source, issues, said)

    def _onward(self, judged: Sequence[_Judged], roster: Roster, turns: Turns, now: int) -> None:
        """Let each host go on, take what is due there by now, or give it back."""
        for host in {one.came.errand.host for one in judged if turns.stopped(one.came.errand.host)}:
            lost = turns.lost(host)
            turns.give_back(host)
            if lost:
                roster.hold(host, now + OUT_OF_REACH * SECOND)
            elif roster.may_go_on(host, now):
                sources, notices = roster.due(host, now, AT_A_HOST)
                if sources or notices:
                    turns.hold(host, errands(host, sources, notices))
                    continue
            roster.give_back(self._owner, [host])

    def _let_rest(self, turns: Turns) -> None:
        """Give back hosts that are to rest for long."""
        now = micros(self.desk.ledger.clock())
        for host, seconds in turns.weary.items():
            self._roster.rest(self._owner, host, now + round(seconds * SECOND))
        turns.weary.clear()

    def _look_on_disk(self, sources: Sequence[Source]) -> Iterator[Event]:
        """Queue the reading of web archives that are new or have changed."""
        for source in sources:
            mark, issues = disk.mark_of(self.desk.folder / source.address), []
            new = mark != source.digest
            if new:
                kept = self.desk.keep([str(self.desk.folder / source.address)], disk.NOTHING)
                issues = [issue for one in kept if one.outcome.report is None for issue in one.outcome.issues]
            now = micros(self.desk.ledger.clock())
            fault = issues[-1].detail if issues else None
            seen = replace(
                source,
                digest=mark,
                visited=now,
                due=now + source.rhythm * SECOND,
                fault=fault,
                failures=len(issues),
            )
            self._roster.put_source(seen)
            yield Event("listed" if new else "unchanged", source.address, source.address, tuple(issues))
        self._roster.give_back(self._owner, [disk.HOST])

    def _renew(self) -> None:
        if (time.monotonic() - self._renewed) * 4 * SECOND > LEASE:
            self._roster.renew(self._owner)
            self._renewed = time.monotonic()

    def _end(self, crew: Crew, turns: Turns) -> None:
        """Record what threads bring within some seconds."""
        until = time.monotonic() + _LAST
        while turns.under_way and (left := until - time.monotonic()) > 0:
            came = crew.back(left, BATCH)
            if came:
                self._done(came, turns)
                self._settle(came, turns)


def _source_of(about: Source | Noticed) -> str:
    return about.source if isinstance(about, Noticed) else about.parent or about.address
