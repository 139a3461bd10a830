"""Every stretch of a text that could name a place, the longest at each word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.annotate.actors.lexicon import word_set
from sayso.annotate.actors.pieces import Piece, Words
from sayso.annotate.places import wording
from sayso.annotate.places.gazetteer import Entry, Look, lookup

MOST_WORDS = 5
_INNER = word_set("of the al el de la le du des del di da and upon sur en e ar as ad und am an der den i on")
"""Small words a name may have inside."""
_SHORTEST = 3
_INNER_TYPES = frozenset({"district", "region", "city", "state", "community", "point"})
"""Before another capital these belong to an institution: "London District School Board"."""
_CITY_TYPES = word_set("city town village state province county governorate district port camp")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words ``first`` to ``last`` (half open) may name a place."""

    first: int
    last: int
    form: str
    """``name`` in the gazetteer; ``short`` for a state's abbreviation; ``typed`` by a word such as County;
    ``road``; ``unknown``."""
    entries: tuple[Entry, ...]


def candidates(words: Words, blocked: Sequence[Piece], look: Look = lookup) -> list[Candidate]:
    """The candidates in order, none overlapping. ``blocked`` are names of people, bodies and nations: no places.

    ``look`` is the gazetteer to look names up in.
    """
    nations = {
        p.first for p in blocked if p.entries[0].kind in ("adjective", "people") and p.last - p.first == 1
    }
    covered = {i for p in blocked for i in range(p.first, p.last)} - nations
    found: list[Candidate] = []
    i, n = 0, len(words)
    while i < n:
        word = words.list[i]
        if i in covered or not word.text[0].isupper():
            i += 1
            continue
        candidate = _at(words, i, covered | (nations - {i}), look)
        if candidate is None or _is_newspaper(words, candidate) or (i in nations and candidate.last == i + 1):
            i += 1
            continue
        found.append(candidate)
        i = candidate.last
    return found


def _is_newspaper(words: Words, candidate: Candidate) -> bool:
    """ "Washington Post": an outlet, whatever city it is called after."""
    k = candidate.last
    return k < len(words) and words.gap(k) == " " and words[k].capital and words.low(k) in wording.PAPERS


def at(words: Words, first: int, last: int, look: Look = lookup) -> Candidate:
    """The candidate that covers exactly words ``first`` to ``last``, known to the gazetteer or not."""
    known = _form(words, first, last, look)
    if known is not None:
        return known
    entries = look(" ".join(words.low(i) for i in range(first, last)))
    return Candidate(first, last, "name" if entries else "unknown", entries)


def span_of(words: Words, candidate: Candidate) -> tuple[int, int]:
    """The characters of a candidate; a short form has its full stop ("Ind.", "W.Va.")."""
    start, end = words.span(candidate.first, candidate.last)
    last = words.low(candidate.last - 1)
    short = any(e.kind == "A" for e in candidate.entries) and last in wording.STOPPED
    short = short or (candidate.form == "road" and last in ("st", "ave", "rd", "blvd"))
    return (start, end + 1) if short and words.text[end : end + 1] == "." else (start, end)


def _at(words: Words, i: int, covered: set[int], look: Look) -> Candidate | None:
    ends = list(_ends(words, i, covered))
    for end in reversed(ends):
        form = _form(words, i, end, look)
        if form is not None:
            return form
    return _unknown(words, i, ends)


def _ends(words: Words, i: int, covered: set[int]) -> Iterator[int]:
    """Where a name that begins at word ``i`` may end."""
    k = i
    while (
        k < len(words)
        and k - i < MOST_WORDS
        and k not in covered
        and (k == i or (words.joined(k) and words.gap(k) != ", "))
    ):
        word = words.list[k]
        k += 1
        if words.possessive(k - 1):
            if k >= len(words) or not words[k].capital:
                return
        elif word.text[0].isupper() or (word.text[0].isdigit() and k > i + 1):
            yield k
        elif word.low not in _INNER:
            return


def _form(words: Words, i: int, end: int, look: Look) -> Candidate | None:
    low = words.low(end - 1)
    lows = [words.low(k) for k in range(i, end)]
    if lows[0] in wording.OPENERS and (end - i == 1 or lows[0] != "the"):
        return None
    if lows[0] == "the" and look(" ".join(lows[1:])):
        return None
    if end - i > 1:
        entries = look(" ".join(lows)) + _spelled_out(lows, look)
        if entries:
            return Candidate(i, end, "name", entries)
        if any(words.possessive(k) for k in range(i, end - 2)):
            return None
        plain = all(
            words[k].capital or words.possessive(k) or words[k].text[0].isdigit() for k in range(i, end)
        )
        return (
            None
            if lows[0] == "the" or (not plain and lows[0] not in wording.LEADS)
            else _typed(words, i, end, lows, look)
        )
    if low in wording.ABBREVIATED:
        stop = words.text[words[i].end : words[i].end + 1] == "."
        return (
            Candidate(i, end, "short", _states(look(low))) if stop and words.low(i - 1) not in ("mr",) else None
        )
    if low in wording.CALENDAR or low in wording.NEVER or len(low) < 2:
        return None
    if words[i].text.isupper() and len(low) == 2:
        return _postal(words, i, look)
    entries = look(low)
    if len(low) < _SHORTEST or (words[i].text.isupper() and len(low) == _SHORTEST):
        entries = tuple(e for e in entries if e.kind in "CA")
    return Candidate(i, end, "name", entries) if entries else None


