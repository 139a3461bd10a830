"""Which of its namesakes a name means: chosen by the words beside it, the outlet's country and the story's places.

Every namesake gets a score, a weighted sum of facts about it (``FACTS``); the weights were fitted on the choice
among namesakes (``bench/train/places.py``). First each name by itself, then again in the light of the first round:
places of one story lie near one another and in the same countries and divisions.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.annotate.places.gazetteer import Entry

FACTS = (
    "population", "kind C", "kind A", "kind B", "kind R", "kind F", "own name", "named within", "names division",
    "names country", "home", "country share", "division share", "near", "typed", "seat", "division seat",
)  # fmt: skip
Vector = tuple[float, ...]
_NEAR_KM = 120.0
"""Places of one story are neighbours within about a day's work of a local reporter."""
_EARTH_KM = 111.2
"""Kilometres of one degree of a great circle."""


_MOST_POINTS = 200
"""Places a story is placed by: its first ones, so that a list of all towns of a land is read in linear time."""
_FAR = 4.0
"""Degrees beyond which places are not near at all."""
_SAME = 0.6
"""Degrees within which namesakes of one country are one place for a reader."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name to resolve, with what the text says right beside it."""

    key: str
    entries: tuple[Entry, ...]
    within: tuple[Entry, ...] = ()
    """Divisions or countries named right after it: "Paris, *Texas*"."""
    area: str = ""
    """Kind the name's own type word asks for: ``B`` of "DeKalb County"."""
    seats: frozenset[str] = frozenset()
    """Countries whose government sits in a city of this name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen and how sure, in (0, 1]."""

    entry: Entry
    confidence: float


def resolve(
    names: Sequence[Name], home: str, alone: Mapping[str, float], together: Mapping[str, float]
) -> list[Choice | None]:
    """One choice a name, None where the gazetteer has no entry. ``home`` is the outlet's country or empty.

    ``alone`` and ``together`` are the weights of the two rounds, by fact.
    """
    several = distinct(names)
    said = Said(names)
    first = {name: chances(name, vectors(name, said, home, None), alone) for name in several}
    story = Story(first)
    final = {name: chances(name, vectors(name, said, home, story), together) for name in several}
    spread = _one_sense(names, final)
    return [_choice(name, spread[name]) for name in names]


def distinct(names: Sequence[Name]) -> list[Name]:
    """The names the gazetteer has, each once, in order."""
    return [name for name in dict.fromkeys(names) if name.entries]


