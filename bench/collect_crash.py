"""Collecting killed twenty times at random moments, on both databases. Under ``--prove`` only."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests" / "collect"))

from floors import say, skip
from killing import Survived, storm

import postgres
from sayso.ledger import sqlite_url
from testweb import Web

KILLS = 20
HOSTS = 50


def main() -> None:
    """Storm both; an ``AssertionError`` says what was lost or doubled."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        on_sqlite, on_postgresql = Path(folder) / "sqlite", Path(folder) / "postgresql"
        on_sqlite.mkdir()
        on_postgresql.mkdir()
        url = sqlite_url(on_sqlite / "ledger.db").render_as_string()
        _tell("sqlite", _storm(on_sqlite, url, 7))
        if reason := postgres.missing():
            skip("collect_crash", reason)
            return
        with postgres.running() as server:
            url = server.create("storm")
            _tell("postgresql", _storm(on_postgresql, url, 8))


def _storm(folder: Path, url: str, seed: int) -> Survived:
    with Web() as web:
        return storm(folder, url, web, HOSTS, KILLS, seed)


def _tell(kind: str, told: Survived) -> None:
    say("collect_crash", f"{kind}_kills_survived", told.kills)
    say("collect_crash", f"{kind}_acknowledged_before_the_last", told.acknowledged)


if __name__ == "__main__":
    main()
