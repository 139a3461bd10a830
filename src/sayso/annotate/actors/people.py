"""Who a name means on a day: the office held then, the office held before, or the likelier of two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.annotate.actors.entry import Entry
from sayso.annotate.actors.lexicon import PROMINENT

HELD = 0.95
"""An office held on the day, by one person of the name."""
COARSE = 0.8
"""Held in that month or year as far as the entry goes, or since the base was written."""
AFTER = 0.75
"""A person out of office: the person is known, the sector is not."""
UNDATED = 0.7
"""The day is unknown and the offices differ."""
ALIKE = 0.85
"""The day is unknown and all offices of the name have one code."""

_PROMINENT_SHARE = 8
_OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a name. The confidences of several readings of one name add up to at most 1."""

    code: str
    name: str
    role: str | None
    confidence: float
    entry: Entry | None = None


def candidates(entries: Sequence[Entry], day: str | None) -> list[Candidate]:
    """The readings of one name as of a day (``2019-05-16``, or None when unknown), likeliest first.

    Namesakes share the confidence; one who holds office on the day comes before one who does not.
    """
    persons: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        persons.setdefault(("" if entry.kind == "person" else entry.country, entry.name), []).append(entry)
    read = [reading for own in persons.values() if (reading := _on(own, day))]
    if day and any(_current(c, day) for c in read) and len(read) > 1:
        read = [c if _current(c, day) else replace(c, confidence=c.confidence / 4) for c in read]
    return _shared(read)


def by_prominence(read: Sequence[Candidate]) -> list[Candidate]:
    """The readings of a mere surname: the holder of a prominent office is meant before a namesake without one."""
    if len(read) < 2 or not any(c.role in PROMINENT for c in read):
        return list(read)
    shares = [_PROMINENT_SHARE if c.role in PROMINENT else 1 for c in read]
    total = sum(c.confidence for c in read) / sum(shares)
    return sorted(
        (replace(c, confidence=round(total * share, 3)) for c, share in zip(read, shares, strict=True)),
        key=lambda c: -c.confidence,
    )


def _current(candidate: Candidate, day: str) -> bool:
    return candidate.entry is not None and candidate.entry.holds(day)


def _shared(read: Iterable[Candidate]) -> list[Candidate]:
    ordered = sorted(read, key=lambda c: (-c.confidence, c.code, c.name))
    total = sum(c.confidence for c in ordered)
    if len(ordered) < 2 or total <= 1:
        return ordered
    return [replace(c, confidence=round(c.confidence / total * ordered[0].confidence, 3)) for c in ordered]


def _on(entries: Sequence[Entry], day: str | None) -> Candidate | None:
    """The one reading of one person or body."""
    if day is None:
        return _undated(entries)
    held = [e for e in entries if e.holds(day)]
    if held:
        best = max(held, key=lambda e: (e.certain(day), e.first_day(), -len(e.last_day())))
        return Candidate(best.code, best.name, _role(best), HELD if best.certain(day) else COARSE, best)
    past = [e for e in entries if e.last_day() < day]
    if past:
        best = max(past, key=lambda e: e.last_day())
        if best.kind != "person":
            return Candidate(best.code, best.name, None, COARSE, best)
        return Candidate(_out_of_office(best.code), best.name, f"former {best.role}", AFTER, best)
    first = min(entries, key=lambda e: e.first_day())
    code = first.country if first.kind == "person" else first.code
    return Candidate(code, first.name, None, AFTER - 0.1, first)


def _out_of_office(code: str) -> str:
    """An office is left with its sector; a movement, a trade or a calling is not an office."""
    return code.partition(".")[0] if code.partition(".")[2][:3] in _OFFICES else code


def _role(entry: Entry) -> str | None:
    return entry.role or None if entry.kind in ("person", "office") else None


def _undated(entries: Sequence[Entry]) -> Candidate:
    codes = {e.code for e in entries}
    latest = max(entries, key=lambda e: (e.last_day(), e.first_day()))
    roles = {e.role for e in entries}
    role = _role(latest) if len(roles) == 1 else None
    if len(codes) == 1:
        return Candidate(latest.code, latest.name, role, ALIKE if latest.kind == "person" else HELD, latest)
    return Candidate(latest.code, latest.name, role, UNDATED, latest)
