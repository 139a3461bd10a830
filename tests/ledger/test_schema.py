"""The tables as the code knows them and as migrations make them, and databases that are no ledger of ours."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cases import entry, report

from sayso.errors import LedgerDamaged, LedgerError, LedgerLocked, LedgerNewer, SaysoError, SettingsError
from sayso.ledger import Ledger, open_ledger, schema, sqlite_url
from sayso.ledger import engine as doors


def test_migrations_make_what_the_code_expects(ledger: Ledger) -> None:
    def ours(name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("search"))

    with ledger.database.reading() as connection:
        options = {"compare_type": True, "include_name": ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []


def test_a_ledger_is_made_where_there_is_none(empty_url: str) -> None:
    with open_ledger(empty_url) as ledger:
        ledger.put(entry(report()))
    with open_ledger(empty_url) as ledger:
        assert ledger.counts()["report"] == 1


def test_a_later_ledger_is_refused(url: str) -> None:
    with open_ledger(url) as ledger, ledger.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    refused(url, LedgerNewer, "pip install -U sayso")


def test_a_database_of_somebody_else_is_refused(empty_url: str) -> None:
    database = doors.connect(empty_url)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num text)")
    database.close()
    refused(empty_url, LedgerDamaged, "no ledger of Sayso")


def test_a_table_that_is_missing_is_told(url: str) -> None:
    with open_ledger(url) as ledger:
        with ledger.database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE tombstone")
        with pytest.raises(LedgerDamaged, match="no ledger of Sayso"):
            ledger.put(entry(report()))


@pytest.mark.parametrize("damage", ["text", "head", "middle", "cut"])
def test_a_damaged_file_is_told(made_sqlite: Path, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(made_sqlite, path)
    with open_ledger(sqlite_url(path)) as ledger:
        for number in range(20):
            ledger.put(entry(report(f"Report number {number}. " * 200)))
    whole = path.read_bytes()
    path.write_bytes(
        {
            "text": b"This is no database. " * 500,
            "head": b"\0" * 100 + whole[100:],
            "middle": whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:],
            "cut": whole[: len(whole) // 3],
        }[damage]
    )
    with pytest.raises(LedgerDamaged, match="damaged") as told:
        read_all(path)
    one_sentence(told.value)


def read_all(path: Path) -> None:
    """Read every row; damage that shows only in the check is raised too."""
    with open_ledger(sqlite_url(path)) as ledger:
        list(ledger.findings())
        if found := ledger.check():
            raise LedgerDamaged(f"damaged: {found}")


def test_a_locked_ledger_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "PATIENCE", 0.05)
    monkeypatch.setattr(doors, "WRITER_PRAGMAS", ("busy_timeout=50", *doors.WRITER_PRAGMAS[1:]))
    with open_ledger(url) as ledger, open_ledger(url) as other:
        with ledger.database.writing():
            with pytest.raises(LedgerLocked, match="another process") as told:
                other.put(entry(report()))
            assert list(other.reports()) == [], "readers are not kept out"
            with open_ledger(url) as third:
                assert list(third.reports()) == []
        assert other.put(entry(report())).new
    one_sentence(told.value)


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("sqlite:////nowhere/at/all/ledger.db", LedgerError, "check that the folder is there"),
        ("postgresql://nobody@localhost:1/none", LedgerError, "check that the server runs"),
        ("mysql://host/name", SettingsError, "use SQLite or PostgreSQL"),
        ("sqlite://", SettingsError, "needs a file"),
        ("sqlite:///:memory:", SettingsError, "needs a file"),
        ("no address", SettingsError, "postgresql"),
        ("postgresql://host:port/name", SettingsError, "postgresql"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(address: str, kind: type[SaysoError], words: str) -> None:
    refused(address, kind, words)


def test_a_folder_that_is_no_file_is_told(tmp_path: Path) -> None:
    refused(str(sqlite_url(tmp_path)), SettingsError, "needs a file")


def test_a_password_is_never_told() -> None:
    with pytest.raises(LedgerError) as told:
        open_ledger("postgresql://ana:secret@localhost:1/none")
    assert "secret" not in str(told.value)


def test_a_database_that_cannot_hold_every_text_is_refused(server: object) -> None:
    server.run("CREATE DATABASE narrow TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")  # type: ignore[attr-defined]
    refused(server.url("narrow"), SettingsError, "UTF8")  # type: ignore[attr-defined]
    server.drop("narrow")  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%20b", "a b", "ü中", "a'b\"", "a&mode=memory"])
def test_a_folder_of_any_name_can_hold_a_ledger(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with open_ledger(sqlite_url(folder / "ledger.db")) as ledger:
        ledger.put(entry(report()))
    assert [path.name for path in folder.iterdir()] == ["ledger.db"], "closed, the ledger is one file"
    assert sqlite3.connect(folder / "ledger.db").execute("SELECT count(*) FROM report").fetchone() == (1,)


def test_a_sqlite_that_is_too_old_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "OLDEST_SQLITE", (99, 0, 0))
    refused(sqlite_url(tmp_path / "ledger.db").render_as_string(), LedgerError, "pip install pysqlite3")


def test_readers_cannot_write(ledger: Ledger) -> None:
    with pytest.raises(LedgerError), ledger.database.reading() as connection:
        connection.exec_driver_sql("DELETE FROM report")


def refused(address: str, kind: type[SaysoError], words: str) -> None:
    with pytest.raises(kind, match=words) as told:
        open_ledger(address)
    one_sentence(told.value)


def one_sentence(error: SaysoError) -> None:
    """What the user sees: no traceback, one line, and an exit code of the contract."""
    assert "\n" not in str(error)
    assert len(str(error)) < 500
    assert error.exit_code == (2 if isinstance(error, SettingsError) else 3)
