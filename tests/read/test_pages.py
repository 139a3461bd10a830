"""Pages: every folder case holds a page as it is served and what must be read from it."""

import json
from pathlib import Path

import pytest

from sayso.errors import BadItem
from sayso.read.hints import hint_for
from sayso.read.item import Article, Hint
from sayso.read.page import read_page

CASES = Path(__file__).parent / "cases" / "pages"
FIELDS = ("title", "byline", "outlet", "url", "published", "language")


def told(article: Article) -> dict[str, object]:
    fields = {name: getattr(article, name) for name in FIELDS}
    return {"text": article.text.split("\n"), **fields, "issues": [issue.code for issue in article.issues]}


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.html")))
def test_case(case: str) -> None:
    expected = json.loads((CASES / f"{case}.json").read_text("utf-8"))
    page = (CASES / f"{case}.html").read_bytes()
    if "refused" in expected:
        with pytest.raises(BadItem) as refusal:
            read_page(page, None, expected["url"])
        assert refusal.value.code == expected["refused"]
        return
    assert [told(article) for article in read_page(page, None, expected["url"])] == expected["articles"]


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.html")))
def test_no_markup_survives(case: str) -> None:
    try:
        articles = read_page((CASES / f"{case}.html").read_bytes(), None, None)
    except BadItem:
        return
    for article in articles:
        fields = [article.text, *(getattr(article, name) or "" for name in FIELDS)]
        assert not any(sign in field for field in fields for sign in ("<", "alert(", "onerror", "javascript:"))


def test_a_page_given_as_text_reads_as_its_bytes_do() -> None:
    page = (CASES / "json-ld.html").read_bytes()
    assert read_page(page.decode(), None, None) == read_page(page, None, None)


PARAGRAPH = "<p>Вода дойдет до нижней долины к воскресенью, сказал представитель министерства в Карвене.</p>"
BODY = f"<article><h1>Плотина открыта</h1>{PARAGRAPH * 1}{PARAGRAPH.replace('Вода', 'Она')}</article>"


@pytest.mark.parametrize(
    ("encoding", "head", "header"),
    [
        ("cp1251", '<meta charset="windows-1251">', None),
        ("cp1251", "", "windows-1251"),
        ("koi8-r", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', None),
        ("utf-8", '<meta charset="windows-1251">', None),
        ("utf-8", "", "iso-8859-1"),
        ("utf-16", "", None),
        ("utf-8-sig", "", None),
    ],
)
def test_encodings_declared_rightly_and_wrongly(encoding: str, head: str, header: str | None) -> None:
    page = f"<html><head>{head}<title>Плотина</title></head><body>{BODY}</body></html>".encode(encoding)
    (article,) = read_page(page, header, None)
    assert "Вода дойдет до нижней долины" in article.text
    assert article.language == "ru"
    assert article.issues == ()


def test_a_few_broken_bytes_are_shown_and_said() -> None:
    page = f"<html><body>{BODY}{PARAGRAPH}</body></html>".encode() + b"\xff"
    (article,) = read_page(page, None, None)
    assert [issue.code for issue in article.issues] == ["read.encoding"]


HINTS = (
    Hint(("dam.example",), until="2019-12-31", body="//old"),
    Hint(("dam.example",), since="2020-01-01", body="//new"),
    Hint(("other.example",), body="//other"),
)


@pytest.mark.parametrize(
    ("url", "day", "body"),
    [
        ("https://www.dam.example/a", "2019-12-31T23:00:00Z", "//old"),
        ("https://dam.example/a", "2020-01-01", "//new"),
        ("https://dam.example/a", None, "//new"),
        ("https://notdam.example/a", "2020-01-01", None),
        ("https://other.example/a", "1999-01-01", "//other"),
        (None, "2020-01-01", None),
    ],
)
def test_a_hint_holds_for_its_years(url: str | None, day: str | None, body: str | None) -> None:
    found = hint_for(url, day, HINTS)
    assert (found.body if found else None) == body
