"""Stories of a ledger: the same whichever report comes first, however often a text is copied, as of any instant."""

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from cases import empty
from hypothesis import given, settings
from hypothesis import strategies as st

from clock import Clock
from sayso.answers.stories import Story, of_report, story_line, title, told
from sayso.collect.archive import Archive
from sayso.contract import StoryLine, fault
from sayso.desk import Desk
from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.model import Edge, Report
from sayso.pipeline import Outcome
from sayso.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "lineage"))

from lineage_prose import prose

HAPPENINGS = (
    "A strike on the fuel depot at Port Averil burned two tanks and killed dock workers of the eastern quarter",
    "The ferry Halcyon Tern was boarded by armed men, and its captain and crew were taken off Ollen Island",
    "The Averil Ports Company said its accounts were frozen and its harbours closed by the finance minister",
)
TURNS = (
    "Officials told reporters",
    "Residents saw it at dawn",
    "Nobody was available to comment",
    "It was denied later",
)


def about(happening: int, number: int, day: str | None = "2031-03-03") -> Report:
    """A report about one of the happenings, worded by itself."""
    rng = random.Random(number)
    words = HAPPENINGS[happening].split()
    body = " ".join(" ".join(rng.sample(words, len(words))) + "." for _ in range(3))
    text = f"{HAPPENINGS[happening]}. {TURNS[number % 4]}. {body} {prose(number)[:200]}"
    precision = "day" if day else "none"
    return Report(
        text, title=f"Title {number}", outlet=f"Outlet {number}", published=day, published_precision=precision
    )


def desk(ledger: Ledger, folder: Path) -> Desk:
    return Desk(folder, Settings("test"), ledger, Archive(folder / "archive"))


def add(ledger: Ledger, folder: Path, reports: Sequence[Report]) -> Desk:
    filled = desk(ledger, folder)
    for report in reports:
        filled.put(Outcome(report, item=report.id), None, "sayso")
    return filled


def groups(ledger: Ledger, as_of: int | None = None) -> list[tuple[str, str, list[str]]]:
    return [(story.id, title(story, ledger), story.ids) for story in told(ledger, as_of)]


@settings(max_examples=8, derandomize=True)
@given(
    which=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["2031-03-03", "2031-03-05", None])),
        min_size=1,
        max_size=9,
    ),
    order=st.randoms(use_true_random=False),
)
def test_order_the_same_stories_whichever_report_comes_first(
    ledger: Ledger, tmp_path: Path, which: list[tuple[int, str | None]], order: random.Random
) -> None:
    reports = [about(happening, number, day) for number, (happening, day) in enumerate(which)]
    add(empty(ledger), tmp_path, reports)
    wanted = groups(ledger)
    assert sorted(report for _, _, held in wanted for report in held) == sorted(one.id for one in reports)
    add(empty(ledger), tmp_path, order.sample(reports, len(reports)))
    assert groups(ledger) == wanted
    add(ledger, tmp_path, reports)
    assert groups(ledger) == wanted, "putting twice is putting once"
    assert ledger.check() == []


def copies(report: Report, count: int) -> Iterator[Report]:
    for number in range(count):
        yield Report(
            report.text,
            title="Copied",
            outlet=f"Copier {number}",
            published="2031-03-06",
            published_precision="day",
        )


def test_echo_copies_join_the_story_of_their_text_and_change_no_other(ledger: Ledger, tmp_path: Path) -> None:
    reports = [about(number % 3, number) for number in range(9)]
    add(ledger, tmp_path, reports)
    before = {frozenset(held): named for _, named, held in groups(ledger)}
    assert sorted(map(len, before)) == [3, 3, 3]
    echo = list(copies(reports[0], 40))
    add(ledger, tmp_path, echo)
    after = {frozenset(held) - {one.id for one in echo}: named for _, named, held in groups(ledger)}
    assert after == before
    assert len(of_report(reports[0].id, ledger).ids) == 43


def test_a_desk_of_one_report_and_of_none(ledger: Ledger, tmp_path: Path) -> None:
    assert told(ledger) == []
    alone = about(0, 1, None)
    add(ledger, tmp_path, [alone])
    (story,) = told(ledger)
    assert (story.ids, story.first, story.last) == ([alone.id], None, None)
    line = story_line(story, ledger, desk(ledger, tmp_path).origins())
    assert fault(line, StoryLine) is None
    assert line["origins"] + line["unknown"] == 1


def three(ledger: Ledger, folder: Path) -> list[Report]:
    reports = [about(0, 1), about(0, 2), about(1, 3)]
    add(ledger, folder, reports)
    return reports


def sizes(stories: Sequence[Story]) -> list[int]:
    return sorted(len(story.ids) for story in stories)


@pytest.mark.parametrize(
    ("ends", "judgement", "wanted"),
    [((0, 2), "yes", [3]), ((0, 1), "no", [1, 1, 1]), ((0, 2), "unsure", [1, 2])],
)
def test_a_person_merges_and_splits_by_edges(
    ledger: Ledger, tmp_path: Path, ends: tuple[int, int], judgement: str, wanted: list[int]
) -> None:
    reports = three(ledger, tmp_path)
    assert sizes(told(ledger)) == [1, 2]
    left, right = (reports[end].id for end in ends)
    edge = Edge.make(left, right, "same_story", by="user:ana", judgement=judgement)  # type: ignore[arg-type]
    ledger.put_edges([edge], "user:ana")
    assert sizes(told(ledger)) == wanted
    ledger.retract(edge.id, "a mistake", "user:ana")
    assert sizes(told(ledger)) == [1, 2]


def test_as_of_an_instant_and_without_what_was_taken_back(ledger: Ledger, tmp_path: Path, clock: Clock) -> None:
    first, second, other = three(ledger, tmp_path)
    before = groups(ledger)
    then = clock.stamp()
    add(ledger, tmp_path, [about(0, 7)])
    assert groups(ledger) != before
    assert groups(ledger, then) == before
    ledger.retract(first.id, "a hoax", "user:ana")
    assert first.id not in [report for _, _, held in groups(ledger) for report in held]
    with pytest.raises(NotFound, match="annotate --stale"):
        of_report(first.id, ledger)
    assert second.id in of_report(second.id, ledger).ids != of_report(other.id, ledger).ids


def test_what_is_derived_is_made_again(ledger: Ledger, tmp_path: Path) -> None:
    reports = three(ledger, tmp_path)
    before = groups(ledger)
    with ledger.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM sketch")
    assert told(ledger) == []
    desk(ledger, tmp_path).rebuild()
    assert groups(ledger) == before
    desk(ledger, tmp_path).erase(reports[0].id, "a court", "user:ana")
    assert reports[0].id not in [report for _, _, held in groups(ledger) for report in held]
    assert ledger.check() == []
