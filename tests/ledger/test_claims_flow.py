"""Claims across reports in the ledger: the same edges in any order of arrival, once, and what people ask of them."""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from cases import empty
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.answers.stories import of_report
from sayso.answers.table import standing, table, table_lines
from sayso.collect.archive import Archive
from sayso.comparing import NEAREST, WINDOW
from sayso.desk import Desk
from sayso.ledger import Filter, Ledger
from sayso.model import Edge, Finding, Report
from sayso.pipeline import Outcome
from sayso.settings import Party, Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "lineage"))

from lineage_prose import prose

PARTIES = (
    Party("Kaldria", ("XKA",), ("Kaldria", "Kaldrian")),
    Party("Torrund", ("XTO",), ("Torrund", "Torrundi")),
    Party("Ostmere", ("XOS",), ("Ostmere",)),
)
KINDS = ("same_claim", "denies")
SAID = (
    ("Torrund", "said", "armed men had seized the ferry Halcyon Tern in the international lane"),
    ("Torrund", "said", "armed men seized the Halcyon Tern, a ferry"),
    ("Kaldria", "denied", "that armed men had seized the ferry"),
    ("Kaldria", "accused", "Torrund of the strike on the fuel depot"),
    ("Torrund", "denied", "any involvement in the strike on the depot"),
    ("Ostmere", "said", "the price of bread had risen again"),
)


def told(which: int, number: int, day: str | None = "2031-03-06", by: int = 1) -> Outcome:
    """A report in which somebody says one of the things; the rest of its text is nobody else's."""
    voice, cue, content = SAID[which]
    text = f"{voice} {cue} {content}.\n\n{prose(number)[:60]}"
    report = Report(
        text, outlet=f"Outlet {number}", published=day, published_precision="day" if day else "none"
    )
    return Outcome(report, claimed(report, by), (), (f"claims/{by}",), report.id)


def claimed(report: Report, by: int = 1) -> tuple[Finding, ...]:
    """The voice and the claim of the first sentence of a report."""
    voice, cue, content = next(one for one in SAID if report.text.startswith(" ".join(one)))
    body = {
        "name": voice, "refers_to": None, "kind": "organisation", "standing": "official", "role": None,
        "actor": {"Kaldria": "XKA", "Torrund": "XTO", "Ostmere": "XOS"}[voice], "count": None, "basis": None,
    }  # fmt: skip
    who = Finding.make(report, "voice", [(0, len(voice))], body, by=f"claims/{by}", confidence=0.9)
    cued, first = len(voice) + 1, len(voice) + len(cue) + 2
    claim = {
        "voices": [who.id], "cue": [[cued, cued + len(cue)]], "cue_kind": "speech", "level": 0,
        "stance": "deny" if cue == "denied" else "assert", "polarity": 1, "form": "indirect", "via": [], "when": None,
        "about": [],
    }  # fmt: skip
    spans = [(first, first + len(content))]
    return who, Finding.make(report, "claim", spans, claim, by=f"claims/{by}", confidence=0.9)


def desk(ledger: Ledger, folder: Path) -> Desk:
    return Desk(folder, Settings("test", parties=PARTIES), ledger, Archive(folder / "archive"))


def added(ledger: Ledger, folder: Path, outcomes: Sequence[Outcome]) -> dict[str, Edge]:
    """The edges between claims once all are in."""
    filled = desk(ledger, folder)
    for outcome in outcomes:
        filled.put(outcome, None, "sayso")
    return {edge.id: edge for kind in KINDS for edge in ledger.edges(Filter(kind=kind))}


@settings(max_examples=8, derandomize=True)
@given(
    which=st.lists(
        st.tuples(
            st.integers(0, len(SAID) - 1), st.sampled_from(["2031-03-06", "2031-03-09", "2031-04-20", None])
        ),
        min_size=2,
        max_size=7,
    ),
    order=st.randoms(use_true_random=False),
)
def test_order_the_same_edges_whichever_comes_first(
    ledger: Ledger, tmp_path: Path, which: list[tuple[int, str | None]], order: random.Random
) -> None:
    outcomes = [told(said, number, day) for number, (said, day) in enumerate(which)]
    wanted = added(empty(ledger), tmp_path, outcomes)
    assert added(empty(ledger), tmp_path, order.sample(outcomes, len(outcomes))) == wanted
    assert added(ledger, tmp_path, outcomes) == wanted, "putting twice is putting once"
    assert ledger.check() == []


def test_an_edge_says_why_and_how(ledger: Ledger, tmp_path: Path) -> None:
    asserted, denied = told(0, 1), told(2, 2, "2031-03-07")
    (edge,) = added(ledger, tmp_path, [asserted, denied]).values()
    assert (edge.kind, edge.left, edge.right) == ("denies", denied.findings[1].id, asserted.findings[1].id)
    assert edge.body["manner"] == "denial"
    assert "one says it is so, the other that it is not" in edge.body["reasons"]
    assert edge.because == (denied.report and denied.report.id, asserted.report and asserted.report.id)


