"""The laws of the ledger, on both databases (architecture, laws 1 to 7)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from cases import edge, empty, entries, entry, finding, report, several
from hypothesis import given, settings
from hypothesis import strategies as st

from clock import Clock
from sayso.errors import Issue, LawBroken
from sayso.ledger import Entry, Filter, Ledger
from sayso.model import Finding, Report

ALL = Filter(everything=True)


def everything(ledger: Ledger, as_of: int | None = None) -> list[object]:
    """All the ledger tells, now or as of a stamp."""
    wanted = replace(ALL, as_of=as_of)
    return [
        [listed.line() for listed in ledger.reports(wanted)],
        list(ledger.findings(wanted)),
        list(ledger.edges(wanted)),
        list(ledger.issues(wanted)),
        [listed.line() for listed in ledger.reports(Filter(as_of=as_of))],
        list(ledger.findings(Filter(as_of=as_of))),
    ]


@settings(max_examples=25)
@given(given_entries=several)
def test_what_comes_out_is_what_went_in(ledger: Ledger, given_entries: Sequence[Entry]) -> None:
    """Laws 1 and 4: quotes, makers, every field."""
    empty(ledger)
    for one in given_entries:
        ledger.put(one)
        assert ledger.report(one.report.id) == one.report
        kept = {f.id: f for f in ledger.findings(Filter(report=one.report.id, everything=True))}
        for put in one.findings:
            assert (kept[put.id].spans, kept[put.id].quotes) == (put.spans, one.report.quotes(put.spans))
            assert (kept[put.id].body, kept[put.id].by, kept[put.id].kind) == (put.body, put.by, put.kind)
    assert ledger.check() == []


@settings(max_examples=25)
@given(given_entries=several)
def test_putting_twice_is_putting_once(ledger: Ledger, given_entries: Sequence[Entry]) -> None:
    """Law 2."""
    empty(ledger)
    for one in given_entries:
        ledger.put(one)
    before = everything(ledger)
    assert not any(ledger.put(one).new for one in given_entries)
    assert everything(ledger) == before


@settings(max_examples=15)
@given(
    steps=st.lists(entries() | st.sampled_from(["retract", "correct", "erase nothing"]), min_size=2, max_size=6)
)
def test_as_known_then(ledger: Ledger, clock: Clock, steps: Sequence[Entry | str]) -> None:
    """Laws 3 and 7: whatever is done later, an answer as of an instant is the answer given at that instant."""
    empty(ledger)
    answers: list[tuple[int, list[object]]] = []
    last: Report | None = None
    for step in steps:
        if isinstance(step, Entry):
            ledger.put(replace(step, issues=[Issue("annotate.language", "none", step.report.id[:5])]))
            last = step.report
        elif last is not None:
            _change(ledger, step, last)
        answers.append((clock.stamp(), everything(ledger)))
    for stamp, answer in answers:
        assert everything(ledger, stamp) == answer


def _change(ledger: Ledger, step: str, of: Report) -> None:
    if step == "retract":
        ledger.retract(of.id, "said so", "user:ana")
    elif step == "correct":
        for old in list(ledger.findings(Filter(report=of.id)))[:1]:
            body = {**old.body, "note": old.id}
            new = Finding.make(of, old.kind, old.spans, body, by="user:ana", confidence=1.0)
            ledger.correct(new, old.id, None, "user:ana")


def test_a_finding_must_quote_its_report(ledger: Ledger) -> None:
    """Law 1."""
    of = report()
    good = finding(of)
    for bad in (replace(good, quotes=("Thx",)), replace(good, quotes=()), replace(good, report="0" * 24)):
        with pytest.raises(LawBroken):
            ledger.put(entry(of, [bad]))
    assert ledger.counts()["report"] == 0, "nothing of a refused entry is kept"


@pytest.mark.parametrize(
    "fields",
    [{"text": "a\0b"}, {"text": "a\ud800b"}, {"title": "\0"}, {"given": "\udcff"}, {"published": "yesterday"}],
    ids=str,
)
def test_what_no_ledger_can_hold_is_refused(ledger: Ledger, fields: dict[str, str]) -> None:
    with pytest.raises(LawBroken):
        ledger.put(entry(report(**fields)))
    assert ledger.counts()["report"] == 0


def test_a_row_of_an_unknown_capture_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LawBroken):
        ledger.put(entry(report(), capture="no such"))


def test_each_change_tells_who_when_and_why(ledger: Ledger) -> None:
    """Law 3."""
    of = report()
    old = finding(of)
    ledger.put(entry(of, [old]), "sayso")
    ledger.correct(finding(of, by="user:ana", value=5000.0), old.id, "misread", "user:ana")
    ledger.retract(of.id, "withdrawn", "user:ben")
    with ledger.database.reading() as connection:
        acts = connection.exec_driver_sql("SELECT who, verb, why FROM act ORDER BY stamp").all()
    assert [tuple(act) for act in acts] == [
        ("sayso", "add", None),
        ("user:ana", "correct", "misread"),
        ("user:ben", "retract", "withdrawn"),
    ]


def test_what_changes_nothing_leaves_no_trace(ledger: Ledger) -> None:
    """Law 2, of the acts."""
    of = report()
    ledger.put(entry(of, [finding(of)]))
    ledger.retract(of.id, "withdrawn", "user:ben")
    ledger.put(entry(of, [finding(of)]))
    ledger.retract(of.id, "again", "user:ana")
    ledger.put_edges([], "copies/1")
    ledger.put_issues([])
    with ledger.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM act").scalar() == 2


def test_stamps_rise_though_the_clock_goes_back(ledger: Ledger, clock: Clock) -> None:
    ledger.put(entry(report("One.")))
    clock.now = clock.now.replace(year=2001)
    ledger.put(entry(report("Two.")))
    with ledger.database.reading() as connection:
        stamps = list(connection.exec_driver_sql("SELECT stamp FROM report ORDER BY stamp").scalars())
    assert stamps[1] == stamps[0] + 1


def test_three_clocks_do_not_fill_one_another(ledger: Ledger) -> None:
    """Law 6: a report without a day of publication has none, whatever the clock says."""
    ledger.put(entry(report(published=None)))
    (listed,) = ledger.reports()
    assert listed.line()["published"] is None
    assert ledger.report(listed.id).published is None
    assert list(ledger.reports(Filter(since="1000-01-01"))) == []


def test_edges_are_put_once_and_listed_newest_first(ledger: Ledger) -> None:
    first, second = edge("a" * 24, "b" * 24), edge("a" * 24, "c" * 24, body={"relation": "partial"})
    assert ledger.put_edges([first], "copies/1")
    assert ledger.put_edges([first, second, second], "copies/1")
    assert not ledger.put_edges([second, first], "copies/1")
    assert list(ledger.edges()) == [second, first]
    assert list(ledger.edges(Filter(kind="same_claim"))) == []
