"""What a time expression is before it is resolved: where it stands, and how it becomes days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sayso.annotate.times.calendar import Grain, Interval, moved


@dataclass(frozen=True, slots=True)
class Anchor:
    """From where an expression is resolved."""

    day: date | None
    """The day of speaking: said in the quotation's context, else of the dateline, else of publication."""
    mentioned: Interval | None = None
    """The last time named before, which ``the next day`` and ``two days later`` go on from."""
    named: Interval | None = None
    """The time named next in the sentence, from which ``two days after`` counts."""
    ahead: bool | None = None
    """Whether the clause looks ahead (True), back (False), or does not show it (None)."""


Meaning = Callable[[Anchor], Interval | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A time expression over the tokens ``[first, last)``."""

    first: int
    last: int
    meaning: Meaning
    sure: float
    """How often expressions of this form mean what ``meaning`` says, as a share of 1."""
    vague: bool = False
    """An expression without bounds by its words, or one whose day does not exist."""
    optional: bool = False
    """Says nothing unless it resolves: ``the next day`` with no day before it."""


def nothing(_: Anchor) -> None:
    """The meaning of a vague expression."""
    return


def fixed(found: Interval | None) -> Meaning:
    """The meaning of an expression that needs no anchor."""
    return lambda _: found


def absolute(first: int, last: int, found: Interval | None, sure: float = 0.97) -> Reading:
    """An expression that needs no anchor; a day that does not exist is kept as a doubt, without bounds."""
    if found is None:
        return Reading(first, last, nothing, 0.1, vague=True)
    return Reading(first, last, fixed(found), sure)


def shift(count: int, grain: Grain) -> Meaning:
    """The day, week, month or year that lies ``count`` of them from the day of speaking."""
    return lambda anchor: moved(anchor.day, count, grain) if anchor.day else None


_FAR = 243
"""Days beyond which a date without its year is not the coming one, even where the clause looks ahead."""
_SOON = 90
"""Days within which it is the coming one even where the clause looks back (``set a Jan. 14 deadline``)."""


def in_year(make: Callable[[int], Interval | None], weekday: int | None = None) -> Meaning:
    """The meaning of a day or month without its year: of the years around, the one the clause means.

    ``weekday`` (Monday is 0), when the text says it, leaves only the years in which the day falls on it.
    """

    def meaning(anchor: Anchor) -> Interval | None:
        if not anchor.day:
            return None
        options = [found for n in (-1, 0, 1) if (found := make(anchor.day.year + n))]
        fitting = [o for o in options if weekday is None or o.start.weekday() == weekday]
        return _nearest(fitting or options, anchor.day, anchor.ahead)

    return meaning


def _nearest(options: list[Interval], today: date, ahead: bool | None) -> Interval | None:
    if not options:
        return None
    by_month = options[0].grain == "month"
    if ahead:
        coming = [o for o in options if o.end >= today]
        if coming and (by_month or (coming[0].start - today).days <= _FAR):
            return coming[0]
    closest = min(options, key=lambda o: abs((o.start - today).days))
    if ahead is False and (by_month or (closest.start - today).days > _SOON):
        gone = [o for o in options if o.start <= today]
        return gone[-1] if gone else closest
    return closest


def last_this_next(make: Callable[[int], Interval | None], step: int) -> Meaning:
    """``last May`` (-1): the nearest that is over; ``next May`` (1): the nearest to begin; ``this May`` (0)."""

    def meaning(anchor: Anchor) -> Interval | None:
        if not anchor.day or step == 0:
            return make(anchor.day.year) if anchor.day else None
        options = [found for n in (-2, -1, 0, 1, 2) if (found := make(anchor.day.year + n))]
        if step > 0:
            return next((o for o in options if o.start > anchor.day), None)
        return next((o for o in reversed(options) if _long_over(o, anchor.day)), None)

    return meaning


def _long_over(found: Interval, today: date) -> bool:
    """The month just over is called ``last month``; ``last May`` in early June is rarely it."""
    margin = 28 if found.grain == "month" else 0
    return (today - found.end).days > margin
