"""When to ask again: how often something new comes, how long to stay away after a failure, when silence is odd."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

LEAST, MOST = 300, 21_600
"""Seconds between two visits of a source whose rhythm is learnt."""
FIRST = 3600
"""Seconds before anything is learnt."""
LONGEST = 86_400
"""Seconds to stay away from a source that fails, at the most."""
TRIES = 4
"""Times a report is asked for when its host fails."""
REMEMBERED = 35
"""Days whose counts are kept."""
_LEARNT_DAYS = 7
"""Days of which something must be known before silence is odd."""
_ODD = 6.0
"""Reports that should have come by now; fewer may be chance (by Poisson, none of six comes in one of 400 cases)."""


def learnt(rhythm: int, new: int) -> int:
    """The seconds between visits after one that found so many new notices: a visit is to find about one."""
    if new == 0:
        return min(MOST, rhythm * 3 // 2)
    return rhythm if new == 1 else max(LEAST, rhythm // 2)


def away(rhythm: int, failures: int, asked: float | None) -> float:
    """Seconds to stay away after so many failures in a row: twice as long each time, or as long as was asked."""
    return max(min(LONGEST, rhythm * 2.0 ** min(failures, 20)), asked or 0.0)


def again(failures: int, asked: float | None) -> float | None:
    """Seconds after which a report is asked for again; None when it was tried often enough."""
    return None if failures >= TRIES else max(300.0 * 4 ** (failures - 1), asked or 0.0)


def counted(days: str, day: str, new: int) -> str:
    """What came each day, with so many more on one; the oldest are forgotten."""
    kept: dict[str, int] = json.loads(days)
    if new:
        kept[day] = kept.get(day, 0) + new
    oldest = (date.fromisoformat(day) - timedelta(days=REMEMBERED)).isoformat()
    return json.dumps({name: count for name, count in sorted(kept.items()) if name > oldest})


def silence(days: str, now: datetime) -> str | None:
    """What is odd about a source that has nothing new: "usually 40 a day, none since Tuesday 4 March"; None if nothing.

    It is odd when at least six reports should have come since, and the pause is more than twice as long as any before.
    """
    kept: Mapping[str, int] = json.loads(days)
    came = sorted(date.fromisoformat(name) for name in kept)
    if not came or (came[-1] - came[0]).days < _LEARNT_DAYS:
        return None
    known = (came[-1] - came[0]).days + 1
    usual = sum(kept.values()) / known
    paused = (now.date() - came[-1]).days
    longest = max((later - earlier).days for earlier, later in pairwise(came))
    if paused <= 2 * longest or usual * (paused - 1) < _ODD:
        return None
    often = f"{usual:.0f} a day" if usual >= 1.5 else f"{usual * 7:.0f} a week"
    return f"usually {often}, none since {came[-1]:%A} {came[-1].day} {came[-1]:%B}"
