"""``sayso read``: reports with their findings, without a desk."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output, showing
from sayso.cli.options import Json, Processes, processes

if TYPE_CHECKING:
    from sayso.pipeline import Outcome

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help="Files and folders (.txt .html .pdf .warc .jsonl, .gz), or - for JSON lines."
    ),
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Where the item states none.")
]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Where the item states none.")]
Url = Annotated[str | None, typer.Option("--url", help="Where the item states none.")]


def read(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    jobs: Processes = None,
    as_json: Json = False,
) -> None:
    """Read reports and print what is found in them. Needs no desk and no network."""
    from sayso import pipeline
    from sayso.read.item import Defaults

    lost = False
    defaults = Defaults(published, outlet, url)
    with output.progress("read") as shown:
        for outcome in shown.each(pipeline.read(paths, sys.stdin.buffer, defaults, processes(jobs))):
            lost = lost or any(issue.level == "lost" for issue in outcome.issues)
            if as_json:
                output.line(_line(outcome))
            else:
                showing.show(outcome.report, outcome.findings, outcome.issues)
    output.flush()
    if lost:
        raise typer.Exit(1)


def _line(outcome: "Outcome") -> dict[str, object]:
    from sayso.contract import finding_line, issue_line, report_line

    return {
        "report": None if outcome.report is None else report_line(outcome.report),
        "findings": [finding_line(finding) for finding in outcome.findings],
        "issues": [issue_line(issue) for issue in outcome.issues],
    }
