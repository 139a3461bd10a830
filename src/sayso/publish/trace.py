"""A trace as one HTML file: a report's relatives, where a claim's words stand, two reports side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import Finding, Report
from sayso.publish.pages import render
from sayso.publish.wording import Found, note

Piece = tuple[str, str]
"""Words, and whether they are the ``same`` on both sides or of one ``only``."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A relative: what it shares with the report above it, and how that is known."""

    report: Report
    said: str
    why: str
    quote: str
    """The longest passage, as it stands in the report above; empty where it is not worth showing."""
    below: tuple["Leaf", ...] = ()
    """What a source has from others."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Relatives of one sort: their number, and those that are shown."""

    name: str
    heading: str
    count: int
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What an edge between two reports says: its relation and reason, and passages or sentences beside one another."""

    heading: str
    pairs: tuple[tuple[Sequence[Piece], Sequence[Piece]], ...]
    more: int = 0
    """Pairs left out."""


@dataclass(frozen=True, slots=True)
class Carriers:
    """The reports in which some words stand too, those that are shown; ``more`` are not."""

    reports: tuple[Report, ...]
    more: int


def page_of_report(report: Report, branches: Sequence[Branch], explained: Sequence[str]) -> str:
    """A report's relatives as a tree; no script, nothing fetched."""
    return render("trace.html", report=report, branches=branches, explained=explained, finding=None)


def page_of_words(
    report: Report,
    finding: Finding,
    voices: Found,
    carriers: Sequence[Carriers],
    revised: Sequence[str],
    explained: Sequence[str],
) -> str:
    """Where the words of a claim, or of another finding, stand besides."""
    return render(
        "trace.html",
        report=report,
        branches=(),
        explained=explained,
        finding=finding,
        note=note(finding, voices),
        carriers=carriers,
        revised=revised,
    )


def page_beside(left: Report, right: Report, shared: Sequence[Shared]) -> str:
    """Two reports side by side: what they share, what differs within."""
    return render("beside.html", left=left, right=right, shared=shared)
