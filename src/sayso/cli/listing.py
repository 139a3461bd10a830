"""Listings: reports, findings, edges, search, issues; each for people or as JSON lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import (
    About,
    AsOf,
    Json,
    Limit,
    OfReport,
    Outlet,
    Since,
    Until,
    Voice,
    day,
    opened,
    said,
    stamp,
)
from sayso.errors import UsageError
from sayso.model import EDGE_KINDS, KINDS

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.desk import Desk
    from sayso.ledger import Filter, Hit
    from sayso.model import Finding
    from sayso.settings import Settings

_SHORT = 8
_SCREEN = 50
"""Rows shown to people when no limit is given."""

Everything = Annotated[bool, typer.Option("--all", help="Also earlier runs, corrected and retracted ones.")]


def reports(
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    everything: Everything = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List reports, newest first."""
    wanted = _filter(outlet=outlet, since=since, until=until, as_of=as_of, everything=everything, limit=limit)
    with opened() as desk:
        if as_json:
            for listed in desk.ledger.reports(wanted):
                output.line(listed.line())
            output.flush()
            return
        lines = [listed.line() for listed in desk.ledger.reports(_for_screen(wanted))]
    _print_reports(lines, desk.settings)
    _say_if_cut(len(lines), limit)


def findings(
    kind: Annotated[str | None, typer.Option("--kind", help=f"One of {', '.join(KINDS)}.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    voice: Voice = None,
    about: About = None,
    report: OfReport = None,
    as_of: AsOf = None,
    everything: Everything = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List findings: claims, voices, quantities, dates …"""
    _known(kind, KINDS)
    wanted = _filter(
        kind=kind,
        outlet=outlet,
        since=since,
        until=until,
        voice=voice,
        about=about,
        report=report,
        as_of=as_of,
        everything=everything,
        limit=limit,
    )
    from sayso.contract import finding_line

    with opened() as desk:
        if as_json:
            for finding in desk.ledger.findings(wanted):
                output.line(finding_line(finding))
            output.flush()
            return
        found = list(desk.ledger.findings(_for_screen(wanted)))
        _print_findings(desk, found)
    _say_if_cut(len(found), limit)


def edges(
    kind: Annotated[str | None, typer.Option("--kind", help=f"One of {', '.join(EDGE_KINDS)}.")] = None,
    report: OfReport = None,
    as_of: AsOf = None,
    everything: Everything = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List edges: what shares words, denies, supports, corrects …"""
    _known(kind, EDGE_KINDS)
    wanted = _filter(kind=kind, report=report, as_of=as_of, everything=everything, limit=limit)
    from sayso.contract import edge_line

    with opened() as desk:
        if as_json:
            for edge in desk.ledger.edges(wanted):
                output.line(edge_line(edge))
            output.flush()
            return
        found = list(desk.ledger.edges(_for_screen(wanted)))
    cells = [
        (
            e.id[:_SHORT],
            e.left[:_SHORT],
            _relation(e.kind, e.body),
            e.right[:_SHORT],
            e.judgement,
            f"{e.score:.2f}",
        )
        for e in found
    ]
    output.table(("id", "left", "is to", "right", "judged", "score"), cells, "No edges.")
    _say_if_cut(len(found), limit)


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help='Words, "phrases", -not, field:word (title outlet byline text), begin*.'
        ),
    ],
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    everything: Everything = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Find reports by their words, newest first."""
    wanted = _filter(outlet=outlet, since=since, until=until, as_of=as_of, everything=everything, limit=limit)
    question = said(_question(words), "WORDS") or ""
    with opened() as desk:
        hits = desk.ledger.search(question, wanted if as_json else _for_screen(wanted))
        if as_json:
            for hit in hits:
                output.line(hit.line())
            output.flush()
            return
        found = list(hits)
    _print_hits(found, question)
    _say_if_cut(len(found), limit)


def issues(
    code: Annotated[
        str | None, typer.Option("--code", help="A code like read.empty, or a stage like read.")
    ] = None,
    report: OfReport = None,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List what could not be read, or only with doubt."""
    wanted = _filter(kind=code, report=report, as_of=as_of, limit=limit)
    from sayso.contract import issue_line

    with opened() as desk:
        noted = list(desk.ledger.issues(wanted if as_json else _for_screen(wanted)))
    if as_json:
        for one in noted:
            output.line({**issue_line(one.issue), "report": one.report})
        output.flush()
        return
    if noted:
        output.grid(
            (
                output.pieces((one.issue.level, LEVEL_STYLES[one.issue.level])),
                output.pieces((one.issue.code, "bold")),
                output.pieces((one.issue.item or one.report, ""), "\n", (one.issue.detail, "dim")),
            )
            for one in noted
        )
    else:
        output.say("No issues.")
    _say_if_cut(len(noted), limit)


LEVEL_STYLES = {"lost": "red", "doubt": "yellow"}
KIND_STYLES = {
    "part": "dim",
    "claim": "underline",
    "voice": "bold cyan",
    "quantity": "green",
    "time": "magenta",
    "place": "yellow",
    "event": "red",
    "actor": "blue",
}


def _print_reports(lines: Sequence[dict[str, Any]], settings: "Settings") -> None:
    """Reports under their days."""
    from sayso.publish.wording import clock, weekday

    if not lines:
        output.say("No reports. Add some: sayso add PATH")
    for heading, of_day in groupby(lines, key=lambda line: weekday(line["published"])):
        output.say(heading, "bold")
        output.grid(
            [
                (
                    output.pieces((line["id"][:_SHORT], "dim")),
                    clock(line["published"]) or "     ",
                    output.pieces(
                        (line["title"] or "Untitled", ""),
                        "\n",
                        (line["outlet"] or "outlet unknown", "cyan"),
                        *_origins(line, settings),
                    ),
                )
                for line in of_day
            ],
            indent=2,
        )
        output.say()


def _origins(line: dict[str, Any], settings: "Settings") -> Iterator[tuple[str, str] | str]:
    """Whose words a report carries, in the desk's name for it, where that is known and not the outlet itself."""
    for origin in line["origins"]:
        known = settings.outlet(origin["name"])
        name = known.name if known else origin["name"]
        if origin["known"] and name != line["outlet"]:
            yield from (" from ", (name, "cyan"))


def _print_findings(desk: "Desk", found: Sequence["Finding"]) -> None:
    """Findings under the reports they stand in."""
    from sayso.ledger import Filter
    from sayso.publish.wording import note

    if not found:
        output.say("No such findings.")
    voices = {finding.id: finding for finding in desk.ledger.voices_of(found)}
    for report_id, of_report in groupby(found, key=lambda finding: finding.report):
        for listed in desk.ledger.reports(Filter(report=report_id, everything=True)):
            row = listed.row
            output.console().print(_heading(listed.id, row["title"], row["outlet"], row["published"]))
        output.grid(
            [
                (
                    output.pieces((finding.id[:_SHORT], "dim")),
                    output.pieces((finding.kind, KIND_STYLES[finding.kind])),
                    output.pieces((f"{finding.confidence:.2f}", "dim")),
                    output.pieces((note(finding, voices), ""), "\n", (output.quoted(finding.quotes), "italic")),
                )
                for finding in of_report
            ],
            indent=2,
        )
        output.say()


def _heading(report_id: str, title: str | None, outlet: str | None, published: str | None) -> "Text":
    from sayso.publish.wording import day as written

    return output.pieces(
        (report_id[:_SHORT], "dim"),
        "  ",
        (title or "Untitled", "bold"),
        "\n  ",
        (f"{outlet or 'outlet unknown'}, {written(published)}", "cyan"),
    )


def _print_hits(found: Sequence["Hit"], question: str) -> None:
    if not found:
        output.say("Nothing found.")
    for hit in found:
        output.console().print(_heading(hit.report, hit.title, hit.outlet, hit.published))
        output.grid([(_highlighted(hit.snippet, question),)], indent=2)
        output.say()


def _highlighted(snippet: str, question: str) -> "Text":
    """The snippet with the words asked for in bold."""
    from sayso.text import placed_words, words

    shown = output.pieces((snippet, ""))
    asked = [piece.partition(":")[2] or piece for piece in question.split() if not piece.startswith("-")]
    whole = {word for piece in asked for word in words(piece)}
    begun = tuple(word for piece in asked if piece.endswith("*") for word in words(piece))
    for word, start, end in placed_words(shown.plain):
        if word in whole or (begun and word.startswith(begun)):
            shown.stylize("bold green", start, end)
    return shown


def _relation(kind: str, body: Any) -> str:
    said_more = [str(body[name]) for name in ("relation", "direction") if name in body]
    return f"{kind} ({', '.join(said_more)})" if said_more else kind


def _filter(
    *, since: str | None = None, until: str | None = None, as_of: str | None = None, **rest: Any
) -> "Filter":
    from sayso.ledger import Filter

    for name, value in rest.items():
        if isinstance(value, str):
            said(value, f"--{name}")
    return Filter(since=day(since, "--since"), until=day(until, "--until"), as_of=stamp(as_of), **rest)


def _for_screen(wanted: "Filter") -> "Filter":
    from dataclasses import replace

    return wanted if wanted.limit is not None else replace(wanted, limit=_SCREEN)


def _say_if_cut(count: int, limit: int | None) -> None:
    if limit is None and count == _SCREEN:
        output.say(f"The first {_SCREEN}; more with --limit, all with --json.", "dim")


def _known(kind: str | None, kinds: tuple[str, ...]) -> None:
    if kind is not None and kind not in kinds:
        raise UsageError(f"--kind {kind}: no such kind; one of {', '.join(kinds)}")


def _question(words: list[str]) -> str:
    """The words as one question; a phrase the shell has unquoted is quoted again."""
    for word in words:
        if word.startswith("--"):
            raise UsageError(f"no such option: {word}; see sayso search --help")
    return " ".join(
        f'"{word}"' if " " in word and '"' not in word and len(words) > 1 else word for word in words
    )
