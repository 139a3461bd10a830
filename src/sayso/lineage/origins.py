"""Origins: from the edges between reports to whoever had the words first.

Nothing here is stored. A passage's carriers are all reports joined by copying edges whose passages meet; its root is
the agency it is credited to, else its earliest carrier by (published, captured, id), and the carriers that credit
another are never the earliest. A lineage that rests on nothing but the order of arrival is *unknown*, a class of
its own and never "independent". Outlets of one declared owner are one family.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import chain

from sayso.lineage.credits import agency, credited, outlet_key
from sayso.lineage.direction import ADDRESS, CONTAINS, CREDITED, IS_AGENCY, LATER, NAMED, SET_OFF, TOLD
from sayso.lineage.relation import COPYING
from sayso.model import Body, Edge, Report, Span, identify

OWN = 0.15
"""Share of a text that lies in no shared passage from which the report is an origin of its own, too."""
MEETING = 0.5
"""Share of a stretch that a passage must cover for the stretch to be carried on by it …"""
MEETING_CHARACTERS = 120
"""… or so many of its characters."""
SAME_STRETCH = 0.9
"""Share that two stretches of a text must have in common to be asked for their origin once."""
RELAYS = frozenset({"agency", "newspaper", "broadcaster"})
"""Hops of a claim that are media: the words came by them."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """What origins need to know of a report."""

    id: str
    outlet: str | None
    published: str | None
    captured: str | None
    """When we saw it: an instant. It decides only where publication does not, and then the lineage is unknown."""
    length: int
    """Characters of its text."""
    agencies: tuple[str, ...] = ()
    """Agencies whose text it says it is."""
    partly: bool = False
    """It says that agencies gave parts of it, without saying which."""
    traced: bool = True
    """Whether its relatives were looked for."""
    retracted: bool = False
    """Somebody took it back: what others have from it is followed through it, but it is nobody's origin."""

    @classmethod
    def of(cls, report: Report, captured: str | None = None) -> "Carrier":
        """The carrier a report is."""
        said = credited(report)
        partly = bool(said.part) or said.wires
        return cls(report.id, report.outlet, report.published, captured, len(report.text), said.whole, partly)

    @property
    def order(self) -> tuple[str, str, str]:
        """(published, captured, id), the earliest first. What is missing, or after our seeing it, comes last."""
        published = self.published or LAST
        if self.captured and published[:10] > self.captured[:10]:
            published = LAST
        return published, self.captured or LAST, self.id


REASONS: Mapping[str, str] = {
    IS_AGENCY: "it is the agency",
    CREDITED: "others credit it with the text",
    ADDRESS: "what others print lies at its address",
    TOLD: "the words say that they were told to it",
    NAMED: "others name it beside the words",
    SET_OFF: "others set the words off as somebody else's",
    LATER: "it was published first",
    CONTAINS: "it holds the whole of what others have",
}
"""What a sign between two texts says of the one that had the words first."""
LAST = "9999"
"""Sorts behind every instant."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whoever had some words first, and how that is known."""

    id: str
    name: str | None
    """The agency or the outlet; null when nothing names it."""
    known: bool
    family: str
    """What is counted: the owner declared for the outlet, else the outlet or agency itself."""
    report: str | None
    """The earliest report that carries the words; null for a relay that is only named."""
    reports: tuple[str, ...]
    """All carriers of the words, the earliest first."""
    because: str
    """A sentence."""
    cut: bool = False
    """There may be more carriers: ``Records.most`` of them were gone through."""


@dataclass(frozen=True, slots=True)
class Records:
    """Where origins look things up: a ledger, as of some instant."""

    carrier: Callable[[str], Carrier]
    edges: Callable[[str], Sequence[Edge]]
    """The ``shares`` edges of a report, on either side."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Outlet → declared owner."""
    most: int | None = None
    """So many carriers of a stretch, the earliest, are gone through at most; None for all of them."""
    met: dict[str, list[tuple[Span, "Origin"]]] = field(default_factory=dict)
    """Stretches by report whose origin was found on the way to another's: the copies of a story are asked once."""

    steps: dict[str, list["Step"]] = field(default_factory=dict)
    """The passages of edges asked for, by report."""
    keyed: dict[str, str] = field(init=False, default_factory=dict)
    """The same by ``outlet_key``."""

    def __post_init__(self) -> None:
        self.keyed.update((outlet_key(outlet), owner) for outlet, owner in self.owners.items())

    def family(self, name: str | None, fallback: str) -> str:
        """What an outlet or agency counts as."""
        key = outlet_key(name)
        return self.keyed.get(key, key) or fallback


