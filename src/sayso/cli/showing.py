"""``sayso report``: one report with its findings marked, in the terminal or as a page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.listing import KIND_STYLES, LEVEL_STYLES
from sayso.cli.options import AsOf, Html, Json, To, opened, said, stamp
from sayso.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.errors import Issue
    from sayso.model import Finding, Report

_QUIET_PARTS = ("furniture", "caption", "credit", "byline", "date")
_COLUMN = 96
"""Characters of a line of text at most: longer lines are hard to follow."""

Chain = Annotated[
    bool, typer.Option("--chain", help="By what way each claim came to the page, from the voice on.")
]


def report(
    key: Annotated[str, typer.Argument(metavar="ID", help="A report's id, or enough of its beginning.")],
    chain: Chain = False,
    html: Html = False,
    to: To = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Show one report with its findings marked, or by what way its claims came to the page."""
    from sayso.ledger import Filter

    if chain and (html or to):
        raise UsageError("--chain is printed; it goes with --json, and not with --html or -o")
    with opened() as desk:
        found = desk.ledger.report(said(key, "ID") or key, stamp(as_of))
        wanted = Filter(report=found.id, as_of=stamp(as_of))
        findings = list(desk.ledger.findings(wanted))
        if chain:
            from sayso.cli.chains import print_chain

            if not as_json:
                output.console().print(_head(found))
                output.say()
            print_chain(desk, found, findings, wanted.as_of, as_json)
            return
        issues = [noted.issue for noted in desk.ledger.issues(wanted)]
    if as_json:
        _print_json(found, findings, issues)
    elif html or to:
        from sayso.publish.report import page

        output.write(page(found, findings, issues), to)
        if to is not None:
            output.say(f"wrote {to}")
    else:
        show(found, findings, issues)


def show(report: "Report | None", findings: "Sequence[Finding]", issues: "Iterable[Issue]") -> None:
    """Print a report for people: its head, its text with the findings marked, what was found, what is in doubt."""
    console = output.console()
    if report is not None:
        console.print(_head(report))
        console.print()
        console.print(_marked(report, findings), width=min(console.width, _COLUMN))
        console.print()
        _tell(findings)
    for issue in issues:
        console.print(
            output.pieces(
                (issue.level, LEVEL_STYLES[issue.level]),
                " ",
                (issue.code, "bold"),
                " ",
                (f"{issue.item}: {issue.detail}" if issue.item else issue.detail, ""),
            )
        )
    if report is not None:
        console.rule(style="dim")


def _head(report: "Report") -> "Text":
    from sayso.publish.wording import clock, weekday

    hour = clock(report.published)
    days = weekday(report.published) + (f", {hour} UTC" if hour else "")
    byline = f" · by {report.byline}" if report.byline else ""
    return output.pieces(
        (report.outlet or "Outlet unknown", "cyan"),
        "\n",
        (report.title or "Untitled report", "bold"),
        "\n",
        (f"{days}{byline} · {report.id}", "dim"),
    )


def _marked(report: "Report", findings: "Sequence[Finding]") -> "Text":
    text = output.plain(report.text)
    for finding in findings:
        quiet = finding.kind == "part" and finding.body["part"] in _QUIET_PARTS
        style = "" if finding.kind == "part" and not quiet else KIND_STYLES[finding.kind]
        for start, end in finding.spans:
            text.stylize(style, start, end)
    return text


def _tell(findings: "Sequence[Finding]") -> None:
    """Who says what, the numbers, and how to read the marks."""
    from sayso.publish.wording import note

    found = {finding.id: finding for finding in findings}
    for heading, kind in (("Who says what", "claim"), ("Numbers", "quantity")):
        told = sorted((f for f in findings if f.kind == kind), key=lambda finding: finding.spans)
        if told:
            output.say(heading, "bold")
            rows = [(output.pieces((f.id[:8], "dim")), _line(note(f, found), f.quotes)) for f in told]
            output.grid(rows, indent=2)
            output.say()
    output.console().print(output.pieces(*_legend(findings)))


def _line(noted: str, quotes: Sequence[str]) -> "Text":
    return output.pieces((noted, ""), " ", (output.quoted(quotes), "italic"))


def _legend(findings: "Sequence[Finding]") -> Iterator[tuple[str, str] | str]:
    from collections import Counter

    counts = Counter(finding.kind for finding in findings)
    for kind, style in KIND_STYLES.items():
        if counts[kind]:
            yield from ((f"{counts[kind]} {kind}", style), "   ")
    if not counts:
        yield ("nothing found", "dim")


def _print_json(report: "Report", findings: "Sequence[Finding]", issues: "Sequence[Issue]") -> None:
    from sayso.contract import finding_line, issue_line, report_line

    output.line(
        {
            "report": report_line(report),
            "findings": [finding_line(finding) for finding in findings],
            "issues": [issue_line(issue) for issue in issues],
        }
    )
    output.flush()
