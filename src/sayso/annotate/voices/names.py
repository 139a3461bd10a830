"""Proper names: the capitalised runs of a text, where the name in a run begins, and which names are one person's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.annotate.actors.spelling import skeleton
from sayso.annotate.voices.lexicon import (
    MODIFIERS,
    OPENERS,
    PARTICLES,
    PEOPLE,
    TITLES,
    Gender,
    gender_of_name,
    head_of,
    is_given,
    nation_of,
)
from sayso.annotate.voices.scene import Scene, Word, bare, genitive
from sayso.annotate.voices.tables import entries
from sayso.text import fold

_SPELLING = 1
"""Letters in which two spellings of one given name may differ: Mohammad, Mohammed; not Hassan, Hossein."""
_NOUN_ENDINGS = (
    "ology",
    "tion",
    "sion",
    "ment",
    "ance",
    "ence",
    "ity",
    "ics",
    "ship",
    "olicy",
    "ism",
    "ness",
    "ery",
)
"""Endings of common nouns that stand capitalised before a name."""
_ALSO_NAMES = frozenset({"king", "bishop", "major"})
"""Titles that are surnames too."""


@dataclass(frozen=True, slots=True)
class Run:
    """A capitalised run ``[first, last)`` of words, its name beginning at ``name``."""

    first: int
    name: int
    last: int


def folded(words: Sequence[Word]) -> tuple[str, ...]:
    """A name as its folded words, genitive and particles' case gone."""
    return tuple(fold(bare(word.text)) for word in words)


@cache
def _short_names() -> dict[str, int]:
    """Given names by the group of those that may be one person's."""
    found: dict[str, int] = {}
    for number, (name, others) in enumerate(entries("short-names.txt")):
        found.update(dict.fromkeys((name, *others), number))
    return found


def same_given(one: str, other: str) -> bool:
    """Whether two given names may be one person's: equal, one short for the other, or two spellings of one name."""
    short = _short_names()
    if one == other or (one in short and short[one] == short.get(other)):
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return skeleton(one) == skeleton(other) and one[0] == other[0] and _unlike(one, other) <= _SPELLING


def _unlike(one: str, other: str) -> int:
    """Letters by which two spellings differ, place by place from both ends."""
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other))


def fits(wanted: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether a name's words stand in a fuller name in the same order; an initial fits its name."""
    rest = iter(tokens)
    return all(any(w == t or (w != wanted[-1] and same_given(w, t)) for t in rest) for w in wanted)


def given_gender(words: Sequence[Word]) -> Gender | None:
    """The gender that the given name in a full name says."""
    return gender_of_name(bare(words[0].text)) if len(words) > 1 else None


def runs(scene: Scene) -> Iterator[Run]:
    """Capitalised runs, each cut into what stands before a name and the name."""
    words = scene.words
    common = {word.text for word in words if not word.capital}
    i = 0
    while i < len(words):
        if not words[i].capital or (scene.opens(i) and words[i].low in OPENERS):
            i += 1
            continue
        j = i + 1
        while j < len(words) and _goes_on(scene, j):
            j += 1
        while words[j - 1].low in PARTICLES and not words[j - 1].capital:
            j -= 1
        common_first = scene.opens(i) and words[i].low in common and not is_given(words[i].text)
        first = i + 1 if j - i > 1 and common_first else i
        yield Run(first, name_start(words, first, j), j)
        i = j


def _goes_on(scene: Scene, i: int) -> bool:
    word = scene.words[i]
    if scene.gap(i).strip(" ") or genitive(scene.words[i - 1].text):
        return False
    if word.capital:
        return not scene.begins(i) or scene.words[i - 1].text.endswith(".")
    following = scene.words[i + 1] if i + 1 < len(scene.words) else None
    particle = word.text in PARTICLES or word.text.startswith(("al-", "el-"))
    if not particle or following is None or scene.gap(i + 1).strip(" "):
        return word.text.startswith(("al-", "el-"))
    return following.capital or (following.text in PARTICLES)


def name_start(words: Sequence[Word], first: int, last: int) -> int:
    """Where the name in a capitalised run begins: after nationalities, modifiers of offices, titles and offices."""
    i = last
    while i > first and (not _before_name(words[i - 1].text) or _after_given(words, first, i - 1)):
        i -= 1
    for given in range(i + 1, last - 1):
        if is_given(words[given].text) and words[given].low not in PARTICLES and _is_noun(words[i:given]):
            return given
    return i


def _is_noun(words: Sequence[Word]) -> bool:
    """Whether capitalised words before a given name are common ones: Technology, Counselor."""
    return all(word.low.endswith(_NOUN_ENDINGS) for word in words)


def _after_given(words: Sequence[Word], first: int, i: int) -> bool:
    """Whether a word that is also a common noun is a name here: ``Bill`` Urban, Steve ``King``."""
    if is_given(words[i].text):
        return True
    head = head_of(words[i].low)
    named = head is not None and (head.plural or head.kind in PEOPLE)
    return named and i > first and is_given(words[i - 1].text) and words[i].low not in TITLES - _ALSO_NAMES


def _before_name(word: str) -> bool:
    low = bare(word).lower()
    if low in TITLES or low in MODIFIERS or (word.isupper() and word.count(".") > 1):
        return True
    head = head_of(low)
    nation = nation_of(word)
    return (head is not None) or (nation is not None and nation.kind != "seat")
