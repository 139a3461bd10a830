"""The contract as types: what goes in and what comes out, field by field.

Programs outside rely on these names. Fields may be added; none is renamed or dropped. The suite checks
real output against these types.
"""

import math
from collections.abc import Mapping
from types import UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from sayso.errors import Issue
from sayso.model import Edge, Finding, Report

Spans = list[list[int]]
"""Half-open ``[start, end)`` pairs of code-point offsets into ``report.text``."""


class InputLine(TypedDict):
    """One line of ``.jsonl``: ``text`` or ``html`` must be there."""

    id: NotRequired[str | None]
    text: NotRequired[str | None]
    html: NotRequired[str | None]
    title: NotRequired[str | None]
    byline: NotRequired[str | None]
    outlet: NotRequired[str | None]
    url: NotRequired[str | None]
    published: NotRequired[str | None]
    language: NotRequired[str | None]


class DatelineLine(TypedDict):
    """Where, on whose wire and when the text says it was written."""

    place: str | None
    agency: str | None
    day: str | None
    spans: Spans


class CreditLine(TypedDict):
    """Whose words or picture it is."""

    name: str
    kind: Literal["agency", "outlet", "photo"]
    spans: Spans


class ReportLine(TypedDict):
    """A report as printed."""

    id: str
    given: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    language: str | None
    published: str | None
    published_precision: Literal["instant", "day", "month", "none"]
    text: str
    sha256: str
    dateline: DatelineLine | None
    credits: list[CreditLine]


class IssueLine(TypedDict):
    """An issue as printed; ``item`` names the input."""

    code: str
    level: Literal["lost", "doubt"]
    stage: str
    detail: str
    spans: NotRequired[Spans]
    item: NotRequired[str]


class Part(TypedDict):
    """A stretch of the page and what it is."""

    part: Literal["headline", "byline", "date", "dateline", "caption", "body", "credit", "furniture"]


class Voice(TypedDict):
    """One mention of who speaks."""

    name: str
    refers_to: str | None
    kind: Literal["person", "organisation", "group", "document", "outlet"]
    standing: Literal["official", "named", "anonymous", "group"]
    actor: str | None
    role: str | None
    count: int | None
    basis: str | None


class Hop(TypedDict):
    """One step by which the words came to the page."""

    name: str
    kind: Literal["agency", "newspaper", "broadcaster", "social", "spokesperson", "voice"]
    spans: Spans


class Claim(TypedDict):
    """Something somebody other than the reporter is made to say."""

    voices: list[str]
    cue: Spans
    cue_kind: Literal["speech", "thought"]
    level: int
    stance: Literal["assert", "deny", "threaten", "demand", "promise", "estimate", "question", "decline"]
    polarity: Literal[1, -1]
    form: Literal["direct", "indirect", "mixed"]
    via: list[Hop]
    when: str | None
    about: list[str]


class Participant(TypedDict):
    """Who acted, or was acted upon."""

    name: str
    code: str | None
    spans: Spans


class Where(TypedDict):
    """The place a sentence ties to an event."""

    name: str
    place: str | None
    spans: Spans


class Event(TypedDict):
    """A PLOVER event."""

    type: str
    mode: str | None
    actor: Participant | None
    recipient: Participant | None
    place: Where | None
    when: str | None
    status: Literal["happened", "claimed", "denied", "threatened", "planned", "hypothetical"]
    claim: str | None
    score: float
    main: NotRequired[bool]
    """False for background, and for what lies more than a year before the report."""
    refers_to: NotRequired[str | None]
    """The first mention of the same happening in the report."""
    same: NotRequired[float | None]
    """How sure that is; null for a first mention."""


class Quantity(TypedDict):
    """A number of things a desk would compare."""

    value: float
    high: float | None
    unit: str
    bound: Literal["exact", "about", "at_least", "at_most", "range"]
    of: str | None
    as_of: str | None
    claim: str | None


class Place(TypedDict):
    """A place name and where it lies, if that is known."""

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    gazetteer: str | None
    precision: Literal["point", "city", "region", "country"] | None


class Time(TypedDict):
    """A time expression as an interval of days, both ends included."""

    start: str | None
    end: str | None
    precision: Literal["day", "week", "month", "year", "vague"]


class ActorMention(TypedDict):
    """An actor's name, with its code and the role held on that date."""

    code: str
    role: str | None
    name: str


BODIES: Mapping[str, Any] = {
    "part": Part,
    "voice": Voice,
    "claim": Claim,
    "event": Event,
    "quantity": Quantity,
    "place": Place,
    "time": Time,
    "actor": ActorMention,
}
"""The body of each kind of finding."""


class OriginCounts(TypedDict):
    """How many families are known to stand behind some words, and how many origins of them are unknown."""

    known: int
    unknown: int


class FindingLine(TypedDict):
    """A finding as printed; ``body`` is the type of its kind in ``BODIES``."""

    id: str
    report: str
    kind: Literal["part", "voice", "claim", "event", "quantity", "place", "time", "actor"]
    spans: Spans
    quotes: list[str]
    body: dict[str, Any]
    by: str
    confidence: float
    rests_on: list[str]
    origins: NotRequired[OriginCounts]
    """Of a claim, in listings of a desk."""
    revised: NotRequired[list[str]]
    """In listings of a desk: later versions of the report in which words it rests on are gone or rewritten."""


class EdgeLine(TypedDict):
    """An edge as printed; a ``shares`` edge says more (contract, table of edges)."""

    id: str
    left: str
    right: str
    kind: Literal[
        "shares",
        "same_story",
        "same_claim",
        "denies",
        "supports",
        "same_event",
        "same_voice",
        "revises",
        "corrects",
    ]
    judgement: Literal["yes", "no", "unsure"]
    score: float
    by: str
    because: list[str]


