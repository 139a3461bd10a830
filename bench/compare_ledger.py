"""Comparing in the ledger: how long adding one report with claims takes, in a small desk and in a large one.

A ledger is filled with invented reports, their sketches and gists as comparing would put them; then further reports are
added one by one, with comparing and without. What comparing costs must hardly grow with what is stored.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import PROVE, say
from lineage_copies import vocabulary

from sayso.comparing import Comparing
from sayso.ledger import Comparisons, Entry, Ledger, open_ledger, rows, search, sqlite_url
from sayso.ledger.engine import Hot
from sayso.ledger.store import INSERTS
from sayso.model import Finding, Report

NAME = "compare_ledger"
SIZES = (1_000, 100_000) if PROVE else (1_000, 4_000)
ASKED = 150
CLAIMS, WORDS = 12, 12
"""Claims of a report, and words of each."""
DAYS = 180
TOGETHER = 500


class _Nothing(Comparisons):
    """Tables in which nothing is found, for filling."""

    def around(self, *_: object) -> dict[int, list[str]]:
        """No claims."""
        return _None()


class _None(dict[int, list[str]]):
    def __missing__(self, key: int) -> list[str]:
        return []


def main() -> None:
    """Measure and print."""
    rng, held, medians = random.Random(3), 0, list[float]()
    with (
        tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder,
        open_ledger(sqlite_url(Path(folder) / "ledger.db")) as ledger,
    ):
        for size in SIZES:
            _fill(ledger, size - held, held, rng)
            compared, plain = _added(ledger, size, rng)
            held = size + 2 * ASKED
            medians.append(median(compared))
            say(NAME, f"add_median_ms_at_{size}", medians[-1] * 1000)
            say(NAME, f"add_without_comparing_median_ms_at_{size}", median(plain) * 1000)
    say(NAME, "growth", medians[-1] / medians[0])


def _fill(ledger: Ledger, count: int, first: int, rng: random.Random) -> None:
    comparing = Comparing()
    for start in range(0, count, TOGETHER):
        with ledger.database.writing() as connection:
            hot = Hot(connection)
            stamp = (hot.one("SELECT max(stamp) FROM act")[0] or 0) + 1
            hot.do(INSERTS["act"], stamp, "sayso", "add", None)
            for number in range(first + start, first + min(count, start + TOGETHER)):
                _store(hot, *_made(number, rng), stamp, comparing)


def _store(hot: Hot, report: Report, findings: list[Finding], stamp: int, comparing: Comparing) -> None:
    num = rows.report_number(report)
    while hot.one("SELECT 1 FROM report WHERE num = ?", num):
        num += 1
    hot.do(INSERTS["report"], *rows.report_row(report, num, stamp))
    search.index(hot, num, search.indexed(report)[0])
    hot.do(INSERTS["run"], *rows.run_row(comparing.by, num, stamp))
    hot.many(INSERTS["finding"], "", [rows.finding_row(one, num, stamp) for one in findings])
    Comparisons(hot).put(num, comparing.by, comparing.compare(report, findings, (), _Nothing(hot)))


def _added(ledger: Ledger, held: int, rng: random.Random) -> tuple[list[float], list[float]]:
    compared, plain, comparing = list[float](), list[float](), Comparing()
    for number in range(ASKED):
        for place, seconds in enumerate((compared, plain)):
            report, findings = _made(held + 2 * number + place, rng)
            began = time.perf_counter()
            ledger.put(Entry(report, findings), comparer=None if place else comparing)
            seconds.append(time.perf_counter() - began)
    return compared, plain


def _made(number: int, rng: random.Random) -> tuple[Report, list[Finding]]:
    """A report of claims, each of some words; its story's words come again in its claims."""
    said = [" ".join(_words(rng, WORDS)) for _ in range(CLAIMS)]
    text = "\n\n".join(f"Somebody said {one}." for one in said)
    day = (date(2031, 1, 1) + timedelta(days=rng.randrange(DAYS))).isoformat()
    report = Report(text, outlet=f"Outlet {number % 50}", published=day, published_precision="day")
    return report, list(_claims(report, said))


def _claims(report: Report, said: list[str]) -> Iterator[Finding]:
    at = 0
    for one in said:
        at = report.text.index(one, at)
        body = {
            "voices": [], "cue": [[at - 5, at - 1]], "cue_kind": "speech", "level": 0, "stance": "assert",
            "polarity": 1, "form": "indirect", "via": [], "when": None, "about": [],
        }  # fmt: skip
        yield Finding.make(report, "claim", [(at, at + len(one))], body, by="claims/1", confidence=0.9)


def _words(rng: random.Random, count: int) -> list[str]:
    known = vocabulary()
    return [known[min(int(rng.paretovariate(0.6)), len(known)) - 1] for _ in range(count)]


if __name__ == "__main__":
    main()