def _spelled_out(lows: list[str], look: Look) -> tuple[Entry, ...]:
    """Saint for St, Fort for Ft, Mount for Mt."""
    full = {"st": "saint", "ft": "fort", "mt": "mount", "saint": "st", "fort": "ft", "mount": "mt"}
    return look(" ".join([full[lows[0]], *lows[1:]])) if lows[0] in full else ()


def _typed(words: Words, i: int, end: int, lows: list[str], look: Look) -> Candidate | None:
    """ "Kanawha County", "Vegas Drive", "Mount Sinjar", "Highway 10"."""
    low = lows[-1]
    goes_on = end < len(words) and words.gap(end) == " " and words[end].capital
    if low in wording.ROADS and words[end - 1].capital and not (goes_on and low in ("highway", "bridge")):
        return Candidate(i, end, "road", ())
    if words[end - 1].text[0].isdigit() and words.low(end - 2) in wording.NUMBERED | {"highway"}:
        return Candidate(i, end, "road", ())
    if low in wording.AREAS | wording.SITES and words[end - 1].capital:
        if low in _INNER_TYPES and goes_on:
            return None
        entries = look(" ".join(lows[:-1]))
        if (
            low in _INNER_TYPES
            and any(e.kind in "PA" for e in entries)
            and words.low(i - 1) not in ("in", "of")
        ):
            return None
        if low in _CITY_TYPES:
            return Candidate(i, end, "typed", tuple(e for e in entries if e.kind in "ABP"))
        return Candidate(i, end, "typed", ())
    if lows[0] in wording.LEADS and end - i == 2:
        return Candidate(i, end, "typed", ())
    return None


def _states(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(e for e in entries if e.kind == "A")


def _postal(words: Words, i: int, look: Look) -> Candidate | None:
    """ "US" and "UK" by themselves; a postal code after a comma: "Alexandria, VA"."""
    low = words.low(i)
    entries = look(low)
    countries = tuple(e for e in entries if e.kind == "C")
    if countries:
        return Candidate(i, i + 1, "name", countries)
    state = POSTAL.get(low) if words.gap(i) == ", " else None
    return Candidate(i, i + 1, "short", _states(look(state))) if state else None


def _unknown(words: Words, i: int, ends: Sequence[int]) -> Candidate | None:
    """A capitalised name the gazetteer does not have, where the words around it speak of a place."""
    if (
        not ends
        or words.opens(i)
        or words.headline(i)
        or words[i].low in wording.CALENDAR | wording.OPENERS | wording.NEVER
    ):
        return None
    end = ends[-1]
    led = words.low(i - 1) in ("in", "near", "at", "from", "outside", "of", "to", "around", "between")
    if led and words.gap(i) == " " and end - i <= 3 and words[i].text[1:].islower():
        return Candidate(i, end, "unknown", ())
    return None


POSTAL = {
    "al": "ala", "az": "ariz", "ar": "ark", "ca": "calif", "co": "colo", "ct": "conn", "de": "del", "fl": "fla",
    "ga": "ga", "il": "ill", "in": "ind", "ks": "kan", "ky": "ky", "la": "la", "md": "md", "ma": "mass",
    "mi": "mich", "mn": "minn", "ms": "miss", "mo": "mo", "mt": "mont", "ne": "neb", "nv": "nev", "ok": "okla",
    "or": "ore", "pa": "pa", "tn": "tenn", "tx": "tex", "va": "va", "vt": "vt", "wa": "wash", "wi": "wis",
    "wy": "wyo", "ak": "alaska", "hi": "hawaii", "id": "idaho", "ia": "iowa", "me": "maine", "oh": "ohio",
    "ut": "utah", "nj": "n j", "nm": "n m", "ny": "n y", "nc": "n c", "nd": "n d", "ri": "r i", "sc": "s c",
    "sd": "s d", "wv": "w va", "nh": "n h", "on": "ont", "qc": "que", "ab": "alta", "bc": "b c", "sk": "sask",
}  # fmt: skip
"""Postal code → key of the state."""
