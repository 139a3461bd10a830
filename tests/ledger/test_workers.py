"""Work spread over processes: in order, within memory, and nothing left behind."""

import os
import time
from collections.abc import Iterator, Sequence
from functools import partial

import pytest

from sayso.errors import SaysoError
from sayso.workers import HEAVY, Workers, in_order, processors


def squares(given: Sequence[int], plus: int = 0) -> list[int]:
    time.sleep(0.001 * (given[0] % 7))
    return [number * number + plus for number in given]


def failing(given: Sequence[int]) -> list[int]:
    if 50 in given:
        raise ValueError("fifty")
    return list(given)


def dying(given: Sequence[int]) -> list[int]:
    if 50 in given:
        os._exit(9)
    return list(given)


def ids(given: Sequence[int]) -> list[int]:
    return [os.getpid()] * len(given)


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 1, 16, 17, 200])
def test_results_come_in_the_order_of_the_input(processes: int, number: int) -> None:
    made = in_order(partial(squares, plus=1), range(number), processes)
    assert [one for batch in made for one in batch] == [n * n + 1 for n in range(number)]


def test_one_batch_is_worked_on_here() -> None:
    assert {one for batch in in_order(ids, range(16), 4) for one in batch} == {os.getpid()}
    assert os.getpid() not in {one for batch in in_order(ids, range(40), 2) for one in batch}


def test_a_failure_comes_through() -> None:
    with pytest.raises(ValueError, match="fifty"):
        list(in_order(failing, range(200), 2))


def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(SaysoError, match="-j 1"):
        list(in_order(dying, range(200), 2))


def test_input_without_end_is_taken_as_it_is_needed() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    made = in_order(squares, endless(), 2)
    for _ in range(3):
        next(made)
    made.close()  # type: ignore[attr-defined]
    assert taken < 16 * 20


def test_heavy_items_go_in_smaller_batches() -> None:
    with Workers(1) as workers:
        batches = list(workers.in_order(list, range(10), weigh=lambda _: HEAVY // 2))
    assert batches == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]


def test_two_stages_share_the_processes() -> None:
    with Workers(2) as workers:
        first = workers.in_order(ids, range(100))
        second = workers.in_order(ids, (one for batch in first for one in batch))
        assert len({one for batch in second for one in batch}) <= 2


def test_there_is_a_processor() -> None:
    assert processors() >= 1
