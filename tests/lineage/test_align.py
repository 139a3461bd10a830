"""Alignment: exact, readable, and never twice the same word."""

import random
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from lineage_prose import Copying, edited, prose

from sayso.lineage.align import LEAST, SHORTEST_RUN, Passage, align
from sayso.lineage.words import hash_words

if TYPE_CHECKING:
    from sayso.lineage.words import Hashes

seeds = st.integers(0, 10_000)


def check(left: "Hashes", right: "Hashes") -> tuple[Passage, ...]:
    """The passages of two texts, which must be what they say they are."""
    passages = align(left, right)
    for stretches in ([one.left for one in passages], sorted(one.right for one in passages)):
        assert all(first[1] <= second[0] for first, second in pairwise(stretches))
    for one in passages:
        assert one.words >= LEAST
        assert one.runs[0][:2] == (one.left[0], one.right[0])
        for i, j, length in one.runs:
            assert one.left[0] <= i < i + length <= one.left[1]
            assert one.right[0] <= j < j + length <= one.right[1]
            assert left[i : i + length].tolist() == right[j : j + length].tolist()
    return passages


@settings(max_examples=80)
@given(
    seed=seeds, copying=st.builds(Copying, seeds, st.floats(0, 0.4), st.one_of(st.none(), st.integers(20, 120)))
)
def test_passages_are_equal_words_and_do_not_overlap(seed: int, copying: Copying) -> None:
    text = prose(seed)
    check(hash_words(text), hash_words(copying.copy(text)))


@settings(max_examples=80)
@given(st.text("abc ", max_size=200), st.text("abc ", max_size=200))
def test_texts_that_repeat_themselves_are_aligned_soundly(left: str, right: str) -> None:
    check(hash_words(left), hash_words(right))


def test_an_exact_copy_is_one_passage() -> None:
    words = hash_words(prose(5))
    (passage,) = check(words, words)
    assert passage.left == passage.right == (0, len(words))
    assert passage.density == 1.0


def test_edits_inside_are_tolerated() -> None:
    text = prose(6)
    left, right = hash_words(text), hash_words(edited(text, 0.1, random.Random(1)))
    passages = check(left, right)
    assert sum(one.left[1] - one.left[0] for one in passages) > 0.9 * len(left)
    assert len(passages) <= 3


def test_paragraphs_in_another_order_are_passages_of_their_own() -> None:
    paragraphs = prose(7).split("\n\n")
    turned = "\n\n".join(reversed(paragraphs))
    passages = check(hash_words("\n\n".join(paragraphs)), hash_words(turned))
    assert len(passages) == len(paragraphs)


def test_short_scraps_are_no_passage() -> None:
    assert (
        align(hash_words("a word of seven or so and no more"), hash_words("not a word of seven or so at all"))
        == ()
    )
    assert SHORTEST_RUN < LEAST


def test_time_grows_with_length_alone() -> None:
    """Hostile texts: all the same word, the same line a thousand times, two lists of names and numbers."""
    same = hash_words("rust " * 50_000)
    assert align(same, hash_words("rust " * 49_999)) == ()
    line = hash_words("the port of Vessa is closed until further notice by order of the council. " * 2000)
    check(line, line[:-7])
    rng = random.Random(1)
    numbers = [(rng.choice("ABCDE"), rng.randint(1, 99), rng.randint(10**6, 10**7)) for _ in range(20_000)]
    book = [f"{letter}lden Road {house}, telephone {line}" for letter, house, line in numbers]
    other = book[:10_000] + [entry.replace("Road", "Street") for entry in book[10_000:]]
    passages = check(hash_words("\n".join(book)), hash_words("\n".join(other)))
    assert sum(one.words for one in passages) > 40_000
