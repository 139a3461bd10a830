"""Findings and days in the words a reader expects."""

from collections.abc import Mapping
from datetime import date

from sayso.model import Body, Finding

Found = Mapping[str, Finding]
"""Findings by id."""

ACTS: Mapping[str, tuple[str, str]] = {
    "assert": ("says", "say"),
    "deny": ("denies", "deny"),
    "threaten": ("threatens", "threaten"),
    "demand": ("demands", "demand"),
    "promise": ("promises", "promise"),
    "estimate": ("estimates", "estimate"),
    "question": ("asks", "ask"),
    "decline": ("declines", "decline"),
}
"""What one voice does, and several, by stance."""
_THOUGHT = ("thinks", "think")
STANDINGS: Mapping[str, str] = {
    "official": "Officials and official bodies",
    "named": "Other named voices",
    "group": "Groups",
    "anonymous": "Unnamed voices",
    "unattributed": "Without a voice",
}
"""Headings, in the order in which a brief lets them speak."""
NOBODY = "somebody"
"""Who says what no voice is named for."""
_BOUNDS = {"exact": "", "range": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
_ODD_PLURALS = {"person": "people", "aircraft": "aircraft", "country": "countries", "percent": "percent"}
_COUNTABLE = 1e15
"""From here on digits are no help to a reader."""
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def speakers(claim: Finding, found: Found) -> str:
    """Who is made to say a claim, as the report names them; ``NOBODY`` when only implied and unresolved."""
    names = [found[voice].body["name"] for voice in claim.body["voices"] if voice in found]
    return ", ".join(dict.fromkeys(names)) or NOBODY


def act(claim: Finding, found: Found) -> str:
    """What the voice does: "denies"; of several voices or a group: "deny"."""
    body = claim.body
    one, many = (
        _THOUGHT if (body["stance"], body["cue_kind"]) == ("assert", "thought") else ACTS[body["stance"]]
    )
    voices = [found[voice].body for voice in dict.fromkeys(body["voices"]) if voice in found]
    several = len(voices) > 1 or any(v["standing"] == "group" or (v["count"] or 1) > 1 for v in voices)
    return many if several else one


def hops(claim: Finding) -> str:
    """By whom the words came, as the report says: "told Reuters" is " via Reuters"."""
    return "".join(f" via {hop['name']}" for hop in claim.body["via"])


def quantity(finding: Finding) -> str:
    """A quantity with its bound and unit: "at least 12 people", "USD 420 million"."""
    body = finding.body
    value, high, unit = body["value"], body["high"], body["unit"]
    said = amount(value) if high is None else f"{amount(value)} to {amount(high)}"
    if unit.isupper():
        return f"{_BOUNDS[body['bound']]}{unit} {said}"
    return f"{_BOUNDS[body['bound']]}{said} {plural(unit) if value != 1 or high else unit}"


def amount(value: float) -> str:
    """A number as a newspaper prints it: 5,200; 420 million."""
    if value >= _COUNTABLE:
        return f"{value:.3g}"
    for scale, name in _SCALES:
        if value >= scale and round(value / scale, 2) * scale == value:
            return f"{value / scale:g} {name}"
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def plural(unit: str) -> str:
    """The plural of a unit."""
    if unit in _ODD_PLURALS:
        return _ODD_PLURALS[unit]
    if unit.endswith("y") and unit[-2:-1] not in ("a", "e", "o", "u"):
        return f"{unit[:-1]}ies"
    return f"{unit}es" if unit.endswith(("s", "x", "ch", "sh")) else f"{unit}s"


def note(finding: Finding, found: Found) -> str:
    """A finding in a few words, for a margin or a list."""
    body = finding.body
    if finding.kind == "claim":
        return f"{speakers(finding, found)} {act(finding, found)}{hops(finding)}"
    if finding.kind == "quantity":
        return quantity(finding)
    if finding.kind == "time":
        return span_of_days(body["start"], body["end"])
    if finding.kind == "event":
        return f"{body['type']}, {body['status']}"
    if finding.kind == "voice":
        return f"{body['name']} ({body['standing']})"
    if finding.kind == "actor":
        return f"{body['name']} ({', '.join(filter(None, (body['code'], body['role'])))})"
    return str(body.get("name") or body.get("part"))


def span_of_days(start: str | None, end: str | None) -> str:
    """Bounds of a time: "3 March 2031", "3 to 9 March 2031", "before 3 March 2031", "some time"."""
    if start is None:
        return f"before {day(end)}" if end else "some time"
    if end is None:
        return f"after {day(start)}"
    return day(start) if start == end else period(start, end)


def when(time: Body) -> str:
    """A time as its precision has it: "2029", "March 2031", "3 March 2031"."""
    start, end = str(time["start"]), str(time["end"])
    if time["precision"] == "year" and (start[4:], end) == ("-01-01", f"{start[:4]}-12-31"):
        return start[:4]
    if time["precision"] == "month" and start[8:] == "01" and start[:7] == end[:7] and end[8:] >= "28":
        return day(start[:7])
    return span_of_days(time["start"], time["end"])


def whereabouts(place: Finding) -> str:
    """Coordinates, with what they are of: a region's or country's are of its middle and never stand as a point."""
    lat, lon, precision = (place.body[name] for name in ("lat", "lon", "precision"))
    if lat is None or lon is None:
        return "unknown"
    if precision in ("region", "country"):
        return f"somewhere within its {precision}" if precision == "country" else "somewhere within it"
    said = f"{abs(lat):.2f} {'N' if lat >= 0 else 'S'}, {abs(lon):.2f} {'E' if lon >= 0 else 'W'}"
    return said if precision == "point" else f"town at {said}"


def period(since: str, until: str) -> str:
    """Two days as one stretch, nothing said twice."""
    if since == until:
        return day(since)
    shared = 0 if since[:4] != until[:4] else 1 if since[:7] != until[:7] else 2
    kept = day(since).split()[: 3 - shared]
    return f"{' '.join(kept)} to {day(until)}"


def day(published: str | None) -> str:
    """A month, day or instant as a reader writes it: "3 March 2031"; "day unknown" where none is stated."""
    if published is None:
        return "day unknown"
    if len(published) == len("2031-03"):
        return f"{date.fromisoformat(f'{published}-01'):%B} {int(published[:4])}"
    moment = date.fromisoformat(published[:10])
    return f"{moment.day} {moment:%B} {moment.year}"


def weekday(published: str | None, year: bool = True) -> str:
    """A day with its weekday: "Monday 3 March 2031", or without its year."""
    if published is None or len(published) < len("2031-03-03"):
        return day(published)
    said = f"{date.fromisoformat(published[:10]):%A} {day(published)}"
    return said if year else said.rpartition(" ")[0]


def clock(published: str | None) -> str:
    """The hour and minute of an instant, in UTC; empty when only a day is stated."""
    return published[11:16] if published and len(published) > len("2031-03-03") else ""
