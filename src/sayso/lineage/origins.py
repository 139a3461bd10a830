"""Origins: from the edges between reports to whoever had the words first.

Nothing here is stored. A passage's carriers are all reports joined by copying edges whose passages meet; its root is
the agency it is credited to, else its earliest carrier by (published, captured, id), and the carriers that credit
another are never the earliest. A lineage that rests on nothing but the order of arrival is *unknown*, a class of
its own and never "independent". Outlets of one declared owner are one family.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sayso.lineage.credits import agency, credited, outlet_key
from sayso.lineage.direction import ADDRESS, CONTAINS, IS_AGENCY, LATER, NAMED, SET_OFF, TOLD
from sayso.lineage.relation import COPYING
from sayso.model import Body, Edge, Report, Span, identify

OWN = 0.15
"""Share of a text that lies in no shared passage from which the report is an origin of its own, too."""
MEETING = 0.5
"""Share of a stretch that a passage must cover for the stretch to be carried on by it …"""
MEETING_CHARACTERS = 120
"""… or so many of its characters."""
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


@dataclass(frozen=True, slots=True)
class Records:
    """Where origins look things up: a ledger, as of some instant."""

    carrier: Callable[[str], Carrier]
    edges: Callable[[str], Sequence[Edge]]
    """The ``shares`` edges of a report, on either side."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Outlet → declared owner."""

    def family(self, name: str | None, fallback: str) -> str:
        """What an outlet or agency counts as."""
        owners = {outlet_key(outlet): owner for outlet, owner in self.owners.items()}
        key = outlet_key(name)
        return owners.get(key, key) or fallback


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of words wherever it stands: its carriers, and the edges by which they were found."""

    carriers: tuple[Carrier, ...]
    edges: tuple[Edge, ...]


def of_words(report: str, spans: Sequence[Span], records: Records) -> tuple[Origin, ...]:
    """The origins of some words of a report, in the order of the words, each once."""
    found = (_root(_carried(report, span, records), report, records) for span in spans)
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
    spans = sorted({ours for edge in _copying(report, records) for ours, _ in _sides(edge, report)})
    origins = {origin.id: origin for origin in of_words(report, spans, records)}
    covered = sum(end - start for start, end in _merged(spans))
    if not spans or carrier.length - covered > OWN * carrier.length:
        own = _root(_Passage((carrier,), ()), report, records)
        origins.setdefault(own.id, own)
    return tuple(origins.values())


def count(origins: Iterable[Origin]) -> tuple[int, int]:
    """How many families are known to stand behind some words, and how many origins are unknown."""
    listed = list(origins)
    return len({one.family for one in listed if one.known}), len({one.id for one in listed if not one.known})


def explain(origins: Sequence[Origin]) -> str:
    """Origins in a sentence: "14 reports, one origin: Reuters, 16 May, because …"."""
    reports = set(chain.from_iterable(one.reports for one in origins))
    known, unknown = count(origins)
    head = f"{_number(len(reports), 'report')}, {_number(known, 'origin')}"
    if unknown:
        head += f" and {_number(unknown, 'origin')} unknown" if known else " known"
    return f"{head}: " + "; ".join(one.because for one in origins) + "."


def _number(count: int, what: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return f"{words[count] if count < len(words) else count} {what}{'' if count == 1 else 's'}"


def _carried(report: str, span: Span, records: Records) -> _Passage:
    """All carriers of a stretch, by following copying edges from text to text."""
    seen = {report: span}
    edges: dict[str, Edge] = {}
    waiting = [report]
    while waiting:
        here = waiting.pop()
        for edge in _copying(here, records):
            for ours, theirs in _sides(edge, here):
                part = _meet(seen[here], ours)
                if part is None:
                    continue
                edges[edge.id] = edge
                there = edge.right if edge.left == here else edge.left
                if there not in seen:
                    seen[there] = _mapped(part, ours, theirs)
                    waiting.append(there)
    carriers = sorted((records.carrier(one) for one in seen), key=lambda one: one.order)
    return _Passage(tuple(carriers), tuple(edges[key] for key in sorted(edges)))


def _copying(report: str, records: Records) -> Iterator[Edge]:
    for edge in records.edges(report):
        if edge.judgement == "yes" and edge.body.get("relation") in COPYING:
            yield edge


def _sides(edge: Edge, report: str) -> Iterator[tuple[Span, Span]]:
    """The passages of an edge, those of ``report`` first."""
    for left, right in edge.body["passages"]:
        ours, theirs = (left, right) if edge.left == report else (right, left)
        yield (ours[0], ours[1]), (theirs[0], theirs[1])


def _meet(span: Span, passage: Span) -> Span | None:
    """The part of a stretch that a passage carries on; None when it carries too little of it."""
    start, end = max(span[0], passage[0]), min(span[1], passage[1])
    enough = end - start >= min(MEETING * (span[1] - span[0]), MEETING_CHARACTERS)
    return (start, end) if end > start and enough else None


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


def _root(passage: _Passage, report: str, records: Records) -> Origin:
    """Who had a stretch first."""
    reports = tuple(one.id for one in passage.carriers)
    name = _agency(passage)
    if name is not None:
        return _agency_origin(name, passage, reports, records)
    first, known, why = _first(passage)
    if len(reports) == 1 and first.partly:
        known, why = False, "it credits agencies with parts of it, and no text of theirs is here"
    named = agency(first.outlet) or first.outlet
    family = records.family(named, first.id)
    origin = identify("origin", "report", first.id)
    because = f"{_called(named, first)}, because {why}"
    return Origin(origin, named, known and named is not None, family, first.id, reports, because)


def _agency_origin(name: str, passage: _Passage, reports: tuple[str, ...], records: Records) -> Origin:
    crediting = sum(1 for one in passage.carriers if name in one.agencies or agency(one.outlet) == name)
    naming = f"{_number(crediting, 'report')} {'is' if crediting == 1 else 'are'} its own or carry its name"
    why = naming if crediting else "a credit line names it"
    because = f"{_called(name, passage.carriers[0])}, because {why}"
    family = records.family(name, name)
    return Origin(identify("origin", "agency", name), name, True, family, reports[0], reports, because)


def _agency(passage: _Passage) -> str | None:
    """The agency most carriers credit with the whole, or else most pairs of them with what they share."""
    wholes = Counter(name for one in passage.carriers for name in one.agencies)
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
    if all(first.order[0] < one.order[0] for one in others):
        return first, True, "it was published first"
    return first, False, "nothing tells who was first; this one was seen first"


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
