"""Adding to the ledger, against a bare loop that inserts the same rows with the same SQLite, and on PostgreSQL.

Ours hashes the ids of the findings, folds the text, checks the laws and inserts; the bare loop finds its rows ready.
Both do one transaction a report, in turns of twenty, so that whatever else the machine does meets both.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from _made import CAPTURE, entry, lines, reports
from floors import PROVE, say, skip
from sqlalchemy import URL
from tests import postgres

from sayso.desk import new_desk
from sayso.ledger import Entry, open_ledger, rows, search, sqlite_url
from sayso.ledger.engine import WRITER_PRAGMAS, sqlite_module
from sayso.ledger.store import INSERTS
from sayso.model import Report

REPORTS = 10_000 if PROVE else 2_000
LINES = 10_000 if PROVE else 300
TURN = 20
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Turn:
    """The same reports in every form a way to store them starts from."""

    reports: list[Report]
    entries: list[Entry]
    rows: list[Rows]


Way = Callable[[Turn], None]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as name, ExitStack() as opened:
        folder = Path(name)
        first, again = _whole_command(folder)
        say("ledger_add", "add_lines_per_second", LINES / first)
        say("ledger_add", "add_again_times_faster", first / again)
        ways = {"make": _make, "put": _putting(opened, sqlite_url(folder / "ours.db")), "bare": _bare(folder)}
        if reason := postgres.missing():
            skip("ledger_add", reason)
        else:
            server = opened.enter_context(postgres.running())
            ways["postgresql"] = _putting(opened, server.create("made"))
        _tell(_measure(ways))


def _tell(times: list[dict[str, float]]) -> None:
    """Print speeds as medians of the turns, and ratios as medians of the turns' ratios."""
    say("ledger_add", "put_reports_per_second", TURN / median(one["put"] for one in times))
    say("ledger_add", "put_rate_to_bare_loop", median(one["bare"] / one["put"] for one in times))
    both = median(one["bare"] / (one["make"] + one["put"]) for one in times)
    say("ledger_add", "hash_and_put_rate_to_bare_loop", both)
    if "postgresql" in times[0]:
        say("ledger_add", "postgresql_reports_per_second", TURN / median(one["postgresql"] for one in times))
        ratio = median(one["put"] / one["postgresql"] for one in times)
        say("ledger_add", "postgresql_rate_to_sqlite", ratio)


def _measure(ways: Mapping[str, Way]) -> list[dict[str, float]]:
    """Seconds of each way for each turn of reports; each begins as often as the others."""
    times, names = [], list(ways)
    for turn in _turns():
        names = [*names[1:], names[0]]
        times.append({name: _seconds(ways[name], turn) for name in names})
    return times


def _turns() -> Iterator[Turn]:
    made = reports(REPORTS)
    while given := list(islice(made, TURN)):
        entries = [entry(report) for report in given]
        fresh = [replace(report) for report in given]  # their ids are not known yet
        yield Turn(fresh, entries, [_rows_of(one) for one in entries])


def _make(turn: Turn) -> None:
    for report in turn.reports:
        entry(report)


def _whole_command(folder: Path) -> tuple[float, float]:
    """Seconds of ``sayso add`` of a file, and of doing it again, which must change no row."""
    path, desk = folder / "made.jsonl", folder / "desk"
    lines(LINES, path)
    new_desk(desk)
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "-d", str(desk), "add", str(path)]
    times, standing = [], []
    for _ in range(2):
        times.append(_seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)))
        with open_ledger(sqlite_url(desk / "ledger.db")) as ledger, ledger.database.reading() as connection:
            standing.append(
                (ledger.counts(), connection.exec_driver_sql("SELECT max(stamp) FROM act").scalar())
            )
    if standing[0] != standing[1] or standing[0][0]["report"] != LINES:
        raise AssertionError(f"adding again changed rows: {standing}")
    return times[0], times[1]


def _putting(opened: ExitStack, url: str | URL) -> Way:
    ledger = opened.enter_context(open_ledger(url))
    ledger.put_capture(CAPTURE, None)

    def put(turn: Turn) -> None:
        for one in turn.entries:
            ledger.put(one)

    return put


def _bare(folder: Path) -> Way:
    path = folder / "bare.db"
    open_ledger(sqlite_url(path)).close()
    connection: Any = sqlite_module().connect(str(path), isolation_level=None)
    for pragma in WRITER_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(INSERTS["capture"], rows.capture_row(CAPTURE, 0))
    return partial(_insert, connection)


def _insert(connection: Any, turn: Turn) -> None:
    """One transaction a report, and nothing but insertions."""
    inserts = {**INSERTS, "search": search.SQLITE_INSERT}
    for tables in turn.rows:
        connection.execute("BEGIN IMMEDIATE")
        for table, values in tables.items():
            if len(values) == 1:
                connection.execute(inserts[table], values[0])
            else:
                connection.executemany(inserts[table], values)
        connection.execute("COMMIT")


def _seconds(work: Callable[..., object], *given: Any) -> float:
    begun = time.perf_counter()
    work(*given)
    return time.perf_counter() - begun


_stamp = iter(range(1, 1 << 40))


def _rows_of(made: Entry) -> Rows:
    stamp, report = next(_stamp), made.report
    num = rows.report_number(report)
    fields, _ = search.indexed(report)
    return {
        "act": [(stamp, "sayso", "add", None)],
        "report": [rows.report_row(report, num, stamp)],
        "search": [(num, *(" ".join(fields[name]) for name in search.FIELDS))],
        "sighting": [rows.sighting_row(CAPTURE.id, num, made.item, stamp)],
        "run": [rows.run_row(by, num, stamp) for by in made.makers],
        "finding": [rows.finding_row(finding, num, stamp) for finding in made.findings],
    }


if __name__ == "__main__":
    main()
