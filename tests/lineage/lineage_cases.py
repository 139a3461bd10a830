"""Pairs of texts as files: a comment, what is expected, and the two reports with their fields.

# why this case is here
relation: partial            a dash stands for none
direction: left_from_right
origin: Harn Courier

=== left
outlet: Quay Blog
published: 2024-05-14

The text …

=== right
…
"""

from dataclasses import dataclass
from pathlib import Path

from sayso.model import Report

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One pair and what it is."""

    name: str
    relation: str | None
    direction: str | None
    origin: str | None
    left: Report
    right: Report


def cases() -> list[Case]:
    """All pairs, in order of name."""
    return [read(path) for path in sorted(CASES.glob("*.txt"))]


def read(path: Path) -> Case:
    """One pair."""
    expected, left, right = path.read_text(encoding="utf-8").split("\n=== ")
    wanted = fields(expected)
    return Case(
        path.stem,
        wanted["relation"],
        wanted.get("direction"),
        wanted.get("origin"),
        report(left.removeprefix("left\n")),
        report(right.removeprefix("right\n")),
    )


def fields(block: str) -> dict[str, str | None]:
    """``name: value`` lines; a dash is none, lines with # are comments."""
    lines = [line.split(": ", 1) for line in block.splitlines() if line and not line.startswith("#")]
    return {name: None if value == "-" else value for name, value in lines}


def report(block: str) -> Report:
    """Fields, an empty line, the text."""
    head, text = block.split("\n\n", 1)
    known = fields(head)
    return Report(
        text=text.strip("\n"),
        outlet=known.get("outlet"),
        url=known.get("url"),
        published=known.get("published"),
        published_precision="day" if known.get("published") else "none",
    )
