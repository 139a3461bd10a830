"""Mentions of one happening, and the edges that join them."""

import pytest

from sayso.annotate.events.same import Told, firsts, is_definite, same_events
from sayso.model import Finding, Report


def told(
    root: str = "ASSAULT",
    mode: str = "",
    actor: str | None = "AAA",
    recipient: str | None = "BBB",
    when: str | None = None,
    definite: bool = True,
    linked: int | None = None,
) -> Told:
    return Told((root, mode), actor, recipient, when, definite, linked)


@pytest.mark.parametrize(
    ("mentions", "first"),
    [
        ([told(definite=False), told()], [None, 0]),
        ([told(definite=False), told(definite=False)], [None, None]),
        ([told(definite=False), told(definite=False, linked=0)], [None, 0]),
        ([told(), told(linked=0), told(linked=1)], [None, 0, 0]),
        ([told("CONSULT"), told(linked=0)], [None, None]),
        ([told(), told(actor="CCC")], [None, None]),
        ([told(), told(actor=None)], [None, 0]),
        ([told(actor=None, recipient=None), told(actor=None, recipient=None)], [None, None]),
        ([told(mode="aerial"), told(mode="drone")], [None, None]),
        ([told(mode="aerial"), told()], [None, 0]),
        ([told(when="t1"), told(when="t2")], [None, None]),
        ([told(when="t1"), told()], [None, 0]),
        ([told(actor="AAA", recipient="BBB"), told(actor="BBB", recipient="AAA")], [None, None]),
    ],
)
def test_firsts(mentions: list[Told], first: list[int | None]) -> None:
    assert [one and one[0] for one in firsts(mentions)] == first


@pytest.mark.parametrize(
    ("text", "trigger", "definite"),
    [
        ("Rebels hailed the attack.", "attack", True),
        ("Rebels hailed the deadly attack.", "attack", True),
        ("An attack was planned.", "attack", False),
        ("They spoke of Norland’s attack.", "attack", True),
        ("Rebels attack at dawn.", "attack", False),
        ("attack", "attack", False),
    ],
)
def test_what_points_back(text: str, trigger: str, definite: bool) -> None:
    assert is_definite(text, text.index(trigger)) is definite


def test_edges_go_from_the_first_mention_to_the_later_ones() -> None:
    report = Report("Rebels shelled the port. The shelling and the attack went on.")
    first, second, third = (
        Finding.make(report, "event", [span], body, by="events/1", confidence=0.9)
        for span, body in (
            ((7, 14), {"refers_to": None, "same": None}),
            ((29, 37), {"refers_to": "?", "same": 0.9}),
            ((46, 52), {"refers_to": None, "same": None}),
        )
    )
    second = Finding.make(
        report, "event", second.spans, {"refers_to": first.id, "same": 0.9}, by="events/1", confidence=0.9
    )
    (edge,) = same_events([first, second, third])
    assert (edge.left, edge.right, edge.kind, edge.score) == (first.id, second.id, "same_event", 0.9)
    assert list(same_events([second, third])) == []
