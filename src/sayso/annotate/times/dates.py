"""Days and months said by number or name: ``May 16, 2019``, ``16/05/2019``, ``Friday, Oct. 23``, ``in November``."""

from datetime import date

from sayso.annotate.times import calendar
from sayso.annotate.times.calendar import Interval
from sayso.annotate.times.hijri import full_date
from sayso.annotate.times.reading import Anchor, Meaning, Reading, absolute, in_year
from sayso.annotate.times.words import (
    ARABIC_MONTHS,
    DASHES,
    MONTHS,
    ORDINAL_ENDINGS,
    ORDINALS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    STEPS,
    WEEKDAYS,
)
from sayso.annotate.times.years import year_at
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

_LINKS = DASHES | words("to through until till and")
_MONTH_PLACES = words(
    "in since by until till of from during last next this early late mid through to between and before "
    "after for around previous following every beginning starting ending at end past is as"
)
"""Words before a bare month name that show it is one."""
_ALSO_NAMES = words("may march april june august")
"""Months that are also verbs or people's names."""
_MAY_PLACES = words("in since last next this early late mid during until previous following end by")
_DETERMINERS = words("the a an its his her their our")
_NO_NOUN = words("to in on of and or was is will be have has that for")
_NOT_A_DAY = words("% percent million billion per")


def month_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """The number of the month named at token ``i`` and the token after it (and after its full stop)."""
    word = t.at(i)
    if word in MONTHS and (t.word(i)[0].isupper() or word not in ("may", "march", "august")):
        return MONTHS[word], i + 1
    if word in SHORT_MONTHS and (t.word(i)[0].isupper() or _beside_day(t, i)):
        return SHORT_MONTHS[word], i + 2 if t.at(i + 1) == "." and t.joined(i + 1) else i + 1
    if word in ARABIC_MONTHS:
        return ARABIC_MONTHS[word], i + 1
    return None


def _beside_day(t: Tokens, i: int) -> bool:
    """Whether a number of one or two digits stands beside an abbreviation in small letters: ``14 nov 2023``."""
    return t.at(i) not in ("may", "mar", "sun") and any(
        t.at(k).isdecimal() and len(t.at(k)) <= 2 for k in (i - 1, i + 1)
    )


_TENS = {"twenty": 20, "thirty": 30}


def day_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A day of the month at token ``i`` (``3``, ``3rd``, ``third``, ``twenty-first``) and the token after it."""
    word = t.at(i)
    if word.isdecimal() and len(word) <= 2:
        ordinal = t.joined(i + 1) and t.at(i + 1) in ORDINAL_ENDINGS
        return int(word), i + 2 if ordinal else i + 1
    if word in ORDINALS:
        return ORDINALS[word], i + 1
    if word in _TENS:
        at = i + 2 if t.at(i + 1) == "-" else i + 1
        ones = ORDINALS.get(t.at(at), 0)
        return (_TENS[word] + ones, at + 1) if 0 < ones < 10 else None
    return None


def _day_of_month(t: Tokens, i: int) -> tuple[int, int] | None:
    found = day_at(t, i)
    return found if found and 0 < found[0] <= 31 and t.at(found[1]) not in _NOT_A_DAY else None


def _year_after(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year after a month or day: ``2019``, ``, 2019``, ``of 2019``, ``-2019``."""
    at = i + 1 if t.at(i) in (",", "of", "in", "/") or (t.at(i) in DASHES and t.joined(i)) else i
    found = year_at(t, at)
    return found if found and found[0] >= 1500 else None


def _year_step(t: Tokens, i: int) -> tuple[int, int] | None:
    """``last year``, ``of this year`` after a month or day: how far the year is, and the token after it."""
    at = i + 1 if t.at(i) == "of" else i
    return (STEPS[t.at(at)], at + 2) if t.at(at) in STEPS and t.at(at + 1) == "year" else None


