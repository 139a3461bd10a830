"""Listings: reports, findings, edges, search, issues; each for people or as JSON lines."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.agreements import print_agreements
from sayso.cli.likenesses import print_likenesses
from sayso.cli.options import (
    AsOf,
    Json,
    Limit,
    OfReport,
    Outlet,
    Since,
    Until,
    day,
    opened,
    said,
    stamp,
)
from sayso.errors import UsageError
from sayso.model import EDGE_KINDS

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.desk import Desk
    from sayso.ledger import Filter, Hit
    from sayso.settings import Settings

SHORT = 8
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
    wanted = asked(outlet=outlet, since=since, until=until, as_of=as_of, everything=everything, limit=limit)
    with opened() as desk:
        if as_json:
            for line in _with_origins(desk, wanted):
                output.line(line)
            output.flush()
            return
        lines = list(_with_origins(desk, for_screen(wanted)))
    _print_reports(lines, desk.settings)
    say_if_cut(len(lines), limit)


def edges(
    kind: Annotated[str | None, typer.Option("--kind", help=f"One of {', '.join(EDGE_KINDS)}.")] = None,
    report: OfReport = None,
    as_of: AsOf = None,
    everything: Everything = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List edges: what shares words, denies, supports, corrects …"""
    known(kind, EDGE_KINDS)
    wanted = asked(kind=kind, report=report, as_of=as_of, everything=everything, limit=limit)
    from sayso.contract import edge_line

    with opened() as desk:
        if as_json:
            for edge in desk.ledger.edges(wanted):
                output.line(edge_line(edge))
            output.flush()
            return
        found = list(desk.ledger.edges(for_screen(wanted)))
        if kind == "same_voice":
            print_likenesses(desk, found)
            say_if_cut(len(found), limit)
            return
        if kind in ("same_claim", "denies", "supports"):
            print_agreements(desk, found)
            say_if_cut(len(found), limit)
            return
    cells = [
        (
            e.id[:SHORT],
            e.left[:SHORT],
            _relation(e.kind, e.body),
            e.right[:SHORT],
            e.judgement,
            f"{e.score:.2f}",
        )
        for e in found
    ]
    output.table(("id", "left", "is to", "right", "judged", "score"), cells, "No edges.")
    say_if_cut(len(found), limit)


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
    wanted = asked(outlet=outlet, since=since, until=until, as_of=as_of, everything=everything, limit=limit)
    question = said(_question(words), "WORDS") or ""
    with opened() as desk:
        hits = desk.ledger.search(question, wanted if as_json else for_screen(wanted))
        if as_json:
            from sayso.origins import counted

            origins = desk.origins(wanted.as_of)
            for hit in origins.each(hits, lambda hit: hit.report):
                output.line({**hit.line(), "origins": counted(origins.of_report(hit.report))})
            output.flush()
            return
        found = list(hits)
    _print_hits(found, question)
    say_if_cut(len(found), limit)


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
    wanted = asked(kind=code, report=report, as_of=as_of, limit=limit)
    from sayso.contract import issue_line

    with opened() as desk:
        noted = list(desk.ledger.issues(wanted if as_json else for_screen(wanted)))
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
    say_if_cut(len(noted), limit)


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


def _with_origins(desk: "Desk", wanted: "Filter") -> "Iterator[dict[str, Any]]":
    """Reports as lines, with whose words they give."""
    from sayso.origins import origin_line

    origins = desk.origins(wanted.as_of)
    for listed in origins.each(desk.ledger.reports(wanted), lambda listed: listed.id):
        yield {**listed.line(), "origins": [origin_line(one) for one in origins.of_report(listed.id)]}


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
                    output.pieces((line["id"][:SHORT], "dim")),
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
        elif not origin["known"]:
            yield from ("  ", ("origin not known", "dim"))


def heading(report_id: str, title: str | None, outlet: str | None, published: str | None) -> "Text":
    """A report over what is listed of it."""
    from sayso.publish.wording import day as written

    return output.pieces(
        (report_id[:SHORT], "dim"),
        "  ",
        (title or "Untitled", "bold"),
        "\n  ",
        (f"{outlet or 'outlet unknown'}, {written(published)}", "cyan"),
    )


def _print_hits(found: Sequence["Hit"], question: str) -> None:
    if not found:
        output.say("Nothing found.")
    for hit in found:
        output.console().print(heading(hit.report, hit.title, hit.outlet, hit.published))
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
    said_more += map(str, body.get("reasons", ()))
    return f"{kind} ({', '.join(said_more)})" if said_more else kind


def asked(
    *, since: str | None = None, until: str | None = None, as_of: str | None = None, **rest: Any
) -> "Filter":
    """What was asked for, checked. Raises ``UsageError``."""
    from sayso.ledger import Filter

    for name, value in rest.items():
        if isinstance(value, str):
            said(value, f"--{name}")
    return Filter(since=day(since, "--since"), until=day(until, "--until"), as_of=stamp(as_of), **rest)


def for_screen(wanted: "Filter") -> "Filter":
    """The same, but no more than a screen takes when no limit was given."""
    from dataclasses import replace

    return wanted if wanted.limit is not None else replace(wanted, limit=_SCREEN)


def say_if_cut(count: int, limit: int | None) -> None:
    """Say that there may be more."""
    if limit is None and count == _SCREEN:
        output.say(f"The first {_SCREEN}; more with --limit, all with --json.", "dim")


def known(kind: str | None, kinds: tuple[str, ...]) -> None:
    """Raise ``UsageError`` for a kind there is none of."""
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
