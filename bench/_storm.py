"""What is killed twenty times at random moments, on both databases, and what is told of it."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests"))

from floors import say, skip

import postgres
from sayso.ledger import sqlite_url

KILLS = 20


class Survived(Protocol):
    """What came of a storm."""

    kills: int
    acknowledged: int


def both(name: str, storm: Callable[[Path, str, int], Survived]) -> None:
    """Run ``storm(folder, database, seed)`` on both; an ``AssertionError`` says what was lost or doubled."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        on_sqlite, on_postgresql = Path(folder) / "sqlite", Path(folder) / "postgresql"
        on_sqlite.mkdir()
        on_postgresql.mkdir()
        url = sqlite_url(on_sqlite / "ledger.db").render_as_string()
        _tell(name, "sqlite", storm(on_sqlite, url, 7))
        if reason := postgres.missing():
            skip(name, reason)
            return
        with postgres.running() as server:
            url = server.create("storm")
            _tell(name, "postgresql", storm(on_postgresql, url, 8))


def _tell(name: str, kind: str, told: Survived) -> None:
    say(name, f"{kind}_kills_survived", told.kills)
    say(name, f"{kind}_acknowledged_before_the_last", told.acknowledged)
