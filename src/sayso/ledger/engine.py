"""The one door to the database: opening it, its settings, and its errors in our words.

What a commit promises is the same on both databases. An addition by the program survives the end of the program
at any moment; after a loss of power the last second of additions may be gone, whole and newest first, and their
tasks with them, so that the next run makes them again. What a person does, and a capture, is on disk when it is
acknowledged (``synced``).
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url

from sayso.errors import LedgerError, SettingsError
from sayso.ledger.refusal import PATIENCE, refusal

OLDEST_SQLITE = (3, 43, 0)
"""The first whose full-text index can forget a report of which it holds no text."""
SAFE_SQLITE = (3, 51, 3)
"""Earlier versions can corrupt a write-ahead log reset by several connections at once (sqlite.org/wal.html)."""
_MANY = 8
"""Rows from which on PostgreSQL copies them."""
WRITERS_LOCK = 0x5A1150
"""Key of the PostgreSQL advisory lock that lets one transaction write at a time, as SQLite does by itself."""

_PRAGMAS = (f"busy_timeout={int(PATIENCE * 1000)}", "cache_size=-65536", "trusted_schema=OFF")
READER_PRAGMAS = (*_PRAGMAS, "query_only=ON")
WRITER_PRAGMAS = (
    *_PRAGMAS,
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "secure_delete=ON",
    # 32 MB: a report is about 40 pages, and at the default of 4 MB half of the time goes into checkpoints.
    "wal_autocheckpoint=8192",
)


@dataclass(frozen=True, slots=True)
class Database:
    """One ledger's database: a door for its one writer at a time, and one for readers, who cannot write."""

    writer: Engine
    reader: Engine

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.writer.dialect.name

    @property
    def is_there(self) -> bool:
        """Whether there is something to read; a SQLite file is made by its first writer."""
        return self.kind != "sqlite" or Path(str(self.writer.url.database)).exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the ledger, from its first statement on."""
        with _told(self.reader), self.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, synced: bool = False) -> Iterator[Connection]:
        """A connection in the one writing transaction there is at a time; committed at the end, or undone.

        With ``synced`` it is on disk once committed. Raises ``LedgerLocked`` when another writer does not finish
        within ``PATIENCE``.
        """
        with _told(self.writer), self.writer.connect() as connection:
            if self.kind == "sqlite" and connection.info.get("synced", False) != synced:
                _raw(connection, f"PRAGMA synchronous={'FULL' if synced else 'NORMAL'}")
                connection.info["synced"] = synced
            with connection.begin():
                if self.kind == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
                    if synced:
                        connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
                yield connection

    def outside(self, *statements: str) -> list[Any]:
        """Run statements that no transaction may hold; the first row of each, or None."""
        with _told(self.writer), self.writer.connect() as connection:
            if self.kind == "sqlite":
                return [_raw(connection, statement) for statement in statements]
            apart = connection.execution_options(isolation_level="AUTOCOMMIT")
            for statement in statements:
                apart.exec_driver_sql(statement)
            return [None] * len(statements)

    def close(self) -> None:
        """Let go of every connection; a writer goes last, for only it can fold SQLite's log into the file."""
        self.reader.dispose()
        self.writer.dispose()


