"""Numbers as news writes them: digits, words, and both mixed.

``numeral`` reads one number that starts at a token: ``1,500``, ``1 500``, ``١٬٥٠٠``, ``2.4bn``, ``$14 billion``'s
``14 billion``, ``two and a half million``, ``a dozen``, ``two-thirds``, ``tens of thousands``. What is counted, and
whether the number is one at all (not a date, a name, an age), is for its readers to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import Literal

from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

_MOST_DIGITS = 15
"""Longer runs of digits are no counts of things (and would not be exact as floating point)."""

_MOST_SCALES = 2
"""Scale words in a row that multiply one number: ``two hundred thousand``."""

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL: Mapping[str, int] = MappingProxyType(
    {
        **{word: n for n, word in enumerate(_SMALL.split())},
        **{word: 10 * n for n, word in enumerate(_TENS.split(), 2)},
    }
)
"""Number words below a hundred."""
SCALES: Mapping[str, float] = MappingProxyType(
    {
        "hundred": 1e2,
        "thousand": 1e3,
        "lakh": 1e5,
        "lakhs": 1e5,
        "million": 1e6,
        "crore": 1e7,
        "crores": 1e7,
        "billion": 1e9,
        "trillion": 1e12,
        "dozen": 12,
        "score": 20,
        **dict.fromkeys(("ألف", "الف", "آلاف", "هزار"), 1e3),
        **dict.fromkeys(("مليون", "ملايين", "میلیون"), 1e6),
        **dict.fromkeys(("مليار", "مليارات", "میلیارد"), 1e9),
    }
)
"""Words that multiply the number before them."""
SUFFIXES: Mapping[str, float] = MappingProxyType(
    {"k": 1e3, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
)
"""Letters that multiply the digits before them. ``m`` and ``b`` do so only where a metre or a bit cannot be meant."""
SHORT_SUFFIXES: Mapping[str, float] = MappingProxyType({"m": 1e6, "b": 1e9, "t": 1e12})
VAGUE: Mapping[str, float] = MappingProxyType(
    {
        "dozens": 24,
        "scores": 40,
        "hundreds": 200,
        "thousands": 2_000,
        "millions": 2_000_000,
        "billions": 2_000_000_000,
        "trillions": 2_000_000_000_000,
    }
)
"""Vague counts as lower bounds, as the annotation rules have them."""
_PLURAL_SCALES = MappingProxyType(
    {"dozens": 12.0, **{f"{word}s": n for word, n in SCALES.items() if n >= 100 and word.isascii()}}
)
_PARTS: Mapping[str, int] = MappingProxyType(
    {
        "half": 2,
        "halves": 2,
        "third": 3,
        "thirds": 3,
        "quarter": 4,
        "quarters": 4,
        "fifth": 5,
        "fifths": 5,
        "sixth": 6,
        "sixths": 6,
        "seventh": 7,
        "sevenths": 7,
        "eighth": 8,
        "eighths": 8,
        "tenth": 10,
        "tenths": 10,
    }
)
_GLYPHS = MappingProxyType(
    {
        "½": 0.5,
        "⅓": 1 / 3,
        "⅔": 2 / 3,
        "¼": 0.25,
        "¾": 0.75,
        "⅕": 0.2,
        "⅛": 0.125,
        "⅜": 0.375,
        "⅝": 0.625,
        "⅞": 0.875,
    }
)
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64, 100, 128, 1000})
"""What fractions are written over; ``9/11`` is none."""
_SPACES = frozenset({" ", "\u00a0", "\u2009", "\u202f"})
_GROUPED = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?")
_DOT_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+(?:[.٫]\d+)?")
_COMMA_DECIMAL = re.compile(r"\d+,\d+")
COMMA_LANGUAGES = words("bg cs da de el es fi fr hr hu id it lt lv nb nl no pl pt ro ru sk sl sr sv tr uk vi")
"""Languages that write the decimals after a comma, and groups of thousands with full stops or spaces."""

Form = Literal["digits", "words", "vague", "part", "article"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read from the tokens ``[first, last)``.

    ``form``: written in digits, in words, a vague count (``hundreds``), a part of something (``two-thirds``), or a
    count said by an article or noun alone (``a dozen``, ``a pair``).
    """

    first: int
    last: int
    value: float
    form: Form
    scaled: bool = False
    """Whether a word or suffix multiplied it: a scaled number is never a year, an age or a name."""


