"""When somebody was here last: two instants in a cookie, the visit before and the present one."""

from datetime import UTC, datetime, timedelta

PAUSE = timedelta(minutes=30)
"""Whoever comes back within it is still on the same visit."""
_FORM = "%Y-%m-%dT%H:%M:%SZ"


def visit(cookie: str | None, now: datetime) -> tuple[str | None, str]:
    """The instant from which things are new to a visitor, null for a first visit, and the cookie to keep."""
    before, last = _read(cookie)
    if last is None:
        return None, _write(None, now)
    seen = before if now - last < PAUSE else last
    return seen.strftime(_FORM) if seen else None, _write(seen, now)


def _read(cookie: str | None) -> tuple[datetime | None, datetime | None]:
    """The visit before, and when the last one was still going on; none where the cookie tells none."""
    before, _, last = (cookie or "").partition("_")
    return _instant(before), _instant(last)


def _instant(said: str) -> datetime | None:
    try:
        return datetime.strptime(said, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def _write(before: datetime | None, now: datetime) -> str:
    return f"{before.strftime(_FORM) if before else ''}_{now.strftime(_FORM)}"
