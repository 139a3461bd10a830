"""Pages made to break a reader: each is read, or refused with a reason; none hangs or fills memory."""

import pytest

from sayso.errors import BadItem
from sayso.read.furnish import furnish
from sayso.read.page import read_page

WORDS = "A sentence of plain words here, told by nobody in particular. " * 20
PAGE = f"<html><head><title>T</title></head><body><article><h1>t</h1><p>{WORDS}</p>"

REFUSED = {
    "nested 100,000 deep": ("<div>" * 100_000 + PAGE, "read.too-complex"),
    "50 million characters": (PAGE + "word " * 10_000_000, "read.too-large"),
    "nothing": ("<html></html>", "read.no-article"),
    "comments only": ("<!-- x -->", "read.empty"),
    "blank": (" \n ", "read.empty"),
}
READ = {
    "nested beyond the parser's limit": PAGE + "<div>" * 5_000 + "deep",
    "no closing tags": PAGE + "<p>some words that go on for a while" * 2_000,
    "a tag of 100,000 attributes": PAGE + "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x",
    "an open comment": PAGE + "<!-- " + "x" * 100_000,
    "an open script": PAGE + "<script>" + "x<" * 1_000,
    "JSON-LD nested 100,000 deep": '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PAGE,
    "JSON-LD that is none": '<script type="application/ld+json">{"@type": "NewsArticle",</script>' + PAGE,
    "JSON-LD of wrong types": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": [1], '
    '"datePublished": {"x": 1}, "author": [[["x"]], 3], "publisher": 4, "articleBody": 5}</script>' + PAGE,
    "a date of 100,000 digits": '<time datetime="' + "9" * 100_000 + '">' + PAGE,
    "a date before the calendar": '<meta property="article:published_time" content="0000-00-00">' + PAGE,
    "tags in an attribute": '<meta name="author" content="' + "<" * 1_000 + '">' + PAGE,
    "NUL characters": PAGE + "\0<p>some words after it</p>",
    "a canonical address that is none": '<link rel="canonical" href="http://[bad">' + PAGE,
    "many brackets": PAGE + "<p>" + "(" * 20_000,
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused(kind: str) -> None:
    page, code = REFUSED[kind]
    with pytest.raises(BadItem) as refusal:
        read_page(page.encode(), None, "https://courier.example/dam")
    assert refusal.value.code == code


@pytest.mark.parametrize("kind", READ)
def test_read(kind: str) -> None:
    (article,) = read_page(READ[kind].encode(), None, "https://courier.example/dam")
    assert article.text.startswith("A sentence of plain words here")
    assert furnish(article).report is not None


def test_what_lies_too_deep_is_said_to_be_missing() -> None:
    (article,) = read_page(READ["nested beyond the parser's limit"].encode(), None, None)
    assert [issue.code for issue in article.issues] == ["read.markup-limit"]