def numeral(t: Tokens, i: int, *, comma_decimal: bool = False) -> Numeral | None:
    """The longest number that starts at token ``i``, or None."""
    word = t.at(i)
    if not word:
        return None
    if word[0].isdecimal():
        return _from_digits(t, i, comma_decimal)
    if word == "." and not t.joined(i) and t.joined(i + 1) and t.word(i + 1).isdecimal():
        return Numeral(i, i + 2, float(f"0.{int(t.word(i + 1)):0{len(t.word(i + 1))}}"), "digits")
    if word in _GLYPHS:
        return Numeral(i, i + 1, _GLYPHS[word], "part")
    if word in VAGUE:
        return _vague(t, i)
    if word in ("a", "an", "half", "several", "tens", "many", "couple", "pair"):
        return _from_article(t, i)
    if word in SMALL:
        return _from_words(t, i)
    return None


def digits(word: str, *, comma_decimal: bool = False) -> float | None:
    """The value of one token of digits and separators; None when it is no number (``1.2.3``) or absurdly long."""
    if sum(c.isdecimal() for c in word) > _MOST_DIGITS:
        return None
    if _GROUPED.fullmatch(word) and not (comma_decimal and word.count(",") == 1 and "." not in word):
        return _plain(re.sub("[,٬]", "", word))
    if _DOT_GROUPED.fullmatch(word) and (comma_decimal or word.count(".") > 1):
        return _plain(word.replace(".", "").replace(",", "."))
    if _DECIMAL.fullmatch(word):
        return _plain(word)
    if _COMMA_DECIMAL.fullmatch(word) and comma_decimal:
        return _plain(word.replace(",", "."))
    return None


def _plain(word: str) -> float:
    value = float(word.replace("٫", "."))
    return int(value) if value.is_integer() else value


def _from_digits(t: Tokens, i: int, comma_decimal: bool) -> Numeral | None:
    value = digits(t.words[i], comma_decimal=comma_decimal)
    if value is None:
        return None
    last = i + 1
    if (grouped := _space_grouped(t, i)) is not None:
        value, last = grouped
    elif (fraction := _slash(t, i)) is not None:
        return fraction
    elif t.gap(last) == " " and (mixed := _slash(t, last)) is not None:
        value, last = value + mixed.value, mixed.last
    elif t.at(last) in _GLYPHS:
        value, last = value + _GLYPHS[t.at(last)], last + 1
    if t.joined(last) and t.at(last) in SUFFIXES:
        return Numeral(i, last + 1, times(value, SUFFIXES[t.at(last)]), "digits", scaled=True)
    return _scaled(t, Numeral(i, last, value, "digits"))


def _space_grouped(t: Tokens, i: int) -> tuple[float, int] | None:
    """``1 500`` and ``12 500 000``: groups of three digits after one space, thin or plain."""
    if len(t.words[i]) > 3 or not t.words[i].isdecimal() or t.words[i][0] == "0":
        return None
    last = i + 1
    while len(t.word(last)) == 3 and t.word(last).isdecimal() and t.gap(last) in _SPACES and last - i < 5:
        last += 1
    if last == i + 1 or t.word(last)[:1].isdecimal():
        return None
    return int("".join(t.words[i:last])), last


