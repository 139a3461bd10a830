"""Telling the network whose act is asked for: source and target marked in the features of their words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.annotate.encoder.windows import FEATURES, Window
from sayso.annotate.events.outputs import GIVEN


def marked(window: Window, sides: Mapping[str, Sequence[int]]) -> Window:
    """The window with the words of ``source`` and ``target`` marked; indices are those of the text's words."""
    side = {i: name for name, indices in sides.items() for i in indices}
    edges = [*window.first, len(window.pieces)]
    features = list(window.features)
    for k, i in enumerate(window.words):
        if i in side:
            for at in range(edges[k], edges[k + 1]):
                features[at] += GIVEN.index(side[i]) * len(FEATURES)
    # The mark at the window's end belongs to no word.
    features[-1] %= len(FEATURES)
    return replace(window, features=tuple(features))
