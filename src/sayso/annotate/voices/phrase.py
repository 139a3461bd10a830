"""The noun phrase of a mention: its segments, where it ends, and where a person's name stands in it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from sayso.annotate.voices.cast import Cast, Figure
from sayso.annotate.voices.lexicon import (
    PARTICLES,
    PEOPLE,
    REGIONS,
    TITLES,
    head_of,
    is_given,
    is_private_name,
    medium_named,
    nation_of,
)
from sayso.annotate.voices.names import folded, name_start
from sayso.annotate.voices.scene import Scene, Word, bare, genitive, is_name_word
from sayso.annotate.voices.tables import classes

_WORDS = classes("mention-words.txt")
_CUTS, _LINKS = _WORDS["cut"], _WORDS["link"]
_ARTICLES = frozenset({"the", "a", "an"})
_BREAK = re.compile(r"[,;:()—–\n\"“”]")


def segments(scene: Scene, words: list[Word]) -> list[list[Word]]:
    """Words parted at commas, brackets, dashes and quotation marks."""
    found = [[words[0]]]
    for before, word in pairwise(words):
        if _BREAK.search(scene.text[before.end : word.start]):
            found.append([])
        found[-1].append(word)
    return found


def phrase_end(words: Sequence[Word]) -> int:
    """Number of words of the noun phrase before what hangs on it."""
    return next((n for n, word in enumerate(words) if n and word.text.lower() in _CUTS), len(words))


def name_in(scene: Scene, cast: Cast, words: Sequence[Word]) -> tuple[int, int] | None:
    """Where a person's name stands in a phrase, as ``[first, last)`` of its words; None when it holds none."""
    stop = next((n for n, word in enumerate(words) if n and word.text.lower() in _CUTS - _LINKS), len(words))
    best = None
    i = 0
    while i < stop:
        if not is_name_word(words[i].text) or (words[i].low in PARTICLES and not words[i].capital):
            i += 1
            continue
        j = i + 1
        while j < stop and is_name_word(words[j].text) and not genitive(words[j - 1].text):
            j += 1
        first = name_start(words, i, j)
        while first < j and words[first].low in _WORDS["pointing"] | _WORDS["vague"]:
            first += 1
        modifier = j < stop and head_of(words[j].text) is not None and not words[j].capital
        if first < j and not modifier and not genitive(words[j - 1].text) and _is_person(cast, words, first, j):
            best = (first, j)
            break
        i = j
    if best and best[0] and _belongs_to(words, best[0]):
        return None
    return best


def _belongs_to(words: Sequence[Word], first: int) -> bool:
    """Whether the name is somebody else's, whom the speaker belongs to: ``a spokesman for Pence``.

    ``the head of the nuclear agency Ali Salehi`` is Ali Salehi: a noun stands between, and heads of bodies have names.
    """
    links = [n for n, word in enumerate(words[:first]) if word.low in _LINKS]
    if not links:
        return False
    if links[-1] + 1 == first:
        return True
    heads = [head for word in words[: links[-1]] if (head := head_of(word.text))]
    return bool(heads) and (
        heads[-1].kind not in ("office", "leader", "rank") or heads[-1].word.startswith("spokes")
    )


def _is_person(cast: Cast, words: Sequence[Word], first: int, last: int) -> bool:
    name = words[first:last]
    if cast.named(folded(name)):
        return True
    if nation_of(" ".join(w.text for w in name)) or medium_named(" ".join(w.text for w in name)):
        return False
    titled = first > 0 and (words[first - 1].low in TITLES or _people_noun(words[first - 1]))
    if titled:
        return True
    if len(name) == 1:
        return first == 0 and last == len(words) and _single_person(cast, name[0])
    return is_given(bare(name[0].text)) or (
        first == 0
        and len(name) in (2, 3)
        and not _body_word(name)
        and not is_private_name(" ".join(w.text for w in name))
    )


def _single_person(cast: Cast, word: Word) -> bool:
    """Whether a name of one word that stands alone, without article, is rather a person's than a body's."""
    name = bare(word.text)
    if (
        not word.capital
        or len(name) < 3
        or name.isupper()
        or name.lower() in REGIONS
        or head_of(name)
        or not name.isalpha()
    ):
        return False
    return not cast.sounds_like_body(folded((word,))[0])


def _people_noun(word: Word) -> bool:
    head = head_of(word.text)
    return head is not None and head.kind in PEOPLE and not head.plural and not genitive(word.text)


def _body_word(name: Sequence[Word]) -> bool:
    return any(head_of(w.low) or (w.text.isupper() and len(w.text) > 1 and "." not in w.text) for w in name)


def named_apposition(scene: Scene, cast: Cast, rest: Sequence[list[Word]]) -> list[Word] | None:
    """A later segment that is a name: ``Its spokeswoman, Tamsin Orde``."""
    for segment in rest[:2]:
        if segment and segment[0].low in ("who", "which", "whose", "that", "speaking", "citing"):
            return None
        named = name_in(scene, cast, segment)
        if named:
            return segment
        if 2 <= len(segment) <= 4 and all(is_name_word(w.text) for w in segment) and not _body_word(segment):
            return segment
    return None


def listed_speakers(segments: Sequence[list[Word]]) -> list[Word]:
    """The words of a list of speakers: the first segment, and short ones after it that end in one with ``and``."""
    if any(word.low == "and" for word in segments[0]):
        return segments[0]
    upto = next((n for n, s in enumerate(segments) if any(word.low == "and" for word in s[:3])), 0)
    named = all(
        len(s) <= 4 and all(is_name_word(w.text) or w.low in ("the", "and") for w in s)
        for s in segments[: upto + 1]
    )
    return [word for segment in segments[: upto + 1] for word in segment] if upto and named else segments[0]


def figures_in(cast: Cast, words: Sequence[Word]) -> list[Figure]:
    """Persons and bodies of the cast that some words name."""
    for first in range(len(words)):
        if words[first].capital:
            tokens = folded(words[first:])
            if figures := cast.named(tokens):
                return figures[:1]
            if body := cast.body(words[first:]):
                return [body]
    return []


def speaker_like(words: Sequence[Word]) -> bool:
    """Whether words end in a name or a noun for a speaker with an article or capital of its own."""
    last = words[-1]
    if not last.capital:
        return words[0].low in _ARTICLES and head_of(last.text) is not None
    nation = nation_of(last.text)
    return nation is None or nation.kind in ("country", "people", "seat")


def without_article(text: str) -> str:
    """A name without the article it begins with."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else text
