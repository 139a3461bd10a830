"""One entry of an actor file: who, under which names, in which role, from when to when, and who signed it.

The line format, eight words long: **code, names, kind, role, since, until, signed**, parted by tabs; names parted
by ``|``; a day coarse where it is not known (``2018``, ``2018-05``); ``until`` is the last day, empty while it
lasts. ``#`` begins a comment, ``#! known to DAY`` says how far the file's author knew.
"""

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.errors import SettingsError

KINDS = ("country", "adjective", "people", "seat", "office", "body", "group", "party", "person")
"""``seat`` is a seat of government used for the government; ``office`` a title that needs a country or implies
one; ``adjective`` and ``people`` are what a country's things and people are called."""

SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "POL", "ARM", "BUS", "MED", "CVL"})
_CODE = re.compile(r"(?:[A-Z]{3}|\*)(?:\.[A-Z0-9_]+)*")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_KNOWN = re.compile(r"#!\s*known to (\d{4}-\d{2}-\d{2})\s*")
COLUMNS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One line: in one role, at one stretch of time, these names mean this code."""

    code: str
    """``IRQ.GOV``; of an office of no one country, ``*.GOV``."""
    names: tuple[str, ...]
    """The first is the one shown."""
    kind: str
    role: str
    """Role of a person or title of an office; ISO 3166-1 alpha-2 code of a country."""
    since: str
    until: str
    signed: str
    source: str
    """``file:line``, for messages."""
    known_to: str = ""
    """How far the author knew, a day; nothing is claimed of an open entry after it without doubt."""

    @property
    def name(self) -> str:
        """The name shown."""
        return self.names[0]

    @property
    def country(self) -> str:
        """The code without its sectors."""
        return self.code.partition(".")[0]

    def first_day(self) -> str:
        """The earliest day it may hold; empty when it has no beginning."""
        return _edge(self.since, last=False)

    def last_day(self) -> str:
        """The latest day it may hold; ``9999`` while it lasts."""
        return _edge(self.until, last=True) or "9999"

    def holds(self, day: str) -> bool:
        """Whether it may hold on a day (``2019-05-16``), both ends included."""
        return self.first_day() <= day <= self.last_day()

    def certain(self, day: str) -> bool:
        """Whether it holds on a day for sure: not in a month or year that is only coarsely known, nor unknown yet."""
        coarse = (self.since, self.until)
        if any(edge and len(edge) < len(day) and day.startswith(edge) for edge in coarse):
            return False
        return bool(self.until) or not self.known_to or day <= self.known_to


def _edge(day: str, *, last: bool) -> str:
    """A coarse day as its first or last day."""
    if len(day) == 4:
        return f"{day}-12-31" if last else f"{day}-01-01"
    if len(day) == 7:
        year, month = int(day[:4]), int(day[5:])
        return f"{day}-{calendar.monthrange(year, month)[1]:02}" if last else f"{day}-01"
    return day


def parse(text: str, source: str) -> tuple[Entry, ...]:
    """The entries of one file, all of them or none.

    Raises ``SettingsError`` naming line and entry when a line cannot be read, or contradicts another.
    """
    known_to = ""
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            known = _KNOWN.fullmatch(line)
            known_to = known.group(1) if known else known_to
            continue
        entries.append(_entry(line, f"{source}:{number}", known_to))
    check(entries)
    return tuple(entries)


def _entry(line: str, source: str, known_to: str) -> Entry:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != COLUMNS:
        raise SettingsError(
            f"{source}: {cells[0]!r} has {len(cells)} columns, not {COLUMNS}"
            " (code, names, kind, role, since, until, signed; parted by tabs)"
        )
    code, names, kind, role, since, until, signed = cells
    return make(code, names.split("|"), kind, role, since, until, signed, source=source, known_to=known_to)


def make(
    code: str,
    names: Iterable[str],
    kind: str,
    role: str = "",
    since: str = "",
    until: str = "",
    signed: str = "",
    *,
    source: str,
    known_to: str = "",
) -> Entry:
    """One entry, its fields checked. Raises ``SettingsError`` that names ``source`` and the entry."""
    spelled = tuple(" ".join(name.split()) for name in names)
    entry = Entry(code, spelled, kind, role, since, until, signed, source, known_to)
    if wrong := "; ".join(_wrong(entry)):
        raise SettingsError(f"{source}: entry {spelled[0] if spelled else ''!r}: {wrong}")
    return entry


def _wrong(entry: Entry) -> Iterator[str]:
    """What is wrong with an entry taken by itself."""
    if not entry.names or not all(entry.names):
        yield "a name is empty"
    if not _CODE.fullmatch(entry.code):
        yield f"{entry.code!r} is no actor code (IRQ.GOV)"
    if entry.kind not in KINDS:
        yield f"unknown kind {entry.kind!r}; known: {', '.join(KINDS)}"
    if entry.code.startswith("*") and entry.kind not in ("office", "body", "group"):
        yield "only an office, body or group may leave its country open (*)"
    days = [day for day in (entry.since, entry.until) if day]
    if bad := [day for day in days if not _is_day(day)]:
        yield f"{bad[0]!r} is no day (2018, 2018-05 or 2018-05-16)"
    elif entry.since and entry.first_day() > entry.last_day():
        yield f"it ends ({entry.until}) before it begins ({entry.since})"
    if repeated := [name for name, n in Counter(entry.names).items() if n > 1]:
        yield f"the name {repeated[0]!r} stands twice"


def _is_day(day: str) -> bool:
    match = _DAY.fullmatch(day)
    if not match:
        return False
    year, month, date = (int(part) if part else 1 for part in match.groups())
    return 1 <= month <= 12 and 1 <= date <= calendar.monthrange(year, month)[1]


def check(entries: Iterable[Entry]) -> None:
    """Raise ``SettingsError`` when two entries say the same person held the same office twice at once.

    Two persons in one office at once are no error: offices are disputed, and both are candidates.
    """
    held: dict[tuple[str, str, str, str], list[Entry]] = {}
    for entry in entries:
        if entry.kind == "office":
            continue
        others = held.setdefault((entry.code, entry.kind, entry.name, entry.role), [])
        for other in others:
            if _must_overlap(entry, other):
                raise SettingsError(
                    f"{entry.source}: entry {entry.name!r} ({entry.role or entry.kind}, {entry.since or 'ever'} to"
                    f" {entry.until or 'now'}) overlaps the one at {other.source}"
                )
        others.append(entry)


def _must_overlap(one: Entry, other: Entry) -> bool:
    """Whether two stretches share a day however their coarse ends are read. One may begin as the other ends."""
    first, second = sorted((one, other), key=lambda e: e.first_day())
    ends = _edge(first.until, last=False) or "9999"
    return (_edge(second.since, last=True) or "") < ends
