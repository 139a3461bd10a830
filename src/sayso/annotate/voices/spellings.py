"""Under which descriptions the same unnamed voice may go elsewhere: what to look for before likeness is weighed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.annotate.voices.lexicon import NUMBERS, head_of
from sayso.annotate.voices.synonyms import meanings
from sayso.annotate.wordlists import words as listed
from sayso.model import Finding
from sayso.text import words

RANKS = ("", "senior ", "top ")
_ONE = ("one ", "the ", "another ", "the second ", "a second ")
_TAIL = listed("of in at from with for who close familiar inside within near on to involved")
_NO_CARDINALS = listed("couple pair trio both dozen")
_CARDINALS = {value: {word} for word, value in NUMBERS.items() if word not in _NO_CARDINALS}
_BOTH_ARTICLES = ("u", "h", "eu", "one")


@dataclass(frozen=True, slots=True)
class _Description:
    """``a senior Kaldrian security official in Orvane``, taken apart; folded words."""

    stem: str
    """``kaldrian security``."""
    noun: str
    tail: str
    """``in orvane``."""
    count: int


def spellings(voice: Finding) -> frozenset[str]:
    """Folded names that describe like this voice: other articles and ranks, other nouns for the same person.

    Empty for a voice that is no unnamed person, for so many that nobody counts them ("officials"), for one described by
    nothing but a noun ("an official"), and for one whose own name is not among them. Two voices of one number are among
    each other's or neither is.
    """
    body = voice.body
    if (
        voice.kind != "voice"
        or (body["standing"], body["kind"]) != ("anonymous", "person")
        or not body["count"]
    ):
        return frozenset()
    spelled = words(str(body["name"]))
    described = _described(spelled, body["count"])
    if described is None:
        return frozenset()
    found = frozenset(_spelled(described))
    return found if " ".join(spelled) in found else frozenset()


def _described(spelled: Sequence[str], count: int) -> _Description | None:
    cut = next((n for n, word in enumerate(spelled) if word in _TAIL and n), len(spelled))
    heads = [n for n in range(cut) if head_of(spelled[n]) is not None]
    if not heads or heads[-1] != cut - 1:
        return None
    at = heads[-1]
    stem = " ".join(spelled[:at])
    determiners = sorted(_determiners(count, ""), key=len, reverse=True)
    before = next((one for one in determiners if f"{stem} ".startswith(one)), "")
    bare = f"{stem} "[len(before) :]
    rank = next((one for one in RANKS[1:] if bare.startswith(one)), "")
    bare = bare[len(rank) :].strip()
    noun, tail = head_of(spelled[at]), " ".join(spelled[cut:])
    if noun is None or not (bare or tail):
        return None
    return _Description(bare, noun.word, tail, count)


def _determiners(count: int, following: str) -> Iterator[str]:
    """What may stand before a description of so many; both articles where what follows is not known."""
    if count == 1:
        vowel = following[:1] in ("a", "e", "i", "o", "u")
        if vowel or not following or following.startswith(_BOTH_ARTICLES):
            yield "an "
        if not vowel or not following or following.startswith(_BOTH_ARTICLES):
            yield "a "
        yield from _ONE
    else:
        for number in (str(count), *sorted(_CARDINALS.get(count, ()))):
            yield from (f"{number} ", f"the {number} ")


def _spelled(described: _Description) -> Iterator[str]:
    tail = f" {described.tail}" if described.tail else ""
    stem = f"{described.stem} " if described.stem else ""
    for noun in sorted(meanings(described.noun)):
        counted = f"{noun}s" if described.count > 1 else noun
        for rank in RANKS:
            rest = f"{rank}{stem}{counted}"
            for before in _determiners(described.count, rest):
                yield f"{before}{rest}{tail}"
