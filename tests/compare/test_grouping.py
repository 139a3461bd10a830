"""Sketches and stories by themselves: what they hold, and what the order, copies of names, and people do to them."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare.nearness import NEIGHBOURS, Placed, near
from sayso.compare.sketch import TERMS, Sketch, number_of, rarity, sketch
from sayso.compare.stories import stories
from sayso.model import Report

DEPOT = "A strike on the fuel depot at Port Averil burned two tanks. Firefighters pumped foam onto the tanks at midday."
FERRY = "The ferry Halcyon Tern was boarded off Ollen Island. Its captain said rifles were on the bridge of the ferry."
SIDES = ("Iran", "Iraq", "Kaldria", "Torrund")
PARTIES = frozenset({"kaldria", "torrund"})


def of(text: str, **fields: str) -> Sketch:
    return sketch(Report(text, **fields), (), PARTIES)


def test_a_sketch_is_stored_and_read_again() -> None:
    made = of(DEPOT)
    again = Sketch.unpacked(made.packed())
    assert [term for term, _ in again.terms] == [term for term, _ in made.terms]
    assert all(abs(x - y) < 1e-4 for (_, x), (_, y) in zip(again.terms, made.terms, strict=True))
    assert len(of(" ".join(f"word{n}x" for n in range(500))).terms) == TERMS


@pytest.mark.parametrize("text", ["", " \n", "a b c", "…", "12 3"])
def test_a_text_without_words_has_a_sketch(text: str) -> None:
    assert sum(weight * weight for _, weight in of(text).terms) == pytest.approx(1 if text == "12 3" else 0)


def test_what_stands_aside_is_left_out() -> None:
    menu = "Newsletter subscription offer. "
    told = sketch(Report(menu + DEPOT), [(0, len(menu))], PARTIES)
    assert dict(told.terms).keys() == dict(of(DEPOT).terms).keys()
    assert number_of("newsletter") not in dict(told.terms)


@pytest.mark.parametrize("one", SIDES)
@pytest.mark.parametrize("other", SIDES)
def test_mirror_the_name_of_a_party_weighs_as_much_as_another(one: str, other: str) -> None:
    first, second = (
        dict(of(f"{DEPOT} {side} was blamed.").terms)[number_of(side.lower())] for side in (one, other)
    )
    assert first == second
    assert rarity("iran") == rarity("kaldria", PARTIES)


def likeness(one: str, other: str, days: float | None = 0) -> float:
    later = None if days is None else 100 + days
    found = list(near([Placed(of(one), 100.0), Placed(of(other), later)]))
    return found[0][2] if found else 0.0


def test_what_is_near() -> None:
    retold = "Two tanks of the fuel depot at Port Averil burned after the strike, and firefighters pumped foam."
    assert likeness(DEPOT, DEPOT) == pytest.approx(1, abs=0.01)
    assert likeness(DEPOT, retold) > 0.5 > likeness(DEPOT, FERRY)
    assert 0 < likeness(DEPOT, retold, 12) < likeness(DEPOT, retold, 5) < likeness(DEPOT, retold, 2)
    assert likeness(DEPOT, retold, 366) == 0
    assert likeness(DEPOT, retold, None) == likeness(DEPOT, retold), "no day is no reason"


def dense(*groups: range, likeness: float = 0.6) -> list[tuple[int, int, float]]:
    return [(one, other, likeness) for group in groups for one in group for other in group if one < other]


@settings(derandomize=True, max_examples=50)
@given(
    near_ones=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([0.2, 0.4, 0.6, 0.8])), max_size=30
    ),
    order=st.randoms(use_true_random=False),
)
def test_order_pairs_come_in_any(near_ones: list[tuple[int, int, float]], order: random.Random) -> None:
    pairs = list(
        {(min(a, b), max(a, b)): (min(a, b), max(a, b), v) for a, b, v in near_ones if a != b}.values()
    )
    found = stories(10, pairs)
    assert stories(10, order.sample(pairs, len(pairs))) == found
    assert sorted(member for group in found for member in group) == list(range(10)), "each in one story"


def test_similar_happenings_are_told_apart() -> None:
    between = [(one, other, 0.25) for one in range(5) for other in range(5, 10)]
    assert stories(10, dense(range(5), range(5, 10)) + between) == [[*range(5)], [*range(5, 10)]]


def test_a_chain_is_no_story() -> None:
    chain = [(one, other, 0.5) for one, other in pairwise(range(40))]
    assert max(map(len, stories(40, chain))) <= 4


def test_a_large_story_holds_together() -> None:
    """Each report is known to be near only a bounded number of the others."""
    band = [(n, n + k, 0.6) for n in range(3000) for k in range(1, NEIGHBOURS) if n + k < 3000]
    assert len(stories(3000, band)) == 1


def test_a_person_splits_and_merges() -> None:
    pairs = dense(range(4), range(4, 8))
    assert stories(8, pairs, together=[(0, 5)]) == [[*range(8)]]
    split = stories(8, pairs, apart=[(0, 1)])
    assert not any({0, 1} <= set(group) for group in split)
    assert stories(8, pairs, together=[(0, 5)], apart=[(1, 6)]) != [[*range(8)]], "what is apart prevails"
    assert stories(3, [], together=[(0, 1), (1, 2)], apart=[(0, 2)]) == [[0, 1], [2]]


@pytest.mark.parametrize(("count", "wanted"), [(0, []), (1, [[0]])])
def test_a_desk_of_none_or_one(count: int, wanted: list[list[int]]) -> None:
    assert list(near([Placed(of(DEPOT), None)] * count)) == []
    assert stories(count, []) == wanted