def _slash(t: Tokens, i: int) -> Numeral | None:
    if t.at(i + 1) not in ("/", "⁄") or not t.joined(i + 1) or not t.joined(i + 2):
        return None
    above, below = t.word(i), t.word(i + 2)
    if not (above.isdecimal() and below.isdecimal() and len(above) < 3 and len(below) < 4):
        return None
    if t.at(i + 3) in ("/", "⁄") or int(below) not in _DENOMINATORS or int(above) >= int(below):
        return None
    return Numeral(i, i + 3, int(above) / int(below), "part")


def _scaled(t: Tokens, number: Numeral) -> Numeral:
    """``number`` times the scale words after it: ``14 billion``, ``2 hundred thousand``, ``two dozen``."""
    value, last, scaled = number.value, number.last, number.scaled
    for _ in range(_MOST_SCALES):
        if (step := _scale_at(t, last)) is not None:
            value, last, scaled = times(value, step[0]), step[1], True
    return Numeral(number.first, last, value, number.form, scaled)


def _scale_at(t: Tokens, i: int) -> tuple[float, int] | None:
    at = i + 1 if t.at(i) == "-" and t.joined(i) and t.joined(i + 1) else i
    word = t.at(at)
    if word in SCALES and (word != "score" or t.at(at + 1) == "of"):
        return SCALES[word], at + 1
    if word in SUFFIXES and word != "k":
        return SUFFIXES[word], at + 1
    return None


def times(value: float, factor: float) -> float:
    """A product free of binary noise: 1.1 million is 1100000, not 1100000.0000000001."""
    product = round(value * factor, 6)
    return int(product) if float(product).is_integer() else product


def _from_words(t: Tokens, i: int) -> Numeral | None:
    """``five``, ``twenty-five``, ``two hundred and six thousand``, ``two and a half million``, ``two-thirds``."""
    if (share := _share(t, i)) is not None:
        return share
    total, at, ceiling = 0.0, i, inf
    while (group := _group(t, at + 1 if at > i and t.at(at) == "and" else at)) and group[2] < ceiling:
        total, at, ceiling = total + group[0], group[1], group[2]
        if ceiling == 1:
            break
    value = int(total) if total.is_integer() else total
    scaled = value >= 100 or ceiling > 1
    if not scaled and (half := _and_a_half(t, at)):
        return _scaled(t, Numeral(i, at + half, value + 0.5, "words"))
    return Numeral(i, at, value, "words", scaled)


def _group(t: Tokens, i: int) -> tuple[float, int, float] | None:
    """A number below a thousand with the scale words after it: its value, the token after, and the scale."""
    small = _below_hundred(t, i)
    if small is None:
        return None
    value, at = float(small[0]), small[1]
    if t.at(at) == "hundred":
        rest = _below_hundred(t, at + 2 if t.at(at + 1) == "and" else at + 1)
        value, at = 100 * value + (rest[0] if rest else 0), rest[1] if rest else at + 1
    scale = 1.0
    for _ in range(_MOST_SCALES):
        if (step := _scale_at(t, at)) is not None:
            scale, at = scale * step[0], step[1]
    return times(value, scale), at, scale


def _and_a_half(t: Tokens, at: int) -> int:
    """How many tokens ``and a half`` takes at ``at``; 0 when it is not there."""
    if t.at(at) == "-":
        at += 1
    return 3 if (t.at(at), t.at(at + 1), t.at(at + 2)) == ("and", "a", "half") else 0


def _below_hundred(t: Tokens, i: int) -> tuple[int, int] | None:
    word = t.at(i)
    if word not in SMALL:
        return None
    value, after = SMALL[word], t.at(i + 1)
    if value < 20 or value % 10:
        return value, i + 1
    if after == "-" and 0 < SMALL.get(t.at(i + 2), 0) < 10:
        return value + SMALL[t.at(i + 2)], i + 3
    if 0 < SMALL.get(after, 0) < 10:
        return value + SMALL[after], i + 2
    return value, i + 1


