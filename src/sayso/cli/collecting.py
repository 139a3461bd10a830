"""``sayso collect``: ask for what is due, keep it, read it; once, or as a service."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import Json, Processes, opened, processes
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.collecting import Event
    from sayso.desk import Desk, Kept

Write = Callable[[dict[str, Any]], None]


def collect(
    watch: Annotated[bool, typer.Option("--watch", help="Go on for ever: a service.")] = False,
    read: Annotated[
        bool, typer.Option("--read/--no-read", help="Read what was collected, or leave that to another run.")
    ] = True,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="FILE", help="Append what happens to a file, as JSON lines.")
    ] = None,
    jobs: Processes = None,
    as_json: Json = False,
) -> None:
    """Ask the sources for what is due, keep it, and read it."""
    from sayso import collecting

    with opened() as desk, ExitStack() as open_things:
        if not desk.settings.sources:
            raise UsageError("the desk follows nothing yet: sayso sources add https://…, or sayso sources pack")
        open_things.enter_context(_ended_by_term())
        write = open_things.enter_context(_logged(log)) if log is not None else None
        door = open_things.enter_context(collecting.open_door(desk.settings))
        shown = open_things.enter_context(output.progress("collected"))
        collector = collecting.Collector(desk, door)
        anew = _Anew(desk) if watch else None
        happened = collecting.collect(collector, processes=processes(jobs), read=read, anew=anew)
        lost = _tell(desk, shown.each(happened), write, as_json=as_json, summed=not watch)
    if lost:
        raise typer.Exit(1)


class _Anew:
    """The desk with its settings as they stand now, when their files changed."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._seen = self._mark()

    def __call__(self) -> "Desk | None":
        from dataclasses import replace

        from sayso.errors import SettingsError
        from sayso.settings import load

        mark = self._mark()
        if mark == self._seen:
            return None
        self._seen = mark
        try:
            return replace(self._desk, settings=load(self._desk.folder, os.environ))
        except SettingsError as error:
            output.complain(f"{error}; going on as before")
            return None

    def _mark(self) -> list[tuple[str, int]]:
        from sayso.settings import DESK_FILE, SOURCES

        files = [self._desk.folder / DESK_FILE, *sorted((self._desk.folder / SOURCES).glob("*.toml"))]
        return [(file.name, file.stat().st_mtime_ns) for file in files if file.exists()]


def _tell(
    desk: "Desk", happened: "Iterable[Event | Kept]", write: Write | None, *, as_json: bool, summed: bool
) -> bool:
    """Print and log each thing as it happens, or the sum at the end; whether anything was lost."""
    counts: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for one in happened:
        line = _line(one)
        issues = line["issues"]
        counts[line["event"]] += 1
        counts["new"] += line.get("new", 0) if line["event"] == "listed" else 0
        counts["lost"] += sum(issue["level"] == "lost" for issue in issues)
        codes.update(issue["code"] for issue in issues)
        if write is not None:
            write(line)
        if as_json:
            output.line(line)
            output.flush()
    if summed and not as_json:
        _print_sum(desk, counts, codes)
    return counts["lost"] > 0


def _line(one: "Event | Kept") -> dict[str, Any]:
    from sayso.collecting import Event
    from sayso.contract import issue_line

    if isinstance(one, Event):
        issues = [issue_line(issue) for issue in one.issues]
        return {"event": one.what, "address": one.address, "source": one.source, **one.said, "issues": issues}
    report = one.outcome.report
    return {
        "event": "read",
        "report": report and report.id,
        "title": report and report.title,
        "findings": len(one.outcome.findings),
        "new_report": one.new,
        "issues": [issue_line(issue) for issue in one.outcome.issues],
    }


def _print_sum(desk: "Desk", counts: Mapping[str, int], codes: Mapping[str, int]) -> None:
    fetched, read, failed = (f"{counts[name]:,}" for name in ("fetched", "read", "failed"))
    output.say(
        f"Sources with something listed: {counts['listed']:,}; unchanged: {counts['unchanged']:,}; new notices: "
        f"{counts['new']:,}; reports fetched: {fetched}; read: {read}; failed: {failed}."
    )
    if codes:
        listed = ", ".join(f"{count:,} × {code}" for code, count in sorted(codes.items()))
        output.say(f"Issues: {listed}. See them: sayso -d {desk.folder} issues")


@contextmanager
def _ended_by_term() -> Iterator[None]:
    """A service is ended by SIGTERM as a person ends it by Ctrl-C: what was done is kept."""

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _logged(path: Path) -> Iterator[Write]:
    """Append lines to a file, also when another program has moved it away. Raises ``UsageError`` when it cannot be."""
    import json
    import logging.handlers
    from datetime import UTC, datetime

    try:
        handler = logging.handlers.WatchedFileHandler(path, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--log {path}: {error.strerror}") from None

    def write(line: dict[str, Any]) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        said = json.dumps({"at": at, "process": os.getpid(), **line})
        handler.emit(logging.LogRecord("sayso.collect", logging.INFO, "", 0, said, None, None))

    try:
        yield write
    finally:
        handler.close()
