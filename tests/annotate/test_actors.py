"""Actors: names on a day, mentions in a text, and the mirror law."""

import re
from itertools import pairwise

import pytest
from case_tables import listed, rows
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.actors import ACTORS, actor_of
from sayso.annotate.actors.entry import make
from sayso.annotate.actors.people import candidates
from sayso.annotate.actors.register import register, shipped
from sayso.annotate.actors.spelling import spelling_key
from sayso.annotate.annotator import Page
from sayso.model import Finding, Report


def found(text: str, day: str | None = "2019-05-16", parts: tuple[Finding, ...] = ()) -> list[Finding]:
    report = Report(text, published=day)
    return list(ACTORS.run(Page(report, {"part": parts}, ACTORS.by)))


@pytest.mark.parametrize(("name", "day", "code", "role"), rows("actor_names.tsv", 4))
def test_a_name_on_a_day(name: str, day: str, code: str, role: str) -> None:
    best = next(iter(actor_of(name, day)), None)
    assert (best.code if best else "") == code
    if role:
        assert best is not None
        assert best.role == role


@pytest.mark.parametrize(("text", "day", "expected"), rows("actors.tsv", 3))
def test_mentions(text: str, day: str, expected: str) -> None:
    assert "; ".join(f"{f.quotes[0]}={f.body['code']}" for f in found(text, day)) == expected


def test_never_a_guess_without_a_confidence() -> None:
    for name in ("Rouhani", "Adil Abd al-Mahdi", "Imran Khan", "the secretary of state"):
        readings = actor_of(name, "2019-05-16")
        assert readings
        assert all(0 < reading.confidence <= 1 for reading in readings)
        assert sum(reading.confidence for reading in readings) <= 1


def test_another_spelling_is_less_sure_than_the_known_one() -> None:
    known, other = actor_of("Qassem Soleimani", "2019-05-16")[0], actor_of("Kasim Sulaimani", "2019-05-16")[0]
    assert known.code == other.code
    assert other.confidence < known.confidence


def test_a_coarse_day_is_doubtful_in_its_month_only() -> None:
    inside, outside = actor_of("Morgan Ortagus", "2020-05-01")[0], actor_of("Ned Price", "2023-03-15")[0]
    assert outside.confidence < inside.confidence


def test_two_office_holders_at_once_are_both_candidates() -> None:
    one, other = (
        make("NOR.GOV", ["Kim Example"], "person", "president", "2019", "", source="a:1"),
        make("SWE.GOV", ["Kim Example", "Kim O. Example"], "person", "president", "2019", "", source="a:2"),
    )
    assert {c.code for c in candidates([one, other], "2020-01-01")} <= {"NOR.GOV", "SWE.GOV"}
    twice = [
        make("NOR.GOV", [f"{n} Example"], "person", "president", "2019", "", source="a:1")
        for n in ("Ann", "Bo")
    ]
    office = register([*shipped().entries, *twice])
    best = actor_of("the Norwegian president", "2020-01-01", office)[0]
    assert best.code == "NOR.GOV"
    assert best.name == "Norway president"


@pytest.mark.parametrize(
    "spellings",
    [
        ("Adel Abdul Mahdi", "Adil Abdul-Mahdi", "Adel Abd al-Mahdi", "Adel Abdel Mahdi", "Adel Abdulmahdi"),
        ("Mohammad Javad Zarif", "Muhammed Jawad Zareef"),
        ("Muqtada al-Sadr", "Moqtada Sadr"),
        ("Abdullah bin Zayed", "Abdallah bin Zayid"),
        ("Muammar Gaddafi", "Moammar Qadhafi", "Muammar Gadhafi"),
    ],
)
def test_spellings_meet_under_one_key(spellings: tuple[str, ...]) -> None:
    assert len({spelling_key(spelling) for spelling in spellings}) == 1


def test_captions_and_furniture_name_nobody() -> None:
    text = "Iran said so.\nIraq said so."
    part = Finding.make(Report(text), "part", [(0, 13)], {"part": "caption"}, by="x/1", confidence=1.0)
    assert [f.body["code"] for f in found(text, parts=(part,))] == ["IRQ"]


VOCABULARY = """
Iran Iranian Tehran US U.S. Washington President Rouhani the of foreign minister Foreign Ministry spokesman said in and
, . ' - ( ) Iraq's IRGC PMF (PMF) Mike Pompeo Zarif former two officials New York Abd al-Mahdi Adil
"""
WORDS = st.sampled_from([*listed(VOCABULARY), "\n"])


