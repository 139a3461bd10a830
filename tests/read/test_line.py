import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import CODES, BadItem
from sayso.read.line import read_line

BAD = {
    "[]": ("read.bad-json", "a list, not an object"),
    "1": ("read.bad-json", "a number, not an object"),
    "null": ("read.bad-json", "null, not an object"),
    '"x"': ("read.bad-json", "a text, not an object"),
    "{": ("read.bad-json", "not JSON"),
    "nonsense": ("read.bad-json", "not JSON"),
    "[" * 100_000: ("read.bad-json", "not JSON"),
    '{"a":' * 100_000: ("read.bad-json", "not JSON"),
    '{"id":' + "9" * 100_000 + ', "text": "x"}': ("read.bad-json", "not JSON"),
    "{}": ("read.bad-field", "the line gives neither text nor html"),
    '{"text": null}': ("read.bad-field", "the line gives neither text nor html"),
    '{"text": 5}': ("read.bad-field", "text is a number, not a text"),
    '{"text": ["a"]}': ("read.bad-field", "text is a list, not a text"),
    '{"text": NaN}': ("read.bad-field", "text is a number, not a text"),
    '{"html": true}': ("read.bad-field", "html is true or false, not a text"),
    '{"text": "x", "title": {}}': ("read.bad-field", "title is an object, not a text"),
    '{"text": "x", "published": 20190516}': ("read.bad-field", "published is a number, not a text"),
    '{"text": "x", "id": true}': ("read.bad-field", "id is neither a text nor a whole number"),
    '{"text": "x", "id": 1e999}': ("read.bad-field", "id is neither a text nor a whole number"),
    '{"text": "x", "id": [1]}': ("read.bad-field", "id is neither a text nor a whole number"),
    '{"text": "x", "title": "' + "t" * 20_000 + '"}': (
        "read.bad-field",
        "title is longer than 10,000 characters",
    ),
    '{"text": ""}': ("read.empty", "no text but white space"),
    '{"text": " \\n"}': ("read.empty", "no text but white space"),
    '{"text": "x\\u0000y"}': ("read.bad-characters", "NUL"),
    '{"text": "x\\ud800y"}': ("read.bad-characters", "lone surrogates"),
    '{"text": "x", "title": "\\udfff"}': ("read.bad-characters", "title holds"),
    '{"text": "x", "id": "\\udfff"}': ("read.bad-characters", "id holds"),
    " ": ("read.empty", "no bytes but white space"),
}


@pytest.mark.parametrize(("line", "told"), BAD.items(), ids=range(len(BAD)))
def test_a_bad_line_says_why(line: str, told: tuple[str, str]) -> None:
    with pytest.raises(BadItem) as caught:
        read_line(line.encode())
    assert (caught.value.code, told[1] in caught.value.detail) == (told[0], True)
    assert len(caught.value.detail) < 250


def test_every_field_is_kept() -> None:
    said = {
        "id": 7,
        "text": " As it\r\nis. ",
        "title": " Trimmed ",
        "byline": "",
        "outlet": "O",
        "url": "https://o.example/1",
        "published": "16 May 2019",
        "language": "en",
        "colour": "ignored",
    }
    article, html = read_line(json.dumps(said).encode())
    assert html is None
    assert (article.given, article.text, article.title, article.byline) == (
        "7",
        " As it\r\nis. ",
        "Trimmed",
        None,
    )
    assert (article.outlet, article.url, article.published, article.language) == (
        "O",
        said["url"],
        "16 May 2019",
        "en",
    )


def test_text_wins_over_html() -> None:
    assert read_line(b'{"html": "<p>x</p>"}')[1] == "<p>x</p>"
    assert read_line(b'{"text": "x", "html": "<p>y</p>"}')[1] is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = ("id", "text", "html", "title", "byline", "outlet", "url", "published", "language")


@given(st.dictionaries(st.sampled_from(NAMES), JSON) | JSON)
def test_any_json_gives_an_article_or_the_reason_why_not(value: object) -> None:
    assert level(json.dumps(value).encode()) in (None, "lost")


@given(st.binary(max_size=60))
def test_any_bytes_give_an_article_or_the_reason_why_not(content: bytes) -> None:
    assert level(content) in (None, "lost")


def level(line: bytes) -> str | None:
    """How bad it is that a line cannot be used, or None when it can."""
    try:
        article, html = read_line(line)
    except BadItem as error:
        return CODES[error.code][0]
    assert article.text.strip() or html is not None
    return None


def test_the_example_lines_all_read() -> None:
    path = Path(__file__).parents[2] / "examples" / "reports" / "reports.jsonl"
    assert all(read_line(line)[0].given for line in path.read_bytes().splitlines())
