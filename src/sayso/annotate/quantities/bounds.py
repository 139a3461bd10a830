"""How exactly a number is said: ``at least``, ``about``, ``up to``, ``or more``."""

from collections.abc import Mapping
from types import MappingProxyType

from sayso.annotate.tokens import Tokens

_BEFORE: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        tuple(words.split()): bound
        for bound, phrases in {
            "about": (
                "about|around|approximately|roughly|some|nearly|almost|close to|an estimated|estimated|circa|ca .|"
                "in the region of|somewhere around|in the order of|~|≈|just about|an average of|average of|just over|"
                "just under|just shy of|a little over|a little under|slightly more than|slightly less than|approx .|"
                "approx|more or less"
            ),
            "at_least": (
                "at least|more than|over|above|no fewer than|no less than|not less than|upwards of|upward of|"
                "in excess of|exceeding|exceeds|exceeded|minimum of|a minimum of|well over|far more than|well above|"
                "greater than|topped|surpassed|as few as|>|≥"
            ),
            "at_most": (
                "up to|at most|as much as|as many as|no more than|not more than|less than|fewer than|under|below|"
                "maximum of|a maximum of|well under|no greater than|as high as|<|≤"
            ),
        }.items()
        for words in phrases.split("|")
    }
)
_AFTER: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("or", "more"): "at_least",
        ("or", "so"): "about",
        ("or", "fewer"): "at_most",
        ("or", "less"): "at_most",
        ("at", "least"): "at_least",
        ("at", "most"): "at_most",
        ("and", "counting"): "at_least",
        ("+",): "at_least",
        ("-", "odd"): "about",
        ("-", "plus"): "at_least",
    }
)
_LONGEST = max(map(len, _BEFORE))


def bound_before(t: Tokens, i: int, start: int) -> tuple[str, int] | None:
    """The bound said by the words before token ``i`` of a sentence that begins at ``start``, and its first token."""
    for size in range(min(_LONGEST, i - start), 0, -1):
        if found := _BEFORE.get(t.low[i - size : i]):
            return found, i - size
    return None


def bound_after(t: Tokens, i: int) -> tuple[str, int] | None:
    """The bound said by the words from token ``i`` on, and the token after them."""
    for size in (2, 1):
        if found := _AFTER.get(t.low[i : i + size]):
            return found, i + size
    return None
