"""Which of two reports had the words first, and from whom: credits, then times, then which contains which.

Signs are asked in a fixed order and the first that speaks decides; when none does, the direction is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from sayso.lineage.credits import Hearer, agency, outlet_key, published_by, same_name, spelled
from sayso.lineage.witness import Witness
from sayso.model import Report, Span

Direction = Literal["left_from_right", "right_from_left", "both_from_other", "unknown"]
Pairs = Sequence[tuple[Span, Span]]

NEARBY = 300
"""Characters before and after a passage in which its source is named: an introduction, a closing credit."""
WHOLE = 0.85
"""Share of one body from which the other text contains it …"""
PART = 0.6
"""… when the shared words are less than this share of the other body."""

BACKGROUND_DAYS = 2
"""Days after which an outlet's old words are background, not the same story going on, and later ones no source."""

IS_AGENCY = "the other outlet is the agency"
CREDITED = "it credits the other with the text"
ADDRESS = "its address is the other outlet's"
TOLD = "the shared words say the other was told"
NAMED = "it names the other beside the words"
SET_OFF = "it sets the words off as somebody else's"
REPEATED = "the agency's, and the other repeats it days later"
LATER = "it was published later"
CONTAINS = "the other holds the whole of it"
"""Signs by which one text shows that it has the words from the other."""

_SET_OFF = re.compile(r"[:：]\s*[“\"„«‘'(\[…. ]*$")
"""What stands before words that are set off as somebody else's: a colon, then at most an opening mark."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who had it from whom. ``origin`` is a name, null when unknown; ``why`` is the sign, a phrase for people."""

    direction: Direction
    origin: str | None
    why: str


UNKNOWN = Lineage("unknown", None, "nothing tells who was first")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two witnesses with what they share."""

    left: Witness
    right: Witness
    passages: Pairs
    shares: tuple[float, float]
    set_off: tuple[bool, bool] = (False, False)
    """Whether the left text, the right text, quotes the shared words as the other's own."""

    def turned(self) -> Pair:
        """The same pair seen from the other side."""
        turned = tuple((right, left) for left, right in self.passages)
        return Pair(self.right, self.left, turned, self.shares[::-1], self.set_off[::-1])


def of_copy(pair: Pair) -> Lineage:
    """The lineage of two texts of which one was copied, or both."""
    for sign in _COPY_SIGNS:
        found = sign(pair)
        if found is not None:
            return found
    return UNKNOWN


def of_quotation(pair: Pair) -> Lineage:
    """The lineage of a quotation two texts share: known only when a text says who had the words first."""
    for sign in (_either(_hearer, "it says who was told"), _told_a_third):
        found = sign(pair)
        if found is not None:
            return found
    return UNKNOWN


def agencies(pair: Pair) -> tuple[str, ...]:
    """Agencies that either text says it is from, those of a whole text first."""
    left, right = pair.left.credited, pair.right.credited
    return tuple(dict.fromkeys((*left.whole, *right.whole, *left.part, *right.part)))


def of_one_house(pair: Pair) -> bool:
    """Whether one outlet published both texts, at least ``BACKGROUND_DAYS`` days apart."""
    left, right = pair.left.report, pair.right.report
    key = outlet_key(left.outlet)
    if not key or key != outlet_key(right.outlet) or not left.published or not right.published:
        return False
    days = [_day(report.published or "") for report in (left, right)]
    return None not in days and abs((days[0] or 0) - (days[1] or 0)) >= BACKGROUND_DAYS


def _day(published: str) -> int | None:
    """The number of a day; None of a month."""
    return date.fromisoformat(published[:10]).toordinal() if len(published) >= 10 else None


def uses_wires(pair: Pair) -> bool:
    """Whether either text is credited to an agency, named or not."""
    return bool(agencies(pair)) or pair.left.credited.wires or pair.right.credited.wires


