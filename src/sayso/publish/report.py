"""One report as a single HTML file, its findings marked in the text and listed beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.errors import Issue
from sayso.model import KINDS, Finding, Report
from sayso.publish.marks import Stretch, stretches
from sayso.publish.pages import render, web_address
from sayso.publish.wording import Found, act, hops, note, speakers
from sayso.text import shown

_LISTS = (("Events", "event"), ("Numbers", "quantity"), ("Places", "place"), ("Days", "time"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text with what its mark needs."""

    text: str
    classes: str
    note: str
    anchors: tuple[str, ...]
    """Ids of the findings that begin here, the first of them the mark's own."""
    numbers: tuple[int, ...]
    """Numbers of the claims that begin here."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as a line of the list beside the text."""

    number: int
    id: str
    who: str
    act: str
    hops: str
    words: str
    standing: str | None
    level: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A report ready to be shown: its text cut into marks, its claims numbered in the order of the text."""

    report: Report
    link: str | None
    marks: tuple[Mark, ...]
    claims: tuple[Said, ...]


def page(report: Report, findings: Sequence[Finding], issues: Iterable[Issue] = ()) -> str:
    """The report as one self-contained page: no script, nothing fetched, readable when printed."""
    found = {finding.id: finding for finding in findings}
    kinds = Counter(finding.kind for finding in findings if finding.spans)
    return render(
        "report.html",
        marked=marked(report, findings),
        report=report,
        kinds={kind: kinds[kind] for kind in KINDS if kinds[kind]},
        lists=[(heading, _noted(kind, findings, found)) for heading, kind in _LISTS],
        issues=list(issues),
        makers=sorted({finding.by for finding in findings}),
    )


def marked(report: Report, findings: Sequence[Finding]) -> Marked:
    """The report with its marks and numbered claims; it shows the same wherever it stands."""
    found = {finding.id: finding for finding in findings}
    claims = sorted((f for f in findings if f.kind == "claim" and f.spans), key=lambda claim: claim.spans)
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    cut = stretches(shown(report.text), [finding for finding in findings if finding.spans])
    return Marked(
        report,
        web_address(report.url),
        tuple(_mark(stretch, found, numbers) for stretch in cut),
        tuple(_said(claim, found, numbers[claim.id]) for claim in claims),
    )


def _mark(stretch: Stretch, found: Found, numbers: dict[str, int]) -> Mark:
    covering = stretch.findings
    classes = {finding.kind for finding in covering} | {f.body["part"] for f in covering if f.kind == "part"}
    deep = any(finding.kind == "claim" and finding.body["level"] for finding in covering)
    opens = [finding for finding in stretch.opens if finding.kind != "part"]
    return Mark(
        stretch.text,
        " ".join(sorted(classes | ({"deep"} if deep else set()))),
        "; ".join(note(finding, found) for finding in covering if finding.kind != "part"),
        tuple(f"f-{finding.id}" for finding in opens),
        tuple(sorted(numbers[finding.id] for finding in opens if finding.id in numbers)),
    )


def _said(claim: Finding, found: Found, number: int) -> Said:
    standings = [found[voice].body["standing"] for voice in claim.body["voices"] if voice in found]
    return Said(
        number,
        claim.id,
        speakers(claim, found),
        act(claim, found),
        hops(claim),
        " … ".join(claim.quotes),
        standings[0] if standings else None,
        claim.body["level"],
    )


def _noted(kind: str, findings: Sequence[Finding], found: Found) -> list[tuple[Finding, str]]:
    placed = [finding for finding in findings if finding.kind == kind and finding.spans]
    return [(finding, note(finding, found)) for finding in placed]
