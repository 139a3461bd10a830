"""``sayso brief``: what a period's reports say, as one file to send."""

from calendar import monthrange
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.options import AsOf, Json, day, opened, stamp
from sayso.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.lineage import Origin
    from sayso.model import Finding
    from sayso.origins import Origins
    from sayso.publish.brief import Brief


def brief(
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="Published on this day or later.")],
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="Published on this day or earlier.")],
    to: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write there. Default: standard output."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Default: the desk's name.")] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Write a period's brief: who said what, what is denied, numbers that differ, with every source in the file."""
    from sayso.publish.brief import page

    if as_json and to is None:
        raise UsageError("--json tells of the file: name it with -o FILE")
    made = _gathered(since, until, title, as_of)
    output.write(page(made), to)
    if as_json:
        output.line({"brief": str(to), "reports": len(made.reports), "findings": len(made.findings)})
        output.flush()
    elif to is not None:
        output.say(f"wrote {to}: {len(made.reports)} reports. Open it in a browser; it needs no network.")


def _gathered(since: str, until: str, title: str | None, as_of: str | None) -> "Brief":
    from sayso.ledger import Filter
    from sayso.publish.brief import Brief

    first, last = _first_day(day(since, "--since") or since), _last_day(day(until, "--until") or until)
    if last < first:
        raise UsageError(f"--until {last} is before --since {first}")
    with opened() as desk:
        wanted = Filter(since=first, until=last, as_of=stamp(as_of))
        listed = list(desk.ledger.reports(wanted))
        if not listed:
            raise NotFound(
                f"no report of {first} to {last}; see which there are: sayso -d {desk.folder} reports"
            )
        findings = tuple(desk.ledger.findings(wanted))
        return Brief(
            title or desk.settings.name,
            first,
            last,
            tuple(desk.ledger.report(one.id) for one in listed),
            findings,
            tuple(desk.ledger.edges(Filter(as_of=stamp(as_of)))),
            desk.settings.outlets,
            as_of,
            _roots(desk.origins(stamp(as_of)), [one.id for one in listed], findings),
        )


def _roots(
    origins: "Origins", reports: "Sequence[str]", findings: "Sequence[Finding]"
) -> "dict[str, tuple[Origin, ...]]":
    """The origins of reports and of the claims among findings, by id."""
    found = {key: origins.of_report(key) for key in origins.each(reports, str)}
    claims = (finding for finding in findings if finding.kind == "claim")
    return found | {claim.id: origins.of_claim(claim) for claim in claims}


def _first_day(said: str) -> str:
    return said if len(said) == len("2019-05-16") else f"{said}-01"


def _last_day(said: str) -> str:
    if len(said) == len("2019-05-16"):
        return said
    return f"{said}-{monthrange(int(said[:4]), int(said[5:]))[1]:02}"
