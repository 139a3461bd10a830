"""Bringing a ledger to the newest schema, and telling where it stands."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sayso.errors import LedgerDamaged
from sayso.ledger.engine import Database, refuse_newer
from sayso.ledger.schema import HEAD

_HERE = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Bring the ledger to ``HEAD``; a ledger that stands there is left alone.

    Raises ``LedgerNewer`` when it was made by a later version of Sayso, ``LedgerDamaged`` when the database
    holds something else.
    """
    with database.writing() as connection:
        found = standing(connection)
        if found == HEAD:
            return
        if found is not None and found > HEAD:
            raise refuse_newer(found)
        _run(connection)


def standing(connection: Connection) -> str | None:
    """The migration a ledger stands at, or None when the database is empty."""
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if "alembic_version" not in names:
        raise LedgerDamaged("the database holds other tables and is no ledger of Sayso; give the desk its own")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    command.upgrade(config, HEAD)
