"""The commands, in the order a desk meets them, and the one place where what goes wrong becomes an exit code."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sayso.cli import (
    archive,
    changing,
    collecting,
    desks,
    findings,
    listing,
    output,
    parties,
    publishing,
    reading,
    serving,
    showing,
    sources,
    stories,
    tracing,
)
from sayso.cli.options import state
from sayso.errors import SaysoError
from sayso.version import __version__

INTERRUPTED = 130


class Commands(TyperGroup):
    """The group of all commands, which turns errors into one sentence and the exit code of the contract."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except SaysoError as error:
            output.complain(str(error))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            output.complain("interrupted; what was done is kept")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # Whoever read our output has gone; Python would complain once more when it closes standard output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        return done


app = typer.Typer(
    name="sayso",
    cls=Commands,
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


PANELS = {
    "Fill a desk": (desks.new, desks.add, collecting.collect, desks.learn, desks.annotate, desks.status),
    "Read without a desk": (reading.read,),
    "Ask it": (
        listing.reports,
        findings.findings,
        listing.edges,
        listing.search,
        listing.issues,
        stories.stories,
        stories.story,
        showing.report,
        parties.party,
        tracing.trace,
        publishing.brief,
        serving.serve,
    ),
    "Change it": (changing.correct, changing.judge, changing.retract, changing.erase),
}
"""Every command under the heading that help shows it by."""

_DASHES_ARE_WORDS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""In a search ``-football`` is a word not wanted, not options; no short option may begin like one."""

for panel, commands in PANELS.items():
    for command in commands:
        own = _DASHES_ARE_WORDS if command is listing.search else None
        app.command(rich_help_panel=panel, context_settings=own)(command)

app.add_typer(sources.sources, name="sources", rich_help_panel="Fill a desk")
app.add_typer(archive.archive, name="archive", rich_help_panel="Fill a desk")
