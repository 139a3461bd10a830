"""Between the four nouns and the rows of the ledger."""

import json
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sayso.errors import Issue
from sayso.model import Capture, Credit, Dateline, Edge, Finding, Report, Span, canonical, identify, split_maker
from sayso.text import printable, words

UNDATED = -(1 << 62)
"""Numbers of reports without a day of publication begin here, before any that has one."""
_TIE_BITS = 24
_DAY = 86_400
NUMBERS_A_DAY = _DAY << _TIE_BITS
"""Of reports published on one day the numbers lie so far apart at most."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_KEY = 200
"""Letters of a key: PostgreSQL refuses to index more than 2,700 bytes."""

KEYED: Mapping[str, str] = {
    "voice": "name",
    "actor": "name",
    "place": "name",
    "event": "type",
    "quantity": "unit",
    "claim": "stance",
    "part": "part",
    "time": "precision",
}
"""The field of each kind's body one looks a finding up by."""


def report_number(report: Report) -> int:
    """A number that sorts by publication, ties by id: seconds since 1970 in the high bits, id in the low 24.

    The search index is walked in this order, which makes newest first cost nothing.
    """
    if report.published is None:
        return UNDATED + int(report.id[:10], 16)
    return (seconds(report.published) << _TIE_BITS) | int(report.id[:6], 16)


def first_number(day: str) -> int:
    """The least number of a report published at or after the start of ``day`` (or an instant)."""
    return seconds(day) << _TIE_BITS


def number_after(day: str) -> int:
    """The least number of a report published after the end of ``day`` (a month, a day or an instant)."""
    length = _DAY if len(day) == len("2019-05-16") else 1
    end = _month_end(day) if len(day) == len("2019-05") else seconds(day) + length
    return end << _TIE_BITS


def _month_end(month: str) -> int:
    return seconds(month) + monthrange(int(month[:4]), int(month[5:]))[1] * _DAY


def stamp_of(instant: str) -> int:
    """The stamp (microseconds since 1970 UTC) of an instant, or of the last moment of a day.

    Raises ``ValueError`` for what is neither; an instant without a time zone is taken as UTC.
    """
    moment = datetime.fromisoformat(instant)  # a zone is added where there is none
    micros = round((moment.replace(tzinfo=moment.tzinfo or UTC) - _EPOCH).total_seconds() * 1_000_000)
    return micros + _DAY * 1_000_000 - 1 if len(instant) == len("2019-05-16") else micros


def seconds(published: str) -> int:
    """Seconds since 1970 UTC of the start of a month, a day or an instant."""
    text = f"{published}-01" if len(published) == len("2019-05") else published
    moment = datetime.fromisoformat(text)  # days carry no zone; they are taken as UTC to sort
    return int((moment.replace(tzinfo=moment.tzinfo or UTC) - _EPOCH).total_seconds())


def report_row(report: Report, num: int, stamp: int) -> tuple[Any, ...]:
    """Values in the order of ``schema.report``."""
    line = report.dateline
    return (
        num,
        report.id,
        report.given,
        report.title,
        report.byline,
        report.outlet,
        report.outlet and name_key(report.outlet),
        report.url,
        report.language,
        report.published,
        report.published_precision,
        report.sha256,
        line and canonical([line.place, line.agency, line.day, line.spans]),
        canonical([[c.name, c.kind, c.spans] for c in report.credits]),
        stamp,
        report.text,
    )


def sighting_row(capture: str, num: int, item: str | None, stamp: int) -> tuple[Any, ...]:
    """Values in the order of ``schema.sighting``."""
    return (capture, num, item and storable(item), stamp)


def report_of(row: Mapping[Any, Any], text: str | None = None) -> Report:
    """The report of a row; ``text`` where the row was read without it."""
    line = json.loads(row["dateline"]) if row["dateline"] else None
    return Report(
        text=row["text"] if text is None else text,
        title=row["title"],
        byline=row["byline"],
        outlet=row["outlet"],
        url=row["url"],
        published=row["published"],
        published_precision=row["published_precision"],
        language=row["language"],
        dateline=line and Dateline(line[0], line[1], line[2], _spans(line[3])),
        credits=tuple(Credit(name, kind, _spans(at)) for name, kind, at in json.loads(row["credits"])),
        given=row["given"],
    )


