"""The command ``sayso``: thin commands over the package, one handler for what goes wrong (``app.Commands``)."""

import io
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; leaves with the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter gets a question mark; it is no reason to stop.
            stream.reconfigure(errors="replace")
    from sayso.cli.app import app

    app(prog_name="sayso")
