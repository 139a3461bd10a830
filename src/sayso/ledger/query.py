"""Asking the ledger: listings with filters, as it stands or as it stood.

What a listing leaves out, unless ``everything`` is asked: findings of a maker's earlier runs, findings a person
has corrected, and whatever was retracted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    func,
    not_,
    or_,
    select,
)

from sayso.errors import Issue, NotFound
from sayso.ledger import rows, schema
from sayso.ledger.rows import name_key
from sayso.model import Edge, Finding, Report, identify

_BATCH = 500
_WITH_TEXT = 50
_TEXTS = 8
"""Rows in memory at a time: of listings, of reports with their texts, and texts that findings are cut from. A text
may be tens of megabytes long."""
_report, _finding, _run, _edge = schema.report, schema.finding, schema.run, schema.edge
_LISTED = [column for column in _report.columns if column.name != "text"]
Row = Mapping[Any, Any]
_FIRST_DAY = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list. Everything given must hold; ``as_of`` is a stamp (microseconds since 1970 UTC)."""

    kind: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    """Days of publication, both included. Reports without one are listed only when neither is asked."""
    voice: str | None = None
    about: str | None = None
    report: str | None = None
    as_of: int | None = None
    everything: bool = False
    limit: int | None = None


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
    yield from map(Listed, streamed(connection, query, _BATCH))


def texts(connection: Connection, wanted: Filter) -> Iterator[Report]:
    """Reports with their texts, newest first, those without a day of publication last."""
    query = select(_report).where(standing(wanted)).order_by(_report.c.num.desc()).limit(wanted.limit)
    yield from map(rows.report_of, streamed(connection, query))


def streamed(connection: Connection, query: Select[Any], at_a_time: int = _WITH_TEXT) -> Iterator[Row]:
    """Rows as they come, so many in memory at a time."""
    with connection.execute(query, execution_options={"yield_per": at_a_time}) as found:
        yield from found.mappings()


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
    query = _stamped(select(_report), _report, as_of)
    return rows.report_of(_only(connection, query, _report.c.id, key, "report"))


def finding(connection: Connection, key: str) -> Finding:
    """The finding of that id, or of that beginning of one. Raises ``NotFound``."""
    row = _only(connection, select(_finding), _finding.c.id, key, "finding")
    return rows.finding_of(row, *_texts(connection, {row["report"]})[row["report"]])


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


def findings(connection: Connection, wanted: Filter) -> Iterator[Finding]:
    """Findings, newest report first and in the order of the text within it."""
    query = select(_finding).join(_report, _report.c.num == _finding.c.report).where(standing(wanted))
    query = _stamped(query, _finding, wanted.as_of)
    if wanted.kind is not None:
        query = query.where(_finding.c.kind == wanted.kind)
    if not wanted.everything:
        query = query.where(_newest(wanted.as_of), _not_taken_back(_finding.c.id, wanted.as_of))
        query = query.where(_uncorrected(wanted.as_of))
    query = _said(query, wanted)
    query = query.order_by(_finding.c.report.desc(), _finding.c.first, _finding.c.last, _finding.c.num)
    with connection.execute(query.limit(wanted.limit), execution_options={"yield_per": _BATCH}) as found:
        yield from _with_texts(connection, found.mappings().partitions())


def edges(connection: Connection, wanted: Filter) -> Iterator[Edge]:
    """Edges, the newest first; with ``report``, those that touch the report or a finding in it."""
    query = _stamped(select(_edge), _edge, wanted.as_of)
    if wanted.kind is not None:
        query = query.where(_edge.c.kind == wanted.kind)
    if not wanted.everything:
        both = (_edge.c.left, _edge.c.right)
        query = query.where(*(_not_taken_back(key, wanted.as_of) for key in (_edge.c.id, *both)))
    if wanted.report is not None:
        query = query.where(_touches(wanted.report))
    query = query.order_by(_edge.c.num.desc()).limit(wanted.limit)
    yield from map(rows.edge_of, streamed(connection, query, _BATCH))