def finding_row(finding: Finding, num: int, stamp: int) -> tuple[Any, ...]:
    """Values in the order of ``schema.finding`` after ``num``."""
    spans = finding.spans
    return (
        finding.id,
        num,
        finding.kind,
        spans[0][0] if spans else 0,
        spans[-1][1] if spans else 0,
        _span_text(spans),
        canonical(finding.body),
        finding.by,
        finding.confidence,
        canonical(finding.rests_on) if finding.rests_on else "[]",
        finding_key(finding),
        stamp,
    )


def finding_key(finding: Finding) -> str | None:
    """What one looks the finding up by, folded."""
    value = finding.body.get(KEYED[finding.kind])
    return None if value is None else name_key(str(value))


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """How names are compared: their folded words."""
    return " ".join(words(name))[:_LONGEST_KEY]


def finding_of(row: Mapping[Any, Any], report_id: str, text: str) -> Finding:
    """The finding of a row in the report of that id and text."""
    pairs, body, rests_on = json.loads(
        f"[{row['spans']},{row['body']},{row['rests_on']}]"
    )  # once for all three
    spans = _spans(pairs)
    return Finding(
        id=row["id"],
        report=report_id,
        kind=row["kind"],
        spans=spans,
        quotes=tuple([text[start:end] for start, end in spans]),
        body=body,
        by=row["by"],
        confidence=row["confidence"],
        rests_on=tuple(rests_on),
    )


def run_row(by: str, num: int, stamp: int) -> tuple[Any, ...]:
    """Values in the order of ``schema.run``."""
    return (num, by, split_maker(by)[0], stamp)


def edge_row(edge: Edge, stamp: int) -> tuple[Any, ...]:
    """Values in the order of ``schema.edge`` after ``num``."""
    return (
        edge.id,
        edge.left,
        edge.right,
        edge.kind,
        edge.judgement,
        edge.score,
        edge.by,
        canonical(edge.because),
        canonical(edge.body),
        stamp,
    )


def edge_of(row: Mapping[Any, Any]) -> Edge:
    """The edge of a row."""
    return Edge(
        id=row["id"],
        left=row["left"],
        right=row["right"],
        kind=row["kind"],
        judgement=row["judgement"],
        score=row["score"],
        by=row["by"],
        because=tuple(json.loads(row["because"])),
        body=json.loads(row["body"]),
    )


def issue_id(issue: Issue, report_id: str | None) -> str:
    """The same issue met twice is one row."""
    return identify(
        issue.code, storable(issue.detail), issue.item and storable(issue.item), issue.spans, report_id
    )


def issue_row(
    key: str, issue: Issue, report_id: str | None, capture: str | None, stamp: int
) -> tuple[Any, ...]:
    """Values in the order of ``schema.issue`` after ``num``; ``key`` is the issue's id."""
    return (
        key,
        report_id,
        capture,
        issue.item and storable(issue.item),
        issue.code,
        storable(issue.detail),
        _span_text(issue.spans),
        stamp,
    )


def issue_of(row: Mapping[Any, Any]) -> Issue:
    """The issue of a row."""
    return Issue(row["code"], row["detail"], row["item"], _spans(json.loads(row["spans"])))


def capture_row(capture: Capture, stamp: int) -> tuple[Any, ...]:
    """Values in the order of ``schema.capture``."""
    return (
        capture.id,
        capture.digest,
        capture.address,
        capture.captured_at,
        capture.size,
        canonical(capture.headers),
        stamp,
    )


def storable(said: str) -> str:
    """A name or message as any database can hold it: what is no character is written out.

    File names need not be text: Python reads their stray bytes as lone surrogates.
    """
    if printable(said):
        return said
    return said.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple([(start, end) for start, end in pairs])


def _span_text(spans: Sequence[Span]) -> str:
    if len(spans) == 1:
        return f"[[{spans[0][0]},{spans[0][1]}]]"
    return "[" + ",".join(f"[{start},{end}]" for start, end in spans) + "]"
