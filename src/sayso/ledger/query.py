"""Asking the ledger: listings with filters, as it stands or as it stood.

What a listing leaves out, unless ``everything`` is asked: findings of a maker's earlier runs, findings a person
has corrected (``findings``), and whatever was retracted.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, not_, or_, select, union

from sayso.errors import Issue, NotFound
from sayso.ledger import findings, rows, schema
from sayso.ledger.engine import Hot
from sayso.ledger.filters import BATCH, WITH_TEXT, Filter, not_taken_back, stamped, standing, streamed
from sayso.model import Edge, Finding, Report, canonical

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
        """As the contract prints it, but for its origins, which are worked out from edges."""
        return {name: self.row[name] for name in ("id", "given", "outlet", "published", "title")}


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
        query = query.where(of_newest_run(wanted.as_of), _ends_stand(wanted.as_of))
    if wanted.report is not None:
        query = query.where(_touches(wanted.report))
    query = query.order_by(_edge.c.num.desc()).limit(wanted.limit)
    yield from map(rows.edge_of, streamed(connection, query, BATCH))


def of_newest_run(as_of: int | None) -> ColumnElement[bool]:
    """Edges whose maker did not run again, in another version, on a report they join."""
    maker = func.substr(_edge.c.by, 1, func.length(_run.c.maker) + 1)
    again = select(1).select_from(_run.join(_report, _report.c.num == _run.c.report))
    again = again.where(
        or_(_report.c.id == _edge.c.left, _report.c.id == _edge.c.right),
        maker == _run.c.maker + "/",
        _run.c.by != _edge.c.by,
        _run.c.stamp > _edge.c.stamp,
    )
    return not_(exists(stamped(again, _run, as_of).correlate(_edge)))


def _ends_stand(as_of: int | None) -> ColumnElement[bool]:
    """Edges between findings that stand: their reports too, and no newer run of their maker."""
    own = select(1).select_from(_finding.join(_report, _report.c.num == _finding.c.report))
    own = own.where(_finding.c.id.in_([_edge.c.left, _edge.c.right]))
    maker = func.substr(_finding.c.by, 1, func.length(_run.c.maker) + 1)
    run = schema.run.alias("made")
    made = select(run.c.stamp).where(run.c.report == _report.c.num, run.c.by == _finding.c.by)
    again = stamped(select(1), _run, as_of).where(
        _run.c.report == _report.c.num,
        maker == _run.c.maker + "/",
        _run.c.by != _finding.c.by,
        _run.c.stamp > made.correlate(_finding, _report).scalar_subquery(),
    )
    gone = or_(exists(again.correlate(_finding, _report)), not_(not_taken_back(_report.c.id, as_of)))
    return or_(_edge.c.kind.not_in(_OF_FINDINGS), not_(exists(own.where(gone).correlate(_edge))))


_OF_FINDINGS = ("same_voice", "same_claim", "denies", "supports", "same_event")


def voices_of(connection: Connection, claims: Sequence[Finding]) -> list[Finding]:
    """The voices that claims name, in any run."""
    named = dict.fromkeys(voice for claim in claims if claim.kind == "claim" for voice in claim.body["voices"])
    return list(findings.of_ids(connection, list(named)))


def called(
    connection: Connection, names: Collection[str], around: Report, since: str, until: str, limit: int
) -> list[str]:
    """Ids of reports of some days in which a voice has one of those folded names, nearest to ``around`` in publication.

    ``limit`` of those before it, the nearest first, then as many after it; none of which only the month is known.
    """
    hot, number = Hot(connection), rows.report_number(around)
    listed: object = canonical(sorted(names)) if hot.kind == "sqlite" else sorted(names)
    ends = ((rows.first_number(since), number, "DESC"), (number + 1, rows.number_after(until), "ASC"))
    found = [
        row[0]
        for first, behind, order in ends
        for row in hot.all(_CALLED[hot.kind].format(order=order), listed, first, behind, limit)
    ]
    return [key for key in dict.fromkeys(found) if key != around.id]


_CALLED = {
    kind: (
        "SELECT r.id FROM report r JOIN (SELECT DISTINCT report FROM finding WHERE kind = 'voice' AND key "
        f"{within} AND report >= ? AND report < ? ORDER BY report {{order}} LIMIT ?) AS f ON r.num = f.report "
        "WHERE length(r.published) >= 10 ORDER BY r.num {order}"
    )
    for kind, within in {
        "sqlite": "IN (SELECT value FROM json_each(?))",
        "postgresql": "= ANY (CAST(? AS text[]))",
    }.items()
}


def judged(
    connection: Connection, ids: Collection[str], kinds: Collection[str], as_of: int | None
) -> Iterator[Edge]:
    """Edges of some kinds that touch one of the things of those ids, each once, in order of id."""
    listed, found = sorted(ids), dict[str, Edge]()
    kept = (not_taken_back(key, as_of) for key in (_edge.c.id, _edge.c.left, _edge.c.right))
    query = stamped(select(_edge), _edge, as_of).where(_edge.c.kind.in_(list(kinds)), *kept)
    for at in range(0, len(listed), BATCH):
        some = listed[at : at + BATCH]
        touching = query.where(or_(_edge.c.left.in_(some), _edge.c.right.in_(some)))
        found.update((row["id"], rows.edge_of(row)) for row in connection.execute(touching).mappings())
    yield from (found[key] for key in sorted(found))


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


def count_issues(connection: Connection, as_of: int | None) -> list[tuple[str, int]]:
    """How many issues there are of each code, in order of code."""
    counted: Select[Any] = select(schema.issue.c.code, func.count().label("n")).group_by(schema.issue.c.code)
    found = connection.execute(stamped(counted, schema.issue, as_of).order_by(schema.issue.c.code))
    return [(row.code, row.n) for row in found]


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


def newest_run(connection: Connection, report_id: str, maker: str) -> str | None:
    """How a maker signed its newest run on a report; None when it never ran on it."""
    asked = select(_run.c.by).join(_report, _report.c.num == _run.c.report)
    asked = asked.where(_report.c.id == report_id, _run.c.maker == maker)
    found: str | None = connection.scalar(asked.order_by(_run.c.stamp.desc(), _run.c.by.desc()).limit(1))
    return found


def sharing(connection: Connection) -> Iterator[str]:
    """The ids of reports that have ``shares`` edges, in order."""
    ends = [select(end.label("id")).where(_edge.c.kind == "shares") for end in (_edge.c.left, _edge.c.right)]
    held = union(*ends).subquery()
    for row in streamed(connection, select(held.c.id).order_by(held.c.id), BATCH):
        yield row["id"]


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
