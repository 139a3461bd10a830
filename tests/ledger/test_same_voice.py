"""Unnamed voices that may be one: the same edges in any order of arrival, on either database, and never a merge."""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from cases import empty
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect.archive import Archive
from sayso.desk import Desk
from sayso.ledger import Filter, Ledger
from sayso.lineage import COPYING
from sayso.model import Edge, Finding, Report
from sayso.pipeline import Outcome
from sayso.settings import Settings
from sayso.unnamed import BY, NEAREST, WINDOW

sys.path.insert(0, str(Path(__file__).parents[1] / "lineage"))

from lineage_prose import prose

WANTED = Filter(kind="same_voice")
NAMES = (
    "a senior Norlandish security official",
    "a Norlandish security source",
    "the Norlandish security official",
    "a Southmark security official",
    "two Norlandish security officials",
    "two Norlandish security sources",
    "a diplomat in Halm",
    "an envoy in Halm",
    "an official",
)


def told(
    name: str, number: int, day: str | None = "2031-03-03", told_to: str | None = None, by: int = 1
) -> Outcome:
    """A report in which somebody unnamed says something; its text is nobody else's."""
    text = f"It was {name} who said that {prose(number)[:60]}.\n\n{prose(number + 5000)}"
    report = Report(
        text, outlet=f"Outlet {number}", published=day, published_precision="day" if day else "none"
    )
    at, said = text.index(name), text.index("said that ") + len("said that ")
    body = {
        "name": name, "refers_to": None, "kind": "person", "standing": "anonymous", "actor": None, "role": None,
        "count": 2 if name.startswith("two") else 1, "basis": None,
    }  # fmt: skip
    voice = Finding.make(report, "voice", [(at, at + len(name))], body, by=f"claims/{by}", confidence=0.9)
    via = [{"name": told_to, "kind": "agency", "spans": []}] if told_to else []
    claim_body = {
        "voices": [voice.id], "cue": [], "cue_kind": "speech", "level": 0, "stance": "assert", "polarity": 1,
        "form": "indirect", "via": via, "when": None, "about": [],
    }  # fmt: skip
    claim = Finding.make(report, "claim", [(said, said + 60)], claim_body, by=f"claims/{by}", confidence=0.9)
    return Outcome(report, (voice, claim), (), (f"claims/{by}",), report.id)


def desk(ledger: Ledger, folder: Path) -> Desk:
    return Desk(folder, Settings("test"), ledger, Archive(folder / "archive"))


def added(ledger: Ledger, folder: Path, outcomes: Sequence[Outcome]) -> dict[str, Edge]:
    """The edges once all are in."""
    filled = desk(ledger, folder)
    for outcome in outcomes:
        filled.put(outcome, None, "sayso")
    return {edge.id: edge for edge in ledger.edges(WANTED)}


@settings(max_examples=12, derandomize=True)
@given(
    names=st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.sampled_from(
                ["2031-03-01", "2031-03-03", "2031-03-10T07:00:00Z", "2031-03-20", "2031-03", None]
            ),
            st.sampled_from([None, "Meridian", "Northlight"]),
        ),
        min_size=2,
        max_size=7,
    ),
    order=st.randoms(use_true_random=False),
)
def test_order_the_same_edges_whichever_comes_first(
    ledger: Ledger, tmp_path: Path, names: list[tuple[str, str | None, str | None]], order: random.Random
) -> None:
    outcomes = [told(name, number, day, medium) for number, (name, day, medium) in enumerate(names)]
    wanted = added(empty(ledger), tmp_path, outcomes)
    assert added(empty(ledger), tmp_path, order.sample(outcomes, len(outcomes))) == wanted
    assert ledger.check() == []