@dataclass(frozen=True, slots=True)
class Held(Database):
    """A database of which one unchanging state is seen, through one connection, by one thread."""

    connection: Connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection that is held."""
        with _told(self.reader):
            yield self.connection


class Hot:
    """Frequent statements straight to the driver: SQLAlchemy's bookkeeping costs more than a row does.

    Statements mark values with ``?`` and are written for both databases. On a reader's connection, each sees the
    ledger as it then is.
    """

    def __init__(self, connection: Connection) -> None:
        self.kind = connection.dialect.name
        self._driver = cast(Any, connection.connection.driver_connection)
        self._cursor: Any = self._driver.cursor()

    def one(self, sql: str, *values: object) -> Any:
        """The first row, or None."""
        return self._cursor.execute(self._own(sql), values).fetchone()

    def all(self, sql: str, *values: object) -> list[Any]:
        """All rows."""
        rows: list[Any] = self._cursor.execute(self._own(sql), values).fetchall()
        return rows

    def each(self, sql: str, values: object, *, few: bool) -> Iterable[tuple[Any, ...]]:
        """The rows of a statement in the database's own notation: at once when they are few, else as they come."""
        if few:
            rows: list[tuple[Any, ...]] = self._cursor.execute(sql, values).fetchall()
            return rows
        return self._streamed(sql, values)

    def _streamed(self, sql: str, values: object) -> Iterator[tuple[Any, ...]]:
        server_side = ["each"] if self.kind == "postgresql" else []
        with closing(self._driver.cursor(*server_side)) as cursor:
            yield from cursor.execute(sql, values)

    def do(self, sql: str, *values: object) -> None:
        """Run a statement that gives no rows."""
        self._cursor.execute(self._own(sql), values)

    def many(self, insertion: str, copying: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows; PostgreSQL takes many of them by ``copying`` in half the time."""
        if self.kind == "sqlite" or len(rows) < _MANY:
            self._cursor.executemany(self._own(insertion), rows)
            return
        with self._cursor.copy(copying) as stream:
            for row in rows:
                stream.write_row(row)

    def do_each(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run a statement that gives no rows, once for each of ``rows``."""
        if rows:
            self._cursor.executemany(self._own(sql), rows)

    def together(self) -> AbstractContextManager[object]:
        """Statements within are sent without waiting for each answer; an error is raised at the end at the latest.

        Not for as many rows as are copied.
        """
        together: AbstractContextManager[object] = (
            nullcontext() if self.kind == "sqlite" else self._driver.pipeline()
        )
        return together

    def _own(self, sql: str) -> str:
        return sql if self.kind == "sqlite" else _percent(sql)


@lru_cache(maxsize=256)
def _percent(sql: str) -> str:
    return sql.replace("?", "%s")


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


def connect(url: str | URL) -> Database:
    """The database of a SQLAlchemy URL. Raises ``SettingsError`` for a URL that names none we keep."""
    try:
        parsed = make_url(url)
    except (exc.ArgumentError, ValueError):
        raise SettingsError(
            "the database's address is no URL; write it like postgresql+psycopg://user@host/name"
        ) from None
    kind = parsed.get_backend_name()
    if kind == "postgresql":
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    if kind != "sqlite":
        raise SettingsError(f"no ledger on {kind}: use SQLite or PostgreSQL")
    if parsed.database in (None, "", ":memory:") or Path(parsed.database).is_dir():
        raise SettingsError("a ledger on SQLite needs a file: sqlite:////folder/ledger.db")
    return _sqlite(Path(parsed.database))


def sqlite_url(path: Path) -> URL:
    """The URL of a SQLite file, whatever letters its path holds."""
    return URL.create("sqlite", database=str(path.absolute()))


def _sqlite(path: Path) -> Database:
    module = sqlite_module()
    if module.sqlite_version_info < OLDEST_SQLITE:
        raise LedgerError(
            f"SQLite {module.sqlite_version} is too old for a ledger; install a newer one: pip install pysqlite3"
        )
    engines = []
    for mode, begin, pragmas in (
        ("rwc", "BEGIN IMMEDIATE", WRITER_PRAGMAS),
        ("ro", "BEGIN", READER_PRAGMAS),
    ):
        address = f"file:{quote(str(path.absolute()))}?mode={mode}"
        opened = partial(module.connect, address, uri=True, check_same_thread=False)
        engine = create_engine(sqlite_url(path), module=module, creator=opened)
        event.listen(engine, "connect", partial(_prepare_sqlite, pragmas=pragmas))
        event.listen(engine, "begin", partial(_begin, statement=begin))
        engines.append(engine)
    return Database(*engines)


def _prepare_sqlite(connection: Any, _record: object, *, pragmas: Sequence[str]) -> None:
    connection.isolation_level = None  # transactions are begun by us, not guessed by the driver
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection, *, statement: str) -> None:
    _raw(connection, statement)


def _raw(connection: Connection, statement: str) -> Any:
    """Run a statement on SQLite without SQLAlchemy beginning a transaction for it."""
    driver: Any = connection.connection.driver_connection
    return driver.execute(statement).fetchone()


def _postgresql(url: URL) -> Database:
    given = url.query.get("options", "")
    common = f"{given} -c timezone=UTC -c lock_timeout={int(PATIENCE * 1000)}"
    writes = " -c synchronous_commit=off"
    reads = (
        " -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
        " -c plan_cache_mode=force_custom_plan"  # how rare a word is decides how it is best looked for
    )
    try:
        engines = [
            create_engine(url, connect_args={"options": options, "connect_timeout": int(PATIENCE)})
            for options in (common + writes, common + reads)
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
        raise refusal(engine.url, error.orig or error) from error
    except exc.TimeoutError as error:
        raise refusal(engine.url, error) from error
    except engine.dialect.loaded_dbapi.Error as error:
        raise refusal(engine.url, error) from error