def test_what_one_side_denied_it_admits(ledger: Ledger, tmp_path: Path) -> None:
    denied = told(4, 1)
    admitted = Report(
        f"Torrund said the strike on the fuel depot was its own.\n\n{prose(3)[:60]}", published="2031-03-09"
    )
    who, _ = claimed(told(0, 9).report or Report(""))
    voice = Finding.make(admitted, "voice", [(0, 7)], who.body, by="claims/1", confidence=0.9)
    body = {**denied.findings[1].body, "voices": [voice.id], "cue": [[8, 12]], "stance": "assert"}
    claim = Finding.make(admitted, "claim", [(13, 53)], body, by="claims/1", confidence=0.9)
    outcome = Outcome(admitted, (voice, claim), (), ("claims/1",), admitted.id)
    edges = added(ledger, tmp_path, [denied, outcome]).values()
    assert [edge.body["manner"] for edge in edges if edge.kind == "denies"] == ["admission"]


@pytest.mark.parametrize(("which", "day"), [(5, "2031-03-06"), (2, f"2031-03-{6 + WINDOW + 1}"), (2, None)])
def test_what_has_nothing_to_do_with_it(ledger: Ledger, tmp_path: Path, which: int, day: str | None) -> None:
    assert added(ledger, tmp_path, [told(0, 1), told(which, 2, day)]) == {}


def test_a_claim_met_often_costs_no_more(ledger: Ledger, tmp_path: Path) -> None:
    outcomes = [told(0, number) for number in range(3 * NEAREST)]
    edges = added(ledger, tmp_path, outcomes)
    assert len(outcomes) <= len(edges) <= len(outcomes) * 2 * NEAREST


def test_edges_of_an_earlier_run_and_of_what_was_retracted_are_not_listed(
    ledger: Ledger, tmp_path: Path
) -> None:
    one, other = told(0, 1), told(2, 2)
    before = added(ledger, tmp_path, [one, other])
    after = added(ledger, tmp_path, [told(0, 1, by=2)])
    assert len(before) == len(after) == 1
    assert before.keys() != after.keys()
    assert one.report is not None
    ledger.retract(one.report.id, "a hoax", "user:ana")
    assert list(ledger.edges(Filter(kind="denies"))) == []
    assert ledger.check() == []


def test_the_party_table_of_a_story(ledger: Ledger, tmp_path: Path) -> None:
    outcomes = [told(0, 1), told(1, 2, "2031-03-07"), told(2, 3, "2031-03-08")]
    added(ledger, tmp_path, outcomes)
    reports = [outcome.report.id for outcome in outcomes if outcome.report]
    for other in reports[1:]:
        ledger.put_edges([Edge.make(reports[0], other, "same_story", by="user:ana")], "user:ana")
    denial = Edge.make(outcomes[2].findings[1].id, outcomes[0].findings[1].id, "denies", by="user:ana")
    ledger.put_edges([denial], "user:ana")
    filled = desk(ledger, tmp_path)
    story = of_report(reports[0], ledger)
    (row,) = table(story, ledger, filled.origins(), filled.settings)
    stands = {one.party: standing(one) for one in (*row.positions, row.others)}
    assert stands == {"Kaldria": "denies", "Torrund": "asserts", "Ostmere": "silent", "others": "silent"}
    kaldria, torrund = row.positions[:2]
    assert (kaldria.since, kaldria.voice) == ("2031-03-08", "Kaldria")
    assert (torrund.since, len(torrund.asserts)) == ("2031-03-06", 2)
    (line,) = table_lines([row])
    assert line["proposition"] == ["armed men had seized the ferry Halcyon Tern in the international lane"]
    assert len(line["parties"]) == 4


def test_echo_copies_change_no_row_of_the_table(ledger: Ledger, tmp_path: Path) -> None:
    outcomes = [told(0, 1), told(2, 3, "2031-03-08")]
    added(ledger, tmp_path, outcomes)
    filled, (first, second) = desk(ledger, tmp_path), [one.report for one in outcomes if one.report]
    denial = Edge.make(outcomes[1].findings[1].id, outcomes[0].findings[1].id, "denies", by="user:ana")
    ledger.put_edges([Edge.make(first.id, second.id, "same_story", by="user:ana"), denial], "user:ana")

    def rows() -> list[list[tuple[str, str, str | None, int]]]:
        made = table(of_report(first.id, ledger), ledger, filled.origins(), filled.settings)
        return [[(p.party, standing(p), p.since, p.known + p.unknown) for p in row.positions] for row in made]

    before = rows()
    for number in range(12):
        copy = Report(first.text, outlet=f"Copier {number}", published="2031-03-09", published_precision="day")
        filled.put(Outcome(copy, claimed(copy), (), ("claims/1",), copy.id), None, "sayso")
    assert rows() == before


def test_a_denial_of_a_denial_of_a_denial(ledger: Ledger, tmp_path: Path) -> None:
    """Edges of people: each denies the one before; the table has two sides and no more."""
    outcomes = [told(5, number, f"2031-03-0{number + 1}") for number in range(4)]
    added(ledger, tmp_path, outcomes)
    claims = [outcome.findings[1].id for outcome in outcomes]
    for edge in list(ledger.edges(Filter(kind="same_claim"))):
        ledger.put_edges(
            [Edge.make(edge.left, edge.right, "same_claim", by="user:ana", judgement="no")], "user:ana"
        )
    for later, earlier in zip(claims[1:], claims, strict=False):
        ledger.put_edges([Edge.make(later, earlier, "denies", by="user:ana")], "user:ana")
    filled = desk(ledger, tmp_path)
    story = of_report(next(one.report.id for one in outcomes if one.report), ledger)
    (row,) = table(story, ledger, filled.origins(), filled.settings)
    assert {one.id for one in row.claims} == {claims[0], claims[2]}
    assert {one.id for one in row.denials} == {claims[1], claims[3]}
