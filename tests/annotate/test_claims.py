"""Claims and voices as findings: bodies of the contract, hops, polarity, nothing from captions."""

import pytest

from sayso.annotate.actors import ACTORS
from sayso.annotate.annotator import Page
from sayso.annotate.claims import CLAIMS, annotator
from sayso.annotate.times import TIMES
from sayso.annotate.voices.stance import polarity
from sayso.model import Finding, Report

TEXT = """The foreign minister of Norland, Anna Halder, said that talks had failed. She declined to comment.

Two security sources told Reuters that the army believes the drone came by sea.

“It was a small one, and it came at night,” the sources said.
"""

FIELDS = {"voices", "cue", "cue_kind", "level", "stance", "polarity", "form", "via", "when", "about"}
VOICE_FIELDS = {"name", "refers_to", "kind", "standing", "actor", "role", "count", "basis"}


def findings(text: str, parts: tuple[Finding, ...] = ()) -> list[Finding]:
    report = Report(text=text)
    times = list(TIMES.run(Page(report, {"part": parts}, TIMES.by)))
    actors = list(ACTORS.run(Page(report, {"part": parts}, ACTORS.by)))
    return list(CLAIMS.run(Page(report, {"part": parts, "time": times, "actor": actors}, CLAIMS.by)))


def test_bodies_hold_what_the_contract_says() -> None:
    found = {f.id: f for f in findings(TEXT)}
    claims = [f for f in found.values() if f.kind == "claim"]
    assert claims
    for claim in claims:
        assert set(claim.body) == FIELDS
        assert claim.quotes == tuple(TEXT[b:e] for b, e in claim.spans)
        assert all(set(found[v].body) == VOICE_FIELDS for v in claim.body["voices"])


def test_pronouns_and_descriptions_refer_back() -> None:
    found = findings(TEXT)
    names = {quote: f.body["name"] for f in found if f.kind == "voice" for quote in f.quotes}
    assert names["She"] == "Anna Halder"
    assert names["the sources"] == names["Two security sources"]


def test_hops_are_those_named_at_the_level_they_are_told_at() -> None:
    found = findings(TEXT)
    hops = [
        [h["name"] for h in f.body["via"]] for f in found if f.kind == "claim" and "drone" in " ".join(f.quotes)
    ]
    assert hops == [["Reuters"], []]


def test_nothing_is_read_from_captions() -> None:
    text = "The minister said the road would open on Friday."
    part = Finding.make(
        Report(text=text), "part", [(0, len(text))], {"part": "caption"}, by="test/1", confidence=1.0
    )
    assert findings(text)
    assert findings(text, (part,)) == []


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        ("the road would open", 1),
        ("the road would not open", -1),
        ("that it hadn’t seen any", -1),
        ("No one crossed the border", -1),
        ("the road would open, not close", 1),
        ("he will notify them", 1),
    ],
)
def test_polarity(content: str, sign: int) -> None:
    assert polarity(content) == sign


@pytest.mark.parametrize(
    ("text", "cue", "hops"),
    [
        ("A source told Reuters that it was over.", "told", [("Reuters", "agency")]),
        ("He wrote on Twitter that it was over.", "wrote", [("Twitter", "social")]),
        (
            "It was over, he said, according to the New York Times.",
            "said",
            [("New York Times", "newspaper")],
        ),
        ("He told state television that it was over.", "told", [("state television", "broadcaster")]),
        ("He told Congress that it was over.", "told", []),
        ("He told reporters that it was over.", "told", []),
    ],
)
def test_hops(text: str, cue: str, hops: list[tuple[str, str]]) -> None:
    found = [
        hop
        for claim in findings(text)
        if claim.kind == "claim" and [text[b:e] for b, e in claim.body["cue"]] == [cue]
        for hop in claim.body["via"]
    ]
    assert [(hop["name"], hop["kind"]) for hop in found] == hops
    assert all(hop["name"] in text[b:e] for hop in found for b, e in hop["spans"])


@pytest.mark.parametrize(
    "text",
    [
        "The army did not immediately comment on the strike.",
        "Officials have not said who paid for the ship.",
        "The company hasn’t yet responded to questions about the fire.",
    ],
)
def test_silence_is_no_claim(text: str) -> None:
    assert [f for f in findings(text) if f.kind == "claim"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Asked why the ships had sailed, the minister left the room.",
        "The minister was asked whether the ships had sailed.",
    ],
)
def test_a_question_put_to_somebody_is_no_claim_of_his(text: str) -> None:
    assert [f for f in findings(text) if f.kind == "claim"] == []


def test_who_asks_makes_a_claim() -> None:
    (claim,) = [f for f in findings("The minister asked why the ships had sailed.") if f.kind == "claim"]
    assert claim.body["stance"] == "question"


def test_a_refusal_is_a_claim() -> None:
    (claim,) = [f for f in findings("The army declined to comment on the strike.") if f.kind == "claim"]
    assert claim.body["stance"] == "decline"


def test_a_desk_can_choose_freely_licensed_weights() -> None:
    free = annotator(weights="free")
    page = Page(Report(text=TEXT), {}, free.by)
    claims = [finding for finding in free.run(page) if finding.kind == "claim"]
    assert claims
    assert {claim.by for claim in claims} == {f"claims/{CLAIMS.version}-free"}