class Said:
    """Divisions and countries that the text names, however they resolve."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.divisions = Counter(
            (e.country, e.division) for n in set(names) for e in n.entries if e.kind == "A"
        )
        self.countries = Counter(e.country for n in set(names) for e in n.entries if e.kind == "C")


class Story:
    """Where the names of a text lie after the first round, each by its chances."""

    def __init__(self, chances: Mapping[Name, Sequence[float]]) -> None:
        self.points: list[tuple[str, Entry, float]] = []
        self.countries: dict[str, dict[str, float]] = defaultdict(dict)
        self.divisions: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        for name, each in chances.items():
            best = max(range(len(each)), key=each.__getitem__)
            entry, chance = name.entries[best], each[best]
            if entry.kind in "PBF":
                self.points.append((name.key, entry, chance))
            _most(self.countries[entry.country], name.key, chance)
            if entry.division:
                _most(self.divisions[entry.country, entry.division], name.key, chance)
        del self.points[_MOST_POINTS:]
        self.keys = len({name.key for name in chances})
        self._totals = {
            id(found): sum(found.values()) for found in (*self.countries.values(), *self.divisions.values())
        }

    def country_share(self, entry: Entry, key: str) -> float:
        """The share of the other names that lie in this country."""
        return self._share(self.countries.get(entry.country, {}), key)

    def division_share(self, entry: Entry, key: str) -> float:
        """The share of the other names that lie in this division."""
        return (
            self._share(self.divisions.get((entry.country, entry.division), {}), key) if entry.division else 0.0
        )

    def _share(self, found: Mapping[str, float], key: str) -> float:
        others = self._totals.get(id(found), 0.0) - found.get(key, 0.0)
        return others / max(1, self.keys - 1)

    def near(self, entry: Entry, key: str) -> float:
        """How many of the other places lie near, the nearer the more."""
        total = 0.0
        for other, place, chance in self.points:
            if other != key and (north_east := _apart(entry, place)) is not None:
                total += chance * math.exp(-_EARTH_KM * math.hypot(*north_east) / _NEAR_KM)
        return math.log1p(total)


def _most(found: dict[str, float], key: str, chance: float) -> None:
    found[key] = max(found.get(key, 0.0), chance)


def vectors(name: Name, said: Said, home: str, story: Story | None) -> list[Vector]:
    """The facts of each namesake, in the order of ``FACTS``."""
    return [_facts(name, entry, said, home, story) for entry in name.entries]


def _facts(name: Name, entry: Entry, said: Said, home: str, story: Story | None) -> Vector:
    kind = entry.kind
    division = said.divisions[entry.country, entry.division] if kind in "PB" and entry.division else 0
    own = any(
        e.kind == "A" and (e.country, e.division) == (entry.country, entry.division) for e in name.entries
    )
    return (
        math.log10(entry.population + 10) / 7,
        kind == "C",
        kind == "A",
        kind == "B",
        kind == "R",
        kind == "F",
        entry.name == entry.key.title(),
        any(_lies_in(entry, outer) for outer in name.within),
        min(division - own, 3) / 3,
        bool(entry.country and said.countries[entry.country] and kind != "C"),
        bool(home) and entry.country == home,
        story.country_share(entry, name.key) if story else 0.0,
        story.division_share(entry, name.key) if story else 0.0,
        story.near(entry, name.key) if story and kind in "PBF" else 0.0,
        bool(name.area) and kind == name.area,
        kind == "P" and entry.country in name.seats,
        kind == "P" and own,
    )


def _lies_in(inner: Entry, outer: Entry) -> bool:
    """Whether a place lies in a division or country."""
    if inner.country != outer.country or inner is outer:
        return False
    return outer.kind == "C" or (outer.kind == "A" and inner.division == outer.division)


def chances(name: Name, vectors: Sequence[Vector], weights: Mapping[str, float]) -> list[float]:
    """How likely each namesake is the one meant: a softmax of the weighted facts; they add up to 1."""
    scores = [
        sum(weights.get(fact, 0.0) * v for fact, v in zip(FACTS, vector, strict=True)) for vector in vectors
    ]
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    return [each / total for each in odds]


def _one_sense(names: Sequence[Name], final: Mapping[Name, list[float]]) -> dict[Name, list[float]]:
    """A name said to lie somewhere once lies there whenever it stands bare."""
    told: dict[str, Name] = {}
    for name in names:
        if name.within and name in final and max(final[name]) > 0.5:
            told.setdefault(name.key, name)
    spread = {}
    for name in names:
        source = told.get(name.key)
        bare = name in final and source is not None and not name.within and source.entries == name.entries
        spread[name] = final[source] if bare and source is not None else final.get(name, [])
    return spread


def _choice(name: Name, chances: Sequence[float]) -> Choice | None:
    if not chances:
        return None
    best = max(range(len(chances)), key=chances.__getitem__)
    # The chances are no finer than a tenth, and two countries with few namesakes are equally sure.
    return Choice(name.entries[best], max(0.1, round(_together(name.entries, chances, best), 1)))


def _together(entries: Sequence[Entry], chances: Sequence[float], best: int) -> float:
    """The chance of the chosen place and of its doubles: a city and the division around it are one place here."""
    chosen = entries[best]
    doubles = [
        entry.country == chosen.country
        and (apart := _apart(entry, chosen)) is not None
        and math.hypot(*apart) < _SAME
        for entry in entries
    ]
    return sum(p for k, p in enumerate(chances) if doubles[k] or k == best)


def _apart(one: Entry, other: Entry) -> tuple[float, float] | None:
    """Degrees between two places, north and east, as the crow flies; None when far or unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north = other.lat - one.lat
    if abs(north) > _FAR:
        return None
    east = (other.lon - one.lon) * math.cos(math.radians(one.lat))
    return (north, east) if abs(east) <= _FAR else None
