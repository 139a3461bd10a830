from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Finding, Report
from sayso.publish.marks import stretches

TEXT = "The harbour is open, she said, and the ships come and go."


@st.composite
def marked(draw: st.DrawFn) -> list[Finding]:
    cuts = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=6, unique=True).map(sorted)
    made = []
    for number in range(draw(st.integers(0, 5))):
        places = draw(cuts)
        spans = list(zip(places[::2], places[1::2], strict=False))
        made.append(
            Finding.make(
                Report(TEXT), "part", spans, {"part": "body", "n": number}, by="test/1", confidence=1.0
            )
        )
    return made


@given(marked())
def test_the_stretches_are_the_text_and_each_knows_what_covers_it(findings: list[Finding]) -> None:
    made = list(stretches(TEXT, findings))
    assert "".join(stretch.text for stretch in made) == TEXT
    for stretch in made:
        covering = {
            finding.id
            for finding in findings
            if any(start <= stretch.start and stretch.end <= end for start, end in finding.spans)
        }
        assert {finding.id for finding in stretch.findings} == covering
    opened = [finding.id for stretch in made for finding in stretch.opens]
    assert sorted(opened) == sorted(finding.id for finding in findings)


def test_no_text() -> None:
    assert list(stretches("", [])) == []
