"""A report's text cut where findings begin and end, and what is shown of them beside it, for any face."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import KINDS, Finding
from sayso.publish.wording import Found, note

_LISTS = (("Events", "event"), ("Numbers", "quantity"), ("Places", "place"), ("Days", "time"))


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


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text with what its mark needs."""

    text: str
    classes: str
    note: str
    anchors: tuple[str, ...]
    """Ids of the findings that begin here, the first of them the mark's own."""
    numbers: tuple[int, ...]
    """Numbers of the claims that begin here."""


def mark_of(stretch: Stretch, found: Found, numbers: Mapping[str, int]) -> Mark:
    """A stretch with what its mark needs; ``numbers`` are those of the claims, by id."""
    covering = stretch.findings
    classes = {finding.kind for finding in covering} | {f.body["part"] for f in covering if f.kind == "part"}
    deep = any(finding.kind == "claim" and finding.body["level"] for finding in covering)
    opens = [finding for finding in stretch.opens if finding.kind != "part"]
    return Mark(
        stretch.text,
        " ".join(sorted(classes | ({"deep"} if deep else set()))),
        "; ".join(note(finding, found) for finding in covering if finding.kind != "part"),
        tuple(f"f-{finding.id}" for finding in opens),
        tuple(sorted(numbers[finding.id] for finding in opens if finding.id in numbers)),
    )


def kinds(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each kind have a place in the text."""
    counted = Counter(finding.kind for finding in findings if finding.spans)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


def lists(findings: Sequence[Finding]) -> list[tuple[str, str, list[tuple[Finding, str]]]]:
    """What was found besides claims, kind by kind: heading, kind, and each finding with its meaning in words."""
    found = {finding.id: finding for finding in findings}
    return [
        (heading, kind, [(one, note(one, found)) for one in findings if one.kind == kind and one.spans])
        for heading, kind in _LISTS
    ]
