from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.text import fold, placed_words, printable, shown, words

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text("كالدريا والالتزام ﷺ ǅİıßΐ½a'1 -")


@given(TEXTS)
@example("الالتزام")
@example("ﷺ")
@example("ΐ" * 40)
def test_folding_again_changes_nothing(text: str) -> None:
    assert all(fold(word) == word for word in words(text))


@given(TEXTS)
@example("naïve café №1 ½")
def test_words_are_the_placed_words(text: str) -> None:
    placed = list(placed_words(text))
    assert words(text) == [word for word, _, _ in placed]
    assert all(fold(text[start:end]) == word for word, start, end in placed)
    assert all(before[2] <= after[1] for before, after in pairwise(placed))


@given(TEXTS)
def test_folded_words_hold_letters_and_digits_only(text: str) -> None:
    assert all(word.isalnum() and len(word) <= 64 for word in words(text))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Müller", "MULLER"),
        ("straße", "strasse"),
        ("على", "علی"),
        ("كتاب", "کتاب"),
        ("القوات", "قوات"),
        ("والقوات", "قوات"),
        ("الالتزام", "التزام"),
        ("مدرسة", "مدرسه"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_spellings_that_are_one_word(text: str, same: str) -> None:
    assert words(text) == words(same)


@pytest.mark.parametrize(
    ("text", "found"),
    [("东京", ["东", "京"]), ("東京 2019", ["東", "京", "2019"]), ("Iran's", ["iran", "s"]), ("—…", [])],
)
def test_where_words_end(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
def test_what_is_shown_keeps_its_places_and_steers_nothing(text: str) -> None:
    made = shown(text)
    assert len(made) == len(text)
    assert printable(made)
    assert not any((letter < " " and letter not in "\n\t") or "\x7f" <= letter <= "\x9f" for letter in made)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a\r\nb\rc", "a \nb\nc"),
        ("\x1b[31mred", "�[31mred"),
        ("\x9b2J", "�2J"),
        ("\u202egnp.exe", "�gnp.exe"),
        ("\u2066x\u2069", "�x�"),
        ("می‌خواهد", "می‌خواهد"),
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_what_is_shown(text: str, made: str) -> None:
    assert shown(text) == made
