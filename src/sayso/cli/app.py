"""The commands, in the order a desk meets them."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli import changing, desks, listing, reading, showing
from sayso.cli.options import state
from sayso.version import __version__

app = typer.Typer(
    name="sayso",
    help="Keep an evidence ledger of the news: who says what, on whose word, and who else only repeats it.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"sayso {__version__}\n")
        raise typer.Exit


@app.callback()
def everywhere(
    desk: Annotated[
        Path | None,
        typer.Option("-d", "--desk", help="The desk's folder. Default: SAYSO_DESK, else here or above."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Options that stand before any command."""
    state.desk = desk


for command in (
    desks.new,
    desks.add,
    reading.read,
    listing.reports,
    listing.findings,
    listing.edges,
    listing.search,
    listing.issues,
    showing.report,
    changing.correct,
    changing.retract,
    changing.erase,
    desks.annotate,
    desks.status,
):
    app.command()(command)
