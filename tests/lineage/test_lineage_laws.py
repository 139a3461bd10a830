"""The echo law and the order law, over an index in memory."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from lineage_index import Desk
from lineage_prose import Copying, prose, report

from sayso.lineage import relate_all, witnesses
from sayso.model import Report

seeds = st.integers(0, 10_000)
copyings = st.builds(
    Copying,
    seed=seeds,
    share=st.floats(0, 0.15),
    words=st.one_of(st.none(), st.integers(60, 120)),
)


@settings(max_examples=60, derandomize=True)
@given(seed=seeds, copies=st.lists(copyings, min_size=1, max_size=6))
def test_echo_no_copy_changes_the_origins_of_any_sentence(seed: int, copies: list[Copying]) -> None:
    originals = [report(prose(seed + number), number) for number in range(2)]
    desk = Desk(originals)
    before = sentences(desk, originals)
    for number, copying in enumerate(copies, len(originals)):
        desk.add(report(copying.copy(originals[copying.seed % 2].text), number))
    assert sentences(desk, originals) == before


def sentences(desk: Desk, reports: list[Report]) -> list[tuple[str, ...]]:
    """The origins of every sentence of some reports, by id."""
    found: list[tuple[str, ...]] = []
    for one in reports:
        start = 0
        while start < len(one.text):
            end = one.text.find(".", start) + 1 or len(one.text)
            found.append(tuple(origin.id for origin in desk.origins(one, start, end)))
            start = end + 1
    return found


@settings(max_examples=60, derandomize=True)
@given(seed=seeds, copying=copyings)
def test_echo_a_copy_has_the_origin_of_what_it_copies(seed: int, copying: Copying) -> None:
    original = report(prose(seed), 0)
    copy = report(copying.copy(original.text), 1)
    desk = Desk([original, copy])
    start = copy.text.index("\n\n") + 2
    assert [origin.report for origin in desk.origins(copy, start, start + 200)] == [original.id]


@settings(max_examples=40, derandomize=True)
@given(
    seed=seeds,
    copies=st.lists(st.tuples(st.integers(0, 2), copyings), min_size=1, max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_order_the_same_edges_whichever_comes_first(
    seed: int, copies: list[tuple[int, Copying]], order: random.Random
) -> None:
    originals = [prose(seed + number) for number in range(3)]
    texts = [*originals, *(copying.copy(originals[source]) for source, copying in copies)]
    reports = [report(text, number) for number, text in enumerate(texts)]
    shuffled = order.sample(reports, len(reports))
    edges = Desk(reports).edges
    assert edges == Desk(shuffled).edges
    assert edges == {one.id: one for one in relate_all(witnesses(reports))}


@settings(max_examples=20, derandomize=True)
@given(seed=seeds, order=st.randoms(use_true_random=False))
def test_order_a_copy_of_a_copy_and_a_mixture(seed: int, order: random.Random) -> None:
    first, second = prose(seed), prose(seed + 1)
    copy = Copying(seed, 0.05, None).copy(first)
    of_copy = Copying(seed + 1, 0.1, 90).copy(copy)
    mixture = "\n\n".join((first.split("\n\n")[1], prose(seed + 2, 4), second.split("\n\n")[0]))
    reports = [report(text, number) for number, text in enumerate((first, second, copy, of_copy, mixture))]
    shuffled = order.sample(reports, len(reports))
    assert Desk(reports).edges == Desk(shuffled).edges


def test_a_family_larger_than_is_compared_in_full_is_still_one_family() -> None:
    story = report(prose(1), 0)
    copies = [report(Copying(number, 0.1, None).copy(story.text), number) for number in range(1, 61)]
    shuffled = random.Random(3).sample([story, *copies], 61)
    desk = Desk(shuffled)
    for one in copies:
        start = one.text.index("\n\n") + 2
        assert [origin.report for origin in desk.origins(one, start, start + 300)] == [story.id]


def test_what_copies_store_does_not_grow_with_their_number() -> None:
    story = prose(2)
    desk = Desk([report(story, 0)])
    stored = len(desk.index.rows()[0])
    for number in range(1, 101):
        desk.add(report(story + f"\n\nClick here to read number {number}.", number))
    marks, links = desk.index.rows()
    assert len(marks) == stored
    assert len(links) <= 100 * 2
