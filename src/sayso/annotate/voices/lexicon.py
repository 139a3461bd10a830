"""What single words say: of who speaks, how many, of which gender and state, and in which medium."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from sayso.annotate.voices.tables import classes, lines
from sayso.text import fold

Gender = Literal["f", "m"]
HeadClass = Literal[
    "office", "rank", "insider", "leader", "lay", "crowd", "state", "body", "outlet", "document"
]
MediaKind = Literal["agency", "newspaper", "broadcaster", "social"]

PEOPLE: frozenset[str] = frozenset({"office", "rank", "insider", "leader", "lay"})
"""Classes of nouns for one person, or in the plural for several."""

_NOUNS = classes("nouns.txt")
TITLES = _NOUNS["title"]
MODIFIERS = _NOUNS["modifier"]
PARTICLES = _NOUNS["particle"]
PREPOSITIONS = _NOUNS["preposition"]
OPENERS = _NOUNS["opener"]
VERBS = _NOUNS["verb"]
REGIONS = _NOUNS["region"]


def _numbered(kind: str) -> dict[str, int]:
    pairs = (entry.split("=") for entry in _NOUNS[kind])
    return {word: int(value) for word, value in pairs}


NUMBERS = _numbered("number")
ORDINALS = _numbered("ordinal")
"""1 for first, 2 for second …; 0 for another and other; -1 for the last one named."""

_IRREGULAR = {
    "men": "man", "women": "woman", "people": "person", "children": "child", "wives": "wife", "media": "media",
    "spokesmen": "spokesman", "spokeswomen": "spokeswoman", "spokespeople": "spokesperson",
    "congressmen": "congressman", "congresswomen": "congresswoman", "servicemen": "serviceman",
    "businessmen": "businessman", "fishermen": "fisherman", "tribesmen": "tribesman", "militiamen": "militiaman",
    "gunmen": "gunman", "crewmen": "crewman", "airmen": "airman", "statesmen": "statesman", "seamen": "seaman",
    "chairmen": "chairman", "attachés": "attaché", "analyses": "analysis", "staff": "staff",
    "locals": "resident",
}  # fmt: skip


_AGE = re.compile(r"\d+-year-olds?")
_PREFIXES = frozenset({"ex", "vice", "co", "then", "deputy", "sub", "under"})


@dataclass(frozen=True, slots=True)
class Head:
    """The noun a mention is built on."""

    word: str
    """In the singular, lower case."""
    kind: HeadClass
    plural: bool


@cache
def _heads() -> dict[str, HeadClass]:
    found: dict[str, HeadClass] = {}
    for kind, words in classes("heads.txt").items():
        for word in words:
            found.setdefault(word, kind)  # type: ignore[arg-type]  # the table's classes are HeadClass
    # A word of two classes keeps the one that says most: an office before a body, a body before a thing.
    order = ("crowd", "document", "body", "lay", "outlet", "state", "leader", "insider", "rank", "office")
    for kind in order:
        for word in classes("heads.txt").get(kind, ()):
            found[word] = kind  # type: ignore[assignment]
    return found


@cache
def head_of(word: str) -> Head | None:
    """The head noun a word is, singular or plural; None when it is none. ``Ministers`` → minister, plural."""
    low = word.lower().strip(".")
    heads = _heads()
    if low in _IRREGULAR:
        singular = _IRREGULAR[low]
        kind = heads.get(singular)
        return Head(singular, kind, singular != low) if kind else None
    if low in heads:
        return Head(low, heads[low], heads[low] == "crowd")
    for ending, instead in (("ies", "y"), ("ches", "ch"), ("sses", "ss"), ("s", "")):
        stem = low[: len(low) - len(ending)] + instead
        if low.endswith(ending) and stem in heads:
            return Head(stem, heads[stem], True)
    if _AGE.fullmatch(low):
        return Head("person", "lay", low.endswith("s"))
    before, hyphen, after = low.rpartition("-")
    return head_of(after) if hyphen and before in _PREFIXES else None


POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your"})
"""They say whose somebody is, and nothing of who he or she is."""


def is_private_name(name: str) -> bool:
    """Whether a name has a word of companies, universities and other bodies that are no arm of a state."""
    words = {word.strip(".,'’").lower() for word in name.split() if word[:1].isupper()}
    return not words.isdisjoint(classes("standing-words.txt")["private-name"])


@cache
def gender_of_word(word: str) -> Gender | None:
    """The gender a noun, title or pronoun says, singular or plural."""
    low = word.lower().strip(".")
    low = _IRREGULAR.get(low, low)
    if low in _NOUNS["f"]:
        return "f"
    return "m" if low in _NOUNS["m"] else None


@cache
def _given() -> dict[str, Gender]:
    names = classes("given-names.txt")
    women, men = names["f"], names["m"]
    both = women & men
    found: dict[str, Gender] = dict.fromkeys(women - both, "f")
    found.update(dict.fromkeys(men - both, "m"))
    return found


@cache
def gender_of_name(name: str) -> Gender | None:
    """The gender of a given name, by the list; None when the list does not know it or both bear it."""
    given = _given()
    folded = fold(name.replace("’", "").replace("'", ""))
    return given.get(folded) or given.get(folded.partition("-")[0])


def is_given(name: str) -> bool:
    """Whether a word is a given name on the list."""
    return gender_of_name(name) is not None


@dataclass(frozen=True, slots=True)
class Nation:
    """What a word says of a state."""

    code: str
    """ISO 3166-1 alpha-3."""
    name: str
    kind: str
    """country, adjective, people or seat."""


@cache
def nations() -> dict[str, Nation]:
    """Names of states, their adjectives, people and seats of government, lower-cased, by what they say."""
    text = (resources.files("sayso.annotate.actors") / "base" / "countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    names = {row[0]: _plainest(row[1].split("|")) for row in rows if row[2] == "country"}
    found: dict[str, Nation] = {}
    for code, spelled, kind, *_ in rows:
        for name in spelled.split("|"):
            found.setdefault(name.lower(), Nation(code, names.get(code, name), kind))
    return found


def _plainest(names: list[str]) -> str:
    """The name that a desk without accents would write: Turkey of Türkiye|Turkey."""
    return next((name for name in names if name.isascii()), names[0])


@cache
def _bodies() -> dict[str, str]:
    """The state of each body and force of the table of actors, by its lower-cased names."""
    text = (resources.files("sayso.annotate.actors") / "base" / "bodies.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, str] = {}
    for code, spelled, *_ in rows:
        state = code.partition(".")[0]
        if len(state) == 3 and state not in ("XXX", "IGO"):
            for name in spelled.split("|"):
                found.setdefault(name.lower(), state)
    return found


def state_of_body(name: str) -> str | None:
    """The ISO code of the state that a body or force belongs to, by the table of actors."""
    return _bodies().get(name.lower())


@cache
def nation_of(word: str) -> Nation | None:
    """The state a word names, or whose adjective, people or seat it is; genitives are read."""
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return nations().get(low)


@cache
def _media() -> dict[str, MediaKind]:
    found: dict[str, MediaKind] = {}
    for line in lines("media.tsv"):
        name, kind, others = (*line.split("\t"), "")[:3]
        for spelled in (name, *others.split("|")):
            if spelled:
                found[spelled if len(spelled) < 4 else spelled.lower()] = kind  # type: ignore[assignment]  # MediaKind by the table
    return found


def medium_named(name: str) -> MediaKind | None:
    """What the medium of a name is, by the list; short names must be written as they are there, all with a capital."""
    if not name[:1].isupper():
        return None
    return _media().get(name if len(name) < 4 else name.lower())