@given(st.lists(WORDS, max_size=40))
def test_any_text_gives_mentions_that_stand_in_it(words: list[str]) -> None:
    text = " ".join(words)
    mentions = found(text)
    assert all(f.quotes[0] == text[slice(*f.spans[0])] for f in mentions)
    assert all(a.spans[0][1] <= b.spans[0][0] for a, b in pairwise(mentions))


@given(st.text(max_size=200))
def test_any_characters_do(text: str) -> None:
    found(text)


# --- the mirror law --------------------------------------------------------------------------------------

PARTIES = {
    # code: country, adjective, people, capital, president in May 2019, surname
    "IRN": ("Iran", "Iranian", "Iranians", "Tehran", "Hassan Rouhani", "Rouhani"),
    "IRQ": ("Iraq", "Iraqi", "Iraqis", "Baghdad", "Barham Salih", "Salih"),
    "SYR": ("Syria", "Syrian", "Syrians", "Damascus", "Bashar al-Assad", "Assad"),
    "RUS": ("Russia", "Russian", "Russians", "Moscow", "Vladimir Putin", "Putin"),
    "FRA": ("France", "French", "Frenchmen", "Paris", "Emmanuel Macron", "Macron"),
    "TUR": ("Turkey", "Turkish", "Turks", "Ankara", "Recep Tayyip Erdogan", "Erdogan"),
    "KOR": ("South Korea", "South Korean", "South Koreans", "Seoul", "Moon Jae-in", "Moon"),
    "EGY": ("Egypt", "Egyptian", "Egyptians", "Cairo", "Abdel Fattah al-Sisi", "Sisi"),
    "VEN": ("Venezuela", "Venezuelan", "Venezuelans", "Caracas", "Nicolas Maduro", "Maduro"),
}
FORMS = ("country", "adjective", "people", "capital", "president", "surname")
STORIES = (
    "{a0} rejected a demand by {b0} on Monday. \"We will not talk,\" {a1} President {a4} said. {a5} blamed {b3}.",
    "In {a3}, {b1} officials met the {a1} foreign minister. {b4} did not attend. {b5} was ill.",
    "{a1} forces shelled a town in {b0}, the {b1} defence ministry said. {a3} denied it and accused {b0}.",
    "Two {a1} security sources told reporters that {b2} had crossed. The government of {a0} and {b0}'s army agreed.",
    "{b3} imposed sanctions on {a0}, {b0} said. Former {a1} ministers and {b2} protested between {a3} and {b3}.",
    "The president of {a0}, {a4}, called the {b1} parliament. {a0}-backed rebels fled. The president left {b0}.",
)  # fmt: skip


@given(st.sampled_from(STORIES), st.sampled_from(sorted(PARTIES)), st.sampled_from(sorted(PARTIES)))
def test_swapping_two_parties_swaps_the_findings_and_nothing_else(story: str, one: str, other: str) -> None:
    if one == other:
        return
    assert told(story, one, other) == swapped(told(story, other, one), one, other)


def told(story: str, a: str, b: str) -> list[tuple[object, ...]]:
    """What is found: code, role, confidence, and which form of whose name each mention is made of."""
    words = {f"a{i}": w for i, w in enumerate(PARTIES[a])} | {f"b{i}": w for i, w in enumerate(PARTIES[b])}
    return [
        (f.body["code"], f.body["role"], f.confidence, abstract(f.quotes[0], a, b))
        for f in found(story.format(**words))
    ]


def abstract(quote: str, a: str, b: str) -> str:
    """A quote with the parties' names replaced by their code and form."""
    for code in (a, b):
        for form, word in sorted(zip(FORMS, PARTIES[code], strict=True), key=lambda pair: -len(pair[1])):
            quote = re.sub(rf"\b{re.escape(word)}\b", f"<{code} {form}>", quote)
    return quote


def swapped(mentions: list[tuple[object, ...]], one: str, other: str) -> list[tuple[object, ...]]:
    def swap(value: object) -> object:
        if not isinstance(value, str):
            return value
        return value.replace(one, "\0").replace(other, one).replace("\0", other)

    return [tuple(swap(value) for value in mention) for mention in mentions]
