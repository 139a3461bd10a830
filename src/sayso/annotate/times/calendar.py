"""Intervals of days, and the calendars news dates are written in.

Every function returns None instead of a day that does not exist (30 February, year 0, year 99999).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "month", "year"]

_FIRST_YEAR, _LAST_YEAR = 1000, 2200
"""Years outside are read as no dates at all: in news they are mistakes."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``, both included, said at the precision of a day, week, month or year."""

    start: date
    end: date
    grain: Grain


def day(year: int, month: int, number: int) -> Interval | None:
    """One day, or None when it does not exist."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Interval(found, found, "day")


def one_day(of: date) -> Interval:
    """The interval of a single day."""
    return Interval(of, of, "day")


def shifted(of: date, days: int) -> date | None:
    """``of`` moved by a number of days, or None outside the years read."""
    if abs(days) > 500_000:
        return None
    ordinal = of.toordinal() + days
    if not date(_FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(_LAST_YEAR, 12, 31).toordinal():
        return None
    return date.fromordinal(ordinal)


def week(of: date, weeks: int = 0) -> Interval | None:
    """The week, Monday to Sunday, that holds ``of``, moved by ``weeks``."""
    monday = shifted(of, 7 * weeks - of.weekday())
    return Interval(monday, monday + timedelta(days=6), "week") if monday else None


def weekend(of: date, weeks: int = 0) -> Interval | None:
    """Saturday and Sunday of the week that holds ``of``, moved by ``weeks``."""
    found = week(of, weeks)
    return Interval(found.start + timedelta(days=5), found.end, "day") if found else None


def month(year: int, number: int) -> Interval | None:
    """A month by its number; numbers beyond 1 … 12 run into the years before and after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = day(year, number, 1)
    return Interval(first.start, _before_next_month(first.start), "month") if first else None


