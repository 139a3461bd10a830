"""From candidates to names to resolve: their entries, and the division or country named beside them."""

from collections.abc import Sequence

from sayso.annotate.actors.pieces import Words
from sayso.annotate.actors.register import Register
from sayso.annotate.places import wording
from sayso.annotate.places.candidates import Candidate
from sayso.annotate.places.gazetteer import Entry
from sayso.annotate.places.resolve import Name

_AREAS = {
    "county": "B", "parish": "B", "district": "B", "borough": "B", "township": "B", "province": "A",
    "governorate": "A", "oblast": "A", "region": "A", "state": "A", "prefecture": "A", "city": "P",
    "town": "P", "village": "P",
}  # fmt: skip
"""Type word → the kind of place it asks for."""
_BESIDE = 14
"""Characters between a place and the division it is said to lie in, at most: ", in northern "."""


def names(words: Words, found: Sequence[Candidate], register: Register) -> list[Name]:
    """The names of candidates in order, each with what is said beside it."""
    return [_name(words, found, k, register) for k in range(len(found))]


def _name(words: Words, found: Sequence[Candidate], k: int, register: Register) -> Name:
    candidate = found[k]
    key = " ".join(words.low(i) for i in range(candidate.first, candidate.last))
    within = _within(words, candidate, found[k + 1]) if k + 1 < len(found) else ()
    if not within and k + 2 < len(found):
        within = _within(words, candidate, found[k + 2], over=found[k + 1])
    governs = register.by_words.get(tuple(key.split(" ")), ())
    seats = frozenset(register.alpha2.get(e.country, "") for e in governs if e.kind == "seat")
    return Name(key, candidate.entries, within, _area(words, candidate), seats)


def _within(
    words: Words, inner: Candidate, outer: Candidate, over: Candidate | None = None
) -> tuple[Entry, ...]:
    """The divisions and countries of ``outer`` when the text puts ``inner`` into it."""
    wide = tuple(e for e in outer.entries if e.kind in "AC" or (e.kind == "B" and over is None))
    if not wide or not any(e.kind in "PBAF" for e in inner.entries):
        return ()
    between = words.text[words[inner.last - 1].end : words[outer.first].start]
    if over is not None:
        listed = words.gap(over.first) == ", " and words.gap(outer.first) == ", " and over.last == outer.first
        return wide if listed and over.first == inner.last else ()
    if len(between) > _BESIDE or "." in between[1:] or "\n" in between:
        return ()
    linked = between.strip(" ,(").lower()
    if (between.startswith((",", " (")) and linked == "") or linked.split()[:1] in (["in"], ["of"]):
        return wide
    return ()


def _area(words: Words, candidate: Candidate) -> str:
    last = words.low(candidate.last - 1)
    if candidate.form in ("typed", "name") and candidate.last - candidate.first > 1 and last in _AREAS:
        return _AREAS[last]
    if words.low(candidate.first - 1) == "of" and words.low(candidate.first - 2) in _AREAS:
        return _AREAS[words.low(candidate.first - 2)]
    after = words.low(candidate.last)
    if (
        candidate.form == "name"
        and after in _AREAS
        and after not in wording.TITLES
        and words.near(candidate.last)
    ):
        return _AREAS[after]
    return ""
