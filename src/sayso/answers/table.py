"""The party table of a story: each proposition by each party: who asserts it, who denies it, who is silent on it.

A proposition is what claims say that ``same_claim`` and ``denies`` edges join: on one side of it those that say it, on
the other those that deny it. A person's word prevails over a program's.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sayso.answers.lines import PropositionLine, TablePartyLine
from sayso.answers.sides import side_of
from sayso.answers.stories import Story
from sayso.ledger import Filter, Ledger
from sayso.lineage import Origin, count
from sayso.model import Edge, Finding, split_maker
from sayso.origins import Origins
from sayso.settings import Settings

_JOINING = ("same_claim", "denies")
_SAYING = frozenset({"assert", "deny", "estimate"})
"""Stances that say how things are."""
_CLAIMS = 20_000
"""Claims of a story that its table is made of, at most: the earliest published."""


Speaks = Callable[[Finding], bool]
"""Whether a voice speaks for somebody."""


@dataclass(frozen=True, slots=True)
class Position:
    """How a party stands to a proposition."""

    party: str
    asserts: tuple[Finding, ...]
    denies: tuple[Finding, ...]
    """Its claims, the earliest published first."""
    since: str | None
    """When the earliest of them was published."""
    voice: str | None
    """Who spoke in it."""
    known: int
    unknown: int
    """Origins of its claims."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """Something said in a story, with how each party stands to it."""

    claims: tuple[Finding, ...]
    """Those that say it, the earliest published first; of what is only denied, the denials."""
    denials: tuple[Finding, ...]
    positions: tuple[Position, ...]
    """One for each party of the desk, in its order."""
    others: Position
    """Of voices that are of no party."""

    @property
    def first(self) -> Finding:
        """The claim in whose words it is told."""
        return self.claims[0]


def table(story: Story, ledger: Ledger, origins: Origins, settings: Settings) -> list[Proposition]:
    """The propositions of a story said through more than one origin or denied, those through the most origins first."""
    published = {one.id: one.published for one in story.reports}
    claims = {claim.id: claim for claim in islice(_claims(story, ledger, origins.as_of), _CLAIMS)}
    voices = {voice.id: voice for voice in ledger.voices_of(list(claims.values()))}
    sides = [side_of(party.name, settings) for party in settings.parties]
    joined = _joined(claims, ledger.judged(list(claims), _JOINING, origins.as_of))
    origins.fetch(list(published))

    def order(claim: Finding) -> tuple[str, str, int]:
        return (published[claim.report] or "9999", claim.report, claim.spans[0][0])

    made = []
    for sides_of_it in joined:
        listed = sorted(
            (sorted(one, key=order) for one in sides_of_it if one),
            key=lambda one: (_says_no(one), order(one[0])),
        )
        held, against = listed[0], listed[1] if len(listed) > 1 else []
        if not against and _through(held, origins) < 2:
            continue  # copies of one text say a thing once
        parted = _Parted(held, against, voices, published, origins)
        spoken = {side.name: parted.of(side.name, side.speaks) for side in sides}
        others = parted.of("others", lambda voice: not any(side.speaks(voice) for side in sides))
        made.append(Proposition(tuple(held), tuple(against), tuple(spoken.values()), others))
    made.sort(
        key=lambda one: (-_through(one.claims, origins) - _through(one.denials, origins), order(one.first))
    )
    return made


def _claims(story: Story, ledger: Ledger, as_of: int | None) -> Iterator[Finding]:
    """What is said to be so, or not so, in the reports of a story, in their order."""
    for report in story.ids:
        for claim in ledger.findings(Filter(report=report, kind="claim", as_of=as_of)):
            if claim.body["stance"] in _SAYING and claim.spans:
                yield claim


def _joined(claims: Mapping[str, Finding], edges: Iterable[Edge]) -> list[tuple[list[Finding], list[Finding]]]:
    """The two sides of each group of claims that edges join; one of them may be empty.

    Edges are taken the surest first; one that would set a claim against itself is left out.
    """
    root, against = dict.fromkeys(claims, ""), dict.fromkeys(claims, False)

    def of(claim: str) -> tuple[str, bool]:
        turned = False
        while root[claim]:
            turned ^= against[claim]
            claim = root[claim]
        return claim, turned

    for edge in _prevailing(edge for edge in edges if edge.left in claims and edge.right in claims):
        (one, turned), (other, beyond) = of(edge.left), of(edge.right)
        if one != other:
            root[other], against[other] = one, turned ^ beyond ^ (edge.kind == "denies")
    groups: dict[str, tuple[list[Finding], list[Finding]]] = {}
    for key, claim in claims.items():
        head, turned = of(key)
        groups.setdefault(head, ([], []))[turned].append(claim)
    return [sides for sides in groups.values() if sum(map(len, sides)) > 1]


def _says_no(claims: Collection[Finding]) -> float:
    """Share of claims that are denials by themselves."""
    return sum(bool(one.body["stance"] == "deny" or one.body["polarity"] == -1) for one in claims) / len(claims)


def _prevailing(edges: Iterable[Edge]) -> list[Edge]:
    """Edges judged yes, people's before programs', the surest first; none that a person says is not so."""
    listed = list(edges)
    refused = {
        (edge.kind, frozenset((edge.left, edge.right)))
        for edge in listed
        if edge.judgement == "no" and not split_maker(edge.by)[1]
    }
    kept = [
        edge
        for edge in listed
        if edge.judgement == "yes" and (edge.kind, frozenset((edge.left, edge.right))) not in refused
    ]
    return sorted(kept, key=lambda edge: (bool(split_maker(edge.by)[1]), -edge.score, edge.id))


@dataclass(frozen=True, slots=True)
class _Parted:
    """The claims about one proposition, being parted by party."""

    said: Sequence[Finding]
    denied: Sequence[Finding]
    voices: Mapping[str, Finding]
    published: Mapping[str, str | None]
    origins: Origins

    def of(self, party: str, speaks: Speaks) -> Position:
        """How those for whom ``speaks`` holds stand to it."""
        own = [[claim for claim in claims if self._is_of(claim, speaks)] for claims in (self.said, self.denied)]
        both = sorted((*own[0], *own[1]), key=lambda claim: (self.published[claim.report] or "9999", claim.id))
        roots = {one.id: one for claim in both for one in self.origins.of_claim(claim)}
        known, unknown = count(roots.values())
        first = both[0] if both else None
        since = self.published[first.report] if first else None
        keys = first.body["voices"] if first else ()
        name = next((str(self.voices[key].body["name"]) for key in keys if key in self.voices), None)
        return Position(party, tuple(own[0]), tuple(own[1]), since, name, known, unknown)

    def _is_of(self, claim: Finding, speaks: Speaks) -> bool:
        return any(speaks(self.voices[key]) for key in claim.body["voices"] if key in self.voices)


def _through(claims: Sequence[Finding], origins: Origins) -> int:
    roots: dict[str, Origin] = {one.id: one for claim in claims for one in origins.of_claim(claim)}
    return sum(count(roots.values()))


def table_lines(made: Iterable[Proposition]) -> Iterator[PropositionLine]:
    """The table as printed: an object for each proposition."""
    for one in made:
        yield {
            "proposition": list(one.first.quotes),
            "claims": [claim.id for claim in one.claims],
            "denials": [claim.id for claim in one.denials],
            "parties": [_position_line(position) for position in (*one.positions, one.others)],
        }


def standing(position: Position) -> str:
    """In one word how a party stands to a proposition."""
    if position.asserts and position.denies:
        return "both"
    return "asserts" if position.asserts else "denies" if position.denies else "silent"


def _position_line(position: Position) -> TablePartyLine:
    return {
        "party": position.party,
        "stands": standing(position),  # type: ignore[typeddict-item]  # one of the four words of the line
        "since": position.since,
        "voice": position.voice,
        "claims": [claim.id for claim in (*position.asserts, *position.denies)],
        "origins": {"known": position.known, "unknown": position.unknown},
    }