Step = tuple[Edge, str, Span, Span]
"""A passage on the way from one text to another: its edge, the other text, where it stands here and there."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of words wherever it stands: its carriers, and the edges by which they were found."""

    carriers: tuple[Carrier, ...]
    edges: tuple[Edge, ...]


def of_words(report: str, spans: Sequence[Span], records: Records) -> tuple[Origin, ...]:
    """The origins of some words of a report, in the order of the words, each once."""
    found = (_origin(report, span, records) for span in spans)
    return tuple({origin.id: origin for origin in found}.values())


def of_claim(report: str, spans: Sequence[Span], via: Sequence[Body], records: Records) -> tuple[Origin, ...]:
    """The origins of a claim: the media it came by as the report itself says, else the roots of its words.

    ``via`` are the claim's hops (``{"name", "kind"}``), nearest the voice first. Words that somebody told Reuters
    have their origin with Reuters, whoever prints them.
    """
    hops = [hop for hop in via if hop["kind"] in RELAYS]
    if hops:
        return (_relay(str(hops[0]["name"]), report, records),)
    return of_words(report, spans, records)


def of_report(report: str, records: Records) -> tuple[Origin, ...]:
    """The origins of a whole report: the roots of the passages it shares, and itself where it is its own."""
    carrier = records.carrier(report)
    shared = sorted({ours for _, _, ours, _ in _steps(report, records)})
    origins = {origin.id: origin for origin in of_words(report, _stretches(shared), records)}
    covered = sum(end - start for start, end in _merged(shared))
    if not shared or carrier.length - covered > OWN * carrier.length:
        own = _root(_Passage((carrier,), ()), records)
        origins.setdefault(own.id, own)
    return tuple(origins.values())


def _stretches(spans: Sequence[Span]) -> list[Span]:
    """The longest of some spans, without those that lie in longer ones: what many copies cut from a text, in its order.

    A copy of a part of a report must add no origin to the whole.
    """
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        beside = sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in _merged(sorted(kept)))
        if beside < MEETING * (span[1] - span[0]):
            kept.append(span)
    return sorted(kept)


def count(origins: Iterable[Origin]) -> tuple[int, int]:
    """How many families are known to stand behind some words, and how many origins are unknown."""
    listed = list(origins)
    return len({one.family for one in listed if one.known}), len({one.id for one in listed if not one.known})


def explain(origins: Sequence[Origin]) -> str:
    """Origins in a sentence: "14 reports, one origin: Reuters, 16 May, because …"."""
    return f"{tally(origins)}: " + "; ".join(one.because for one in origins) + "."


def tally(origins: Sequence[Origin]) -> str:
    """How many reports carry some words, and how many origins they have: "14 reports, one origin"."""
    reports = set(chain.from_iterable(one.reports for one in origins))
    known, unknown = count(origins)
    more = " or more" if any(one.cut for one in origins) else ""
    head = f"{_number(len(reports), 'report')}{more}, {_number(known, 'origin')}"
    if unknown:
        head += f" and {_number(unknown, 'origin')} unknown" if known else " known"
    return head