def _year_of_range(t: Tokens, i: int, month: int) -> int | None:
    """The year of the first of two dates whose second has it: of ``June`` in ``June to August 1992``."""
    if t.at(i) not in _LINKS or not (ending := month_at(t, i + 1)):
        return None
    number, at = ending
    day = _day_of_month(t, at)
    found = _year_after(t, day[1] if day else at)
    return (found[0] if month <= number else found[0] - 1) if found else None


def month_first(t: Tokens, i: int, weekday: int | None = None) -> Reading | None:
    """``May 16, 2019``, ``May 3-5``, ``May 2019``, ``May last year``, ``in May``."""
    named = month_at(t, i)
    if not named:
        return None
    number, at = named
    the = at + 1 if t.at(at) == "the" else at
    if day := _day_of_month(t, the):
        last_day, after = _day_range(t, *day)
        return _days_of_month(t, (i, after), number, (day[0], last_day), weekday)
    return None if weekday is not None else _month(t, i, number, at)


def _month(t: Tokens, i: int, number: int, at: int) -> Reading | None:
    if found := _year_after(t, at):
        return absolute(i, found[1], calendar.month(found[0], number))
    if step := _year_step(t, at):
        return Reading(i, step[1], _month_in_year(number, step[0]), 0.95)
    if year := _year_of_range(t, at, number):
        return absolute(i, at, calendar.month(year, number), 0.9)
    if not _bare_month(t, i, at):
        return None
    return Reading(i, at, in_year(lambda y: calendar.month(y, number)), 0.85)


def _month_in_year(number: int, step: int) -> Meaning:
    return lambda anchor: calendar.month(anchor.day.year + step, number) if anchor.day else None


def _bare_month(t: Tokens, i: int, after: int) -> bool:
    """Whether a month name alone is a month, and no verb or name."""
    word, before = t.at(i), t.at(i - 1)
    if before in ("each", "every"):
        return False
    if word in SHORT_MONTHS and word != "may":
        return after > i + 1 and before in _MONTH_PLACES
    if word not in _ALSO_NAMES:
        return True
    if before in _DETERMINERS:
        return t.word(after).islower() and t.at(after) not in _NO_NOUN
    if t.word(after)[:1].isupper() and t.at(after) not in WEEKDAYS and before not in ("in", "since"):
        return False
    if word == "may" and before in ("to", "and", "through"):
        return t.at(i - 2) in MONTHS
    return before in (_MAY_PLACES if word == "may" else _MONTH_PLACES) or before in DASHES


def _days_of_month(
    t: Tokens, span: tuple[int, int], month: int, days: tuple[int, int], weekday: int | None = None
) -> Reading:
    """A day, or days, of a month, with the year that follows or the year the clause means."""
    first, at = span
    if found := _year_after(t, at):
        return absolute(first, found[1], _days(found[0], month, days))
    if step := _year_step(t, at):
        return Reading(first, step[1], _days_in_year(month, days, step[0]), 0.95)
    if year := _year_of_range(t, at, month):
        return absolute(first, at, _days(year, month, days), 0.9)
    if _days(2020, month, days) is None:  # a leap year: what does not exist in it never does
        return absolute(first, at, None)
    return Reading(first, at, in_year(lambda y: _days(y, month, days), weekday), 0.93)


def _days_in_year(month: int, days: tuple[int, int], step: int) -> Meaning:
    return lambda anchor: _days(anchor.day.year + step, month, days) if anchor.day else None


def _day_range(t: Tokens, day: int, at: int) -> tuple[int, int]:
    """The last day of ``3-5`` and the token after it; the day itself where there is no range."""
    later = _day_of_month(t, at + 1) if t.at(at) in _LINKS - {"and"} else None
    if later and day < later[0] and not month_at(t, later[1]):
        return later
    return day, at


