"""One report as a single HTML file, its findings marked in the text and listed beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.errors import Issue
from sayso.model import Finding, Report
from sayso.publish.marks import Mark, kinds, lists, mark_of, stretches
from sayso.publish.pages import render, web_address
from sayso.publish.wording import Found, act, hops, speakers
from sayso.text import shown


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
    return render(
        "report.html",
        marked=marked(report, findings),
        report=report,
        kinds=kinds(findings),
        lists=[(heading, told) for heading, _, told in lists(findings)],
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
        tuple(mark_of(stretch, found, numbers) for stretch in cut),
        tuple(_said(claim, found, numbers[claim.id]) for claim in claims),
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
