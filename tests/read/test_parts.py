"""Parts: every case is a text and its parts; laws hold for any text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.furnish import furnish
from sayso.read.item import Article
from sayso.read.parts import Layout, lay_out

CASES = Path(__file__).parent / "cases" / "parts"


def told(text: str, layout: Layout) -> dict[str, object]:
    line = layout.dateline
    return {
        "parts": [[part.part, [text[s:e] for s, e in part.spans]] for part in layout.parts],
        "title": layout.title,
        "byline": layout.byline,
        "published": layout.published,
        "dateline": line
        and {
            "place": line.place,
            "agency": line.agency,
            "day": line.day,
            "text": text[line.spans[0][0] : line.spans[0][1]],
        },
        "credits": [[c.name, c.kind, [text[s:e] for s, e in c.spans]] for c in layout.credits],
    }


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.txt")))
def test_case(case: str) -> None:
    expected = json.loads((CASES / f"{case}.json").read_text("utf-8"))
    text = (CASES / f"{case}.txt").read_bytes().decode()
    known = expected.pop("known")
    assert told(text, lay_out(text, Article(text, **known))) == expected


LINES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "KARVENA, May 3 (Reuters) - The gates were opened on Friday.",
            "(AP)",
            "© 2019 The Karvena Times",
            "About us",
            "Read more",
            "By Ana Lind",
            "May 3, 2019",
            "A worker at the dam, May 3, 2019. (Photo: Ana Lind, AP)",
            "Water will reach the lower valley by Sunday, officials said on both sides of the border.",
            "___",
            "AFP",
            "Forwarded from Valley Channel",
        ]
    ),
)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_every_character_but_blanks_lies_in_exactly_one_part(text: str) -> None:
    held = [0] * len(text)
    for part in lay_out(text, Article(text)).parts:
        for start, end in part.spans:
            assert start < end
            for i in range(start, end):
                held[i] += 1
    assert all(
        count == 1 or (count == 0 and letter.isspace()) for count, letter in zip(held, text, strict=True)
    )


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_parts_become_findings_over_the_unaltered_text(text: str) -> None:
    reading = furnish(Article(text))
    assert reading.report is not None
    assert reading.report.text == text
    for finding in reading.parts:
        assert finding.quotes == reading.report.quotes(finding.spans)
        assert finding.by.startswith("parts/")


SIDES = (("Ardania", "Velmark"), ("Karvena", "Asterholm"), ("Ardanian", "Velmarkian"))


def swapped(text: str) -> str:
    for left, right in SIDES:
        text = text.replace(left, "\1").replace(right, left).replace("\1", right)
        text = (
            text.replace(left.upper(), "\1").replace(right.upper(), left.upper()).replace("\1", right.upper())
        )
    return text


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.txt")))
def test_swapping_the_sides_swaps_nothing_else(case: str) -> None:
    text = (CASES / f"{case}.txt").read_bytes().decode()
    mirrored = swapped(text)
    assert [part.part for part in lay_out(mirrored, Article(mirrored)).parts] == [
        part.part for part in lay_out(text, Article(text)).parts
    ]


def test_the_day_on_the_page_never_replaces_a_stated_one() -> None:
    text = "May 4, 2019\n\nThe gates of the dam were opened on Friday, the ministry said."
    assert furnish(Article(text)).report.published == "2019-05-04"  # type: ignore[union-attr]
    stated = furnish(Article(text, published="2019-05-06")).report
    assert stated is not None
    assert (stated.published, stated.published_precision) == ("2019-05-06", "day")


def test_a_stated_day_that_cannot_be_read_is_a_doubt_and_the_page_is_asked() -> None:
    reading = furnish(Article("May 4, 2019\n\nThe gates of the dam were opened, they said.", published="soon"))
    assert reading.report is not None
    assert reading.report.published == "2019-05-04"
    assert [issue.code for issue in reading.issues] == ["read.bad-date"]
