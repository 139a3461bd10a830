"""A report's relatives: what it shares with which others, which way the words went, what a later version changed."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from sayso.model import Edge, Report
from sayso.origins import Origins

HEADINGS: Mapping[str, str] = {
    "from": "has words from",
    "to": "others have words from it",
    "both": "both have them from elsewhere",
    "unknown": "shares words, and nothing tells who was first",
    "quotes": "quotes the same",
    "furniture": "has only the page or standing background in common",
    "later": "was changed later",
    "earlier": "is a later version",
}
"""The branches of a report's tree, in order."""

Piece = tuple[str, str]
"""Words, and whether they are the ``same`` on both sides or of one ``only``."""


def branches(origins: Origins, report: str) -> dict[str, list[Edge]]:
    """A report's edges by the branch they are shown in, those that share most first."""
    found: dict[str, list[Edge]] = {}
    for edge in sorted(origins.edges(report), key=lambda edge: (-share(edge, report), edge.id)):
        found.setdefault(_branch(edge, report), []).append(edge)
    return found


def share(edge: Edge, report: str) -> float:
    """How much of a report's text an edge covers, 0 to 1."""
    return float(edge.body.get("share_left" if edge.left == report else "share_right", 0.0))


def other_end(edge: Edge, report: str) -> str:
    """The id of the other report of an edge."""
    return edge.right if edge.left == report else edge.left


def _branch(edge: Edge, report: str) -> str:
    if edge.kind == "revises":
        return "earlier" if edge.left == report else "later"
    relation, direction = edge.body.get("relation"), edge.body.get("direction")
    if relation in ("shared_quotation", "boilerplate"):
        return "quotes" if relation == "shared_quotation" else "furniture"
    if direction in ("left_from_right", "right_from_left"):
        return "from" if (direction == "left_from_right") == (edge.left == report) else "to"
    return "both" if direction == "both_from_other" else "unknown"


def why(edge: Edge, first: str, named: tuple[str, str]) -> str:
    """The sign from which a direction was told; ``named`` is what to call the first report and the other."""
    origin, sign = edge.body.get("origin"), str(edge.body.get("why") or "")
    taker = {"left_from_right": edge.left, "right_from_left": edge.right}.get(edge.body.get("direction", ""))
    if taker is not None:
        return f"{named[taker != first]} took them over: {sign}"
    return f"{sign}: {origin}" if origin else sign


def longest(edge: Edge, report: Report) -> str:
    """The longest passage of an edge, as it stands in a report."""
    side = 0 if edge.left == report.id else 1
    spans = [pair[side] for pair in edge.body.get("passages", ())]
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return report.text[start:end]


def changes(changed: Sequence[Mapping[str, Any]]) -> str:
    """What a later version changed, counted: "sentences: 2 removed, 1 added"."""
    counts = [(sum(one["what"] == what for one in changed), what) for what in ("removed", "changed", "added")]
    told = [f"{count} {what}" for count, what in counts if count]
    return "sentences: " + (", ".join(told) or "none changed")


def compared(ours: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts word by word: for each, its words in pieces that are the same in the other, or only here."""
    left, right = ours.split(), theirs.split()
    if left == right:
        return [(" ".join(left), "same")], [(" ".join(right), "same")]
    marked = [[False] * len(left), [False] * len(right)]
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what == "equal":
            marked[0][a:b], marked[1][c:d] = [True] * (b - a), [True] * (d - c)
    return _pieces(left, marked[0]), _pieces(right, marked[1])


def _pieces(words: Sequence[str], same: Sequence[bool]) -> list[Piece]:
    runs = groupby(zip(words, same, strict=True), key=lambda pair: pair[1])
    return [(" ".join(word for word, _ in run), "same" if is_same else "only") for is_same, run in runs]
