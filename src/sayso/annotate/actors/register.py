"""All entries, found again by name, by surname, by role and by spelling key; built once, read-only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import TypeVar

from sayso.annotate.actors.entry import Entry, check, parse
from sayso.annotate.actors.lexicon import word_set
from sayso.annotate.actors.spelling import spelling_key
from sayso.text import placed_words

ARABIC_SCRIPT = word_set(
    "AFG ARE BHR DZA EGY IRN IRQ JOR KWT LBN LBY MAR OMN PAK PSE QAT SAU SDN SYR TUN XXX YEM"
)
"""Where names are spelled from Arabic letters, so that the spelling key applies."""

FAMILY_FIRST = word_set("CHN HKG JPN KHM KOR MAC PRK TWN VNM")
"""Where the family name often stands first: either end of such a name can be the surname."""

_PARTICLES = word_set("abdul abdel abd abu al el bin bint ben ibn von van der de da di du dos la le st mac o")
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_LEAST_KEY = 5
"""Letters a spelling key needs before two names may meet under it."""

Words = tuple[str, ...]
_K = TypeVar("_K")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write the name of one or more entries."""

    words: Words
    """Folded."""
    written: str
    entries: tuple[Entry, ...]
    capitals: bool
    """Written in capitals only: ``US`` is not "us"."""
    upper: tuple[bool, ...]
    """Which of the words begin with a capital."""

    @property
    def generic(self) -> bool:
        """A common noun ("foreign minister"): it may stand in small letters. Such a reading comes first."""
        return self.entries[0].kind == "office" or self.entries[0].code.startswith("*")

    @property
    def own(self) -> tuple[Entry, ...]:
        """The readings of a generic spelling that are one country's own: "Foreign Office"."""
        return tuple(e for e in self.entries if e.kind != "office" and not e.code.startswith("*"))


@dataclass(frozen=True, eq=False)
class Register:
    """Entries and the ways to find them. Build with ``register``."""

    entries: tuple[Entry, ...]
    spellings: Mapping[str, tuple[Spelling, ...]]
    """By first folded word, longest first."""
    by_words: Mapping[Words, tuple[Entry, ...]]
    by_surname: Mapping[Words, tuple[Entry, ...]]
    by_key: Mapping[Words, tuple[Entry, ...]]
    first_keys: frozenset[str]
    """First words of the keys: what cannot begin a known name is not looked up."""
    holders: Mapping[tuple[str, str], tuple[Entry, ...]]
    """(country, role) → persons, in order of their first day."""
    names: Mapping[str, str]
    """Country code → the name shown."""
    alpha2: Mapping[str, str]
    """Country code → ISO 3166-1 alpha-2."""

    def person(self, name: str) -> tuple[Entry, ...]:
        """Every entry of the person shown under ``name``."""
        return tuple(e for e in self.by_words.get(folded(name), ()) if e.kind == "person")


@lru_cache(maxsize=32768)
def folded(name: str) -> Words:
    """The folded words of a name: "al-Abadi" and "Al Abadi" are one."""
    return tuple(word for word, _, _ in placed_words(name))


def surnames(name: str, country: str) -> Iterable[Words]:
    """What a person may be called after the first mention: last word, with its particles; first word in some places."""
    words = folded(name)
    if len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    if len(words) < 2:
        return
    yield words[-1:]
    if len(words) > 2 and words[-2] in _PARTICLES:
        yield words[-2:]
    if country in FAMILY_FIRST:
        yield words[:1]


def _aliases(entries: Iterable[Entry]) -> dict[tuple[str, str], dict[str, None]]:
    """Every name of who is shown under one name: a person's aliases need stand on one line only."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for entry in entries:
        found[entry.kind, entry.name].update(dict.fromkeys(entry.names))
    return found


def register(entries: Iterable[Entry]) -> Register:
    """The entries with their indices. Raises ``SettingsError`` when two contradict each other."""
    everything = tuple(entries)
    check(everything)
    persons = [e for e in everything if e.kind == "person"]
    aliases = _aliases(everything)
    named = [(name, e) for e in everything for name in aliases[e.kind, e.name]]
    given = {folded(name)[:1] for name, e in named if e.kind == "person" and e.country not in FAMILY_FIRST}
    by_key = _grouped((key, e) for name, e in named if e.kind == "person" for key in _keys(name, e.country))
    return Register(
        entries=everything,
        spellings=_spellings(named),
        by_words=_grouped((folded(name), e) for name, e in named),
        by_surname=_grouped(
            (words, e)
            for name, e in named
            if e.kind == "person"
            for words in surnames(name, e.country)
            if words not in given or words == folded(name)[-len(words) :]
        ),
        by_key=by_key,
        first_keys=frozenset(key[0] for key in by_key),
        holders=_grouped(((e.country, e.role), e) for e in sorted(persons, key=lambda e: e.first_day())),
        names={e.code: e.name for e in everything if e.kind == "country"},
        alpha2={e.code: e.role for e in everything if e.kind == "country"},
    )


def _keys(name: str, country: str) -> Iterable[Words]:
    key = spelling_key(name) if country in ARABIC_SCRIPT else ()
    if len(key) > 1 and sum(map(len, key)) >= _LEAST_KEY:
        yield key


def _grouped(pairs: Iterable[tuple[_K, Entry]]) -> dict[_K, tuple[Entry, ...]]:
    groups: dict[_K, dict[Entry, None]] = defaultdict(dict)
    for key, entry in pairs:
        groups[key][entry] = None
    return {key: tuple(group) for key, group in groups.items()}


def _spellings(named: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Spelling, ...]]:
    written: dict[tuple[Words, bool], dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for name, entry in named:
        if words := folded(name):
            written[words, _capitals(name)][name].append(entry)
    found: dict[str, list[Spelling]] = defaultdict(list)
    for (words, capitals), names in written.items():
        readings = dict.fromkeys(chain.from_iterable(names.values()))
        together = tuple(sorted(readings, key=lambda e: not (e.kind == "office" or e.code.startswith("*"))))
        upper = tuple(map(all, zip(*map(_upper, names), strict=True)))
        found[words[0]].append(Spelling(words, next(iter(names)), together, capitals, upper))
    return {first: tuple(sorted(each, key=lambda s: -len(s.words))) for first, each in found.items()}


def _upper(name: str) -> tuple[bool, ...]:
    spans = [(word, start) for word, start, _ in placed_words(name)]
    return tuple(name[start].isupper() and word not in _PARTICLES for word, start in spans)


def _capitals(name: str) -> bool:
    return name.isupper() and len(name) > 1


def shipped_entries() -> tuple[Entry, ...]:
    """The entries that ship, file by file."""
    folder = resources.files("sayso.annotate.actors") / "base"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name)
    return tuple(e for f in files for e in parse(f.read_text(encoding="utf-8"), f.name))


@cache
def shipped() -> Register:
    """The register of the base that ships. Read on first use: importing costs nothing."""
    return register(shipped_entries())
