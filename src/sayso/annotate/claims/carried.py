"""Which attributions tell of their own, and which of them only carry what somebody says.

In "The dam is safe, the governor said, according to Northwind Radio" the governor speaks, by way of the radio; the
radio claims nothing itself. ``voices.hops`` finds it as a hop once it is no attribution of its own. A medium that
reports that somebody said a thing tells of its own, unless it reports him "as saying" it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.annotate.claims.tagger import Attribution
from sayso.annotate.voices.media import medium_kind
from sayso.model import Span

_MOSTLY = 0.7
"""Share of what a medium tells that must be somebody's saying."""


def without_carriers(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions without those of media that only carry others', each no further in than it then stands.

    ``found`` are in order of their content, as the tagger gives them. Linear but for how deep contents nest.
    """
    starts = _starts(found)
    kept = [one for one in found if not _carries(text, one, _inside(one, found, starts))]
    around: Counter[int] = Counter()
    starts = _starts(kept)
    for one in kept:
        around.update(id(other) for other in _inside(one, kept, starts) if _stands_in(other, one.content))
    return [replace(one, level=min(one.level, around[id(one)])) for one in kept]


def _starts(found: Sequence[Attribution]) -> list[int]:
    return [one.content[0][0] for one in found]


def _inside(one: Attribution, found: Sequence[Attribution], starts: Sequence[int]) -> Iterator[Attribution]:
    """Those further in whose content begins within the reach of another's."""
    first, last = one.content[0][0], one.content[-1][1]
    for other in found[bisect_left(starts, first) : bisect_left(starts, last)]:
        if other.level > one.level:
            yield other


def _carries(text: str, one: Attribution, inside: Iterator[Attribution]) -> bool:
    source = " ".join(text[a:b] for a, b in one.source)
    if not source or medium_kind(source) is None:
        return False
    quoted = False
    told = {at for a, b in one.content for at in range(a, b)}
    said: set[int] = set()
    for other in inside:
        if other.level == one.level + 1 and other.source and other.cue:
            own = {at for a, b in (*other.source, *other.cue, *other.content) for at in range(a, b)}
            if own <= told:
                said |= own
                quoted = quoted or text[other.cue[0][0] :].startswith("as ")
    reports = any(text[a:b].lower().startswith("report") for a, b in one.cue)
    return len(said) >= _MOSTLY * len(told) and (quoted or not reports)


def _stands_in(one: Attribution, content: Sequence[Span]) -> bool:
    place = one.cue or one.content
    start, end = place[0][0], place[-1][1]
    return any(a <= start and end <= b for a, b in content)
