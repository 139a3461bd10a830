"""Which words are carried: by the marks of any house, never by their meaning."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.lineage.speech import speech

CASES = [
    ("He said: “It is shut.” Then he left.", ["“It is shut.”"]),
    ('He said "it is shut" and "I go" then.', ['"it is shut"', '"I go"']),
    ("„Es ist zu“, sagte er. «C'est fermé», dit-elle.", ["„Es ist zu“", "«C'est fermé»"]),
    ("``It is shut,'' he said.", ["``It is shut,''"]),
    ("「もう閉まった」と彼は言った。", ["「もう閉まった」"]),
    ("“One paragraph.\n\n“And the next,” he said.", ["“One paragraph.", "“And the next,”"]),
    ("“He called it “a ruin” and left,” she said.", ["“He called it “a ruin” and left,”"]),
    ("it was all in vain,” she said.", ["it was all in vain,”"]),
    (
        "The port is shut. — Pell Arren (@pellarren) May 14, 2024",
        ["The port is shut. — Pell Arren (@pellarren) May 14, 2024"],
    ),
    ("The port is shut.\n\n— Pell Arren (@pellarren) May 14, 2024", ["The port is shut."]),
    ("Look at this pic.twitter.com/abc", ["Look at this pic.twitter.com/abc"]),
    ("MINISTER ARREN: I do not know.\nThe session ended.", ["MINISTER ARREN: I do not know."]),
    ("The farmers' union said the port's gates weren't shut.", []),
    ("No marks at all. Only prose.", []),
]
SINGLE = "\n".join(
    ["'It is shut,' he said.", "'Nobody knew,' she said, 'and nobody asked.'", "He didn't go: 'I stayed.'"]
)


@pytest.mark.parametrize(("text", "carried"), CASES)
def test_quotations_posts_and_transcripts(text: str, carried: list[str]) -> None:
    assert [text[start:end] for start, end in speech(text)] == carried


def test_a_house_that_quotes_with_single_marks() -> None:
    assert [SINGLE[start:end] for start, end in speech(SINGLE)] == [
        "'It is shut,'",
        "'Nobody knew,'",
        "'and nobody asked.'",
        "'I stayed.'",
    ]


@given(st.text("ab \n“”\"'‘’«»„(@):", max_size=120))
def test_stretches_are_in_order_and_inside(text: str) -> None:
    found = speech(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
