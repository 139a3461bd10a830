"""Happenings: events told in many reports, each counted once, on its own day.

Mentions are gone through in order of publication. One joins the happening of its family whose parties, place and days
it does not contradict and of which it tells something; what is still unknown of a happening, a later mention can tell,
and nothing that is known changes. So retelling adds nothing, moves no day (retelling law), and the order in which
reports arrive does not matter (order law). A person's word comes before all of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

Status = Literal["happened", "claimed", "denied", "threatened", "planned", "hypothetical"]
Days = tuple[date, date]
"""First and last day, both within."""
Pair = tuple[str, str]

FAMILIES: Mapping[str, str] = MappingProxyType(
    {"AGREE": "accord", "COOPERATE": "accord", "COERCE": "force", "ASSAULT": "force", "SANCTION": "sanction"}
)
"""PLOVER roots that reports choose between for one act; every other root is a family of its own."""
APART = 1
"""Days by which two tellings of one happening may differ: nights, and zones of time."""
RECALLED = 30
"""Days back from publication in which what is told without a day is looked for."""
_STATE = len("IRQ")


@dataclass(frozen=True, slots=True)
class Mention:
    """One telling of an event: a report's finding, as it is compared."""

    id: str
    report: str
    published: date | None
    root: str
    """PLOVER root."""
    actor: str | None
    """Actor code, else the folded name; None where it is not told."""
    recipient: str | None
    place: str | None
    """Gazetteer id or folded name."""
    days: Days | None
    status: Status
    origins: tuple[str, ...]
    """Whose words it stands in; none where that is not known."""

    @property
    def family(self) -> str:
        """What kind of act it is."""
        return FAMILIES.get(self.root, self.root.lower())


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening, however often it is told."""

    id: str
    """The id of the first mention."""
    days: Days | None
    """Its own day; None where no report tells one."""
    family: str
    actor: str | None
    recipient: str | None
    place: str | None
    statuses: Mapping[str, Status]
    """How each origin tells it, by its first telling; ``happened`` where it says so anywhere."""
    events: tuple[str, ...]
    """All mentions, by id, in order of publication."""
    first_report: str


@dataclass(slots=True)
class _Open:
    """A happening being gathered."""

    mentions: list[Mention] = field(default_factory=list)
    family: str = ""
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    days: Days | None = None
    recalled: date | None = None
    """When it was first told of, where it has no day of its own."""

    def add(self, mention: Mention) -> None:
        """Take a mention in; only what was unknown is learned from it."""
        self.mentions.append(mention)
        self.family = self.family or mention.family
        self.actor = _finer(self.actor, mention.actor)
        self.recipient = _finer(self.recipient, mention.recipient)
        self.place = self.place or mention.place
        self.days = self.days or mention.days
        self.recalled = self.recalled or mention.published

    def agreement(self, mention: Mention) -> int:
        """How much of a mention it confirms; 0 when it contradicts it or they have too little in common."""
        pairs = ((self.actor, mention.actor), (self.recipient, mention.recipient))
        if mention.family != self.family or not all(_may_be(*pair) for pair in pairs):
            return 0
        if self.place and mention.place and self.place != mention.place:
            return 0
        timely = self._timely(mention)
        told = sum(one is not None and other is not None for one, other in pairs)
        placed = bool(self.place and mention.place)
        return told + placed + 1 if timely and (told or placed) and told + placed + (timely > 1) > 1 else 0

    def _timely(self, mention: Mention) -> int:
        """2 when both tell the same days, 1 when one tells none and it may be then, 0 otherwise."""
        if self.days and mention.days:
            (first, last), (start, end) = self.days, mention.days
            return 2 if (start - last).days <= APART and (first - end).days <= APART else 0
        known, told = self.days or mention.days, mention.published if self.days else self.recalled
        if known is None:
            both = self.recalled and mention.published
            return int(
                not both
                or abs((mention.published or known or date.min) - (self.recalled or date.min)).days <= RECALLED
            )
        return int(told is None or -APART <= (told - known[0]).days <= RECALLED)


def happenings(
    mentions: Iterable[Mention], together: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> list[Happening]:
    """The happenings that mentions tell, those with the earliest first mention first.

    ``together`` are pairs of mentions that are known to be of one happening (within a report by its reading, else by a
    person's word), ``apart`` pairs that a person says are not. A function of its arguments, in any order of theirs.
    """
    listed = sorted(mentions, key=lambda one: (one.published or date.max, one.report, one.id))
    against = _neighbours(apart)
    held = _grouped(listed, [pair for pair in together if pair[1] not in against.get(pair[0], ())])
    found: list[_Open] = []
    by_family: dict[str, list[_Open]] = {}
    for group in held:
        refused = {other for one in group for other in against.get(one.id, ())}
        near = by_family.setdefault(group[0].family, [])
        home = _home(group, near, refused)
        if home is None:
            home = _Open()
            near.append(home)
            found.append(home)
        for one in group:
            home.add(one)
    return [_made(one) for one in found]


def _home(group: Sequence[Mention], near: Sequence[_Open], refused: set[str]) -> _Open | None:
    """The happening that confirms most of a group of mentions, the earliest of those that confirm as much."""
    best, most = None, 0
    for one in near:
        scores = [one.agreement(mention) for mention in group]
        if max(scores) > most and not refused & {mention.id for mention in one.mentions}:
            best, most = one, max(scores)
    return best


def _grouped(listed: Sequence[Mention], together: Iterable[Pair]) -> list[list[Mention]]:
    """Mentions that are known to be one, in order of the first of each group."""
    root: dict[str, str] = {one.id: one.id for one in listed}

    def of(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for one, other in sorted(tuple(sorted(pair)) for pair in together):
        if one in root and other in root:
            root[of(other)] = of(one)
    groups: dict[str, list[Mention]] = {}
    for mention in listed:
        groups.setdefault(of(mention.id), []).append(mention)
    return list(groups.values())


def _neighbours(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _may_be(one: str | None, other: str | None) -> bool:
    """Whether two names can be of one party: unknown, equal, or a body of the same state."""
    if one is None or other is None or one == other:
        return True
    coded = one[:_STATE].isupper() and other[:_STATE].isupper()
    return coded and one[:_STATE] == other[:_STATE]


def _finer(one: str | None, other: str | None) -> str | None:
    """The one that tells more of two that may be one: a body rather than its state."""
    return other if one is None or (other is not None and other.startswith(f"{one}.")) else one


def _made(one: _Open) -> Happening:
    statuses: dict[str, Status] = {}
    for mention in one.mentions:
        for origin in mention.origins:
            if mention.status == "happened" or origin not in statuses:
                statuses[origin] = mention.status
    return Happening(
        one.mentions[0].id,
        one.days,
        one.family,
        one.actor,
        one.recipient,
        one.place,
        MappingProxyType(statuses),
        tuple(mention.id for mention in one.mentions),
        one.mentions[0].report,
    )
