"""A report's page: its text with what was found in it, who speaks, and where its words come from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.answers.chains import copied_in, way_line, ways
from sayso.answers.descent import descent, explained
from sayso.contract import edge_line, finding_line, issue_line, report_line
from sayso.desk import Desk
from sayso.ledger import Filter, Ledger
from sayso.model import Finding, Report
from sayso.origins import Origins, counted, explained_line
from sayso.publish.marks import Mark, Stretch, kinds, lists, mark_of, stretches
from sayso.publish.trace import Branch, Leaf
from sayso.text import shown
from sayso.web.asked import Asked
from sayso.web.lines import Around, Line, claim_line
from sayso.web.page import Page

WINDOW = 16_000
"""Characters of a text on one page; what lies behind is a page further on."""
RELATIVES = 12
"""Relatives of one sort."""
EDGES = 200
"""Edges in the data of a page."""
_QUOTED = 240


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text, and the claims that begin in it."""

    marks: tuple[Mark, ...]
    claims: tuple[Line, ...]


def report(desk: Desk, asked: Asked, key: str) -> Page:
    """The page of the report whose id is ``key`` or begins so. Raises ``NotFound``."""
    ledger, as_of = desk.ledger, asked.stamp
    found = ledger.report(key, as_of)
    origins = desk.origins(as_of)
    wanted = Filter(report=found.id, as_of=as_of)
    findings = list(ledger.findings(wanted))
    roots = origins.of_report(found.id)
    claims = _claims(findings, ledger, origins)
    window = _window(found, asked.start or 0)
    data = {
        "report": report_line(found),
        "retracted": bool(ledger.carriers([found.id], as_of)[0]["retracted"]),
        "origins": [explained_line(one) for one in roots],
        "counts": counted(roots),
        "explained": list(explained(roots)),
        "kinds": kinds(findings),
        "claims": claims,
        "ways": [
            way_line(found, way) for way in ways(found, findings, copied_in(found, origins, desk.settings))
        ],
        "tree": _tree(descent(ledger, origins, found, RELATIVES)),
        "edges": [edge_line(edge) for edge in origins.edges(found.id)[:EDGES]],
        "captures": [dict(row) for row in ledger.seen_in(found.id, as_of)],
        "issues": [issue_line(noted.issue) for noted in ledger.issues(wanted)],
        "makers": sorted({finding.by for finding in findings}),
        "findings": [finding_line(finding) for finding in findings],
        "window": window,
    }
    view = {"paragraphs": _paragraphs(found, findings, claims, window), "lists": lists(findings)}
    return Page(data, view)


def _claims(findings: Sequence[Finding], ledger: Ledger, origins: Origins) -> list[Line]:
    """The claims in the order of the text, numbered."""
    claims = sorted((one for one in findings if one.kind == "claim" and one.spans), key=lambda one: one.spans)
    around = Around(claims, ledger, origins.as_of)
    return [
        {"number": number, "start": claim.spans[0][0], **claim_line(claim, around, origins)}
        for number, claim in enumerate(claims, 1)
    ]


def _window(found: Report, start: int) -> Line:
    """Which characters of a long text are shown: whole paragraphs where it can be."""
    length = len(found.text)
    begin = min(start, max(0, length - 1))
    end = min(length, begin + WINDOW)
    if end < length:
        end = found.text.rfind("\n", begin + WINDOW // 2, end) + 1 or end
    return {"start": begin, "end": end, "length": length}


def _paragraphs(
    found: Report, findings: Sequence[Finding], claims: Sequence[Line], window: Mapping[str, int]
) -> list[Paragraph]:
    """The text of the window, paragraph by paragraph, with its marks."""
    known = {finding.id: finding for finding in findings}
    numbers = {line["id"]: line["number"] for line in claims}
    made: list[Paragraph] = []
    marks: list[Mark] = []
    begun: list[Line] = []
    by_id = {line["id"]: line for line in claims}
    for stretch in _cut(found, findings, window):
        marks.append(mark_of(stretch, known, numbers))
        begun += [by_id[one.id] for one in stretch.opens if one.id in by_id]
        if stretch.text.endswith("\n"):
            made.append(Paragraph(tuple(marks), tuple(begun)))
            marks, begun = [], []
    return [*made, Paragraph(tuple(marks), tuple(begun))] if marks else made


def _cut(found: Report, findings: Sequence[Finding], window: Mapping[str, int]) -> Iterator[Stretch]:
    """The stretches of the window, none across two paragraphs: a line that ends is one, with the empty lines after."""
    start, end = window["start"], window["end"]
    within = [one for one in findings if any(first < end and start < last for first, last in one.spans)]
    for stretch in stretches(shown(found.text), within):
        if stretch.end <= start or stretch.start >= end:
            continue
        first, last = max(stretch.start, start), min(stretch.end, end)
        opens = stretch.opens
        for line in _lines(stretch.text[first - stretch.start : last - stretch.start]):
            yield Stretch(first, first + len(line), line, stretch.findings, opens)
            first, opens = first + len(line), ()


def _lines(text: str) -> Iterator[str]:
    """A text cut behind its line ends; empty lines stay with the one before."""
    line = ""
    for piece in text.splitlines(keepends=True):
        if line and piece.strip():
            yield line
            line = ""
        line += piece
    if line:
        yield line


def _tree(branches: Iterable[Branch]) -> list[Line]:
    """A report's relatives by branch; below each source what it has from others."""
    return [
        {
            "branch": one.name,
            "heading": one.heading,
            "count": one.count,
            "relatives": [_leaf(leaf) for leaf in one.leaves],
        }
        for one in branches
    ]


def _leaf(leaf: Leaf) -> Line:
    """Another report, and what it shares with the one above."""
    return {
        **head(leaf.report),
        "said": leaf.said,
        "why": leaf.why,
        "words": leaf.quote[:_QUOTED],
        "below": [_leaf(one) for one in leaf.below],
    }


def head(found: Report) -> Line:
    """A report as it is named beside others."""
    return {"report": found.id, "outlet": found.outlet, "published": found.published, "title": found.title}