def _before_next_month(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - timedelta(days=1)


def months(year: int, first: int, count: int) -> Interval | None:
    """``count`` months from the month numbered ``first``."""
    start, end = month(year, first), month(year, first + count - 1)
    return Interval(start.start, end.end, "month") if start and end else None


def year(number: int) -> Interval | None:
    """A calendar year."""
    return years(number, 1)


def years(first: int, count: int) -> Interval | None:
    """``count`` calendar years from ``first``."""
    start, end = day(first, 1, 1), day(first + count - 1, 12, 31)
    return Interval(start.start, end.end, "year") if start and end else None


def third(of: Interval, which: int) -> Interval:
    """The early (0), middle (1) or late (2) part of a month or year; anything else is returned whole.

    Early, mid and late month are the days 1-10, 11-20 and 21 to the end; of a year, four months each. The grain stays:
    ``early May`` is a time said by month.
    """
    if of.grain == "month" and of.start.month == of.end.month:
        start = of.start.replace(day=1 + 10 * which)
        end = of.end if which == 2 else of.start.replace(day=10 + 10 * which)
        return Interval(start, end, "month")
    if of.grain == "year" and of.start.year == of.end.year:
        part = months(of.start.year, 1 + 4 * which, 4)
        return Interval(part.start, part.end, "year") if part else of
    return of


def half(of: Interval, which: int) -> Interval | None:
    """The first (1) or second (2) half of a month or year: a month is cut after its fifteenth day."""
    if of.grain == "year":
        return months(of.start.year, 6 * which - 5, 6)
    middle = of.start.replace(day=15)
    return (
        Interval(of.start, middle, "month")
        if which == 1
        else Interval(middle + timedelta(days=1), of.end, "month")
    )


def moved(of: date, count: int, grain: Grain) -> Interval | None:
    """The day, week, month or year that lies ``count`` of them after ``of`` (before, when negative)."""
    if abs(count) > 5000:
        return None
    if grain == "day":
        found = shifted(of, count)
        return one_day(found) if found else None
    if grain == "week":
        return week(of, count)
    return month(of.year, of.month + count) if grain == "month" else year(of.year + count)


def season(year_number: int, name: str) -> Interval | None:
    """A meteorological season of the northern hemisphere; winter is named for the year it starts in."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    return months(year_number, first, 3)


def easter(year_number: int) -> Interval | None:
    """Western Easter Sunday (anonymous Gregorian computus, Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, (b, c) = year_number % 19, divmod(year_number, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    q = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * q) // 451
    number, last = divmod(h + q - 7 * m + 114, 31)
    return day(year_number, number, last + 1)


def nth_weekday(year_number: int, number: int, weekday: int, nth: int) -> Interval | None:
    """The ``nth`` weekday (Monday is 0) of a month."""
    first = day(year_number, number, 1)
    if not first:
        return None
    return day(year_number, number, 1 + (weekday - first.start.weekday()) % 7 + 7 * (nth - 1))


_HIJRI_EPOCH = date(622, 7, 19).toordinal()
"""1 Muharram 1 in the civil tabular calendar: 16 July 622 Julian, 19 July Gregorian."""


def hijri_day(year_number: int, number: int, of_month: int) -> date | None:
    """A day of the lunar Hijri calendar by its civil tables (a cycle of 30 years).

    Sighting the moon can move the day by one, rarely two. Reingold & Dershowitz, Calendrical Calculations, chapter 7.
    """
    if not (
        1200 <= year_number <= 1600
        and 1 <= number <= 12
        and 1 <= of_month <= _hijri_length(year_number, number)
    ):
        return None
    whole = 354 * (year_number - 1) + (3 + 11 * year_number) // 30 + 29 * (number - 1) + number // 2
    return date.fromordinal(_HIJRI_EPOCH - 1 + whole + of_month)


def _hijri_length(year_number: int, number: int) -> int:
    leap = (14 + 11 * year_number) % 30 < 11
    return 30 if number % 2 or (number == 12 and leap) else 29


def hijri_month(year_number: int, number: int) -> Interval | None:
    """A month of the lunar Hijri calendar, by its civil tables."""
    first = hijri_day(year_number, number, 1)
    last = first and hijri_day(year_number, number, _hijri_length(year_number, number))
    return Interval(first, last, "month") if first and last else None


_SOLAR_ANCHOR = (1398, date(2019, 3, 21).toordinal())
"""1 Farvardin 1398 fell on 21 March 2019."""


def solar_day(year_number: int, number: int, of_month: int) -> date | None:
    """A day of the Solar Hijri calendar of Iran and Afghanistan.

    Leap years by the 33-year cycle, which agrees with the astronomical calendar from 1244 to 1472 (1865-2093):
    K. M. Borkowski, The Persian calendar for 3000 years, Earth, Moon and Planets 74 (1996).
    """
    if not (
        1244 <= year_number <= 1472
        and 1 <= number <= 12
        and 1 <= of_month <= _solar_length(year_number, number)
    ):
        return None
    before = 31 * (number - 1) if number <= 7 else 186 + 30 * (number - 7)
    return date.fromordinal(_solar_new_year(year_number) + before + of_month - 1)


def _solar_new_year(year_number: int) -> int:
    base, ordinal = _SOLAR_ANCHOR
    low, high = sorted((base, year_number))
    leaps = sum(_solar_leap(y) for y in range(low, high))
    days = 365 * (high - low) + leaps
    return ordinal + (days if year_number >= base else -days)


def _solar_leap(year_number: int) -> bool:
    return year_number % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _solar_length(year_number: int, number: int) -> int:
    if number <= 6:
        return 31
    return 30 if number < 12 or _solar_leap(year_number) else 29


def solar_month(year_number: int, number: int) -> Interval | None:
    """A month of the Solar Hijri calendar."""
    first = solar_day(year_number, number, 1)
    last = first and solar_day(year_number, number, _solar_length(year_number, number))
    return Interval(first, last, "month") if first and last else None