class OriginLine(TypedDict):
    """Whose words a report gives. ``family`` is what it is counted as: its declared owner, else itself."""

    id: str
    name: str | None
    known: bool
    family: NotRequired[str]


class TracedOriginLine(OriginLine):
    """An origin with what it rests on."""

    report: str | None
    """The earliest report that carries the words; null for a medium that is only named."""
    reports: list[str]
    """All carriers of the words, the earliest first."""
    because: str


class TraceLine(TypedDict):
    """What ``sayso trace --json`` prints for a report, or for a finding in one."""

    report: str
    finding: str | None
    origins: list[TracedOriginLine]
    count: OriginCounts
    explained: str
    edges: NotRequired[list[EdgeLine]]
    revised: NotRequired[list[str]]


class ListedLine(TypedDict):
    """What ``sayso reports --json`` prints for one report."""

    id: str
    given: str | None
    outlet: str | None
    published: str | None
    title: str | None
    origins: list[OriginLine]


class StoryLine(TypedDict):
    """What ``sayso stories --json`` prints for one story."""

    id: str
    title: str
    first: str | None
    last: str | None
    reports: list[str]
    """In order of publication, those without a day first."""
    origins: int
    """Known origins, by family."""
    unknown: int
    """Origins that could not be established."""


class HitLine(TypedDict):
    """What ``sayso search --json`` prints for one report."""

    report: str
    title: str | None
    published: str | None
    outlet: str | None
    spans: Spans
    snippet: str
    origins: NotRequired[OriginCounts]


class ReadLine(TypedDict):
    """What ``sayso read --json`` prints for one input."""

    report: ReportLine | None
    findings: list[FindingLine]
    issues: list[IssueLine]


def _pairs(spans: tuple[tuple[int, int], ...]) -> Spans:
    return [[start, end] for start, end in spans]


def report_line(report: Report) -> ReportLine:
    """A report as the contract prints it."""
    line = report.dateline
    return {
        "id": report.id,
        "given": report.given,
        "title": report.title,
        "byline": report.byline,
        "outlet": report.outlet,
        "url": report.url,
        "language": report.language,
        "published": report.published,
        "published_precision": report.published_precision,
        "text": report.text,
        "sha256": report.sha256,
        "dateline": None
        if line is None
        else {"place": line.place, "agency": line.agency, "day": line.day, "spans": _pairs(line.spans)},
        "credits": [{"name": c.name, "kind": c.kind, "spans": _pairs(c.spans)} for c in report.credits],
    }


def finding_line(finding: Finding) -> FindingLine:
    """A finding as the contract prints it."""
    return {
        "id": finding.id,
        "report": finding.report,
        "kind": finding.kind,  # type: ignore[typeddict-item]  # Finding.make admits only these kinds
        "spans": _pairs(finding.spans),
        "quotes": list(finding.quotes),
        "body": dict(finding.body),
        "by": finding.by,
        "confidence": finding.confidence,
        "rests_on": list(finding.rests_on),
    }


def edge_line(edge: Edge) -> EdgeLine:
    """An edge as the contract prints it, with what its kind says more."""
    line: dict[str, Any] = {
        "id": edge.id,
        "left": edge.left,
        "right": edge.right,
        "kind": edge.kind,
        "judgement": edge.judgement,
        "score": edge.score,
        "by": edge.by,
        "because": list(edge.because),
        **edge.body,
    }
    return line  # type: ignore[return-value]  # Edge.make admits only these kinds


def issue_line(issue: Issue) -> IssueLine:
    """An issue as the contract prints it."""
    line: IssueLine = {
        "code": issue.code,
        "level": issue.level,
        "stage": issue.stage,
        "detail": issue.detail,
    }
    if issue.spans:
        line["spans"] = _pairs(issue.spans)
    if issue.item is not None:
        line["item"] = issue.item
    return line


def fault(value: object, wanted: Any, where: str = "") -> str | None:
    """What keeps ``value`` from being of the contract's type ``wanted``, or None when nothing does.

    Knows the forms the contract uses: typed dicts, lists, literals, unions and plain types. Fields beyond the
    contract's are allowed in output; a float may be written as a whole number.
    """
    origin, arguments = get_origin(wanted), get_args(wanted)
    if wanted is Any:
        return None
    if is_typeddict(wanted):
        return _dict_fault(value, wanted, where)
    if origin is Literal:
        return None if value in arguments else f"{where or 'value'}: {value!r} is none of {arguments}"
    if origin in (UnionType, Union):
        faults = [fault(value, argument, where) for argument in arguments]
        return None if None in faults else faults[0]
    if origin is list:
        if not isinstance(value, list):
            return f"{where or 'value'}: must be a list, not {value!r}"
        inner = (fault(entry, arguments[0], f"{where}[{number}]") for number, entry in enumerate(value))
        return next((found for found in inner if found), None)
    plain = origin or wanted
    allowed: Any = {float: (int, float), None: type(None)}.get(plain, plain)
    fits = isinstance(value, allowed) and (not isinstance(value, bool) or allowed is bool)
    if isinstance(value, float) and not math.isfinite(value):
        fits = False  # JSON has no word for it
    return None if fits else f"{where or 'value'}: {value!r} is not of type {wanted}"


def _dict_fault(value: object, wanted: Any, where: str) -> str | None:
    if not isinstance(value, dict):
        return f"{where or 'value'}: must be an object, not {value!r}"
    missing = sorted(wanted.__required_keys__ - set(value))
    if missing:
        return f"{where or 'value'}: lacks {', '.join(missing)}"
    hints = get_type_hints(wanted)
    inner = (
        fault(value[key], hint, f"{where}.{key}".lstrip(".")) for key, hint in hints.items() if key in value
    )
    return next((found for found in inner if found), None)
