"""The one door to the database: opening it, its settings, and its errors in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url

from sayso.errors import LedgerDamaged, LedgerError, LedgerLocked, LedgerNewer, SettingsError

PATIENCE = 15.0
"""Seconds a writer waits for another to finish."""
SAFE_SQLITE = (3, 51, 3)
"""Earlier versions can corrupt a write-ahead log reset by several connections at once (sqlite.org/wal.html)."""
WRITERS_LOCK = 0x5A1150
"""Key of the PostgreSQL advisory lock that lets one transaction write at a time, as SQLite does by itself."""

_PRAGMAS = (
    f"busy_timeout={int(PATIENCE * 1000)}",
    "cache_size=-65536",
    "mmap_size=1073741824",
    "trusted_schema=OFF",
)
_WRITER_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")


@dataclass(frozen=True, slots=True)
class Database:
    """One ledger's database: a door for its one writer at a time, and one for readers, who cannot write."""

    writer: Engine
    reader: Engine

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.writer.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the ledger."""
        with _told(self.reader), self.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in the one writing transaction there is at a time; committed at the end, or undone.

        Raises ``LedgerLocked`` when another writer does not finish within ``PATIENCE``.
        """
        with _told(self.writer), self.writer.begin() as connection:
            if self.kind == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.writer.dispose()
        self.reader.dispose()


def sqlite_module() -> ModuleType:
    """The newest SQLite at hand: that of ``pysqlite3`` where it has a wheel, else Python's own."""
    try:
        import pysqlite3.dbapi2 as module
    except ImportError:
        return sqlite3
    return module if module.sqlite_version_info >= sqlite3.sqlite_version_info else sqlite3


def sqlite_is_safe() -> bool:
    """Whether the SQLite in use is free of the write-ahead-log reset race."""
    return bool(sqlite_module().sqlite_version_info >= SAFE_SQLITE)


def connect(url: str) -> Database:
    """The database of a SQLAlchemy URL. Raises ``SettingsError`` for a URL that names none we keep."""
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        raise SettingsError(
            "the database's address is no URL; write it like postgresql+psycopg://user@host/name"
        ) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return _sqlite(Path(parsed.database))
    if parsed.get_backend_name() == "postgresql":
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    raise SettingsError(f"no ledger on {parsed.get_backend_name()}: use SQLite or PostgreSQL")


def refuse_newer(found: str) -> LedgerNewer:
    """The refusal of a ledger whose migration we do not know."""
    return LedgerNewer(
        f"the ledger is of a later version of Sayso (schema {found}); upgrade: pip install -U sayso"
    )


def _sqlite(path: Path) -> Database:
    module = sqlite_module()
    engines = []
    for mode, begin in (("rwc", "BEGIN IMMEDIATE"), ("ro", "BEGIN")):
        address = f"file:{quote(str(path.absolute()))}?mode={mode}"
        opened = partial(module.connect, address, uri=True, check_same_thread=False)
        engine = create_engine(f"sqlite:///{path}", module=module, creator=opened)
        event.listen(engine, "connect", partial(_prepare_sqlite, writes=mode == "rwc"))
        event.listen(engine, "begin", partial(_begin, statement=begin))
        engines.append(engine)
    return Database(*engines)


def _prepare_sqlite(connection: Any, _record: object, *, writes: bool) -> None:
    connection.isolation_level = None  # transactions are begun by us, not guessed by the driver
    cursor = connection.cursor()
    for pragma in (*_PRAGMAS, *(_WRITER_PRAGMAS if writes else ())):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection, *, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _postgresql(url: URL) -> Database:
    common = f"-c timezone=UTC -c lock_timeout={int(PATIENCE * 1000)}"
    only_reads = " -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
    try:
        engines = [
            create_engine(url, connect_args={"options": options, "connect_timeout": int(PATIENCE)})
            for options in (common, common + only_reads)
        ]
    except ModuleNotFoundError:
        raise SettingsError("PostgreSQL needs its driver: pip install 'sayso[postgres]'") from None
    return Database(*engines)


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Database errors as errors of the ledger, with what to do next."""
    try:
        yield
    except exc.DBAPIError as error:
        raise _named(engine.url.render_as_string(hide_password=True), str(error.orig)) from error


def _named(name: str, message: str) -> LedgerError:
    said = message.strip().splitlines()[0] if message.strip() else "no reason given"
    if "locked" in said or "lock timeout" in said:
        return LedgerLocked(f"{name}: another process has been writing for {PATIENCE:.0f} s; try again later")
    if "not a database" in said or "malformed" in said or "disk image" in said:
        return LedgerDamaged(
            f"{name} is damaged ({said}). Restore a backup, or make a new desk and add its archive again"
        )
    if "no such table" in said or ("relation" in said and "does not exist" in said):
        return LedgerDamaged(f"{name} is no ledger of Sayso: {said}")
    if "readonly" in said or "unable to open" in said:
        return LedgerError(f"{name}: {said}; check that the folder is there and may be written")
    return LedgerError(f"{name}: {said}")
