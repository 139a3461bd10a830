"""Where and when an event took place, as its sentence says."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.annotate.actors.register import shipped
from sayso.annotate.prose import sentences
from sayso.model import Finding, Span


def found_at(spans: Sequence[Span], places: Sequence[Finding]) -> Finding | None:
    """The first place finding among the words of a role."""
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    return next((p for p in places if start < p.spans[-1][1] and p.spans[0][0] < end), None)


def place_of(spans: Sequence[Span], text: str, found: Finding | None) -> dict[str, object] | None:
    """``{"name", "place", "spans"}``: the words of the place and the place finding among them."""
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    name = str(found.body["name"]) if found else " ".join(text[start:end].split())
    return {"name": name, "place": found.id if found else None, "spans": [list(span) for span in spans]}


def host_of(place: Finding | None) -> dict[str, object] | None:
    """The country of a visit's place, as the party that receives it; None where that is not known."""
    country = place.body["country"] if place is not None else None
    if place is None or country is None:
        return None
    code = _countries().get(str(country).lower())
    spans = [list(span) for span in place.spans]
    return {"name": shipped().names[code], "code": code, "spans": spans} if code else None


@cache
def _countries() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2, in small letters → code."""
    return {alpha2.lower(): code for code, alpha2 in shipped().alpha2.items() if alpha2}


@dataclass(frozen=True, slots=True)
class _Time:
    at: int
    inside: str | None
    finding: Finding


class Times:
    """The times of one report by the sentence they stand in."""

    def __init__(self, text: str, times: Sequence[Finding], claim_at: Mapping[int, str | None]) -> None:
        """``claim_at``: the innermost claim at the first character of each time, by that character."""
        self._starts = [start for start, _ in sentences(text)]
        self._by_sentence: dict[int, list[_Time]] = {}
        for time in times:
            if time.spans:
                at = time.spans[0][0]
                held = self._by_sentence.setdefault(self._sentence(at), [])
                held.append(_Time(at, claim_at.get(at), time))

    def of(self, trigger: Span, claim: str | None, triggers: Sequence[int]) -> Finding | None:
        """The time nearest to a trigger in its sentence: told in the same claim, and no other trigger between them.

        In "said on Monday that X struck" Monday is the day of the saying, not of the strike.
        """
        near = [
            (abs(time.at - trigger[0]), time.at, time.finding)
            for time in self._by_sentence.get(self._sentence(trigger[0]), ())
            if time.inside == claim and not _between(trigger[0], time.at, triggers)
        ]
        return min(near, key=lambda one: one[:2])[2] if near else None

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._starts, offset)


def _between(a: int, b: int, triggers: Sequence[int]) -> bool:
    low, high = min(a, b), max(a, b)
    return any(low < t < high for t in triggers)
