"""A period's brief: what was reported, who said what, what is denied, numbers that differ; one file to send.

Every line cites the words it rests on, and the reports they stand in are in the same file, marked. Nothing is
weighed or left out by whose it is: voices with more to say come first, and each is cut at the same number of lines.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from sayso.lineage import Origin, count
from sayso.model import Edge, Finding, Report
from sayso.publish.pages import render, web_address
from sayso.publish.report import marked
from sayso.publish.wording import STANDINGS, act, hops, period, quantity, speakers
from sayso.settings import Outlet
from sayso.text import words

_LINES_A_VOICE = 8
"""Lines shown of one voice; the rest is counted."""
_COPYING = ("same_text", "wire_both")
"""Relations of reports that are one text, in whole or nearly."""


@dataclass(frozen=True)
class Brief:
    """What a brief is made of: the reports of a period and what the ledger holds on them."""

    title: str
    since: str
    until: str
    """Days of publication, both included."""
    reports: Sequence[Report]
    findings: Sequence[Finding]
    edges: Sequence[Edge] = ()
    outlets: Sequence[Outlet] = ()
    as_of: str | None = None
    origins: Mapping[str, Sequence[Origin]] = field(default_factory=dict)
    """The origins of reports and of claims, by id; what is not among them is of unknown origin."""

    @cached_property
    def found(self) -> Mapping[str, Finding]:
        """Findings by id."""
        return {finding.id: finding for finding in self.findings}

    @cached_property
    def by_report(self) -> Mapping[str, Sequence[Finding]]:
        """Findings by the id of their report."""
        kept: dict[str, list[Finding]] = defaultdict(list)
        for finding in sorted(self.findings, key=lambda finding: (finding.spans, finding.kind, finding.id)):
            kept[finding.report].append(finding)
        return kept

    @cached_property
    def by_id(self) -> Mapping[str, Report]:
        """Reports by id, in order of publication."""
        placed = sorted(
            self.reports, key=lambda report: (report.published or "9", report.outlet or "", report.id)
        )
        return {report.id: report for report in placed}

    @cached_property
    def numbered(self) -> Mapping[str, int]:
        """The number each report is cited by."""
        return {report_id: number for number, report_id in enumerate(self.by_id, 1)}

    @cached_property
    def known(self) -> Mapping[str, Outlet]:
        """The desk's outlets by every name they go by."""
        return {name: outlet for outlet in self.outlets for name in (outlet.name, *outlet.names)}

    @cached_property
    def copying(self) -> tuple[Edge, ...]:
        """Edges that say two reports are one text."""
        shares = (edge for edge in self.edges if edge.kind == "shares" and edge.judgement == "yes")
        return tuple(edge for edge in shares if edge.body.get("relation") in _COPYING)

    def of_kind(self, kind: str) -> list[Finding]:
        """Findings of a kind that stand in the brief's reports, in the order of the reports and their texts."""
        return self.placed(f for f in self.findings if f.kind == kind and f.spans and f.report in self.numbered)

    def placed(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings in the order of the reports and their texts."""
        return sorted(findings, key=self.place)

    def place(self, finding: Finding) -> tuple[int, tuple[tuple[int, int], ...], str]:
        """Where a finding stands: the number of its report, and its spans."""
        return self.numbered[finding.report], finding.spans, finding.id


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a line's words stand: the report's number, and the anchor of the mark."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Copies:
    """A report with those of the same day that carry the same text."""

    first: Report
    cites: tuple[Cite, ...]
    carriers: tuple[str, ...]
    """Outlets that carry it besides the first."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the same origins on one day; of no name, where none is known."""

    name: str | None
    items: tuple[Copies, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The same words of the same voice, wherever they were told."""

    who: str
    act: str
    hops: str
    quote: str
    cites: tuple[Cite, ...]
    origins: str
    """Whose telling it is, when several reports tell it."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice with what it says in the period."""

    name: str
    role: str | None
    lines: tuple[Line, ...]
    more: int
    """Lines left out."""


@dataclass(frozen=True, slots=True)
class Number:
    """One value of a number that differs, in whose words and where."""

    said: str
    who: str | None
    published: str | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet of the period, with what the desk knows of it."""

    name: str
    known: Outlet | None
    family: tuple[str, ...]
    """Other outlets of the period that have the same owner."""
    cites: tuple[Cite, ...]


def page(brief: Brief) -> str:
    """The brief as one self-contained page: no script, nothing fetched, readable when printed."""
    pairs = denials(brief)
    matched = {cite for denial, _ in pairs for cite in denial.cites}
    denying = [claim for claim in brief.of_kind("claim") if claim.body["stance"] == "deny"]
    return render(
        "brief.html",
        brief=brief,
        period=period(brief.since, brief.until),
        days=days(brief),
        standings=standings(brief),
        pairs=pairs,
        unmatched=[line for line in lines(brief, denying) if not matched.intersection(line.cites)],
        numbers=differing(brief),
        sources=sources(brief),
        reports=[
            (number, marked(brief.by_id[key], brief.by_report.get(key, ())))
            for key, number in brief.numbered.items()
        ],
        origins=count(root for key in brief.by_id for root in brief.origins.get(key, ()))[0],
        makers=sorted({finding.by for finding in brief.findings}),
        web_address=web_address,
    )


def days(brief: Brief) -> list[tuple[str | None, list[Told]]]:
    """What was reported, by day; on a day by origin, and what is of no known origin last."""
    told = []
    for day, reports in groupby(brief.by_id.values(), key=lambda report: (report.published or "")[:10]):
        by_origin: dict[str | None, list[Copies]] = defaultdict(list)
        for copies in _folded(list(reports), brief):
            by_origin[_whose(brief.origins.get(copies.first.id, ()))].append(copies)
        unknown = by_origin.pop(None, [])
        known = [Told(name, tuple(items)) for name, items in by_origin.items()]
        told.append((day or None, [*known, *([Told(None, tuple(unknown))] if unknown else [])]))
    return told


def standings(brief: Brief) -> list[tuple[str, list[Speaker]]]:
    """Who said what: voices by standing, those with most to say first."""
    told: dict[str, dict[str, list[Finding]]] = {standing: defaultdict(list) for standing in STANDINGS}
    for claim in brief.of_kind("claim"):
        voices = [brief.found[voice].body for voice in claim.body["voices"] if voice in brief.found]
        standing, name = (voices[0]["standing"], voices[0]["name"]) if voices else ("unattributed", "")
        told[standing][" ".join(words(name))].append(claim)
    return [
        (STANDINGS[standing], sorted((_speaker(brief, said) for said in by_voice.values()), key=_most_first))
        for standing, by_voice in told.items()
        if by_voice
    ]


def lines(brief: Brief, claims: Iterable[Finding]) -> list[Line]:
    """Claims as lines, the same words of the same voice folded into one."""
    folded: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for claim in claims:
        folded[_said(brief, claim)].append(claim)
    return [_line(brief, same) for same in folded.values()]


def denials(brief: Brief) -> list[tuple[Line, Line]]:
    """Denials beside what they deny, where an edge says so; copies of a pair are one pair."""
    pairs: dict[tuple[tuple[str, ...], ...], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for edge in brief.edges:
        both = [brief.found[key] for key in (edge.left, edge.right) if key in brief.found]
        if edge.kind == "denies" and edge.judgement == "yes" and len(both) == 2:
            for ids, claim in zip(pairs[tuple(_said(brief, claim) for claim in both)], both, strict=True):
                ids.add(claim.id)
    placed = [
        (brief.placed(brief.found[key] for key in left), brief.placed(brief.found[key] for key in right))
        for left, right in pairs.values()
    ]
    placed.sort(key=lambda pair: (brief.place(pair[0][0]), brief.place(pair[1][0])))
    return [(_line(brief, left), _line(brief, right)) for left, right in placed]


def differing(brief: Brief) -> list[tuple[str, list[Number]]]:
    """Numbers of one unit and one thing counted that differ between reports, each value with who gives it."""
    counted: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in brief.of_kind("quantity"):
        if finding.body["of"]:
            counted[finding.body["unit"], " ".join(words(finding.body["of"]))].append(finding)
    return [
        (str(same[0].body["of"]), _numbers(brief, same))
        for same in counted.values()
        if len({(f.body["value"], f.body["high"]) for f in same}) > 1 and len({f.report for f in same}) > 1
    ]


def sources(brief: Brief) -> list[Source]:
    """The outlets of the period, as they first appear: by name would put one before another for its name."""
    cited: dict[str, list[Cite]] = defaultdict(list)
    for report in brief.by_id.values():
        cited[report.outlet or "Outlet unknown"].append(_whole(brief, report.id))
    owners = {name: brief.known[name].owner for name in cited if name in brief.known}
    return [
        Source(
            name,
            brief.known.get(name),
            tuple(
                other
                for other in cited
                if other != name and owners.get(other) and owners[other] == owners.get(name)
            ),
            tuple(cites),
        )
        for name, cites in cited.items()
    ]


def _folded(reports: Sequence[Report], brief: Brief) -> list[Copies]:
    """Reports of a day, those of one text together."""
    led_by = {report.id: report.id for report in reports}
    for edge in brief.copying:
        if edge.left in led_by and edge.right in led_by:
            kept, joined = led_by[edge.left], led_by[edge.right]
            led_by = {key: kept if leader == joined else leader for key, leader in led_by.items()}
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        groups[led_by[report.id]].append(report)
    return [_copies(brief, group) for group in groups.values()]


def _copies(brief: Brief, group: Sequence[Report]) -> Copies:
    """The report of the outlet or agency that had the words first leads its copies, else their earliest carrier."""
    roots = [root for report in group for root in brief.origins.get(report.id, ()) if root.known]
    names, firsts = {root.name for root in roots}, {root.report for root in roots}
    first = min(group, key=lambda report: (report.outlet not in names, report.id not in firsts))
    carriers = dict.fromkeys(report.outlet or "an unknown outlet" for report in group if report is not first)
    cites = (_whole(brief, report.id) for report in group)
    return Copies(first, tuple(cites), tuple(name for name in carriers if name != first.outlet))


def _speaker(brief: Brief, claims: Sequence[Finding]) -> Speaker:
    said = lines(brief, claims)
    voices = [
        brief.found[voice].body for claim in claims for voice in claim.body["voices"] if voice in brief.found
    ]
    names = Counter(line.who for line in said)
    roles = Counter(voice["role"] for voice in voices if voice["role"])
    return Speaker(
        names.most_common(1)[0][0],
        roles.most_common(1)[0][0] if roles else None,
        tuple(said[:_LINES_A_VOICE]),
        max(0, len(said) - _LINES_A_VOICE),
    )


def _most_first(speaker: Speaker) -> tuple[int, int]:
    return -len(speaker.lines) - speaker.more, speaker.lines[0].cites[0].number


def _said(brief: Brief, claim: Finding) -> tuple[str, ...]:
    """What makes two claims the same line: the voice, what it does, and the words."""
    quoted = " ".join(words(" ".join(claim.quotes)))
    return " ".join(words(speakers(claim, brief.found))), act(claim, brief.found), quoted


def _line(brief: Brief, same: Sequence[Finding]) -> Line:
    first = same[0]
    return Line(
        speakers(first, brief.found),
        act(first, brief.found),
        hops(first),
        " … ".join(first.quotes),
        _cites(brief, same),
        _tellers(brief, same),
    )


def _tellers(brief: Brief, claims: Sequence[Finding]) -> str:
    """How many reports tell a thing, and of what origins."""
    reports = {claim.report for claim in claims}
    if len(reports) < 2:
        return ""
    roots = [(claim.report, root) for claim in claims for root in brief.origins.get(claim.id, ()) if root.known]
    unknown = len(reports - {report for report, _ in roots})
    told = [_families(root for _, root in roots)] if roots else []
    told += [f"{unknown} of unknown origin"] if unknown else []
    return f"{len(reports)} reports: {'; '.join(told)}"


def _whose(roots: Sequence[Origin]) -> str | None:
    """Whose words a report gives; None when that is not known of any of them."""
    known = _families(root for root in roots if root.known)
    return (
        f"{known}; partly of unknown origin"
        if known and not all(root.known for root in roots)
        else known or None
    )


def _families(roots: Iterable[Origin]) -> str:
    """The names of known origins; those of one declared owner are said to be one family."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for root in roots:
        names[root.family][root.name or ""] = None
    return ", ".join(" and ".join(of) + (" (one family)" if len(of) > 1 else "") for of in names.values())


def _numbers(brief: Brief, same: Sequence[Finding]) -> list[Number]:
    """Each value once for each who gives it, in order of publication."""
    given: dict[tuple[str, str | None], list[Finding]] = defaultdict(list)
    for finding in same:
        claim = brief.found.get(finding.body["claim"] or "")
        given[quantity(finding), speakers(claim, brief.found) if claim else None].append(finding)
    return [
        Number(said, who, brief.by_id[found[0].report].published, _cites(brief, found))
        for (said, who), found in given.items()
    ]


def _cites(brief: Brief, findings: Sequence[Finding]) -> tuple[Cite, ...]:
    """One citation a report, at the first of the words."""
    first = {finding.report: finding for finding in reversed(findings)}
    return tuple(
        sorted((Cite(brief.numbered[key], f"f-{f.id}") for key, f in first.items()), key=lambda c: c.number)
    )


def _whole(brief: Brief, report_id: str) -> Cite:
    return Cite(brief.numbered[report_id], f"r-{report_id}")
