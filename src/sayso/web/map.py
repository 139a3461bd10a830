"""The desk's map: the places its reports name, each as exactly as it is known, and never more so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.annotate.events.plover import STATUSES, roots
from sayso.desk import Desk
from sayso.model import Finding
from sayso.publish.wording import whereabouts
from sayso.text import fold
from sayso.web.asked import Asked
from sayso.web.land import EARTH, Frame, fitted, outlines
from sayso.web.lines import Line
from sayso.web.page import Page
from sayso.web.timeline import found_events

REPORTS = 150
"""Reports that are gone through when no first day is given, the newest first."""
MENTIONS = 1000
PLACES = 100
"""Places that are shown, those of most reports first."""
LABELS = 14
_EXACT = ("point", "city")


def places(desk: Desk, asked: Asked) -> Page:
    """The places of a period's reports; of its events, when their type, party or status is asked for."""
    ledger, wanted = desk.ledger, asked.filter()
    if wanted.since is None:
        wanted = replace(wanted, since=ledger.day_of(wanted, REPORTS))
    found = list(ledger.findings(replace(wanted, kind="place", limit=MENTIONS)))
    events = found_events(desk, asked, wanted)
    if asked.type or asked.party or asked.status:
        found = _at(found, events)
    lines = _grouped(found, events)
    shown = lines[:PLACES]
    placed = [line for line in shown if line["lat"] is not None]
    frame = EARTH if asked.view == "earth" else _framed(placed)
    dots = drawn(placed, frame)
    data = {
        "since": wanted.since,
        "until": wanted.until,
        "places": shown,
        "places_in_all": len(lines),
        "mentions": len(found),
        "limit": MENTIONS,
    }
    view = {
        "frame": frame,
        "land": outlines(frame),
        "dots": dots,
        "outside": len(placed) - len(dots),
        "choices": {"type": roots(), "status": STATUSES},
        "parties": desk.settings.parties,
    }
    return Page(data, view)


def _framed(placed: Sequence[Line]) -> Frame:
    """The frame of the places that are exactly known, else of all."""
    exact = [line for line in placed if line["precision"] in _EXACT] or placed
    return fitted([(line["lat"], line["lon"]) for line in exact], [line["reports"] for line in exact])


def _at(found: Iterable[Finding], events: Iterable[Line]) -> list[Finding]:
    """The places at which some events are told to have happened."""
    there = {(line["report"], fold(line["place"])) for line in events if line["place"]}
    return [one for one in found if (one.report, fold(str(one.body["name"]))) in there]


def _grouped(found: Iterable[Finding], events: Sequence[Line]) -> list[Line]:
    """Mentions of one place together, the places of most reports first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in found:
        body = one.body
        key = (body["gazetteer"] or fold(str(body["name"])), body["lat"], body["lon"], body["precision"])
        groups.setdefault(key, []).append(one)
    lines = [_line(held, events) for held in groups.values()]
    return sorted(lines, key=lambda line: (-line["reports"], -line["mentions"], line["name"]))


def _line(held: Sequence[Finding], events: Sequence[Line]) -> Line:
    names = [str(one.body["name"]) for one in held]
    name = max(dict.fromkeys(names), key=lambda one: (not one.isupper(), names.count(one)))
    body = held[0].body
    folded = {fold(one) for one in names}
    here = [line["id"] for line in events if line["place"] and fold(line["place"]) in folded]
    return {
        "name": name,
        "country": body["country"],
        "precision": body["precision"],
        "lat": body["lat"],
        "lon": body["lon"],
        "where": whereabouts(held[0]),
        "reports": len({one.report for one in held}),
        "mentions": len(held),
        "events": here,
        "report": held[0].report,
        "id": held[0].id,
    }


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the drawing; only an exact one is a dot, others a ring about the middle of where they are."""

    x: float
    y: float
    radius: float
    exact: bool
    label: bool
    line: Line


def drawn(placed: Sequence[Line], frame: Frame) -> list[Dot]:
    """The places in the frame, the largest first, so that smaller ones lie on top; labels that do not meet."""
    most = max((line["reports"] for line in placed), default=1)
    dots: list[Dot] = []
    named: list[tuple[float, float]] = []
    for line in placed:
        x, y = frame.point(line["lat"], line["lon"])
        if not (0 <= x <= frame.width and 0 <= y <= frame.height):
            continue
        free = all(abs(x - a) > 110 or abs(y - b) > 18 for a, b in named)
        label = free and len(named) < LABELS and line["precision"] in _EXACT
        if label:
            named.append((x, y))
        radius = 4 + 12 * (line["reports"] / most) ** 0.5
        dots.append(Dot(round(x, 1), round(y, 1), round(radius, 1), line["precision"] in _EXACT, label, line))
    return dots
