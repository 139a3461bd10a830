from collections.abc import Mapping

import pytest

from sayso.model import Finding, Report
from sayso.publish.wording import (
    NOBODY,
    act,
    amount,
    clock,
    day,
    note,
    period,
    plural,
    quantity,
    span_of_days,
    weekday,
)

REPORT = Report("He said it. They said it.")
QUANTITY = {
    "value": 5,
    "high": None,
    "unit": "troop",
    "bound": "exact",
    "of": None,
    "as_of": None,
    "claim": None,
}
VOICE = {
    "name": "Ada Quist",
    "refers_to": None,
    "kind": "person",
    "standing": "official",
    "actor": None,
    "role": None,
    "count": None,
    "basis": None,
}
CLAIM = {
    "voices": [],
    "cue": [],
    "cue_kind": "speech",
    "level": 0,
    "stance": "assert",
    "polarity": 1,
    "form": "direct",
    "via": [],
    "when": None,
    "about": [],
}


def finding(kind: str, body: Mapping[str, object]) -> Finding:
    return Finding.make(REPORT, kind, [(0, 2)], body, by="test/1", confidence=1.0)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "5 troops"),
        ({"value": 1}, "1 troop"),
        ({"value": 0}, "0 troops"),
        ({"value": 5200, "bound": "about"}, "about 5,200 troops"),
        ({"value": 12, "unit": "person", "bound": "at_least"}, "at least 12 people"),
        ({"value": 12, "unit": "person", "bound": "at_most"}, "at most 12 people"),
        ({"value": 1, "high": 2, "bound": "range"}, "1 to 2 troops"),
        ({"value": 420_000_000, "unit": "USD"}, "USD 420 million"),
        ({"value": 1.2e9, "unit": "USD", "bound": "about"}, "about USD 1.2 billion"),
        ({"value": 12.5, "unit": "percent"}, "12.5 percent"),
        ({"value": 2, "unit": "country"}, "2 countries"),
    ],
)
def test_quantities(body: dict[str, object], said: str) -> None:
    assert quantity(finding("quantity", QUANTITY | body)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (5, "5"),
        (1234567, "1,234,567"),
        (2e6, "2 million"),
        (0.5, "0.5"),
        (1e300, "1e+300"),
        (1.5e12, "1.5 trillion"),
    ],
)
def test_amounts(value: float, said: str) -> None:
    assert amount(value) == said


@pytest.mark.parametrize(
    ("unit", "many"),
    [("box", "boxes"), ("lorry", "lorries"), ("day", "days"), ("mass", "masses"), ("person", "people")],
)
def test_plurals(unit: str, many: str) -> None:
    assert plural(unit) == many


@pytest.mark.parametrize(
    ("published", "told"),
    [
        (None, ("day unknown", "day unknown", "")),
        ("2031-03", ("March 2031", "March 2031", "")),
        ("2031-03-03", ("3 March 2031", "Monday 3 March 2031", "")),
        ("2031-03-03T06:40:00Z", ("3 March 2031", "Monday 3 March 2031", "06:40")),
    ],
)
def test_days(published: str | None, told: tuple[str, str, str]) -> None:
    assert (day(published), weekday(published), clock(published)) == told


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2031-03-03", "2031-03-03", "3 March 2031"),
        ("2031-03-03", "2031-03-09", "3 to 9 March 2031"),
        ("2031-03-30", "2031-04-02", "30 March to 2 April 2031"),
        ("2031-12-30", "2032-01-02", "30 December 2031 to 2 January 2032"),
    ],
)
def test_periods(since: str, until: str, said: str) -> None:
    assert period(since, until) == span_of_days(since, until) == said


def test_open_periods() -> None:
    assert span_of_days(None, None) == "some time"
    assert span_of_days("2031-03-03", None) == "after 3 March 2031"
    assert span_of_days(None, "2031-03-03") == "before 3 March 2031"


@pytest.mark.parametrize(
    ("voice", "claim", "said"),
    [
        ({}, {}, "says"),
        ({}, {"cue_kind": "thought"}, "thinks"),
        ({"standing": "group"}, {}, "say"),
        ({"count": 2}, {"stance": "deny"}, "deny"),
        ({}, {"stance": "question", "cue_kind": "thought"}, "asks"),
    ],
)
def test_acts(voice: dict[str, object], claim: dict[str, object], said: str) -> None:
    speaker = finding("voice", VOICE | voice)
    made = finding("claim", CLAIM | {"voices": [speaker.id]} | claim)
    assert act(made, {speaker.id: speaker}) == said


def test_notes() -> None:
    voice = finding("voice", VOICE)
    hop = {"name": "Meridian", "kind": "agency", "spans": []}
    claim = finding("claim", CLAIM | {"voices": [voice.id, voice.id, "gone"], "via": [hop]})
    assert note(claim, {voice.id: voice}) == "Ada Quist says via Meridian"
    assert note(claim, {}) == f"{NOBODY} says via Meridian"
    assert note(voice, {}) == "Ada Quist (official)"
    assert note(finding("part", {"part": "body"}), {}) == "body"
    assert note(finding("actor", {"code": "XKA.GOV", "role": None, "name": "Tasko"}), {}) == "Tasko (XKA.GOV)"
    assert note(finding("place", {"name": "Lyde"}), {}) == "Lyde"
