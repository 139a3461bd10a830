"""Which sides some words name, and the key under which a body's names meet."""

from collections.abc import Sequence

from sayso.annotate.voices.lexicon import MODIFIERS, OPENERS, TITLES, head_of, nation_of, state_of_body
from sayso.annotate.voices.scene import Word, bare, genitive
from sayso.text import fold

_SIDE_LETTERS = 5
"""Letters that a place and its adjective share where no table knows them: Kaldria, Kaldrian."""
_MOST_BODY = 4
"""Words of the names of bodies that are looked up."""
_ADJECTIVE = ("ian", "an", "i", "ese", "ish", "ic", "ine", "ois")
_OF = frozenset({"of", "in", "from", "for"})


def sides(words: Sequence[Word]) -> set[str]:
    """The sides named in some words: states by their code, others by the letters place and adjective share."""
    found = set()
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + _MOST_BODY) + 1):
            if words[first].capital and (
                state := state_of_body(" ".join(bare(w.text) for w in words[first:last]))
            ):
                found.add(state)
    for number, word in enumerate(words):
        nation = nation_of(word.text) or (
            nation_of(f"{words[number - 1].text} {word.text}") if number else None
        )
        if nation:
            found.add(nation.code)
        elif word.capital and len(word.low) >= _SIDE_LETTERS and not _is_common(word):
            after_of = number and words[number - 1].low in _OF
            if genitive(word.text) or after_of or word.low.endswith(_ADJECTIVE):
                found.add(_letters(word))
    return found


def _is_common(word: Word) -> bool:
    return word.low in MODIFIERS or word.low in TITLES or word.low in OPENERS or head_of(word.low) is not None


def _letters(word: Word) -> str:
    return fold(word.low)[:_SIDE_LETTERS]


def body_key(words: Sequence[Word]) -> tuple[str, ...]:
    """The key of a body's name: folded words, the side in it one word however it is said.

    "Iran's Foreign Ministry" and "the Iranian Foreign Ministry" meet, "Russia's" does not.
    """
    key = []
    for word in words:
        nation = nation_of(word.text)
        named = word.capital and len(words) > 1 and len(word.low) >= _SIDE_LETTERS and not _is_common(word)
        if nation is not None and len(words) > 1:
            key.append(nation.code)
        elif named and (genitive(word.text) or word.low.endswith(_ADJECTIVE)):
            key.append(_letters(word))
        elif word.low not in ("the", "a", "an"):
            key.append(fold(bare(word.text)))
    return tuple(key)
