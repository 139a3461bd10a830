"""Listings: order, filters, newest runs, corrections, retractions, on both databases."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from cases import BODIES, edge, entry, finding, report

from clock import Clock
from sayso.errors import Issue, NotFound
from sayso.ledger import Filter, Ledger, rows
from sayso.model import Finding, Report

ALL = Filter(everything=True)


def ids(found: Iterable[Finding]) -> set[str]:
    return {one.id for one in found}


def titles(ledger: Ledger, **wanted: object) -> list[str | None]:
    return [listed.line()["title"] for listed in ledger.reports(Filter(**wanted))]  # type: ignore[arg-type]


def test_reports_come_newest_first_and_undated_last(ledger: Ledger) -> None:
    for title, published in {
        "day": "2020-01-02",
        "none": None,
        "later that day": "2020-01-02T08:00:00Z",
        "in another zone": "2020-01-02T08:00:00+02:00",
        "long ago": "0002-01-01",
        "month": "2020-02",
        "far": "9999-12-31",
    }.items():
        ledger.put(entry(report(title=title, published=published)))
    assert titles(ledger) == ["far", "month", "later that day", "in another zone", "day", "long ago", "none"]
    assert titles(ledger, limit=2) == ["far", "month"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"since": "2020-01-02"}, ["d", "c", "b"]),
        ({"until": "2020-01-02"}, ["c", "b", "a"]),
        ({"since": "2020-01-02", "until": "2020-01-02"}, ["c", "b"]),
        ({"since": "2020-01-02T12:00:00Z"}, ["d", "c"]),
        ({"until": "2020-01"}, ["c", "b", "a"]),
        ({"until": "9999-12"}, ["d", "c", "b", "a"]),
        ({"since": "2020-02", "until": "2020-02"}, ["d"]),
        ({"outlet": "lumen courier"}, ["b"]),
        ({"outlet": "Écho  du Port"}, ["c"]),
        ({"outlet": "ÉCHO DU PORT"}, ["c"]),
        ({"outlet": "nobody"}, []),
        ({"outlet": "%"}, []),
    ],
    ids=str,
)
def test_filters_of_reports(ledger: Ledger, wanted: dict[str, str], found: list[str]) -> None:
    for title, published, outlet in (
        ("a", "2019-12-31T23:59:59Z", None),
        ("b", "2020-01-02", "Lumen Courier"),
        ("c", "2020-01-02T23:59:59Z", "Écho du Port"),
        ("d", "2020-02-29", "Ost"),
        ("e", None, "Ost"),
    ):
        ledger.put(entry(report(title=title, published=published, outlet=outlet)))
    assert titles(ledger, **wanted) == found


def test_findings_come_in_the_order_of_the_text(ledger: Ledger) -> None:
    older, newer = report("One two three.", published="2020-01-01"), report("Four five six.")
    for of in (newer, older):
        ledger.put(entry(of, [finding(of, span=span) for span in ((8, 13), (0, 3), (4, 7))]))
    assert [found.quotes[0] for found in ledger.findings()] == [
        of.text[start:end] for of in (newer, older) for start, end in ((0, 3), (4, 7), (8, 13))
    ]


def test_listings_show_each_makers_newest_run(ledger: Ledger) -> None:
    of = report()
    first, other = finding(of), finding(of, "time", (4, 11), by="times/1")
    second, third = finding(of, by="numbers/2", value=1.0), finding(of, span=(4, 11), by="numbers/2")
    ledger.put(entry(of, [first, other]))
    ledger.put(entry(of, [second, third]))
    assert ids(ledger.findings()) == ids([second, third, other])
    assert ids(ledger.findings(ALL)) == ids([first, second, third, other])
    assert ledger.ran([of.id, "unknown"]) == {of.id: {"numbers/1", "numbers/2", "times/1"}}


def test_a_newer_run_that_finds_nothing_takes_the_old_findings_off_the_list(ledger: Ledger) -> None:
    of = report()
    ledger.put(entry(of, [finding(of)], makers=["numbers/1"]))
    ledger.put(entry(of, [], makers=["numbers/2"]))
    assert list(ledger.findings()) == []


def test_a_correction_replaces_for_good(ledger: Ledger) -> None:
    of = report()
    old, beside = finding(of), finding(of, span=(4, 11))
    ledger.put(entry(of, [old, beside]))
    new = finding(of, by="user:ana", value=5000.0)
    ledger.correct(new, old.id, "misread", "user:ana")
    assert ids(ledger.findings()) == ids([new, beside])
    (edge_made,) = ledger.edges(Filter(kind="corrects"))
    assert (edge_made.left, edge_made.right, edge_made.by) == (new.id, old.id, "user:ana")
    again = finding(of, by="numbers/2")
    ledger.put(entry(of, [again, finding(of, span=(4, 11), by="numbers/2")]))
    assert again.id not in ids(ledger.findings()), "a newer program does not undo what a person said"
    ledger.retract(new.id, "I misread it", "user:ana")
    assert again.id in ids(ledger.findings()), "without the correction, what it replaced stands again"


def test_a_correction_of_a_correction(ledger: Ledger) -> None:
    of = report()
    old, new, newer = finding(of), finding(of, by="user:ana", value=1.0), finding(of, by="user:ben", value=2.0)
    ledger.put(entry(of, [old]))
    ledger.correct(new, old.id, None, "user:ana")
    ledger.correct(newer, new.id, None, "user:ben")
    assert list(ledger.findings()) == [newer]


def test_a_correction_needs_what_it_corrects(ledger: Ledger) -> None:
    of = report()
    with pytest.raises(NotFound):
        ledger.correct(finding(of, by="user:ana"), "0" * 24, None, "user:ana")
    ledger.put(entry(of))
    with pytest.raises(NotFound):
        ledger.correct(finding(of, by="user:ana"), "0" * 24, None, "user:ana")
    assert list(ledger.findings(ALL)) == []


def test_a_persons_finding_is_put_like_a_programs(ledger: Ledger) -> None:
    """Law 4: people and programs write the same rows."""
    of = report()
    ledger.put(entry(of))
    said = finding(of, by="user:ana")
    assert ledger.put(entry(of, [said])).new
    assert not ledger.put(entry(of, [said])).new
    assert list(ledger.findings()) == [said]


def test_what_is_retracted_leaves_the_listings_but_not_the_ledger(ledger: Ledger) -> None:
    of, other = report(), report("Other words.", title="Elsewhere")
    found, link = finding(of), edge(of.id, other.id)
    ledger.put(entry(of, [found], edges=[link]))
    ledger.put(entry(other))
    assert ledger.retract(link.id, "wrong", "user:ana") == "edge"
    assert list(ledger.edges()) == []
    assert ledger.retract(found.id, "wrong", "user:ana") == "finding"
    assert list(ledger.findings()) == []
    assert ledger.retract(of.id, "withdrawn", "user:ana") == "report"
    assert [listed.id for listed in ledger.reports()] == [other.id]
    assert list(ledger.search("harbour")) == []
    assert (list(ledger.edges(ALL)), list(ledger.findings(ALL))) == ([link], [found])
    assert len(list(ledger.reports(ALL))) == 2
    assert ledger.report(of.id) == of
    with pytest.raises(NotFound):
        ledger.retract("0" * 24, "no such", "user:ana")


def test_an_edge_of_a_retracted_report_is_not_listed(ledger: Ledger) -> None:
    of, other = report(), report("Other words.")
    ledger.put(entry(of, edges=[edge(other.id, of.id)]))
    ledger.put(entry(other))
    ledger.retract(of.id, "withdrawn", "user:ana")
    assert list(ledger.edges()) == []


def test_edges_of_a_report_are_those_that_touch_it(ledger: Ledger) -> None:
    of, other = report(), report("Other words.")
    found = finding(of)
    touching = [
        edge(of.id, other.id),
        edge(other.id, found.id, "same_claim"),
        edge(found.id, other.id, "denies"),
    ]
    ledger.put(entry(of, [found], edges=[*touching, edge(other.id, "f" * 24)]))
    assert {e.id for e in ledger.edges(Filter(report=of.id))} == {e.id for e in touching}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"kind": "claim"}, ["claim"]),
        ({"voice": "mirek"}, ["claim", "voice"]),
        ({"voice": "ANA MIREK"}, ["claim", "voice"]),
        ({"voice": "Mire"}, []),
        ({"voice": "%"}, []),
        ({"voice": "ana", "kind": "claim"}, ["claim"]),
        ({"about": "QAR"}, ["actor", "claim", "event", "voice"]),
        ({"about": "QAR.MIL"}, ["claim"]),
        ({"about": "QA"}, []),
        ({"about": "qar"}, []),
        ({"about": 'QAR"'}, ["actor", "claim", "event", "voice"]),
        ({"about": "\udcff"}, []),
        ({"kind": "nothing"}, []),
    ],
    ids=str,
)
def test_filters_of_findings(ledger: Ledger, wanted: dict[str, str], found: list[str]) -> None:
    of, other = report(), report("Nobody speaks here.")
    voice = finding(of, "voice")
    claim = finding(of, "claim", voices=[voice.id])
    rest = [finding(of, kind) for kind in BODIES if kind not in ("voice", "claim")]
    ledger.put(entry(of, [voice, claim, *rest]))
    ledger.put(entry(other, [finding(other, "time")]))
    assert sorted(f.kind for f in ledger.findings(Filter(**wanted))) == found  # type: ignore[arg-type]


def test_a_thing_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    several = [report(f"Report number {number}.") for number in range(40)]
    for of in several:
        ledger.put(entry(of, [finding(of)]))
    for of in several:
        assert ledger.report(of.id[:10]) == of
        assert ledger.finding(finding(of).id[:10]).report == of.id
    for wrong in ("", "zz", several[0].id + "0", "%", "a\0", "\udcff", "'"):
        with pytest.raises(NotFound):
            ledger.report(wrong)
    with pytest.raises(NotFound, match="several"):
        ledger.report(several[0].id[:1])


def test_voices_of_many_claims(ledger: Ledger) -> None:
    of = report("x" * 3000)
    voices = [finding(of, "voice", (number, number + 1)) for number in range(1200)]
    ledger.put(entry(of, voices))
    claims = [finding(of, "claim", voices=[voice.id for voice in voices]), finding(of, "time")]
    assert {voice.id for voice in ledger.voices_of(claims)} == {voice.id for voice in voices}
    assert ledger.voices_of([]) == []


def test_issues_are_kept_once_and_listed_by_code_or_stage(ledger: Ledger) -> None:
    of = report()
    said = [Issue("annotate.failed", "claims/1: KeyError", "a.txt"), Issue("read.bad-date", "32 May", "a.txt")]
    ledger.put(entry(of, issues=said))
    ledger.put(entry(of, issues=said))
    ledger.put_issues([Issue("read.binary", "no text", "b\udcff\0.bin", ((0, 4),))])
    assert [noted.issue.code for noted in ledger.issues()] == [
        "read.binary",
        "read.bad-date",
        "annotate.failed",
    ]
    assert [noted.issue.code for noted in ledger.issues(Filter(kind="read"))] == [
        "read.binary",
        "read.bad-date",
    ]
    assert [noted.issue for noted in ledger.issues(Filter(kind="annotate.failed"))] == said[:1]
    assert [noted.report for noted in ledger.issues(Filter(report=of.id))] == [of.id, of.id]
    (odd,) = ledger.issues(Filter(kind="read.binary"))
    assert odd.issue.item == "b\\udcff\\x00.bin"


def test_stale_reports_are_those_not_all_makers_saw(ledger: Ledger) -> None:
    seen, half, never, gone = (report(f"Text {number}.") for number in range(4))
    ledger.put(entry(seen, makers=["times/1", "claims/2"]))
    ledger.put(entry(half, makers=["times/1", "claims/1"]))
    ledger.put(entry(never))
    ledger.put(entry(gone))
    ledger.retract(gone.id, "withdrawn", "user:ana")
    makers = ["times/1", "claims/2"]
    assert {of.id for of in ledger.stale(makers)} == {half.id, never.id}
    for of in ledger.stale(makers):
        ledger.put(entry(of, makers=makers))
    assert list(ledger.stale(makers)) == []


def test_listing_goes_on_while_somebody_writes(ledger: Ledger) -> None:
    for number in range(30):
        of = report(f"Report number {number}.")
        ledger.put(entry(of, [finding(of)]))
    listing = ledger.findings()
    first = next(listing)
    added = report("Added meanwhile.", published="2021-01-01")
    ledger.put(entry(added, [finding(added)]))
    assert len([first, *listing]) == 30, "a listing shows one state of the ledger"
    assert next(ledger.findings()).report == added.id


def test_as_of_reaches_every_listing(ledger: Ledger, clock: Clock) -> None:
    of = report()
    found = finding(of)
    ledger.put(entry(of, [found]))
    before = clock.stamp()
    other = report("The harbour is closed.", published="2020-01-09")
    link = edge(of.id, other.id)
    issue = Issue("read.bad-date", "32 May", "b.txt")
    ledger.put(entry(other, [finding(other)], edges=[link], issues=[issue]))
    ledger.put(entry(of, [finding(of, by="numbers/2", value=1.0)]))
    new = Finding.make(of, "quantity", [(4, 11)], found.body, by="user:ana", confidence=1.0)
    ledger.correct(new, found.id, None, "user:ana")
    ledger.retract(of.id, "withdrawn", "user:ana")
    then = Filter(as_of=before)
    assert [listed.id for listed in ledger.reports(then)] == [of.id]
    assert list(ledger.findings(then)) == [found]
    assert list(ledger.edges(then)) == []
    assert list(ledger.issues(then)) == []
    assert [hit.report for hit in ledger.search("harbour", then)] == [of.id]
    assert [hit.report for hit in ledger.search("harbour")] == [other.id]
    assert [listed.id for listed in ledger.reports()] == [other.id]
    with pytest.raises(NotFound):
        ledger.report(other.id, before)
    assert list(ledger.reports(replace(then, as_of=0))) == []


def test_settling_changes_no_answer(ledger: Ledger) -> None:
    of = report()
    ledger.put(entry(of, [finding(of)]))
    ledger.settle()
    assert [hit.report for hit in ledger.search("harbour")] == [of.id]
    assert ledger.check() == []


def test_long_names_can_be_kept_and_looked_for(ledger: Ledger) -> None:
    """PostgreSQL indexes no more than 2,700 bytes."""
    name = "Minister of a very long name " * 400
    of = report("x" * 10, outlet=name, title=name)
    ledger.put(entry(of, [finding(of, "voice", name=name), finding(of, unit=name)]))
    assert [listed.id for listed in ledger.reports(Filter(outlet=name))] == [of.id]
    assert len(list(ledger.findings())) == 2


def test_reports_of_one_second_stand_apart(ledger: Ledger) -> None:
    """Numbers hold 24 bits of the id: thousands of reports of one second are sure to meet."""
    several = [report(f"Report number {number}.") for number in range(9000)]
    by_number: dict[int, list[Report]] = {}
    for of in several:
        by_number.setdefault(rows.report_number(of), []).append(of)
    twins = next((twins for twins in by_number.values() if len(twins) > 1), None)
    assert twins is not None
    for of in twins:
        ledger.put(entry(of, [finding(of)]))
    for of in twins:
        assert ledger.report(of.id) == of
        assert [found.report for found in ledger.findings(Filter(report=of.id))] == [of.id]
    assert len(list(ledger.search("report"))) == len(twins)
