"""Datelines: the place, wire and day at the head of a report, in the forms agencies of many countries use."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from sayso.read.dates import find_day
from sayso.read.names import agency, find_names, lookup
from sayso.read.tables import lines, words

_PLACE_WORD = r"[A-Z\u00c0-\u00de\u0400-\u042f][\w.'’\u2019-]*"
_SMALL = r"(?:of|de|del|da|la|el|al|and|the|bin|ed|es|sur|am|upon|on)"
_PLACE = rf"{_PLACE_WORD}(?:(?:\s|/|\s/\s|\s?&\s?|,\s?)(?:{_PLACE_WORD}|{_SMALL}(?=\s))){{0,7}}"
_ANY_PLACE = r"[^\W\d_][^()\n\d:;!?\"“”]{1,48}?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = r"[^\W\d_]{3,10}\.?"
_DAY = rf"(?:(?:{_NUMBER}\s+{_MONTH}|{_MONTH}\s+{_NUMBER})(?:,?\s+\d{{4}})?(?:\s*г\.)?)"
_DASH = r"(?:-{1,3}|–|—|―|−)"
_QUOTE = r"[\"“‘'«(\[]?"

_WITH_AGENCY = re.compile(
    rf"(?P<place>(?:{_ANY_PLACE})?)(?:[,،.]?\s*(?P<day>{_DAY}))?[,،.]?\s*[(\[](?P<agency>[^()\[\]\n]{{2,44}})[)\]]\s?(?P<dash>{_DASH}|[:/.،])?(?=\s|[A-Z\"“]|$)"
)
"""TOWN, Country, May 16 (Agency) -"""
_SLASHED = re.compile(
    rf"(?P<place>{_ANY_PLACE}),?\s+(?P<day>{_DAY})[.,]?\s*/(?P<agency>[^/\n]{{2,30}})/\s?(?P<dash>{_DASH}|\.)?"
)
"""TOWN, May 16. /AGENCY/."""
_LISTED = re.compile(
    rf"(?P<place>{_ANY_PLACE})[,.،](?:\s*(?P<day>{_DAY})[,.،])?\s*(?P<agency>[^\s,][^,\n]{{1,30}}?)\s?(?P<dash>{_DASH})\s?"
)
"""Town, May 16, AGENCY -"""
_STOPPED = re.compile(
    rf"(?P<place>{_ANY_PLACE}),\s*(?P<day>{_DAY})\s*{_DASH}\s*(?P<agency>[^.\n]{{2,30}})(?P<dash>\.)(?=\s)"
)
"""TOWN, 16 May - Agency."""
_DASHED = re.compile(
    rf"(?P<place>{_ANY_PLACE})\s?{_DASH}\s?(?P<agency>[^\s\-–—][^\-–—\n]{{1,24}}?)\s?(?P<dash>{_DASH}|:)\s?"
)
"""Town - Agency -"""
_WIRE_FIRST = re.compile(rf"(?P<place>)(?P<agency>[^\W\d_][\w.’' ]{{1,30}}?)\s?(?P<dash>{_DASH}|/|:)\s+(?=\S)")
"""Agency -"""
_PLACE_ONLY = re.compile(
    rf"(?P<place>{_PLACE})(?:[,.]\s+(?P<day>{_DAY}))?(?P<dash>\s?(?:--|—|―)\s?|\s?–\s|\s-\s|-\s|:\s)"
)
"""TOWN - ; TOWN, State - ; TOWN, May 16 - ; TOWN:"""

_SIGN = re.compile(r"[(\[/]|\s[-–−]|[-–]\s|--|—|―|[A-Z\w]:\s")
"""A mark that every dateline has; most lines have none so near their start."""

_HEADINGS = words("dateline-headings.txt")
"""Words in capitals that head a line and are no place."""
_DATES = (
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday today yesterday updated published posted"
)
_DATE_WORDS = frozenset(_DATES.split())
"""Words no place begins a dateline with. May is left out: it is a name too."""
_LIKE_AGENCY = re.compile(r"[A-Z][\w ]{2,24}(?:\.(?:com|net|org|ru|ir|info)| News| Agency| Press| Wire| Wires)")
_LONGEST_PLACE = 48


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline at the head of a line: ``[start, end)`` of the line, the dash included."""

    place: str | None
    agency: str | None
    stated_day: str | None
    start: int
    end: int
    confidence: float


def find_dateline(line: str) -> Found | None:
    """The dateline a line opens with, or None."""
    if _SIGN.search(line[:80]) is None:
        return None
    start = len(line) - len(line.lstrip(" \t\u00a0*•"))
    head = line[:140]
    for pattern, accept in _FORMS:
        match = pattern.match(head, start)
        if match and (found := accept(match, line)):
            return found
    return None


def day_of(stated: str | None, near: str | None) -> str | None:
    """The ISO day of a dateline's day. Without a year it is the one nearest before ``near`` (ISO), if that is known."""
    if stated is None:
        return None
    if found := find_day(stated):
        return found[0]
    if near is None:
        return None
    year = int(near[:4])
    days = [day[0] for y in (year - 1, year, year + 1) if (day := find_day(f"{stated} {y}"))]
    published = near[:10] if len(near) >= 10 else f"{near[:7]}-28"
    return min((day for day in days), key=lambda day: _distance(day, published), default=None)


def _distance(day: str, other: str) -> int:
    try:
        return abs((date.fromisoformat(day) - date.fromisoformat(other)).days)
    except ValueError:
        return 10**6


