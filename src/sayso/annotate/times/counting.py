"""Times counted from another: ``two days ago``, ``a week later``, ``two days after Jan. 3``, ``the next day``."""

from collections.abc import Mapping
from types import MappingProxyType

from sayso.annotate.numbers import numeral
from sayso.annotate.times import calendar
from sayso.annotate.times.calendar import Grain, Interval
from sayso.annotate.times.reading import Anchor, Meaning, Reading, nothing, shift
from sayso.annotate.times.words import GRAINS, UNITS, WEEKDAYS
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

_MOST = 3000
"""More days, weeks, months or years than this are no distance news speaks of."""
_ANAPHORA: Mapping[str, int] = MappingProxyType(
    {"same": 0, "that": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1}
)
_ENDS = words(". , ; : ) ? !") | {""}


def counted(t: Tokens, i: int) -> Reading | None:
    """``two days ago``, ``a week earlier``, ``three months later``, ``10 days before the vote of May 2``."""
    count = _count_at(t, i)
    if not count:
        return None
    number, at = count
    at = at + 1 if t.at(at) == "-" and t.joined(at) else at
    if t.at(at) not in UNITS:
        return None
    grain, size = UNITS[t.at(at)]
    at = at + 3 if t.low[at + 1 : at + 3] == ("or", "so") else at + 1
    return _placed(t, i, at, number * size, grain)


def _count_at(t: Tokens, i: int) -> tuple[int, int] | None:
    if t.at(i) in ("a", "an", "one") and t.at(i + 1) in UNITS:
        return 1, i + 1
    found = numeral(t, i)
    if not found or found.form in ("vague", "part") or found.value > _MOST or found.value != int(found.value):
        return None
    return int(found.value), found.last + 1 if found.form == "article" and t.at(
        found.last
    ) == "of" else found.last


def _placed(t: Tokens, i: int, at: int, number: int, grain: Grain) -> Reading | None:
    word, after = t.at(at), t.at(at + 1)
    if word == "ago" or (word == "back" and after in _ENDS):
        return Reading(i, at + 1, shift(-number, grain), 0.85)
    if word == "from" and after in ("now", "today"):
        return Reading(i, at + 2, shift(number, grain), 0.85)
    if word in ("earlier", "previously", "later"):
        back = word != "later"
        return Reading(i, at + 1, _from_mentioned(-number if back else number, grain), 0.7, optional=True)
    if word in ("before", "after") and after not in _ENDS:
        return Reading(
            i, at + 1, _from_named(-number if word == "before" else number, grain), 0.75, optional=True
        )
    return None


def _from_mentioned(count: int, grain: Grain) -> Meaning:
    """Counted from the last time named; ``up from a year earlier`` counts from the day of writing."""

    def meaning(anchor: Anchor) -> Interval | None:
        base = anchor.mentioned
        if grain == "year" and (count < 0 or base is None):
            return calendar.moved(anchor.day, count, grain) if anchor.day else None
        if base is None or GRAINS.index(base.grain) > GRAINS.index(grain):
            return None
        return calendar.moved(base.start, count, grain)

    return meaning


def _from_named(count: int, grain: Grain) -> Meaning:
    """Counted from the day named after it in the sentence."""

    def meaning(anchor: Anchor) -> Interval | None:
        base = anchor.named
        return calendar.moved(base.start, count, grain) if base and base.grain == "day" else None

    return meaning


def anaphoric(t: Tokens, i: int) -> Reading | None:
    """``that day``, ``the same month``, ``the next morning``, ``the following year``, ``the day before``."""
    at = i + 1 if t.at(i) == "the" else i
    word, unit = t.at(at), t.at(at + 1)
    if at > i and word == "day" and unit in ("before", "after"):
        step = -1 if unit == "before" else 1
        meaning = _from_mentioned(step, "day") if t.at(at + 2) in _ENDS else _from_named(step, "day")
        return Reading(i, at + 2, meaning, 0.75, optional=True)
    if word not in _ANAPHORA or (at == i and word != "that"):
        return None
    if unit in ("morning", "night", "evening", "afternoon"):
        return Reading(i, at + 2, _from_mentioned(_ANAPHORA[word], "day"), 0.7, optional=True)
    if unit in WEEKDAYS and word in ("previous", "following", "preceding"):
        return Reading(i, at + 2, _weekday_beside(WEEKDAYS[unit], _ANAPHORA[word]), 0.75, optional=True)
    if unit not in ("day", "week", "month", "year"):
        return None
    return Reading(i, at + 2, _same_or_beside(_ANAPHORA[word], UNITS[unit][0]), 0.7, optional=True)


def _same_or_beside(step: int, grain: Grain) -> Meaning:
    def meaning(anchor: Anchor) -> Interval | None:
        base = anchor.mentioned
        if base is None or GRAINS.index(base.grain) > GRAINS.index(grain):
            return None
        return calendar.moved(base.start, step, grain)

    return meaning


def _weekday_beside(number: int, step: int) -> Meaning:
    """``the previous Friday``: before the day named last, else before the day of writing."""

    def meaning(anchor: Anchor) -> Interval | None:
        named = anchor.mentioned.start if anchor.mentioned and anchor.mentioned.grain == "day" else None
        base = named or anchor.day
        if not base:
            return None
        away = number - base.weekday()
        return calendar.moved(base, away % -7 or -7 if step < 0 else away % 7 or 7, "day")

    return meaning


_FEW = words("few several many")


def vague(t: Tokens, i: int) -> Reading | None:
    """``a few months ago``, ``years ago``, ``in recent weeks``, ``in the coming days``; bare adverbs are no times."""
    word = t.at(i)
    if t.at(i - 1).isdecimal():
        return None
    if word in ("recent", "coming") and t.at(i + 1) in UNITS and t.at(i + 1).endswith("s"):
        return Reading(i, i + 2, nothing, 0.8, vague=True)
    at = i + 1 if word == "a" else i
    at = at + 1 if t.at(at) in _FEW else at
    if (
        (word == "a" and at == i + 1)
        or not t.at(at).endswith("s")
        or t.at(at) not in UNITS
        or t.at(at + 1) != "ago"
    ):
        return None
    return Reading(i, at + 2, nothing, 0.8, vague=True)
