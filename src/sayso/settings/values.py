"""Single values of ``desk.toml``, checked: each gives the value, or an error that names the key."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from ipaddress import ip_network
from typing import Any
from zoneinfo import ZoneInfo

from sayso.errors import SettingsError

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def zone(value: object) -> str:
    """A time zone by its name."""
    try:
        return ZoneInfo(text(value, "time_zone")).key
    except (KeyError, ValueError, OSError):
        raise SettingsError(f"time_zone: no time zone {value!r}; write it like Europe/Berlin") from None


def language(tag: str) -> str:
    """A language tag of BCP 47."""
    if not _LANGUAGE.fullmatch(tag):
        raise SettingsError(f"languages: {tag!r} is no language tag; write it like en or zh-Hans")
    return tag


def section(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A table within the file; empty where there is none."""
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise SettingsError(f"[{key}] must be a table")
    return value


def number(value: object, where: str) -> float:
    """A number that is one."""
    try:
        if not isinstance(value, bool) and isinstance(value, int | float) and math.isfinite(value):
            return value
    except OverflowError:
        pass  # a whole number that no float holds
    raise SettingsError(f"{where}: must be a number, not {value!r:.40}")


def count(value: object, where: str) -> int:
    """A whole number above 0."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**9:
        raise SettingsError(f"{where}: must be a whole number above 0, not {value!r:.40}")
    return value


def numbers(value: object, where: str) -> tuple[float, ...]:
    """A list of numbers."""
    if not isinstance(value, list):
        raise SettingsError(f"{where}: must be a list of numbers, like [6, 24]")
    return tuple(number(entry, where) for entry in value)


def text(value: object, where: str) -> str:
    """A text that is not empty and holds no control character."""
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{where}: must be a text that is not empty")
    if any(letter < " " for letter in value):
        raise SettingsError(f"{where}: holds a control character")
    return value


def texts(value: object, where: str) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise SettingsError(f'{where}: must be a list of texts, like ["one", "two"]')
    return tuple(text(entry, where) for entry in value)


def day(value: object, where: str) -> str:
    """A day, or coarser: a month or a year, when only that is known."""
    said = str(value)
    written = _DAY.fullmatch(said)
    try:
        date.fromisoformat(f"{said}-01-01"[:10] if written else "")
    except ValueError:
        raise SettingsError(f'{where}: no day {said!r}; write it 2019-05-16, "2019-05" or "2019"') from None
    return said


def network(value: str, where: str) -> str:
    """A network by its address and length."""
    try:
        return str(ip_network(value))
    except ValueError:
        raise SettingsError(f"{where}: {value!r} is no network; write it 127.0.0.0/8") from None


def refuse_unknown(table: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    """Refuse a key that means nothing."""
    for key in table:
        if key not in known:
            raise SettingsError(f"{where}{key}: no such key; known: {', '.join(sorted(known))}")


def refuse_twins(kind: str, groups: Sequence[Sequence[str] | set[str]]) -> None:
    """Refuse a name that two entries go by."""
    seen: set[str] = set()
    for group in groups:
        for name in sorted(seen.intersection(group)):
            raise SettingsError(f"[[{kind}]] {name!r} stands there twice")
        seen.update(group)