def _with_agency(match: re.Match[str], line: str) -> Found | None:
    place = match["place"].strip(" ,،-–—")
    name = _wire(match["agency"]) or _unknown_wire(match, place)
    if name is None or (place and not _is_place(place)) or _HEADINGS.issuperset(place.upper().split() or "x"):
        return None
    follows = line[match.end() :].lstrip()[:1]
    if not match["dash"] and follows and not (follows.isupper() or follows in "\"“‘'" or not follows.isascii()):
        return None
    return _found(match, place, name, 0.97) if place else _place_after(match, line, name)


def _place_after(match: re.Match[str], line: str, name: str) -> Found:
    """ "(Agency) - TOWN, May 16 -" names the wire before the place."""
    following = _PLACE_ONLY.match(line[:200], match.end() + 1) if match["dash"] else None
    later = _place_only(following, line) if following else None
    if later is None:
        return _found(match, "", name, 0.97)
    return Found(later.place, name, later.stated_day, match.start(), later.end, 0.97)


def _unknown_wire(match: re.Match[str], place: str) -> str | None:
    """What signs a dateline whose place in capitals and dash leave no doubt that it is one."""
    signed = match["agency"].strip()
    certain = match["dash"] and place and _in_capitals(re.split(r"[,/]", place)[0])
    named = certain and all(word[0].isupper() for word in signed.split()) and len(signed.split()) <= 4
    return signed if named else None


def _slashed(match: re.Match[str], line: str) -> Found | None:
    name = _wire(match["agency"])
    return _found(match, match["place"], name, 0.97) if name and _is_place(match["place"]) else None


def _listed(match: re.Match[str], line: str) -> Found | None:
    name = agency(match["agency"])
    return _found(match, match["place"], name, 0.95) if name and _is_place(match["place"]) else None


def _wire_first(match: re.Match[str], line: str) -> Found | None:
    known = lookup(match["agency"])
    named = known and (known[1] == "agency" or "." in match["agency"])
    return _found(match, "", known[0], 0.85) if known and named else None


def _place_only(match: re.Match[str], line: str) -> Found | None:
    place, dash = match["place"], match["dash"].strip()
    pieces = [piece.strip() for piece in re.split(r",|/", place)]
    words = set(re.split(r"[\s,/]+", place.upper().replace(".", "")))
    if len(place) > _LONGEST_PLACE or words & _HEADINGS or not _is_place(place):
        return None
    upper = _in_capitals(pieces[0]) or _in_capitals(pieces[-1])
    known = pieces[0].upper().rstrip(".") in _cities()
    if dash == ":":
        fits = known and (_in_capitals(pieces[0]) or len(pieces) > 1)
    else:
        fits = (
            (upper and len(words) <= 6)
            or (known and len(pieces) <= 3)
            or (bool(match["day"]) and len(words) <= 4)
            or _with_state(pieces)
        )
    follows = line[match.end() :].lstrip()
    if not fits or len(follows.split(maxsplit=4)) < 4:
        return None
    return _found(match, place, None, 0.9 if known or len(pieces) > 1 else 0.75)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Found | None]], ...] = (
    (_WITH_AGENCY, _with_agency),
    (_SLASHED, _slashed),
    (_STOPPED, _listed),
    (_LISTED, _listed),
    (_DASHED, _listed),
    (_WIRE_FIRST, _wire_first),
    (_PLACE_ONLY, _place_only),
)
"""Forms in order: the ones that name a wire leave least doubt."""


def _found(match: re.Match[str], place: str, name: str | None, confidence: float) -> Found:
    stated = match.groupdict().get("day")
    end = match.end() - (len(match.group()) - len(match.group().rstrip()))
    plain = place.strip(" ,،").rstrip(".")
    follows = match.string[match.end("place") : match.end("place") + 1]
    if (
        plain
        and (place.rstrip(" ,،").endswith(".") or follows == ".")
        and "," in plain
        and len(plain.split()[-1]) <= 6
    ):
        plain += "."
    return Found(plain or None, name, stated, match.start(), end, confidence)


def _wire(text: str) -> str | None:
    """The agency or outlet that signs a dateline; known ones by name, others only by the look of initials."""
    plain = text.strip()
    if known := lookup(plain):
        return known[0]
    named = list(find_names(plain))
    if named and sum(name.end - name.start for name in named) * 2 > len(plain.replace(" ", "")):
        return named[0].name
    return plain if _LIKE_AGENCY.fullmatch(plain) else None


def _is_place(text: str) -> bool:
    """Capitalised words, few, or words of a script without capitals."""
    plain = text.strip(" ,.،")
    words = [word for word in re.split(r"[\s,/&]+", plain) if word]
    if not _DATE_WORDS.isdisjoint(word.lower().rstrip(".") for word in words):
        return False
    if not words or len(words) > 7 or len(plain) > _LONGEST_PLACE:
        return False
    return all(not word[0].islower() or re.fullmatch(_SMALL, word) for word in words) and not _is_named(plain)


def _is_named(text: str) -> bool:
    return lookup(text) is not None


def _in_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 3 and all(letter.isupper() for letter in letters)


def _with_state(pieces: list[str]) -> bool:
    """ "Ridgeton, Pa. —": a state as news abbreviates it."""
    return (
        len(pieces) == 2
        and re.fullmatch(r"[A-Z][a-z]{1,4}\.|[A-Z]\.\s?[A-Z]\.|[A-Z]{2}", pieces[1]) is not None
        and len(pieces[0].split()) <= 3
    )


@cache
def _cities() -> frozenset[str]:
    return frozenset(city.strip() for city in " ".join(lines("dateline-cities.txt")).split(",") if city.strip())
