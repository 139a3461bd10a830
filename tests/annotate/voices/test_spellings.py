"""Descriptions under which one unnamed person may go: each of two is among the other's, or neither is."""

from itertools import product

import pytest

from sayso.annotate.voices.spellings import spellings
from sayso.model import Finding, Report
from sayso.text import words

HELD = (
    ("a senior Norlandish security official", 1),
    ("the Norlandish security official", 1),
    ("a Norlandish security source", 1),
    ("another top Norlandish security official", 1),
    ("the second Norlandish security source", 1),
    ("two Norlandish security sources", 2),
    ("the two Norlandish security officials", 2),
    ("a diplomat in Halm", 1),
    ("an envoy in Halm", 1),
    ("a U.S. official", 1),
    ("a senior U.S. diplomat", 1),
)
BARE = (
    ("officials at the port", None),
    ("an official", 1),
    ("the aide", 1),
    ("two sources", 2),
    ("neither", 1),
    ("one of the diplomats", 1),
)


def voice(name: str, count: int | None, **said: str) -> Finding:
    body = {"name": name, "count": count, "standing": "anonymous", "kind": "person", **said}
    return Finding.make(Report("They spoke."), "voice", [(0, 4)], body, by="test/1", confidence=1.0)


@pytest.mark.parametrize(("name", "count"), HELD)
def test_a_description_is_among_its_own(name: str, count: int | None) -> None:
    found = spellings(voice(name, count))
    assert " ".join(words(name)) in found
    assert len(found) < 1000, "they are all looked up"


@pytest.mark.parametrize(("name", "count"), BARE)
def test_a_noun_alone_describes_nobody(name: str, count: int | None) -> None:
    assert spellings(voice(name, count)) == frozenset()


def test_only_unnamed_persons_are_described() -> None:
    for said in ({"standing": "official"}, {"standing": "group"}, {"kind": "organisation"}):
        assert spellings(voice(*HELD[0], **said)) == frozenset()


def test_it_goes_both_ways() -> None:
    for (one, few), (other, many) in product(HELD, HELD):
        if few == many:
            there = " ".join(words(other)) in spellings(voice(one, few))
            back = " ".join(words(one)) in spellings(voice(other, many))
            assert there == back, (one, other)
    assert " ".join(words(HELD[4][0])) in spellings(voice(*HELD[0]))
    assert " ".join(words(HELD[8][0])) in spellings(voice(*HELD[7]))
    assert " ".join(words(HELD[9][0])) not in spellings(voice(*HELD[0]))
