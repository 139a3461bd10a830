"""Tables: furniture out, stock phrases known, captions told from prose, and every table in order."""

import pytest
from lineage_prose import prose

from sayso.lineage import Witness, aside, tables
from sayso.lineage.stock import ANCHOR, find_phrases, set_in
from sayso.lineage.words import hash_words
from sayso.model import Finding, Report

TABLES = ("furniture.txt", "stock.txt")


@pytest.mark.parametrize("name", TABLES)
def test_no_phrase_is_too_short_to_be_found(name: str) -> None:
    assert [line for line in tables.lines(name) if len(hash_words(line)) < ANCHOR] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_line_stands_twice(name: str) -> None:
    lines = [tuple(hash_words(line).tolist()) for line in tables.lines(name)]
    assert len(lines) == len(set(lines))


def test_every_phrase_is_found_where_it_stands() -> None:
    for name in TABLES:
        for line in tables.lines(name):
            found = find_phrases(hash_words(f"a b c d {line} e f"))
            spans = found.furniture if name == "furniture.txt" else found.stock
            assert any(start <= 4 + ANCHOR and end > 4 for start, end in spans), line


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter!",
        "© 2024 Norland Media. All Rights Reserved.",
        "جميع الحقوق محفوظة",
        "Все права защищены",
    ],
)
def test_a_line_of_furniture_is_no_part_of_a_text(line: str) -> None:
    text = prose(31)
    first, _, rest = text.partition("\n\n")
    for placed in (f"{line}\n\n{text}", f"{text}\n\n{line}", f"{first}\n\n{line}\n\n{rest}"):
        assert Witness(Report(text=placed)).words.tolist() == hash_words(text).tolist()


def test_in_a_text_without_lines_only_the_sentence_is_furniture() -> None:
    text = " ".join(prose(32).split())
    witness = Witness(Report(text=f"{text} Sign up for our newsletter now. {text}"))
    assert witness.words.tolist() == hash_words(f"{text} {text}").tolist()


def test_what_a_reader_set_aside_is_no_part_of_a_text() -> None:
    text = f"By Lena Torp\n\n{prose(33)}"
    report = Report(text=text)
    part = Finding.make(report, "part", [(0, 12)], {"part": "byline"}, by="parts/1", confidence=1.0)
    body = Finding.make(report, "part", [(14, len(text))], {"part": "body"}, by="parts/1", confidence=1.0)
    assert aside([part, body]) == ((0, 12),)
    assert Witness(report, aside([part, body])).words.tolist() == hash_words(prose(33)).tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("FILE - Cranes stand idle in the port.\nThe port is shut.", ["FILE - Cranes stand idle in the port."]),
        ("Cranes at dusk. (Photo: Lena Torp)\nThe port is shut.", ["Cranes at dusk. (Photo: Lena Torp)"]),
        ("The photo shows a crane, he said.", []),
        (
            "Minister Arren Pell ArrenSenate votes on the port Harn goes to the polls MORE said so.",
            ["ArrenSenate votes on the port Harn goes to the polls MORE"],
        ),
    ],
)
def test_captions_and_other_headlines(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in set_in(text)] == found
