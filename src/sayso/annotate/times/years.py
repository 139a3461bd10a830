"""Years and what is counted in them: ``2018``, ``2014-15``, ``the 1990s``, ``21st century``, ``first half of 2019``."""

from sayso.annotate.times import calendar
from sayso.annotate.times.reading import Reading, absolute
from sayso.annotate.times.words import DASHES, ORDINAL_ENDINGS, ORDINALS
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import numbered, words

_OLD_YEAR_PLACES = words("in since from between until by year before after")
_NO_YEAR_BEFORE = words(
    "$ € £ ¥ # no about nearly almost than least most approximately some over up roughly only exactly "
    "another other resolution flight unit page room highway route section usd rs × x"
)
_NO_YEAR_AFTER = words(
    "% percent per million billion thousand hundred dozen dollars euros pounds feet meters metres miles "
    "kilometers kilometres km kg tons tonnes hours gmt est edt people troops points bn mn k"
)
_OPENING = DASHES | words("( [ ' ’ \" “ ‘ /")
_CENTURIES_FROM, _CENTURIES_TO = 11, 22

_HUNDREDS = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_TEENS = numbered("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
_TIES = {
    word: 10 * n for word, n in numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()
}
_ONES = numbered("one two three four five six seven eight nine")
_DECADES = {
    word: 10 * n
    for word, n in numbered("twenties thirties forties fifties sixties seventies eighties nineties", 2).items()
}


def year_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year of four digits, or spelled (``nineteen ninety-six``, ``two thousand and six``), and the token after it."""
    word = t.at(i)
    if word.isdecimal():
        return (int(word), i + 1) if len(word) == 4 and 1000 <= int(word) <= 2200 else None
    if word == "two" and t.at(i + 1) == "thousand":
        rest = _below_hundred(t, i + 3 if t.at(i + 2) == "and" else i + 2)
        return (2000 + rest[0], rest[1]) if rest else (2000, i + 2)
    rest = _below_hundred(t, i + 1) if word in _HUNDREDS else None
    return (_HUNDREDS[word] + rest[0], rest[1]) if rest and rest[0] >= 10 else None


def _below_hundred(t: Tokens, i: int) -> tuple[int, int] | None:
    word = t.at(i)
    if word in _TIES:
        at = i + 2 if t.at(i + 1) == "-" else i + 1
        return (_TIES[word] + _ONES[t.at(at)], at + 1) if t.at(at) in _ONES else (_TIES[word], i + 1)
    value = _TEENS.get(word) or _ONES.get(word)
    return (value, i + 1) if value else None


def years(t: Tokens, i: int) -> Reading | None:
    """``2018``, ``2014-15``, ``2003–2011``, ``the 1990s``: a year where a number of things cannot be meant."""
    found = year_at(t, i)
    if not found:
        return None
    number, at = found
    if t.at(at) == "s" and t.joined(at) and number % 10 == 0:
        return absolute(i, at + 1, calendar.years(number, 10 if number % 100 else 100), 0.9)
    if not _is_year(t, i, at, number):
        return None
    if t.at(at) in DASHES and t.joined(at) and t.joined(at + 1) and (end := _end_year(t, at + 1, number)):
        return absolute(i, at + 2, calendar.years(number, end - number + 1), 0.9)
    return absolute(i, at, calendar.year(number), 0.9)


def _end_year(t: Tokens, i: int, start: int) -> int | None:
    word = t.at(i)
    if not word.isdecimal() or len(word) not in (2, 4):
        return None
    end = int(word) if len(word) == 4 else start - start % 100 + int(word)
    return end if start < end <= start + 100 else None


def _is_year(t: Tokens, i: int, after: int, number: int) -> bool:
    before, following = t.at(i - 1), t.at(after)
    if before in _NO_YEAR_BEFORE or following in _NO_YEAR_AFTER:
        return False
    if t.joined(i) and before not in _OPENING:
        return False
    counts = _plural(t.word(after))
    if not 1900 <= number <= 2100:
        return number >= 1400 and before in _OLD_YEAR_PLACES and not counts
    return not counts or number % 100 != 0


def _plural(word: str) -> bool:
    return word.islower() and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def decades(t: Tokens, i: int) -> Reading | None:
    """``the nineties``, ``the '90s``."""
    if t.at(i) in _DECADES and t.at(i - 1) in ("the", "early", "mid", "late", "-"):
        return absolute(i, i + 1, calendar.years(1900 + _DECADES[t.at(i)], 10), 0.7)
    short = t.at(i + 1)
    if t.at(i) not in ("'", "’", "‘") or t.at(i + 2) != "s" or not (short.isdecimal() and len(short) == 2):
        return None
    if int(short) % 10 or not t.joined(i + 1) or not t.joined(i + 2):
        return None
    century = 1900 if int(short) >= 30 else 2000
    return absolute(i, i + 3, calendar.years(century + int(short), 10), 0.8)


def centuries(t: Tokens, i: int) -> Reading | None:
    """``the 19th century``, ``twenty-first century``."""
    number, at = ORDINALS.get(t.at(i), 0), i + 1
    if t.at(i).isdecimal() and t.joined(at) and t.at(at) in ORDINAL_ENDINGS:
        number, at = int(t.at(i)[:3]), at + 1
    elif t.at(i) == "twenty" and t.at(at) == "-" and t.at(at + 1) == "first":
        number, at = 21, at + 2
    at = at + 1 if t.at(at) == "-" else at
    if t.at(at) != "century" or not _CENTURIES_FROM <= number <= _CENTURIES_TO:
        return None
    return absolute(i, at + 1, calendar.years(100 * (number - 1), 100), 0.8)


def quarters(t: Tokens, i: int) -> Reading | None:
    """``the third quarter of 2019``, ``first half of 2018``: only with a year, for firms' own years differ."""
    nth = ORDINALS.get(t.at(i), 0)
    size = {"quarter": 3, "half": 6}.get(t.at(i + 1), 0)
    found = year_at(t, i + 3 if t.at(i + 2) == "of" else i + 2) if nth and size and nth <= 12 // size else None
    if not found:
        return None
    return absolute(i, found[1], calendar.months(found[0], (nth - 1) * size + 1, size), 0.8)