def voices_of(connection: Connection, claims: Sequence[Finding]) -> list[Finding]:
    """The voices that claims name, in any run."""
    named = dict.fromkeys(voice for claim in claims if claim.kind == "claim" for voice in claim.body["voices"])
    wanted = list(named)
    voices: list[Finding] = []
    for at in range(0, len(wanted), _BATCH):
        query = select(_finding).where(_finding.c.id.in_(wanted[at : at + _BATCH])).order_by(_finding.c.report)
        voices += _with_texts(connection, [connection.execute(query).mappings().all()])
    return voices


def issues(connection: Connection, wanted: Filter) -> Iterator[Noted]:
    """Issues, newest first; ``kind`` is the code or the stage before its full stop."""
    issue = schema.issue
    query = _stamped(select(issue), issue, wanted.as_of)
    if wanted.kind is not None:
        query = query.where(
            or_(issue.c.code == wanted.kind, issue.c.code.startswith(f"{wanted.kind}.", autoescape=True))
        )
    if wanted.report is not None:
        query = query.where(issue.c.report == wanted.report)
    for row in streamed(connection, query.order_by(issue.c.num.desc()).limit(wanted.limit), _BATCH):
        yield Noted(rows.issue_of(row), row["report"], row["stamp"])


def digests(connection: Connection) -> Iterator[str]:
    """The digests of all captures but those destroyed."""
    gone = select(schema.destroyed.c.digest)
    query = select(schema.capture.c.digest).where(schema.capture.c.digest.not_in(gone)).distinct()
    for row in streamed(connection, query.order_by(schema.capture.c.digest), _BATCH):
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
    query = select(_report).where(done < len(set(makers)), _not_taken_back(_report.c.id, None))
    if below is not None:
        query = query.where(_report.c.num < below)
    page = connection.execute(query.order_by(_report.c.num.desc()).limit(_BATCH)).mappings()
    return [(row["num"], rows.report_of(row)) for row in page]


def _touches(report_id: str) -> ColumnElement[bool]:
    own = (
        select(_finding.c.id).join(_report, _report.c.num == _finding.c.report).where(_report.c.id == report_id)
    )
    ends = (_edge.c.left, _edge.c.right)
    return or_(*(end == report_id for end in ends), *(end.in_(own) for end in ends))


_TYPES: Mapping[str, Any] = {"as_of": BigInteger, "since": BigInteger, "until": BigInteger}


def values(wanted: Filter) -> dict[str, Any]:
    """What the conditions of ``standing`` compare with, by name."""
    dated = wanted.since is not None or wanted.until is not None
    return {
        "as_of": wanted.as_of,
        "report": wanted.report,
        "outlet": wanted.outlet and name_key(wanted.outlet),
        "since": rows.first_number(wanted.since or _FIRST_DAY) if dated else None,
        "until": wanted.until and rows.number_after(wanted.until),
    }


def shape(wanted: Filter) -> Filter:
    """Which conditions a filter sets, with other values: filters of one shape make the same ``standing``."""
    return Filter(
        outlet=wanted.outlet and "",
        since=wanted.since and _FIRST_DAY,
        until=wanted.until and _FIRST_DAY,
        report=wanted.report and "",
        as_of=wanted.as_of and 0,
        everything=wanted.everything,
    )


def standing(wanted: Filter) -> ColumnElement[bool]:
    """Reports that are there, not taken back, and within the filter's outlet, days and id."""
    compared: Mapping[str, ColumnElement[bool]] = {
        "as_of": _report.c.stamp <= _given("as_of", wanted),
        "report": _report.c.id == _given("report", wanted),
        "outlet": _report.c.outlet_key == _given("outlet", wanted),
        "since": _report.c.num >= _given("since", wanted),
        "until": _report.c.num < _given("until", wanted),
    }
    set_ones = values(wanted)
    conditions = [condition for name, condition in compared.items() if set_ones[name] is not None]
    if not wanted.everything:
        conditions.append(_not_taken_back(_report.c.id, wanted.as_of))
    return and_(True, *conditions)


