"""``sayso trace``: what a report or a claim has from whom; two reports side by side. On screen, as JSON, as a page."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import AsOf, Html, Json, Limit, To, opened, said, stamp
from sayso.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.text import Text
    from rich.tree import Tree

    from sayso.desk import Desk
    from sayso.lineage import Origin
    from sayso.model import Finding, Report
    from sayso.origins import Origins
    from sayso.publish.trace import Leaf, Piece

_SHORT = 8
_SHOWN = 12
"""Relatives of one sort shown to people when no limit is given."""
_SIDES = ("red", "green")
"""Colours of words that only one side has."""


def trace(
    key: Annotated[
        str, typer.Argument(metavar="ID", help="A report's or a finding's id, or enough of its beginning.")
    ],
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="A second report, to be set beside the first.")
    ] = None,
    html: Html = False,
    to: To = None,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Show what a report or a claim shares with others, who had it first, and how that is known."""
    said(key, "ID")
    if as_json and (html or to):
        raise UsageError("--json is printed; it does not go with --html or -o")
    with opened() as desk:
        origins = desk.origins(stamp(as_of), most=None)
        if other is not None:
            left = desk.ledger.report(key, origins.as_of)
            right = desk.ledger.report(said(other, "OTHER") or other, origins.as_of)
            if as_json:
                _line_beside(origins, left, right)
            elif html or to:
                _write(_page_beside(origins, left, right, limit), to)
            else:
                _print_beside(origins, left, right, limit)
            return
        report, finding = _named(desk, key, origins.as_of)
        if as_json:
            output.line(_line(origins, report, finding))
            output.flush()
        elif html or to:
            _write(_page(desk, origins, report, finding, limit or _SHOWN), to)
        elif finding is None:
            _print_report(desk, origins, report, limit or _SHOWN)
        else:
            _print_finding(desk, origins, report, finding, limit or _SHOWN)


def _write(page: str, to: "Path | None") -> None:
    output.write(page, to)
    if to is not None:
        output.say(f"wrote {to}. Open it in a browser; it needs no network.")


def _named(desk: "Desk", key: str, as_of: int | None) -> "tuple[Report, Finding | None]":
    """The report of that id; or the finding, with its report. Raises ``NotFound``."""
    from sayso.errors import NotFound

    try:
        return desk.ledger.report(key, as_of), None
    except NotFound as error:
        if "several" in str(error):
            raise
    try:
        finding = desk.ledger.finding(key)
    except NotFound as error:
        if "several" in str(error):
            raise
        raise NotFound(f"no report and no finding has the id {key!r}") from None
    return desk.ledger.report(finding.report, as_of), finding


def _roots(origins: "Origins", report: "Report", finding: "Finding | None") -> "tuple[Origin, ...]":
    if finding is None:
        return origins.of_report(report.id)
    return origins.of_claim(finding) if finding.kind == "claim" else origins.of_words(finding)


def _line(origins: "Origins", report: "Report", finding: "Finding | None") -> dict[str, Any]:
    from sayso.contract import edge_line
    from sayso.lineage import explain
    from sayso.origins import counted, explained_line

    roots = _roots(origins, report, finding)
    told: dict[str, Any] = {
        "report": report.id,
        "finding": finding and finding.id,
        "origins": [explained_line(one) for one in roots],
        "count": counted(roots),
        "explained": explain(roots),
    }
    if finding is None:
        return {**told, "edges": [edge_line(edge) for edge in origins.edges(report.id)]}
    return {**told, "revised": list(origins.revised(finding))}


def _page(desk: "Desk", origins: "Origins", report: "Report", finding: "Finding | None", limit: int) -> str:
    from sayso.answers.descent import carriers, descent, explained
    from sayso.publish.trace import page_of_report, page_of_words

    roots = _roots(origins, report, finding)
    if finding is None:
        return page_of_report(report, descent(desk.ledger, origins, report, limit), explained(roots))
    voices = {voice.id: voice for voice in desk.ledger.voices_of([finding])}
    listed = carriers(desk.ledger, report, roots, limit)
    return page_of_words(report, finding, voices, listed, origins.revised(finding), explained(roots))


