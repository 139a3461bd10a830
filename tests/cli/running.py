"""Commands run within the test's own process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from sayso.cli.app import app

EXAMPLES = Path(__file__).parents[2] / "examples"
HERE = {"SAYSO_DESK": "", "SAYSO_DATABASE": "", "USER": "ana"}


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines; fails on anything else there."""
        said = [json.loads(line) for line in self.out.split("\n")[:-1]]
        assert self.out == "" or self.out.endswith("\n")
        assert all(isinstance(line, dict) for line in said)
        return said


Run = Callable[..., Ran]


def sayso(*words: object, stdin: bytes | str = b"", columns: int = 100) -> Ran:
    """Run ``sayso`` with these words; an error that no command should let through is raised."""
    result = CliRunner().invoke(
        app,
        [str(word) for word in words],
        input=stdin,
        env={**HERE, "COLUMNS": str(columns)},
        prog_name="sayso",
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


OPENS = 'The harbour took 40 ships on Monday. "We are open to all," Minister Ada Quist said on March 3.'
SHUTS = 'The harbour was shut on Tuesday. "We had no choice," Minister Ada Quist told reporters.'
