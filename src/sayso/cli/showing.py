"""``sayso report``: one report with its findings marked, in the terminal or as a page."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.options import AsOf, Json, opened, stamp

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.errors import Issue
    from sayso.model import Finding, Report

STYLES = {
    "part": "",
    "claim": "underline",
    "voice": "bold cyan",
    "quantity": "green",
    "time": "magenta",
    "place": "yellow",
    "event": "red",
    "actor": "blue",
}
_QUIET_PARTS = ("furniture", "caption", "credit", "byline")


def report(
    key: Annotated[str, typer.Argument(metavar="ID", help="A report's id, or enough of its beginning.")],
    html: Annotated[bool, typer.Option("--html", help="As one HTML file.")] = False,
    to: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there.")] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Show one report with its findings marked."""
    from sayso.ledger import Filter

    with opened() as desk:
        found = desk.ledger.report(key, stamp(as_of))
        wanted = Filter(report=found.id, as_of=stamp(as_of))
        findings = list(desk.ledger.findings(wanted))
        issues = [noted.issue for noted in desk.ledger.issues(wanted)]
    if as_json:
        _print_json(found, findings, issues)
    elif html or to:
        _write_page(found, findings, issues, to)
    else:
        show(found, findings, issues)


def show(report: "Report | None", findings: "Sequence[Finding]", issues: "Iterable[Issue]") -> None:
    """Print a report for people: its head, its text with the findings marked, what was found, what is in doubt."""
    from rich.text import Text

    console = output.console()
    if report is not None:
        console.print(Text(report.title or "Untitled report", style="bold"))
        head = (report.outlet or "outlet unknown", report.published or "day unknown", report.id)
        console.print(Text(" · ".join(head), style="dim"))
        console.print()
        console.print(_marked(report, findings))
        console.print()
        console.print(_legend(findings))
        _tell_claims(findings)
    for issue in issues:
        colour = "red" if issue.level == "lost" else "yellow"
        console.print(
            Text.assemble((f"{issue.level} {issue.code}", colour), f" {issue.item or ''}: {issue.detail}")
        )
    if report is not None:
        console.rule(style="dim")


def _marked(report: "Report", findings: "Sequence[Finding]") -> "Text":
    from rich.text import Text

    text = Text(_safe(report.text))
    for finding in findings:
        quiet = finding.kind == "part" and finding.body["part"] in _QUIET_PARTS
        for start, end in finding.spans:
            text.stylize("dim" if quiet else STYLES[finding.kind], start, end)
    return text


def _safe(text: str) -> str:
    """Control characters of a stranger's text would steer the terminal; each becomes one visible character."""
    return "".join(
        letter if letter >= " " or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def _legend(findings: "Sequence[Finding]") -> "Text":
    from collections import Counter

    from rich.text import Text

    counts = Counter(finding.kind for finding in findings)
    pieces: list[tuple[str, str]] = []
    for kind, style in STYLES.items():
        if counts[kind]:
            pieces += [(f"{kind} {counts[kind]}", style), ("   ", "")]
    return Text.assemble(*(pieces or [("nothing found", "dim")]))


def _tell_claims(findings: "Sequence[Finding]") -> None:
    from sayso.publish.marks import note

    by_id = {finding.id: finding for finding in findings}
    claims = [finding for finding in findings if finding.kind in ("claim", "quantity")]
    rows = [(f.id[:8], f.kind, note(f, by_id), " … ".join(f.quotes)) for f in claims]
    if rows:
        output.table(("id", "kind", "who or how much", "words"), rows, "")


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


def _write_page(
    report: "Report", findings: "Sequence[Finding]", issues: "Sequence[Issue]", to: Path | None
) -> None:
    from sayso.publish.report import page

    made = page(report, findings, issues)
    if to is None:
        sys.stdout.buffer.write(made.encode())
        output.flush()
    else:
        to.write_text(made, encoding="utf-8")
        output.console().print(f"wrote {to}")
