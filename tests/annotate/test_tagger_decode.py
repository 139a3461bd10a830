"""Decoding by hand-made numbers: paths that follow the rules, probabilities that sum, roles that find their cue."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.claims.decode import LINKS, NEVER, TAGS, Scores, best_path, decode, marginals, stretches
from sayso.annotate.encoder.windows import Window

RULES = np.zeros((len(TAGS) + 1, len(TAGS)), np.float32)
for to in range(2, len(TAGS), 2):
    RULES[:, to] = NEVER
    RULES[to, to] = RULES[to - 1, to] = 0.0

numbers = st.integers(1, 12).flatmap(
    lambda n: st.lists(st.lists(st.floats(-5, 5, width=32), min_size=7, max_size=7), min_size=n, max_size=n)
)


@settings(deadline=None)
@given(numbers, st.randoms())
def test_a_path_never_goes_on_with_what_did_not_begin(rows: list[list[float]], rng: object) -> None:
    scores = np.array(rows, np.float32)
    opens = [True, *(rng.random() < 0.2 for _ in rows[1:])]  # type: ignore[attr-defined]
    path = best_path(scores, RULES, opens)
    for i, tag in enumerate(path):
        if tag and tag % 2 == 0:
            assert not opens[i]
            assert path[i - 1] in {tag, tag - 1}


@settings(deadline=None)
@given(numbers)
def test_probabilities_sum_to_one(rows: list[list[float]]) -> None:
    odds = marginals(np.array(rows, np.float32), RULES, [True] + [False] * (len(rows) - 1))
    assert odds.shape == (len(rows), 7)
    assert np.allclose(odds.sum(1), 1, atol=1e-4)


@pytest.mark.parametrize(
    ("tags", "opens", "found"),
    [
        ("O O", "10", []),
        ("B-cue I-cue O B-cue", "1000", [(1, [0, 1]), (1, [3])]),
        ("B-content I-content", "11", [(2, [0]), (2, [1])]),
        ("B-source B-cue B-content I-content", "1000", [(0, [0]), (1, [1]), (2, [2, 3])]),
    ],
)
def test_stretches(tags: str, opens: str, found: list[tuple[int, list[int]]]) -> None:
    assert stretches([TAGS.index(t) for t in tags.split()], [c == "1" for c in opens]) == found


def made(tags: str, links: dict[tuple[str, int], int], paragraphs: str) -> tuple[Window, Scores]:
    """A window whose words have these tags for certain and these links (word to word, -1 for none)."""
    path = tags.split()
    n = len(path)
    outer = np.full((n, 7), -20, np.float32)
    inner = np.full((n, 7), -20, np.float32)
    inner[:, 0] = 20
    for i, tag in enumerate(path):
        outer[i, TAGS.index(tag)] = 20
    vectors = np.zeros((n + 1, len(LINKS), 2, 64), np.float32)
    for j in range(n + 1):
        vectors[j, :, 1, j] = 40
    for (kind, i), target in links.items():
        vectors[i + 1, LINKS.index(kind), 0, target + 1] = 4
    words = tuple(range(n))
    window = Window((0,) * n, (0,) * n, words, words, tuple(map(int, paragraphs)))
    return window, Scores(outer, inner, np.zeros((n, 10), np.float32), vectors)


def test_pieces_of_a_content_join_at_their_cue_and_a_source_is_shared() -> None:
    window, scores = made(
        "B-content B-source B-cue B-content B-cue B-content",
        {
            ("content", 0): 2,
            ("content", 3): 2,
            ("content", 5): 4,
            ("source", 1): 2,
            ("voice", 2): 1,
            ("voice", 4): 1,
        },
        "000000",
    )
    first, second = decode(window, scores, RULES)
    assert (first.source, first.cue, first.content) == ([1], [2], [0, 3])
    assert (second.source, second.cue, second.content) == ([1], [4], [5])


def test_no_content_is_joined_across_paragraphs() -> None:
    window, scores = made("B-cue B-content B-content", {("content", 1): 0, ("content", 2): 0}, "001")
    found = decode(window, scores, RULES)
    assert [(d.cue, d.content) for d in found] == [([0], [1]), ([], [2])]


def test_a_cue_without_content_is_nothing() -> None:
    window, scores = made("B-source B-cue O O O O O B-content", {("content", 7): -1}, "00000000")
    assert [d.cue for d in decode(window, scores, RULES)] == [[]]


def test_a_content_without_a_cue_gets_one_whose_first_word_was_unsure() -> None:
    window, scores = made("B-source O O B-content I-content", {("content", 3): 2, ("content", 4): 2}, "00000")
    scores.tags[2, TAGS.index("I-cue")] = 21
    (draft,) = decode(window, scores, RULES)
    assert (draft.cue, draft.source, draft.content) == ([2], [0], [3, 4])


def test_a_paragraph_with_a_cue_is_looked_through_for_no_other() -> None:
    window, scores = made("B-source B-cue O O B-content", {("content", 4): 1, ("source", 0): 1}, "00000")
    scores.tags[3, TAGS.index("I-cue")] = 21
    (draft,) = decode(window, scores, RULES)
    assert draft.cue == [1]
