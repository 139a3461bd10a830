"""The event model on sentences of ours: what it must find, what it must leave, and the laws."""

import re
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import ANNOTATORS, annotate
from sayso.annotate.events import EVENTS, same_events
from sayso.annotate.events.plover import STATUSES, kinds, roots, scores
from sayso.annotate.events.tagger import mentions, root_odds
from sayso.model import Finding, Report

WEIGHTS = resources.files("sayso.annotate.encoder") / "models" / "events.onnx"
pytestmark = pytest.mark.skipif(
    not WEIGHTS.is_file(),
    reason="the weights of the event model are not in the package yet: bench/train/events",
)
ALL = tuple(dict.fromkeys((*ANNOTATORS, EVENTS)))
FIELDS = {
    "type", "mode", "actor", "recipient", "place", "when", "status", "claim", "score", "main", "refers_to", "same",
}  # fmt: skip


def events(text: str, published: str | None = "2031-05-16") -> list[Finding]:
    report = Report(text, published=published, published_precision="day" if published else "none")
    return [one for one in annotate(report, annotators=ALL) if one.kind == "event"]


FOUND = [
    # active, passive, noun, both sides, coordinated, negated, conditional, reported, planned
    ("The army shelled the port of Harran on Monday.", "ASSAULT", "happened", "The army", "the port"),
    ("Two Chilean envoys were expelled by Norway.", "SANCTION", "happened", "Norway", "Two Chilean envoys"),
    (
        "Norway’s prime minister arrived in Santiago on Monday for a two-day visit.",
        "CONSULT",
        "happened",
        "Norway",
        "",
    ),
    ("Norway and Chile met for talks in Geneva.", "CONSULT", "happened", "Norway", ""),
    ("Norway threatened to bomb the base.", "THREATEN", "happened", "Norway", ""),
    ("Norway imposed sanctions on six Chilean banks.", "SANCTION", "happened", "Norway", "six Chilean banks"),
    ("Norway urged Chile to free the sailors.", "REQUEST", "happened", "Norway", "Chile"),
    ("Norway accused Chile of sinking the ship.", "ACCUSE", "happened", "Norway", "Chile"),
    ("Norway sent 200 tents to the camps in Chile.", "AID", "happened", "Norway", ""),
    ("Thousands of students marched against the decree.", "PROTEST", "happened", "Thousands of students", ""),
    (
        "The defence ministry sent two brigades to the border.",
        "MOBILIZE",
        "happened",
        "The defence ministry",
        "",
    ),
    ("The rebels freed nine sailors on Friday.", "RETREAT", "happened", "The rebels", "nine sailors"),
    ("The general refused to meet the envoy.", "REJECT", "happened", "The general", "the envoy"),
    ("The minister welcomed the truce.", "SUPPORT", "happened", "The minister", ""),
    ("The navy seized a tanker near the strait.", "COERCE", "happened", "The navy", "a tanker"),
    ("The army admitted that its shells had hit the school.", "CONCEDE", "happened", "The army", ""),
    ("The two sides agreed to open the road.", "AGREE", "happened", "The two sides", ""),
    (
        "The two leaders will meet in Geneva in June, an aide announced.",
        "CONSULT",
        "planned",
        "The two leaders",
        "",
    ),
    ("The minister denied that the army had shelled the port.", "ASSAULT", "denied", "the army", "the port"),
    ("A rebel spokesman said the army had shelled the port.", "ASSAULT", "claimed", "the army", "the port"),
    (
        "If the army attacks the port, the rebels will leave the talks.",
        "ASSAULT",
        "hypothetical",
        "the army",
        "",
    ),
]


@pytest.mark.parametrize(("text", "root", "status", "actor", "recipient"), FOUND)
def test_what_is_found(text: str, root: str, status: str, actor: str, recipient: str) -> None:
    # An act may be told twice in a sentence: "arrived for a visit".
    event, *_ = [one for one in events(text) if one.body["type"] == root]
    assert event.body["status"] == status
    for role, wanted in (("actor", actor), ("recipient", recipient)):
        if wanted:
            party = event.body[role]
            assert party is not None
            start, end = party["spans"][0]
            assert wanted in text[start:end]


