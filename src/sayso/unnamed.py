"""Unnamed voices of different reports that may be one person: ``same_voice`` edges, found when a report has been added.

Who is looked at is a function of two reports: voices that are described alike, in reports published at most ``WINDOW``
days apart, that have no words from one another. So the order in which reports arrive changes nothing, up to the
``NEAREST`` reports on either side that are looked at. Nothing is merged: an edge says why two voices may be one, and a
person judges.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sayso.annotate.voices.likeness import Likeness, same_voice
from sayso.annotate.voices.spellings import spellings
from sayso.errors import DEFECTS, Issue, told
from sayso.ledger import Filter, Ledger
from sayso.lineage import COPYING
from sayso.model import Edge, Finding, Report
from sayso.text import words

BY = "likeness/1"
WINDOW = 14
"""Days between two reports at most: who is unnamed is told from what stands around, which goes stale."""
NEAREST = 12
"""Reports on either side that are looked at, the nearest in publication first."""
LEAST = 0.35
"""Score below which two voices are not worth a person's look: those of one state and office are below, those that share
one thing more (a department, the medium told and the rank) above."""
_DAY = len("2019-05-16")


def unnamed(findings: Iterable[Finding]) -> list[Finding]:
    """The voices of a report that can be met again: unnamed persons, described by more than a noun."""
    return [one for one in findings if one.kind == "voice" and one.body["refers_to"] is None and spellings(one)]


def meet(report: Report, ledger: Ledger) -> tuple[list[Edge], list[Issue]]:
    """The edges of ``alike``; a report whose voices cannot be compared is kept without any, and that is an issue."""
    try:
        return alike(report, ledger), []
    except DEFECTS as error:
        return [], [Issue("annotate.failed", f"{BY}: {told(error)}", report.id)]


def alike(report: Report, ledger: Ledger) -> list[Edge]:
    """The edges between a report's unnamed voices and those of reports around it, as the ledger stands."""
    if report.published is None or len(report.published) < _DAY:
        return []
    own = list(ledger.findings(Filter(report=report.id)))
    names = frozenset[str]().union(*map(spellings, unnamed(own)))
    if not names:
        return []
    day = date.fromisoformat(report.published[:_DAY])
    since, until = (day + timedelta(days=days) for days in (-WINDOW, WINDOW))
    near = ledger.called(names, report, since.isoformat(), until.isoformat(), NEAREST)
    kin = set(_kin(report.id, ledger))
    return [edge for other in near if other not in kin for edge in _edges(report.id, own, other, ledger)]


def _kin(report: str, ledger: Ledger) -> Iterator[str]:
    """The report itself, and those it has words from or that have words from it: their voices are the same anyway."""
    yield report
    for edge in ledger.kindred([report]):
        if edge.kind == "revises" or edge.body.get("relation") in COPYING:
            yield from (edge.left, edge.right)


def _edges(report: str, own: Sequence[Finding], other: str, ledger: Ledger) -> Iterator[Edge]:
    theirs = list(ledger.findings(Filter(report=other)))
    voices = {one.id: one for one in (*own, *theirs)}
    first, second = (own, theirs) if report < other else (theirs, own)
    for pair in same_voice(first, second):
        if pair.score >= LEAST and _mutual(voices[pair.left], voices[pair.right]):
            yield _edge(pair, sorted((report, other)))


def _mutual(one: Finding, other: Finding) -> bool:
    return _key(one) in spellings(other) and _key(other) in spellings(one)


def _key(voice: Finding) -> str:
    return " ".join(words(str(voice.body["name"])))


def _edge(pair: Likeness, reports: Sequence[str]) -> Edge:
    return Edge.make(
        pair.left,
        pair.right,
        "same_voice",
        by=BY,
        judgement="unsure",
        score=pair.score,
        because=reports,
        body={"reasons": list(pair.reasons)},
    )
