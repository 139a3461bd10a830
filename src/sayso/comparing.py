"""Comparing and the ledger: each report finds what it has to do with those before it in the transaction that adds it.

``Comparing`` is what ``Ledger.put`` asks: it makes the report's sketch and the gists of its claims, looks up claims
that share concepts with them, and hands back edges for the record and rows for the tables. Which claims are looked at
is a function of two reports: published at most ``WINDOW`` days apart, with concepts in common. So the order in which
reports arrive changes nothing, up to the ``NEAREST`` claims of a concept on either side that are looked at.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.compare.agreement import SURE, Verdict, judge
from sayso.compare.gist import Gist, gists
from sayso.compare.sketch import Sketch, likeness, rarity, sketch
from sayso.errors import DEFECTS, Issue, told
from sayso.ledger import Compared, Comparisons
from sayso.ledger import Gist as Stored
from sayso.model import Edge, Finding, Report, Span, identify
from sayso.settings import Party
from sayso.text import words

BY = "compare/2"
WINDOW = 21
"""Days between two reports whose claims are compared, at most."""
NEAREST = 16
"""Claims with a concept in common that are looked at on either side, the nearest in publication first."""
SHARED = 2
"""Concepts two claims must have in common to be compared; one is enough for a claim that has no other, for what is said
and what is said not to be so, and for charges and what is said to them."""
_DAY = len("2019-05-16")
_COMMON = 0.2
"""Rarity up to which a word of a name ("in", "the") is one of everybody's."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim as it is compared: its gist, and its report with its sketch."""

    id: str
    gist: Gist
    report: str
    published: str | None
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Comparing:
    """Compares reports, one after the other, on behalf of one process."""

    by: str = BY
    parties: frozenset[str] = frozenset()
    """Folded words of the names of the desk's parties."""

    def compare(
        self, report: Report, findings: Sequence[Finding], aside: Sequence[Span], index: Comparisons
    ) -> Compared:
        """What a report is about and how its claims stand to others; a text this fails on is kept without edges."""
        try:
            made = sketch(report, aside, self.parties)
        except DEFECTS as error:
            return Compared(Sketch(()).packed(), issues=(self._failed(report, error),))
        try:
            own = [
                _Claim(key, gist, report.id, report.published, made)
                for key, gist in gists(findings, report.text, self.parties).items()
            ]
            edges = tuple(self._edges(report, own, index))
        except DEFECTS as error:
            return Compared(made.packed(), issues=(self._failed(report, error),))
        return Compared(made.packed(), [Stored(one.id, one.gist.packed(), one.gist.keys) for one in own], edges)

    def _failed(self, report: Report, error: Exception) -> Issue:
        return Issue("compare.failed", f"{self.by}: {told(error)}", report.id)

    def _edges(self, report: Report, own: Sequence[_Claim], index: Comparisons) -> Iterator[Edge]:
        for place, one in enumerate(own):
            for other in own[place + 1 :]:
                yield from self._edge(one, other, 1.0)
        near: dict[str, float] = {}
        for one, other in _candidates(report, own, index):
            if other.report not in near:
                near[other.report] = likeness(one.sketch, other.sketch)
            yield from self._edge(one, other, near[other.report])

    def _edge(self, one: _Claim, other: _Claim, near: float) -> Iterator[Edge]:
        verdict = judge(one.gist, other.gist, near)
        if verdict is not None:
            left, right = _directed(one, other, verdict)
            yield Edge.make(
                left.id,
                right.id,
                verdict.kind,
                by=self.by,
                judgement="yes" if verdict.score >= SURE else "unsure",
                score=verdict.score,
                because=tuple(dict.fromkeys((left.report, right.report))),
                body={"reasons": list(verdict.reasons), **_manner(left, right, verdict)},
            )


def comparing(parties: Sequence[Party]) -> Comparing:
    """What compares for a desk of those parties; signed with a digest of their names."""
    names = frozenset(word for party in parties for name in (party.name, *party.names) for word in words(name))
    rare = frozenset(word for word in names if rarity(word) > _COMMON)
    return Comparing(f"{BY}+{identify(sorted(names))[:8]}" if names else BY, rare)


def _candidates(report: Report, own: Sequence[_Claim], index: Comparisons) -> Iterator[tuple[_Claim, _Claim]]:
    """Pairs of an own claim and one of another report that share concepts, in order of their ids."""
    sought = sorted({key for one in own for key in (*one.gist.concepts, *one.gist.answers_sought)})
    keyed = index.around(sought, report, _span(report), NEAREST)
    pairs = []
    for one in own:
        shared = Counter(claim for key in one.gist.concepts for claim in keyed[key])
        answers = {claim for key in one.gist.answers_sought for claim in keyed[key]}
        enough = min(SHARED, len(one.gist.concepts))
        pairs += [
            (one, claim) for claim in shared.keys() | answers if claim in answers or shared[claim] >= enough
        ]
    met = {one.claim: one for one in index.met(sorted({claim for _, claim in pairs}))}
    read: dict[str, _Claim] = {}
    for one, key in sorted(pairs, key=lambda pair: (pair[0].id, pair[1])):
        if key in met and met[key].report != report.id:
            if key not in read:
                held = met[key]
                made = Sketch.unpacked(held.terms)
                read[key] = _Claim(key, Gist.unpacked(held.said), held.report, held.published, made)
            yield one, read[key]


def _span(report: Report) -> tuple[str, str] | None:
    if report.published is None:
        return None
    day = date.fromisoformat(f"{report.published}-15"[:_DAY])
    since, until = (day + timedelta(days=days) for days in (-WINDOW, WINDOW))
    return since.isoformat(), until.isoformat()


def _directed(one: _Claim, other: _Claim, verdict: Verdict) -> tuple[_Claim, _Claim]:
    """Which of two claims answers the other: the later published; else the one that says no; else by id.

    Of two that say the same the order means nothing.
    """
    if verdict.kind == "denies" and one.report != other.report and one.published and other.published:
        first, second = one.published[:_DAY], other.published[:_DAY]
        if first != second:
            return (one, other) if first > second else (other, one)
    if verdict.kind == "denies" and one.gist.denies != other.gist.denies:
        return (one, other) if one.gist.denies else (other, one)
    return (one, other) if one.id < other.id else (other, one)


def _manner(left: _Claim, right: _Claim, verdict: Verdict) -> Mapping[str, str]:
    """How one denies the other: of one side it takes back or admits; it may deny only a part."""
    if verdict.kind != "denies":
        return {}
    of_one_side = bool(set(left.gist.who) & set(right.gist.who)) or bool(
        set(left.gist.sides) & set(right.gist.sides)
    )
    if of_one_side and left.report != right.report and left.gist.denies != right.gist.denies:
        return {"manner": "retraction" if left.gist.denies else "admission"}
    return {"manner": "partial" if left.gist.partial else "denial" if left.gist.denies else "contradiction"}
