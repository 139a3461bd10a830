"""What is asked of a desk, as people write it: days, instants, names. Every face checks them alike."""

import re
from datetime import date

from sayso.errors import UsageError
from sayso.ledger.rows import stamp_of
from sayso.text import printable

_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


def day(value: str | None, name: str) -> str | None:
    """A day or month as given, checked. ``name`` is what the value is given as. Raises ``UsageError``."""
    if value is None:
        return None
    written = _DAY.fullmatch(value)
    try:
        date.fromisoformat(f"{value}-01"[:10] if written else "")
    except ValueError:
        raise UsageError(f"{name} {value}: no such day; write it like 2019-05-16") from None
    return value


def stamp(value: str | None, name: str) -> int | None:
    """The ledger's stamp of an instant, or of the end of a day (UTC). Raises ``UsageError``."""
    if value is None:
        return None
    try:
        return stamp_of(value)
    except (ValueError, OverflowError):
        raise UsageError(f"{name} {value}: no such instant; write it like 2019-05-16T12:00:00Z") from None


def said(value: str | None, name: str, what: str = "text") -> str | None:
    """A text as given, if it can be stored. Raises ``UsageError``."""
    if value is not None and not printable(value):
        raise UsageError(f"{name}: not valid {what}")
    return value
