"""Lineage in a desk, on both databases: arrival, echo, order, origins as of an instant, versions, a copy's dates."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cases import empty, entry
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.desk import Desk, new_desk, open_desk
from sayso.ledger import Filter, Ledger
from sayso.lineage import count, explain, of_words
from sayso.model import Report
from sayso.origins import MOST, Origins, origin_line
from sayso.settings import Outlet
from sayso.tracing import Tracing

sys.path.insert(0, str(Path(__file__).parents[1] / "lineage"))

from lineage_prose import Copying, prose, report

Line = dict[str, Any]
STORY = prose(71)
SHARES = Filter(kind="shares")


@pytest.fixture
def desk(tmp_path: Path, url: str) -> Iterator[Desk]:
    """An empty desk."""
    folder = tmp_path / "desk"
    new_desk(folder)
    with open_desk(folder, {"SAYSO_DATABASE": url}) as opened:
        yield opened


def line(text: str, outlet: str | None, published: str | None, **more: str) -> Line:
    said = {"text": text, "outlet": outlet, "published": published, **more}
    return {key: value for key, value in said.items() if value is not None}


def add(desk: Desk, *lines: Line) -> list[str]:
    """Add each line as a file of its own; the ids of the reports."""
    paths = []
    for one in lines:
        said = json.dumps(one)
        paths.append(desk.folder / f"{abs(hash(said))}.jsonl")
        paths[-1].write_text(said + "\n", encoding="utf-8")
    kept = [one for path in paths for one in desk.add([str(path)], io.BytesIO())]
    return [one.outcome.report.id for one in kept if one.outcome.report]


def standing(desk: Desk) -> tuple[set[str], list[tuple[str, list[Line]]], set[tuple[object, ...]]]:
    """Edges, origins and dates, as they are listed."""
    origins = desk.origins()
    reports = [one.id for one in desk.ledger.reports()]
    listed = [(key, [origin_line(one) for one in origins.of_report(key)]) for key in reports]
    times = {(one.report, one.spans, one.body["start"]) for one in desk.ledger.findings(Filter(kind="time"))}
    return {edge.id for edge in desk.ledger.edges()}, listed, times


SEVERAL = (
    line(f"{STORY} They met on Tuesday.", "Harn Courier", "2024-05-14T08:00:00Z"),
    line(f"{STORY} They met on Tuesday.", "Valley Post", "2024-05-22T08:00:00Z"),
    line(Copying(3, 0.1, 90).copy(STORY), "Quay Blog", "2024-05-16T08:00:00Z"),
    line(f"{prose(72)}\n\n{STORY.split(chr(10))[0]}", "Coast Herald", "2024-05-15T08:00:00Z"),
    line(prose(73), "Harn Courier", "2024-05-15T09:00:00Z"),
)


def test_whatever_comes_first_all_is_the_same_in_the_end(desk: Desk, tmp_path: Path) -> None:
    add(desk, *SEVERAL)
    wanted = standing(desk)
    assert wanted[0]
    for number, order in enumerate(([4, 3, 2, 1, 0], [1, 0, 3, 4, 2])):
        new_desk(tmp_path / str(number))
        with open_desk(tmp_path / str(number), {}) as other:
            add(other, *(SEVERAL[at] for at in order))
            assert standing(other) == wanted
            assert list(other.check()) == []


def test_adding_again_changes_no_row(desk: Desk) -> None:
    add(desk, *SEVERAL)
    before = desk.ledger.counts(), standing(desk)
    add(desk, *SEVERAL, *SEVERAL[::-1])
    assert list(desk.annotate_stale()) == []
    assert (desk.ledger.counts(), standing(desk)) == before
    desk.rebuild()
    assert (desk.ledger.counts(), standing(desk)) == before
    assert list(desk.check()) == []


def test_a_copys_dates_are_read_with_its_origins_day(desk: Desk) -> None:
    first, copy, *_ = add(desk, *SEVERAL)
    days = {
        key: {one.body["start"] for one in desk.ledger.findings(Filter(kind="time", report=key))}
        for key in (first, copy)
    }
    assert days == {first: {"2024-05-14"}, copy: {"2024-05-14"}}
    found = [one.by for one in desk.ledger.findings(Filter(kind="time", report=copy))]
    assert all(by.endswith("@2024-05-14") for by in found)
    everything = Filter(kind="time", report=copy, everything=True)
    assert {"2024-05-21"} < {one.body["start"] for one in desk.ledger.findings(everything)}, (
        "the earlier run stays"
    )


def test_what_was_taken_back_is_no_origin_and_still_joins_its_copies(desk: Desk) -> None:
    first, copy, *_ = add(desk, *SEVERAL)
    assert [one.name for one in desk.origins().of_report(copy)] == ["Harn Courier"]
    desk.ledger.retract(first, "a page of the wrong day", "user:ana")
    (origin,) = desk.origins().of_report(copy)
    assert origin.name != "Harn Courier"
    assert first not in origin.reports


def test_origins_as_of_an_instant(desk: Desk) -> None:
    (copy,) = add(desk, SEVERAL[1])
    before = max(edge_stamps(desk.ledger))
    (first,) = add(desk, SEVERAL[0])
    assert [one.name for one in desk.origins().of_report(copy)] == ["Harn Courier"]
    assert [one.name for one in desk.origins(before).of_report(copy)] == ["Valley Post"]
    assert desk.origins().of_report(copy)[0].report == first


def edge_stamps(ledger: Ledger) -> list[int]:
    with ledger.database.reading() as connection:
        return list(connection.exec_driver_sql("SELECT stamp FROM act").scalars())


def test_an_untraced_report_is_of_unknown_origin(ledger: Ledger) -> None:
    one = report(STORY, 0, "Harn Courier")
    ledger.put(entry(one))
    (origin,) = Origins(ledger).of_report(one.id)
    assert (origin.known, "not been traced" in origin.because) == (False, True)


def test_a_text_of_unnamed_agencies_is_of_unknown_origin(desk: Desk) -> None:
    keys = add(
        desk,
        line(f"{STORY}\n\n(Agencies)", "Harn Courier", "2024-05-14"),
        line(f"{STORY}\n\n(Agencies)", "Valley Post", "2024-05-15"),
        line(f"{prose(74)}\n\n(Agencies)", "Coast Herald", "2024-05-15"),
    )
    for key in keys:
        assert [one.known for one in desk.origins().of_report(key)] == [False]


def test_outlets_of_one_owner_are_one_family_under_any_of_their_names(ledger: Ledger) -> None:
    reports = [
        report(prose(80 + n), n, outlet) for n, outlet in enumerate(("Harn Courier", "Valley Post", "VP"))
    ]
    tracing = Tracing()
    for one in reports:
        ledger.put(entry(one), tracer=tracing)
    outlets = (
        Outlet("Harn Courier", owner="Norland Media"),
        Outlet("Valley Post", names=("VP",), owner="Norland Media"),
    )
    for known, families in (((), 3), (outlets, 1), ((Outlet("Valley Post", names=("VP",)),), 2)):
        origins = Origins(ledger, known)
        found = [origin for one in reports for origin in origins.of_report(one.id)]
        assert count(found) == (families, 0)


def test_an_outlet_the_desk_calls_an_agency_is_the_origin_of_what_credits_it(ledger: Ledger) -> None:
    tracing = Tracing()
    reports = [
        report(f"VESSA, May 1 (Norwire) - {STORY}", 0, "Harn Courier"),
        report(STORY, 1, "Norwire"),
    ]
    for one in reports:
        ledger.put(entry(one), tracer=tracing)
    origins = Origins(ledger, (Outlet("Norwire Agency", names=("Norwire",), kind="agency"),))
    assert {one.name for key in reports for one in origins.of_report(key.id)} == {"Norwire Agency"}


@settings(max_examples=10, derandomize=True)
@given(seed=st.integers(0, 500), copies=st.integers(1, 4), owner=st.integers(0, 3))
def test_echo_no_copy_changes_the_origins_of_any_sentence(
    ledger: Ledger, seed: int, copies: int, owner: int
) -> None:
    empty(ledger)
    tracing = Tracing()
    originals = [report(prose(seed + number), number) for number in range(2)]
    for one in originals:
        ledger.put(entry(one), tracer=tracing)
    before = sentences(ledger, originals)
    for number in range(copies):
        made = Copying(seed + number, 0.15, None if number % 2 else 60 + owner).copy(originals[number % 2].text)
        ledger.put(entry(report(made, 2 + number, f"Paper {owner}")), tracer=tracing)
    assert sentences(ledger, originals) == before


def sentences(ledger: Ledger, reports: list[Report]) -> list[tuple[str, ...]]:
    """The origins of every sentence of some reports, and of each whole, by id."""
    origins, found = Origins(ledger), list[tuple[str, ...]]()
    for one in reports:
        found.append(tuple(origin.id for origin in origins.of_report(one.id)))
        start = 0
        while start < len(one.text):
            end = one.text.find(".", start) + 1 or len(one.text)
            roots = of_words(one.id, [(start, end)], origins.records)
            found.append(tuple(origin.id for origin in roots))
            start = end + 1
    return found


@settings(max_examples=6, derandomize=True)
@given(seed=st.integers(0, 500))
def test_mirror_swapping_two_names_swaps_nothing_else(ledger: Ledger, seed: int) -> None:
    told = []
    for one, other in (("Aldria", "Borund"), ("Borund", "Aldria")):
        empty(ledger)
        tracing = Tracing()
        texts = [f"{one} said so. {prose(seed)} {other} denied it.", f"{prose(seed)} {other} and {one} met."]
        reports = [
            report(text, number, outlet)
            for number, (text, outlet) in enumerate(zip(texts, (one, other), strict=True))
        ]
        for of in reports:
            ledger.put(entry(of), tracer=tracing)
        numbers = {of.id: number for number, of in enumerate(reports)}
        (edge,) = ledger.edges(SHARES)
        body, ends = edge.body, (numbers[edge.left], numbers[edge.right])
        turned = ends[0] > ends[1]
        taker = {"left_from_right": ends[0], "right_from_left": ends[1]}.get(body["direction"])
        shares = (body["share_left"], body["share_right"])
        passages = [pair[::-1] if turned else pair for pair in body["passages"]]
        told.append((body["relation"], taker, shares[::-1] if turned else shares, passages, edge.score))
    assert told[0] == told[1]


def test_a_large_family_is_listed_by_its_earliest_texts(ledger: Ledger) -> None:
    tracing = Tracing()
    reports = [report(STORY, number, f"Paper {number}") for number in range(MOST + 20)]
    for one in reports[::-1]:
        ledger.put(entry(one), tracer=tracing)
    for most in (MOST, None):
        origins = Origins(ledger, most=most)
        assert {of.report for one in reports for of in origins.of_report(one.id)} == {reports[0].id}
    told = (f"{MOST} reports or more, one origin", f"{MOST + 20} reports, one origin: Paper 0, 1 May")
    for most, said in zip((MOST, None), told, strict=True):
        assert explain(Origins(ledger, most=most).of_report(reports[5].id)).startswith(said)


def test_a_page_that_changed_is_a_later_version_and_what_rested_on_it_is_told(desk: Desk) -> None:
    said = 'Minister Ada Quist said on Monday that "the cranes were paid for by the town".'
    url = "https://courier.example/harbour"
    first, later = add(
        desk,
        line(f"{said} {STORY}", "Harn Courier", "2024-05-14T08:00:00Z", url=url),
        line(f"{STORY} It will be counted again.", "Harn Courier", "2024-05-14T11:00:00Z", url=f"{url}?amp=1"),
    )
    (edge,) = desk.ledger.edges(Filter(kind="revises"))
    assert (edge.left, edge.right, edge.body["same_address"]) == (later, first, True)
    assert [change["what"] for change in edge.body["changes"]] == ["removed", "added"]
    origins = desk.origins()
    flagged = {one.id: origins.revised(one) for one in desk.ledger.findings(Filter(report=first, kind="claim"))}
    assert (later,) in flagged.values()
    assert all(not origins.revised(one) for one in desk.ledger.findings(Filter(report=later)))


def test_versions_without_times_go_by_when_they_were_seen(desk: Desk) -> None:
    (first,) = add(desk, line(STORY, "Harn Courier", "2024-05-14"))
    (later,) = add(desk, line(f"{STORY} More came later.", "Harn Courier", "2024-05-14"))
    assert [(edge.left, edge.right) for edge in desk.ledger.edges(Filter(kind="revises"))] == [(later, first)]


BAD = {
    "nothing but furniture": "Sign up for our daily newsletter.\n\nAll rights reserved.\n\nClick here to support us.",
    "hardly a word": "One.",
    "hidden characters": "\u200b".join(STORY),
    "a phone book": "\n".join(f"Alden {n % 7}, Mill Lane {n % 90}, {n * 7919 % 10**7}" for n in range(900)),
}


@pytest.mark.parametrize("name", BAD)
def test_odd_texts_stop_nothing(desk: Desk, name: str) -> None:
    days = (None, "2024-05-14", "2024-05-14", "2131-01-01")
    keys = add(desk, *(line(BAD[name], f"Paper {n}", day) for n, day in enumerate(days)))
    assert len(set(keys)) == 4
    assert list(desk.check()) == []
    for key in keys:
        assert all(one.reports for one in desk.origins().of_report(key))


def test_a_copy_hidden_by_look_alikes_is_found(desk: Desk) -> None:
    disguised = STORY.replace("o", "о").replace("e", "е").replace(" ", " \u200b")  # Cyrillic letters
    first, copy = add(
        desk, line(STORY, "Harn Courier", "2024-05-14"), line(disguised, "Quay Blog", "2024-05-15")
    )
    (edge,) = desk.ledger.edges(SHARES)
    assert edge.body["relation"] == "same_text"
    assert desk.ledger.report(copy).text == disguised
    assert desk.origins().of_report(copy)[0].report == first
