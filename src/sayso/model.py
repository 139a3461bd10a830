"""The four nouns everything else is made of: Capture, Report, Finding, Edge.

All are frozen. A report's text is never edited; findings point into it by half-open spans of Unicode
code points; edges are judgements between two things. Ids are hashes of what is said, so that saying
a thing twice is saying it once.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, Self

from sayso.errors import LawBroken

Span = tuple[int, int]
Body = Mapping[str, Any]
Precision = Literal["instant", "day", "month", "none"]
Judgement = Literal["yes", "no", "unsure"]

ID_LENGTH = 24
"""Hex digits of a SHA-256 kept as an id: 96 bits, so that two among 10^12 things meet with odds below 10^-4."""

KINDS = ("part", "voice", "claim", "event", "quantity", "place", "time", "actor")
EDGE_KINDS = (
    "shares",
    "same_story",
    "same_claim",
    "denies",
    "supports",
    "same_event",
    "same_voice",
    "revises",
    "corrects",
)

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def canonical(value: object) -> str:
    """The one JSON spelling of a value: sorted keys, no spaces, no escapes. It is what ids are hashed from."""
    return _encode(value)


def identify(*parts: object) -> str:
    """The id of what is said: 24 hex digits of the SHA-256 of the canonical JSON array of ``parts``."""
    return sha256(_encode(parts).encode()).hexdigest()[:ID_LENGTH]


@dataclass(frozen=True)
class Capture:
    """Bytes as they were fetched or handed in, by digest; the bytes themselves lie in the desk's archive."""

    digest: str
    """64 hex digits of the SHA-256 of the bytes."""
    address: str
    """Where they came from: a web address, or the name of the file that was added."""
    captured_at: str
    """When we saw them: an instant in UTC. It never stands in for the day of publication."""
    size: int
    headers: Body = field(default_factory=dict)

    @cached_property
    def id(self) -> str:
        """The same bytes from the same address are one capture, whenever they are seen."""
        return identify(self.digest, self.address)


@dataclass(frozen=True, slots=True)
class Credit:
    """A line that says whose words or picture it is: ``(Reuters)``, ``© AP``."""

    name: str
    kind: Literal["agency", "outlet", "photo"]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dateline:
    """``BAGHDAD, May 16 (Reuters) -``: where, on whose wire and on which day a text was written."""

    place: str | None
    agency: str | None
    day: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Report:
    """One article, read from one capture. ``text`` is exactly what was given or extracted, never edited."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    """The day or instant the outlet states; null when it states none."""
    published_precision: Precision = "none"
    language: str | None = None
    """BCP 47 tag, or null when it could not be told."""
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    given: str | None = None
    """The ``id`` of the input line, kept to find one's own items again."""

    @cached_property
    def id(self) -> str:
        """Hash of (text, outlet, url, published): two outlets' identical texts are two reports."""
        return identify(self.text, self.outlet, self.url, self.published)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, 64 hex digits."""
        return sha256(self.text.encode()).hexdigest()

    def quotes(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """The text at each span."""
        return tuple(self.text[start:end] for start, end in spans)


@dataclass(frozen=True, slots=True)
class Finding:
    """ "In this report, at these characters, this maker at this version found this." The central type."""

    id: str
    report: str
    kind: str
    spans: tuple[Span, ...]
    quotes: tuple[str, ...]
    body: Body
    by: str
    confidence: float
    rests_on: tuple[str, ...] = ()

    @classmethod
    def make(
        cls,
        report: Report,
        kind: str,
        spans: Sequence[Span],
        body: Body,
        *,
        by: str,
        confidence: float,
        rests_on: Sequence[str] = (),
    ) -> Self:
        """A finding in ``report`` with its quotes and id filled in.

        ``by`` is ``name/version`` for a program, ``user:name`` for a person; ``confidence`` lies in [0, 1].

        Raises ``LawBroken`` when a span lies outside the text or is empty, or the kind is unknown.
        """
        placed = tuple((start, end) for start, end in spans)
        check_spans(placed, len(report.text))
        if kind not in KINDS:
            raise LawBroken(f"unknown kind of finding {kind!r}; known: {', '.join(KINDS)}")
        return cls(
            id=identify(report.id, kind, placed, body, by),
            report=report.id,
            kind=kind,
            spans=placed,
            quotes=report.quotes(placed),
            body=body,
            by=by,
            confidence=confidence,
            rests_on=tuple(rests_on),
        )

    @property
    def maker(self) -> str:
        """The maker without its version: ``claims`` of ``claims/3``, ``user:ana`` of ``user:ana``."""
        return split_maker(self.by)[0]


@dataclass(frozen=True, slots=True)
class Edge:
    """A judgement between two things. Nothing is merged in storage: groups are computed when reading."""

    id: str
    left: str
    right: str
    kind: str
    judgement: Judgement
    score: float
    by: str
    because: tuple[str, ...] = ()
    body: Body = field(default_factory=dict)
    """What this kind of edge says more: relation, direction, origin, passages … (contract, table of edges)."""

    @classmethod
    def make(
        cls,
        left: str,
        right: str,
        kind: str,
        *,
        by: str,
        judgement: Judgement = "yes",
        score: float = 1.0,
        because: Sequence[str] = (),
        body: Body | None = None,
    ) -> Self:
        """An edge with its id filled in. Raises ``LawBroken`` for an unknown kind."""
        if kind not in EDGE_KINDS:
            raise LawBroken(f"unknown kind of edge {kind!r}; known: {', '.join(EDGE_KINDS)}")
        said = dict(body or {})
        edge_id = identify(left, right, kind, judgement, said, by)
        return cls(edge_id, left, right, kind, judgement, score, by, tuple(because), said)


def split_maker(by: str) -> tuple[str, str]:
    """``("claims", "3")`` of ``claims/3``; a person, ``user:ana``, has the empty version."""
    name, _, version = by.partition("/")
    return name, version


def check_spans(spans: Sequence[Span], length: int) -> None:
    """Raise ``LawBroken`` unless every span is non-empty and lies inside a text of ``length`` code points."""
    for start, end in spans:
        if not 0 <= start < end <= length:
            raise LawBroken(f"span [{start}, {end}) does not lie in a text of {length} characters")
