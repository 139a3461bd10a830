"""Which attributions tell of their own, and which of them only carry what somebody says.

In "The dam is safe, the governor said, according to Northwind Radio" the governor speaks, by way of the radio; the
radio claims nothing itself. ``voices.hops`` finds it as a hop once it is no attribution of its own. A medium that
reports that somebody said a thing tells of its own, unless it reports him "as saying" it.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.annotate.claims.tagger import Attribution
from sayso.annotate.voices.media import medium_kind
from sayso.model import Span

_MOSTLY = 0.7
"""Share of what a medium tells that must be somebody's saying."""


def without_carriers(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions without those of media that only carry others', each no further in than it then stands."""
    kept = [one for one in found if not _carries(text, one, found)]
    return [replace(one, level=min(one.level, _around(one, kept))) for one in kept]


def _carries(text: str, one: Attribution, found: Sequence[Attribution]) -> bool:
    source = " ".join(text[a:b] for a, b in one.source)
    if not source or medium_kind(source) is None:
        return False
    quoted = False
    told = {at for a, b in one.content for at in range(a, b)}
    said: set[int] = set()
    for other in found:
        if other.level == one.level + 1 and other.source and other.cue:
            own = {at for a, b in (*other.source, *other.cue, *other.content) for at in range(a, b)}
            if own <= told:
                said |= own
                quoted = quoted or text[other.cue[0][0] :].startswith("as ")
    reports = any(text[a:b].lower().startswith("report") for a, b in one.cue)
    return len(said) >= _MOSTLY * len(told) and (quoted or not reports)


def _around(one: Attribution, found: Sequence[Attribution]) -> int:
    """How many contents of lower levels an attribution stands in."""
    place: Sequence[Span] = one.cue or one.content
    start, end = place[0][0], place[-1][1]
    return sum(
        other.level < one.level and any(a <= start and end <= b for a, b in other.content) for other in found
    )
