"""Laws of voices: contract, one step to the first mention, order, mirror, gender, and what is no news at all."""

import random
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import cases
from test_voices_cases import CASES, report_of

from sayso.annotate.annotator import Page
from sayso.annotate.voices import speak
from sayso.annotate.voices.scene import CERTAIN, Sureness
from sayso.contract import BODIES, fault
from sayso.model import Finding, Report


@dataclass(frozen=True)
class Attribution:
    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    level: int = 0
    stance: str = ""
    kind: str = ""
    form: str = "indirect"
    score: float = 0.9
    sure: Sureness = CERTAIN


def spoken(text: str, attributions: list[Attribution], **more: str) -> list[Finding]:
    return speak(Page(Report(text, **more), {}, "voices/1"), attributions)


def check(text: str, findings: list[Finding]) -> None:
    """What holds of every answer."""
    by_id = {f.id: f for f in findings}
    assert len(by_id) == len(findings)
    for finding in findings:
        assert fault(dict(finding.body), BODIES[finding.kind]) is None
        assert finding.quotes == tuple(text[a:b] for a, b in finding.spans)
        assert 0 < finding.confidence < 1
        if finding.kind == "voice" and finding.body["refers_to"]:
            first = by_id[finding.body["refers_to"]]
            assert first.kind == "voice"
            assert first.body["refers_to"] is None
        if finding.kind == "claim":
            assert all(by_id[voice].kind == "voice" for voice in finding.body["voices"])
            assert all(text[a:b] for hop in finding.body["via"] for a, b in hop["spans"])


WORDS = """he she they it who said told the minister President Ministry of Ana Sousa John Reza bin Ali al-Nouri Reuters
CNN Iran's his aide's two sources second one and , . “ ” according to officials US We None M. U.S. — ( ) ' état وزير"""
TEXTS = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60).map(" ".join)


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    """A text and attributions over any of its stretches, overlapping, empty of source or cue, nested without order."""
    text = draw(TEXTS | st.text(max_size=80))
    if not text:
        return text, []
    ends = st.integers(0, len(text))
    span = st.tuples(ends, ends).filter(lambda s: s[0] != s[1]).map(lambda s: (min(s), max(s)))
    spans = st.lists(span, max_size=2).map(tuple)
    one = st.builds(
        Attribution,
        source=spans,
        cue=spans,
        content=st.lists(span, max_size=2).map(tuple),
        level=st.integers(0, 2),
        stance=st.sampled_from(("", "assert", "deny", "nonsense")),
        form=st.sampled_from(("direct", "indirect", "mixed")),
        score=st.floats(0, 1),
    )
    return text, draw(st.lists(one, max_size=6))


@given(reports())
@settings(max_examples=300)
def test_any_spans_of_any_text_give_findings_of_the_contract(report: tuple[str, list[Attribution]]) -> None:
    text, attributions = report
    check(text, spoken(text, attributions, outlet="The Marn Herald"))


