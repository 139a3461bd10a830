"""What came in last, and who publishes: asked in whole, and answered from indexes alone."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from sayso.ledger import rows, schema
from sayso.ledger.filters import BATCH, Filter, not_taken_back, stamped, standing
from sayso.ledger.query import Listed

_report, _finding, _act = schema.report, schema.finding, schema.act
_capture, _sighting = schema.capture, schema.sighting
_EPOCH = date(1970, 1, 1).toordinal()
_LISTED = [column for column in _report.columns if column.name != "text"]


@dataclass(frozen=True, slots=True)
class Voiced:
    """How often an outlet was heard."""

    outlet: str | None
    """As its newest report spells it."""
    reports: int
    first: str | None
    last: str | None
    """What its earliest and its latest report state as published."""


def stamp(connection: Connection) -> int:
    """The stamp of the newest act: a ledger of the same stamp holds the same."""
    return connection.scalar(select(func.max(_act.c.stamp))) or 0


def added(connection: Connection, after: int, as_of: int | None, limit: int) -> list[Listed]:
    """Reports added after a stamp, the newest addition first, then the newest publication."""
    query = stamped(select(*_LISTED), _report, as_of).where(
        _report.c.stamp > after, not_taken_back(_report.c.id, as_of)
    )
    query = query.order_by(_report.c.stamp.desc(), _report.c.num.desc()).limit(limit)
    return [Listed(row) for row in connection.execute(query).mappings()]


def count_added(connection: Connection, after: int, as_of: int | None) -> int:
    """How many reports were added after a stamp, those since retracted among them."""
    counted = select(func.count(_report.c.stamp).label("count"))
    query: Select[Any] = counted.where(_report.c.stamp > after)
    return connection.scalar(stamped(query, _report, as_of)) or 0


def of_ids(connection: Connection, ids: Collection[str], as_of: int | None) -> Iterator[Listed]:
    """The reports of those ids, retracted or not, newest first."""
    listed = sorted(ids)
    for at in range(0, len(listed), BATCH):
        query = stamped(select(*_LISTED), _report, as_of).where(_report.c.id.in_(listed[at : at + BATCH]))
        for row in connection.execute(query.order_by(_report.c.num.desc())).mappings():
            yield Listed(row)


def voiced(connection: Connection, as_of: int | None) -> list[Voiced]:
    """All outlets, those heard last first; reports without an outlet are one more."""
    ends: tuple[Any, ...] = (
        func.count().label("reports"),
        func.min(_report.c.num).label("a"),
        func.max(_report.c.num).label("b"),
    )
    query: Select[Any] = select(*ends).group_by(_report.c.outlet_key)
    counted = connection.execute(stamped(query, _report, as_of)).all()
    nums = {num for row in counted for num in (row.a, row.b)}
    told = select(_report.c.num, _report.c.outlet, _report.c.published).where(_report.c.num.in_(sorted(nums)))
    known = {row.num: row for row in connection.execute(told)}
    return [
        Voiced(known[row.b].outlet, row.reports, known[row.a].published, known[row.b].published)
        for row in sorted(counted, key=lambda row: -row.b)
    ]


def day_of(connection: Connection, wanted: Filter, number: int) -> str | None:
    """The day on which the report was published that is so far down in a listing; None when the listing ends before."""
    query = select(_report.c.published).where(standing(wanted)).order_by(_report.c.num.desc())
    published: str | None = connection.scalar(query.offset(number).limit(1))
    return published and published[: len("2031-03-03")]


def by_day(connection: Connection, wanted: Filter) -> list[tuple[str, int]]:
    """How many reports were published on each day that has any, the earliest first; undated ones are in none."""
    first = rows.first_number("0001-01-01")
    day = func.floor(_report.c.num * 1.0 / rows.NUMBERS_A_DAY).label("day")
    query = (
        select(day, func.count()).where(standing(wanted), _report.c.num >= first).group_by(day).order_by(day)
    )
    return [
        (date.fromordinal(_EPOCH + int(number)).isoformat(), count)
        for number, count in connection.execute(query)
    ]


def keys_like(connection: Connection, kind: str, name: str, limit: int) -> list[tuple[str, int]]:
    """The keys of a kind that hold some folded words in a row, the commonest first, with how often they are met."""
    words = (" " + _finding.c.key + " ").contains(f" {rows.name_key(name)} ", autoescape=True)
    query = select(_finding.c.key, func.count().label("n")).where(_finding.c.kind == kind, words)
    query = query.group_by(_finding.c.key).order_by(func.count().desc(), _finding.c.key).limit(limit)
    return [(row.key, row.n) for row in connection.execute(query)]


def holding(connection: Connection, kind: str, key: str) -> int:
    """In how many reports somebody found something of a kind that is looked up by a folded key."""
    query = select(func.count(_finding.c.report.distinct()))
    return connection.scalar(query.where(_finding.c.kind == kind, _finding.c.key == key)) or 0


def seen_in(connection: Connection, report_id: str, as_of: int | None) -> list[Mapping[Any, Any]]:
    """Of all captures that hold a report: ``digest, address, captured_at, size, item``, the earliest first."""
    shown = (_capture.c.digest, _capture.c.address, _capture.c.captured_at, _capture.c.size, _sighting.c.item)
    query = stamped(select(*shown), _sighting, as_of).join(_capture, _capture.c.id == _sighting.c.capture)
    query = query.join(_report, _report.c.num == _sighting.c.report).where(_report.c.id == report_id)
    return list(connection.execute(query.order_by(_capture.c.captured_at, _capture.c.id)).mappings())
