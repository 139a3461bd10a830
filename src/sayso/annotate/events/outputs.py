"""What the event network puts out for one window, and how its numbers are laid out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.encoder.windows import FEATURES, Window
from sayso.annotate.events.plover import STATUSES, kinds, roots

Array = NDArray[np.float32]

TAGS = ("O", "B", "I")
SIDES = ("O", "B-S", "I-S", "B-T", "I-T", "B-R", "I-R")
"""Tags of a sentence's source, target and reciprocal party, for sentences read without a trigger."""
GIVEN = ("none", "source", "target")
"""Whether a word belongs to a source or target that the asker names."""
FEATURE_IDS = len(FEATURES) * len(GIVEN)
HEADS = {
    "tags": len(TAGS),
    "kinds": len(kinds()),
    "status": len(STATUSES),
    "main": 2,
    "whole": len(roots()),
    "sides": len(SIDES),
}
"""Width of each head, in order: trigger tags, type and mode, status, background or main, and of a whole sentence."""
HEAD_WIDTH = sum(HEADS.values())
SLICES = {
    name: slice(end - width, end)
    for (name, width), end in zip(HEADS.items(), accumulate(HEADS.values()), strict=True)
}
LINKS = (
    "actor start", "actor end", "recipient start", "recipient end", "place start", "place end", "same",
)  # fmt: skip
"""From a trigger to the first and last words of its parties and place, and to an earlier trigger of the happening."""
ROLES = ("actor", "recipient", "place")
LINK_WIDTH = 64


@dataclass(frozen=True, slots=True)
class Outputs:
    """The network's numbers at the words of one window of T words.

    ``heads`` [T, HEAD_WIDTH] at the first piece of each word, ``links`` [T + 1, 7, 2, 64] with the window's start,
    which is the "none" of every link, in row 0.
    """

    heads: Array
    links: Array
    whole: Array
    """[16]: what type the whole window tells of, its source and target being given."""

    @classmethod
    def at_words(cls, window: Window, heads: Array, links: Array) -> "Outputs":
        """Pick the first piece of each word out of [L, …] outputs."""
        rows = np.concatenate([[0], np.array(window.first, dtype=int)])
        return cls(
            heads[rows[1:]],
            links[rows].reshape(-1, len(LINKS), 2, LINK_WIDTH),
            heads[0, SLICES["whole"]],
        )

    def odds(self, head: str) -> Array:
        """Probabilities [T, width] of one head."""
        return np.exp(log_softmax(self.heads[:, SLICES[head]]))

    def link(self, kind: str, word: int, candidates: Sequence[int]) -> Array:
        """Log probabilities [1 + candidates] that a trigger's link goes nowhere, or to each of these words."""
        k = LINKS.index(kind)
        columns = self.links[np.concatenate([[0], np.array(candidates, dtype=int) + 1]), k, 1]
        return log_softmax(columns @ self.links[word + 1, k, 0] / np.float32(LINK_WIDTH**0.5))


def log_softmax(x: Array) -> Array:
    """Logarithms of probabilities over the last axis."""
    x = x - x.max(-1, keepdims=True)
    logs: Array = x - np.log(np.exp(x).sum(-1, keepdims=True))
    return logs
