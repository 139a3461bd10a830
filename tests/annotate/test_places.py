"""Places: found, told from other names, chosen among namesakes, honest about precision."""

from itertools import pairwise
from pathlib import Path

import pytest
from case_tables import rows
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate import places
from sayso.annotate.actors import ACTORS
from sayso.annotate.annotator import Page
from sayso.annotate.places import PLACES, annotator
from sayso.annotate.places.finder import find, locate
from sayso.annotate.places.gazetteer import lookup
from sayso.annotate.places.outlets import home_of
from sayso.model import Finding, Report
from sayso.settings import Outlet, Place

FILE = Path(places.__file__).parent / "gazetteer.tsv"


def found(text: str, **about: str) -> list[Finding]:
    report = Report(text, **about)
    actors = list(ACTORS.run(Page(report, {}, ACTORS.by)))
    return list(PLACES.run(Page(report, {"actor": actors}, PLACES.by)))


def told(finding: Finding) -> str:
    body = finding.body
    where = "none" if body["lat"] is None else f"{body['country'] or ''}/{body['precision']}"
    return f"{finding.quotes[0]}={where}"


@pytest.mark.parametrize(("text", "expected"), rows("places.tsv", 2))
def test_places(text: str, expected: str) -> None:
    assert "; ".join(map(told, found(text))) == expected


def test_a_capital_that_decides_is_no_place_and_one_where_it_rains_is() -> None:
    assert not found("Washington imposed new sanctions.")
    assert [told(f) for f in found("It rained in Washington all day.")] == ["Washington=US/city"]


def test_the_outlets_country_chooses_among_namesakes() -> None:
    text = "Police were called to a street in Richmond on Monday."
    assert found(text, url="https://example.co.uk/a")[0].body["country"] == "GB"
    assert found(text, url="https://example.com.au/a")[0].body["country"] == "AU"


def test_a_place_said_to_lie_somewhere_lies_there_all_through() -> None:
    text = "The mayor of Paris, Texas, spoke. The fire in Paris began at noon."
    assert [f.body["country"] for f in found(text) if f.quotes == ("Paris",)] == ["US", "US"]


def test_a_region_is_never_a_point() -> None:
    for name in ("Anbar Province", "Persian Gulf", "Crimea", "Texas"):
        (finding,) = found(f"Fighting went on in {name} on Monday.")
        assert finding.body["precision"] == "region"


@pytest.mark.parametrize(
    ("url", "outlet", "home"),
    [
        ("https://www.example.co.uk/news/1", None, "GB"),
        ("http://example.iq", None, "IQ"),
        ("https://example.com/x", None, ""),
        ("https://example.tv/x", None, ""),
        (None, "example.fr", "FR"),
        (None, "Example Post", ""),
        (None, None, ""),
    ],
)
def test_home_of_an_outlet(url: str | None, outlet: str | None, home: str) -> None:
    assert home_of(Report("x", url=url, outlet=outlet)) == home


def test_a_desk_says_where_its_outlets_are_and_adds_places() -> None:
    outlets = (Outlet("Example Wire", domains=("wire.example",), country="IQ"),)
    assert home_of(Report("x", outlet="Example Wire"), {"example wire": "IQ"}) == "IQ"
    own = annotator(
        [Place("Zumbar Crossing", country="IQ", lat=33.3, lon=44.4), Place("Old Zumbar")],
        outlets,
        version="1+x",
    )
    report = Report("Trucks waited at Zumbar Crossing near Old Zumbar.", outlet="Example Wire")
    first, second = own.run(Page(report, {}, own.by))
    assert (first.body["lat"], first.body["precision"], first.body["gazetteer"]) == (
        33.3,
        "point",
        "desk:zumbar-crossing",
    )
    assert (second.body["lat"], second.body["gazetteer"]) == (None, "desk:old-zumbar")


def test_given_spans_are_resolved_even_adjectives() -> None:
    text = "Iranian and Zumbarabadi guests came to Mosul."
    places_ = locate(text, [(0, 7), (12, 23), (39, 44)])
    assert [p.entry.country if p.entry else None for p in places_] == ["IR", None, "IQ"]
    with pytest.raises(ValueError, match="does not hold whole words"):
        locate(text, [(1, 7)])


def test_the_gazetteer_is_small_sorted_and_complete() -> None:
    data = FILE.read_bytes()
    assert len(data) <= 15_000_000
    keys = [line.split(b"\t", 1)[0] for line in data.splitlines()]
    assert all(a <= b for a, b in pairwise(keys))
    assert {key for key in ("iraq", "mosul", "strait of hormuz", "ohio") if lookup(key)} == {
        "iraq",
        "mosul",
        "strait of hormuz",
        "ohio",
    }


@given(st.integers(0, 280_000))
def test_every_name_is_found_where_it_stands(number: int) -> None:
    line = LINES[number % len(LINES)]
    cells = line.split("\t")
    assert any(e.country == cells[1] and f"{e.lat:.3f}" == cells[3] for e in lookup(cells[0]))


LINES = FILE.read_text(encoding="utf-8").splitlines()


@given(st.text(max_size=200))
def test_any_characters_do(text: str) -> None:
    for place in find(text):
        assert text[slice(*place.span)].strip()
        assert 0 < place.likely <= 1
        assert 0 < place.sure <= 1


COUNTRIES = st.sampled_from(
    ["Iran", "Iraq", "Syria", "Russia", "France", "Turkey", "Egypt", "Yemen", "Ukraine", "Qatar"]
)
STORIES = (
    "Talks were held in {0} on Monday. {0} and {1} agreed.",
    "Two ships left {0} for {1}, sources said.",
    "{0}'s army crossed into {1}. In {1}, people fled.",
)


@given(st.sampled_from(STORIES), COUNTRIES, COUNTRIES)
def test_two_countries_in_the_same_words_are_judged_alike(story: str, one: str, other: str) -> None:
    there = [(f.quotes[0], f.body["precision"], f.confidence) for f in found(story.format(one, other))]
    back = [(f.quotes[0], f.body["precision"], f.confidence) for f in found(story.format(other, one))]
    swap = {one: other, other: one}
    assert there == [(swap[name], *rest) for name, *rest in back]
