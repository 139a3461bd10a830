"""Listing findings: page by page of reports, the newest first, as the ledger stands or as it stood.

Pages keep the plan the same on either database and at any size: reports are walked in their own order, and of each
page its findings, its newest runs and what people corrected in it are asked for by the reports' numbers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from sayso.ledger import rows, schema
from sayso.ledger.filters import BATCH, Filter, Row, not_taken_back, stamped, standing, streamed
from sayso.ledger.rows import name_key
from sayso.model import Finding, split_maker

_FIRST_PAGE = 16
"""Reports whose findings are asked for first; pages double from there: whoever reads on wants many."""
_TEXTS = 8
"""Texts in memory at a time; one may be tens of megabytes long."""
_report, _finding, _run, _edge = schema.report, schema.finding, schema.run, schema.edge
_voice = _finding.alias("voice")

Place = tuple[int, str, int, int]
"""Where one finding can stand for another: report, kind, first and last character."""
Corrected = Mapping[Place, Collection[tuple[str, str]]]
"""The findings (id, by) that people replaced, by their place."""


def findings(connection: Connection, wanted: Filter) -> Iterator[Finding]:
    """Findings, newest report first and in the order of the text within it."""
    corrected = {} if wanted.everything else _corrected(connection, wanted.as_of)
    pages = (_page(connection, wanted, nums, corrected) for nums in _pages(connection, wanted))
    yield from islice(with_texts(connection, pages), wanted.limit)


def with_texts(connection: Connection, pages: Iterable[Sequence[Row]]) -> Iterator[Finding]:
    """Findings of rows sorted by report; the texts they are cut from are fetched a few at a time."""
    for page in pages:
        nums = list(dict.fromkeys(row["report"] for row in page))
        texts: dict[int, tuple[str, str]] = {}
        for row in page:
            if row["report"] not in texts:
                at = nums.index(row["report"])
                texts = _texts(connection, nums[at : at + _TEXTS])
            yield rows.finding_of(row, *texts[row["report"]])


def of_ids(connection: Connection, ids: Sequence[str]) -> Iterator[Finding]:
    """The findings of those ids, in any run, as far as the ledger holds them."""
    for at in range(0, len(ids), BATCH):
        query = select(_finding).where(_finding.c.id.in_(ids[at : at + BATCH])).order_by(_finding.c.report)
        yield from with_texts(connection, [connection.execute(query).mappings().all()])


def of_reports(
    connection: Connection, ids: Collection[str], kinds: Collection[str], as_of: int | None
) -> Iterator[Finding]:
    """The standing findings of some kinds in some reports, the newest report first."""
    corrected = _corrected(connection, as_of)
    listed = sorted(ids)
    asked = stamped(select(_finding), _finding, as_of)
    for at in range(0, len(listed), BATCH):
        there = select(_report.c.num).where(_report.c.id.in_(listed[at : at + BATCH]))
        nums = list(connection.execute(there.order_by(_report.c.num.desc())).scalars())
        kept = (_finding.c.kind.in_(list(kinds)), not_taken_back(_finding.c.id, as_of))
        yield from with_texts(connection, [_standing(connection, asked.where(*kept), nums, as_of, corrected)])


def _pages(connection: Connection, wanted: Filter) -> Iterator[list[int]]:
    """Numbers of the reports that may hold such findings, newest first, in pages."""
    query = select(_report.c.num).where(standing(wanted), *_may_hold(wanted))
    found = streamed(connection, query.order_by(_report.c.num.desc()), BATCH)
    size = _FIRST_PAGE
    while page := [row["num"] for row in islice(found, size)]:
        yield page
        size = min(size * 2, BATCH)


def _may_hold(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """What only a report with such findings can fulfil; it spares looking into the others."""
    if wanted.kind is not None:
        yield exists(select(1).where(_finding.c.report == _report.c.num, _finding.c.kind == wanted.kind))
    if wanted.voice is not None:
        yield _report.c.num.in_(select(_voice.c.report).where(_is_voice(wanted.voice)))


def _page(connection: Connection, wanted: Filter, nums: Sequence[int], corrected: Corrected) -> list[Row]:
    """Rows of the findings in those reports that are to be listed, in their order."""
    query = stamped(select(_finding), _finding, wanted.as_of)
    if wanted.kind is not None:
        query = query.where(_finding.c.kind == wanted.kind)
    if not wanted.everything:
        query = query.where(not_taken_back(_finding.c.id, wanted.as_of))
    query = _said(query, wanted)
    if wanted.everything:
        return _in_order(connection, query, nums)
    return _standing(connection, query, nums, wanted.as_of, corrected)


def _in_order(connection: Connection, query: Select[Any], nums: Sequence[int]) -> list[Row]:
    """Findings of some reports, the newest report first, in the order of the text."""
    within = query.where(_finding.c.report.in_(nums))
    within = within.order_by(_finding.c.report.desc(), _finding.c.first, _finding.c.last, _finding.c.num)
    return list(connection.execute(within).mappings())


def _standing(
    connection: Connection, query: Select[Any], nums: Sequence[int], as_of: int | None, corrected: Corrected
) -> list[Row]:
    """The same, of each maker's newest run, without what people corrected."""
    found = _in_order(connection, query, nums)
    newest = _newest(connection, nums, as_of) if found else set()
    return [
        row
        for row in found
        if (_is_person(row["by"]) or (row["report"], row["by"]) in newest) and not _is_corrected(row, corrected)
    ]


