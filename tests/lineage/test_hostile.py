"""What is thrown at lineage: furniture only, phone books, the longest texts, many identical ones."""

import random
import subprocess
import sys

import pytest
from lineage_index import Desk
from lineage_prose import FURNITURE, prose, report

from sayso.lineage import FAMILY, Witness, edge, judge
from sayso.lineage.fingerprints import fingerprint
from sayso.lineage.passages import LINKED
from sayso.lineage.words import hash_words
from sayso.model import Report


def test_many_identical_reports_are_one_family_at_a_constant_cost() -> None:
    text = prose(41)
    desk = Desk([report(text, number) for number in range(300)])
    marks, links = desk.index.rows()
    assert len(marks) == len(fingerprint(hash_words(text)))
    assert len(links) == LINKED
    assert all(desk.records.edges(one.report.id) for one in desk.witnesses)
    assert len(desk.edges) <= FAMILY * (FAMILY + 1) // 2 + 300


@pytest.mark.parametrize(
    "text", ["", " ", "…", "One.", "\n\n".join(FURNITURE), "“”", "\u200b\u200b", "4 5 6 7 8 9 10 11"]
)
def test_texts_with_hardly_a_word(text: str) -> None:
    desk = Desk([Report(text=text, outlet=str(number)) for number in range(4)])
    assert not desk.edges
    assert judge(Witness(Report(text=text)), Witness(Report(text=prose(42)))) is None


def test_two_phone_books_are_told_apart_from_one_copied() -> None:
    rng = random.Random(2)

    def book() -> str:
        return "\n".join(
            f"Alden {rng.choice('ABC')}., Mill Lane {rng.randint(1, 99)}, {rng.randint(10**6, 10**7)}"
            for _ in range(800)
        )

    one, other = book(), book()
    assert judge(Witness(Report(text=one)), Witness(Report(text=other))) is None
    verdict = judge(Witness(Report(text=one)), Witness(Report(text=one[: len(one) // 2])))
    assert verdict is not None
    assert verdict.relation in ("partial", "same_text")


def test_a_very_long_report_and_its_copy() -> None:
    long = "\n\n".join(prose(seed) for seed in range(800))
    assert len(long) > 1_000_000
    desk = Desk([report(long, 0), report(long[300_000:], 1), report(prose(7), 2)])
    assert {found.body["relation"] for found in desk.edges.values()} == {"partial"}
    assert len(desk.edges) == 3


def test_lone_surrogates_and_nul_stop_nothing() -> None:
    broken = prose(43).replace(" ", " \ud800 ", 3).replace("the", "\0the", 3)
    assert edge(Witness(Report(text=prose(43), outlet="A")), Witness(Report(text=prose(43) + ".", outlet="B")))
    assert len(hash_words(broken)) >= len(hash_words(prose(43)))


@pytest.mark.parametrize("day", [None, "2024-05", "2024-05-14", "2031-01-01", "2024-05-14T23:59:59Z"])
@pytest.mark.parametrize("other", [None, "2024-05", "2024-05-14", "2031-01-01", "2024-05-14T23:59:59Z"])
def test_any_timestamps(day: str | None, other: str | None) -> None:
    left = Report(text=prose(44), outlet="Harn Courier", published=day)
    right = Report(text=prose(44) + " More.", outlet="Valley Post", published=other)
    verdict = judge(Witness(left), Witness(right))
    assert verdict is not None
    if (
        day is None
        or other is None
        or day[:10] == other[: len(day)][:10]
        or day.startswith(other)
        or other.startswith(day)
    ):
        assert verdict.direction in ("unknown", "left_from_right", "right_from_left")


def test_numpy_is_imported_when_texts_are_compared_and_not_before() -> None:
    told = "import sys, sayso.lineage; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
