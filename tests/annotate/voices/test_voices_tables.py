"""The word lists: each in its form, no word for and against, no medium twice."""

import pytest

from sayso.annotate.voices.lexicon import (
    gender_of_name,
    gender_of_word,
    head_of,
    is_private_name,
    medium_named,
    nation_of,
)
from sayso.annotate.voices.media import medium_kind
from sayso.annotate.voices.stance import STANCES
from sayso.annotate.voices.synonyms import may_mean
from sayso.annotate.voices.tables import classes, lines, toml

HEADS = {"office", "rank", "insider", "leader", "lay", "crowd", "state", "body", "outlet", "document"}


def test_heads_have_known_classes() -> None:
    assert set(classes("heads.txt")) == HEADS


def test_no_given_name_is_on_both_lists() -> None:
    names = classes("given-names.txt")
    assert not names["f"] & names["m"]


def test_media_stand_in_order_once_with_a_known_kind() -> None:
    rows = [line.split("\t") for line in lines("media.tsv")]
    assert {row[1] for row in rows} == {"agency", "newspaper", "broadcaster", "social"}
    spelled = [name for row in rows for name in (row[0], *row[2].split("|")) if name]
    assert len(set(spelled)) == len(spelled)


def test_stance_weights_are_of_every_stance() -> None:
    assert all(len(line.split("\t")) == len(STANCES) + 1 for line in lines("stance.tsv"))


def test_stance_words_are_lists_of_pieces() -> None:
    assert all(
        isinstance(piece, str) and piece for pieces in toml("stance-words.toml").values() for piece in pieces
    )


@pytest.mark.parametrize(
    ("word", "noun", "kind", "plural"),
    [
        ("ministers", "minister", "office", True),
        ("Spokesmen", "spokesman", "office", True),
        ("sources", "source", "insider", True),
        ("agencies", "agency", "state", True),
        ("companies", "company", "body", True),
        ("58-year-old", "person", "lay", False),
        ("ex-minister", "minister", "office", False),
    ],
)
def test_nouns(word: str, noun: str, kind: str, plural: bool) -> None:
    head = head_of(word)
    assert head is not None
    assert (head.word, head.kind, head.plural) == (noun, kind, plural)


@pytest.mark.parametrize("word", ["semi-official", "Tuesday", "walked", ""])
def test_no_nouns(word: str) -> None:
    assert head_of(word) is None


def test_genders() -> None:
    assert [gender_of_name(name) for name in ("Fatima", "Reza", "Kim", "Zzz")] == ["f", "m", None, None]
    assert [gender_of_word(word) for word in ("spokeswoman", "Mr.", "king", "minister")] == [
        "f",
        "m",
        "m",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Reuters", "agency"),
        ("the Associated Press", "agency"),
        ("IRNA news agency", "agency"),
        ("The Washington Post", "newspaper"),
        ("the daily Kommersant", "newspaper"),
        ("Syrian state television", "broadcaster"),
        ("Channel 9", "broadcaster"),
        ("Telegram", "social"),
        ("Congress", None),
        ("the Littoral Council", None),
        ("reporters", None),
    ],
)
def test_media(name: str, kind: str | None) -> None:
    assert medium_kind(name) == kind


def test_short_names_of_media_must_be_written_as_they_are() -> None:
    assert medium_named("RT") == "broadcaster"
    assert medium_named("rt") is None
    assert medium_named("Rt") is None


def test_nations_by_any_of_their_words() -> None:
    codes = {
        nation.code
        for word in ("Iran", "Iranian", "Iranians", "Tehran", "Iran's")
        if (nation := nation_of(word))
    }
    assert codes == {"IRN"}


def test_synonyms_go_both_ways() -> None:
    assert may_mean("envoy", "ambassador")
    assert may_mean("ambassador", "envoy")
    assert not may_mean("ambassador", "resident")


def test_private_names() -> None:
    assert is_private_name("Acme Shipping Ltd")
    assert not is_private_name("the ministry of energy")
