"""From the event network's numbers to mentions of events: triggers, types, parties, places, by word indices."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sayso.annotate.encoder.windows import Window
from sayso.annotate.events.outputs import LINK_WIDTH, LINKS, ROLES, Array, Outputs, log_softmax
from sayso.annotate.events.plover import STATUSES, Kind, kinds, root_of_kind, roots

LEAST = 0.4
"""A mention whose trigger and type are together less likely than this is none."""
_LONGEST_TRIGGER = 6
_LONGEST_ROLE = 24
"""Words."""
_USUAL, _LONG = 4, 0.15
"""Each word of a role beyond so many counts against it by so much: two candidates' ends make one absurdly long."""
_BEST = 4
"""Likeliest first and last words that are tried with one another."""


@dataclass(slots=True)
class Draft:
    """A mention of an event, by word indices of the text; a role without words is empty."""

    trigger: list[int]
    kind: Kind
    score: float
    """Probability of trigger and type."""
    status: dict[str, float]
    main: float
    """Probability that it is of the report's own story, not of its background."""
    roles: dict[str, list[int]] = field(default_factory=dict)
    same: int | None = None
    """First trigger word of the earlier mention of the same happening, in the same window."""


def decode(window: Window, out: Outputs, least: float = LEAST) -> list[Draft]:
    """The mentions of one window, in order."""
    kinds_at = out.odds("kinds")
    read = [(words, sure, *_kind(kinds_at[words[0]])) for words, sure in _triggers(out, window, least)]
    found = [(words, kind, sure * likely) for words, sure, kind, likely in read if sure * likely >= least]
    if not found:
        return []
    firsts = [words[0] for words, _, _ in found]
    logs = links(out, firsts)
    status, main = (out.odds(head)[firsts] for head in ("status", "main"))
    drafts = []
    for n, (words, kind, score) in enumerate(found):
        told = dict(zip(STATUSES, map(float, status[n]), strict=True))
        draft = Draft([window.words[i] for i in words], kind, score, told, float(main[n, 1]))
        for role in ROLES:
            starts, ends = (logs[n, LINKS.index(f"{role} {end}")] for end in ("start", "end"))
            draft.roles[role] = [window.words[i] for i in span(starts, ends, words, window)]
        same = int(logs[n, LINKS.index("same")].argmax()) - 1
        draft.same = window.words[same] if same in firsts[:n] else None
        drafts.append(draft)
    return drafts


def _triggers(out: Outputs, window: Window, least: float) -> list[tuple[list[int], float]]:
    """(words, probability) of each trigger: it begins where that is likely, and goes on while its words do."""
    tags, paragraphs = out.odds("tags"), window.paragraphs
    found: list[tuple[list[int], float]] = []
    i = 0
    while i < len(tags):
        sure = float(tags[i, 1])
        if sure < least:
            i += 1
            continue
        end = i + 1
        while (
            end < len(tags)
            and tags[end].argmax() == 2
            and paragraphs[end] == paragraphs[i]
            and end - i < _LONGEST_TRIGGER
        ):
            end += 1
        found.append((list(range(i, end)), sure))
        i = end
    return found


def links(out: Outputs, firsts: Sequence[int]) -> Array:
    """[n, 7, 1 + T]: logarithms of where each link of each trigger goes; column 0 is nowhere."""
    queries = out.links[np.array(firsts) + 1, :, 0]
    keys = out.links[:, :, 1]
    return log_softmax(np.einsum("nkd,tkd->nkt", queries, keys) / np.float32(LINK_WIDTH**0.5))


def _kind(odds: Array) -> tuple[Kind, float]:
    """The likeliest type over all its modes, with its likeliest mode, and the type's probability."""
    of = np.array(root_of_kind())
    by_root = np.bincount(of, weights=odds, minlength=len(roots()))
    best = int(by_root.argmax())
    return kinds()[int(np.where(of == best, odds, -1).argmax())], float(by_root[best])


def span(starts: Array, ends: Array, trigger: Sequence[int], window: Window) -> list[int]:
    """Positions of the likeliest stretch within a paragraph and beside the trigger, empty where none is likelier."""
    best, chosen = starts[0] + ends[0], range(0)
    for a in np.argsort(-starts)[:_BEST] - 1:
        for b in np.argsort(-ends)[:_BEST] - 1:
            fits = 0 <= a <= b < a + _LONGEST_ROLE and window.paragraphs[a] == window.paragraphs[b]
            beside = b < trigger[0] or a > trigger[-1]
            likely = starts[a + 1] + ends[b + 1] - _LONG * max(0, b - a - _USUAL)
            if fits and beside and likely > best:
                best, chosen = likely, range(int(a), int(b) + 1)
    return list(chosen)
