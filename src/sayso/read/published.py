"""Days and instants of publication, from the notations outlets use to the one we keep."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from sayso.model import Precision

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_ISO_MONTH = re.compile(r"\d{4}-\d{2}")


def parse(stated: str) -> tuple[str, Precision]:
    """The ISO day, month or UTC instant of a stated date, and how precise it is.

    An hour without its time zone says no instant, so only its day is kept. Raises ``ValueError`` when the
    notation is not known or the day does not exist.
    """
    text = stated.strip()
    if _ISO_MONTH.fullmatch(text):
        date.fromisoformat(f"{text}-01")
        return text, "month"
    moment = _iso(text) or _mail(text)
    if moment is not None:
        return _moment(moment)
    return _written(text).isoformat(), "day"


def _iso(text: str) -> datetime | date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _moment(moment: datetime | date) -> tuple[str, Precision]:
    if not isinstance(moment, datetime):
        return moment.isoformat(), "day"
    if moment.tzinfo is None:
        return moment.date().isoformat(), "day"
    try:
        instant = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"no such instant: {moment}") from None
    return f"{instant.replace(microsecond=0, tzinfo=None).isoformat()}Z", "instant"


def _written(text: str) -> date:
    """A day in English words, anywhere in ``text``: "16 May 2019", "May 16, 2019"."""
    if match := _DAY_FIRST.search(text):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.search(text):
        month, day, year = match.groups()
    else:
        raise ValueError(f"not a date we can read: {text[:60]!r}")
    number = next((i for i, name in enumerate(_MONTHS, 1) if _abbreviates(month.lower(), name)), None)
    if number is None:
        raise ValueError(f"no such month: {month!r}")
    return date(int(year), number, int(day))


def _abbreviates(short: str, name: str) -> bool:
    return name.startswith(short) or (short == "sept" and name == "september")
