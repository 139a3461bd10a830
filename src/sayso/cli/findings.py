"""``sayso findings``: what makers found, for people or as JSON lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.events import Actor, At, Recipient, Status, Tsv, Type, chosen, found_events, print_table
from sayso.cli.listing import (
    KIND_STYLES,
    SHORT,
    Everything,
    asked,
    for_screen,
    heading,
    known,
    say_if_cut,
)
from sayso.cli.options import About, AsOf, Json, Limit, OfReport, Outlet, Since, Until, Voice, opened, said
from sayso.cli.records import print_record, say_who
from sayso.cli.tables import TABLES
from sayso.errors import UsageError
from sayso.model import KINDS

if TYPE_CHECKING:
    from sayso.desk import Desk
    from sayso.ledger import Filter
    from sayso.model import Finding
    from sayso.origins import Origins
    from sayso.publish.plover import Wanted


Kind = Annotated[str | None, typer.Option("--kind", help=f"One of {', '.join(KINDS)}.")]
Of = Annotated[
    str | None,
    typer.Option("--of", metavar="WHAT", help="Of --kind quantity: only what is counted: troops, dead, USD."),
]
AsRecord = Annotated[
    bool,
    typer.Option("--record", help="Of --kind voice --voice NAME: the voice's record; the default for people."),
]


def findings(
    kind: Kind = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    voice: Voice = None,
    about: About = None,
    report: OfReport = None,
    of: Of = None,
    type_: Type = None,
    actor: Actor = None,
    recipient: Recipient = None,
    status: Status = None,
    place: At = None,
    tsv: Tsv = False,
    record: AsRecord = False,
    as_of: AsOf = None,
    everything: Everything = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List findings: claims, voices, quantities, dates …"""
    known(kind, KINDS)
    if record and (kind != "voice" or not voice):
        raise UsageError("--record: say whose, with --kind voice --voice NAME")
    if of is not None and kind != "quantity":
        raise UsageError("--of: say of what kind, with --kind quantity")
    said(of, "--of")
    events = chosen(kind, (type_, actor, recipient, status, place), tsv)
    within = {"outlet": outlet, "since": since, "until": until, "as_of": as_of, "report": report}
    wanted = asked(kind=kind, voice=voice, about=about, everything=everything, limit=limit, **within)
    with opened() as desk:
        if kind == "voice" and voice and (record or not as_json):
            print_record(desk, voice, wanted, as_json)
        elif tsv:
            print_table(desk, found_events(desk, wanted, events))
        else:
            (_print_json if as_json else _print)(desk, wanted, events or of)


def _found(desk: "Desk", wanted: "Filter", of: "str | Wanted | None") -> "Iterator[Finding]":
    """What was asked for; events by what they are, quantities by what they count and what stands around them."""
    if of is not None and not isinstance(of, str):
        return found_events(desk, wanted, of)
    if wanted.kind != "quantity":
        return desk.ledger.findings(wanted)
    from sayso.answers.numbers import quantities
    from sayso.answers.sides import side_of_code

    side = None if wanted.about is None else side_of_code(wanted.about, desk.settings)
    return quantities(wanted, desk.ledger, of, side)


def _print_json(desk: "Desk", wanted: "Filter", of: "str | Wanted | None") -> None:
    from sayso.contract import finding_line

    origins = desk.origins(wanted.as_of)
    for finding in origins.each(_found(desk, wanted, of), lambda finding: finding.report):
        output.line({**finding_line(finding), **_told(finding, origins)})
    output.flush()


def _print(desk: "Desk", wanted: "Filter", of: "str | Wanted | None") -> None:
    found, origins = list(_found(desk, for_screen(wanted), of)), desk.origins(wanted.as_of)
    TABLES.get(wanted.kind or "", _print_findings)(desk, found, origins)
    if wanted.voice:
        say_who(desk, wanted.voice, wanted)
    say_if_cut(len(found), wanted.limit)


def _told(finding: "Finding", origins: "Origins") -> dict[str, Any]:
    """What lineage says of a finding: how many origins a claim has, and whether a later version lacks its words."""
    from sayso.origins import counted

    told: dict[str, Any] = {"origins": counted(origins.of_claim(finding))} if finding.kind == "claim" else {}
    revised = origins.revised(finding)
    return {**told, "revised": list(revised)} if revised else told


def _print_findings(desk: "Desk", found: Sequence["Finding"], origins: "Origins") -> None:
    """Findings under the reports they stand in."""
    from sayso.ledger import Filter
    from sayso.publish.wording import note

    if not found:
        output.say("No such findings.")
    voices = {finding.id: finding for finding in desk.ledger.voices_of(found)}
    for report_id, of_report in groupby(found, key=lambda finding: finding.report):
        for listed in desk.ledger.reports(Filter(report=report_id, everything=True)):
            row = listed.row
            output.console().print(heading(listed.id, row["title"], row["outlet"], row["published"]))
        output.grid(
            [
                (
                    output.pieces((finding.id[:SHORT], "dim")),
                    output.pieces((finding.kind, KIND_STYLES[finding.kind])),
                    output.pieces((f"{finding.confidence:.2f}", "dim")),
                    output.pieces(
                        (note(finding, voices), ""),
                        *_lineage(finding, origins),
                        "\n",
                        (output.quoted(finding.quotes), "italic"),
                    ),
                )
                for finding in of_report
            ],
            indent=2,
        )
        output.say()


def _lineage(finding: "Finding", origins: "Origins") -> "Iterator[tuple[str, str] | str]":
    """In how many reports a claim's words stand, and whether a later version of its own lacks them."""
    from sayso.lineage import tally

    if finding.kind == "claim":
        roots = origins.of_claim(finding)
        if len({report for one in roots for report in one.reports}) > 1:
            yield from ("  ", (tally(roots), "dim"))
    for later in origins.revised(finding):
        yield from ("  ", (f"gone in a later version, {later[:SHORT]}", "yellow"))
