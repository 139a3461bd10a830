"""Times said from now: ``yesterday``, ``on Tuesday``, ``last week``, ``early this month``, ``next May``."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from sayso.annotate.times import calendar
from sayso.annotate.times.calendar import Interval
from sayso.annotate.times.counting import anaphoric
from sayso.annotate.times.dates import day_first, month_at, month_first, weekday_at
from sayso.annotate.times.feasts import SEASONS, feast_at
from sayso.annotate.times.reading import Anchor, Meaning, Reading, in_year, last_this_next, shift
from sayso.annotate.times.words import (
    EARLY_MID_LATE,
    EDGES,
    ORDINALS,
    PARTS_OF_DAY,
    POSSESSIVE,
    STEPS,
    UNITS,
    WEEKDAYS,
)
from sayso.annotate.times.years import year_at
from sayso.annotate.tokens import Tokens

_DAYS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("today", "tonight", "اليوم", "امروز", "امشب"), 0),
        **dict.fromkeys(("yesterday", "أمس", "امس", "دیروز"), -1),
        **dict.fromkeys(("tomorrow", "غدا", "غداً", "فردا"), 1),
    }
)
_BESIDE = MappingProxyType({"previous": -1, "coming": 1, "following": 1})


def _through_day(t: Tokens, i: int) -> int:
    """The token after a part of the day that stands at ``i``: ``morning``, ``night local time``."""
    if t.at(i) not in PARTS_OF_DAY:
        return i
    return i + 3 if (t.at(i + 1), t.at(i + 2)) == ("local", "time") else i + 1


def deictic(t: Tokens, i: int) -> Reading | None:
    """``today``, ``yesterday morning``, ``tonight``, ``last night``, ``overnight``, ``this evening``."""
    word = t.at(i)
    if t.word(i).istitle() and t.word(i - 1)[:1].isupper() and t.gap(i) == " ":
        return None  # USA Today, and the titles of programmes
    if word in _DAYS:
        return Reading(i, _through_day(t, i + 1), shift(_DAYS[word], "day"), 0.92)
    if word == "overnight":
        return Reading(i, i + 1, _overnight, 0.7)
    if word == "last" and t.at(i + 1) in ("night", "evening"):
        return Reading(i, i + 2, shift(-1, "day"), 0.9)
    if word == "this" and t.at(i + 1) in PARTS_OF_DAY:
        return Reading(i, i + 2, shift(0, "day"), 0.9)
    if word == "the" and t.low[i + 1 : i + 4] == ("day", "before", "yesterday"):
        return Reading(i, i + 4, shift(-2, "day"), 0.95)
    if word == "the" and t.low[i + 1 : i + 4] == ("day", "after", "tomorrow"):
        return Reading(i, i + 4, shift(2, "day"), 0.95)
    return None


def _overnight(anchor: Anchor) -> Interval | None:
    """The night that began on the day before, which has two days."""
    return Interval(anchor.day - timedelta(days=1), anchor.day, "day") if anchor.day else None


def weekday(t: Tokens, i: int) -> Reading | None:
    """``Tuesday``, ``Tuesday night``, ``Tuesday last week``, ``Monday of this week``."""
    named = weekday_at(t, i)
    if not named or t.at(i) not in WEEKDAYS or _repeats(t, i):
        return None
    number, at = named
    at = _through_day(t, at)
    if t.at(at) == "nights":
        return None
    of = at + 1 if t.at(at) == "of" else at
    if t.at(of) in STEPS and t.at(of + 1) == "week":
        return Reading(i, of + 2, _weekday_of_week(number, STEPS[t.at(of)]), 0.93)
    return Reading(i, at, _weekday(number), 0.9)


def _repeats(t: Tokens, i: int) -> bool:
    """``every Monday``, and the ``Friday`` of ``every Monday and Friday``."""
    if t.at(i - 1) in ("and", "or", ",") and t.at(i - 2) in WEEKDAYS:
        i -= 2
    return t.at(i - 1) in ("each", "every")


def _weekday(number: int) -> Meaning:
    """A weekday alone: the nearest past one, today included, unless the clause looks ahead."""

    def meaning(anchor: Anchor) -> Interval | None:
        if not anchor.day:
            return None
        ahead = (number - anchor.day.weekday()) % 7
        return calendar.moved(anchor.day, ahead if anchor.ahead or not ahead else ahead - 7, "day")

    return meaning


def _weekday_near(number: int, step: int) -> Meaning:
    """``last Friday``: the one before today; ``this Friday``: the coming one; ``next Friday``: of the week after."""

    def meaning(anchor: Anchor) -> Interval | None:
        if not anchor.day:
            return None
        away = number - anchor.day.weekday()
        if step == 0 and anchor.ahead is not False:
            away %= 7
        return calendar.moved(anchor.day, away % -7 or -7 if step < 0 else away + 7 * step, "day")

    return meaning


def _weekday_of_week(number: int, weeks: int) -> Meaning:
    def meaning(anchor: Anchor) -> Interval | None:
        of = calendar.week(anchor.day, weeks) if anchor.day else None
        return calendar.moved(of.start, number, "day") if of else None

    return meaning


def near(t: Tokens, i: int) -> Reading | None:
    """``last week``, ``this year``, ``next Tuesday``, ``last May``, ``this summer``, ``last weekend``."""
    if t.at(i) in _BESIDE and t.at(i + 1) in WEEKDAYS:
        return Reading(i, _through_day(t, i + 2), _weekday_near(WEEKDAYS[t.at(i + 1)], _BESIDE[t.at(i)]), 0.8)
    if t.at(i) not in STEPS:
        return None
    step, at = STEPS[t.at(i)], i + 1
    if t.at(i) == "this" and t.at(at) in ("past", "coming"):
        step, at = (-1 if t.at(at) == "past" else 1), at + 1
    return _near_unit(t, i, at, step) or _near_name(t, i, at, step)


def _near_unit(t: Tokens, i: int, at: int, step: int) -> Reading | None:
    at = at + 1 if t.at(at) in ("fiscal", "calendar") else at
    word = t.at(at)
    if word not in ("week", "month", "year", "decade") or t.word(at).istitle():
        return None
    if t.at(i - 1) in ("the", "a") and t.at(i) in ("last", "next"):
        return None  # "the last week" is as often the week up to now
    if word == "decade":
        return Reading(i, at + 1, _decade(step), 0.7)
    named = at + 2 if t.at(at + 1) == "on" else at + 1
    if word == "week" and t.at(named) in WEEKDAYS:
        return Reading(i, named + 1, _weekday_of_week(WEEKDAYS[t.at(named)], step), 0.9)
    return Reading(i, at + 1, shift(step, UNITS[word][0]), 0.93)


def _decade(step: int) -> Meaning:
    return lambda anchor: calendar.years(anchor.day.year // 10 * 10 + 10 * step, 10) if anchor.day else None


def _near_name(t: Tokens, i: int, at: int, step: int) -> Reading | None:
    word = t.at(at)
    if word == "weekend":
        return Reading(i, at + 1, _weekend(step), 0.85)
    if word in WEEKDAYS:
        return Reading(i, _through_day(t, at + 1), _weekday_near(WEEKDAYS[word], step), 0.88)
    if word in SEASONS:
        return Reading(i, at + 1, last_this_next(lambda y: calendar.season(y, word), step), 0.8)
    if month := month_at(t, at):
        dated = month_first(t, at)
        if dated and dated.last > month[1]:
            return Reading(i, dated.last, dated.meaning, dated.sure, dated.vague)
        return Reading(i, month[1], last_this_next(lambda y: calendar.month(y, month[0]), step), 0.88)
    if feast := feast_at(t, at):
        return Reading(i, feast[1], last_this_next(feast[0], step), 0.8)
    return None


def _weekend(step: int) -> Meaning:
    return lambda anchor: calendar.weekend(anchor.day, step) if anchor.day else None


def the_weekend(t: Tokens, i: int) -> Reading | None:
    """``the weekend``: the last one, unless it runs or the clause looks ahead."""
    if (t.at(i), t.at(i + 1)) != ("the", "weekend"):
        return None

    def meaning(anchor: Anchor) -> Interval | None:
        if not anchor.day:
            return None
        running = anchor.ahead or anchor.day.weekday() >= 5
        return calendar.weekend(anchor.day, 0 if running else -1)

    return Reading(i, i + 2, meaning, 0.75)


def qualified(t: Tokens, i: int) -> Reading | None:
    """``early this month``, ``late November``, ``mid-2018``, ``earlier Tuesday``, ``in the middle of May``."""
    word = t.at(i)
    if word in EARLY_MID_LATE:
        at = i + 2 if t.at(i + 1) == "-" and t.joined(i + 1) else i + 1
        at = at + 1 if t.at(at) in ("in", "on") else at
        inner = _whole(t, at + 1 if t.at(at) == "the" and t.at(at + 1) not in UNITS else at)
        return inner and Reading(
            i, inner.last, _part(inner.meaning, EARLY_MID_LATE[word]), inner.sure, inner.vague
        )
    if word in EDGES and t.at(i + 1) == "of" and t.at(i + 3) != "day":
        inner = _whole(t, i + 2)
        return inner and Reading(i, inner.last, _part(inner.meaning, EDGES[word]), 0.8 * inner.sure)
    if word in ("earlier", "later"):
        inner = _whole(t, i + 2 if t.at(i + 1) in ("in", "on") else i + 1) or anaphoric(t, i + 1)
        return inner and Reading(i, inner.last, inner.meaning, inner.sure, inner.vague, inner.optional)
    return None


def _part(meaning: Meaning, which: int) -> Meaning:
    def part(anchor: Anchor) -> Interval | None:
        whole = meaning(anchor)
        return calendar.third(whole, which) if whole else None

    return part


def _whole(t: Tokens, at: int) -> Reading | None:
    """What may follow ``early`` or ``the end of``: a near unit, a weekday, a month, a year, ``the year``."""
    if t.at(at) == "the" and t.at(at + 1) in ("day", "week", "month", "year"):
        return Reading(at, at + 2, shift(0, UNITS[t.at(at + 1)][0]), 0.75)
    if found := deictic(t, at) or near(t, at) or weekday(t, at) or month_first(t, at):
        return found
    if bare := month_at(t, at):
        return Reading(at, bare[1], in_year(lambda y: calendar.month(y, bare[0])), 0.85)
    year = year_at(t, at)
    if not year:
        return None
    if t.at(year[1]) == "s" and t.joined(year[1]):
        return Reading(at, year[1] + 1, lambda _: calendar.years(year[0], 10), 0.85)
    return Reading(at, year[1], lambda _: calendar.year(year[0]), 0.9)


def nth_week(t: Tokens, i: int) -> Reading | None:
    """``the last week of July``, ``first week of 2019``, ``the second half of May``, ``the week of March 6``."""
    if t.at(i) == "week" and t.at(i + 1) in ("of", "beginning", "starting"):
        inner = month_first(t, i + 2) or day_first(t, i + 2)
        return inner and Reading(i, inner.last, _week_of(inner.meaning), inner.sure, optional=True)
    nth = -1 if t.at(i) in ("last", "final") else ORDINALS.get(t.at(i), 0)
    part = t.at(i + 1)
    if (
        not nth
        or part not in ("week", "half")
        or t.at(i + 2) != "of"
        or abs(nth) > (2 if part == "half" else 5)
    ):
        return None
    inner = _whole(t, i + 3)
    if not inner or inner.vague:
        return None
    return Reading(i, inner.last, _nth_part(inner.meaning, nth, part), 0.8 * inner.sure, optional=True)


def _week_of(meaning: Meaning) -> Meaning:
    def whole(anchor: Anchor) -> Interval | None:
        found = meaning(anchor)
        return calendar.week(found.start) if found and found.grain == "day" else None

    return whole


def _nth_part(meaning: Meaning, nth: int, part: str) -> Meaning:
    """Weeks belong to the month or year that holds their Thursday, as in ISO 8601; halves of a month end on day 15."""

    def of(anchor: Anchor) -> Interval | None:
        whole = meaning(anchor)
        if not whole or whole.grain not in ("month", "year"):
            return None
        if part == "half":
            return calendar.half(whole, 2 if nth < 0 else nth)
        edge = whole.end - timedelta(days=3) if nth < 0 else whole.start + timedelta(days=3)
        return calendar.week(edge, nth + 1 if nth < 0 else nth - 1)

    return of


def year_end(t: Tokens, i: int) -> Reading | None:
    """``year-end``, ``year's end``, ``the year-earlier loss``."""
    if t.at(i) != "year":
        return None
    at = i + 2 if t.at(i + 1) == "-" or t.at(i + 1) in POSSESSIVE else i + 1
    if t.at(at) == "end" and t.at(i - 1) not in ("the", "a"):
        return Reading(i, at + 1, _part(shift(0, "year"), 2), 0.8)
    if t.at(at) in ("earlier", "ago") and t.at(i + 1) == "-" and t.at(at + 1) not in ("quarter", "period"):
        return Reading(i, at + 1, shift(-1, "year"), 0.8)
    return None