def _either(sign: Callable[[Pair], str | None], why: str) -> Callable[[Pair], Lineage | None]:
    """A sign that one text shows about the other: it speaks when exactly one of the two shows it."""

    def asked(pair: Pair) -> Lineage | None:
        of_left, of_right = sign(pair), sign(pair.turned())
        if (of_left is None) == (of_right is None):
            return None
        direction: Direction = "left_from_right" if of_left is not None else "right_from_left"
        return Lineage(direction, of_left or of_right or None, why)

    return asked


def _of_agency(sign: Callable[[Pair], str | None], why: str) -> Callable[[Pair], Lineage | None]:
    """A sign that the words are an agency's; its own text of days later repeats them, and is not what was taken."""
    asked = _either(sign, why)

    def placed(pair: Pair) -> Lineage | None:
        found = asked(pair)
        if found is None or not _came_days_before(
            pair if found.direction == "left_from_right" else pair.turned()
        ):
            return found
        return Lineage("both_from_other", found.origin, REPEATED)

    return placed


def _came_days_before(pair: Pair) -> bool:
    """Whether the left text was published at least ``BACKGROUND_DAYS`` days before the right one."""
    left, right = (_day(one.report.published or "") for one in (pair.left, pair.right))
    return left is not None and right is not None and right - left >= BACKGROUND_DAYS


def _name(report: Report) -> str:
    return agency(report.outlet) or report.outlet or ""


def _is_agencys(pair: Pair) -> str | None:
    """The right outlet, when it is an agency and the left one is another."""
    name = agency(pair.right.report.outlet)
    return name if name and agency(pair.left.report.outlet) != name else None


def _credits(pair: Pair) -> str | None:
    """The right outlet, when the left text credits it as the agency whose text it is."""
    left, right = pair.left.report.outlet, pair.right.report.outlet
    credited = not same_name(left, right) and any(same_name(name, right) for name in pair.left.credited.whole)
    return _name(pair.right.report) if credited else None


def _lies_with(pair: Pair) -> str | None:
    """The right outlet, when the left text's address is one of its own."""
    left, right = pair.left.report, pair.right.report
    foreign = published_by(left.url, right.outlet) and not published_by(left.url, left.outlet)
    return _name(right) if foreign else None


def _names(pair: Pair) -> str | None:
    """The right outlet, when the left text names it beside words it shares with it."""
    right = pair.right.report
    if outlet_key(right.outlet) == outlet_key(pair.left.report.outlet):
        return None
    places = [place for passage, _ in pair.passages for place in _beside(pair.left.report.text, passage)]
    return _name(right) if _stands(right.outlet, pair.left.report.text, places) else None


def names_other(pair: Pair) -> bool:
    """Whether the left text names the right outlet beside words they share."""
    return _names(pair) is not None


def _stands(outlet: str | None, text: str, places: Sequence[Span]) -> bool:
    """Whether an outlet's name stands in one of some places of a text."""
    words = re.findall(r"[\w&]+", spelled(outlet))
    if not words:
        return False
    sign = max(words, key=len).casefold()
    inside = [place for place in places if sign in text[slice(*place)].casefold()]
    return bool(inside) and any(_form(tuple(words)).search(text, *place) for place in inside)


@lru_cache(maxsize=4096)
def _form(words: tuple[str, ...]) -> re.Pattern[str]:
    """An expression for a name as texts write it."""
    exact = len(words) == 1 or words[0] == "The"
    return re.compile(r"\b" + r"\W{1,2}".join(map(re.escape, words)) + r"\b", 0 if exact else re.IGNORECASE)


def _beside(text: str, passage: Span) -> tuple[Span, Span]:
    start, end = passage
    return (max(0, start - NEARBY), start), (end, min(len(text), end + NEARBY))


def sets_off(report: Report, passage: Span) -> bool:
    """Whether a text sets a passage off by a colon, as somebody else's words."""
    return _SET_OFF.search(report.text, max(0, passage[0] - 12), passage[0]) is not None


