"""The country an outlet writes from, as far as the desk or its address says."""

import re
from collections.abc import Mapping
from functools import cache

from sayso.annotate.actors.lexicon import word_set
from sayso.annotate.actors.register import shipped
from sayso.model import Report

_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+([a-z]{2,}))(?:[:/]|$)", re.IGNORECASE)
_SOLD = word_set("ai am cc co fm gg im io ly me sh st to tv ws")
"""Country codes that anybody buys: they say nothing of where an outlet writes."""
_OTHERWISE = {"uk": "GB"}


def home_of(report: Report, stated: Mapping[str, str] | None = None) -> str:
    """ISO 3166-1 alpha-2 code of the outlet's country; empty when it is not known.

    ``stated`` is what the desk says, by name and address in small letters; without it the ending of the address
    counts, or of the outlet's name when that is an address.
    """
    hosts = [match for address in (report.url, report.outlet) if (match := _HOST.match(address or ""))]
    for name in (report.outlet or "", *(match[1].removeprefix("www.") for match in hosts)):
        if home := (stated or {}).get(name.lower()):
            return home
    for match in hosts:
        ending = match[2].lower()
        code = _OTHERWISE.get(ending, ending.upper())
        if ending not in _SOLD and code in _countries():
            return code
    return ""


@cache
def _countries() -> frozenset[str]:
    return frozenset(shipped().alpha2.values())
