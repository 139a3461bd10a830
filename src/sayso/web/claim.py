"""A claim's page: the sentence, its chain hop by hop, its origins explained, what else its voice says."""

from collections.abc import Iterator, Sequence

from sayso.annotate.prose import sentences
from sayso.answers.chains import copied_in, way_line, ways
from sayso.answers.descent import explained
from sayso.contract import finding_line
from sayso.desk import Desk
from sayso.errors import NotFound
from sayso.ledger import Filter, Ledger
from sayso.model import Edge, Finding, Report
from sayso.origins import Origins, counted, explained_line
from sayso.web.asked import Asked
from sayso.web.lines import Around, Line, claim_line, names
from sayso.web.page import Page

CARRIERS = 20
"""Reports that carry the same words."""
OTHERS = 12
"""Other claims of the voice in the report."""
_JUDGED = ("denies", "supports", "same_claim", "corrects")
_TOLD = {
    "denies": ("denies", "is denied by"),
    "supports": ("supports", "is supported by"),
    "same_claim": ("says the same as", "says the same as"),
    "corrects": ("corrects", "was corrected by"),
}
"""What the left end is to the right one, and the other way round."""


def claim(desk: Desk, asked: Asked, key: str) -> Page:
    """The page of a claim. Raises ``NotFound`` for what is none."""
    ledger, as_of = desk.ledger, asked.stamp
    found = ledger.finding(key)
    if found.kind != "claim":
        raise NotFound(f"{key} is no claim but a finding of the kind {found.kind}: /findings/{found.id}")
    report = ledger.report(found.report, as_of)
    origins = desk.origins(as_of)
    findings = list(ledger.findings(Filter(report=report.id, as_of=as_of)))
    around = Around([one for one in findings if one.kind == "claim"] or [found], ledger, as_of)
    around.findings.setdefault(found.id, found)
    roots = origins.of_claim(found)
    data = {
        "claim": {**finding_line(found), **claim_line(found, around, origins)},
        "sentence": sentence(report, found),
        "voices": [finding_line(voice) for voice in around.voices(found)],
        "ways": _ways(report, findings, found, origins, desk),
        "origins": [explained_line(one) for one in roots],
        "counts": counted(roots),
        "explained": list(explained(roots)),
        "carriers": _carriers(found, [key for one in roots for key in one.reports], ledger, as_of),
        "revised": list(origins.revised(found)),
        "judged": list(_judged(found, ledger, origins)),
        "others": _others(found, findings, around, origins),
    }
    return Page(data)


def sentence(report: Report, found: Finding) -> Line:
    """The sentences a finding stands in, cut into what is before it, its own words, and what is after."""
    start, end = found.spans[0][0], found.spans[-1][1]
    whole = [span for span in sentences(report.text) if span[0] < end and start < span[1]]
    first, last = (min(whole[0][0], start), max(whole[-1][1], end)) if whole else (start, end)
    return {"before": report.text[first:start], "words": report.text[start:end], "after": report.text[end:last]}


def _ways(
    report: Report, findings: Sequence[Finding], found: Finding, origins: Origins, desk: Desk
) -> list[Line]:
    """By what way the claim came to the page."""
    voices = [one for one in findings if one.kind == "voice"]
    return [
        dict(way_line(report, way))
        for way in ways(report, [*voices, found], copied_in(report, origins, desk.settings))
    ]


def _carriers(found: Finding, keys: Sequence[str], ledger: Ledger, as_of: int | None) -> Line:
    """The other reports in which the same words stand."""
    others = [key for key in dict.fromkeys(keys) if key != found.report]
    listed = {one.id: one for one in ledger.listed(others[:CARRIERS], as_of)}
    return {"count": len(others), "reports": [listed[key].line() for key in others if key in listed]}


def _judged(found: Finding, ledger: Ledger, origins: Origins) -> Iterator[Line]:
    """What other claims are to this one, as edges say."""
    edges = ledger.judged([found.id], _JUDGED, origins.as_of)
    ends = ledger.of_ids([_other(edge, found) for edge in edges])
    around = Around(ends, ledger, origins.as_of)
    known = {one.id: one for one in ends if one.kind == "claim"}
    for edge in edges:
        if (other := known.get(_other(edge, found))) is not None:
            told = _TOLD[edge.kind][edge.left != found.id]
            yield {
                "told": told,
                "judgement": edge.judgement,
                "by": edge.by,
                "claim": claim_line(other, around, origins),
            }


def _other(edge: Edge, found: Finding) -> str:
    return edge.right if edge.left == found.id else edge.left


def _others(found: Finding, findings: Sequence[Finding], around: Around, origins: Origins) -> list[Line]:
    """What else the claim's voices say in the report."""
    mine = set(names(around.voices(found)))
    claims = [one for one in findings if one.kind == "claim" and one.id != found.id]
    same = [one for one in claims if mine & set(names(around.voices(one)))]
    return [claim_line(one, around, origins) for one in same[:OTHERS]]
