"""Quotations by rule: a table of paragraphs, the laws of findings, and time that grows with the text alone."""

import pytest
from case_tables import CASES, listed
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.annotator import Page
from sayso.annotate.quotations import QUOTATIONS
from sayso.model import Finding, Report


def found_in(text: str, parts: tuple[Finding, ...] = ()) -> list[Finding]:
    return list(QUOTATIONS.run(Page(Report(text, language="en"), {"part": parts}, QUOTATIONS.by)))


def told(text: str) -> list[str]:
    found = {f.id: f for f in found_in(text)}
    return [
        " | ".join(
            [
                found[claim.body["voices"][0]].body["name"],
                found[claim.body["voices"][0]].body["standing"],
                claim.body["stance"],
                claim.body["form"],
                " / ".join(claim.quotes),
            ]
        )
        for claim in found.values()
        if claim.kind == "claim"
    ]


LINES = [
    line.split("\t")
    for line in (CASES / "quotations.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("cells", LINES, ids=[cells[0][:40] for cells in LINES])
def test_case(cells: list[str]) -> None:
    assert told(cells[0]) == cells[1:]


def test_a_following_quoted_paragraph_is_the_running_speakers() -> None:
    text = "“It is shut,” a guard said.\n\n“It will stay shut.”"
    first, second = [f for f in found_in(text) if f.kind == "claim"]
    voices = {f.id: f for f in found_in(text) if f.kind == "voice"}
    assert voices[second.body["voices"][0]].spans == ()
    assert voices[second.body["voices"][0]].body["refers_to"] == first.body["voices"][0]


def test_a_hearer_in_the_media_is_a_hop() -> None:
    (claim,) = (f for f in found_in("A guard told the Norland Times that it was shut.") if f.kind == "claim")
    assert [hop["name"] for hop in claim.body["via"]] == ["the Norland Times"]


def test_captions_claim_nothing() -> None:
    text = "A guard said it was shut."
    part = Finding.make(
        Report(text, language="en"), "part", [(0, len(text))], {"part": "caption"}, by="test/1", confidence=1.0
    )
    assert found_in(text)
    assert found_in(text, (part,)) == []


pieces = st.sampled_from(
    [
        *listed(
            'said told that “ ” " Anna Halder the sources officials he it . , : shut road denied Reuters Mr. —'
        ),
        "according to",
        "declined to comment on",
        "\n\n",
        "9" * 50,
    ]
)


@given(st.lists(pieces, max_size=50).map(" ".join) | st.text(max_size=300))
def test_laws_hold_for_any_text(text: str) -> None:
    found = found_in(text)
    voices = {f.id for f in found if f.kind == "voice"}
    for finding in found:
        assert finding.quotes == tuple(text[start:end] for start, end in finding.spans)
        if finding.kind == "claim":
            assert finding.spans
            assert set(finding.body["voices"]) <= voices
            assert not any(quote[0] in '“" ' or quote[-1] in '”" .,' for quote in finding.quotes)
