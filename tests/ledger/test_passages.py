"""The index of passages in the ledger: what one in memory answers, it answers; what is erased leaves it."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cases import empty, entry
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import Filter, Ledger, Passages, migrate, open_ledger
from sayso.ledger.engine import Hot
from sayso.ledger.passages import BLOCK
from sayso.lineage import Link, MemoryIndex, aside, relate_all, witnesses
from sayso.model import Edge, Report
from sayso.read.furnish import parts_of
from sayso.tracing import Tracing

sys.path.insert(0, str(Path(__file__).parents[1] / "lineage"))

from lineage_prose import Copying, prose, report

SHARES = Filter(kind="shares")
numbers = st.integers(1, 6)
hashes = st.integers(0, (1 << 47) - 1) | st.integers(0, 5)
places = st.integers(0, (1 << 44) - 1)
STRETCHES = ((0, 1), (3, 9), (19, 26), (BLOCK - 2, BLOCK + 2), (BLOCK + 6, 2 * BLOCK + 1))
links = st.builds(
    lambda carrier, first, length: Link(carrier, first, first + length),
    numbers,
    st.integers(0, 20) | st.integers(BLOCK - 5, BLOCK + 5),
    numbers | st.just(3 * BLOCK),
)
puts = st.lists(
    st.tuples(st.dictionaries(hashes, places, max_size=12), st.lists(links, max_size=6, unique=True)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40)
@given(rows=puts, asked=st.lists(hashes, max_size=20, unique=True))
def test_it_answers_as_an_index_in_memory(
    ledger: Ledger, rows: list[tuple[dict[int, int], list[Link]]], asked: list[int]
) -> None:
    memory = MemoryIndex()
    with empty(ledger).database.writing() as connection:
        index = Passages(Hot(connection))
        for number, (marks, linked) in enumerate(rows, 1):
            for one in (index, memory):
                one.put(number, tuple(marks.items()), linked)
        wanted = [*asked, *(hashed for marks, _ in rows for hashed in marks)]
        assert sorted(index.carriers(wanted)) == sorted(memory.carriers(wanted))
        stretches = [(carrier, *words) for carrier in range(1, 7) for words in STRETCHES]
        found = set(index.sharers(stretches))
        assert found == set(memory.sharers(stretches))
        given = {
            (one.carrier, word, number)
            for number, (_, linked) in enumerate(rows, 1)
            for one in linked
            for word in range(one.first, one.last)
        }
        told = {
            (stretches[at][0], word, number) for at, first, last, number in found for word in range(first, last)
        }
        asked_for = {(carrier, word) for carrier, *words in stretches for word in range(*words)}
        assert {one for one in told if one[:2] in asked_for} == {one for one in given if one[:2] in asked_for}
        connection.rollback()


def added(ledger: Ledger, *reports: Report) -> Ledger:
    tracing = Tracing()
    for one in reports:
        ledger.put(entry(one), tracer=tracing)
    return ledger


def edges(ledger: Ledger) -> dict[str, Edge]:
    return {one.id: one for one in ledger.edges(SHARES)}


def related(reports: list[Report]) -> dict[str, Edge]:
    """The edges between all reports, found at once and without a ledger."""
    furniture = {one.id: aside(parts_of(one)) for one in reports}
    return {one.id: one for one in relate_all(witnesses(reports, furniture))}


def rows(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    """Marks and links with the reports' ids in place of numbers."""
    named = "(SELECT r.id FROM witness w JOIN report r ON r.num = w.report WHERE w.num = {})"
    carrier, sharer = named.format("carrier"), named.format("link.report")
    asked = (f"SELECT hash, place, {carrier} FROM mark", f"SELECT first, last, {carrier}, {sharer} FROM link")
    with ledger.database.reading() as connection:
        return [sorted(map(tuple, connection.exec_driver_sql(one).all())) for one in asked]


def family(seed: int, copies: int) -> list[Report]:
    """A story, edited and cut copies of it, and a report of something else."""
    story = prose(seed)
    made = [Copying(seed + n, 0.1, None if n % 2 else 90).copy(story) for n in range(copies)]
    return [report(text, number) for number, text in enumerate((story, *made, prose(seed + 500)))]


@settings(max_examples=8, derandomize=True)
@given(seed=st.integers(0, 400), order=st.randoms(use_true_random=False))
def test_order_the_same_edges_whichever_comes_first(ledger: Ledger, seed: int, order: random.Random) -> None:
    reports = family(seed, 5)
    wanted = related(reports)
    shuffled = order.sample(reports, len(reports))
    for arriving in (reports, shuffled):
        assert edges(added(empty(ledger), *arriving)) == wanted
    assert ledger.check() == []


def test_adding_again_changes_nothing(ledger: Ledger) -> None:
    reports = family(1, 4)
    before = edges(added(ledger, *reports)), rows(ledger), ledger.counts()
    assert before[0]
    assert (edges(added(ledger, *reports)), rows(ledger), ledger.counts()) == before
    assert not ledger.put(entry(reports[0]), tracer=Tracing()).new


def test_the_index_can_be_dropped_and_made_anew(ledger: Ledger) -> None:
    added(ledger, *family(2, 4))
    before = rows(ledger), edges(ledger), ledger.counts()
    ledger.retrace(Tracing())
    assert (rows(ledger), edges(ledger), ledger.counts()) == before
    assert ledger.check() == []


