import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from truth import EXAMPLES, truth

from sayso.lineage import Carrier, Origin, Records, of_claim, of_report, relate_all, witnesses
from sayso.model import Edge, Finding, Report
from sayso.publish.brief import Brief, denials, differing, lines, page, sources, standings
from sayso.settings import load

SINCE, UNTIL = "2031-03-03", "2031-03-09"


def brief(since: str = SINCE, until: str = UNTIL) -> Brief:
    told = truth()
    reports = [r for r in told.reports.values() if r.published and since <= r.published[:10] <= until]
    ids = {report.id for report in reports}
    findings = [finding for finding in told.findings.values() if finding.report in ids]
    outlets = load(Path(EXAMPLES), {}).outlets
    return Brief("Anwe Narrows", since, until, reports, findings, told.edges, outlets, None, origins())


@cache
def origins() -> Mapping[str, tuple[Origin, ...]]:
    """The origins lineage finds for the reports and claims of the example desk."""
    told = truth()
    by_report: dict[str, list[Edge]] = {report.id: [] for report in told.reports.values()}
    for edge in relate_all(witnesses([*told.reports.values()])):
        by_report[edge.left].append(edge)
        by_report[edge.right].append(edge)
    outlets = load(Path(EXAMPLES), {}).outlets
    agencies = {one.name for one in outlets if one.kind == "agency"}
    carriers = {report.id: Carrier.of(report) for report in told.reports.values()}
    carriers = {
        key: replace(one, agencies=(*one.agencies, one.outlet)) if one.outlet in agencies else one
        for key, one in carriers.items()
    }
    owners = {one.name: one.owner or one.name for one in outlets}
    records = Records(carriers.__getitem__, by_report.__getitem__, owners)
    claims = [one for one in told.findings.values() if one.kind == "claim"]
    found = {one.id: of_claim(one.report, one.spans, one.body["via"], records) for one in claims}
    return found | {key: of_report(key, records) for key in by_report}


