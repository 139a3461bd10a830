"""Legal erasure: the one case in which rows go, and how they go for good.

Nothing of the text is left in the tables and indexes of either database, nor in SQLite's log. PostgreSQL's log, its
backups and its replicas keep what they were given until they are recycled; that is for those who run the server.
"""

from sqlalchemy import Connection, delete, select

from sayso.errors import LedgerLocked
from sayso.ledger import schema
from sayso.ledger.engine import Database


def remove(connection: Connection, report_id: str, num: int) -> None:
    """Delete every row that holds words of the report, but for the search index."""
    finding, edge = schema.finding, schema.edge
    own = select(finding.c.id).where(finding.c.report == num)
    touches = (
        edge.c.left.in_(own) | edge.c.right.in_(own) | (edge.c.left == report_id) | (edge.c.right == report_id)
    )
    connection.execute(delete(edge).where(touches))
    connection.execute(delete(schema.issue).where(schema.issue.c.report == report_id))
    connection.execute(delete(finding).where(finding.c.report == num))
    connection.execute(delete(schema.sighting).where(schema.sighting.c.report == num))
    connection.execute(delete(schema.run).where(schema.run.c.report == num))
    connection.execute(delete(schema.report).where(schema.report.c.num == num))


def scrub(database: Database) -> None:
    """Have the database let go of all traces of rows it no longer has, by writing its tables anew.

    SQLite overwrites a row that is deleted, but copies of it can stay where pages were split, and in its log;
    PostgreSQL keeps every word it once indexed. That takes a second for 50 MB and, for a while, as much space again.
    Raises ``LedgerLocked`` when somebody else is at the ledger.
    """
    try:
        if database.kind == "sqlite":
            _, (busy, *_) = database.outside("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            tables = (
                "report, finding, edge, issue, sighting, search, witness, mark, link, sketch, gist, gist_key"
            )
            database.outside(f"VACUUM FULL {tables}")
            busy = 0
    except LedgerLocked:
        busy = 1
    if busy:
        raise LedgerLocked(
            "the report is erased, but another process is at the ledger, so that copies of its words may still stand "
            "in the database's files; when that has ended, wipe them: sayso status --rebuild"
        )