def _print_report(desk: "Desk", origins: "Origins", report: "Report", limit: int) -> None:
    from rich.tree import Tree

    from sayso.answers.descent import descent

    tree = Tree(_named_report(report), guide_style="dim")
    branches = descent(desk.ledger, origins, report, limit)
    for branch in branches:
        grown = tree.add(output.pieces((branch.heading, "bold"), " ", (f"({branch.count})", "dim")))
        _grow(grown, branch.leaves)
        if branch.count > len(branch.leaves):
            more = branch.count - len(branch.leaves)
            grown.add(output.pieces((f"{more} more: --limit, or all with --json", "dim")))
    output.console().print(tree)
    if not branches:
        output.say("It shares nothing with any other report here.")
    _print_origins(_roots(origins, report, None))


def _grow(branch: "Tree", leaves: "Sequence[Leaf]") -> None:
    """The relatives on a branch; below a source stands what it has from others."""
    for leaf in leaves:
        grown = branch.add(output.pieces(*_relative(leaf)))
        _grow(grown, leaf.below)


def _relative(leaf: "Leaf") -> "Iterator[tuple[str, str] | str]":
    """Another report, and what it shares with the one above."""
    yield from _called(leaf.report)
    yield "\n"
    yield (leaf.said, "")
    if leaf.why:
        yield " "
        yield (leaf.why, "dim")
    if leaf.quote:
        yield "\n"
        yield (output.quoted([leaf.quote]), "italic")


def _called(report: "Report") -> "Iterator[tuple[str, str] | str]":
    from sayso.publish.wording import clock, day

    yield (report.id[:_SHORT], "dim")
    yield "  "
    yield (report.outlet or "outlet unknown", "cyan")
    hour = clock(report.published)
    yield f", {day(report.published)}{f', {hour} UTC' if hour else ''}  "
    yield (report.title or "Untitled", "")


def _named_report(report: "Report") -> "Text":
    return output.pieces(*_called(report))


def _print_finding(desk: "Desk", origins: "Origins", report: "Report", finding: "Finding", limit: int) -> None:
    from sayso.answers.descent import carriers
    from sayso.publish.wording import note

    voices = {voice.id: voice for voice in desk.ledger.voices_of([finding])}
    output.console().print(_named_report(report))
    words = (output.quoted(finding.quotes), "italic")
    output.console().print(output.pieces((note(finding, voices), "bold"), " ", words))
    output.say()
    roots = _roots(origins, report, finding)
    for listed in carriers(desk.ledger, report, roots, limit):
        output.say("The same words stand in", "bold")
        output.grid([(output.pieces(*_called(other)),) for other in listed.reports], indent=2)
        if listed.more:
            output.say(f"  {listed.more} more: --limit, or all with --json", "dim")
    for later in origins.revised(finding):
        output.say(
            f"In a later version of the report, {later[:_SHORT]}, these words are gone or rewritten.", "yellow"
        )
    _print_origins(roots)


def _print_origins(roots: "Sequence[Origin]") -> None:
    from sayso.answers.descent import explained

    output.say()
    for sentence in explained(roots):
        output.say(sentence)


def _page_beside(origins: "Origins", left: "Report", right: "Report", limit: int | None) -> str:
    from sayso.answers.descent import beside
    from sayso.publish.trace import page_beside

    return page_beside(left, right, beside(origins, left, right, limit))


def _line_beside(origins: "Origins", left: "Report", right: "Report") -> None:
    from sayso.contract import edge_line

    edges = [edge for edge in origins.edges(left.id) if right.id in (edge.left, edge.right)]
    output.line({"left": left.id, "right": right.id, "edges": [edge_line(edge) for edge in edges]})
    output.flush()


def _print_beside(origins: "Origins", left: "Report", right: "Report", limit: int | None) -> None:
    """Two reports in two columns: what they share; words that only one of them has are in colour."""
    from rich.table import Table

    from sayso.answers.descent import beside

    shared = beside(origins, left, right, limit)
    table = Table.grid(padding=(0, 2, 1, 0), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(_named_report(left), _named_report(right))
    for one in shared:
        output.console().print(table)
        output.say(one.heading, "bold")
        output.say()
        table = Table.grid(padding=(0, 2, 1, 0), expand=True)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        for pair in one.pairs:
            table.add_row(*(_coloured(side, style) for side, style in zip(pair, _SIDES, strict=True)))
    output.console().print(table)
    if any(one.more for one in shared):
        output.say(f"{sum(one.more for one in shared)} more: --limit, or all with --json", "dim")
    if not shared:
        output.say("They share nothing.")


def _coloured(side: "Sequence[Piece]", style: str) -> "Text":
    shown = ((output.flat(words), "" if what == "same" else style) for words, what in side)
    return output.pieces(*(one for piece in shown for one in (piece, " ")))
