"""Making a desk, filling it, keeping it up to date."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import output
from sayso.cli.options import Json, Processes, Who, opened, person, processes
from sayso.cli.reading import Outlet, Paths, Published, Url

if TYPE_CHECKING:
    from sayso.desk import Desk, Kept


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; it is made.")],
    as_json: Json = False,
) -> None:
    """Make an empty desk."""
    from sayso.desk import new_desk, open_desk

    new_desk(folder)
    with open_desk(folder, {}):
        pass  # makes the ledger, so that a desk is whole from the first moment
    if as_json:
        output.line({"desk": str(folder)})
        output.flush()
        return
    output.say(f"Made the desk {folder}. Describe your parties and outlets in {folder / 'desk.toml'}, then:")
    output.say(f"  sayso -d {folder} add PATH")


def add(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    url: Url = None,
    who: Who = None,
    jobs: Processes = None,
    as_json: Json = False,
) -> None:
    """Read, annotate and store reports. What is stored already is left as it is."""
    from sayso.read.item import Defaults

    with opened() as desk, output.progress("added") as shown:
        defaults = Defaults(published, outlet, url)
        kept = desk.add(paths, sys.stdin.buffer, defaults, processes(jobs), _account(who))
        _tell(desk, shown.each(kept), as_json)


def annotate(
    stale: Annotated[
        bool, typer.Option("--stale", help="Reports that a present annotator has not seen.")
    ] = False,
    jobs: Processes = None,
    as_json: Json = False,
) -> None:
    """Run newer annotators over reports stored before. Earlier findings stay, under --all."""
    from sayso.errors import UsageError

    if not stale:
        raise UsageError("say which reports: sayso annotate --stale")
    with opened() as desk, output.progress("annotated") as shown:
        _tell(desk, shown.each(desk.annotate_stale(processes(jobs))), as_json)


def learn(as_json: Json = False) -> None:
    """Learn what each outlet repeats on its pages, so that it is told apart as furniture."""
    with opened() as desk:
        learned = desk.learn()
    counts = {outlet: len(lines) for outlet, lines in learned.lines.items()}
    if as_json:
        output.line({"version": learned.version or None, "outlets": counts})
        output.flush()
        return
    rows = [(outlet, f"{count:,}") for outlet, count in counts.items()]
    output.table(
        ("outlet", "lines it repeats"), rows, "No outlet repeats itself yet: five reports of one are needed."
    )
    if counts:
        output.console().print("Read with it what is stored already: sayso annotate --stale")


def status(
    check: Annotated[
        bool, typer.Option("--check", help="Hold every row against the laws of the ledger.")
    ] = False,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild", help="Make what is derived anew first: the indexes of words and of passages."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Say how the desk stands."""
    from sayso.ledger import sqlite_is_safe

    with opened() as desk:
        if rebuild:
            desk.rebuild()
        counts = desk.ledger.counts()
        codes = Counter(noted.issue.code for noted in desk.ledger.issues())
        faults = list(desk.check()) if check else None
        told = {
            "desk": desk.settings.name,
            "folder": str(desk.folder),
            "database": desk.ledger.database.kind,
            "rows": counts,
            "issues": dict(sorted(codes.items())),
            "faults": faults,
        }
        warn = desk.ledger.database.kind == "sqlite" and not sqlite_is_safe()
    if as_json:
        output.line(told)
        output.flush()
    else:
        _print_status(told, counts, codes, faults, warn)
    if faults:
        raise typer.Exit(3)


def _print_status(
    told: Mapping[str, object],
    counts: dict[str, int],
    codes: Counter[str],
    faults: list[str] | None,
    warn: bool,
) -> None:
    output.say(f"{told['desk']} in {told['folder']}, on {told['database']}")
    output.table(("rows", "count"), [(name, f"{count:,}") for name, count in counts.items()], "")
    if codes:
        output.table(("issue", "count"), [(code, f"{count:,}") for code, count in sorted(codes.items())], "")
    if faults is not None:
        output.say("\n".join(faults) if faults else "Every row keeps the laws.")
    if warn:
        output.say("This SQLite is older than 3.51.3 and can damage its log; install pysqlite3.", "yellow")


def _account(who: str | None) -> str:
    """Who adds: a person when one is named, else the program itself."""
    return "sayso" if who is None else person(who)


def _tell(desk: "Desk", kept: "Iterable[Kept]", as_json: bool) -> None:
    """Print each report once it is stored, or the sum at the end."""
    counts: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for one in kept:
        report, levels = one.outcome.report, Counter(issue.level for issue in one.outcome.issues)
        counts.update(levels)
        codes.update(issue.code for issue in one.outcome.issues)
        counts["findings"] += len(one.outcome.findings) if one.new else 0
        counts["new" if one.new else "known"] += report is not None
        if as_json:
            _print_kept(one)
    if not as_json:
        output.say(
            f"{counts['new']:,} new reports with {counts['findings']:,} findings; {counts['known']:,} known already."
        )
        if codes:
            listed = ", ".join(f"{count:,} × {code}" for code, count in sorted(codes.items()))
            output.say(f"Issues: {listed}. See them: sayso -d {desk.folder} issues")
    if counts["lost"]:
        raise typer.Exit(1)


def _print_kept(kept: "Kept") -> None:
    from sayso.contract import issue_line

    outcome = kept.outcome
    output.line(
        {
            "report": outcome.report and outcome.report.id,
            "given": outcome.report and outcome.report.given,
            "new": kept.new,
            "findings": len(outcome.findings),
            "issues": [issue_line(issue) for issue in outcome.issues],
        }
    )
    output.flush()
