"""The attributions of a report in the order in which people speak, each with the one it is told in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.annotate.voices.hops import Hop
from sayso.annotate.voices.scene import Attributed, Scene
from sayso.annotate.voices.speaker import UNKNOWN, Found
from sayso.model import Span


@dataclass(slots=True)
class Said:
    """One attribution on its way to findings."""

    attribution: Attributed
    span: Span
    """From its first character to its last."""
    outer: "Said | None" = None
    """The attribution in whose content it is told."""
    found: Found = UNKNOWN
    hops: list[Hop] = field(default_factory=list)

    @property
    def inside(self) -> Span | None:
        """The stretch of the outer content in which it stands."""
        return holding(self.outer.attribution.content, self.span) if self.outer else None


def ordered(scene: Scene, attributions: Sequence[Attributed]) -> list[Said]:
    """Outermost claims by where their source stands, what is told inside them right after."""
    said = [Said(attribution, _reach(attribution)) for attribution in attributions]
    near = _by_sentence(scene, said)
    for one in said:
        at = scene.sentence(_kernel(one.attribution)[0])
        holders = [
            other
            for other in near.get(at, ())
            if other is not one and _holds(other.attribution, one.attribution)
        ]
        one.outer = max(holders, key=lambda s: (s.attribution.level, -_size(s.attribution)), default=None)
    return sorted(
        said, key=lambda s: (_anchor(_outermost(s).attribution), _depth(s), s.span, s.attribution.content)
    )


def in_their_order(attributions: Iterable[Attributed]) -> list[Attributed]:
    """The attributions in an order that depends on nothing but what they say."""
    return sorted(
        attributions, key=lambda a: (a.source, a.cue, a.content, a.level, a.form, a.stance, a.kind, a.score)
    )


def holding(spans: Iterable[Span], inner: Span) -> Span | None:
    """The first of some spans that holds another, a final mark aside."""
    return next(((a, b) for a, b in spans if a <= inner[0] and inner[1] <= b + 1), None)


def first_of(attribution: Attributed) -> int:
    """The first character of an attribution."""
    return _reach(attribution)[0]


def _by_sentence(scene: Scene, said: Iterable[Said]) -> dict[int, list[Said]]:
    """Attributions by the sentences that their contents cover."""
    found: dict[int, list[Said]] = {}
    for one in said:
        for start, end in one.attribution.content:
            for at in range(scene.sentence(start), scene.sentence(end - 1) + 1):
                found.setdefault(at, []).append(one)
    return found


def _holds(outer: Attributed, inner: Attributed) -> bool:
    """Whether one attribution is told inside another: in its content, or of the same words on its word (``citing``)."""
    if outer.content == inner.content:
        return outer.level < inner.level
    if outer.level > inner.level or _size(outer) <= _size(inner):
        return False
    return holding(outer.content, _kernel(inner)) is not None


def _outermost(said: Said) -> Said:
    while said.outer is not None:
        said = said.outer
    return said


def _depth(said: Said) -> int:
    depth = 0
    while said.outer is not None:
        said, depth = said.outer, depth + 1
    return depth


def _anchor(attribution: Attributed) -> int:
    spans = attribution.source or attribution.cue or attribution.content
    return min(start for start, _ in spans)


def _reach(attribution: Attributed) -> Span:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min(a for a, _ in spans), max(b for _, b in spans)


def _kernel(attribution: Attributed) -> Span:
    return (attribution.cue or attribution.content)[0]


def _size(attribution: Attributed) -> int:
    return sum(end - start for start, end in attribution.content)
