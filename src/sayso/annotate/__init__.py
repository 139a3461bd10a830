"""The ordered list of annotators, and running it over a report."""

from collections import defaultdict
from collections.abc import Sequence

from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.quantities import QUANTITIES
from sayso.annotate.quotations import QUOTATIONS
from sayso.annotate.times import TIMES
from sayso.model import Finding, Report

__all__ = ["ANNOTATORS", "Annotator", "Page", "annotate"]

ANNOTATORS: tuple[Annotator, ...] = (TIMES, QUOTATIONS, QUANTITIES)
"""The order in which annotators run: each finds what it needs already made."""


def annotate(
    report: Report, parts: Sequence[Finding] = (), annotators: Sequence[Annotator] = ANNOTATORS
) -> list[Finding]:
    """All findings of ``annotators`` in one report, given the parts its reader told apart."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for part in parts:
        found[part.kind].append(part)
    made: list[Finding] = []
    for annotator in annotators:
        if not annotator.reads(report.language):
            continue
        page = Page(report, {kind: found[kind] for kind in annotator.needs}, annotator.by)
        for finding in annotator.run(page):
            found[finding.kind].append(finding)
            made.append(finding)
        for kind in annotator.makes:
            found[kind].sort(key=lambda f: f.spans[0] if f.spans else (0, 0))
    return made