@given(reports(), st.randoms())
@settings(max_examples=100)
def test_the_order_in_which_attributions_come_makes_no_difference(
    report: tuple[str, list[Attribution]], rng: random.Random
) -> None:
    text, attributions = report
    attributions = list(dict.fromkeys(attributions))
    shuffled = list(attributions)
    rng.shuffle(shuffled)
    assert {f.id for f in spoken(text, attributions)} == {f.id for f in spoken(text, shuffled)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases_keep_the_laws(case: object) -> None:
    page = Page(report_of(case), {}, "voices/1")  # type: ignore[arg-type]
    findings = speak(page, list(case.attributions.values()))  # type: ignore[attr-defined]
    check(page.report.text, findings)
    assert findings == speak(page, list(case.attributions.values()))  # type: ignore[attr-defined]


SIDES = (
    {"Sweden": "Kenya", "Swedish": "Kenyan", "Swedes": "Kenyans", "Stockholm": "Nairobi"},
    {"Latvia": "Saudi Arabia", "Latvian": "Saudi", "Latvians": "Saudis", "Riga": "Riyadh"},
)
MIRRORED = """{a} accused {b} of shelling a village. {A} officials told Reuters that two {B} drones were shot down.

{b} denied it. “We have nothing to do with this,” {B} Foreign Minister Ana Sousa said.
{B1} said {a} would pay for the lie.

The {A} foreign ministry said it would answer any attack. {A1} declined to comment on the report.
"""


def mirrored(a: tuple[str, str, str], b: tuple[str, str, str]) -> tuple[str, list[Attribution]]:
    text = MIRRORED.format(a=a[0], A=a[1], A1=a[2], b=b[0], B=b[1], B1=b[2])

    def span(words: str, after: str = "") -> tuple[tuple[int, int], ...]:
        start = text.index(words, text.index(after) if after else 0)
        return ((start, start + len(words)),)

    return text, [
        Attribution(span(a[0]), span("accused"), span(f"{b[0]} of shelling a village")),
        Attribution(span(f"{a[1]} officials"), span("told"), span(f"two {b[1]} drones were shot down")),
        Attribution(span(b[0], "shot down"), span("denied"), span("it", "denied")),
        Attribution(
            span(f"{b[1]} Foreign Minister Ana Sousa"),
            span("said"),
            span("We have nothing to do with this"),
            form="direct",
        ),
        Attribution(span(b[2], "Sousa"), span("said", f"{b[2]} said"), span(f"{a[0]} would pay for the lie")),
        Attribution(
            span(f"The {a[1]} foreign ministry"),
            span("said", "ministry said"),
            span("it would answer any attack"),
        ),
        Attribution(span(a[2], "any attack"), span("declined to comment"), span("the report", "comment")),
    ]


@pytest.mark.parametrize("sides", SIDES, ids=["one word", "two words"])
def test_swapping_two_states_swaps_them_in_the_answer_and_nothing_else(sides: dict[str, str]) -> None:
    left, right = tuple(sides)[:2] + tuple(sides)[3:], tuple(sides.values())[:2] + tuple(sides.values())[3:]
    names = {one: other for pair in zip(left, right, strict=True) for one, other in (pair, pair[::-1])}
    there, back = (spoken(*mirrored(*pair)) for pair in ((left, right), (right, left)))
    assert len(there) == len(back)
    for one, other in zip(there, back, strict=True):
        if one.kind == "voice":
            swapped = " ".join(
                names.get(word, word) for word in str(one.body["name"]).replace("Saudi Arabia", "S_A").split()
            )
            swapped = swapped.replace("S_A", names.get("Saudi Arabia", ""))
            assert swapped == other.body["name"]
            assert [one.body[k] for k in ("kind", "standing", "count")] == [
                other.body[k] for k in ("kind", "standing", "count")
            ]
        else:
            assert [one.body[k] for k in ("stance", "polarity", "cue_kind")] == [
                other.body[k] for k in ("stance", "polarity", "cue_kind")
            ]
            assert [(hop["name"], hop["kind"]) for hop in one.body["via"]] == [
                (hop["name"], hop["kind"]) for hop in other.body["via"]
            ]


PEOPLE = {"f": ("Anna Berg", "Maria Lopez", "Fatima Haddad"), "m": ("John Price", "Ivan Petrov", "Ali Nouri")}


@given(
    st.lists(st.sampled_from(PEOPLE["f"] + PEOPLE["m"]), min_size=1, max_size=6), st.sampled_from(("he", "she"))
)
def test_no_pronoun_means_a_person_of_the_other_gender(names: list[str], pronoun: str) -> None:
    text, attributions = "", []
    for name in names:
        start = len(text)
        text += f"{name} said the road was open. "
        attributions.append(
            Attribution(
                ((start, start + len(name)),),
                ((start + len(name) + 1, start + len(name) + 5),),
                ((len(text) - 19, len(text) - 2),),
            )
        )
    start = len(text)
    text += f"Later {pronoun} said it was closed."
    at = start + 6
    last = Attribution(
        ((at, at + len(pronoun)),),
        ((at + len(pronoun) + 1, at + len(pronoun) + 5),),
        ((len(text) - 14, len(text) - 1),),
    )
    findings = spoken(text, [*attributions, last])
    voice = next(f for f in findings if f.kind == "voice" and f.spans == last.source)
    wrong = PEOPLE["f" if pronoun == "he" else "m"]
    assert voice.body["name"] not in wrong
    if not any(name not in wrong for name in names):
        assert voice.confidence < 0.5


def test_descriptions_in_circles_end() -> None:
    text = "His aide's aide said his aide's aide told his aide's aide it was so. " * 300
    sources = [text.index("is aide's aide", at) - 1 for at in range(0, len(text), 69)][:300]
    attributions = [
        Attribution(((at, at + 15),), ((at + 16, at + 20),), ((at + 21, at + 40),)) for at in sources
    ]
    check(text, spoken(text, attributions))


def test_a_long_transcript_of_twenty_speakers() -> None:
    people = [
        f"{first} {last}"
        for first in ("Anna", "Ivan", "Maria", "John")
        for last in ("Berg", "Petrov", "Lopez", "Price", "Sousa")
    ]
    text, attributions = "", []
    for turn in range(400):
        name = people[turn % 20].split()[1].upper() if turn >= 20 else people[turn]
        start = len(text)
        text += f"{name}: We have said what we have to say on point {turn}.\n\n"
        attributions.append(
            Attribution(
                ((start, start + len(name)),),
                ((start + len(name), start + len(name) + 1),),
                ((start + len(name) + 2, len(text) - 3),),
            )
        )
    findings = spoken(text, attributions)
    check(text, findings)
    assert len({f.body["name"] for f in findings if f.kind == "voice"}) <= 20


def test_an_attribution_without_content_is_left_out() -> None:
    assert spoken("He said.", [Attribution(((0, 2),), ((3, 7),), ())]) == []


def test_the_finder_may_be_wrong_about_kind_and_stance() -> None:
    one = Attribution(((0, 2),), ((3, 7),), ((8, 20),))
    text = "He said all was well."
    plain = spoken(text, [one])
    strange = spoken(text, [replace(one, stance="?", kind="?")])
    assert [f.body for f in plain] == [f.body for f in strange]


def test_all_case_files_are_read() -> None:
    assert len(CASES) > 90
    assert len({case.name for case in CASES}) == len(CASES)
    assert cases is not None