def test_reports_added_without_lineage_are_stale_until_they_are_traced(ledger: Ledger) -> None:
    reports = family(3, 3)
    for one in reports:
        ledger.put(entry(one))
    by = Tracing().by
    assert len(list(ledger.stale((by,)))) == len(reports)
    assert edges(added(ledger, *ledger.stale((by,)))) == related(reports)
    assert list(ledger.stale((by,))) == []


def test_a_ledger_from_before_lineage_is_brought_up_to_date(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = family(3, 3)
    with monkeypatch.context() as before:
        before.setattr(migrate, "HEAD", "0001")
        with open_ledger(empty_url) as old:
            for one in reports:
                old.put(entry(one))
    with open_ledger(empty_url) as new:
        assert new.check() == []
        assert edges(added(new, *new.stale((Tracing().by,)))) == related(reports)
        assert new.check() == []


def test_links_from_before_blocks_are_cut(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(migrate, "HEAD", "0002")
        with open_ledger(empty_url) as old:
            added(old, report(prose(3), 0), report(prose(3), 1))
            with old.database.writing() as connection:
                connection.exec_driver_sql(f"UPDATE link SET last = {2 * BLOCK + 5}")
    with open_ledger(empty_url) as new:
        assert new.check() == []
        stretches = [(first, last) for first, last, *_ in rows(new)[1]]
        assert stretches == [(0, BLOCK), (BLOCK, 2 * BLOCK), (2 * BLOCK, 2 * BLOCK + 5)]


@pytest.mark.parametrize("number", [0, 2])
def test_what_is_erased_leaves_the_index_and_a_later_copy_carries_its_words(
    ledger: Ledger, number: int
) -> None:
    story = prose(4)
    reports = [report(f"{story}\n\nClick here for page {n}.", n) for n in range(4)]
    added(ledger, *reports)
    ledger.erase(reports[number].id, "a court", "user:ana", Tracing())
    assert ledger.check() == []
    left = [one for one in reports if one is not reports[number]]
    assert {end for one in edges(ledger).values() for end in (one.left, one.right)} == {one.id for one in left}
    added(ledger, report(f"{story}\n\nClick here for page 9.", 9))
    assert len(edges(ledger)) == 6, "the next copy is found by what an heir carries"


def test_heirs_of_a_large_family_stay_one_family(ledger: Ledger) -> None:
    """Above sixteen sharers the carrier stands for all: without it they must find one another again."""
    reports = [report(prose(5), number) for number in range(24)]
    added(ledger, *reports)
    ledger.erase(reports[0].id, "a court", "user:ana", Tracing())
    joined = {reports[1].id}
    found = list(edges(ledger).values())
    for _ in reports:
        joined |= {end for one in found if {one.left, one.right} & joined for end in (one.left, one.right)}
    assert joined == {one.id for one in reports[1:]}


def test_another_version_begins_the_index_anew(ledger: Ledger) -> None:
    reports = family(6, 3)
    added(ledger, *reports[:2])
    later = Tracing(by="lineage/9999")
    ledger.put(entry(reports[2]), tracer=later)
    assert {len(found) for found in (rows(ledger)[1], edges(ledger))} == {0, 1}
    for one in ledger.stale((later.by,)):
        ledger.put(entry(one), tracer=later)
    assert ledger.check() == []
    assert len({carrier for *_, carrier in rows(ledger)[0]}) > 1


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM witness", "traced"),
        ("INSERT INTO mark (hash, carrier, place) VALUES (5, 999, 0)", "marks of no witness"),
        ("INSERT INTO link (carrier, first, report, last) VALUES (999, 0, 1, 5)", "links of no witness"),
        ("UPDATE link SET last = first", "links to no words"),
        ("UPDATE link SET last = last + 1024", "links over several blocks"),
    ],
)
def test_damage_to_the_index_is_told(ledger: Ledger, damage: str, told: str) -> None:
    added(ledger, *family(7, 2))
    with ledger.database.writing() as connection:
        connection.exec_driver_sql(damage)
    found = ledger.check()
    assert any(told in line for line in found) or (
        told == "traced" and any("no witness" in one for one in found)
    )
    ledger.retrace(Tracing())
    assert ledger.check() == []


def test_lineage_that_fails_keeps_the_report(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr("sayso.tracing.relate", broken)
    one = report(prose(8), 0)
    receipt = ledger.put(entry(one), tracer=Tracing())
    assert [issue.code for issue in receipt.issues] == ["lineage.failed"]
    assert [listed.id for listed in ledger.reports()] == [one.id]
    assert ledger.check() == []


def test_as_of_before_a_copy_came_there_is_no_edge(ledger: Ledger, clock: object) -> None:
    story, copy = report(prose(9), 0), report(prose(9), 1)
    added(ledger, story)
    before = clock.stamp()  # type: ignore[attr-defined]
    added(ledger, copy)
    assert list(ledger.edges(replace(SHARES, as_of=before))) == []
    assert len(edges(ledger)) == 1


def test_a_million_numbers_are_no_trouble(ledger: Ledger) -> None:
    """Numbers, words and hashes at the ends of what their columns hold."""
    with ledger.database.writing() as connection:
        index = Passages(Hot(connection))
        high = (1 << 31) - 1
        index.put(high, [((1 << 47) - 1, (1 << 44) - 1)], [Link(high - 1, high - 2, high - 1)])
        assert list(index.carriers([(1 << 47) - 1])) == [((1 << 47) - 1, high, (1 << 44) - 1)]
        assert list(index.sharers([(high - 1, high - 2, high - 1)])) == [(0, high - 2, high - 1, high)]
        connection.rollback()