def _sets_off(pair: Pair) -> str | None:
    """The right outlet, when the left text sets the shared words off as somebody else's: by a colon, by quoting."""
    apart = pair.set_off[0] or any(sets_off(pair.left.report, passage) for passage, _ in pair.passages)
    return _name(pair.right.report) if apart else None


def _whole_agency(pair: Pair) -> Lineage | None:
    found = (*pair.left.credited.whole, *pair.right.credited.whole)
    return Lineage("both_from_other", found[0], "its credit or dateline names the agency") if found else None


def _part_agency(pair: Pair) -> Lineage | None:
    found = agencies(pair)
    if found:
        return Lineage("both_from_other", found[0], "a credit line names the agency")
    if pair.left.credited.wires or pair.right.credited.wires:
        return Lineage("both_from_other", None, "a credit line names agencies without saying which")
    return None


def _learned(pair: Pair) -> Lineage | None:
    """An agency that both texts say had the news, in the words they share, when they share most of it."""
    if min(pair.shares) < PART:
        return None
    ours = {
        one.name for one in pair.left.told if any(start <= one.at < end for (start, end), _ in pair.passages)
    }
    theirs = {one.name for one in pair.right.told}
    for name in sorted(filter(agency, ours & theirs)):
        return Lineage("both_from_other", name, "the shared words name the agency that had the news")
    return None


def _earlier(pair: Pair) -> str | None:
    """The right outlet, when its text was published before the left one."""
    left, right = pair.left.report, pair.right.report
    if not left.published or not right.published:
        return None
    length = min(len(left.published), len(right.published))
    return _name(right) if right.published[:length] < left.published[:length] else None


def _contains(pair: Pair) -> str | None:
    """The right outlet, when its text contains the whole of the left one and much more."""
    return _name(pair.right.report) if pair.shares[0] >= WHOLE and pair.shares[1] < PART else None


def _told_within(pair: Pair) -> str | None:
    """The right outlet, when the shared words say that somebody told it."""
    inside = (one for one in _hearing(pair) if any(start <= one.at < end for (start, end), _ in pair.passages))
    return _name(pair.right.report) if any(inside) else None


def _hearer(pair: Pair) -> str | None:
    """The right outlet, when the left text says that words were spoken to it."""
    return _name(pair.right.report) if any(_hearing(pair)) else None


def _hearing(pair: Pair) -> Iterator[Hearer]:
    """Where the left text says that the right outlet had the words."""
    key, text = outlet_key(pair.right.report.outlet), pair.left.report.text
    if not key or key == outlet_key(pair.left.report.outlet) or key.split()[0] not in text.casefold():
        return
    yield from (one for one in pair.left.told if one.key == key)


def _told_a_third(pair: Pair) -> Lineage | None:
    """An outlet that one text says was told, and that the other names beside the words."""
    own = {outlet_key(pair.left.report.outlet), outlet_key(pair.right.report.outlet)}
    for one in (pair, pair.turned()):
        text, heard = one.right.report.text, {hearer.key: hearer.name for hearer in one.left.told}
        places = [place for _, passage in one.passages for place in _beside(text, passage)]
        for key in sorted(heard.keys() - own):
            if _stands(heard[key], text, places):
                return Lineage("both_from_other", heard[key], "both texts say who had the words")
    return None


_COPY_SIGNS: tuple[Callable[[Pair], Lineage | None], ...] = (
    _of_agency(_is_agencys, IS_AGENCY),
    _of_agency(_credits, CREDITED),
    _whole_agency,
    _either(_lies_with, ADDRESS),
    _either(_told_within, TOLD),
    _either(_names, NAMED),
    _either(_sets_off, SET_OFF),
    _part_agency,
    _learned,
    _either(_earlier, LATER),
    _either(_contains, CONTAINS),
)
"""Signs of who copied whom, the surest first: credits and datelines, then times, then containment."""
