"""Claims that say or deny the same: as edges with their reasons, and as the party table of a story."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from sayso.cli import output

if TYPE_CHECKING:
    from sayso.answers.stories import Story
    from sayso.answers.table import Position, Proposition
    from sayso.desk import Desk
    from sayso.model import Edge, Finding

Rows = Mapping[str, Mapping[str, Any]]
_SHOWN = 20
"""Propositions shown to people when no limit is given."""
_IS_TO = {"same_claim": "the same is", "denies": "it denies", "supports": "it supports"}
_MANNERS = {
    "admission": "it admits what was denied",
    "retraction": "it takes back",
    "partial": "it denies a part of",
    "contradiction": "it contradicts",
}
_STYLES = {"asserts": "green", "denies": "red", "both": "yellow", "silent": "dim"}


def print_agreements(desk: "Desk", found: "Sequence[Edge]") -> None:
    """Each pair: who says what where and when, how the one is to the other, and why that is thought."""
    if not found:
        output.say("No edges.")
        return
    claims = {one.id: one for one in desk.ledger.of_ids([e for edge in found for e in (edge.left, edge.right)])}
    voices = {one.id: one for one in desk.ledger.voices_of(list(claims.values()))}
    carriers = {row["id"]: row for row in desk.ledger.carriers({claim.report for claim in claims.values()})}
    output.grid(
        [
            (
                output.pieces((edge.id[:8], "dim")),
                output.pieces((f"{edge.score:.2f}", "dim"), "\n", (edge.judgement, "dim")),
                output.pieces(*_pair(edge, claims, voices, carriers)),
            )
            for edge in found
            if edge.left in claims and edge.right in claims
        ]
    )


def _pair(
    edge: "Edge", claims: "Mapping[str, Finding]", voices: "Mapping[str, Finding]", carriers: Rows
) -> "Iterator[tuple[str, str] | str]":
    yield from _said(claims[edge.left], voices, carriers)
    yield f"\n{_MANNERS.get(edge.body.get('manner', ''), _IS_TO[edge.kind])} "
    yield from _said(claims[edge.right], voices, carriers)
    yield "\n"
    yield ("; ".join(edge.body.get("reasons", ())) or "a person says so", "italic")


def _said(
    claim: "Finding", voices: "Mapping[str, Finding]", carriers: Rows
) -> "Iterator[tuple[str, str] | str]":
    from sayso.publish.wording import act, day, speakers

    row = carriers[claim.report]
    yield (speakers(claim, voices), "bold cyan")
    yield f" {act(claim, voices)} "
    yield output.quoted(claim.quotes)
    yield " ("
    yield (f"{row['outlet'] or 'outlet unknown'}, {day(row['published'])}", "dim")
    yield ")"


def print_table(desk: "Desk", story: "Story", moment: int | None, limit: int | None, as_json: bool) -> None:
    """The party table of a story, for people or as JSON lines."""
    from sayso.answers.table import table, table_lines

    made = table(story, desk.ledger, desk.origins(moment), desk.settings)
    shown = list(islice(made, limit if as_json or limit else _SHOWN))
    if as_json:
        for line in table_lines(shown):
            output.line(line)
        output.flush()
        return
    if not shown:
        output.say("No two claims of this story say or deny the same.")
    for one in shown:
        _print(one)
    if len(shown) < len(made):
        output.say(f"The first {len(shown)} of {len(made)}; more with --limit, all with --json.", "dim")


def _print(one: "Proposition") -> None:
    output.console().print(output.pieces((output.quoted(one.first.quotes), "bold")))
    output.grid(_positions((*one.positions, one.others)), indent=2)
    output.say()


def _positions(positions: "Sequence[Position]") -> "Iterator[tuple[Any, ...]]":
    from sayso.answers.table import standing
    from sayso.publish.wording import day

    for one in positions:
        stands = standing(one)
        if stands == "silent" and one.party == "others":
            continue
        told = (
            ""
            if stands == "silent"
            else f"since {day(one.since)}, {one.voice or 'no voice named'}, {_through(one)}"
        )
        yield (
            output.pieces((one.party, "cyan")),
            output.pieces((stands, _STYLES[stands])),
            output.pieces((told, "dim")),
        )


def _through(one: "Position") -> str:
    known = f"{one.known} origin{'s' * (one.known != 1)}"
    return f"{known}, {one.unknown} not known" if one.unknown else known
