"""What is asked of the ledger, and the conditions on reports that it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, Text, and_, bindparam, select

from sayso.ledger import rows, schema
from sayso.ledger.rows import name_key

BATCH = 500
WITH_TEXT = 50
"""Rows in memory at a time: of listings, and of reports with their texts, which may be tens of megabytes long."""
Row = Mapping[Any, Any]
_FIRST_DAY = "0001-01-01"
_report, _finding = schema.report, schema.finding


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
    before: str | None = None
    """The id of a report: only those that come after it in a listing, newest first."""
    holds: tuple[str, str] | None = None
    """Only reports in which somebody found something of this kind that is looked up by this folded key."""
    as_of: int | None = None
    everything: bool = False
    limit: int | None = None


def streamed(connection: Connection, query: Select[Any], at_a_time: int = WITH_TEXT) -> Iterator[Row]:
    """Rows as they come, so many in memory at a time."""
    with connection.execute(query, execution_options={"yield_per": at_a_time}) as found:
        yield from found.mappings()


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
        "before": wanted.before,
        "held_kind": wanted.holds and wanted.holds[0],
        "held_key": wanted.holds and wanted.holds[1],
    }


def shape(wanted: Filter) -> Filter:
    """Which conditions a filter sets, with other values: filters of one shape make the same ``standing``."""
    return Filter(
        outlet=wanted.outlet and "",
        since=wanted.since and _FIRST_DAY,
        until=wanted.until and _FIRST_DAY,
        report=wanted.report and "",
        before=wanted.before and "",
        holds=wanted.holds and ("", ""),
        as_of=wanted.as_of and 0,
        everything=wanted.everything,
    )


def standing(wanted: Filter) -> ColumnElement[bool]:
    """Reports that are there, not taken back, and within the filter's outlet, days and id."""
    last = schema.report.alias("last")
    place = select(last.c.num).where(last.c.id == _given("before", wanted)).scalar_subquery()
    compared: Mapping[str, ColumnElement[bool]] = {
        "as_of": _report.c.stamp <= _given("as_of", wanted),
        "report": _report.c.id == _given("report", wanted),
        "outlet": _report.c.outlet_key == _given("outlet", wanted),
        "since": _report.c.num >= _given("since", wanted),
        "until": _report.c.num < _given("until", wanted),
        "before": _report.c.num < place,
    }
    set_ones = values(wanted)
    conditions = [condition for name, condition in compared.items() if set_ones[name] is not None]
    if wanted.holds is not None:
        kind, key = _given("held_kind", wanted), _given("held_key", wanted)
        holding = select(_finding.c.report).where(_finding.c.kind == kind, _finding.c.key == key)
        conditions.append(_report.c.num.in_(holding))
    if not wanted.everything:
        conditions.append(not_taken_back(_report.c.id, wanted.as_of))
    return and_(True, *conditions)


def _given(name: str, wanted: Filter) -> ColumnElement[Any]:
    """A value of the filter, by name, so that a compiled statement can be used for others."""
    return bindparam(name, values(wanted)[name], type_=_TYPES.get(name, Text))


def not_taken_back(key: ColumnElement[str], as_of: int | None) -> ColumnElement[bool]:
    """No retraction of that id stands."""
    taken = stamped(select(schema.retraction.c.target), schema.retraction, as_of)
    return key.not_in(taken)


def stamped(query: Select[Any], table: Any, as_of: int | None) -> Select[Any]:
    """Only rows that were there at the instant asked for."""
    return query if as_of is None else query.where(table.c.stamp <= bindparam("as_of", as_of, type_=BigInteger))
