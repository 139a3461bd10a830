"""The command ``sayso``: thin commands over the package, one handler for what goes wrong."""

import os
import sys

from sayso.errors import SaysoError

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line; leaves with the exit code of the contract."""
    from sayso.cli.app import app

    try:
        code = app(standalone_mode=False)
    except SaysoError as error:
        _say(f"sayso: {error}")
        code = error.exit_code
    except KeyboardInterrupt:
        _say("sayso: interrupted; what was done is kept")
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code or 0)


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")
