"""When to ask again, and when silence is odd."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.rhythm import LEAST, LONGEST, MOST, again, away, counted, learnt, silence

BEGIN = date(2031, 2, 3)


def history(*counts: int) -> str:
    """What came on so many days from a Monday on."""
    said = {(BEGIN + timedelta(days=number)).isoformat(): count for number, count in enumerate(counts) if count}
    return json.dumps(said)


def on(day: int) -> datetime:
    """Noon of a day of the history."""
    return datetime(BEGIN.year, BEGIN.month, BEGIN.day, 12, tzinfo=UTC) + timedelta(days=day)


@given(st.integers(LEAST, MOST), st.lists(st.integers(0, 50), max_size=40))
def test_a_rhythm_stays_within_its_bounds(rhythm: int, found: list[int]) -> None:
    for new in found:
        rhythm = learnt(rhythm, new)
        assert LEAST <= rhythm <= MOST


def test_a_rhythm_is_learnt() -> None:
    assert learnt(3600, 5) < learnt(3600, 1) == 3600 < learnt(3600, 0)


@pytest.mark.parametrize(
    ("failures", "asked", "seconds"),
    [(1, None, 7200), (2, None, 14_400), (30, None, LONGEST), (1, 9000.0, 9000), (1, 100_000.0, 100_000)],
)
def test_a_source_that_fails_is_left_alone_longer_each_time(
    failures: int, asked: float | None, seconds: float
) -> None:
    assert away(3600, failures, asked) == seconds


@pytest.mark.parametrize(
    ("failures", "asked", "seconds"), [(1, None, 300), (2, None, 1200), (3, 9000.0, 9000), (4, None, None)]
)
def test_a_report_is_tried_a_few_times(failures: int, asked: float | None, seconds: float | None) -> None:
    assert again(failures, asked) == seconds


def test_counts_are_kept_for_some_weeks() -> None:
    days = counted(counted("{}", "2031-02-03", 4), "2031-02-03", 2)
    assert json.loads(days) == {"2031-02-03": 6}
    assert json.loads(counted(days, "2031-02-04", 0)) == {"2031-02-03": 6}
    assert json.loads(counted(days, "2031-04-03", 1)) == {"2031-04-03": 1}


@pytest.mark.parametrize(
    ("counts", "day", "told"),
    [
        ((40,) * 10, 11, None),
        ((40,) * 10, 12, "usually 40 a day, none since Wednesday 12 February"),
        ((40,) * 5, 30, None),
        ((5, 5, 5, 5, 5, 0, 0) * 3, 23, None),
        ((7, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 7), 28, None),
        ((7, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 7), 29, "usually 10 a week, none since Monday 17 February"),
        ((1, 0, 0, 0, 0, 0, 0, 1), 30, None),
        ((), 30, None),
    ],
)  # fmt: skip
def test_silence_is_noticed_where_it_is_odd(counts: tuple[int, ...], day: int, told: str | None) -> None:
    assert silence(history(*counts), on(day)) == told
