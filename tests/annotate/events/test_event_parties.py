"""Who the words of a role mean."""

import pytest

from sayso.annotate.actors import ACTORS
from sayso.annotate.annotator import Page
from sayso.annotate.events.parties import Parties
from sayso.model import Finding, Report


def parties(text: str, voices: list[Finding] | None = None) -> Parties:
    actors = list(ACTORS.run(Page(Report(text), {"part": ()}, ACTORS.by)))
    return Parties(text, actors, voices or [])


def voice(text: str, words: str, **body: object) -> Finding:
    start = text.index(words)
    told = {"name": words, "kind": "person", "actor": None, "count": 1, **body}
    return Finding.make(Report(text), "voice", [(start, start + len(words))], told, by="test/1", confidence=1.0)


@pytest.mark.parametrize(
    ("text", "words", "name", "code"),
    [
        ("Norwegian officials met the general.", "Norwegian officials", "Norway official", "NOR"),
        ("Norway closed the strait.", "Norway", "Norway", "NOR"),
        ("The government of Norway fell.", "The government of Norway", "Norway government", "NOR"),
        ("Rebels burned the barn.", "Rebels", "Rebels", None),
        ("A militia, which fled, burned it.", "A militia, which fled,", "militia", None),
        ("Norway’s army marched.", "Norway’s army", "Norway armed forces", "NOR"),
    ],
)
def test_names(text: str, words: str, name: str, code: str | None) -> None:
    start = text.index(words)
    party = parties(text).of([(start, start + len(words))], None)
    assert party is not None
    assert party["name"] == name
    assert str(party["code"] or "").split(".")[0] == (code or "")
    assert party["spans"] == [[start, start + len(words)]]


def test_nobody_is_nobody() -> None:
    assert parties("Shells fell.").of([], None) is None


def test_we_is_the_voice_of_the_claim() -> None:
    text = "Anna Halder said: “We closed the strait.”"
    speaker = voice(text, "Anna Halder", actor="NOR.GOV")
    start = text.index("We")
    party = parties(text, [speaker]).of([(start, start + 2)], speaker)
    assert party == {"name": "Anna Halder", "code": "NOR.GOV", "spans": [[start, start + 2]]}


def test_a_pronoun_resolved_as_a_voice_is_that_voice() -> None:
    text = "She said so after he met Bo Lind."
    heard = voice(text, "She", name="Anna Halder", actor="NOR.GOV")
    party = parties(text, [heard]).of([(0, 3)], None)
    assert party is not None
    assert (party["name"], party["code"]) == ("Anna Halder", "NOR.GOV")


def test_it_is_a_body_or_state_and_never_a_person() -> None:
    text = "Norway lost patience. Anna Halder spoke. It closed the strait."
    known = parties(text, [voice(text, "Anna Halder")])
    start = text.index("It")
    party = known.of([(start, start + 2)], None)
    assert party is not None
    assert party["code"] == "NOR"


def test_what_is_owned_has_its_owners_state() -> None:
    text = "Norway is angry. Its coast guard seized a boat."
    start = text.index("Its")
    party = parties(text).of([(start, text.index(" seized"))], None)
    assert party is not None
    assert party["code"] == "NOR"
