"""What a search shows, as files: CSV that no spreadsheet takes for formulas, and JSON lines."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.text import shown

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "reports": ("id", "published", "outlet", "title", "language", "origins_known", "origins_unknown", "origins",
                "added", "given"),
    "claims": ("id", "report", "published", "outlet", "title", "who", "standing", "act", "stance", "via", "quotes",
               "origins_known", "origins_unknown"),
    "quantities": ("id", "report", "published", "outlet", "title", "said", "value", "high", "unit", "bound", "of",
                   "who", "as_of", "quotes", "reports", "outlets", "origins_known", "origins_unknown"),
    "events": ("id", "report", "published", "outlet", "title", "type", "mode", "status", "score", "actor",
               "recipient", "place", "lat", "lon", "precision", "day", "last_day", "claim", "who", "standing",
               "quotes", "origins_known", "origins_unknown"),
}  # fmt: skip
"""The columns of each kind of result."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with: spreadsheets run what follows."""


def csv_table(of: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows under their heading, in UTF-8 with a mark that spreadsheets look for."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS[of])
    for row in rows:
        flat = {**row, **{f"origins_{name}": count for name, count in row["counts"].items()}}
        table.writerow([cell(flat.get(name)) for name in COLUMNS[of]])
    return "\ufeff" + written.getvalue()


def json_lines(rows: Sequence[Mapping[str, Any]]) -> str:
    """One object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def cell(value: object) -> str | float | None:
    """A value as a cell holds it: numbers as numbers, all else as text that is no formula."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    said = shown(_text(value))
    return f"'{said}" if said.lstrip(" ").startswith(_FORMULA) else said


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("code") or "")
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value if one is not None)
    return str(value)