def test_an_edge_says_why_and_leaves_the_judgement_to_a_person(ledger: Ledger, tmp_path: Path) -> None:
    one, other = told(NAMES[0], 1, told_to="Meridian"), told(NAMES[0], 2, "2031-03-05", "Meridian")
    (edge,) = added(ledger, tmp_path, [one, other]).values()
    assert edge.judgement == "unsure"
    assert {edge.left, edge.right} == {one.findings[0].id, other.findings[0].id}
    assert edge.body["reasons"] == [
        "both described as norlandish security", "both called official", "both called senior", "both told meridian",
    ]  # fmt: skip
    assert 0.4 < edge.score < 1
    assert {finding.body["name"] for finding in ledger.findings(Filter(kind="voice"))} == {NAMES[0]}
    assert ledger.counts()["finding"] == 4, "nothing is merged"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("a Southmark security official", "2031-03-03"),
        ("two Norlandish security officials", "2031-03-03"),
        ("an official", "2031-03-03"),
        (NAMES[0], None),
        (NAMES[0], f"2031-03-{3 + WINDOW + 1:02}"),
    ],
)
def test_who_is_never_paired(ledger: Ledger, tmp_path: Path, name: str, day: str | None) -> None:
    assert added(ledger, tmp_path, [told(NAMES[0], 1), told(name, 2, day)]) == {}


def test_a_copy_has_its_voice_from_its_origin(ledger: Ledger, tmp_path: Path) -> None:
    one = told(NAMES[0], 1)
    assert one.report is not None
    text = one.report.text
    copy = Report(text, outlet="Copier", published="2031-03-04", published_precision="day")
    again = tuple(
        Finding.make(copy, f.kind, f.spans, f.body, by=f.by, confidence=f.confidence) for f in one.findings
    )
    edges = added(ledger, tmp_path, [one, Outcome(copy, again, (), ("claims/1",), copy.id)])
    assert edges == {}
    assert {edge.body["relation"] for edge in ledger.edges(Filter(kind="shares"))} <= COPYING


def test_a_voice_met_often_costs_no_more(ledger: Ledger, tmp_path: Path) -> None:
    outcomes = [told(NAMES[0], number) for number in range(3 * NEAREST)]
    edges = added(ledger, tmp_path, outcomes)
    assert len(outcomes) <= len(edges) <= len(outcomes) * 2 * NEAREST


def test_edges_of_an_earlier_run_and_of_what_was_retracted_are_not_listed(
    ledger: Ledger, tmp_path: Path
) -> None:
    one, other = told(NAMES[0], 1), told(NAMES[1], 2)
    before = added(ledger, tmp_path, [one, other])
    after = added(ledger, tmp_path, [told(NAMES[0], 1, by=2)])
    assert len(before) == len(after) == 1
    assert not before.keys() & after.keys()
    assert len(list(ledger.edges(Filter(kind="same_voice", everything=True)))) == 2
    assert other.report is not None
    ledger.retract(other.report.id, "a hoax", "user:ana")
    assert list(ledger.edges(WANTED)) == []


def test_reports_from_before_are_looked_at_when_they_are_stale(ledger: Ledger, tmp_path: Path) -> None:
    from sayso.ledger import Entry

    outcomes = [told(NAMES[0], 1), told(NAMES[1], 2)]
    wanted = added(ledger, tmp_path, outcomes)
    empty(ledger)
    for outcome in outcomes:
        assert outcome.report is not None
        ledger.put(Entry(outcome.report, outcome.findings, outcome.makers))
    filled = desk(ledger, tmp_path)
    assert len(list(ledger.stale((BY,)))) == 2
    for report in ledger.stale((BY,)):
        filled._meet(report, "sayso")
    assert {edge.id: edge for edge in ledger.edges(WANTED)} == wanted
    assert list(ledger.stale((BY,))) == []


def test_a_defect_keeps_the_report(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr("sayso.unnamed.same_voice", broken)
    assert added(ledger, tmp_path, [told(NAMES[0], 1), told(NAMES[1], 2)]) == {}
    assert [noted.issue.code for noted in ledger.issues()] == ["annotate.failed"]
    assert ledger.counts()["report"] == 2
