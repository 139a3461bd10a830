"""Every page and its data: what is there, what is equal, what leads where."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from made import FORMULA
from served import Site

PAGES = [
    "today", "today since", "reports", "words", "claims", "quantities", "events", "timeline", "map", "earth",
    "parties", "party", "voice", "unnamed", "meant", "outlet", "sources", "issues", "status", "report", "hostile",
    "beside", "version", "claim", "then",
]  # fmt: skip


def twin(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.json{mark}{query}"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_drawn_and_has_its_data(site: Site, name: str) -> None:
    address = site.pages()[name]
    page, data = site.get(address), site.get(twin(address))
    assert (page.status, data.status) == (200, 200)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert data.headers["content-type"] == "application/json"
    assert page.body.startswith(b"<!doctype html>")
    assert len(page.body) < 200_000
    assert f'href="{twin(address).replace("&", "&amp;")}"' in page.text


def test_every_page_is_tried() -> None:
    from sayso.web.app import PAGES as KNOWN

    assert len({path for path, _, _ in KNOWN}) == 14


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for held in value.values():
            yield from strings(held)
    elif isinstance(value, list):
        for held in value:
            yield from strings(held)


class Text(HTMLParser):
    """The text of a page, and what its links are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


TITLES = {
    "today": ("folded", "reports", "title"),
    "reports": ("rows", "title"),
    "outlet": ("reports", "title"),
    "sources": ("sources", "outlet"),
    "party": ("said", "who"),
    "map": ("places", "name"),
    "events": ("rows", "type"),
}


@pytest.mark.parametrize("name", TITLES)
def test_a_page_shows_what_its_data_says(site: Site, name: str) -> None:
    address = site.pages()[name]
    shown = " ".join(Text(site.get(address).text).said)
    values: list[Any] = [site.get(twin(address)).data]
    for key in TITLES[name]:
        values = [
            inner for held in values for inner in (held[key] if isinstance(held[key], list) else [held[key]])
        ]
    assert values
    for value in filter(None, values):
        assert value.replace("\u202e", "\N{REPLACEMENT CHARACTER}") in shown


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_somewhere_here(site: Site, name: str) -> None:
    found = Text(site.get(site.pages()[name]).text)
    own = {link for link in found.links if not link.startswith(("http", "#"))}
    assert own
    for link in sorted(own):
        assert link.startswith("/"), link
        assert site.get(link.partition("#")[0]).status in (200, 204, 307), link


def test_from_a_number_to_its_sentence_in_two_clicks(site: Site) -> None:
    number = site.get("/search.json?of=quantities&counted=dead").data["rows"][0]
    first = site.get(f"/findings/{number['id']}")
    assert first.status == 307
    path, _, anchor = first.headers["location"].partition("#")
    assert f'id="{anchor}"' in site.get(path).text


def test_a_finding_far_down_a_long_text_is_on_the_page_its_link_leads_to(site: Site) -> None:
    long = next(row["id"] for row in site.get("/search.json").data["rows"] if row["outlet"] is None)
    first = site.get(f"/reports/{long}.json").data["window"]
    assert first["start"] == 0 < first["end"] < first["length"]
    assert "The text goes on" in site.get(f"/reports/{long}").text
    last = site.get(f"/reports/{long}.json?start={first['length']}").data["window"]
    assert last["end"] == last["length"]


def test_copies_are_folded_under_their_origin(site: Site) -> None:
    group = site.get("/today.json").data["folded"][0]
    assert [line["outlet"] for line in group["reports"]] == ["Lumen Wire", "Harbour Post", "Harbour Post"]
    assert next(one["name"] for one in group["origins"] if one["known"]) == "Lumen Wire"


def test_numbers_that_differ_stand_beside_one_another(site: Site) -> None:
    groups = site.get("/today.json").data["numbers"]
    dead = next(group for group in groups if group["of"] == "dead")
    assert {number["value"] for number in dead["numbers"]} == {12.0, 15.0}


def test_an_outlet_that_was_never_heard_is_silent(site: Site) -> None:
    assert [line["outlet"] for line in site.get("/today.json").data["silent"]] == ["Never Heard"]


SEARCHES = {
    "q=drone": 3,
    'q="fuel+depot"': 3,
    "q=drone+-monday": 1,
    "outlet=harbour+post": 2,
    "voice=mirek": 3,
    "standing=anonymous": 3,
    "stance=deny": 3,
    "party=Qaro": 3,
    "type=ASSAULT": 3,
    "status=claimed": 3,
    "status=happened": 0,
    "place=lumen": 3,
    "counted=troops": 3,
    "since=2031-03-04&until=2031-03-05": 2,
    "origins=1&q=drone": 3,
    "origins=9": 0,
}


@pytest.mark.parametrize("question", SEARCHES)
def test_search_finds_reports_by(site: Site, question: str) -> None:
    assert len(site.get(f"/search.json?{question}").data["rows"]) == SEARCHES[question]


