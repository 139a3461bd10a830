"""Lineage in the ledger: how long a report's look-up and its whole addition take, and what of it is lineage's.

A ledger is filled with invented reports (their marks straight into the tables, as tracing would put them), then further
reports are added one by one as a desk adds them, half of them copies of stored ones with words changed. Two sizes are
measured: what a look-up costs must hardly grow with what is stored. Beside the time of the clock, in which a shared
machine has its part, stands the processor's. ``bench/lineage_ledger.py 10000 200000`` measures other sizes.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import PROVE, say, skip
from lineage_copies import edited, furnished, invented, report, vocabulary
from sqlalchemy import URL
from tests import postgres

from sayso.ledger import Entry, Ledger, Passages, Traced, open_ledger, rows, search, sqlite_url
from sayso.ledger.engine import Hot
from sayso.ledger.store import INSERTS
from sayso.lineage import BY, witnesses
from sayso.lineage.passages import CARRIERS
from sayso.model import Report
from sayso.tracing import Tracing
from sayso.workers import BATCH

NAME = "lineage_ledger"
SIZES = tuple(map(int, sys.argv[1:])) or ((10_000, 1_000_000) if PROVE else (1_000, 10_000))
ASKED = 400
TOGETHER = 1_000
"""Reports stored in one transaction while the ledger is filled."""
KEPT = 5_000
"""Stored texts that are remembered to be copied: a million of them take gigabytes."""


@dataclass(slots=True)
class Timed(Tracing):
    """Tracing that keeps how long each look-up takes, alignment and verdict included."""

    seconds: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    """The processor's part of them."""

    def trace(self, report: Report, stamp: int, index: Passages) -> Traced:
        """As ``Tracing`` does."""
        began, busy = time.perf_counter(), time.process_time()
        found = Tracing.trace(self, report, stamp, index)
        self.seconds.append(time.perf_counter() - began)
        self.busy.append(time.process_time() - busy)
        return found


@dataclass(slots=True)
class Stored:
    """How many reports were stored, and some of their texts."""

    count: int = 0
    texts: list[str] = field(default_factory=list)

    def add(self, text: str, rng: random.Random) -> None:
        """Count a text, and remember it in the place of another once there are many."""
        self.count += 1
        if len(self.texts) < KEPT:
            self.texts.append(text)
        else:
            self.texts[rng.randrange(KEPT)] = text


@dataclass(frozen=True, slots=True)
class Added:
    """Seconds of look-ups, the processor's part of them, of whole additions, and of additions without lineage."""

    looked: list[float]
    busy: list[float]
    added: list[float]
    plain: list[float]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder, ExitStack() as opened:
        for metric, value in figures("", sqlite_url(Path(folder) / "ledger.db"), SIZES):
            say(NAME, metric, value)
        if PROVE:
            return
        if reason := postgres.missing():
            skip(NAME, reason)
            return
        server = opened.enter_context(postgres.running())
        for metric, value in figures("postgresql_", server.create("lineage"), SIZES[:1]):
            say(NAME, metric, value)


def figures(kind: str, url: str | URL, sizes: tuple[int, ...]) -> Iterator[tuple[str, float]]:
    """(metric, value) at each size; then how look-ups grow from the first to the last."""
    rng, stored = random.Random(11), Stored()
    slowest: list[tuple[float, float]] = []
    with open_ledger(url) as ledger:
        for size in sizes:
            _fill(ledger, size - stored.count, stored, rng)
            found = _added(ledger, stored, rng)
            slowest.append((_p95(found.looked), _p95(found.busy)))
            yield f"{kind}lookup_p95_ms_at_{size}", slowest[-1][0] * 1000
            if ledger.database.kind == "sqlite":
                yield f"{kind}lookup_p95_busy_ms_at_{size}", slowest[-1][1] * 1000
            yield f"{kind}add_p95_ms_at_{size}", _p95(found.added) * 1000
            yield f"{kind}add_without_lineage_p95_ms_at_{size}", _p95(found.plain) * 1000
    if len(slowest) > 1:
        yield f"{kind}lookup_growth", slowest[-1][0] / slowest[0][0]
        yield f"{kind}lookup_busy_growth", slowest[-1][1] / slowest[0][1]


def _fill(ledger: Ledger, count: int, stored: Stored, rng: random.Random) -> None:
    """Store so many reports that share nothing, as if each had been traced."""
    for start in range(0, count, TOGETHER):
        made = [report(invented(rng), stored.count + n) for n in range(min(TOGETHER, count - start))]
        with ledger.database.writing() as connection:
            hot = Hot(connection)
            stamp = (hot.one("SELECT max(stamp) FROM act")[0] or 0) + 1
            hot.do(INSERTS["act"], stamp, "sayso", "add", None)
            for one in witnesses(made):
                _store(hot, one.report, stamp, tuple(one.fingerprint.items()))
        for one in made:
            stored.add(one.text, rng)


def _store(hot: Hot, one: Report, stamp: int, marks: tuple[tuple[int, int], ...]) -> None:
    num = rows.report_number(one)
    while hot.one("SELECT 1 FROM report WHERE num = ?", num):
        num += 1
    hot.do(INSERTS["report"], *rows.report_row(one, num, stamp))
    search.index(hot, num, search.indexed(one)[0])
    hot.do(INSERTS["run"], *rows.run_row(BY, num, stamp))
    index = Passages(hot)
    held = Counter(row[0] for row in index.carriers([mark[0] for mark in marks]))
    index.admit(num, len(one.text), BY, Traced((), [mark for mark in marks if held[mark[0]] < CARRIERS], ()))


def _added(ledger: Ledger, stored: Stored, rng: random.Random) -> Added:
    """How long additions take; every other report is a copy."""
    tracing, added, plain = Timed(), list[float](), list[float]()
    for start in range(0, ASKED, BATCH):
        numbers = range(start, start + BATCH)
        made = [
            report(_text(number, stored.texts, rng), 2_000_000 + stored.count + number) for number in numbers
        ]
        alone = [report(invented(rng), 3_000_000 + stored.count + number) for number in numbers]
        began = time.perf_counter()
        tracing.prepare(made)
        ready = (time.perf_counter() - began) / len(made)
        for of, other in zip(made, alone, strict=True):
            began = time.perf_counter()
            ledger.put(Entry(of), tracer=tracing)
            between = time.perf_counter()
            ledger.put(Entry(other))
            added.append(ready + between - began)
            plain.append(time.perf_counter() - between)
    return Added(tracing.seconds, tracing.busy, added, plain)


def _text(number: int, stored: list[str], rng: random.Random) -> str:
    if number % 2:
        return invented(rng)
    return furnished(edited(rng.choice(stored), 0.1, rng, vocabulary()), rng)


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


if __name__ == "__main__":
    main()
