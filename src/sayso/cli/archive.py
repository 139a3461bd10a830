"""``sayso archive``: proof that what was kept is as it was."""

import typer

from sayso.cli import output
from sayso.cli.options import Json, opened

archive = typer.Typer(no_args_is_help=True, help="Prove that what was kept is as it was.")


@archive.callback()
def everything() -> None:
    """Prove that what was kept is as it was."""


@archive.command()
def verify(as_json: Json = False) -> None:
    """Hold every capture against its digest, and every day against its chain; name what was changed."""
    with opened() as desk:
        faults = list(desk.keeping.faults())
        heads = list(desk.keeping.days.heads())
    if as_json:
        for day, captures, chain in heads:
            output.line({"day": day, "captures": captures, "chain": chain})
        output.line({"faults": faults})
        output.flush()
    else:
        output.table(
            ("day", "captures", "chain"), [(day, f"{count:,}", chain) for day, count, chain in heads], ""
        )
        output.say("\n".join(faults) if faults else "Every capture is as it was kept.")
        if heads and not faults:
            output.say(
                "Write the last chain down elsewhere: whoever has it can prove later that nothing was changed."
            )
    if faults:
        raise typer.Exit(3)