def _given(name: str, wanted: Filter) -> ColumnElement[Any]:
    """A value of the filter, by name, so that a compiled statement can be used for others."""
    return bindparam(name, values(wanted)[name], type_=_TYPES.get(name, Text))


def _not_taken_back(key: ColumnElement[str], as_of: int | None) -> ColumnElement[bool]:
    taken = _stamped(select(schema.retraction.c.target), schema.retraction, as_of)
    return key.not_in(taken)


def _newest(as_of: int | None) -> ColumnElement[bool]:
    """The finding's run is its maker's newest on the report; a person's finding has no run and stands."""
    own, later = _run.alias("own"), _run.alias("later")
    newer = (
        select(1)
        .select_from(own)
        .join(later, and_(later.c.report == own.c.report, later.c.maker == own.c.maker))
        .where(own.c.report == _finding.c.report, own.c.by == _finding.c.by, later.c.stamp > own.c.stamp)
    )
    if as_of is not None:
        newer = newer.where(later.c.stamp <= as_of)
    return not_(exists(newer.correlate(_finding)))


def _uncorrected(as_of: int | None) -> ColumnElement[bool]:
    """No person has replaced the finding, nor what another run of a program found at the same place."""
    old = _finding.alias("old")
    corrections = select(_edge.c.right).where(
        _edge.c.kind == "corrects", *(_not_taken_back(key, as_of) for key in (_edge.c.id, _edge.c.left))
    )
    rerun = and_(old.c.by != _finding.c.by, not_(_finding.c.by.startswith("user:")))
    replaced = select(1).where(
        old.c.report == _finding.c.report,
        old.c.kind == _finding.c.kind,
        old.c.first == _finding.c.first,
        old.c.last == _finding.c.last,
        or_(old.c.id == _finding.c.id, rerun),
        old.c.id.in_(_stamped(corrections, _edge, as_of)),
    )
    return not_(exists(replaced.correlate(_finding)))


def _said(query: Select[Any], wanted: Filter) -> Select[Any]:
    """Keep findings by a voice's name, and about an actor."""
    if wanted.voice is not None:
        voice = _finding.alias("voice")
        named = and_(voice.c.kind == "voice", _contains_words(voice.c.key, wanted.voice))
        speaks = and_(
            voice.c.report == _finding.c.report,
            named,
            or_(voice.c.id == _finding.c.id, _finding.c.body.contains(voice.c.id)),
        )
        query = query.where(exists(select(1).select_from(voice).where(speaks).correlate(_finding)))
    if wanted.about is not None:
        code = rows.storable(wanted.about.replace('"', ""))
        query = query.where(or_(_holds(_finding.c.body, f'"{code}"'), _holds(_finding.c.body, f'"{code}.')))
    return query


def _holds(column: ColumnElement[Any], said: str) -> ColumnElement[bool]:
    """Whether a text stands in a column, letter by letter: SQLite's LIKE takes no notice of case."""
    return func.replace(column, said, "") != column


def _contains_words(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whole folded words: ``said`` finds "Said" and not "Saidi"."""
    return (" " + column + " ").contains(f" {name_key(name)} ", autoescape=True)


def _stamped(query: Select[Any], table: Any, as_of: int | None) -> Select[Any]:
    return query if as_of is None else query.where(table.c.stamp <= bindparam("as_of", as_of, type_=BigInteger))


def _with_texts(connection: Connection, batches: Iterable[Sequence[Row]]) -> Iterator[Finding]:
    """Findings of rows sorted by report; the texts they are cut from are fetched a few at a time."""
    texts: dict[int, tuple[str, str]] = {}
    for batch in batches:
        nums = list(dict.fromkeys(row["report"] for row in batch))
        for row in batch:
            if row["report"] not in texts:
                at = nums.index(row["report"])
                texts = _texts(connection, nums[at : at + _TEXTS])
            yield rows.finding_of(row, *texts[row["report"]])


def _texts(connection: Connection, nums: Collection[int]) -> dict[int, tuple[str, str]]:
    query = select(_report.c.num, _report.c.id, _report.c.text).where(_report.c.num.in_(nums))
    return {row.num: (row.id, row.text) for row in connection.execute(query)}
