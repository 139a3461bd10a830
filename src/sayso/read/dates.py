"""Days as pages write them, in the notations and languages of many outlets."""

import re
from datetime import date, datetime
from functools import cache

from sayso.model import Precision, Span
from sayso.read.tables import lines, words

_YEARS = range(1950, 2100)
"""Years a page can have been published in."""
_PERSIAN_YEARS = range(1340, 1430)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?")
_COMPACT = re.compile(r"(20\d\d|19\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_MAIL = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC|[+-]\d{4})")
_NAME = r"[^\W\d_]{2,13}(?:\s(?:الثاني|الأول))?"
_WRITTEN = re.compile(
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?\s*(?:de\s+|من\s+|-|/|,)?\s*(?P<m1>{_NAME})[.,]?\s*(?:de\s+|del\s+|-|/)?\s*(?P<y1>\d{{4}})(?!\d)"
    rf"|(?P<m2>{_NAME})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})(?!\d)"
    r"|(?P<y3>\d{4})\s*(?:年|년|[-/.])\s*(?P<m3>\d{1,2})\s*(?:月|월|[-/.])\s*(?P<d3>\d{1,2})(?!\d)\s*(?:日|일)?"
    r"|(?<!\d)(?P<d4>\d{1,2})(?P<s4>[./-])(?P<m4>\d{1,2})(?P=s4)(?P<y4>\d{4})(?!\d)"
)
_MONTH = re.compile(rf"({_NAME})\s+(\d{{4}})")
_CLOCK = re.compile(
    r"\d{1,2}\s?[:.٫h]\s?\d{2}(?::\d{2})?|\d{1,2}(?=\s?[ap]\.?m)|[+-]\d{1,2}:?\d{2}", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_LINE = 110
_TWO_NAMED = {"كانون الثاني": 1, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12}
"""Levantine months that share a first word."""


def iso(stated: str) -> str | None:
    """A stated date as an ISO day or instant (with the offset it states), or None when it cannot be read."""
    text = stated.strip()[:120]
    if match := _ISO.match(text):
        return _checked(match.group())
    if match := _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if _MAIL.match(text):
        return text
    found = _first_day(text)
    return found[0] if found else None


def find_day(text: str) -> tuple[str, Span] | None:
    """The first whole day written in a short text and where it stands, or None."""
    return _first_day(text)


def day_line(line: str) -> tuple[str, Precision, Span] | None:
    """The day of a line that is nothing but a date, its precision and its place in the line; None for any other line.

    A time of day, a weekday and words such as "Published" may stand beside it.
    """
    if len(line) > _LONGEST_LINE or not any(letter.isdigit() for letter in line):
        return None
    if found := _first_day(line):
        day, (start, end) = found
        rest = f"{line[:start]} {line[end:]}"
        other = _first_day(rest)
        if other:
            rest = f"{rest[: other[1][0]]} {rest[other[1][1] :]}"
        return (day, "day", (start, end)) if _is_frame(rest) else None
    match = _MONTH.fullmatch(line.strip())
    number = match and _months().get(match[1].lower())
    if match and number and int(match[2]) in _YEARS:
        return f"{int(match[2]):04d}-{number:02d}", "month", (0, len(line.strip()))
    return None


def _is_frame(rest: str) -> bool:
    allowed = words("date-words.txt")
    left = [word for word in _WORD.findall(_CLOCK.sub(" ", rest)) if word.lower() not in allowed]
    return not left and sum(letter.isdigit() for letter in _CLOCK.sub(" ", rest)) <= 6


def _first_day(text: str) -> tuple[str, Span] | None:
    for match in _WRITTEN.finditer(text):
        if day := _read(match):
            return day, match.span()
    return None


def _read(match: re.Match[str]) -> str | None:
    if match["y3"]:
        return _numbered(int(match["y3"]), int(match["m3"]), int(match["d3"]))
    if match["y4"]:
        return _day_or_month_first(int(match["d4"]), int(match["m4"]), int(match["y4"]), match["s4"])
    name, day, year = (
        (match["m1"], match["d1"], match["y1"]) if match["m1"] else (match["m2"], match["d2"], match["y2"])
    )
    if number := _month(name):
        return _day(int(year), number, int(day))
    if number := _months_persian().get(name.lower()):
        return _persian(int(year), number, int(day))
    return None


def _month(name: str) -> int | None:
    return _TWO_NAMED.get(name) or _months().get(name.lower().rstrip("."))


def _numbered(year: int, month: int, day: int) -> str | None:
    return _persian(year, month, day) if year in _PERSIAN_YEARS else _day(year, month, day)


def _day_or_month_first(first: int, second: int, year: int, mark: str) -> str | None:
    """With full stops the day comes first everywhere; with strokes only a number over 12 tells which it is."""
    if mark == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _checked(text: str) -> str | None:
    try:
        moment = datetime.fromisoformat(text.replace(",", ".").replace(" Z", "Z").replace(" +", "+"))
    except ValueError:
        return iso_day(text)
    return text.replace(" +", "+") if moment.year in _YEARS else None


def iso_day(text: str) -> str | None:
    """The day at the head of an ISO instant that is not quite one."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day.isoformat() if day.year in _YEARS else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None


def _persian(year: int, month: int, day: int) -> str | None:
    """A Solar Hijri day in the Gregorian calendar, by the 33-year cycle of leap years (8 in 33), which holds for
    every year a page can bear. Tested against known days of both calendars.
    """
    if year not in _PERSIAN_YEARS or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    years = year + 1595
    days = -355_668 + 365 * years + (years // 33) * 8 + ((years % 33) + 3) // 4 + day
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return date.fromordinal(days - 365).isoformat()


@cache
def _months() -> dict[str, int]:
    return _numbers("months.txt")


@cache
def _months_persian() -> dict[str, int]:
    return _numbers("months-persian.txt")


def _numbers(table: str) -> dict[str, int]:
    return {name: int(line.split()[0]) for line in lines(table) for name in line.split()[1:]}
