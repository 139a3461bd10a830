"""The claim model on our own texts: what it finds, spans within the text, equal runs, names that do not matter."""

import dataclasses
import json
import random
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.claims.speech import within_quotation
from sayso.annotate.claims.tagger import Attribution, attributions, claim_model
from sayso.annotate.encoder.windows import WINDOW, Names, windows, words

REPORT = """CAPITAL CITY, May 3 (AFP) - Troops from Norland and Sudmark exchanged fire, two security sources told AFP.

The ministry denied that its soldiers had crossed the border. “No one crossed,” its spokesman said. “Not one man.”

“We have been here for three months.”

The army declined to comment on the report. Rain fell all night."""


def said(text: str, a: Attribution) -> tuple[str, str, str]:
    source, cue, content = (" / ".join(text[b:e] for b, e in spans) for spans in (a.source, a.cue, a.content))
    return source, cue, content


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The minister said the road would open on Friday.",
            "The minister",
            "said",
            "the road would open on Friday",
        ),
        ("“We will stay,” the general said.", "the general", "said", "We will stay"),
        ("“We,” he said, “will stay here.”", "he", "said", "We / will stay here"),
        (
            "According to the police, nobody was hurt in the fire.",
            "the police",
            "According to",
            "nobody was hurt in the fire",
        ),
        (
            "The ministry denied that it had sold the ships.",
            "The ministry",
            "denied",
            "that it had sold the ships",
        ),
        ("THE ARMY SAID IT HAD SHOT DOWN A DRONE.", "THE ARMY", "SAID", "IT HAD SHOT DOWN A DRONE"),
    ],
)
def test_plain_attributions(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in [said(text, a) for a in attributions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t\n",
        "The river rose two metres overnight. Schools stayed closed.",
        "Item | Unit | Price\n\nRice | kg | 1.20\n\nOil | litre | 2.05",
        "The strike killed five people and wounded eleven.",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert attributions(text) == []


def test_levels() -> None:
    text = "Two diplomats told Reuters that the army believes the drone came from the sea."
    found = {a.level: said(text, a) for a in attributions(text)}
    assert found[0][0] == "Two diplomats"
    assert found[1][:2] == ("the army", "believes")
    assert found[1][2] in found[0][2]


def test_a_quotation_runs_on_without_a_cue() -> None:
    running = [a for a in attributions(REPORT) if not a.cue]
    assert [said(REPORT, a)[2] for a in running] == ["We have been here for three months"]
    assert running[0].form == "direct"


def test_a_quotation_ends_with_its_mark() -> None:
    text = "“The road is closed,” the mayor said. “Stay at home.” The harbour lies beside the old road."
    assert all("harbour" not in said(text, a)[2] for a in attributions(text))


HOSTILE = {
    "one long paragraph": "The minister said the road was closed and the mayor denied it. " * 900,
    "no end": "said " * 5000,
    "one endless word": "a" * 50_000,
    "unbalanced quotes": '“He said “no” and she said "yes, «perhaps» he told ‘them. \n\n” said” the ” man “',
    "only quotes": "“”\"'«»" * 500,
    "capitals": REPORT.upper(),
    "transcript": "Q: Will he go?\nA: I have nothing to say.\nQ: But the army said he would.\nA: Ask the army.\n"
    * 20,
    "table": "a|b|c\n1|2|3\n" * 300,
    "arabic": "قال المتحدث باسم الجيش إن القوات انسحبت من المدينة. «لم يبق أحد».\n" * 10,
    "persian": "سخنگوی وزارت خارجه گفت که مذاکرات ادامه دارد.\n" * 10,
    "russian": "Министр заявил, что войска останутся на границе.\n" * 10,
    "chinese": "外交部发言人说，会谈将继续。" * 200,
    "no words": "… — !!! ??? \u200b\u200b \ufeff ***" * 100,
    "control characters": "He\x00 said\x07 \x1b[31mno\x1b[0m.\r\nShe\u2028said yes.",
    "lone surrogate": "He said \ud800 no.",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_give_only_spans_of_the_text(name: str) -> None:
    check_spans(HOSTILE[name])


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("“”\"'‘’«».,:!?()[]-–\n \taAsaid said told Ünïted"), max_size=300))
def test_any_text_gives_only_spans_of_the_text(text: str) -> None:
    check_spans(text)


def check_spans(text: str) -> None:
    for a in attributions(text):
        assert a.content
        for spans in (a.source, a.cue, a.content):
            assert all(0 <= b < e <= len(text) and text[b:e].strip() for b, e in spans)
            assert all(left[1] <= right[0] for left, right in pairwise(spans))
        assert 0.0 <= a.score <= 1.0


def test_a_window_never_overflows() -> None:
    for text in HOSTILE.values():
        for w in windows(words(text, Names(())), claim_model().vocabulary):
            assert len(w.pieces) == len(w.features) <= WINDOW
            assert len(w.words) == len(w.first) == len(w.paragraphs)


def test_every_word_is_in_one_window() -> None:
    sequence = words(HOSTILE["one long paragraph"], Names(()))
    covered = [i for w in windows(sequence, claim_model().vocabulary) for i in w.words]
    assert covered == list(range(len(sequence)))


def test_order_changes_nothing() -> None:
    texts = [
        REPORT,
        *HOSTILE["transcript"].split("\n")[:4],
        REPORT.lower(),
        REPORT.replace("“", '"').replace("”", '"'),
    ]
    once = {t: attributions(t) for t in texts}
    random.Random(5).shuffle(texts)
    assert {t: attributions(t) for t in texts} == once


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys, dataclasses, json; from sayso.annotate.claims.tagger import attributions;"
        "print(json.dumps([dataclasses.astuple(a) for a in attributions(sys.stdin.read())]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=REPORT, capture_output=True, text=True, check=True)
    here = [dataclasses.astuple(a) for a in attributions(REPORT)]
    assert json.loads(ran.stdout) == json.loads(json.dumps(here))


SWAPS = [
    ("Iran", "Iraq"),
    ("Iranian", "Iraqi"),
    ("Tehran", "Baghdad"),
    ("the United States", "China"),
    ("American", "Chinese"),
]
MIRRORED = """Iran said on Tuesday that the United States had broken the accord. Iranian officials declined to comment.

“We told Tehran what we told all,” an American diplomat said. Analysts in Baghdad believe Iraq fears a war."""


def test_the_mirror_law() -> None:
    """Swapping two parties' names swaps them in what is found and changes nothing else."""
    table = {**dict(SWAPS), **{b: a for a, b in SWAPS}}
    other, places = _swapped(MIRRORED, table)
    here, there = attributions(MIRRORED), attributions(other)
    assert len(here) == len(there) > 3
    for a, b in zip(here, there, strict=True):
        assert (a.level, a.stance, a.kind, a.form, a.score) == (b.level, b.stance, b.kind, b.form, b.score)
        for left, right in ((a.source, b.source), (a.cue, b.cue), (a.content, b.content)):
            assert tuple((places[s], places[e]) for s, e in left) == right


def _swapped(text: str, table: dict[str, str]) -> tuple[str, dict[int, int]]:
    """The text with names exchanged, and where each offset outside a name has gone."""
    out, places, at = "", {}, 0
    while at < len(text):
        places[at] = len(out)
        name = next((n for n in sorted(table, key=len, reverse=True) if text.startswith(n, at)), None)
        out += table[name] if name else text[at]
        at += len(name) if name else 1
    places[at] = len(out)
    return out, places


def test_names_given_are_hidden() -> None:
    left = attributions(
        "Anna Halder said the talks had failed.", names=[("person", "Anna Halder"), ("person", "Omar Voss")]
    )
    right = attributions(
        "Omar Voss said the talks had failed.", names=[("person", "Anna Halder"), ("person", "Omar Voss")]
    )
    assert [a.score for a in left] == [a.score for a in right]


def test_a_content_does_not_go_on_into_the_sentence_after_its_quotation() -> None:
    sequence = words("“Stay.” The mayor left.", Names(()))
    quoted = [word.start < len("“Stay.”") for word in sequence]
    kept = within_quotation(sequence, quoted, range(len(sequence)))
    assert [sequence[i].end for i in kept][-1] == len("“Stay.”")
    assert within_quotation(sequence, [False] * len(sequence), range(len(sequence))) == list(
        range(len(sequence))
    )