def _days(year: int, month: int, days: tuple[int, int]) -> Interval | None:
    start, end = calendar.day(year, month, days[0]), calendar.day(year, month, days[1])
    return Interval(start.start, end.end, "day") if start and end else None


def another_day(t: Tokens, i: int) -> Reading | None:
    """The ``25`` of ``April 24 and 25``, the ``24`` of ``24 and 25 April``."""
    day = _day_of_month(t, i) if t.at(i)[:1].isdecimal() else None
    if not day:
        return None
    if t.at(i - 1) in ("and", "or", "to"):
        back = i - 4 if t.at(i - 3) == "." else i - 3
        before, named = day_at(t, i - 2), month_at(t, back)
        if before and named and named[1] == i - 2 and before[0] < day[0]:
            return _days_of_month(t, (i, day[1]), named[0], (day[0], day[0]))
    if t.at(day[1]) not in ("and", "or"):
        return None
    later = _day_of_month(t, day[1] + 1)
    named = month_at(t, later[1]) if later else None
    if not later or not named or not day[0] < later[0]:
        return None
    year = _year_after(t, named[1])
    days = (day[0], day[0])
    if year:
        return absolute(i, day[1], _days(year[0], named[0], days))
    return Reading(i, day[1], in_year(lambda y: _days(y, named[0], days)), 0.9)


def day_first(t: Tokens, i: int, weekday: int | None = None) -> Reading | None:
    """``16 May 2019``, ``the 3rd of May``, ``9-10 May``, ``05-Aug-2016``, ``22 Bahman 1357``."""
    day = _day_of_month(t, i)
    if not day or t.at(i - 1) in ("$", "€", "£"):
        return _no_such_day(t, i)
    last_day, at = day
    if t.at(at) in DASHES | {"to"} and (later := _day_of_month(t, at + 1)) and later[0] > day[0]:
        last_day, at = later
    else:
        last_day = day[0]
    if other := full_date(t, i, day[0], at + 1 if t.at(at) == "of" else at):
        return other
    if t.at(at) in ("of", "/") or (t.at(at) == "-" and t.joined(at)):
        at += 1
    named = month_at(t, at)
    if not named or (t.at(at) == "may" and not t.word(at)[0].isupper()):
        return None
    return _days_of_month(t, (i, named[1]), named[0], (day[0], last_day), weekday)


def _no_such_day(t: Tokens, i: int) -> Reading | None:
    """``32 May 2019``: a doubt, not the month."""
    found = day_at(t, i) if t.at(i).isdecimal() else None
    named = month_at(t, found[1]) if found and found[0] > 31 else None
    year = _year_after(t, named[1]) if named else None
    return absolute(i, year[1], None) if year else None


def numbered_day(t: Tokens, i: int) -> Reading | None:
    """``on the 18th``, ``the 21st of this month``: the day of a month that is not named."""
    day = _day_of_month(t, i + 1) if t.at(i) == "the" else None
    if not day or (day[1] == i + 2 and t.at(i + 1).isdecimal()):
        return None
    at = day[1] + 1 if t.at(day[1]) == "of" else day[1]
    if t.at(at) in STEPS and t.at(at + 1) == "month":
        return Reading(i, at + 2, _day_in_month(day[0], STEPS[t.at(at)]), 0.9)
    if t.at(i - 1) not in ("on", "until", "by") or not t.at(i + 1).isdecimal():
        return None
    if t.word(day[1])[:1].isalpha() and t.at(day[1]) not in ("and", "to", "at", "in", "when", "after", "but"):
        return None
    return Reading(i, day[1], _day_near(day[0]), 0.7)


def _day_in_month(number: int, step: int) -> Meaning:
    def meaning(anchor: Anchor) -> Interval | None:
        of = calendar.month(anchor.day.year, anchor.day.month + step) if anchor.day else None
        return calendar.day(of.start.year, of.start.month, number) if of else None

    return meaning


