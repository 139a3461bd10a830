"""What happened in a story, and what is counted differently in it: ``sayso story --events`` and ``--numbers``."""

from itertools import islice
from typing import TYPE_CHECKING

from sayso.cli import output

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.answers.numbers import Number
    from sayso.answers.stories import Story
    from sayso.desk import Desk


def print_happenings(
    desk: "Desk", story: "Story", moment: int | None, limit: int | None, as_json: bool
) -> None:
    """Each happening with its day, who did what to whom, and how many origins tell it how."""
    from sayso.answers.happenings import happening_lines, told
    from sayso.publish.wording import day

    lines = list(islice(happening_lines(told(story.ids, desk.ledger, desk.origins(moment))), limit))
    if as_json:
        for line in lines:
            output.line(line)
        output.flush()
        return
    cells = [
        (
            line["id"][:8],
            day(line["start"]),
            line["family"],
            line["actor"],
            line["recipient"],
            line["place"],
            ", ".join(sorted(set(line["statuses"].values()))),
            str(len(line["events"])),
        )
        for line in lines
    ]
    output.table(("id", "day", "kind", "who", "to whom", "where", "told as", "times"), cells, "No events.")


def print_differing(
    desk: "Desk", story: "Story", asked: str, moment: int | None, limit: int | None, as_json: bool
) -> None:
    """Each thing that is counted differently, with every number, and what the policy makes of them."""
    from sayso.answers.differing import differing, differing_lines, policy_of, words_of
    from sayso.publish.wording import amount

    policy = policy_of(asked)
    found = list(islice(differing(story, desk.ledger, desk.origins(moment), desk.settings), limit))
    if as_json:
        for line in differing_lines(found, policy):
            output.line(line)
        output.flush()
        return
    if not found:
        output.say("Nothing in this story is counted differently.")
    for one in found:
        low, high = one.chosen(policy)
        told = amount(low) if low == high else f"{amount(low)} – {amount(high)}"
        output.console().print(output.pieces((words_of(one), "bold"), "  ", (f"{told} ({policy})", "green")))
        output.grid([_row(number) for number in one.numbers], indent=2)
        output.say()


def _row(number: "Number") -> "tuple[str, Text]":
    from sayso.publish.wording import day

    who = ", ".join(number.who) or "the report itself"
    as_of = f", as of {number.as_of.body['start']}" if number.as_of and number.as_of.body["start"] else ""
    return (
        day(number.published),
        output.pieces((output.quoted(number.first.quotes), "bold"), " ", (f"{who}{as_of}", "cyan")),
    )
