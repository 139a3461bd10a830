"""``sayso add`` killed twenty times at random moments, on both databases. Under ``--prove`` only."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests" / "ledger"))

from crashing import Told, storm
from floors import say, skip

import postgres
from sayso.ledger import sqlite_url

KILLS = 20
REPORTS = 400


def main() -> None:
    """Storm both; an ``AssertionError`` says what was lost or doubled."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        on_sqlite, on_postgresql = Path(folder) / "sqlite", Path(folder) / "postgresql"
        on_sqlite.mkdir()
        on_postgresql.mkdir()
        url = sqlite_url(on_sqlite / "ledger.db").render_as_string()
        _tell("sqlite", storm(on_sqlite, url, REPORTS, KILLS, seed=7))
        if reason := postgres.missing():
            skip("ledger_crash", reason)
            return
        with postgres.running() as server:
            url = server.create("storm")
            _tell("postgresql", storm(on_postgresql, url, REPORTS, KILLS, seed=8))


def _tell(kind: str, told: Told) -> None:
    say("ledger_crash", f"{kind}_kills_survived", told.kills)
    say("ledger_crash", f"{kind}_acknowledged_before_the_last", told.acknowledged)


if __name__ == "__main__":
    main()
