"""``sayso trace``: what a report or a claim has from whom, in the terminal or as JSON; two reports side by side."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import AsOf, Json, Limit, opened, said, stamp

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from sayso.desk import Desk
    from sayso.lineage import Origin
    from sayso.model import Edge, Finding, Report
    from sayso.origins import Origins

_SHORT = 8
_SHOWN = 12
"""Relatives of one sort shown to people when no limit is given."""
_DEEP = 4
"""How far a report's sources are followed to theirs."""
HEADINGS = {
    "from": "has words from",
    "to": "others have words from it",
    "both": "both have them from elsewhere",
    "unknown": "shares words, and nothing tells who was first",
    "quotes": "quotes the same",
    "furniture": "has only the page or standing background in common",
    "later": "was changed later",
    "earlier": "is a later version",
}
"""The branches of a report's tree, in order."""


def trace(
    key: Annotated[
        str, typer.Argument(metavar="ID", help="A report's or a finding's id, or enough of its beginning.")
    ],
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="A second report, to be set beside the first.")
    ] = None,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Show what a report or a claim shares with others, who had it first, and how that is known."""
    said(key, "ID")
    with opened() as desk:
        origins = desk.origins(stamp(as_of), most=None)
        if other is not None:
            _beside(desk, origins, key, said(other, "OTHER") or other, as_json)
            return
        report, finding = _named(desk, key, origins.as_of)
        if as_json:
            output.line(_line(origins, report, finding))
            output.flush()
        elif finding is None:
            _print_report(desk, origins, report, limit or _SHOWN)
        else:
            _print_finding(desk, origins, report, finding, limit or _SHOWN)


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
    from sayso.lineage import count, explain
    from sayso.origins import origin_line

    roots = _roots(origins, report, finding)
    known, unknown = count(roots)
    told: dict[str, Any] = {
        "report": report.id,
        "finding": finding and finding.id,
        "origins": [
            {**origin_line(one), "report": one.report, "reports": list(one.reports), "because": one.because}
            for one in roots
        ],
        "count": {"known": known, "unknown": unknown},
        "explained": explain(roots),
    }
    if finding is None:
        return {**told, "edges": [edge_line(edge) for edge in origins.edges(report.id)]}
    return {**told, "revised": list(origins.revised(finding))}


def _print_report(desk: "Desk", origins: "Origins", report: "Report", limit: int) -> None:
    from rich.tree import Tree

    tree = Tree(_named_report(report), guide_style="dim")
    branches = _branches(origins, report.id)
    for name, heading in HEADINGS.items():
        edges = branches.get(name, ())
        if edges:
            branch = tree.add(output.pieces((heading, "bold"), " ", (f"({len(edges)})", "dim")))
            _grow(desk, origins, branch, report, edges[:limit], name, {report.id})
            if len(edges) > limit:
                branch.add(output.pieces((f"{len(edges) - limit} more: --limit, or all with --json", "dim")))
    output.console().print(tree)
    if not branches:
        output.say("It shares nothing with any other report here.")
    _print_origins(_roots(origins, report, None))


def _branches(origins: "Origins", report: str) -> "dict[str, list[Edge]]":
    """A report's edges by the branch they are shown in, those that share most first."""
    found: dict[str, list[Edge]] = {}
    for edge in sorted(origins.edges(report), key=lambda edge: (-_share(edge, report), edge.id)):
        found.setdefault(_branch(edge, report), []).append(edge)
    return found


def _share(edge: "Edge", report: str) -> float:
    return float(edge.body.get("share_left" if edge.left == report else "share_right", 0.0))


def _branch(edge: "Edge", report: str) -> str:
    if edge.kind == "revises":
        return "earlier" if edge.left == report else "later"
    relation, direction = edge.body.get("relation"), edge.body.get("direction")
    if relation in ("shared_quotation", "boilerplate"):
        return "quotes" if relation == "shared_quotation" else "furniture"
    if direction in ("left_from_right", "right_from_left"):
        return "from" if (direction == "left_from_right") == (edge.left == report) else "to"
    return "both" if direction == "both_from_other" else "unknown"


def _grow(
    desk: "Desk",
    origins: "Origins",
    branch: "Tree",
    report: "Report",
    edges: "Sequence[Edge]",
    name: str,
    above: set[str],
) -> None:
    """The relatives on a branch; below a source stands what it has from others."""
    for edge in edges:
        other = desk.ledger.report(edge.right if edge.left == report.id else edge.left)
        leaf = branch.add(output.pieces(*_relative(edge, report, other)))
        if name != "from" or len(above) >= _DEEP or other.id in above:
            continue
        sources = _branches(origins, other.id).get("from", [])
        beyond = [one for one in sources if not above & {one.left, one.right}]
        _grow(desk, origins, leaf, other, beyond[:3], name, above | {other.id})


