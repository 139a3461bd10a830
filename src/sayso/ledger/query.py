"""Asking the ledger: listings with filters, as it stands or as it stood.

What a listing leaves out, unless ``everything`` is asked: findings of a maker's earlier runs, findings a person
has corrected (``findings``), and whatever was retracted.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from sayso.errors import Issue, NotFound
from sayso.ledger import findings, rows, schema
from sayso.ledger.filters import BATCH, WITH_TEXT, Filter, not_taken_back, stamped, standing, streamed
from sayso.ledger.rows import name_key
from sayso.model import Edge, Finding, Report, identify

_report, _finding, _run, _edge = schema.report, schema.finding, schema.run, schema.edge
_LISTED = [column for column in _report.columns if column.name != "text"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A report as listed: its row without the text."""

    row: Mapping[Any, Any]

    @property
    def id(self) -> str:
        """The report's id."""
        return str(self.row["id"])

    def line(self) -> dict[str, Any]:
        """As the contract prints it. An origin is known when an agency is credited, else it is unknown."""
        named = ("id", "given", "outlet", "published", "title")
        agency = rows.credited_agency(self.row)
        origin = {"id": identify("agency", name_key(agency)) if agency else self.id, "name": agency}
        return {
            **{name: self.row[name] for name in named},
            "origins": [{**origin, "known": agency is not None}],
        }


@dataclass(frozen=True, slots=True)
class Noted:
    """An issue as the ledger holds it: of which report, if any, and since when."""

    issue: Issue
    report: str | None
    stamp: int


def reports(connection: Connection, wanted: Filter) -> Iterator[Listed]:
    """Reports, newest first by day of publication, those without one last."""
    query = select(*_LISTED).where(standing(wanted)).order_by(_report.c.num.desc()).limit(wanted.limit)
    yield from map(Listed, streamed(connection, query, BATCH))


def texts(connection: Connection, wanted: Filter) -> Iterator[Report]:
    """Reports with their texts, newest first, those without a day of publication last."""
    query = select(_report).where(standing(wanted)).order_by(_report.c.num.desc()).limit(wanted.limit)
    yield from map(rows.report_of, streamed(connection, query))


def read_from(connection: Connection, capture: str) -> Iterator[tuple[Report, str | None]]:
    """The reports read from a capture, in the order they were added, with the item each was."""
    seen = schema.sighting
    query = select(_report, seen.c.item).join(seen, seen.c.report == _report.c.num)
    query = query.where(seen.c.capture == capture).order_by(seen.c.stamp, seen.c.report)
    for row in streamed(connection, query):
        yield rows.report_of(row), row["item"]


def met_in(connection: Connection, capture: str) -> list[Issue]:
    """The issues met with a capture, in the order they were noted."""
    query = select(schema.issue).where(schema.issue.c.capture == capture).order_by(schema.issue.c.num)
    return [rows.issue_of(row) for row in connection.execute(query).mappings()]


def sources(connection: Connection, report_id: str) -> list[str]:
    """The digests of all bytes that hold a report."""
    seen, capture = schema.sighting, schema.capture
    query = select(capture.c.digest).join(seen, seen.c.capture == capture.c.id)
    query = query.join(_report, _report.c.num == seen.c.report).where(_report.c.id == report_id)
    return list(connection.execute(query.distinct()).scalars())


def report(connection: Connection, key: str, as_of: int | None = None) -> Report:
    """The report of that id, or of that beginning of one, retracted or not. Raises ``NotFound``."""
    query = stamped(select(_report), _report, as_of)
    return rows.report_of(_only(connection, query, _report.c.id, key, "report"))


def finding(connection: Connection, key: str) -> Finding:
    """The finding of that id, or of that beginning of one. Raises ``NotFound``."""
    row = _only(connection, select(_finding), _finding.c.id, key, "finding")
    return next(findings.with_texts(connection, [[row]]))


