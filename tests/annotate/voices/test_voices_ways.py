"""A claim's whole chain, voices that may be one person across reports, the time of a cue, and actor codes."""

from typing import Any

import pytest
from marked import Case, case_of
from test_voices_cases import report_of

from sayso.annotate.annotator import Page
from sayso.annotate.voices import chain, resolver_of, same_voice, speak
from sayso.model import Credit, Dateline, Finding, Report


def read(marked: str, **more: Any) -> tuple[Report, list[Finding]]:
    """A marked report and its findings."""
    case: Case = case_of(f"a report\n{marked}\n--\n")
    report = Report(case.text, **more)
    return report, speak(Page(report, {}, "voices/1"), list(case.attributions.values()))


def links(report: Report, findings: list[Finding], words: str) -> list[tuple[str, str, str]]:
    claim = next(f for f in findings if f.kind == "claim" and words in f.quotes[0])
    return [(link.name, link.kind, link.shown_by) for link in chain(report, claim, findings)]


TOLD = "{s1:Two security sources} {c1:told} Northwind {x1:that {s2:the visitor} had {c2:warned} {x2:of an attack}}."


def test_a_chain_goes_from_the_voice_to_this_page() -> None:
    report, findings = read(
        TOLD,
        outlet="The Marn Herald",
        dateline=Dateline("MARN", "Northwind", None, ((0, 4),)),
        credits=(Credit("The Coast Courier", "outlet", ((5, 9),)),),
    )
    assert links(report, findings, "that the visitor") == [
        ("two security sources", "voice", "voice"),
        ("Northwind", "agency", "claim"),
        ("The Coast Courier", "newspaper", "credit"),
        ("The Marn Herald", "page", "page"),
    ]
    inner = next(f for f in findings if f.kind == "claim" and f.body["level"] == 1)
    assert [link.name for link in chain(report, inner, findings)] == [
        "the visitor",
        "two security sources",
        "Northwind",
        "The Coast Courier",
        "The Marn Herald",
    ]


def test_every_link_but_the_page_and_implied_voices_points_at_words() -> None:
    report, findings = read(TOLD, dateline=Dateline(None, "Northwind", None, ((0, 4),)))
    claim = next(f for f in findings if f.kind == "claim")
    *before, page = chain(report, claim, findings)
    assert all(link.spans for link in before)
    assert page.kind == "page"
    assert page.name == "this page"


def test_an_agency_on_its_own_page_is_the_page() -> None:
    report, findings = read(TOLD, outlet="Northwind")
    assert links(report, findings, "that the visitor")[-1] == ("Northwind", "page", "page")
    assert len(links(report, findings, "that the visitor")) == 2


WHEN = """when
On Monday {s1:the mayor} {c1:said} {x1:the bridge would open on Friday}, and {s2:he} {c2:said} {x2:so} on Sunday.
--
"""
CODES = """codes
{s1:Finnish Foreign Minister Aino Virta} {c1:said} {x1:Sweden was right}. {s2:She} {c2:smiled}: {x2:“At last.”}
--
"""
SOURCES = (
    "{s1:A senior Danish military official with access to the cables} {c1:said} {x1:the pipe was cut by an anchor}.",
    "{s1:A senior Danish military official with access to the cables} {c1:told} Reuters "
    "{x1:the pipe was cut by an anchor}.",
    "{s1:A Danish official} {c1:said} {x1:the fish were late}.",
    "{s1:A Polish military official} {c1:said} {x1:the pipe was cut by an anchor}.",
    "{s1:Two senior Danish military officials} {c1:said} {x1:the pipe was cut by an anchor}.",
    "{s1:Danish Defence Minister Lise Holm} {c1:said} {x1:the pipe was cut by an anchor}.",
)


def test_unnamed_voices_that_may_be_one_are_paired_with_reasons() -> None:
    found = [read(marked, outlet=f"Paper {n}")[1] for n, marked in enumerate(SOURCES)]
    (best,) = same_voice(found[0], found[1])
    assert best.score > 0.8
    assert any("access" in reason for reason in best.reasons)
    assert all(pair.score < best.score for pair in same_voice(found[0], found[2]))


@pytest.mark.parametrize("other", [3, 4, 5], ids=["of another state", "of another number", "named"])
def test_others_are_never_paired(other: int) -> None:
    found = [read(marked, outlet=f"Paper {n}")[1] for n, marked in enumerate(SOURCES)]
    assert same_voice(found[0], found[other]) == []


def test_pairing_is_the_same_from_both_sides() -> None:
    one, other = (read(marked, outlet=str(n))[1] for n, marked in enumerate(SOURCES[:2]))
    (there,), (back,) = same_voice(one, other), same_voice(other, one)
    assert (there.left, there.right, there.score) == (back.right, back.left, back.score)


def test_a_claim_happened_when_its_cue_says() -> None:
    case = case_of(WHEN)
    report = report_of(case)
    days = {}
    for day in ("Monday", "Friday", "Sunday"):
        start = case.text.index(day)
        body = {"start": None, "end": None, "precision": "vague"}
        days[day] = Finding.make(
            report, "time", [(start, start + len(day))], body, by="times/1", confidence=0.9
        )
    findings = speak(Page(report, {"time": list(days.values())}, "voices/1"), list(case.attributions.values()))
    first, second = (f for f in findings if f.kind == "claim")
    assert first.body["when"] == days["Monday"].id
    assert second.body["when"] == days["Sunday"].id


def test_codes_come_from_the_actor_findings() -> None:
    case = case_of(CODES)
    report = report_of(case)

    def actor(words: str, code: str, name: str) -> Finding:
        start = case.text.index(words)
        body = {"code": code, "role": None, "name": name}
        return Finding.make(report, "actor", [(start, start + len(words))], body, by="actors/1", confidence=0.9)

    actors = [
        actor("Finnish", "FIN", "Finland"),
        actor("Finnish Foreign Minister Aino Virta", "FIN.GOV", "Aino Virta"),
        actor("Sweden", "SWE", "Sweden"),
    ]
    findings = speak(Page(report, {}, "voices/1"), list(case.attributions.values()), resolver_of(actors))
    assert [f.body["actor"] for f in findings if f.kind == "voice"] == ["FIN.GOV", "FIN.GOV"]
    assert [f.body["about"] for f in findings if f.kind == "claim"] == [["SWE"], []]


def test_a_code_says_who_is_official() -> None:
    case = case_of("codes\n{s1:Virta} {c1:said} {x1:it was late}.\n--\n")
    report = report_of(case)

    def standing(code: str) -> str:
        body = {"code": code, "role": None, "name": "Aino Virta"}
        actor = Finding.make(report, "actor", [(0, 5)], body, by="actors/1", confidence=0.9)
        findings = speak(Page(report, {}, "voices/1"), list(case.attributions.values()), resolver_of([actor]))
        return str(findings[0].body["standing"])

    assert [standing(code) for code in ("FIN.GOV", "FIN.ARM", "FIN.BUS", "FIN.MED")] == [
        "official",
        "official",
        "named",
        "named",
    ]