def _relative(edge: "Edge", report: "Report", other: "Report") -> "Iterator[tuple[str, str] | str]":
    """Another report, and what it shares with this one."""
    yield from _called(other)
    if edge.kind == "revises":
        changes = edge.body["changes"]
        yield "\n"
        yield (_changes(changes), "")
        return
    own, its = _share(edge, report.id), _share(edge, other.id)
    yield "\n"
    yield (f"{edge.body['relation'].replace('_', ' ')}: {own:.0%} of this, {its:.0%} of that;", "")
    yield " "
    yield (_why(edge, report.id, ("this one", "that one")), "dim")
    words = _longest(edge, report)
    if words and edge.body["relation"] != "boilerplate":
        yield "\n"
        yield (output.quoted([words]), "italic")


def _why(edge: "Edge", first: str, named: tuple[str, str]) -> str:
    """The sign from which a direction was told; ``named`` is what to call the first report and the other."""
    origin, why = edge.body.get("origin"), str(edge.body.get("why") or "")
    taker = {"left_from_right": edge.left, "right_from_left": edge.right}.get(edge.body.get("direction", ""))
    if taker is not None:
        return f"{named[taker != first]} took them over: {why}"
    return f"{why}: {origin}" if origin else why


def _longest(edge: "Edge", report: "Report") -> str:
    side = 0 if edge.left == report.id else 1
    spans = [pair[side] for pair in edge.body.get("passages", ())]
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return report.text[start:end]


def _changes(changes: "Sequence[dict[str, Any]]") -> str:
    counts = [(sum(one["what"] == what for one in changes), what) for what in ("removed", "changed", "added")]
    told = [f"{count} {what}" for count, what in counts if count]
    return "sentences: " + (", ".join(told) or "none changed")


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
    from sayso.publish.wording import note

    voices = {voice.id: voice for voice in desk.ledger.voices_of([finding])}
    output.console().print(_named_report(report))
    words = (output.quoted(finding.quotes), "italic")
    output.console().print(output.pieces((note(finding, voices), "bold"), " ", words))
    output.say()
    for origin in (roots := _roots(origins, report, finding)):
        carriers = [key for key in origin.reports if key != report.id]
        if carriers:
            output.say("The same words stand in", "bold")
            rows = [(output.pieces(*_called(desk.ledger.report(key))),) for key in carriers[:limit]]
            output.grid(rows, indent=2)
            if len(carriers) > limit:
                output.say(f"  {len(carriers) - limit} more: --limit, or all with --json", "dim")
    for later in origins.revised(finding):
        output.say(
            f"In a later version of the report, {later[:_SHORT]}, these words are gone or rewritten.", "yellow"
        )
    _print_origins(roots)


def _print_origins(roots: "Sequence[Origin]") -> None:
    from sayso.lineage import explain

    output.say()
    output.say(explain(roots))
    families: dict[str, set[str]] = {}
    for one in roots:
        families.setdefault(one.family, set()).add(one.name or "")
    for family, names in families.items():
        if len(names) > 1:
            output.say(f"{', '.join(sorted(names))} are one family: {family}.")


def _beside(desk: "Desk", origins: "Origins", key: str, other: str, as_json: bool) -> None:
    """Two reports side by side: what they share, what differs within."""
    from sayso.contract import edge_line

    left, right = (desk.ledger.report(one, origins.as_of) for one in (key, other))
    edges = [edge for edge in origins.edges(left.id) if right.id in (edge.left, edge.right)]
    if as_json:
        output.line({"left": left.id, "right": right.id, "edges": [edge_line(edge) for edge in edges]})
        output.flush()
        return
    output.grid([(_named_report(left),), (_named_report(right),)])
    if not edges:
        output.say("They share nothing.")
    for edge in edges:
        output.say()
        if edge.kind == "revises":
            _print_difference(edge, *((left, right) if edge.left == left.id else (right, left)))
        else:
            _print_passages(edge, left, right)


def _print_difference(edge: "Edge", later: "Report", earlier: "Report") -> None:
    """What a later version changed, sentence by sentence."""
    output.say(f"{later.id[:_SHORT]} is a later version of {earlier.id[:_SHORT]}:", "bold")
    for change in edge.body["changes"]:
        for sign, style, span, of in (
            ("−", "red", change["earlier"], earlier),
            ("+", "green", change["later"], later),
        ):
            if span is not None:
                output.console().print(output.pieces((sign, style), " ", (of.text[slice(*span)], style)))


def _print_passages(edge: "Edge", left: "Report", right: "Report") -> None:
    """The passages two reports share in two columns; words that differ within are in colour."""
    from rich.table import Table

    relation = edge.body.get("relation", "shares").replace("_", " ")
    output.say(f"{relation}: {_why(edge, left.id, ('the first', 'the second'))}", "bold")

    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    for pair in edge.body.get("passages", ()):
        ours, theirs = pair if edge.left == left.id else pair[::-1]
        table.add_row(*_compared(left.text[slice(*ours)], right.text[slice(*theirs)]))
    output.console().print(table)


def _compared(ours: str, theirs: str) -> "tuple[Text, Text]":
    from difflib import SequenceMatcher

    left, right = output.flat(ours).split(" "), output.flat(theirs).split(" ")
    shown = output.pieces(), output.pieces()
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, words, style in ((shown[0], left[a:b], "red"), (shown[1], right[c:d], "green")):
            if words:
                side.append(" ".join(words) + " ", "" if what == "equal" else style)
    return shown
