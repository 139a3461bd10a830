"""Marks: chosen by a shingle's own words, the same wherever the words stand."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lineage_prose import prose

from sayso.lineage.fingerprints import AROUND, PLACE_BITS, SHINGLE, agreement, fingerprint, fingerprints
from sayso.lineage.words import hash_words

seeds = st.integers(0, 10_000)


@settings(max_examples=50)
@given(seed=seeds, start=st.integers(0, 150), length=st.integers(0, 100))
def test_a_stretch_shows_marks_of_the_whole_and_no_others(seed: int, start: int, length: int) -> None:
    words = hash_words(prose(seed))
    whole, part = fingerprint(words), fingerprint(words[start : start + length])
    assert part.keys() <= whole.keys()
    inside = {
        hashed
        for hashed, place in whole.items()
        if start <= place >> PLACE_BITS and (place >> PLACE_BITS) + SHINGLE <= start + length
    }
    assert inside <= part.keys()


@settings(max_examples=50)
@given(seed=seeds)
def test_about_three_words_in_ten_begin_a_mark(seed: int) -> None:
    words = hash_words(prose(seed, 30))
    assert 0.2 < len(fingerprint(words)) / len(words) < 0.4


@given(st.lists(seeds, min_size=1, max_size=5))
def test_texts_marked_together_are_as_marked_alone(several: list[int]) -> None:
    texts = [hash_words(prose(seed, 4)) for seed in several] + [hash_words(""), hash_words("one two")]
    assert fingerprints(texts) == [fingerprint(text) for text in texts]


def test_a_mark_remembers_the_words_beside_it() -> None:
    words = hash_words(prose(3))
    for place in fingerprint(words).values():
        assert agreement(place, place) == 2 * AROUND
        assert agreement(place, place ^ 1) == AROUND
        assert agreement(place, place ^ (1 << 2 * AROUND)) == AROUND


def test_letters_without_spaces_are_shingled_too() -> None:
    story = "检查人员在两台从码头吊运粮食的起重机上发现了锈迹官员们说这些起重机是四十年前建造的"
    whole = fingerprint(hash_words(story))
    assert whole
    assert fingerprint(hash_words(story[3:30])).keys() <= whole.keys()


def test_marks_are_the_same_everywhere() -> None:
    """Marks lie in ledgers: a change here makes every index stale."""
    text = "the old cranes lift no grain from the quay before the storms of winter come in"
    assert fingerprint(hash_words(text)) == {
        7080710618360: 11534608,
        22237531183559: 7536097,
        15133431925612: 6275230,
        36145933717445: 5177383,
        140348456754552: 3933193,
    }