def _day_near(number: int) -> Meaning:
    """The nearest day of that number, back unless the clause looks ahead."""

    def meaning(anchor: Anchor) -> Interval | None:
        if not anchor.day:
            return None
        today = anchor.day
        found = [_day_in_month(number, n)(anchor) for n in ((0, 1) if anchor.ahead else (0, -1))]
        fitting = [f for f in found if f and (f.end >= today if anchor.ahead else f.start <= today)]
        return fitting[0] if fitting else None

    return meaning


def numeric(t: Tokens, i: int) -> Reading | None:
    """``2019-05-16``, ``16/05/2019``, ``5/16/19``, ``16.05.2019``."""
    parts = _three_numbers(t, i)
    if not parts:
        return None
    (a, b, c), last = parts
    if len(a) == 4:
        return absolute(i, last, calendar.day(int(a), int(b), int(c)))
    year = int(c) if len(c) == 4 else 2000 + int(c) if int(c) < 50 else 1900 + int(c)
    by_day, by_month = calendar.day(year, int(b), int(a)), calendar.day(year, int(a), int(b))
    if by_day and by_month and by_day != by_month:
        return Reading(i, last, _nearer(by_day, by_month), 0.5)
    return absolute(i, last, by_day or by_month, 0.95)


def _nearer(left: Interval, right: Interval) -> Meaning:
    """Day-month or month-day, as nothing in the numbers shows: the one nearer to the day of writing."""

    def meaning(anchor: Anchor) -> Interval | None:
        today: date | None = anchor.day
        return min(left, right, key=lambda o: abs((o.start - today).days)) if today else None

    return meaning


def _three_numbers(t: Tokens, i: int) -> tuple[tuple[str, str, str], int] | None:
    word, sign = t.at(i), t.at(i + 1)
    if word.count(".") == 2:
        parts, last = word.split("."), i + 1
    elif sign in ("/", "-") and t.at(i + 3) == sign and all(t.joined(i + n) for n in range(1, 5)):
        parts, last = [word, t.at(i + 2), t.at(i + 4)], i + 5
    else:
        return None
    if not all(part.isdecimal() for part in parts) or _goes_on(t, i, last, sign):
        return None
    a, b, c = (len(part) for part in parts)
    year_first = a == 4 and c <= 2 and b <= 2
    year_last = a <= 2 and b <= 2 and (c == 4 or (c == 2 and sign == "/"))
    return ((parts[0], parts[1], parts[2]), last) if year_first or year_last else None


def _goes_on(t: Tokens, i: int, last: int, sign: str) -> bool:
    """Whether the numbers are part of a longer run, as in a telephone number."""
    after = t.at(last) == sign and t.joined(last) and sign in ("/", "-")
    return after or (t.at(i - 1) in ("/", "-") and t.joined(i) and t.at(i - 1) == sign)


def weekday_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """The weekday named at token ``i`` (Monday is 0) and the token after it."""
    word = t.at(i)
    if word in WEEKDAYS:
        return WEEKDAYS[word], i + 1
    if word in SHORT_WEEKDAYS and t.word(i)[0].isupper():
        at = i + 2 if t.at(i + 1) == "." else i + 1
        beside = at + 1 if t.at(at) == "," else at
        day = day_at(t, beside)
        if month_at(t, beside) or (day and month_at(t, day[1])):
            return SHORT_WEEKDAYS[word], at
    return None


def dated_weekday(t: Tokens, i: int) -> Reading | None:
    """``Friday, Oct. 23``, ``Monday 7 May 2018``: the weekday helps to choose the year."""
    named = weekday_at(t, i)
    if not named:
        return None
    at = named[1] + 1 if t.at(named[1]) in (",", "(") else named[1]
    at = at + 1 if t.at(at) == "the" else at
    found = month_first(t, at, named[0]) or day_first(t, at, named[0])
    return found and Reading(i, found.last, found.meaning, found.sure, found.vague)
