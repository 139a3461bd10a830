"""Happenings from mentions: each counted once, on its own day, whatever is told again and in whatever order."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compare.happenings import RECALLED, Happening, Mention, happenings

DAY = date(2031, 3, 3)
STRIKE = Mention(
    "e1", "r1", DAY, "ASSAULT", "XTO.MIL", "XKA", "port averil", (DAY, DAY), "happened", ("Meridian Wire",)
)


def again(number: int, **changed: object) -> Mention:
    """The strike told again in another report."""
    later = {"published": DAY + timedelta(days=number), "origins": (f"Origin {number}",), **changed}
    return replace(STRIKE, id=f"e{number}", report=f"r{number}", **later)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"actor": None},
        {"actor": "XTO"},
        {"place": None},
        {"root": "COERCE"},
        {"days": None},
        {"days": (DAY - timedelta(days=1), DAY - timedelta(days=1))},
        {"days": (date(2031, 3, 1), date(2031, 3, 31))},
    ],
)
def test_what_is_one_happening(changed: dict[str, object]) -> None:
    (found,) = happenings([STRIKE, again(2, **changed)])
    assert found.events == ("e1", "e2")
    assert (found.days, found.first_report) == (STRIKE.days, "r1")


@pytest.mark.parametrize(
    "changed",
    [
        {"root": "CONSULT"},
        {"actor": "XOS"},
        {"recipient": "XOS.GOV"},
        {"place": "hask"},
        {"days": (DAY + timedelta(days=2), DAY + timedelta(days=2))},
        {"days": None, "published": DAY + timedelta(days=RECALLED + 1)},
        {"actor": None, "recipient": None, "place": None},
    ],
)
def test_what_is_another(changed: dict[str, object]) -> None:
    assert len(happenings([STRIKE, again(2, **changed)])) == 2


def test_retelling_adds_no_happening_and_moves_no_day() -> None:
    told = [STRIKE, *(again(number, days=None) for number in range(2, 20))]
    (found,) = happenings(told)
    assert found.days == STRIKE.days
    assert len(found.statuses) == 19


def test_what_is_unknown_is_learned_and_what_is_known_stays() -> None:
    vague = replace(STRIKE, actor=None, days=None)
    (found,) = happenings([vague, again(2), again(3, actor="XTO")])
    assert (found.actor, found.days, found.recipient) == ("XTO.MIL", STRIKE.days, "XKA")


def test_each_origin_tells_it_its_way() -> None:
    denied = again(2, status="denied", origins=("Torrund",))
    claimed = again(3, status="claimed", origins=("Torrund", "Meridian Wire"))
    (found,) = happenings([STRIKE, denied, claimed])
    assert found.statuses == {"Meridian Wire": "happened", "Torrund": "denied"}


def test_copies_change_nothing_but_the_list_of_mentions() -> None:
    copies = [
        replace(STRIKE, id=f"c{n}", report=f"copy{n}", published=DAY + timedelta(days=1)) for n in range(9)
    ]
    (before,), (after,) = happenings([STRIKE]), happenings([STRIKE, *copies])
    assert replace(after, events=before.events) == before


mentions = st.lists(
    st.builds(
        again,
        st.integers(2, 30),
        root=st.sampled_from(["ASSAULT", "CONSULT"]),
        actor=st.sampled_from([None, "XTO", "XTO.MIL", "XKA"]),
        recipient=st.sampled_from([None, "XKA", "XTO"]),
        place=st.sampled_from([None, "port averil", "lyde"]),
        days=st.sampled_from([None, (DAY, DAY), (date(2031, 3, 9), date(2031, 3, 9))]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@settings(derandomize=True, max_examples=60)
@given(told=mentions, order=st.randoms(use_true_random=False))
def test_order_the_same_happenings_whichever_is_given_first(told: list[Mention], order: random.Random) -> None:
    found = happenings(told)
    assert happenings(order.sample(told, len(told))) == found
    assert sorted(event for one in found for event in one.events) == sorted(one.id for one in told)


def swapped(code: str | None) -> str | None:
    return code and {"XTO": "XKA", "XTO.MIL": "XKA.MIL", "XKA": "XTO", "XKA.MIL": "XTO.MIL"}.get(code, code)


@settings(derandomize=True, max_examples=60)
@given(told=mentions)
def test_mirror_swapping_two_parties_swaps_them_and_nothing_else(told: list[Mention]) -> None:
    def mirrored(one: Happening) -> Happening:
        return replace(one, actor=swapped(one.actor), recipient=swapped(one.recipient))

    turned = [replace(one, actor=swapped(one.actor), recipient=swapped(one.recipient)) for one in told]
    assert happenings(turned) == [mirrored(one) for one in happenings(told)]


def test_a_person_joins_and_parts() -> None:
    other = again(2, place="hask", days=None)
    assert len(happenings([STRIKE, other], together=[("e2", "e1")])) == 1
    assert len(happenings([STRIKE, again(2)], apart=[("e1", "e2")])) == 2
    assert len(happenings([STRIKE, again(2)], together=[("e1", "e2")], apart=[("e2", "e1")])) == 2


def test_parties_that_are_members_of_each_other_and_reports_without_dates() -> None:
    inner = replace(STRIKE, actor="XTO.ARM", recipient="XTO.MIL", published=None, days=None)
    found = happenings([inner, replace(inner, id="e2", report="r2", actor="XTO.MIL", recipient="XTO.ARM")])
    assert sum(len(one.events) for one in found) == 2
    assert happenings([]) == []
