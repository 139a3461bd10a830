"""How commands print: JSON lines, lists for people, and progress on anything over a second.

Nothing a report says reaches the terminal as it is: ``plain`` and ``flat`` take out what could steer it.
"""

import json
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.cli.options import interactive
from sayso.errors import UsageError
from sayso.text import STEERING, shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Thing = TypeVar("Thing")
_PATIENCE = 1.0
"""Seconds before progress is shown."""
_QUOTED = 300
"""Characters of a quotation in a list."""
_RAW = re.compile(f"[{STEERING}]")


def line(value: Mapping[str, Any]) -> None:
    """One JSON object on one line, in UTF-8 whatever the terminal; what could steer it is escaped."""
    said = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    if _RAW.search(said):
        said = _RAW.sub(lambda raw: json.dumps(raw[0])[1:-1], said)
    sys.stdout.buffer.write(said.encode() + b"\n")


def flush() -> None:
    """Have everything printed so far read by whoever reads it."""
    sys.stdout.buffer.flush()


def write(page: str, to: Path | None) -> None:
    """A page to a file, or to standard output. Raises ``UsageError`` when the file cannot be written."""
    if to is None:
        sys.stdout.buffer.write(page.encode())
        flush()
        return
    try:
        to.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {to}: {error.strerror}") from None


def complain(message: str) -> None:
    """One sentence on standard error."""
    sys.stderr.write(f"sayso: {shown(message)}\n")


def console() -> "Console":
    """Standard output for people. Strings printed on it are text, never markup."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def say(message: str = "", style: str = "") -> None:
    """A line for people. It is not broken, so that a command it names can be copied."""
    console().print(plain(message, style), soft_wrap=True)


def plain(text: str, style: str = "") -> "Text":
    """A text as a terminal may show it, character for character."""
    from rich.text import Text

    return Text(shown(text), style)


def flat(text: str | None) -> str:
    """A text on one line, as a terminal may show it; a dash where there is none."""
    return " ".join(shown(text).split()) if text else "–"


def quoted(quotes: Sequence[str]) -> str:
    """What a finding quotes, in quotation marks, cut where it gets long."""
    said = flat(" … ".join(quotes))
    return f"“{said if len(said) <= _QUOTED else said[:_QUOTED].rstrip() + ' …'}”"


def pieces(*parts: tuple[str | None, str] | str) -> "Text":
    """Strangers' texts, each on one line and in its style, with what we write between them."""
    from rich.text import Text

    return Text.assemble(*(part if isinstance(part, str) else (flat(part[0]), part[1]) for part in parts))


def grid(rows: Iterable[Sequence["Text | str"]], indent: int = 0) -> None:
    """Rows without headings; the last cell takes what room is left and goes on below itself."""
    from rich.padding import Padding
    from rich.table import Table

    made = Table.grid(padding=(0, 2, 0, 0))
    placed = [list(row) for row in rows]
    for number in range(len(placed[0]) if placed else 0):
        last = number == len(placed[0]) - 1
        made.add_column(no_wrap=not last, overflow="fold", ratio=1 if last else None)
    for row in placed:
        made.add_row(*row)
    console().print(Padding(made, (0, 0, 0, indent)))


def table(columns: Sequence[str], rows: Iterable[Sequence[str | None]], empty: str) -> None:
    """Rows of short cells under headings; ``empty`` when there are none. Numbers stand to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    placed = [[flat(cell) for cell in row] for row in rows]
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    for number, heading in enumerate(columns):
        counts = bool(placed) and all(re.fullmatch(r"[\d.,]+", row[number]) for row in placed)
        made.add_column(heading, overflow="fold", justify="right" if counts else "left")
    for row in placed:
        made.add_row(*map(Text, row))
    if placed:
        console().print(made)
    else:
        say(empty)


@contextmanager
def progress(doing: str) -> "Iterator[Progress]":
    """A count that shows itself on standard error once a second has passed, when somebody watches."""
    counted = Progress(doing)
    try:
        yield counted
    finally:
        counted.stop()


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
