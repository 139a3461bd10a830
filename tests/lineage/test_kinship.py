"""Kinship: what is asked of a pair and what is found among many are one thing."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from lineage_prose import WORDS, Copying, prose, report, sentence

from sayso.lineage import Witness, kin, kin_among
from sayso.lineage.kinship import TOGETHER
from sayso.model import Report

seeds = st.integers(0, 10_000)
copyings = st.builds(Copying, seeds, st.floats(0, 0.5), st.one_of(st.none(), st.integers(5, 120)))


@settings(max_examples=60, derandomize=True)
@given(seed=seeds, copies=st.lists(st.tuples(st.integers(0, 2), copyings), max_size=8))
def test_pairs_found_at_once_are_those_found_one_by_one(seed: int, copies: list[tuple[int, Copying]]) -> None:
    originals = [prose(seed + number, 6) for number in range(3)]
    texts = [*originals, *(copying.copy(originals[source]) for source, copying in copies)]
    check([Witness(report(text, number)) for number, text in enumerate(texts)])


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=8), seeds)
def test_pairs_of_texts_of_few_words(lengths: list[int], seed: int) -> None:
    rng = random.Random(seed)
    few = rng.sample(sorted(set(WORDS)), 6)
    phrases = [" ".join(rng.choices(few, k=rng.randint(3, 16))) for _ in range(4)]
    texts = [
        " ".join(rng.choices(phrases, k=length // 10)) + " " + " ".join(rng.choices(few, k=length % 10))
        for length in lengths
    ]
    check([Witness(Report(text=text, outlet=str(number))) for number, text in enumerate(texts)])


def check(witnesses: list[Witness]) -> None:
    pairs = [(a, b) for a, b in combinations(range(len(witnesses)), 2) if kin(witnesses[a], witnesses[b])]
    assert kin_among(witnesses) == pairs


def test_every_copy_of_a_large_family_is_kin_to_one_of_it() -> None:
    story = prose(3)
    copies = [Witness(report(Copying(number, 0.1, None).copy(story), number)) for number in range(3 * TOGETHER)]
    assert {number for pair in kin_among(copies) for number in pair} == set(range(len(copies)))


def test_one_sentence_is_enough_and_a_turn_of_phrase_is_not() -> None:
    rng = random.Random(4)
    lifted, phrase = sentence(rng), "on the eve of the fair"
    pieces = (lifted, lifted, phrase, phrase)
    texts = [" ".join((*rng.sample(WORDS, 60), piece, *rng.sample(WORDS, 60))) for piece in pieces]
    assert kin_among([Witness(report(text, number)) for number, text in enumerate(texts)]) == [(0, 1)]


def test_nothing_and_no_one() -> None:
    assert kin_among([]) == []
    assert kin_among([Witness(Report(text="", outlet=name)) for name in "ab"]) == []
