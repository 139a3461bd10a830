"""Listings: reports, findings, edges, search, issues; each as a table or as JSON lines."""

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
    stamp,
)
from sayso.errors import UsageError
from sayso.model import EDGE_KINDS, KINDS

if TYPE_CHECKING:
    from sayso.ledger import Filter

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
    cells = [(x["id"][:_SHORT], x["published"], x["outlet"], _origins(x["origins"]), x["title"]) for x in lines]
    output.table(
        ("id", "published", "outlet", "origin", "title"), cells, "No reports. Add some: sayso add PATH"
    )
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
    from sayso.publish.marks import note

    with opened() as desk:
        if as_json:
            for finding in desk.ledger.findings(wanted):
                output.line(finding_line(finding))
            output.flush()
            return
        found = list(desk.ledger.findings(_for_screen(wanted)))
        by_id = {finding.id: finding for finding in desk.ledger.voices_of(found)}
    cells = [
        (f.id[:_SHORT], f.report[:_SHORT], f.kind, note(f, by_id), f"{f.confidence:.2f}", " … ".join(f.quotes))
        for f in found
    ]
    output.table(("id", "report", "kind", "what", "sure", "words"), cells, "No such findings.")
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
        (e.id[:_SHORT], e.kind, e.left[:_SHORT], e.right[:_SHORT], e.judgement, f"{e.score:.2f}", e.by)
        for e in found
    ]
    output.table(("id", "kind", "left", "right", "judgement", "score", "by"), cells, "No edges.")
    _say_if_cut(len(found), limit)


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS…", help='Words, "phrases", -not, field:word (title outlet byline text), begin*.'
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
    with opened() as desk:
        hits = desk.ledger.search(_question(words), wanted if as_json else _for_screen(wanted))
        if as_json:
            for hit in hits:
                output.line(hit.line())
            output.flush()
            return
        found = list(hits)
    cells = [(hit.report[:_SHORT], hit.published, hit.outlet, hit.snippet) for hit in found]
    output.table(("report", "published", "outlet", "words"), cells, "Nothing found.")
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
    cells = [(one.issue.level, one.issue.code, one.issue.item or one.report, one.issue.detail) for one in noted]
    output.table(("level", "code", "item", "detail"), cells, "No issues.")
    _say_if_cut(len(noted), limit)


def _filter(
    *, since: str | None = None, until: str | None = None, as_of: str | None = None, **rest: Any
) -> "Filter":
    from sayso.ledger import Filter

    return Filter(since=day(since, "--since"), until=day(until, "--until"), as_of=stamp(as_of), **rest)


def _for_screen(wanted: "Filter") -> "Filter":
    from dataclasses import replace

    return wanted if wanted.limit is not None else replace(wanted, limit=_SCREEN)


def _say_if_cut(shown: int, limit: int | None) -> None:
    if limit is None and shown == _SCREEN:
        output.console().print(f"The first {_SCREEN}; more with --limit, all with --json.", style="dim")


def _known(kind: str | None, kinds: tuple[str, ...]) -> None:
    if kind is not None and kind not in kinds:
        raise UsageError(f"--kind {kind}: no such kind; one of {', '.join(kinds)}")


def _question(words: list[str]) -> str:
    """The words as one question; a phrase the shell has unquoted is quoted again."""
    return " ".join(
        f'"{word}"' if " " in word and '"' not in word and len(words) > 1 else word for word in words
    )


def _origins(origins: list[dict[str, Any]]) -> str:
    return ", ".join(origin["name"] if origin["known"] else "unknown" for origin in origins)
