"""How commands print: JSON lines, tables, and progress on anything over a second."""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.cli.options import interactive

if TYPE_CHECKING:
    from rich.console import Console

Thing = TypeVar("Thing")
_PATIENCE = 1.0
"""Seconds before progress is shown."""


def line(value: Mapping[str, Any]) -> None:
    """One JSON object on one line, in UTF-8 whatever the terminal."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n")


def flush() -> None:
    """Have everything printed so far read by whoever reads it."""
    sys.stdout.buffer.flush()


def console() -> "Console":
    """Standard output for people."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[str | None]], empty: str) -> None:
    """Rows under headings, the last column taking what room is left; ``empty`` when there are none."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for number, heading in enumerate(columns):
        last = number == len(columns) - 1
        made.add_column(
            heading, overflow="fold" if last else "ellipsis", no_wrap=not last, ratio=1 if last else None
        )
    count = 0
    for row in rows:
        made.add_row(*(Text(cell or "–") for cell in row))
        count += 1
    if count:
        console().print(made)
    else:
        console().print(empty)


@contextmanager
def progress(doing: str) -> "Iterator[Progress]":
    """A count that shows itself on standard error once a second has passed, when somebody watches."""
    shown = Progress(doing)
    try:
        yield shown
    finally:
        shown.stop()


class Progress:
    """How many things are done, and how fast."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._begun = time.monotonic()
        self._done = 0
        self._status: Any = None
        self._told = 0.0

    def each(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """The things, each counted as it is taken."""
        for thing in things:
            yield thing
            self._done += 1
            self._tell()

    def stop(self) -> None:
        """Take the count off the screen."""
        if self._status is not None:
            self._status.stop()

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._begun < _PATIENCE or now - self._told < 0.2 or not interactive():
            return
        if self._status is None:
            from rich.console import Console

            self._status = Console(stderr=True).status("")
            self._status.start()
        self._told = now
        self._status.update(f"{self._doing}: {self._done:,} ({self._done / (now - self._begun):,.0f} a second)")
