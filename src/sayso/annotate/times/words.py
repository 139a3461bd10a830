"""Words of time: names of days, months and units, and the words that place them."""

from collections.abc import Mapping
from types import MappingProxyType

from sayso.annotate.times.calendar import Grain
from sayso.annotate.wordlists import numbered, words

WEEKDAYS: Mapping[str, int] = MappingProxyType(
    {
        **numbered("monday tuesday wednesday thursday friday saturday sunday", 0),
        **numbered("الاثنين/الإثنين الثلاثاء الأربعاء/الاربعاء الخميس الجمعة السبت الأحد/الاحد", 0),
        **numbered("دوشنبه سه‌شنبه چهارشنبه پنجشنبه/پنج‌شنبه جمعه شنبه یکشنبه/یک‌شنبه", 0),
    }
)
"""Weekdays in English, Arabic and Persian; Monday is 0."""
SHORT_WEEKDAYS = numbered("mon tue/tues wed/weds thu/thur/thurs fri sat sun", 0)
"""Abbreviations; they count only beside a date, for many are words or names."""
MONTHS = numbered("january february march april may june july august september october november december")
SHORT_MONTHS = numbered("jan feb mar apr may jun jul aug sep/sept oct nov dec")
"""Abbreviations; they count with a full stop or a day beside them."""
ARABIC_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        **numbered(
            "يناير فبراير مارس أبريل/ابريل/إبريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر"
        ),
        **numbered("- شباط آذار نيسان أيار حزيران تموز آب أيلول"),
        **numbered("ژانویه فوریه - آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"),
    }
)
"""Gregorian months in Arabic (both usages) and Persian, where one word is enough to know them."""

_UNITS: Mapping[str, tuple[Grain, int]] = {
    "day": ("day", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "year": ("year", 1),
    "decade": ("year", 10),
}
UNITS: Mapping[str, tuple[Grain, int]] = MappingProxyType(
    {unit + s: of for s in ("", "s") for unit, of in _UNITS.items()}
)
"""Units of time with the grain and how many of it they hold."""
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "year")
"""From fine to coarse."""
STEPS: Mapping[str, int] = MappingProxyType({"last": -1, "this": 0, "current": 0, "next": 1})
"""How far ``last week``, ``this week`` and ``next week`` lie from now."""

PARTS_OF_DAY = words("morning afternoon evening night noon midday midnight dawn dusk lunchtime")
EARLY_MID_LATE: Mapping[str, int] = MappingProxyType({"early": 0, "mid": 1, "late": 2})
EDGES: Mapping[str, int] = MappingProxyType({"beginning": 0, "start": 0, "middle": 1, "end": 2, "close": 2})
"""Parts of a month or year, before ``of``."""
ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL_ENDINGS = words("st nd rd th")
DASHES = words("- – — ‑")
POSSESSIVE = words("'s ’s")
