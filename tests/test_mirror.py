"""The mirror law over everything that finds: two states swapped in a text are swapped in what is found, and no more."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror import Side, common, template_of, write
from sayso.annotate import Known, annotate, annotators
from sayso.model import Dateline, Report
from sayso.pipeline import intake, readings
from sayso.read.item import NO_DEFAULTS
from sayso.settings import load

SIDES = (
    Side("Iran", "Iranian", "Iranians", "Tehran", "Hassan", "Rouhani", "Mohammad Javad", "Zarif", "IRN", "IR"),
    Side("Russia", "Russian", "Russians", "Moscow", "Vladimir", "Putin", "Sergei", "Lavrov", "RUS", "RU"),
    Side("Ukraine", "Ukrainian", "Ukrainians", "Kyiv", "Volodymyr", "Zelensky", "Pavlo", "Klimkin", "UKR", "UA"),
    Side(
        "Turkey", "Turkish", "Turks", "Ankara", "Recep Tayyip", "Erdogan", "Mevlut", "Cavusoglu", "TUR", "TR", "Türkiye"
    ),
)  # fmt: skip
"""States whose president and foreign minister of June 2019 ship with Sayso, both of them men."""
EGYPT = Side(
    "Egypt", "Egyptian", "Egyptians", "Cairo", "Abdel Fattah", "al-Sisi", "Sameh", "Shoukry", "EGY", "EG"
)
OF_TWO_WORDS = (
    Side("South Korea", "South Korean", "South Koreans", "Seoul", "", "", "", "", "KOR", "KR"),
    Side("North Korea", "North Korean", "North Koreans", "Pyongyang", "", "", "", "", "PRK", "KP"),
    Side("Saudi Arabia", "Saudi", "Saudis", "Riyadh", "", "", "", "", "SAU", "SA"),
)
SENTENCES = (
    "{1.state} accused {2.state} of shelling a village on Tuesday, killing at least 12 people.",
    "{2.adjective} officials told Reuters that two {1.adjective} drones had been shot down.",
    "“We have nothing to do with this,” {1.adjective} Foreign Minister {1.envoy} {1.spokesman} said.",
    "{1.adjective} President {1.given} {1.last} said 5,200 {2.adjective} troops had crossed the border last week.",
    "He denied that {1.state} had sent weapons.",
    "The {2.adjective} foreign ministry said it would answer any attack.",
    "{2.capital} imposed sanctions on {1.capital} in response.",
    "Thousands of {1.people} marched in {1.capital} on Friday.",
    "A senior {2.adjective} security official, who was not authorised to speak, said that {1.state} planned a strike.",
    "{2.given} {2.last} and {1.given} {1.last} will meet in Geneva on June 20, according to state media.",
    "Two {1.adjective} security sources said that {2.adjective} intelligence believed the ship was damaged by a mine.",
    "{1.adjective} Foreign Minister {1.envoy} {1.spokesman} was away. {1.spokesman} declined to comment on it.",
    "About 300 {2.people} were evacuated from {1.state}, the embassy said.",
    "{2.given} {2.last} threatened to close the strait unless {1.state} released the crew.",
)
"""Self-written; whoever is first accuses and is accused."""
PAIRS = tuple(permutations(range(len(SIDES)), 2))


def report(text: str) -> Report:
    """As published in June 2019, with nothing about it that belongs to a side."""
    day = Dateline(None, None, "2019-06-13", ())
    return Report(text, published="2019-06-13", published_precision="day", language="en", dateline=day)


def check(template: str, one: Side, other: Side) -> None:
    there, back = write(template, one, other), write(template, other, one)
    found, swapped = (common(written, annotate(report(written.text))) for written in (there, back))
    assert found == swapped


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("one", "other"), [(0, 1), (2, 3), (3, 0)])
def test_a_sentence_is_read_alike_of_either(sentence: str, one: int, other: int) -> None:
    check(sentence, SIDES[one], SIDES[other])


@pytest.mark.parametrize("sentence", [one for one in SENTENCES if ".last" not in one and ".envoy" not in one])
@pytest.mark.parametrize(("one", "other"), list(combinations(range(len(OF_TWO_WORDS)), 2)))
def test_a_name_of_two_words_is_read_like_one(sentence: str, one: int, other: int) -> None:
    check(sentence, OF_TWO_WORDS[one], OF_TWO_WORDS[other])


@settings(max_examples=25, derandomize=True)
@given(
    pair=st.sampled_from(PAIRS),
    picked=st.lists(st.sampled_from(range(len(SENTENCES))), min_size=2, max_size=8, unique=True),
)
def test_a_report_is_read_alike_of_either(pair: tuple[int, int], picked: list[int]) -> None:
    check("\n\n".join(SENTENCES[number] for number in picked), *(SIDES[number] for number in pair))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_state_whose_president_has_a_particle_is_read_alike(sentence: str) -> None:
    check(sentence, EGYPT, SIDES[0])


KALDRIA = Side("Kaldria", "Kaldrian", "Kaldrians", "Orvane", "", "", "", "", "XKA", "XL", shout="ORVANE")
TORRUND = Side("Torrund", "Torrundi", "Torrundis", "Hask", "", "", "", "", "XTO", "XT", shout="HASK")
EXAMPLES = Path(__file__).parents[1] / "examples"


def examples() -> list[Report]:
    """The English reports of the example desk."""
    given = list(intake([str(EXAMPLES / "reports")], BytesIO()))
    read = [one.report for one in readings(given, NO_DEFAULTS) if one.report is not None]
    return [one for one in read if one.language == "en"]


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Known, Known]:
    """What the example desk knows, and what it would know with its two parties swapped."""
    said = template_of((EXAMPLES / "desk.toml").read_text(encoding="utf-8"), KALDRIA, TORRUND)
    made = []
    for sides in ((KALDRIA, TORRUND), (TORRUND, KALDRIA)):
        folder = tmp_path_factory.mktemp("swapped")
        (folder / "desk.toml").write_text(write(said, *sides).text, encoding="utf-8")
        one = load(folder, {})
        made.append(Known(one.actors, one.places, one.outlets, one.parties))
    return made[0], made[1]


@pytest.mark.parametrize("given", examples(), ids=lambda one: one.title or one.id[:8])
def test_reports_of_the_example_desk_are_read_alike_of_either(
    given: Report, desks: tuple[Known, Known]
) -> None:
    template, found = template_of(given.text, KALDRIA, TORRUND), []
    day = Dateline(None, None, given.dateline.day if given.dateline else None, ())
    for sides, known in zip(((KALDRIA, TORRUND), (TORRUND, KALDRIA)), desks, strict=True):
        written = write(template, *sides)
        same = replace(given, text=written.text, outlet=None, url=None, byline=None, dateline=day, credits=())
        found.append(common(written, annotate(same, (), annotators(known))))
    assert found[0] == found[1]
