"""A report's sketch: the words that tell what it is about, with their weights, in a few hundred bytes.

A sketch is a function of the report and of the table of rarities alone, so that two reports are compared the same for
ever. Names of states have one rarity whoever they are (mirror law).
"""

import re
from calendar import day_name, month_name
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from struct import Struct
from zlib import crc32

from sayso.compare.tables import rarities
from sayso.model import Report, Span
from sayso.text import placed_words

TERMS = 64
"""Words kept of a report, the heaviest."""
KEYS = 32
"""The first of them, by which others of its story are looked for."""
UNLISTED = 0.88
"""Rarity of a word that is not in the table …"""
PARTY = 0.35
"""… of the name of a party, as the table has it for states …"""
NUMBER = 0.55
"""… and of a number of two figures or more."""
NAME, COMMON_NAME = 2.0, 0.35
"""Names weigh so many times a word of their rarity, and have so much of it at least."""
LEAD, LED = 600, 1.3
"""Characters at the head of a text that say what it is about, and how much more their words weigh."""
_AGAIN = 0.4
_LONGEST = 40_000
"""Characters of a text that are looked at: what follows tells nothing of what it is about."""
_PAIR = Struct(">IH")
_CALENDAR = frozenset(
    word.lower()[:length]
    for names in (month_name[1:], day_name)
    for word in names
    for length in (len(word), 3, 4)
    if length == len(word) or names is not day_name
)
_OPENS = re.compile(r'(?:^|[.!?:|"“”\n])\s*["“‘\'`]*\s*$')


@dataclass(frozen=True, slots=True)
class Sketch:
    """The words of a report as numbers, the heaviest first; the squares of the weights sum to 1."""

    terms: tuple[tuple[int, float], ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """The words by which others of its story are looked for."""
        return tuple(term for term, _ in self.terms[:KEYS])

    def packed(self) -> bytes:
        """As it is stored: six bytes a word."""
        return b"".join(_PAIR.pack(term, round(weight * 0xFFFF)) for term, weight in self.terms)

    @classmethod
    def unpacked(cls, stored: bytes) -> "Sketch":
        """What ``packed`` gave."""
        return cls(tuple((term, weight / 0xFFFF) for term, weight in _PAIR.iter_unpack(stored)))


def sketch(report: Report, aside: Sequence[Span] = (), parties: frozenset[str] = frozenset()) -> Sketch:
    """The sketch of a report.

    ``aside`` are the stretches that are no part of its article, in order; ``parties`` the folded words of names that
    are as common as those of states.
    """
    weights = _weights(report.text[:_LONGEST], aside, parties)
    kept = sorted(weights.items(), key=lambda held: (-held[1], held[0]))[:TERMS]
    length = sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return Sketch(tuple((number_of(word), weight / length) for word, weight in kept))


def number_of(word: str) -> int:
    """The number a word goes by."""
    return crc32(word.encode())


def rarity(word: str, parties: frozenset[str] = frozenset()) -> float:
    """How rare a folded word is in news, 0 to 1."""
    if word in parties:
        return PARTY
    if word.isdigit():
        return NUMBER if len(word) > 1 else 0.0
    return 0.0 if len(word) < 2 or word in _CALENDAR else rarities().get(word, UNLISTED)


@dataclass(slots=True)
class _Seen:
    """One word of a text: how often, how often as a name and small, and where first."""

    first: int
    count: int = 0
    named: int = 0
    small: int = 0


def _weights(text: str, aside: Sequence[Span], parties: frozenset[str]) -> dict[str, float]:
    weights = {word: _weight(rarity(word, parties), seen) for word, seen in _words(text, aside).items()}
    return {word: weight for word, weight in weights.items() if weight > 0}


def _words(text: str, aside: Sequence[Span]) -> dict[str, _Seen]:
    """The words of a text; offsets are counted without what stands aside."""
    found: dict[str, _Seen] = {}
    skipped, at = 0, 0
    for word, start, end in placed_words(text):
        while at < len(aside) and aside[at][1] <= start:
            skipped += aside[at][1] - aside[at][0]
            at += 1
        if at < len(aside) and aside[at][0] < end:
            continue
        seen = found.setdefault(word, _Seen(start - skipped))
        seen.count += 1
        if text[start].isupper():
            seen.named += not _OPENS.search(text[max(0, start - 6) : start])
        else:
            seen.small += 1
    return found


def _weight(rare: float, seen: _Seen) -> float:
    if seen.named and seen.named >= seen.small and rare > 0:
        rare = max(rare, COMMON_NAME) * sqrt(NAME)
    return rare * rare * (1 + _AGAIN * log(seen.count)) * (LED if seen.first < LEAD else 1.0)


def likeness(one: Sketch, other: Sketch) -> float:
    """How alike two sketches are, 0 to 1: their cosine."""
    weights = dict(one.terms)
    return sum(weight * weights.get(term, 0.0) for term, weight in other.terms)
