"""What every test may ask for: both databases, empty ledgers on them, and a clock that stands until it is set."""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import postgres
from clock import Clock
from sayso.ledger import Ledger, open_ledger, sqlite_url

settings.register_profile(
    "sayso",
    deadline=None,  # how long an example takes is the machine's affair
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("sayso")

DATABASES = ("sqlite", "postgresql")
_numbers = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server for this process of the test run."""
    if reason := postgres.missing():
        pytest.skip(reason)
    with postgres.running(*postgres.FAST) as running:
        yield running


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger in a file, to be copied: migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("made") / "ledger.db"
    open_ledger(sqlite_url(path)).close()
    return path


@pytest.fixture(scope="session")
def made_postgresql(server: postgres.Server) -> str:
    """The name of an empty ledger on the server, to be copied."""
    open_ledger(server.create("made")).close()
    return "made"


@pytest.fixture(params=DATABASES)
def kind(request: pytest.FixtureRequest) -> str:
    """Both kinds of database, one after the other."""
    return str(request.param)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty ledger of its own, on SQLite and on PostgreSQL."""
    if kind == "sqlite":
        path = tmp_path / "ledger.db"
        shutil.copy(request.getfixturevalue("made_sqlite"), path)
        yield sqlite_url(path).render_as_string()
        return
    server: postgres.Server = request.getfixturevalue("server")
    name = f"test_{os.getpid()}_{next(_numbers)}"
    yield server.create(name, request.getfixturevalue("made_postgresql"))
    server.drop(name)


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without anything in it."""
    if kind == "sqlite":
        yield sqlite_url(tmp_path / "empty.db").render_as_string()
        return
    server: postgres.Server = request.getfixturevalue("server")
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def clock() -> Clock:
    """The clock of ``ledger``."""
    return Clock()


@pytest.fixture
def ledger(url: str, clock: Clock) -> Iterator[Ledger]:
    """An empty ledger on either database, with a clock one can set."""
    with open_ledger(url, clock) as opened:
        yield opened


@pytest.fixture
def both(
    made_sqlite: Path, server: postgres.Server, made_postgresql: str, tmp_path: Path
) -> Iterator[tuple[Ledger, Ledger]]:
    """The same empty ledger on SQLite and on PostgreSQL, to be asked the same questions."""
    path, name = tmp_path / "both.db", f"both_{os.getpid()}_{next(_numbers)}"
    shutil.copy(made_sqlite, path)
    with (
        open_ledger(sqlite_url(path), Clock()) as left,
        open_ledger(server.create(name, made_postgresql), Clock()) as right,
    ):
        yield left, right
    server.drop(name)
