"""The desk's timeline: how much was published on each day, and what is told to have happened on it.

The two are two lanes: a report is on the day its outlet states, an event on the day it is told to have happened, and
neither fills the other. Events whose day is not told are listed apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.annotate.events.plover import STATUSES, roots
from sayso.answers.sides import Side, side_of
from sayso.desk import Desk
from sayso.ledger import Filter
from sayso.model import Finding
from sayso.publish.plover import QUADS
from sayso.web.asked import Asked
from sayso.web.lines import Around, Line, event_line
from sayso.web.page import Page

REPORTS = 500
"""Reports that are gone through when no first day is given, the newest first."""
EVENTS = 120
"""Events that are shown, of the newest reports."""
_STEPS = ((92, 1), (92 * 7, 7), (92 * 30, 30))
"""Up to so many days, a bar stands for so many."""
_FAR = 365
WIDTH, LANE, GAP = 960, 110, 34
"""Of the drawing, in its own units: its width, the height of a lane, the room between two."""
CLASSES = ("V-COOP", "M-COOP", "V-CONF", "M-CONF")
"""Verbal and material cooperation, verbal and material conflict."""


def timeline(desk: Desk, asked: Asked) -> Page:
    """Reports and events of a period by day; without a first day, of the newest reports."""
    wanted = asked.filter()
    if wanted.since is None:
        wanted = replace(wanted, since=desk.ledger.day_of(wanted, REPORTS))
    events = found_events(desk, asked, wanted)
    days = desk.ledger.by_day(wanted)
    step, bins = binned(days, events)
    data = {
        "since": wanted.since,
        "until": wanted.until,
        "step": step,
        "bins": bins,
        "events": events,
        "limit": EVENTS,
    }
    choices = {"type": roots(), "status": STATUSES}
    return Page(data, {"chart": chart(bins), "choices": choices, "parties": desk.settings.parties,
                       "by_day": list(_by_day(events)), "quads": QUADS})  # fmt: skip


def found_events(desk: Desk, asked: Asked, wanted: Filter) -> list[Line]:
    """The events of a period that fit, each happening of a report once."""
    side = side_of(asked.party, desk.settings) if asked.party else None
    found = desk.ledger.findings(replace(wanted, kind="event", limit=4 * EVENTS))
    kept = [one for one in found if not one.body.get("refers_to") and _fits(one, asked, side)][:EVENTS]
    around = Around(kept, desk.ledger, asked.stamp)
    origins = desk.origins(asked.stamp)
    return [event_line(one, around, origins) for one in origins.each(kept, lambda one: one.report)]


def _fits(event: Finding, asked: Asked, side: Side | None) -> bool:
    body = event.body
    ends = [party for party in (body["actor"], body["recipient"]) if party]
    return (
        asked.type in (None, body["type"])
        and asked.status in (None, body["status"])
        and (side is None or any(side.covers(end["code"] or "") or side.named_in(end["name"]) for end in ends))
    )


def binned(days: Sequence[tuple[str, int]], events: Sequence[Line]) -> tuple[int, list[Line]]:
    """Days of a bar, and the bars: reports published, and events told to have happened, by class."""
    told = [line for line in events if line["day"]]
    known = sorted([day for day, _ in days]) or sorted(line["day"] for line in told)
    if not known:
        return 1, []
    first, last = date.fromisoformat(known[0]), date.fromisoformat(known[-1])
    early = min((date.fromisoformat(line["day"]) for line in told), default=first)
    first = min(first, max(early, first - timedelta(days=30)))
    length = (last - first).days + 1
    step = next((step for most, step in _STEPS if length <= most), _FAR)
    bins: list[Line] = [
        {
            "start": (first + timedelta(days=at)).isoformat(),
            "end": min(first + timedelta(days=at + step - 1), last).isoformat(),
            "reports": 0,
            "events": dict.fromkeys(CLASSES, 0),
        }
        for at in range(0, length, step)
    ]
    for day, count in days:
        bins[(date.fromisoformat(day) - first).days // step]["reports"] += count
    for line in told:
        at = (date.fromisoformat(line["day"]) - first).days
        if 0 <= at < length:
            bins[at // step]["events"][QUADS[line["type"]]] += 1
    return step, bins


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of the drawing, in its units."""

    x: float
    y: float
    width: float
    height: float
    name: str
    """``reports``, or the class of the events."""
    count: int
    bin: Line


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: bars of two lanes, and days along the foot."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[tuple[float, str, int], ...]
    """Of each lane its foot, its name, and what its highest bar stands for."""


def chart(bins: Sequence[Line]) -> Chart | None:
    """The bars drawn; None where there are none."""
    if not bins:
        return None
    slot = WIDTH / len(bins)
    most_reports = max(one["reports"] for one in bins) or 1
    most_events = max(sum(one["events"].values()) for one in bins)
    lanes = [(float(LANE), "reports published", most_reports)]
    bars = [*_reports(bins, slot, most_reports)]
    if most_events:
        lanes.append((float(2 * LANE + GAP), "events told to have happened", most_events))
        bars += _events(bins, slot, most_events)
    height = int(lanes[-1][0]) + GAP
    every = max(1, len(bins) // 8)
    ticks = tuple((number * slot, one["start"]) for number, one in enumerate(bins) if number % every == 0)
    return Chart(WIDTH, height, tuple(bars), ticks, tuple(lanes))


def _reports(bins: Sequence[Line], slot: float, most: int) -> Iterator[Bar]:
    for number, one in enumerate(bins):
        if one["reports"]:
            height = max(2.0, one["reports"] / most * (LANE - 16))
            yield Bar(number * slot, LANE - height, _width(slot), height, "reports", one["reports"], one)


def _events(bins: Sequence[Line], slot: float, most: int) -> Iterator[Bar]:
    for number, one in enumerate(bins):
        foot = float(2 * LANE + GAP)
        for name, count in one["events"].items():
            height = count / most * (LANE - 16)
            foot -= height
            if count:
                yield Bar(number * slot, foot, _width(slot), height, name, count, one)


def _width(slot: float) -> float:
    return max(1.0, min(slot - 2, 40.0))


def _by_day(events: Iterable[Line]) -> Iterator[tuple[str | None, list[Line]]]:
    """Events under their days, the last day first, those of no told day at the end."""
    days: dict[str | None, list[Line]] = {}
    for line in events:
        days.setdefault(line["day"], []).append(line)
    for day in sorted(days, key=lambda day: day or "", reverse=True):
        yield day, days[day]
