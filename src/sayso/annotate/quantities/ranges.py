"""One number, or two that bound a range: ``10 to 15``, ``10-15``, ``between 10 and 15``, ``$89 to $93 billion``."""

from dataclasses import dataclass, replace

from sayso.annotate.numbers import SHORT_SUFFIXES, Numeral, digits, numeral, times
from sayso.annotate.quantities.measures import measure, percent
from sayso.annotate.quantities.money import SIGNS
from sayso.annotate.quantities.nouns import DASHES, noun_phrase
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

_CHANGE = words(
    "rose risen rise rising fell fallen fall falling increased increase increasing decreased decrease "
    "dropped drop dropping down up cut raised raise grew grown grow climbed climb jumped plunged "
    "plummeted slid slipped soared surged sank improved slowed slow went gone go going moved peaked widened "
    "narrowed reduced changed lowered declined decline swelled shrank tumbled rebounded advanced slumped "
    "gained lost"
)
_CHANGE_WITHIN = 9
"""Tokens before ``from 10 to 15`` in which a verb of change makes it two numbers, not a range."""
_BEFORE_HIGH = words("up to a us hk") | frozenset({"$"})
"""What may stand between ``to`` and the high end: ``$3 billion to $5 billion``."""
_WIDEST_OR = 3
"""``A or B`` is a range only where B is at most so many times A: ``three or four``."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number over the tokens ``[first, last)``; ``high`` is None where it is but one."""

    first: int
    last: int
    low: float
    high: float | None
    number: Numeral
    """The numeral that stands last, which the unit follows."""


def ranged(
    t: Tokens, n: Numeral, *, money: int | None, start: int, end: int, comma_decimal: bool = False
) -> Range:
    """The range that starts with ``n``, in the sentence ``[start, end)``; ``n`` alone where there is none.

    ``money`` is the token of the currency before ``n``, or None.
    """
    n = with_suffix(t, n) if money is not None or _millions(t, n, end) else n
    single = Range(n.first, n.last, n.value, None, n)
    if n.form in ("part", "vague"):
        return single
    unit = percent(t, n.last) or (measure(t, n.last) if money is None else None)
    for at in (n.last, unit.last) if unit else (n.last,):
        high = _high_end(t, n, at, money, start, comma_decimal)
        if high:
            return Range(n.first, high.last, _low(t, n, high), high.value, high)
    return single


def with_suffix(t: Tokens, n: Numeral) -> Numeral:
    """``1.2m`` with its suffix taken as a multiple."""
    if not t.joined(n.last) or t.at(n.last) not in SHORT_SUFFIXES:
        return n
    return replace(n, last=n.last + 1, value=times(n.value, SHORT_SUFFIXES[t.at(n.last)]), scaled=True)


def _millions(t: Tokens, n: Numeral, end: int) -> bool:
    """Whether the ``m`` of ``1.2m people`` means millions, not metres: a plural follows it, or it is a capital."""
    if not t.joined(n.last) or t.at(n.last) not in ("m", "b") or n.form != "digits":
        return False
    if t.word(n.last).isupper():
        return True
    following = noun_phrase(t, n.last + 1, end) if t.at(n.last + 1) not in ("-", ",") else None
    return following is not None and not following.duration


def _high_end(
    t: Tokens, n: Numeral, at: int, money: int | None, start: int, comma_decimal: bool
) -> Numeral | None:
    """The number that ends the range, when the token at ``at`` links it to ``n``."""
    link, before = t.at(at), (n.first if money is None else money) - 1
    if not (link in ("to", "or") or link in DASHES or (link == "and" and t.at(before) == "between")):
        return None
    if money is None and (t.at(at + 1) in SIGNS or t.at(at + 2) == "$"):
        return None
    first = at + 1
    while first < at + 3 and t.at(first) in _BEFORE_HIGH and not numeral(t, first):
        first += 1
    high = numeral(t, first, comma_decimal=comma_decimal)
    if not high or high.form in ("part", "vague"):
        return None
    high = high if money is None else with_suffix(t, high)
    return high if _bound(t, _low(t, n, high), high.value, link, before, start) else None


def _bound(t: Tokens, low: float, high: float, link: str, before: int, start: int) -> bool:
    """Whether two linked numbers bound a range, rather than being two: ``rose from 10 to 15``."""
    if low >= high or (link == "or" and high > _WIDEST_OR * low):
        return False
    if link != "to":
        return True
    if t.at(before) == "by":
        return high <= _WIDEST_OR * low
    changed = t.at(before) == "from" and any(
        t.low[k] in _CHANGE for k in range(max(start, before - _CHANGE_WITHIN), before)
    )
    return not changed


def _low(t: Tokens, n: Numeral, high: Numeral) -> float:
    """``89`` of ``89 to 93 billion``: the scale of the high end is that of the low end too."""
    word = t.word(high.first)
    bare = digits(word) if word[:1].isdecimal() else None
    if not high.scaled or n.scaled or not bare or n.value >= 1000 or high.value < 1000:
        return n.value
    scaled = times(n.value, high.value / bare)
    return scaled if scaled < high.value else n.value