def anchors(made: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', made)


@pytest.mark.parametrize(
    ("since", "until"), [(SINCE, UNTIL), ("2031-03-13", "2031-03-15"), ("2031-03-01", "2031-03-31")]
)
def test_every_line_cites_words_that_are_in_the_file(since: str, until: str) -> None:
    made = page(brief(since, until))
    there = anchors(made)
    assert len(there) == len(set(there))
    cited = re.findall(r'href="#([^"]+)"', made)
    assert set(cited) <= set(there)
    assert sum(one.startswith("f-") for one in cited) > 20
    for line in re.findall(r"<li>(?:(?!</li>).)*<q(?:(?!</li>).)*</li>", made, re.DOTALL):
        assert 'href="#f-' in line


def test_every_quote_is_in_a_report_it_cites() -> None:
    whole = brief("2031-03-01", "2031-03-31")
    numbers = {number: report for report, number in whole.numbered.items()}
    for line in lines(whole, whole.of_kind("claim")):
        words = {finding.id: " … ".join(finding.quotes) for finding in whole.findings}
        for cite in line.cites:
            assert cite.anchor.removeprefix("f-") in words
            finding = whole.found[cite.anchor.removeprefix("f-")]
            assert finding.report == numbers[cite.number]
        assert line.quote == words[line.cites[0].anchor.removeprefix("f-")]


def test_copies_are_one_line_and_their_origin_is_said() -> None:
    (line,) = [
        line for line in lines(brief(), brief().of_kind("claim")) if line.quote == "Where is the evidence"
    ]
    assert len(line.cites) == 3
    assert line.origins == "3 reports: Meridian Wire"


def test_what_is_of_no_known_origin_is_said_to_be() -> None:
    told = brief()
    asked = next(one for one in lines(told, told.of_kind("claim")) if one.quote == "Where is the evidence")
    first, *others = (told.found[cite.anchor.removeprefix("f-")] for cite in asked.cites)
    doubted = tuple(replace(one, known=False) for one in origins()[first.id])
    for unknown in ({first.id: doubted}, {first.id: ()}):
        known = {**origins(), **unknown, first.report: unknown[first.id]}
        (line,) = lines(replace(told, origins=known), [first, *others])
        assert line.origins == "3 reports: Meridian Wire; 1 of unknown origin"
        assert "Origin not known" in page(replace(told, origins=known))
    assert "Origin not known" not in page(told)


def test_a_report_of_several_origins_is_said_to_be() -> None:
    told = brief()
    key = next(iter(told.by_id))
    (own,) = origins()[key]
    other = replace(own, id="0" * 24, name="Harbour FM", family="harbour")
    for also, said in (
        (other, "Meridian Wire, Harbour FM"),
        (replace(other, known=False), "partly of unknown"),
    ):
        made = page(replace(told, origins={**origins(), key: (own, also)}))
        assert said in made
    family = replace(other, family=own.family)
    assert "Meridian Wire and Harbour FM (one family)" in page(
        replace(told, origins={**origins(), key: (own, family)})
    )


def test_denials_stand_beside_what_they_deny() -> None:
    pairs = denials(brief())
    told = {(denied.who, denial.who) for denial, denied in pairs}
    assert ("Mirel Tasko", "Tamsin Orde") in told
    assert len(pairs) == len(set(pairs))
    assert {line.act for pair in pairs for line in pair[:1]} <= {"denies", "deny", "says"}


def test_no_edges_no_pairs_but_the_denials_are_told() -> None:
    bare = brief()
    made = page(Brief(bare.title, bare.since, bare.until, bare.reports, bare.findings))
    assert "Denied; what these answer is not matched." in made
    assert "not in the desk" in made


def test_numbers_that_differ() -> None:
    told = dict(differing(brief()))
    assert {number.said for number in told["dead in the strike on Port Averil"]} >= {
        "at least 12 people",
        "14 people",
        "11 people",
    }
    assert {number.said for number in told["crew of the Halcyon Tern"]} == {"23 people", "21 people"}
    assert "explosions heard in Port Averil" not in told


def test_outlets_of_one_owner_are_said_to_be_a_family() -> None:
    by_name = {source.name: source for source in sources(brief())}
    assert by_name["The Lyde Ledger"].family == ("The Anwe Mail",)
    assert by_name["Northlight"].family == ()
    assert "one family with The Anwe Mail" in page(brief())


def test_every_voice_is_cut_at_the_same_number_of_lines() -> None:
    whole = brief("2031-03-01", "2031-03-31")
    speakers = [speaker for _, voices in standings(whole) for speaker in voices]
    assert max(len(speaker.lines) for speaker in speakers) == 8
    assert all(speaker.more == 0 or len(speaker.lines) == 8 for speaker in speakers)
    assert sum(len(s.lines) + s.more for s in speakers) >= len(lines(whole, whole.of_kind("claim"))) - 5


def test_the_order_of_what_is_put_in_changes_nothing() -> None:
    told = brief()
    turned = replace(told, reports=told.reports[::-1], findings=told.findings[::-1])
    assert page(turned) == page(told)


def test_a_brief_of_one_report_without_anything() -> None:
    made = page(Brief("<b>T</b>", SINCE, UNTIL, [Report("Only text.")], []))
    assert "&lt;b&gt;T&lt;/b&gt;" in made
    assert "day unknown" in made
    for said in ("No claims were found.", "No denials were found.", "No numbers were found to differ."):
        assert said in made


def test_edges_to_what_is_outside_the_period_are_left_out() -> None:
    told = brief()
    claim = told.of_kind("claim")[0]
    stray = Edge.make(claim.id, "0" * 24, "denies", by="x/1")
    assert denials(Brief("T", SINCE, UNTIL, told.reports, told.findings, [stray])) == []


def test_claims_without_a_voice() -> None:
    report = Report("It was said that all is well.")
    body = next(f.body for f in truth().findings.values() if f.kind == "claim")
    claim = Finding.make(report, "claim", [(17, 28)], {**body, "voices": []}, by="t/1", confidence=1.0)
    assert "Without a voice" in page(Brief("T", SINCE, UNTIL, [report], [claim]))


def mirrored(value: Any) -> Any:
    """The value with the two parties' names swapped wherever they stand."""
    if isinstance(value, str):
        return re.sub(
            "Kaldria|Torrund", lambda name: {"Kaldria": "Torrund", "Torrund": "Kaldria"}[name[0]], value
        )
    if isinstance(value, tuple | list):
        return type(value)(map(mirrored, value))
    if isinstance(value, Mapping):
        return {key: mirrored(inner) for key, inner in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: mirrored(getattr(value, field.name)) for field in fields(value)})
    return value


def test_two_parties_swapped_give_the_brief_swapped() -> None:
    """The mirror law, for all that a brief orders, folds and cuts; each party's names are as long as the other's."""
    told = brief("2031-03-01", "2031-03-31")
    findings = [replace(finding, **said(finding)) for finding in told.findings]
    other = replace(told, findings=findings, origins=mirrored(told.origins))
    assert standings(other) == mirrored(standings(told))
    assert denials(other) == mirrored(denials(told))
    assert differing(other) == mirrored(differing(told))


def said(finding: Finding) -> dict[str, Any]:
    return {"body": mirrored(finding.body), "quotes": mirrored(finding.quotes)}