def _number(count: int, what: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return f"{words[count] if count < len(words) else count} {what}{'' if count == 1 else 's'}"


def _origin(report: str, span: Span, records: Records) -> Origin:
    """The origin of a stretch; one met before, here or where it stands whole, is not looked for again."""
    met = _met(report, span, records)
    if met is not None:
        return met
    seen, whole, edges, cut = {report: span}, {report: 1.0}, dict[str, Edge](), False
    waiting = [(records.carrier(report).order, report)]
    while waiting:
        _, here = heappop(waiting)
        for there in _carried_on(here, seen, whole, edges, records):
            met = _met(there, seen[there], records) if whole[there] >= SAME_STRETCH else None
            if met is not None:
                records.met.setdefault(report, []).append((span, met))
                return met
            heappush(waiting, (records.carrier(there).order, there))
            if records.most is not None and len(seen) >= records.most:
                waiting.clear()
                cut = True
                break
    origin = replace(_root(_passage(report, seen, edges, records), records), cut=cut)
    for carrier, kept in whole.items():
        if kept >= SAME_STRETCH:
            records.met.setdefault(carrier, []).append((seen[carrier], origin))
    return origin


def _met(report: str, span: Span, records: Records) -> Origin | None:
    return next((origin for kept, origin in records.met.get(report, ()) if _is_same(kept, span)), None)


def _is_same(one: Span, other: Span) -> bool:
    """Whether two stretches of a text are one but for an edge."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= SAME_STRETCH * (max(one[1], other[1]) - min(one[0], other[0]))


def _carried_on(
    here: str, seen: dict[str, Span], whole: dict[str, float], edges: dict[str, Edge], records: Records
) -> Iterator[str]:
    """Texts not seen yet to which copying edges carry a stretch; ``whole`` is how much of it came there."""
    span, share = seen[here], whole[here]
    length = span[1] - span[0]
    enough = min(MEETING * length, MEETING_CHARACTERS)
    for edge, there, ours, theirs in _steps(here, records):
        start, end = max(span[0], ours[0]), min(span[1], ours[1])
        if end <= start or end - start < enough:
            continue
        edges[edge.id] = edge
        if there not in seen:
            seen[there] = _mapped((start, end), ours, theirs)
            whole[there] = share * (end - start) / length
            yield there


def _steps(report: str, records: Records) -> list[Step]:
    """The passages of a report's copying edges: the edge, the other report, and the passage here and there.

    The earliest come first, so that where a family is too large to be gone through its first texts are seen.
    """
    found = records.steps.get(report)
    if found is None:
        found = records.steps[report] = [
            (edge, edge.right if edge.left == report else edge.left, ours, theirs)
            for edge in _copying(report, records)
            for ours, theirs in _sides(edge, report)
        ]
        found.sort(key=lambda step: (records.carrier(step[1]).order, step[0].id, step[2]))
    return found


def _passage(report: str, seen: Iterable[str], edges: Mapping[str, Edge], records: Records) -> _Passage:
    known = map(records.carrier, seen)
    standing = (one for one in known if one.id == report or not one.retracted)
    return _Passage(tuple(sorted(standing, key=lambda one: one.order)), tuple(edges.values()))


def _copying(report: str, records: Records) -> Iterator[Edge]:
    for edge in records.edges(report):
        if edge.judgement == "yes" and edge.body.get("relation") in COPYING:
            yield edge


def _sides(edge: Edge, report: str) -> Iterator[tuple[Span, Span]]:
    """The passages of an edge, those of ``report`` first."""
    for left, right in edge.body.get("passages", ()):
        ours, theirs = (left, right) if edge.left == report else (right, left)
        yield (ours[0], ours[1]), (theirs[0], theirs[1])


def _mapped(part: Span, ours: Span, theirs: Span) -> Span:
    """Where a part of a passage stands in the other text: exact for exact copies, near for edited ones."""
    scale = (theirs[1] - theirs[0]) / (ours[1] - ours[0])
    start = theirs[0] + int((part[0] - ours[0]) * scale)
    return start, max(start + 1, theirs[0] + round((part[1] - ours[0]) * scale))


def _merged(spans: Sequence[Span]) -> Iterator[Span]:
    last: Span | None = None
    for start, end in spans:
        if last is None or start > last[1]:
            if last is not None:
                yield last
            last = (start, end)
        else:
            last = (last[0], max(last[1], end))
    if last is not None:
        yield last


def _root(passage: _Passage, records: Records) -> Origin:
    """Who had a stretch first."""
    reports = tuple(one.id for one in passage.carriers)
    name = _agency(passage)
    if name is not None:
        return _agency_origin(name, passage, reports, records)
    first, known, why = _first(passage)
    doubt = _doubt(first, passage)
    if doubt:
        known, why = False, doubt
    named = agency(first.outlet) or first.outlet
    family = records.family(named, first.id)
    origin = identify("origin", "report", first.id)
    because = f"{_called(named, first)}, because {why}"
    return Origin(origin, named, known and named is not None, family, first.id, reports, because)


def _doubt(first: Carrier, passage: _Passage) -> str | None:
    """Why it is not known where the words come from, whoever printed them first; None when nothing tells against it."""
    if len(passage.carriers) > 1:
        unnamed = any(
            edge.body.get("direction") == "both_from_other" and edge.body.get("origin") is None
            for edge in passage.edges
        )
        return "a credit line names agencies without saying which" if unnamed else None
    if first.partly:
        return "it credits agencies with parts of it, and no text of theirs is here"
    return None if first.traced else "it has not been traced yet"


def _agency_origin(name: str, passage: _Passage, reports: tuple[str, ...], records: Records) -> Origin:
    crediting = sum(1 for one in passage.carriers if name in one.agencies or agency(one.outlet) == name)
    verbs = ("is", "carries") if crediting == 1 else ("are", "carry")
    naming = f"{_number(crediting, 'report')} {verbs[0]} its own or {verbs[1]} its name"
    why = naming if crediting else "a credit line names it"
    because = f"{_called(name, passage.carriers[0])}, because {why}"
    family = records.family(name, name)
    return Origin(identify("origin", "agency", name), name, True, family, reports[0], reports, because)


def _agency(passage: _Passage) -> str | None:
    """The agency most carriers credit with the whole, or else most pairs of them with what they share.

    An agency's own report that took the words from another credits nobody: a ministry's statement is the ministry's.
    """
    taken = {_taker(edge) for edge in passage.edges}
    wholes = Counter(
        name
        for one in passage.carriers
        for name in one.agencies
        if one.id not in taken or name != (agency(one.outlet) or one.outlet)
    )
    shared = Counter(
        edge.body["origin"]
        for edge in passage.edges
        if edge.body.get("direction") == "both_from_other" and agency(edge.body.get("origin"))
    )
    for names in (wholes, shared):
        if names:
            return min(names, key=lambda name: (-names[name], name))
    return None


def _first(passage: _Passage) -> tuple[Carrier, bool, str]:
    """The earliest carrier that credits no other of them, whether that is established, and by what."""
    taken = {_taker(edge) for edge in passage.edges}
    free = [one for one in passage.carriers if one.id not in taken] or list(passage.carriers)
    first = min(free, key=lambda one: one.order)
    others = [one for one in free if one is not first]
    if not others:
        if len(passage.carriers) == 1:
            return first, True, "no other report carries the words"
        return first, True, _why(first, passage)
    if all(_precedes(first.order[0], one.order[0]) for one in others):
        return first, True, "it was published first"
    return first, False, "nothing tells who was first; this one was seen first"


def _precedes(one: str, other: str) -> bool:
    """Whether a day or instant is before another, as far as both tell."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def _taker(edge: Edge) -> str | None:
    """The report that took the words over, of the two of an edge."""
    sides = {"left_from_right": edge.left, "right_from_left": edge.right}
    return sides.get(str(edge.body.get("direction")))


def _why(first: Carrier, passage: _Passage) -> str:
    """What the commonest sign, by which others were told to have the words from the first, says of the first."""
    signs = Counter(
        str(edge.body.get("why"))
        for edge in passage.edges
        if first.id in (edge.left, edge.right) and _taker(edge)
    )
    if not signs:
        return "the others have the words from one another"
    return REASONS.get(min(signs, key=lambda one: (-signs[one], one)), "others take the words from it")


def _relay(name: str, report: str, records: Records) -> Origin:
    """A medium the report says the words came by."""
    plain = agency(name) or name
    kind, key = ("agency", plain) if agency(name) else ("outlet", outlet_key(name))
    family = records.family(plain, plain)
    because = f"{plain}, because the report says the words came by it"
    return Origin(identify("origin", kind, key), plain, True, family, None, (report,), because)


_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def _called(name: str | None, carrier: Carrier) -> str:
    """A name with a day: "Reuters, 16 May 2019"."""
    day = carrier.published
    said = name or "an outlet that is not named"
    if not day or len(day) < 10:
        return said
    return f"{said}, {int(day[8:10])} {_MONTHS[int(day[5:7]) - 1]} {day[:4]}"