def _said(query: Select[Any], wanted: Filter) -> Select[Any]:
    """Keep findings by a voice's name, and about an actor."""
    if wanted.voice is not None:
        named = (_voice.c.id == _finding.c.id, _finding.c.body.contains(_voice.c.id))
        speaks = and_(_voice.c.report == _finding.c.report, _is_voice(wanted.voice), or_(*named))
        query = query.where(exists(select(1).select_from(_voice).where(speaks).correlate(_finding)))
    if wanted.about is not None:
        code = rows.storable(wanted.about.replace('"', ""))
        query = query.where(or_(_holds(_finding.c.body, f'"{code}"'), _holds(_finding.c.body, f'"{code}.')))
    return query


def _is_voice(name: str) -> ColumnElement[bool]:
    """Whole folded words of its name: ``said`` finds "Said" and not "Saidi"."""
    words = (" " + _voice.c.key + " ").contains(f" {name_key(name)} ", autoescape=True)
    return and_(_voice.c.kind == "voice", words)


def _holds(column: ColumnElement[Any], said: str) -> ColumnElement[bool]:
    """Whether a text stands in a column, letter by letter: SQLite's LIKE takes no notice of case."""
    return func.replace(column, said, "") != column


def _newest(connection: Connection, nums: Sequence[int], as_of: int | None) -> set[tuple[int, str]]:
    """For each of the reports, the newest run of each maker."""
    query = stamped(select(_run), _run, as_of).where(_run.c.report.in_(nums))
    runs: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for row in connection.execute(query):
        runs[row.report, row.maker].append((row.stamp, row.by))
    return {
        (report, by)
        for (report, _), of_maker in runs.items()
        for stamp, by in of_maker
        if stamp == max(of_maker)[0]
    }


def _corrected(connection: Connection, as_of: int | None) -> Corrected:
    """What people replaced, by corrections that stand."""
    kept = (not_taken_back(key, as_of) for key in (_edge.c.id, _edge.c.left))
    query = stamped(select(_finding), _edge, as_of).join(_edge, _edge.c.right == _finding.c.id)
    replaced: dict[Place, set[tuple[str, str]]] = defaultdict(set)
    for row in connection.execute(query.where(_edge.c.kind == "corrects", *kept)).mappings():
        replaced[_place(row)].add((row["id"], row["by"]))
    return replaced


def _is_corrected(row: Row, corrected: Corrected) -> bool:
    """Whether a person replaced the finding, or what another run of a program found at the same place."""
    if not corrected:
        return False
    return any(
        row["id"] == key or (row["by"] != by and not _is_person(row["by"]))
        for key, by in corrected.get(_place(row), ())
    )


def _place(row: Row) -> Place:
    return (row["report"], row["kind"], row["first"], row["last"])


def _is_person(by: str) -> bool:
    return not split_maker(by)[1]


def _texts(connection: Connection, nums: Collection[int]) -> dict[int, tuple[str, str]]:
    query = select(_report.c.num, _report.c.id, _report.c.text).where(_report.c.num.in_(nums))
    return {row.num: (row.id, row.text) for row in connection.execute(query)}
