"""Bringing a ledger to the newest schema, and telling where it stands."""

from pathlib import Path

from sqlalchemy import Connection

from sayso.errors import LedgerDamaged, SettingsError
from sayso.ledger.engine import Database
from sayso.ledger.refusal import newer
from sayso.ledger.schema import HEAD

_HERE = Path(__file__).parent / "migrations"
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


def upgrade(database: Database) -> None:
    """Bring the ledger to ``HEAD``; a ledger that stands there is only read.

    Raises ``LedgerNewer`` when it was made by a later version of Sayso, ``LedgerDamaged`` when the database
    holds something else.
    """
    if database.is_there:
        with database.reading() as connection:
            if standing(connection) == HEAD:
                return
    with database.writing() as connection:
        if standing(connection) != HEAD:
            _run(connection)


def standing(connection: Connection) -> str | None:
    """The migration a ledger stands at, or None when the database is empty."""
    kind = connection.dialect.name
    names = set(connection.exec_driver_sql(_TABLES[kind]).scalars())
    if not names:
        return None
    if not {"alembic_version", "act"} <= names:
        raise LedgerDamaged("the database holds other tables and is no ledger of Sayso; give the desk its own")
    found = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    if found > HEAD:
        raise newer(found)
    return found


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise SettingsError(
                f"the database is in {encoding}; make one that can hold any text: ENCODING 'UTF8'"
            )
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    command.upgrade(config, HEAD)