def _only(
    connection: Connection, query: Select[Any], column: ColumnElement[str], key: str, what: str
) -> Mapping[Any, Any]:
    """The one row whose id begins so."""
    within = query.where(column >= key, column < key + "~").limit(2)
    found = connection.execute(within).mappings().all() if key.isascii() and key.isalnum() else []
    if len(found) != 1:
        several = f"several {what}s have ids that begin with {key}; give more of it"
        raise NotFound(several if found else f"no {what} has the id {key!r}")
    return dict(found[0])


def edges(connection: Connection, wanted: Filter) -> Iterator[Edge]:
    """Edges, the newest first; with ``report``, those that touch the report or a finding in it."""
    query = stamped(select(_edge), _edge, wanted.as_of)
    if wanted.kind is not None:
        query = query.where(_edge.c.kind == wanted.kind)
    if not wanted.everything:
        both = (_edge.c.left, _edge.c.right)
        query = query.where(*(not_taken_back(key, wanted.as_of) for key in (_edge.c.id, *both)))
    if wanted.report is not None:
        query = query.where(_touches(wanted.report))
    query = query.order_by(_edge.c.num.desc()).limit(wanted.limit)
    yield from map(rows.edge_of, streamed(connection, query, BATCH))


def voices_of(connection: Connection, claims: Sequence[Finding]) -> list[Finding]:
    """The voices that claims name, in any run."""
    named = dict.fromkeys(voice for claim in claims if claim.kind == "claim" for voice in claim.body["voices"])
    return list(findings.of_ids(connection, list(named)))


def issues(connection: Connection, wanted: Filter) -> Iterator[Noted]:
    """Issues, newest first; ``kind`` is the code or the stage before its full stop."""
    issue = schema.issue
    query = stamped(select(issue), issue, wanted.as_of)
    if wanted.kind is not None:
        query = query.where(
            or_(issue.c.code == wanted.kind, issue.c.code.startswith(f"{wanted.kind}.", autoescape=True))
        )
    if wanted.report is not None:
        query = query.where(issue.c.report == wanted.report)
    for row in streamed(connection, query.order_by(issue.c.num.desc()).limit(wanted.limit), BATCH):
        yield Noted(rows.issue_of(row), row["report"], row["stamp"])


def digests(connection: Connection) -> Iterator[str]:
    """The digests of all captures but those destroyed."""
    gone = select(schema.destroyed.c.digest)
    query = select(schema.capture.c.digest).where(schema.capture.c.digest.not_in(gone)).distinct()
    for row in streamed(connection, query.order_by(schema.capture.c.digest), BATCH):
        yield row["digest"]


def ran(connection: Connection, report_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The makers that ran on each of those reports that are there."""
    query = (
        select(_report.c.id, _run.c.by)
        .outerjoin(_run, _run.c.report == _report.c.num)
        .where(_report.c.id.in_(list(report_ids)))
    )
    makers: dict[str, set[str]] = {}
    for report_id, by in connection.execute(query):
        makers.setdefault(report_id, set()).update([by] if by else [])
    return {report_id: frozenset(made) for report_id, made in makers.items()}


def stale(connection: Connection, makers: Sequence[str], below: int | None) -> list[tuple[int, Report]]:
    """A page of reports on which not all of ``makers`` ran, newest first, with numbers under ``below``."""
    done = (
        select(func.count())
        .select_from(_run)
        .where(_run.c.report == _report.c.num, _run.c.by.in_(makers))
        .scalar_subquery()
    )
    query = select(_report).where(done < len(set(makers)), not_taken_back(_report.c.id, None))
    if below is not None:
        query = query.where(_report.c.num < below)
    page = connection.execute(query.order_by(_report.c.num.desc()).limit(WITH_TEXT)).mappings()
    return [(row["num"], rows.report_of(row)) for row in page]


def _touches(report_id: str) -> ColumnElement[bool]:
    own = (
        select(_finding.c.id).join(_report, _report.c.num == _finding.c.report).where(_report.c.id == report_id)
    )
    ends = (_edge.c.left, _edge.c.right)
    return or_(*(end == report_id for end in ends), *(end.in_(own) for end in ends))
