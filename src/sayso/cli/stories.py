"""``sayso stories`` and ``sayso story``: what the reports are about, happening by happening."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.listing import say_if_cut
from sayso.cli.options import AsOf, Json, Limit, Since, Until, day, opened, said, stamp
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.answers.stories import Story
    from sayso.desk import Desk

_SHORT = 8
_SCREEN = 50


def stories(
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List stories: reports about one happening, the story with the newest report first."""
    from sayso.answers.stories import story_line, told

    first, last = day(since, "--since"), day(until, "--until")
    with opened() as desk:
        moment = stamp(as_of)
        origins = desk.origins(moment)
        found = [one for one in told(desk.ledger, moment) if _within(one, first, last)]
        shown = found[: limit if as_json or limit else _SCREEN]
        origins.fetch([report for story in shown[:_SCREEN] for report in story.ids])
        lines = (story_line(one, desk.ledger, origins) for one in shown)
        if as_json:
            for line in lines:
                output.line(line)
            output.flush()
            return
        _print(list(lines))
    say_if_cut(len(shown), limit)


def story(
    key: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A story's id or that of a report in it, or enough of its beginning."
        ),
    ],
    parties: Annotated[
        bool, typer.Option("--parties", help="Who asserts and who denies what, party by party.")
    ] = False,
    events: Annotated[
        bool, typer.Option("--events", help="What happened in it: each happening once, on its own day.")
    ] = False,
    numbers: Annotated[
        bool, typer.Option("--numbers", help="What is counted differently, by whom, as of when.")
    ] = False,
    policy: Annotated[
        str, typer.Option("--policy", help="Of --numbers: range, lowest, latest or official.")
    ] = "range",
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Show one story: its reports in order, with whose words they give; its parties, events or numbers."""
    from sayso.answers.stories import of_report, story_line

    if parties + events + numbers > 1:
        raise UsageError("one of --parties, --events, --numbers")
    with opened() as desk:
        moment = stamp(as_of)
        found = of_report(desk.ledger.report(said(key, "ID") or key, moment).id, desk.ledger, moment)
        if parties:
            from sayso.cli.agreements import print_table

            print_table(desk, found, moment, limit, as_json)
            return
        if events or numbers:
            from sayso.cli.counted import print_differing, print_happenings

            if events:
                print_happenings(desk, found, moment, limit, as_json)
            else:
                print_differing(desk, found, policy, moment, limit, as_json)
            return
        line = story_line(found, desk.ledger, desk.origins(moment))
        if as_json:
            output.line(line)
            output.flush()
            return
        _print_story(desk, found, line, moment)


def _within(story: "Story", since: str | None, until: str | None) -> bool:
    """Whether a story has a report published in those days."""
    days = [one.published[:10] for one in story.reports if one.published]
    if since is None and until is None:
        return True
    return any(
        (since is None or found >= since) and (until is None or found[: len(until)] <= until) for found in days
    )


def _print(lines: "Sequence[dict[str, Any] | Any]") -> None:
    from sayso.publish.wording import day as written

    if not lines:
        output.say("No stories. Add some reports: sayso add PATH")
    output.grid(
        (
            output.pieces((line["id"][:_SHORT], "dim")),
            output.pieces(
                (line["title"], "bold"),
                "\n",
                (_span(written(line["first"]), written(line["last"])), "cyan"),
                "  ",
                (_counted(line), "dim"),
            ),
        )
        for line in lines
    )


def _print_story(desk: "Desk", found: "Story", line: Any, moment: int | None) -> None:
    from sayso.publish.wording import day as written

    console = output.console()
    console.print(output.pieces((line["title"], "bold")))
    console.print(
        output.pieces(
            (_span(written(line["first"]), written(line["last"])), "cyan"), "  ", (_counted(line), "dim")
        )
    )
    output.say()
    origins = desk.origins(moment)
    output.grid(
        [
            (
                output.pieces((one.id[:_SHORT], "dim")),
                written(one.published),
                output.pieces(
                    (one.title or "Untitled", ""),
                    "\n",
                    (one.outlet or "outlet unknown", "cyan"),
                    *_from(origins, one),
                ),
            )
            for one in found.reports
        ]
    )


def _from(origins: Any, report: Any) -> "Iterator[tuple[str, str] | str]":
    for origin in origins.of_report(report.id):
        if origin.known and origin.name and origin.report != report.id:
            yield from (" from ", (origin.name, "cyan"))
        elif not origin.known:
            yield from ("  ", ("origin not known", "dim"))


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _counted(line: Any) -> str:
    reports, origins, unknown = len(line["reports"]), line["origins"], line["unknown"]
    counted = f"{reports} report{'s' * (reports != 1)}, {origins} origin{'s' * (origins != 1)}"
    return f"{counted}, {unknown} not known" if unknown else counted
