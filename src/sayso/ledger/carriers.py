"""What origins are worked out from: reports as carriers of words, and the edges between them, as of an instant."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, func, or_, select

from sayso.ledger import query, rows, schema
from sayso.ledger.filters import BATCH, not_taken_back, stamped
from sayso.model import Edge

_report, _edge, _witness, _run = schema.report, schema.edge, schema.witness, schema.run
_KINDS = ("shares", "revises")


def carriers(connection: Connection, ids: Collection[str], as_of: int | None) -> Iterator[Mapping[Any, Any]]:
    """Of each report its ``id, outlet, published, length, agencies, partly``, when it was first ``captured``, whether
    it was ``traced`` and whether it was ``retracted``, as of a stamp."""
    traced = stamped(select(1), _run, as_of).where(_run.c.report == _report.c.num, _run.c.by == _witness.c.by)
    asked = (
        select(
            _report.c.id,
            _report.c.outlet,
            _report.c.published,
            func.coalesce(_witness.c.length, func.length(_report.c.text)).label("length"),
            _witness.c.agencies,
            _witness.c.partly,
            _captured(as_of).label("captured"),
            traced.exists().label("traced"),
            (~not_taken_back(_report.c.id, as_of)).label("retracted"),
        )
        .select_from(_report.outerjoin(_witness, _witness.c.report == _report.c.num))
        .where(_report.c.id.in_(bindparam("ids", expanding=True)))
    )
    for some in _batches(ids):
        yield from connection.execute(asked, {"ids": some}).mappings()


def _captured(as_of: int | None) -> Any:
    seen, capture = schema.sighting, schema.capture
    first = stamped(select(func.min(capture.c.captured_at)), seen, as_of)
    return first.where(seen.c.report == _report.c.num, seen.c.capture == capture.c.id).scalar_subquery()


def kindred(connection: Connection, ids: Collection[str], as_of: int | None) -> Iterator[Edge]:
    """The ``shares`` and ``revises`` edges of some reports, on either side, in order of id; each once a batch.

    Edges of retracted reports are among them, for what others have from a report is not taken back with it.
    """
    asked = stamped(select(_edge), _edge, as_of).where(
        _edge.c.kind.in_(_KINDS), not_taken_back(_edge.c.id, as_of), query.of_newest_run(as_of)
    )
    named: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
    asked = asked.where(or_(_edge.c.left.in_(named), _edge.c.right.in_(named)), *map(_held, _ENDS))
    asked = asked.order_by(_edge.c.id)
    for some in _batches(ids):
        for row in connection.execute(asked, {"ids": some}).mappings():
            yield rows.edge_of(row)


_ENDS = (_edge.c.left, _edge.c.right)


def _held(end: ColumnElement[str]) -> ColumnElement[bool]:
    """The end of an edge is a report of the ledger."""
    return select(1).where(_report.c.id == end).correlate(_edge).exists()


def _batches(ids: Collection[str]) -> Iterator[Sequence[str]]:
    listed = sorted(ids)
    for at in range(0, len(listed), BATCH):
        yield listed[at : at + BATCH]