def _share(t: Tokens, i: int) -> Numeral | None:
    """``two-thirds``, ``three quarters``, ``one in five``, ``nine out of ten``."""
    count = SMALL[t.at(i)]
    at = i + 2 if t.at(i + 1) == "-" and t.joined(i + 1) else i + 1
    part = t.at(at)
    if part in _PARTS and 0 < count < _PARTS[part] and (part.endswith("s") == (count > 1)):
        return Numeral(i, at + 1, count / _PARTS[part], "part")
    of = 3 if (t.at(i + 1), t.at(i + 2)) == ("out", "of") else 2 if t.at(i + 1) == "in" else 0
    whole = SMALL.get(t.at(i + of), 0) if of else 0
    if 0 < count < whole and t.at(i + of + 1) not in SCALES and (of == 3 or whole in (3, 4, 5, 10)):
        return Numeral(i, i + of + 1, count / whole, "part")
    return None


def _vague(t: Tokens, i: int) -> Numeral:
    """``hundreds``, ``hundreds of thousands``."""
    if t.at(i + 1) == "of" and t.at(i + 2) in _PLURAL_SCALES and t.at(i) != t.at(i + 2):
        value = VAGUE[t.at(i)] * _PLURAL_SCALES[t.at(i + 2)]
        return Numeral(i, i + 3, int(value), "vague", scaled=True)
    return Numeral(i, i + 1, VAGUE[t.at(i)], "vague", scaled=True)


_SEVERAL = 3
"""``several hundred`` is read as 300."""


def _from_article(t: Tokens, i: int) -> Numeral | None:
    """Numbers that start with an article or noun: ``a dozen``, ``half a million``, ``several hundred``, ``a pair``."""
    word, after = t.at(i), t.at(i + 1)
    if word == "tens":
        scale = _PLURAL_SCALES.get(t.at(i + 2)) if after == "of" else None
        return Numeral(i, i + 3, int(20 * scale), "vague", scaled=True) if scale else None
    if word in ("several", "many"):
        scale = SCALES.get(after)
        return (
            Numeral(i, i + 2, int(_SEVERAL * scale), "vague", scaled=True)
            if scale and word == "several"
            else None
        )
    if word == "half":
        return _half(t, i)
    if word in ("couple", "pair"):
        return None
    return _after_a(t, i)


def _half(t: Tokens, i: int) -> Numeral | None:
    """``half a million``, ``half-a-dozen``, ``half million``; ``half`` alone is a part."""
    at = i + 1
    while t.at(at) in ("-", "a") and at < i + 4:
        at += 1
    scale = SCALES.get(t.at(at), 0)
    if scale and (at > i + 1 or scale >= 1000):
        return Numeral(i, at + 1, times(0.5, scale), "words", scaled=True)
    return Numeral(i, i + 1, 0.5, "part")


def _after_a(t: Tokens, i: int) -> Numeral | None:
    after = t.at(i + 1)
    if after in ("couple", "pair"):
        return Numeral(i, i + 2, 2, "article")
    if after in SCALES and after != "score":
        rest = _from_words(t, i + 3) if t.at(i + 2) == "and" and t.at(i + 3) in SMALL else None
        one = _scaled(t, Numeral(i, i + 1, 1, "article"))
        if rest and rest.form == "words" and not rest.scaled and one.value >= 100:
            return Numeral(i, rest.last, one.value + rest.value, "words", scaled=True)
        return one
    if after == "few" and t.at(i + 2) in SCALES:
        return Numeral(i, i + 3, int(_SEVERAL * SCALES[t.at(i + 2)]), "vague", scaled=True)
    if after == "half" and t.at(i + 2) == "-":
        return _half(t, i + 1)
    if after in ("third", "quarter", "fifth", "tenth") and t.at(i + 2) == "of":
        return Numeral(i, i + 2, 1 / _PARTS[after], "part")
    return None
