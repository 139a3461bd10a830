"""``sayso party``: what a party said, and what others said of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.listing import asked
from sayso.cli.options import AsOf, Json, Limit, Outlet, Since, Until, opened, said
from sayso.cli.records import print_sayings, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.answers.parties import PartyPage
    from sayso.answers.sayings import Saying


def party(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME|CODE", help="A party of the desk, an actor code, a state, body or group."),
    ],
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Show what a party said, by what it did with the words, and what others said of it."""
    from sayso.answers.parties import page_lines, party_page
    from sayso.answers.sides import side_of

    wanted = asked(outlet=outlet, since=since, until=until, as_of=as_of)
    with opened() as desk:
        side = side_of(said(name, "NAME") or name, desk.settings)
        page = party_page(side, wanted, desk.ledger, desk.origins(wanted.as_of))
    if as_json:
        for number, line in enumerate(page_lines(page)):
            if limit is None or number < limit:
                output.line(line)
        output.flush()
    else:
        _print(page, limit)


def _print(page: "PartyPage", limit: int | None) -> None:
    from sayso.publish.wording import ACTS

    codes = ", ".join(page.side.codes)
    output.console().print(output.pieces((page.side.name, "bold cyan"), "  ", (codes, "dim")))
    _heading("What it said", page.said)
    for stance in ACTS:
        of_stance = [saying for saying in page.said if saying.stance == stance]
        if of_stance:
            output.console().print(output.pieces((f"It {ACTS[stance][0]}", "bold")))
            print_sayings(of_stance, limit, "who")
            output.say()
    _heading("What others said of it", page.told)
    print_sayings(page.told, limit, "both")


def _heading(told: str, listed: "Sequence[Saying]") -> None:
    output.say()
    output.console().print(output.pieces((told, "bold underline")))
    output.console().print(output.pieces((summary(listed) if listed else "Nothing is on record.", "dim")))
    output.say()
