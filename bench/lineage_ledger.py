"""Lineage in the ledger: how long a report's look-up and its whole addition take, and what of it is lineage's.

A ledger is filled with invented reports (their marks straight into the tables, as tracing would put them), then further
reports are added one by one as a desk adds them, half of them copies of stored ones with words changed. Two sizes are
measured: what a look-up costs must hardly grow with what is stored.
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
SIZES = (10_000, 1_000_000) if PROVE else (1_000, 10_000)
ASKED = 400
TOGETHER = 1_000
"""Reports stored in one transaction while the ledger is filled."""


@dataclass(slots=True)
class Timed(Tracing):
    """Tracing that keeps how long each look-up takes, alignment and verdict included."""

    seconds: list[float] = field(default_factory=list)

    def trace(self, report: Report, stamp: int, index: Passages) -> Traced:
        """As ``Tracing`` does."""
        began = time.perf_counter()
        found = Tracing.trace(self, report, stamp, index)
        self.seconds.append(time.perf_counter() - began)
        return found


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
    rng, stored, slowest = random.Random(11), list[str](), list[float]()
    with open_ledger(url) as ledger:
        for size in sizes:
            _fill(ledger, size - len(stored), stored, rng)
            looked, added, plain = _added(ledger, stored, rng)
            slowest.append(_p95(looked))
            yield f"{kind}lookup_p95_ms_at_{size}", slowest[-1] * 1000
            yield f"{kind}add_p95_ms_at_{size}", _p95(added) * 1000
            yield f"{kind}add_without_lineage_p95_ms_at_{size}", _p95(plain) * 1000
    if len(slowest) > 1:
        yield f"{kind}lookup_growth", slowest[-1] / slowest[0]


def _fill(ledger: Ledger, count: int, stored: list[str], rng: random.Random) -> None:
    """Store so many reports that share nothing, as if each had been traced."""
    for start in range(0, count, TOGETHER):
        made = [report(invented(rng), len(stored) + n) for n in range(min(TOGETHER, count - start))]
        with ledger.database.writing() as connection:
            hot = Hot(connection)
            stamp = (hot.one("SELECT max(stamp) FROM act")[0] or 0) + 1
            hot.do(INSERTS["act"], stamp, "sayso", "add", None)
            for one in witnesses(made):
                _store(hot, one.report, stamp, tuple(one.fingerprint.items()))
        stored += [one.text for one in made]


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


def _added(
    ledger: Ledger, stored: list[str], rng: random.Random
) -> tuple[list[float], list[float], list[float]]:
    """Seconds of look-ups, of whole additions, and of additions without lineage; every other report is a copy."""
    tracing, added, plain = Timed(), list[float](), list[float]()
    for start in range(0, ASKED, BATCH):
        numbers = range(start, start + BATCH)
        made = [report(_text(number, stored, rng), 2_000_000 + len(stored) + number) for number in numbers]
        alone = [report(invented(rng), 3_000_000 + len(stored) + number) for number in numbers]
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
    return tracing.seconds, added, plain


def _text(number: int, stored: list[str], rng: random.Random) -> str:
    if number % 2:
        return invented(rng)
    return furnished(edited(rng.choice(stored), 0.1, rng, vocabulary()), rng)


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


if __name__ == "__main__":
    main()