OF_FINDINGS = {
    "of=claims&q=aircraft": {"deny"},
    "of=claims&voice=Ana+Mirek": {"threaten"},
    "of=claims&standing=anonymous": {"deny"},
    "of=claims&party=Qaro": {"deny", "threaten"},
    "of=claims&stance=threaten": {"threaten"},
    "of=claims&place=shore": set(),
}


@pytest.mark.parametrize("question", OF_FINDINGS)
def test_search_finds_claims_by(site: Site, question: str) -> None:
    assert {row["stance"] for row in site.get(f"/search.json?{question}").data["rows"]} == OF_FINDINGS[question]


def test_an_event_says_who_to_whom_when_and_in_whose_words(site: Site) -> None:
    row = site.get("/search.json?of=events&party=Qaro&place=Lumen").data["rows"][0]
    assert (row["type"], row["mode"], row["status"], row["day"]) == (
        "ASSAULT",
        "drone",
        "claimed",
        "2031-03-03",
    )
    assert (row["actor"]["name"], row["recipient"]["name"], row["who"]) == ("Qaro", "Lumen", ["Ana Mirek"])


def test_pages_of_a_search_go_on_where_the_last_ended(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [row["id"] for row in site.get("/search.json").data["rows"]]
    monkeypatch.setattr("sayso.web.search.SHOWN", 2)
    found, before = [], ""
    while before is not None:
        page = site.get(f"/search.json?x={len(found)}&before={before}").data
        found += [row["id"] for row in page["rows"]]
        before = page["before"]
    assert found == whole


@pytest.mark.parametrize("of", ["reports", "claims", "quantities", "events"])
def test_files_hold_exactly_what_is_shown(site: Site, of: str) -> None:
    shown = site.get(f"/search.json?of={of}").data["rows"]
    lines = site.get(f"/search.jsonl?of={of}")
    assert [json.loads(line) for line in lines.text.splitlines()] == shown
    table = site.get(f"/search.csv?of={of}")
    rows = list(csv.DictReader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [row["id"] for row in shown]
    for answer in (lines, table):
        assert answer.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize("of", ["reports", "claims", "quantities"])
def test_no_cell_of_a_table_is_a_formula(site: Site, of: str) -> None:
    text = site.get(f"/search.csv?of={of}").body.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if re.match(r"\s*[=+@\t\r]|\s*-(?!\d+(\.\d+)?$)", cell)]
    assert of != "claims" or any(cell == f"'{FORMULA}" for cell in cells)


def test_as_of_gives_the_desk_as_it_stood_and_goes_with_every_link(site: Site) -> None:
    page = site.get("/today?as_of=2020-01-01").text
    assert "As the desk stood at" in page
    assert "Nothing new" in page
    assert 'href="/map?as_of=2020-01-01"' in page


def test_the_timeline_keeps_the_two_clocks_apart(site: Site) -> None:
    bins = {one["start"]: one for one in site.get("/timeline.json").data["bins"]}
    assert bins["2031-03-03"]["reports"] == 1
    assert sum(bins["2031-03-03"]["events"].values()) == 3
    assert sum(one["reports"] for one in bins.values()) == 5


def test_the_map_shows_no_place_more_exactly_than_it_is_known(site: Site) -> None:
    places = {line["name"]: line for line in site.get("/map.json").data["places"]}
    assert places["Lumen"]["precision"] == "city"
    page = site.get("/map").text
    assert re.search(r'<circle class="exact happened"[^>]*><title>Lumen', page)
    assert re.search(r'<circle class="within"[^>]*><title>shore', page)


def test_what_was_drawn_is_not_drawn_again_until_the_desk_changes(site: Site) -> None:
    first = site.get("/sources")
    again = site.get("/sources", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_the_first_page_knows_when_somebody_was_here_last(site: Site) -> None:
    first = site.get("/")
    assert (first.status, first.headers["location"]) == (307, "/today")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "samesite=strict" in first.headers["set-cookie"].lower()
    back = site.get("/", Cookie="visit=_2021-03-01T10:00:00Z")
    assert back.headers["location"] == "/today?after=2021-03-01T10:00:00Z"


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/reports/ffff", 404, "no report has the id"),
        ("/claims/ffff", 404, "no finding has the id"),
        ("/voice?name=nobody", 404, "no voice is called"),
        ("/voice", 400, "say whose page"),
        ("/party?name=nobody", 404, "no party"),
        ("/outlet?name=nobody", 404, "no outlet goes by"),
        ("/search?since=yesterday", 400, "no such day"),
        ("/search?as_of=soon", 400, "no such instant"),
        ("/search?of=dogs", 400, "of: Input should be"),
        ("/search?stance=shout", 400, "one of assert"),
        ("/search?q=-only", 400, "name at least one word"),
        ("/search?q=%00", 400, "not valid text"),
        ("/nowhere", 404, "there is no such page"),
    ],
)
def test_what_goes_wrong_is_told_with_what_to_do(site: Site, path: str, status: int, told: str) -> None:
    page, data = site.get(path), site.get(twin(path))
    assert (page.status, data.status) == (status, status)
    assert told in page.text.replace("&#39;", "'")
    assert told in data.data["error"]
