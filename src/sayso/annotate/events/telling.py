"""In which claim an act is told, and whether it happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.model import Finding, Span

_SURE = 0.6
"""From here on the network's "claimed" stands although no claim was found around the act."""
_ACTS_OF_SAYING = frozenset({"THREATEN", "REQUEST", "ACCUSE", "REJECT", "AGREE", "CONCEDE", "SUPPORT"})
"""What is done by saying it: a cue can be the act itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where a trigger stands among the claims of a report."""

    inside: Finding | None
    """The innermost claim whose content holds it."""
    by_cue: Finding | None
    """The claim whose cue it is."""


class Telling:
    """The claims of one report, asked by place."""

    def __init__(self, claims: Sequence[Finding]) -> None:
        self._claims = claims

    def of(self, trigger: Span) -> Told:
        """The claims around a trigger."""
        inside = [claim for claim in self._claims if _holds(claim.spans, trigger)]
        cue = [claim for claim in self._claims if _meets(claim.body["cue"], trigger)]
        return Told(
            max(inside, key=_depth, default=None), min(cue, key=lambda c: c.body["level"], default=None)
        )


def _holds(spans: Sequence[Span], trigger: Span) -> bool:
    return any(start <= trigger[0] and trigger[1] <= end for start, end in spans)


def _meets(spans: Sequence[Sequence[int]], trigger: Span) -> bool:
    return any(start < trigger[1] and trigger[0] < end for start, end in spans)


def _depth(claim: Finding) -> tuple[int, int]:
    """Deeper levels first, then shorter contents."""
    return int(claim.body["level"]), -sum(end - start for start, end in claim.spans)


def status_of(odds: Mapping[str, float], told: Told, root: str) -> str:
    """Whether an act happened: by the network's reading of the words, corrected by who tells it.

    What the words themselves put off (planned, hypothetical, threatened) or deny stays so. Of the rest, an act told
    inside a claim is claimed, or denied where the claim denies it, and one in the reporter's own words happened.
    """
    learnt = max(odds, key=lambda name: odds[name])
    if learnt not in ("happened", "claimed"):
        return learnt
    claim = told.inside
    if claim is None:
        said_it = told.by_cue is not None and root in _ACTS_OF_SAYING
        return "claimed" if learnt == "claimed" and odds[learnt] >= _SURE and not said_it else "happened"
    return _BY_STANCE.get(str(claim.body["stance"]), "claimed")


_BY_STANCE = {"deny": "denied", "threaten": "threatened", "promise": "planned"}
"""What becomes of an act that is told as if it were done, by the stance of the claim that tells it."""
