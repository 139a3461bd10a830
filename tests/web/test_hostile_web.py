"""Reports, addresses and callers that mean harm: nothing they say is run, framed, followed or let through."""

import json
import re
from html.parser import HTMLParser

import pytest
from made import HOSTILE
from served import Site

from sayso.web.guard import HEADERS
from sayso.web.tables import cell

NAMES = [
    "today", "reports", "words", "claims", "quantities", "timeline", "map", "sources", "issues", "hostile", "unnamed",
]  # fmt: skip
TAGS = frozenset(
    [
        *(
            "html",
            "head",
            "meta",
            "title",
            "link",
            "script",
            "body",
            "header",
            "nav",
            "main",
            "footer",
            "section",
        ),
        *(
            "h1",
            "h2",
            "h3",
            "p",
            "div",
            "ul",
            "ol",
            "li",
            "a",
            "b",
            "i",
            "small",
            "strong",
            "span",
            "bdi",
            "q",
            "br",
        ),
        *("form", "fieldset", "legend", "label", "input", "select", "option", "datalist", "button"),
        *(
            "details",
            "summary",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "figure",
            "figcaption",
            "blockquote",
        ),
        *("code", "kbd", "sup", "mark", "del", "ins", "svg", "g", "line", "text", "rect", "circle", "path"),
    ]
)
"""Every element our templates write."""


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_a_report_says_becomes_markup(site: Site, name: str) -> None:
    for tag, attrs in Elements(site.get(site.pages()[name]).text).found:
        assert tag in TAGS
        assert not [key for key in attrs if key.startswith("on") or key in ("style", "srcdoc", "formaction")]
        assert tag != "script" or (attrs.get("src") or "").startswith("/static/")
        assert not re.match(r"\s*(javascript|data|vbscript):", attrs.get("href") or "", re.IGNORECASE)


def test_a_hostile_text_is_shown_as_it_is_but_for_what_steers_a_reader(site: Site) -> None:
    page = site.get(site.pages()["hostile"]).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "{{ 7 * 7 }}" in page
    assert site.get(site.pages()["hostile"] + ".json").data["report"]["text"] == HOSTILE


@pytest.mark.parametrize(
    "path",
    [
        "/today",
        "/status.json",
        "/nowhere",
        "/reports/x.json",
        "/search.csv",
        "/",
        "/favicon.ico",
        "/today?since=x",
    ],
)
def test_every_answer_has_the_headers_that_guard_it(site: Site, path: str) -> None:
    told = site.get(path).headers
    for name, value in HEADERS:
        assert told[name.decode()] == value.decode()
    assert "unsafe" not in told["content-security-policy"]


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example:80", "127.0.0.1.evil.example", "", "[::1].x"]
)
def test_only_names_of_this_machine_are_answered(site: Site, host: str) -> None:
    assert site.get("/today", Host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "[::1]:80", "LOCALHOST"])
def test_this_machine_may_be_called_by_all_its_names(site: Site, host: str) -> None:
    assert site.get("/status", Host=host).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_desk_is_to_be_read_only(site: Site, method: str) -> None:
    assert site.get("/today", method).status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/../../app.py", "/static/x/..%2f..%2fapp.py", "/static/x/desk.css%00.html", "/../desk.toml",
        "/reports/..%2f..%2fdesk.toml", "/reports/%00", "/reports/a/original/..%2f..%2fledger.db", "/claims/'--",
        "/reports/a/original/" + "0" * 64,
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_desk(site: Site, path: str) -> None:
    assert site.get(path).status == 404


def test_an_original_is_saved_and_never_shown(site: Site) -> None:
    hostile = site.ids()["hostile"]
    capture = site.get(f"/reports/{hostile}.json").data["captures"][0]
    answer = site.get(f"/reports/{hostile}/original/{capture['digest']}")
    assert json.loads(answer.body) == {"text": HOSTILE}
    assert answer.headers["content-type"] == "application/octet-stream"
    assert re.fullmatch(r'attachment; filename="[0-9a-f]{16}\.original"', answer.headers["content-disposition"])
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_an_original_is_given_only_for_a_report_that_was_read_from_it(site: Site) -> None:
    ids = site.ids()
    capture = site.get(f"/reports/{ids['hostile']}.json").data["captures"][0]
    assert site.get(f"/reports/{ids['report']}/original/{capture['digest']}").status == 404


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@A1", "'@A1"), ("\t=1", "'\t=1"), ("  =1", "'  =1"),
        ("plain", "plain"), (-1.5, -1.5), (3, 3), (None, None), (["=1", "x"], "'=1; x"), ({"name": "@x"}, "'@x"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_cell_is_never_a_formula(value: object, held: object) -> None:
    assert cell(value) == held


def test_a_defect_is_told_without_its_particulars(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[object]:
        raise RuntimeError("secret")

    monkeypatch.setattr("sayso.web.sources.source_lines", broken)
    answer = site.get("/sources?x=1")
    assert answer.status == 500
    assert "a defect in Sayso" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"
