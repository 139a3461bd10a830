"""Days and instants as feeds write them: RFC 822, RFC 3339, the W3C's profile of ISO 8601, and near misses."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OFFSET = re.compile(r"\s*(?:GMT|UTC)\s*([+-]\d{1,2}):?(\d{2})?\s*$")
"""An offset written after its zone, "GMT+3", which RFC 822 does not know."""
_ZONES = {"MSK": "+0300", "EET": "+0200", "EEST": "+0300", "CET": "+0100", "CEST": "+0200", "BST": "+0100"}
_ZONE = re.compile(r"\b([A-Z]{3,4})$")


@lru_cache(maxsize=256)
def stated(text: str) -> str | None:
    """The instant in UTC, or the day, that a feed states; None when it cannot be read.

    An hour without its zone says no instant, so only its day is kept.
    """
    said = " ".join(text.split())[:60]
    if not said or _MONTH.fullmatch(said):
        return None
    try:
        if _DAY.fullmatch(said):
            return date.fromisoformat(said).isoformat()
        return _written(_iso(said) or _mail(said))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _iso(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _mail(said: str) -> datetime:
    turned = _OFFSET.sub(lambda m: f" {m[1][0]}{m[1][1:]:0>2}{m[2] or '00'}", said)
    return parsedate_to_datetime(_ZONE.sub(lambda m: _ZONES.get(m[1], m[1]), turned))


def _written(moment: datetime) -> str:
    if moment.tzinfo is None:
        return moment.date().isoformat()
    instant = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return f"{instant.isoformat()}Z"
