"""Options several commands share, and what they mean."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.errors import UsageError
from sayso.text import printable

if TYPE_CHECKING:
    from sayso.desk import Desk


@dataclass
class _State:
    """What was said before the command's name."""

    desk: Path | None = None


state = _State()

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output, nothing else.")]
Html = Annotated[bool, typer.Option("--html", help="As one HTML file.")]
To = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="INSTANT", help="As it stood then: 2019-05-16T12:00:00Z, or a day's end."),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.")]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Only of this outlet.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="Published on this day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Published on this day or earlier.")]
Voice = Annotated[str | None, typer.Option("--voice", metavar="NAME", help="Only what this voice says.")]
About = Annotated[
    str | None, typer.Option("--about", metavar="CODE", help="Only about this actor, like IRQ.MIL.")
]
OfReport = Annotated[str | None, typer.Option("--report", metavar="ID", help="Only in this report.")]
Processes = Annotated[
    int | None, typer.Option("-j", "--processes", min=1, help="Processes to use. Default: all processors.")
]
Who = Annotated[
    str | None, typer.Option("--who", help="Your name, as the ledger records it. Default: the account's.")
]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the change.")]


@contextmanager
def opened() -> "Iterator[Desk]":
    """The desk the user means."""
    from sayso.desk import open_desk
    from sayso.settings import find

    with open_desk(find(state.desk, os.environ, Path.cwd()), os.environ) as desk:
        yield desk


def day(value: str | None, option: str) -> str | None:
    """A day or month as given, checked. Raises ``UsageError``."""
    from sayso.answers import asked

    return asked.day(value, option)


def stamp(value: str | None) -> int | None:
    """The ledger's stamp of an instant, or of the end of a day (UTC). Raises ``UsageError``."""
    from sayso.answers import asked

    return asked.stamp(value, "--as-of")


def person(who: str | None) -> str:
    """How a person signs: ``user:ana``. Raises ``UsageError`` when there is no name to be had."""
    name = who or os.environ.get("USER") or os.environ.get("LOGNAME") or os.environ.get("USERNAME")
    signed = (said(name, "--who") or "").removeprefix("user:").strip()
    if not signed or "/" in signed:
        raise UsageError("say who you are: --who NAME (without a slash)")
    return f"user:{signed}"


def said(value: str | None, option: str) -> str | None:
    """A text as given, if it can be stored. Raises ``UsageError``."""
    if value is not None and not printable(value):
        raise UsageError(f"{option}: not valid {sys.getfilesystemencoding()} text")
    return value


def reason(why: str) -> str:
    """Why a change is made; it must say something. Raises ``UsageError``."""
    if not why.strip():
        raise UsageError("--why: say the reason; it is kept with the change")
    return said(why, "--why") or why


def processes(wanted: int | None) -> int:
    """As many processes as asked, else as there are processors."""
    from sayso.workers import processors

    return wanted or processors()


def interactive() -> bool:
    """Whether somebody watches standard error."""
    return sys.stderr.isatty()
