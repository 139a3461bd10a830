"""Tables of cases: one a line, columns between tabs, lines with # name the group that follows."""

from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


def rows(name: str, columns: int) -> list[object]:
    """The rows of a table as pytest parameters, each named by its line; missing columns at the end are empty."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [
        pytest.param(*padded(line.split("\t"), columns), id=f"{number}")
        for number, line in enumerate(lines, 1)
        if line and not line.startswith("#")
    ]


def padded(cells: list[str], columns: int) -> list[str]:
    """``cells`` filled up to ``columns``."""
    assert len(cells) <= columns, cells
    return [*cells, *[""] * (columns - len(cells))]


def listed(text: str) -> list[str]:
    """The words of ``text`` in order."""
    return text.split()
