"""What one name means: the code of a voice, of a participant, of what a claim is about."""

from dataclasses import replace
from functools import lru_cache

from sayso.annotate.actors.document import BY_KEY, SURNAME_ONLY
from sayso.annotate.actors.lexicon import HONORIFICS
from sayso.annotate.actors.mentions import Grammar, Mention, mentions
from sayso.annotate.actors.people import Candidate, by_prominence, candidates
from sayso.annotate.actors.pieces import Words, pieces
from sayso.annotate.actors.register import Register, folded, shipped
from sayso.annotate.actors.spelling import spelling_key

_RANK = {
    "person": 5,
    "office": 4,
    "body": 3,
    "group": 3,
    "party": 3,
    "seat": 2,
    "country": 2,
    "people": 1,
    "adjective": 1,
}
"""What names most exactly who is meant, when a phrase holds several."""


@lru_cache(maxsize=16384)
def actor_of(name: str, day: str | None = None, register: Register | None = None) -> tuple[Candidate, ...]:
    """Who ``name`` may be as of ``day`` (``2019-05-16``; None: unknown), likeliest first; empty when unknown.

    ``name`` is a name, a title or a noun phrase: "Mike Pompeo", "the Iranian foreign minister", "two Iraqi
    security sources". Confidences lie in (0, 1] and add up to at most 1.
    """
    known = register or shipped()
    exact = candidates(known.by_words.get(_bare(name), ()), day) if _bare(name) else []
    if exact and exact[0].entry is not None and not exact[0].entry.code.startswith("*"):
        return tuple(exact)
    words = Words(name)
    grammar = Grammar(words, pieces(words, known), known, day)
    found = list(mentions(grammar))
    if found:
        best = max(found, key=lambda m: (_RANK.get(m.kind, 0), m.confidence))
        return (_candidate(best),)
    return tuple(_by_key(name, day, known) or _by_surname(name, day, known))


def _bare(name: str) -> tuple[str, ...]:
    words = folded(name)
    return words[1:] if words[:1] in (("the",), ("mr",), ("mrs",), ("ms",)) and len(words) > 1 else words


def _candidate(mention: Mention) -> Candidate:
    return Candidate(mention.code, mention.name, mention.role, mention.confidence)


def _by_key(name: str, day: str | None, register: Register) -> list[Candidate]:
    """By spelling key, of the whole name or of what follows its first words (rank, title)."""
    key = spelling_key(name)
    for start in range(max(1, len(key) - 1)):
        found = candidates(register.by_key.get(key[start:], ()), day)
        if found:
            return [replace(c, confidence=round(c.confidence * BY_KEY, 3)) for c in found]
    return []


def _by_surname(name: str, day: str | None, register: Register) -> list[Candidate]:
    words = tuple(w for w in folded(name) if w not in HONORIFICS)
    found = by_prominence(candidates(register.by_surname.get(words, ()), day))
    return [replace(c, confidence=round(c.confidence * SURNAME_ONLY, 3)) for c in found]
