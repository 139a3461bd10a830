"""Search against the bare full-text statement, newest first, over rare, middling and common words and phrases."""

import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from _made import fill, reports, vocabulary
from floors import PROVE, say

from sayso.ledger import Filter, Ledger, open_ledger, search, sqlite_url

REPORTS = 100_000 if PROVE else 10_000
LIMIT = 20
ROUNDS = 40
BARE = (
    "SELECT report.id, report.title, report.published, report.outlet, report.text FROM search "
    "JOIN report ON report.num = search.rowid WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT ?"
)


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder,
        open_ledger(sqlite_url(Path(folder) / "ledger.db")) as ledger,
    ):
        fill(ledger, REPORTS)
        for name, questions in _questions().items():
            _compare(ledger, name, questions)


def _questions() -> dict[str, list[str]]:
    """Words of three ranks, pairs of words, and phrases that reports hold."""
    known = vocabulary()
    said = [
        report.text.strip("“”").lower().replace(".", "").split() for report in islice(reports(400), 300, 400)
    ]
    return {
        "common": known[2:12],
        "middling": known[800:820],
        "rare": known[20_000:20_020],
        "pairs": [f"{known[5 + n]} {known[700 + n]}" for n in range(10)],
        "phrases": [f'"{" ".join(words[n : n + 2])}"' for n, words in enumerate(said[:20])],
        "excluding": [f"{known[20 + n]} -{known[3 + n]}" for n in range(10)],
    }


def _compare(ledger: Ledger, name: str, questions: list[str]) -> None:
    """Ours and the bare statement in turns, and ours with what a listing prints of each report."""
    ours, bare, printed = (
        sum(times) for times in zip(*(_medians(ledger, question) for question in questions), strict=True)
    )
    say("ledger_search", f"{name}_ms", ours / len(questions) * 1000)
    say("ledger_search", f"{name}_with_snippets_ms", printed / len(questions) * 1000)
    say("ledger_search", f"{name}_to_bare", ours / bare)


def _medians(ledger: Ledger, question: str) -> tuple[float, float, float]:
    wanted, matching = Filter(limit=LIMIT), search.sqlite_match(search.parse(question))
    with ledger.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        ways: tuple[Callable[[], object], ...] = (
            lambda: list(ledger.search(question, wanted)),
            lambda: driver.execute(BARE, (matching, LIMIT)).fetchall(),
            lambda: [hit.line() for hit in ledger.search(question, wanted)],
        )
        times = [[_seconds(way) for way in ways] for _ in range(ROUNDS)]
    ours, bare, printed = (median(way) for way in zip(*times, strict=True))
    return ours, bare, printed


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
