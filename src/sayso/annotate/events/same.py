"""Mentions of one happening within a report: told together by the network, or by equal type, parties and time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.model import Edge, Finding

_DEFINITE = ("the ", "this ", "that ", "these ", "those ", "its ", "his ", "her ", "their ")
NEAR = 0.9
"""Score of mentions the network ties together."""
ALIKE = 0.7
"""Score of mentions tied by their parties and a definite noun."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of one mention."""

    kind: tuple[str, str]
    actor: str | None
    """Actor code, else folded name."""
    recipient: str | None
    when: str | None
    definite: bool
    """Whether the trigger is a noun that points back: "the attack"."""
    linked: int | None
    """An earlier mention the network takes for the same happening."""


def is_definite(text: str, start: int) -> bool:
    """Whether a word that points back stands right before the trigger or one word before it."""
    before = text[max(0, start - 24) : start].lower()
    last = " ".join(before.split()[-2:]) + " "
    return any(last.endswith(word) or last.startswith(word) for word in _DEFINITE) or before.endswith(
        ("’s ", "'s ")
    )


def firsts(told: Sequence[Told]) -> list[tuple[int, float] | None]:
    """For each mention the first mention of its happening with a score, None where it is the first itself."""
    root: list[int] = []
    found: list[tuple[int, float] | None] = []
    for i, one in enumerate(told):
        earlier, score = _earlier(told, i, one)
        root.append(i if earlier is None else root[earlier])
        found.append(None if earlier is None else (root[earlier], score))
    return found


def _earlier(told: Sequence[Told], i: int, one: Told) -> tuple[int | None, float]:
    if one.linked is not None and one.linked < i and told[one.linked].kind[0] == one.kind[0]:
        return one.linked, NEAR
    if not one.definite:
        return None, 0.0
    return next((j for j in range(i - 1, -1, -1) if _alike(told[j], one)), None), ALIKE


def _alike(a: Told, b: Told) -> bool:
    if a.kind[0] != b.kind[0] or (a.kind[1] and b.kind[1] and a.kind[1] != b.kind[1]):
        return False
    if a.when and b.when and a.when != b.when:
        return False
    pairs = [(a.actor, b.actor), (a.recipient, b.recipient)]
    return all(x == y or x is None or y is None for x, y in pairs) and any(x == y and x for x, y in pairs)


def same_events(findings: Iterable[Finding]) -> Iterator[Edge]:
    """``same_event`` edges of one report: from the first mention of each happening to its later ones.

    A pure function of the event findings, whose ``refers_to`` names the first mention and ``same`` how sure that is.
    """
    events: Mapping[str, Finding] = {f.id: f for f in findings if f.kind == "event"}
    for event in events.values():
        first = event.body.get("refers_to")
        if first in events:
            yield Edge.make(
                str(first),
                event.id,
                "same_event",
                by=event.by,
                score=float(event.body["same"]),
                because=[event.id],
            )
