"""``sayso edges --kind same_voice``: unnamed voices that may be one, with the reasons in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sayso.cli import output

if TYPE_CHECKING:
    from sayso.desk import Desk
    from sayso.model import Edge, Finding

Rows = Mapping[str, Mapping[str, Any]]


def print_likenesses(desk: "Desk", found: "Sequence[Edge]") -> None:
    """Each pair: who, in which outlet and when, and why they may be one."""
    if not found:
        output.say("No edges.")
        return
    voices = {
        one.id: one for one in desk.ledger.of_ids([end for edge in found for end in (edge.left, edge.right)])
    }
    carriers = {row["id"]: row for row in desk.ledger.carriers({voice.report for voice in voices.values()})}
    output.grid(
        [
            (
                output.pieces((edge.id[:8], "dim")),
                output.pieces((f"{edge.score:.2f}", "dim")),
                output.pieces(*_pair(edge, voices, carriers)),
            )
            for edge in found
            if edge.left in voices and edge.right in voices
        ]
    )


def _pair(edge: "Edge", voices: "Mapping[str, Finding]", carriers: Rows) -> "Iterator[tuple[str, str] | str]":
    first, second = sorted(
        (voices[end] for end in (edge.left, edge.right)),
        key=lambda voice: (carriers[voice.report]["published"] or "", voice.id),
    )
    yield from _called(first, carriers)
    yield "\nmay be "
    yield from _called(second, carriers)
    yield "\n"
    yield ("; ".join(edge.body.get("reasons", ())) or "a person says so", "italic")


def _called(voice: "Finding", carriers: Rows) -> "Iterator[tuple[str, str] | str]":
    from sayso.publish.wording import day

    row = carriers[voice.report]
    yield (str(voice.body["name"]), "bold cyan")
    yield " ("
    yield (f"{row['outlet'] or 'outlet unknown'}, {day(row['published'])}", "dim")
    yield ")"
