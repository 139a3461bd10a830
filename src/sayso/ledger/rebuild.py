"""Derived tables made anew from the record, and the record held against its laws."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, select

from sayso.ledger import comparisons, findings, passages, rows, schema, search
from sayso.ledger.engine import Hot
from sayso.ledger.filters import BATCH, Filter, streamed
from sayso.model import identify

_report = schema.report


def search_index(connection: Connection) -> None:
    """Empty the search index and fill it from the reports."""
    hot = Hot(connection)
    search.clear(hot)
    for row in streamed(connection, select(_report).order_by(_report.c.num)):
        fields, _ = search.indexed(rows.report_of(row))
        search.index(hot, row["num"], fields)


def faults(connection: Connection) -> Iterator[str]:
    """Damage to the database, and rows that break a law."""
    yield from _damage(connection)
    yield from _unlawful_reports(connection)
    yield from _unlawful_findings(connection)
    yield from _broken(connection, passages.LAWS, "lineage", "the index")
    yield from _broken(connection, comparisons.LAWS, "compare", "the tables")
    yield from _unlawful_edges(connection)


def _broken(connection: Connection, laws: Mapping[str, str], of: str, what: str) -> Iterator[str]:
    """Rows of derived tables that belong to nobody, and reports they lack."""
    for wrong, broken in laws.items():
        count = connection.exec_driver_sql(f"SELECT count(*) FROM {broken}").scalar()
        if count:
            yield f"{of}: {count} {wrong}; make {what} anew: sayso status --rebuild"


def _damage(connection: Connection) -> Iterator[str]:
    indexed = connection.exec_driver_sql("SELECT count(*) FROM search").scalar()
    kept = connection.scalar(select(func.count()).select_from(_report))
    if indexed != kept:
        yield f"search: {indexed} reports in the index, {kept} in the ledger; rebuild it: sayso status --rebuild"
    if connection.dialect.name == "sqlite":
        # After a query of the search table: FTS5 then knows what others wrote since this connection used it last,
        # which its part of the check does not ask, and would take for damage (SQLite 3.53).
        told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        yield from (f"database: {line}" for line in told if line != "ok")


def _unlawful_reports(connection: Connection) -> Iterator[str]:
    for row in streamed(connection, select(_report)):
        found = rows.report_of(row)
        if found.id != row["id"] or found.sha256 != row["sha256"]:
            yield f"report {row['id']}: its id or digest is not that of its text"


def _unlawful_findings(connection: Connection) -> Iterator[str]:
    for finding in findings.findings(connection, Filter(everything=True)):
        if finding.id != identify(finding.report, finding.kind, finding.spans, finding.body, finding.by):
            yield f"finding {finding.id}: its id is not that of what it says"
        if not all(finding.quotes):
            yield f"finding {finding.id}: a span lies outside its report"


def _unlawful_edges(connection: Connection) -> Iterator[str]:
    """Edges whose id is not that of what they say, and passages that lie outside a report."""
    lengths = dict(connection.execute(select(_report.c.id, func.length(_report.c.text))).all())
    for row in streamed(connection, select(schema.edge), BATCH):
        edge = rows.edge_of(row)
        said = (edge.left, edge.right, edge.kind, edge.judgement, dict(edge.body), edge.by)
        if edge.id != identify(*said):
            yield f"edge {edge.id}: its id is not that of what it says"
        ends = (lengths.get(edge.left), lengths.get(edge.right))
        for pair in edge.body.get("passages", ()) if edge.kind == "shares" else ():
            if any(end is not None and not 0 <= s < e <= end for (s, e), end in zip(pair, ends, strict=True)):
                yield f"edge {edge.id}: a passage lies outside its report"
