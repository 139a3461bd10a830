"""What somebody is said to be: the words before a name, and those set off before and after it."""

from collections.abc import Sequence

from sayso.annotate.voices.lexicon import (
    MODIFIERS,
    NUMBERS,
    OPENERS,
    PEOPLE,
    PREPOSITIONS,
    TITLES,
    VERBS,
    head_of,
    nation_of,
)
from sayso.annotate.voices.scene import Scene, Word, bare, genitive
from sayso.annotate.wordlists import words as listed

_MOST_ROLE = 7
"""Words before a name that are read for its role."""
_LONGEST_APPOSITION = 14
"""Words set off beside a name that are read for its role."""
_DETERMINERS = listed(
    "the a an its his her their our my this that these those some several many both each another"
)
_OPENS_PHRASE = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my"})
_LINKS = frozenset({"of", "for", "at", "in", "to", "with", "from", "on", "who", "that", "and"})
_NO_ROLE = listed("the a an mr mrs ms miss sir dame now")
_HOLDERS_OF = frozenset({"secretary", "minister", "chief", "speaker", "state"})
"""Nouns whose "of" belongs to a title: Secretary of State."""
_RELATIVE = frozenset({"who", "whose", "whom", "which", "that"})


def with_origin(scene: Scene, last: int) -> int:
    """Index after ``of Oslo``, ``from the North``, where that follows a noun."""
    words = scene.words
    stop = last + 1
    if last >= len(words) or words[last].low not in ("of", "from", "in") or scene.gap(last).strip(" "):
        return last
    while stop < len(words) and stop - last < _MOST_ROLE and not scene.gap(stop).strip(" "):
        if not words[stop].capital and words[stop].low != "the":
            break
        stop += 1
    return stop if words[stop - 1].capital else last


def phrase_start(scene: Scene, i: int) -> int:
    """Index of the first word of the noun phrase that ends at word ``i``: its article, number or modifiers."""
    first = i
    while first > 0 and i - first < _MOST_ROLE and not scene.gap(first).strip(" "):
        before = scene.words[first - 1]
        if (
            before.low in PREPOSITIONS
            or scene.verb(first - 1)
            or before.low in ("and", "or", "that", "who", "said")
        ):
            break
        first -= 1
        if before.low in _DETERMINERS or before.low in NUMBERS:
            break
    return first


def role_start(scene: Scene, name: int) -> int:
    """Index of the first word of the role that stands right before a name."""
    words = scene.words
    i = name
    while i > 0 and name - i < _MOST_ROLE and not scene.gap(i).strip(" "):
        word = words[i - 1]
        head = head_of(word.text)
        if (
            (word.capital and not (word.low in OPENERS and word.low not in MODIFIERS))
            or word.low in MODIFIERS
            or word.low in TITLES
            or head
            or "-" in word.text
            or (word.low == "of" and i < name and i >= 2 and words[i - 2].low in _HOLDERS_OF)
        ):
            i -= 1
        else:
            break
    while i < name and words[i].low in ("and", "of", "the"):
        i += 1
    return i


def apposition_after(scene: Scene, last: int) -> tuple[int, int] | None:
    """Words of a role set off after a name: ``Anselm Ruo, the foreign minister of Ostmere,``."""
    words = scene.words
    if last >= len(words) or scene.gap(last).strip(" ") not in (",", "(") or words[last].low in _RELATIVE:
        return None
    stop = last
    while (
        stop < len(words)
        and stop - last < _LONGEST_APPOSITION
        and (stop == last or not scene.gap(stop).strip(" ’'"))
    ):
        stop += 1
    if (
        role_head(words[last:stop]) is None
        or scene.verb(last)
        or any(w.text in VERBS for w in words[last:stop])
    ):
        return None
    return last, stop


def apposition_before(scene: Scene, first: int) -> tuple[int, int] | None:
    """Words of a role set off before a name: ``Ostmere's foreign minister, Anselm Ruo``."""
    words = scene.words
    if first == 0 or scene.gap(first).strip(" ") != ",":
        return None
    start = first
    while (
        start > 0
        and first - start < _LONGEST_APPOSITION
        and (start == first or not scene.gap(start).strip(" ’'"))
    ):
        start -= 1
        if scene.verb(start):
            start += 1
            break
    while start < first and words[start].low in OPENERS and words[start].low not in _OPENS_PHRASE:
        start += 1
    if start >= first or role_head(words[start:first]) is None:
        return None
    return (start, first) if determined(words[start]) or words[start].capital else None


def determined(word: Word) -> bool:
    """Whether a word opens a noun phrase: an article, a possessive, a genitive, a nationality."""
    nation = nation_of(word.text)
    return (
        word.low in _OPENS_PHRASE or genitive(word.text) or (nation is not None and nation.kind == "adjective")
    )


def role_head(words: Sequence[Word], *, titled: bool = False) -> str | None:
    """The noun of a role: the last noun for a person before its first preposition; None when there is none."""
    found = None
    for number, word in enumerate(words):
        low = word.low
        if not titled and number and low in _LINKS:
            break
        head = head_of(bare(word.text))
        if head and head.kind in PEOPLE and not head.plural and not genitive(word.text):
            found = head.word
    if found is None and titled and words:
        found = words[-1].low if words[-1].low in TITLES - _NO_ROLE else None
    return found


def role_text(scene: Scene, words: Sequence[Word]) -> str:
    """A role as written, without its article."""
    first = 0
    while first < len(words) and words[first].low in _NO_ROLE:
        first += 1
    if first == len(words):
        return ""
    return " ".join(scene.text[words[first].start : words[-1].end].split())
