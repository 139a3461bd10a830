"""Dates of the lunar and the solar Hijri calendar. They need their year, which shows which calendar is meant."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sayso.annotate.times import calendar
from sayso.annotate.times.reading import Reading, absolute
from sayso.annotate.times.years import year_at
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import numbered

_LUNAR: Mapping[tuple[str, ...], int] = MappingProxyType(
    {
        tuple(name.split("_")): number
        for name, number in numbered(
            "muharram/محرم safar/صفر rabi_al_-_awwal/ربيع_الأول/ربیع_الاول rabi_al_-_thani/ربيع_الثاني/ربیع_الثانی "
            "jumada_al_-_awwal/جمادى_الأولى/جمادی_الاول jumada_al_-_thani/جمادى_الآخرة/جمادی_الثانی rajab/رجب "
            "shaban/shaaban/شعبان ramadan/ramadhan/رمضان shawwal/شوال dhu_al_-_qadah/ذو_القعدة/ذی_القعده "
            "dhu_al_-_hijjah/ذو_الحجة/ذی_الحجه"
        ).items()
    }
)
_SOLAR: Mapping[tuple[str, ...], int] = MappingProxyType(
    {
        (name,): number
        for name, number in numbered(
            "farvardin/فروردین/حمل ordibehesht/اردیبهشت/ثور khordad/خرداد/جوزا tir/تیر/سرطان mordad/amordad/مرداد/اسد "
            "shahrivar/شهریور/سنبله mehr/مهر/میزان aban/آبان/عقرب azar/آذر/قوس dey/دی/جدی bahman/بهمن/دلو "
            "esfand/اسفند/حوت"
        ).items()
    }
)
_SURE_SOLAR, _SURE_LUNAR = 0.9, 0.6
"""Tables of the lunar calendar are a day off where the new moon was seen early or late."""


def _month_at(t: Tokens, i: int) -> tuple[bool, int, int] | None:
    """Whether the month at token ``i`` is solar, its number, and the token after it."""
    for size in (4, 2, 1):
        key = t.low[i : i + size]
        if key in _SOLAR:
            return True, _SOLAR[key], i + size
        if key in _LUNAR:
            return False, _LUNAR[key], i + size
    return None


def _year(t: Tokens, i: int) -> tuple[int, int] | None:
    found = year_at(t, i + 1 if t.at(i) in (",", "عام", "سنة", "سال") else i)
    return found if found and 1200 <= found[0] <= 1600 else None


def _day(solar: bool, year: int, month: int, number: int) -> date | None:
    make = calendar.solar_day if solar else calendar.hijri_day
    return make(year, month, number)


def full_date(t: Tokens, first: int, day: int, at: int) -> Reading | None:
    """``22 Bahman 1357``: the day was read from token ``first``, the month stands at ``at``."""
    named = _month_at(t, at)
    year = _year(t, named[2]) if named else None
    if not named or not year:
        return None
    return _dated(first, year[1], named[0], _day(named[0], year[0], named[1], day))


def month_first(t: Tokens, i: int) -> Reading | None:
    """``Bahman 22, 1357``, ``Ramadan 1440``."""
    named = _month_at(t, i)
    if not named:
        return None
    solar, number, at = named
    day = t.at(at)
    if day.isdecimal() and len(day) <= 2 and (year := _year(t, at + 1)):
        return _dated(i, year[1], solar, _day(solar, year[0], number, int(day)))
    whole = calendar.solar_month if solar else calendar.hijri_month
    if year := _year(t, at):
        return absolute(i, year[1], whole(year[0], number), _SURE_SOLAR if solar else _SURE_LUNAR)
    return None


def _dated(first: int, last: int, solar: bool, found: date | None) -> Reading:
    whole = calendar.one_day(found) if found else None
    return absolute(first, last, whole, _SURE_SOLAR if solar else _SURE_LUNAR)
