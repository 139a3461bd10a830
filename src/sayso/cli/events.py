"""``sayso findings --kind event``: events by what they are, and as a table for PLOVER's users."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.options import said
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.desk import Desk
    from sayso.ledger import Filter
    from sayso.model import Finding
    from sayso.publish.plover import Around, Wanted

Type = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="Events of it: ASSAULT, ASSAULT/drone.")
]
Actor = Annotated[str | None, typer.Option("--actor", metavar="WHO", help="Events by it: a code or a name.")]
Recipient = Annotated[str | None, typer.Option("--recipient", metavar="WHO", help="Events done to it.")]
Status = Annotated[
    str | None, typer.Option("--status", metavar="STATUS", help="Events so told: happened, claimed …")
]
At = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Events at a place of this name.")]
Tsv = Annotated[bool, typer.Option("--tsv", help="Events as a tab-separated table, its columns POLECAT's.")]


def chosen(kind: str | None, values: tuple[str | None, ...], tsv: bool = False) -> "Wanted | None":
    """What events must be: type, actor, recipient, status and place as given; None when nothing was.

    Raises ``UsageError`` for what is no type or status, and when no events are listed.
    """
    from sayso.annotate.events.plover import STATUSES, kinds
    from sayso.publish.plover import Wanted

    wanted = Wanted(*(said(value, "an option") for value in values))
    if wanted == Wanted() and not tsv:
        return None
    if kind != "event":
        raise UsageError(
            "--type, --actor, --recipient, --status, --place, --tsv: say of what kind, with --kind event"
        )
    if wanted.status is not None and wanted.status not in STATUSES:
        raise UsageError(f"--status {wanted.status}: one of {', '.join(STATUSES)}")
    root, _, mode = (wanted.type or "").partition("/")
    if wanted.type is not None and (root.upper(), mode.lower()) not in kinds():
        raise UsageError(f"--type {wanted.type}: no such type or mode; the codebook lists them")
    return wanted


def found_events(desk: "Desk", wanted: "Filter", of: "Wanted | None") -> "Iterator[Finding]":
    """Findings that the filter and, of events, ``of`` take; the limit counts those taken."""
    if of is None:
        return desk.ledger.findings(wanted)
    every = desk.ledger.findings(replace(wanted, limit=None))
    return islice((one for one in every if of.takes(one)), wanted.limit)


def print_table(desk: "Desk", events: "Iterable[Finding]") -> None:
    """The events as a table on standard output."""
    from sayso.publish.plover import table

    for line in table((event, _around(desk, event)) for event in events):
        output.write(f"{line}\n", None)


def _around(desk: "Desk", event: "Finding") -> "Around":
    """The report of an event, and the findings it points at."""
    from sayso.publish.plover import Around

    report = desk.ledger.report(event.report)
    place = event.body["place"]["place"] if event.body["place"] else None
    ids = [one for one in (place, event.body["when"]) if one]
    near = {one.id: one for one in desk.ledger.of_ids(ids)} if ids else {}
    return Around(
        report.title, report.outlet, report.published, report.url,
        near.get(place or ""), near.get(event.body["when"] or ""),
    )  # fmt: skip
