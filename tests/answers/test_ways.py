"""Ways to the page: every claim in one of them, what came alike together, each link with what shows it."""

from told import told

from sayso.annotate.voices.chain import Link
from sayso.answers.chains import way_line, ways
from sayso.model import Credit, Finding

TEXT = (
    "LUMEN (Meridian) - The port is shut, Ana Mirek told Harbour FM. She said the ferries wait. "
    "Two officials said the mole is cracked. An official said the crane fell. (Northlight)"
)


def page() -> tuple[object, list[Finding], list[Finding]]:
    """A report with a voice met twice, and two unnamed voices of one description."""
    at = TEXT.index("Northlight")
    of = told(TEXT, credits=(Credit("Northlight", "agency", ((at, at + 10),)),))
    ana = of.voice("Ana Mirek")
    she = of.voice("She", name="Ana Mirek", refers_to=ana.id)
    some = of.voice("Two officials", name="an official", standing="anonymous")
    other = of.voice("An official", name="an official", standing="anonymous")
    hop = of.hop("Harbour FM", "broadcaster")
    claims = [
        of.claim("The port is shut", ana, via=[hop]),
        of.claim("the ferries wait", she, via=[hop]),
        of.claim("the mole is cracked", some),
        of.claim("the crane fell", other),
    ]
    return of.report, of.found, claims


def test_what_came_alike_stands_together() -> None:
    report, findings, claims = page()
    found = ways(report, findings)  # type: ignore[arg-type]
    assert [[claim.id for claim, _ in way.claims] for way in found] == [
        [claims[0].id, claims[1].id], [claims[2].id], [claims[3].id],
    ], "voices without a name are one only by reference"  # fmt: skip
    assert [link.name for link in found[0].links] == ["Ana Mirek", "Harbour FM", "Northlight", "Lumen Courier"]
    assert len(found[0].links[0].spans) == 2, "each mention shows the voice"


def test_each_claim_keeps_what_shows_its_own_links() -> None:
    report, findings, _ = page()
    (way, *_) = ways(report, findings)  # type: ignore[arg-type]
    first, second = (links[0].spans for _, links in way.claims)
    assert first != second
    line = way_line(report, way)  # type: ignore[arg-type]
    for link in line["links"]:
        assert link["quotes"] == [TEXT[start:end] for start, end in link["spans"]]
    assert [len(claim["evidence"]) for claim in line["claims"]] == [4, 4]


def test_an_origin_that_nothing_on_the_page_tells_is_a_link() -> None:
    report, findings, claims = page()
    copied = Link("Meridian", "agency", ((0, 5),), "copy", None, "ab" * 12)
    found = ways(report, findings, lambda claim: [copied] if claim.id == claims[3].id else [])  # type: ignore[arg-type]
    assert [link.name for link in found[-1].links] == ["an official", "Meridian", "Northlight", "Lumen Courier"]
    assert way_line(report, found[-1])["links"][1]["from_report"] == "ab" * 12  # type: ignore[arg-type]


def test_a_report_in_which_nobody_speaks_has_none() -> None:
    assert ways(told("Rain fell.").report, []) == []
