"""Words as numbers: the same as ``sayso.text`` folds them, each at its place, whatever is planted in between."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso import text as folding
from sayso.lineage.words import _HIDDEN, hash_texts, hash_word, hash_words, token_spans

HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202e\u2066\ufe0f"
texts = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_characters=HIDDEN, exclude_categories=["Cf", "Cs"]),
        st.sampled_from("aAlLoO01iI eé'’“”–—\xa0\n.,-_中文字ไทยكيای"),
    ),
    max_size=80,
).filter(lambda text: not _HIDDEN.search(text))


@given(texts)
@example("naïve façade — “l’État” 10 000")
@example("中文字 and words ไทย")
@example("a" * 70 + " b")
@example("ـــ word")
def test_words_are_those_of_the_common_folding(text: str) -> None:
    assert hash_words(text).tolist() == [hash_word(word) for word in folding.words(text)]


@given(texts)
@example("naïve façade — “l’État”\n10 000")
def test_each_word_stands_at_its_span(text: str) -> None:
    spans = [tuple(span) for span in token_spans(text).tolist()]
    assert spans == [(start, end) for _, start, end in folding.placed_words(text)]


@given(texts, st.lists(st.tuples(st.integers(0, 80), st.sampled_from(HIDDEN)), max_size=12))
def test_hidden_characters_change_nothing(text: str, planted: list[tuple[int, str]]) -> None:
    marked = text
    for at, character in planted:
        marked = marked[:at] + character + marked[at:]
    shown = "".join(one for one in marked if one not in HIDDEN)
    assert hash_words(marked).tolist() == hash_words(shown).tolist()
    assert len(token_spans(marked)) == len(hash_words(marked))


@given(st.lists(texts, max_size=6))
def test_texts_hashed_together_are_as_hashed_alone(several: list[str]) -> None:
    together = [found.tolist() for found in hash_texts(several)] if several else []
    assert together == [hash_words(text).tolist() for text in several]


@pytest.mark.parametrize(
    ("plain", "planted"),
    [
        ("oil price", "оіl рrісе"),
        ("Moscow", "Моscоw"),
        ("Iran 10", "lran lO"),
        ("article", "artic\u200ble"),
        ("cooperate", "co\u00adoperate"),
        ("ＡＢＣ", "abc"),
        ("كيف", "کیف"),
        ("café", "cafe\u0301"),
        ("Ａpple", "αpple"),
    ],
)
def test_what_looks_alike_is_alike(plain: str, planted: str) -> None:
    assert hash_words(plain).tolist() == hash_words(planted).tolist()


@pytest.mark.parametrize(("one", "other"), [("port", "part"), ("1204", "1205"), ("مرز", "مرد"), ("文", "字")])
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert hash_words(one).tolist() != hash_words(other).tolist()


def test_hashes_are_the_same_everywhere() -> None:
    """They lie in ledgers: a change here makes every index stale."""
    assert hash_words("Harbour").tolist() == [0xEAEDE38581BEE7EA]
    assert hash_words("中").tolist() == [0xCC43AF30C026F4A1]
