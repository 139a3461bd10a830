"""Actor codes of voices and claims, read off the actor findings of the report."""

from collections.abc import Callable, Sequence

from sayso.model import Finding, Span
from sayso.text import words

Resolver = Callable[[str, Sequence[Span]], Sequence[str]]
"""``(name, spans)`` → actor codes, the likeliest first: of the voice of that name, or, when the name is empty, of the
actors named in the words at ``spans``."""


def resolver_of(actors: Sequence[Finding]) -> Resolver:
    """A resolver from the actor findings of one report, in order of their first character."""

    def codes(name: str, spans: Sequence[Span]) -> list[str]:
        near = [actor for actor in actors if any(_meet(span, spans) for span in actor.spans)]
        if not name:
            return list(dict.fromkeys(str(actor.body["code"]) for actor in near))
        wanted = set(words(name))
        ranked = sorted(near, key=lambda actor: -_likeness(actor, wanted, spans))
        return [str(actor.body["code"]) for actor in ranked if _likeness(actor, wanted, spans) >= 1]

    return codes


def _meet(span: Span, spans: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def _likeness(actor: Finding, wanted: set[str], spans: Sequence[Span]) -> float:
    """How well an actor fits a voice: the last word of its name is the voice's, it ends where the mention ends."""
    named = words(str(actor.body["name"]))
    same = bool(named) and named[-1] in wanted
    ends = any(actor.spans[-1][1] == end or actor.spans[-1][1] + 1 == end for _, end in spans)
    whole = any(actor.spans[0][0] <= start and end <= actor.spans[-1][1] for start, end in spans)
    return same + ends + 0.5 * whole + 0.1 * len(wanted & set(named))
