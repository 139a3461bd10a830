from collections.abc import Iterator
from pathlib import Path

import pytest

from clock import Clock
from sayso.ledger import Ledger, open_ledger, sqlite_url


@pytest.fixture
def shelf(made_sqlite: Path, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger on SQLite: what a database does with the rows is tested with the ledger."""
    path = tmp_path / "ledger.db"
    path.write_bytes(made_sqlite.read_bytes())
    with open_ledger(sqlite_url(path), Clock()) as opened:
        yield opened
