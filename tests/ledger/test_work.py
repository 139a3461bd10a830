"""The work of adding is bounded by the text: a story with a thousand copies asks no more than one with forty.

Work is counted, not timed: rows the index gives, texts that are fetched, rows that are stored, and the steps SQLite's
machine takes for the whole transaction.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from cases import entry
from sqlalchemy import event

from sayso.ledger import Ledger, open_ledger, sqlite_url
from sayso.lineage import MemoryIndex, Witness, passages, relate
from sayso.model import Report
from sayso.tracing import Tracing

sys.path.insert(0, str(Path(__file__).parents[1] / "lineage"))

from lineage_prose import Copying, prose, report

STORY = prose(101)
WORDS = STORY.split(" ")


def whole(number: int) -> str:
    """The story as it is."""
    return STORY


def edited(number: int) -> str:
    """The story with a tenth of its words changed."""
    return Copying(number, 0.1, None).copy(STORY)


def cut(number: int) -> str:
    """Sixty words of the story from anywhere: links that begin and end at every word."""
    first = random.Random(number).randrange(len(WORDS) - 60)
    return " ".join(WORDS[first : first + 60])


def lifted(number: int) -> str:
    """Sixty words of the story in a report of something else."""
    return f"{prose(1000 + number)}\n\n{cut(number)}"


WORK = 12_000
"""No addition of 500 words asks more: six writers a mark, eighteen links a word, a hundred texts at 100 each."""
COPIES = pytest.mark.parametrize("copied", [whole, edited, cut, lifted])


class Counting(MemoryIndex):
    """An index that counts the rows it gives."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def carriers(self, hashes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """As ``MemoryIndex`` gives them."""
        for row in super().carriers(hashes):
            self.given += 1
            yield row

    def sharers(self, stretches: Sequence[passages.Stretch]) -> Iterator[tuple[int, int, int, int]]:
        """As ``MemoryIndex`` gives them."""
        for row in super().sharers(stretches):
            self.given += 1
            yield row


@COPIES
def test_what_is_read_and_stored_hangs_on_the_text_not_on_its_copies(copied: Callable[[int], str]) -> None:
    index, witnesses = Counting(), [Witness(report(STORY, 0))]
    fetched = list[int]()

    def witness_of(number: int) -> Witness:
        fetched.append(number)
        return witnesses[number]

    index.put(0, tuple(witnesses[0].fingerprint.items()), ())
    work = list[int]()
    for number in range(1, 801):
        witness = Witness(report(copied(number), number))
        index.given, before = 0, len(fetched)
        found = relate(witness, index, witness_of)
        work.append(index.given + 100 * len(set(fetched[before:])))
        assert found.edges
        witnesses.append(witness)
        index.put(number, found.marks, found.links)
    assert median(work[-50:]) <= 1.5 * median(work[100:150])
    assert max(work) <= WORK
    over = [link for link in index.rows()[1] if link[0] == 0]
    assert len(over) <= passages.LINKED * len(witnesses[0].fingerprint)
    covered = [sum(first <= word < last for _, first, last, _ in over) for word in range(len(WORDS))]
    assert max(covered) <= passages.LINKED


@contextmanager
def steps(ledger: Ledger) -> Iterator[list[int]]:
    """Counts, in hundreds, the steps of SQLite's machine for whatever is written meanwhile."""
    counted = [0]

    def tick() -> int:
        counted[0] += 1
        return 0

    def watch(driver: Any, *_: object) -> None:
        driver.set_progress_handler(tick, 100)

    engine = ledger.database.writer
    event.listen(engine, "checkout", watch)
    try:
        yield counted
    finally:
        event.remove(engine, "checkout", watch)


@COPIES
def test_the_transaction_that_adds_a_copy_takes_as_many_steps_as_ever(
    tmp_path: Path, copied: Callable[[int], str]
) -> None:
    with open_ledger(sqlite_url(tmp_path / "ledger.db")) as ledger:
        tracing = Tracing()
        ledger.put(entry(report(STORY, 0)), tracer=tracing)
        work = list[int]()
        for number in range(1, 481):
            with steps(ledger) as counted:
                ledger.put(entry(report(copied(number), number)), tracer=tracing)
            work.append(counted[0])
    assert median(work[-40:]) <= 1.3 * median(work[120:160])  # the search index merges now and then


def test_long_texts_that_are_the_same_are_worked_out_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = list[str]()
    whole_text = "\n\n".join(prose(seed) for seed in range(30))
    kept = Witness.words.func  # type: ignore[attr-defined]

    def words(witness: Witness) -> Any:
        hashed.append(witness.report.id)
        return kept(witness)

    monkeypatch.setattr(Witness.words, "func", words)
    tracing = Tracing()
    tracing_again = Tracing()
    reports = [Report(text=whole_text, outlet=f"Outlet {number}") for number in range(6)]
    for one in reports:
        ledger.put(entry(one), tracer=tracing)
    assert len(hashed) == len(reports), "each new text is read once; those before it are its twins"
    hashed.clear()
    other = Report(text=whole_text, outlet="Outlet 6")
    ledger.put(entry(other), tracer=tracing_again)
    assert hashed == [other.id]
