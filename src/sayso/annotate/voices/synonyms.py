"""Which nouns may mean the same person or body."""

from functools import cache

from sayso.annotate.voices.tables import entries


@cache
def _classes() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, (noun, others) in enumerate(entries("same-person.txt")):
        for word in (noun, *others):
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def may_mean(one: str, other: str) -> bool:
    """Whether two head nouns may stand for the same one: ``envoy`` and ``ambassador``."""
    if one == other:
        return True
    classes = _classes()
    return bool(classes.get(one, frozenset()) & classes.get(other, frozenset()))


@cache
def meanings(noun: str) -> frozenset[str]:
    """The nouns that may stand for the same one as ``noun``, itself among them."""
    classes = _classes()
    own = classes.get(noun, frozenset())
    return frozenset({noun, *(word for word, found in classes.items() if found & own)})