NONE = [
    # sport
    "Norway beat Chile 3-1 in the second half and top their group.",
    "The champions attacked from the first minute, but the visitors’ defence held.",
    "The striker fired a shot into the net from twenty metres.",
    # fiction, games, film
    "In the new film a retired spy falls in love with a baker.",
    "Players build a castle and collect gold coins in the new game.",
    # business, weather, accidents, everyday life
    "The bakery raised its prices by five per cent this spring.",
    "Snow is expected in the hills on Tuesday.",
    "The bus slid off the icy road and came to rest in a field.",
    "She has taught chemistry at the same school for thirty years.",
    # headlines without verbs, lists, nothing
    "Weather: sunny spells",
    "The ten best lakes for a swim",
    "Photos of the day",
    "18 Images",
    "…",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_left(text: str) -> None:
    assert events(text) == []


def test_an_event_of_long_ago_is_of_its_own_day_and_background() -> None:
    text = "In 1980 Norway invaded Chile. On Monday Norway invaded Peru."
    old, new = [one for one in events(text) if one.body["type"] == "ASSAULT"]
    found = {one.id: one for one in annotate(Report(text, published="2031-05-16", published_precision="day"))}
    assert found[old.body["when"]].body["start"] == "1980-01-01"
    assert old.body["main"] is False
    assert new.body["when"] != old.body["when"]


def test_bodies_hold_what_the_contract_says() -> None:
    text = " ".join(text for text, *_ in FOUND)
    for one in events(text):
        body = one.body
        assert set(body) == FIELDS
        assert (body["type"], body["mode"] or "") in kinds()
        assert body["score"] == scores()[body["type"], body["mode"] or ""]
        assert body["status"] in STATUSES
        assert all(body[role] is None or body[role]["name"] for role in ("actor", "recipient", "place"))
        assert one.quotes == tuple(text[a:b] for a, b in one.spans)


PAIRS = {"Norway": "Chile", "Norwegian": "Chilean", "Oslo": "Santiago"}
SWAP = PAIRS | {b: a for a, b in PAIRS.items()}


def swapped(text: str) -> str:
    return re.sub("|".join(sorted(SWAP, key=len, reverse=True)), lambda m: SWAP[m[0]], text)


def plain(text: str) -> list[tuple[object, ...]]:
    """Events by words, codes left out."""
    return [_plain(text, one) for one in events(text)]


def _plain(text: str, one: Finding) -> tuple[object, ...]:
    told = one.body
    words = [
        [text[a:b] for a, b in told[role]["spans"]] if told[role] else None
        for role in ("actor", "recipient", "place")
    ]
    return (one.quotes, told["type"], told["mode"], told["status"], one.confidence, *words)


@pytest.mark.parametrize("text", [text for text, *_ in FOUND])
def test_exchanging_two_states_exchanges_their_events(text: str) -> None:
    here, there = plain(text), plain(swapped(text))
    assert [repr(one) for one in there] == [swapped_repr(one) for one in here]


def swapped_repr(one: tuple[object, ...]) -> str:
    return repr(
        tuple(
            tuple(map(swapped, x)) if isinstance(x, tuple) else [*map(swapped, x)] if isinstance(x, list) else x
            for x in one
        )
    )


@given(st.text(max_size=300))
@settings(max_examples=25)
def test_any_text_is_read(text: str) -> None:
    for one in mentions(text):
        spans = [one.trigger, *one.actor, *one.recipient, *one.place]
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert 0 <= one.score <= 1


def test_later_mentions_name_the_first() -> None:
    text = "Norway’s jets bombed a depot in Chile on Monday. Chile condemned the bombing."
    found = events(text)
    edges = list(same_events(found))
    assert [edge.left for edge in edges] == [one.body["refers_to"] for one in found if one.body["refers_to"]]
    assert all(edge.kind == "same_event" for edge in edges)


def test_a_sentence_with_its_sides_given_has_a_type() -> None:
    text = "Norway condemned Chile’s decree."
    odds = root_odds(text, [(0, 6)], [(17, 31)])
    assert set(odds) == set(roots())
    assert sum(odds.values()) == pytest.approx(1, abs=1e-4)
    assert max(odds, key=lambda root: odds[root]) == "ACCUSE"
    assert root_odds("", [], [])
