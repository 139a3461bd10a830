"""A report's text cut where findings begin and end, so that any face can mark them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Finding


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``[start, end)`` that the same findings cover."""

    start: int
    end: int
    text: str
    findings: tuple[Finding, ...]
    opens: tuple[Finding, ...]
    """Findings whose first character this is."""


def stretches(text: str, findings: Sequence[Finding]) -> Iterator[Stretch]:
    """The whole text in order, cut at every border of a finding's span. Linear in text and borders."""
    borders: dict[int, list[tuple[bool, Finding]]] = {0: [], len(text): []}
    for finding in findings:
        for start, end in finding.spans:
            borders.setdefault(start, []).append((True, finding))
            borders.setdefault(end, []).append((False, finding))
    covering: dict[str, Finding] = {}
    places = sorted(borders)
    for place, following in pairwise(places):
        for begins, finding in sorted(borders[place], key=lambda border: border[0]):
            if begins:
                covering[finding.id] = finding
            else:
                covering.pop(finding.id, None)
        opens = tuple(f for begins, f in borders[place] if begins and f.spans[0][0] == place)
        yield Stretch(place, following, text[place:following], tuple(covering.values()), opens)
