"""Two sides in one text, to be swapped: the same report about either, with what its findings have in common.

A text is written with fields (``{1.state}``, ``{2.adjective}``) for what names a side. Findings of two writings of it
are compared in a form in which places count from fields and names are fields again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sayso.model import Finding

_FIELD = re.compile(r"\{([12])\.(\w+)\}")
_ID = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True)
class Side:
    """What names a state."""

    state: str
    adjective: str
    people: str
    capital: str
    given: str
    last: str
    """Of its president."""
    envoy: str
    spokesman: str
    """Given name and surname of its foreign minister."""
    code: str
    country: str
    formal: str = ""
    """What the state is called where that is not ``state``."""
    shout: str = ""
    """Its capital in capitals, as datelines have it."""


@dataclass(frozen=True)
class Written:
    """A text written for two sides, and where its fields stand."""

    text: str
    places: tuple[tuple[int, int, str], ...]
    sides: tuple[Side, Side]

    def spot(self, at: int) -> tuple[int, str, int]:
        """An offset counted from the field before it; within a field only its ends can be told."""
        number, origin = -1, 0
        for number_here, (start, end, _) in enumerate(self.places):
            if at == start:
                return number_here, "start", 0
            if start < at < end:
                return number_here, "within", at - start
            if at >= end:
                number, origin = number_here, end
        return number, "after", at - origin

    def spots(self, spans: Iterable[Sequence[int]]) -> list[tuple[Any, Any]]:
        """Spans so counted."""
        return [(self.spot(start), self.spot(end)) for start, end in spans]


def write(template: str, one: Side, other: Side) -> Written:
    """The text with one side first."""
    text, places, at = "", [], 0
    for match in _FIELD.finditer(template):
        text += template[at : match.start()]
        side = (one, other)[int(match[1]) - 1]
        places.append((len(text), len(text) + len(getattr(side, match[2])), match[0]))
        text += getattr(side, match[2])
        at = match.end()
    return Written(text + template[at:], tuple(places), (one, other))


def template_of(text: str, one: Side, other: Side) -> str:
    """A text about two sides with fields for what names them."""
    named = {
        getattr(side, field.name): f"{{{number}.{field.name}}}"
        for number, side in enumerate((one, other), 1)
        for field in fields(Side)
        if getattr(side, field.name)
    }
    longest = sorted(named, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?![^\W_])" for name in longest)
    return re.sub(pattern, lambda match: named[match[0]], text)


def common(written: Written, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings without what a side is called: equal for both writings when the law holds."""
    known = {one.id: _placed(written, one) for one in findings}
    return [
        {
            "kind": one.kind,
            "spans": written.spots(one.spans),
            # Which of the world's places a name means is surer of some than of others.
            "confidence": one.confidence if one.kind != "place" else None,
            "body": {name: _levelled(written, name, value, known) for name, value in one.body.items()},
            "rests_on": [known.get(key) for key in one.rests_on],
        }
        for one in findings
    ]


def _placed(written: Written, finding: Finding) -> str:
    return f"{finding.kind} at {written.spots(finding.spans)}"


def _levelled(written: Written, name: str, value: object, known: dict[str, str]) -> object:
    if isinstance(value, dict):
        return {key: _levelled(written, key, inner, known) for key, inner in value.items()}
    if name in ("cue", "spans") and isinstance(value, list):
        return written.spots(value)
    if isinstance(value, list):
        return [_levelled(written, name, inner, known) for inner in value]
    if name in ("lat", "lon", "gazetteer"):
        return value is not None  # where a capital lies is its own; that it is known where is not
    if isinstance(value, str):
        return known.get(value, "unknown id") if _ID.fullmatch(value) else _nameless(written, value)
    return value


def _nameless(written: Written, said: str) -> str:
    """A text in which names and codes of the sides are fields."""
    named = {
        getattr(side, field.name): f"<{number}.{'state' if field.name == 'formal' else field.name}>"
        for number, side in enumerate(written.sides, 1)
        for field in fields(Side)
        if getattr(side, field.name)
    }
    longest = sorted(named, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest)
    return re.sub(pattern, lambda match: named[match[0]], said)
