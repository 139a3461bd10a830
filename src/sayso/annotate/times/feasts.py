"""Seasons and feasts: ``last summer``, ``the winter of 2018``, ``Christmas``, ``Nowruz``, ``Eid al-Fitr``."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sayso.annotate.times import calendar
from sayso.annotate.times.calendar import Interval
from sayso.annotate.times.reading import Reading, in_year
from sayso.annotate.times.years import year_at
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

Feast = Callable[[int], Interval | None]
"""The days of a feast by Gregorian year."""

SEASONS = words("spring summer autumn fall winter")


def _on(month: int, number: int) -> Feast:
    return lambda year: calendar.day(year, month, number)


def _from_easter(days: int) -> Feast:
    def feast(year: int) -> Interval | None:
        sunday = calendar.easter(year)
        return calendar.moved(sunday.start, days, "day") if sunday else None

    return feast


def _hijri(month: int, number: int) -> Feast:
    """A feast of the lunar Hijri year, by its tables; some Gregorian years hold none, then there is no day."""

    def feast(year: int) -> Interval | None:
        about = (year - 622) * 33 // 32
        days = (calendar.hijri_day(about + n, month, number) for n in (0, 1, 2))
        return next((calendar.one_day(d) for d in days if d and d.year == year), None)

    return feast


def _nowruz(year: int) -> Interval | None:
    found = calendar.solar_day(year - 621, 1, 1)
    return calendar.one_day(found) if found else None


_FEASTS: Mapping[tuple[str, ...], Feast] = MappingProxyType(
    {
        tuple(name.split()): feast
        for name, feast in {
            "christmas eve": _on(12, 24),
            "christmas day": _on(12, 25),
            "christmas": _on(12, 25),
            "orthodox christmas": _on(1, 7),
            "boxing day": _on(12, 26),
            "new year 's eve": _on(12, 31),
            "new year 's day": _on(1, 1),
            "epiphany": _on(1, 6),
            "valentine 's day": _on(2, 14),
            "may day": _on(5, 1),
            "halloween": _on(10, 31),
            "armistice day": _on(11, 11),
            "good friday": _from_easter(-2),
            "easter sunday": _from_easter(0),
            "easter monday": _from_easter(1),
            "easter": _from_easter(0),
            "pentecost": _from_easter(49),
            "thanksgiving day": lambda year: calendar.nth_weekday(year, 11, 3, 4),
            "thanksgiving": lambda year: calendar.nth_weekday(year, 11, 3, 4),
            "nowruz": _nowruz,
            "norouz": _nowruz,
            "ashura": _hijri(1, 10),
            "eid al - fitr": _hijri(10, 1),
            "eid al - adha": _hijri(12, 10),
        }.items()
    }
)
_LONGEST = max(map(len, _FEASTS))


def feast_at(t: Tokens, i: int) -> tuple[Feast, int] | None:
    """The feast named at token ``i``, and the token after it; names of feasts have a capital."""
    if not t.word(i)[:1].isupper():
        return None
    for size in range(_LONGEST, 0, -1):
        key = tuple("'s" if word == "’s" else word for word in t.low[i : i + size])
        if key in _FEASTS:
            return _FEASTS[key], i + size
    return None


def feasts(t: Tokens, i: int) -> Reading | None:
    """``Christmas 2018``, ``New Year's Eve``, ``Nowruz``."""
    feast = feast_at(t, i)
    if not feast:
        return None
    make, at = feast
    if found := year_at(t, at):
        return Reading(i, found[1], lambda _: make(found[0]), 0.9)
    return Reading(i, at, in_year(make), 0.7)


def seasons(t: Tokens, i: int) -> Reading | None:
    """``summer 2019``, ``the summer of 2018``, ``in the spring``: meteorological, of the northern hemisphere."""
    name = t.at(i)
    if name not in SEASONS:
        return None
    if found := year_at(t, i + 2 if t.at(i + 1) == "of" else i + 1):
        return Reading(i, found[1], lambda _: calendar.season(found[0], name), 0.9)
    if t.at(i - 1) == "the" and t.at(i - 2) in ("in", "since", "by", "during", "until", "through"):
        return Reading(i, i + 1, in_year(lambda y: calendar.season(y, name)), 0.6)
    return None
