"""From the claim model's numbers to attributions: tags by Viterbi, roles joined by links, levels by nesting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.encoder.windows import FEATURES, Window
from sayso.annotate.voices.scene import CERTAIN, Sureness

Array = NDArray[np.float32]

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
STANCES = ("assert", "deny", "threaten", "demand", "promise", "estimate", "question", "decline")
CUE_KINDS = ("speech", "thought")
# word of a source -> cue, word of a content -> cue, cue -> first word of its source, word of an inner content -> cue
LINKS = ("source", "content", "voice", "inner content")
LINK_WIDTH = 64
_MARKS = ("mark", "double quote", "none")
NEVER = np.float32(-1e4)
# A content that got no cue is looked for one within this many words before it.
REACH = 5
# A cue that got no content is taken for a part of the cue this many words or fewer away.
SPLIT_CUE = 4


@dataclass(slots=True)
class Draft:
    """An attribution being put together, by word indices of the text; `where` orders drafts without a cue."""

    cue: list[int]
    source: list[int] = field(default_factory=list)
    content: list[int] = field(default_factory=list)
    level: int = 0
    stance: str = "assert"
    kind: str = "speech"
    score: float = 1.0
    sure: Sureness = CERTAIN


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one window, per word: outer tags [T, 7], inner tags [T, 7], cue heads [T, 10],

    links [T + 1, 4, 2, 64] (row 0 is the window's start, the "none" of every link).
    """

    tags: Array
    inner: Array
    heads: Array
    links: Array

    @classmethod
    def at_words(cls, window: Window, tags: Array, inner: Array, heads: Array, links: Array) -> Scores:
        """Pick the first piece of each word out of the model's [L, …] outputs."""
        first = np.array(window.first)
        rows = links[np.concatenate([[0], first])]
        return cls(tags[first], inner[first], heads[first], rows.reshape(-1, len(LINKS), 2, LINK_WIDTH))

    def link(self, kind: str, words: Sequence[int], candidates: Sequence[int]) -> Array:
        """Log probability [words, 1 + candidates] that each word belongs to none or to each candidate."""
        k = LINKS.index(kind)
        rows = self.links[np.array(words) + 1, k, 0]
        columns = self.links[np.concatenate([[0], np.array(candidates, dtype=int) + 1]), k, 1]
        return _log_softmax(rows @ columns.T / np.float32(LINK_WIDTH**0.5))


def _log_softmax(x: Array) -> Array:
    x = x - x.max(-1, keepdims=True)
    logs: Array = x - np.log(np.exp(x).sum(-1, keepdims=True))
    return logs


def best_path(scores: Array, moves: Array, opens: Sequence[bool]) -> list[int]:
    """Most likely tags [T] under scores [T, 7] and moves [8, 7] (from, to; row 7 is the start of a paragraph)."""
    total = scores[0] + moves[-1]
    back = []
    for row, start in zip(scores[1:], opens[1:], strict=True):
        step = total[:, None] + (moves[-1:] if start else moves[:-1])
        best = step.argmax(0)
        back.append(best)
        total = step[best, np.arange(len(row))] + row
    path = [int(total.argmax())]
    for best in reversed(back):
        path.append(int(best[path[-1]]))
    return path[::-1]


def marginals(scores: Array, moves: Array, opens: Sequence[bool]) -> Array:
    """Probability [T, 7] of each tag of each word, all paths considered."""
    fresh = np.broadcast_to(moves[-1:], moves[:-1].shape)
    steps = [fresh if start else moves[:-1] for start in opens]
    forward = [scores[0] + moves[-1]]
    for row, step in zip(scores[1:], steps[1:], strict=True):
        forward.append(_log_sum(forward[-1][:, None] + step, 0) + row)
    backward = [np.zeros(scores.shape[1], np.float32)]
    for row, step in zip(scores[:0:-1], steps[:0:-1], strict=True):
        backward.append(_log_sum(step + (row + backward[-1])[None], 1))
    odds: Array = np.exp(_log_softmax(np.stack(forward) + np.stack(backward[::-1])))
    return odds


def _log_sum(x: Array, axis: int) -> Array:
    top = x.max(axis, keepdims=True)
    total: Array = np.log(np.exp(x - top).sum(axis)) + top.squeeze(axis)
    return total


def stretches(tags: Sequence[int], opens: Sequence[bool]) -> list[tuple[int, list[int]]]:
    """(role, positions) of each tagged stretch; none goes on into another paragraph."""
    out: list[tuple[int, list[int]]] = []
    before = 0
    for i, tag in enumerate(tags):
        role = (tag - 1) // 2
        if tag and (tag % 2 or opens[i] or not before or (before - 1) // 2 != role):
            out.append((role, [i]))
        elif tag:
            out[-1][1].append(i)
        before = tag
    return out


def decode(window: Window, scores: Scores, moves: Array) -> list[Draft]:
    """Attributions of one window, outer and inner."""
    paragraphs = window.paragraphs
    outer = _layer(scores, scores.tags, moves, paragraphs, 0)
    marks = [FEATURES[window.features[i]].startswith(_MARKS) for i in window.first]
    inner = [d for o in outer for d in _inside(scores, moves, paragraphs, marks, o)]
    return [_in_text(d, window.words) for d in outer + inner]


def _inside(
    scores: Scores, moves: Array, paragraphs: Sequence[int], marks: Sequence[bool], outer: Draft
) -> list[Draft]:
    """Attributions inside the content of another."""
    content = set(outer.content)
    start, end = min(content), max(content) + 1
    tags = scores.inner[start:end].copy()
    tags[[i not in content for i in range(start, end)], 1:] = NEVER
    if not tags.argmax(1).any():
        return []
    found = _layer(scores, tags, moves, paragraphs[start:end], 1, start)
    kept = [d for d in found if d.cue and content.issuperset(d.content)]
    taken = {i for d in kept for i in d.cue + d.source + d.content}
    for d in kept:
        _to_clause_end(d.content, content - taken, marks)
    return kept


def _to_clause_end(part: list[int], free: set[int], marks: Sequence[bool]) -> None:
    """A content inside another does not stop within a clause: it goes on to the next mark or to the outer one's end."""
    last = max(part) + 1
    while last in free and not marks[last]:
        part.append(last)
        last += 1


def _in_text(d: Draft, words: Sequence[int]) -> Draft:
    d.cue, d.source, d.content = ([words[i] for i in ix] for ix in (d.cue, d.source, d.content))
    return d


def _layer(
    scores: Scores, tags: Array, moves: Array, paragraphs: Sequence[int], level: int, base: int = 0
) -> list[Draft]:
    """Attributions of a stretch of the window that starts at word `base`."""
    opens = [True, *(a != b for a, b in pairwise(paragraphs))]
    path = best_path(tags, moves, opens)
    found = stretches(path, opens)
    if not any(role == ROLES.index("content") for role, _ in found):
        return []
    sure = marginals(tags, moves, opens)[np.arange(len(path)), path]
    by_paragraph: dict[int, list[tuple[int, list[int]]]] = {}
    for role, ix in found:
        by_paragraph.setdefault(paragraphs[ix[0]], []).append((role, [i + base for i in ix]))
    cueing = tags[:, [TAGS.index("B-cue"), TAGS.index("I-cue")]].max(1) >= tags.max(1)
    missed = {i + base for i, like in enumerate(cueing.tolist()) if like and not path[i]}
    made = [d for parts in by_paragraph.values() for d in _paragraph(scores, parts, level, missed)]
    for d in made:
        d.score *= float(np.mean(sure[[i - base for i in d.cue + d.source + d.content]]))
        _least(d, sure, base)
    return made


def _least(d: Draft, sure: Array, base: int) -> None:
    """Note the least sure word of each role, and the less sure of a content's ends."""
    least = {
        role: float(sure[[i - base for i in words]].min()) for role in ROLES if (words := getattr(d, role))
    }
    ends = float(sure[[d.content[0] - base, d.content[-1] - base]].min())
    d.sure = replace(d.sure, ends=ends, **least)


def _paragraph(scores: Scores, found: list[tuple[int, list[int]]], level: int, missed: set[int]) -> list[Draft]:
    """Join the tagged stretches of one paragraph: 99.6 % of PolNeAR's contents stand in the paragraph of their cue.

    ``missed`` are words outside all stretches that are likelier a cue than anything else.
    """
    cues, contents, sources = (
        [ix for r, ix in found if ROLES[r] == role] for role in ("cue", "content", "source")
    )
    cues = cues or _cues_before([ix[0] for ix in contents], missed)
    drafts = [_of_cue(scores, ix, level) for ix in cues]
    loose = _contents(scores, contents, drafts, level)
    _sources(scores, sources, drafts)
    return _joined(drafts) + loose


def _cues_before(firsts: Iterable[int], missed: set[int]) -> list[list[int]]:
    """Where a paragraph has no cue: words that are sure to be one, but not its first ("also said"), before contents."""
    found = {next((i for i in range(first - 1, first - 1 - REACH, -1) if i in missed), -1) for first in firsts}
    return [[at] for at in sorted(found - {-1})]


def _of_cue(scores: Scores, cue: list[int], level: int) -> Draft:
    heads = scores.heads[cue[0]]
    stance = STANCES[int(heads[: len(STANCES)].argmax())]
    return Draft(cue, level=level, stance=stance, kind=CUE_KINDS[int(heads[len(STANCES) :].argmax())])


def _contents(scores: Scores, parts: Iterable[list[int]], drafts: list[Draft], level: int) -> list[Draft]:
    """Give each stretch of content to its cue; those of no cue become attributions of an implied voice."""
    firsts = [d.cue[0] for d in drafts]
    loose = []
    for part in parts:
        odds = scores.link("inner content" if level else "content", part, firsts).mean(0)
        best = int(odds.argmax())
        if best:
            owner, likely = drafts[best - 1], float(np.exp(odds[best]))
            owner.content.extend(part)
            owner.score *= likely
            owner.sure = replace(owner.sure, link=min(owner.sure.link, likely))
        else:
            loose.append(Draft([], content=part, level=level, score=float(np.exp(odds[0]))))
    return loose


def _sources(scores: Scores, parts: list[list[int]], drafts: list[Draft]) -> None:
    """Each cue points at its source, which others may share; a source nobody chose goes to a cue without one."""
    if not parts or not drafts:
        return
    firsts = [d.cue[0] for d in drafts]
    chosen: set[int] = set()
    to_cue = np.stack([scores.link("source", part, firsts).mean(0)[1:] for part in parts])
    to_source = scores.link("voice", firsts, [part[0] for part in parts])
    for k, d in enumerate(drafts):
        best = int(to_source[k].argmax())
        d.sure = replace(d.sure, voice=float(np.exp(to_source[k][best])))
        if best:
            d.source = parts[best - 1]
            chosen.add(best - 1)
    for j, part in enumerate(parts):
        k = int(to_cue[j].argmax())
        if j not in chosen and not drafts[k].source:
            drafts[k].source = part


def _joined(drafts: list[Draft]) -> list[Draft]:
    """Drop cues without content, unless one close by has content: then both are one cue in two pieces."""
    full = [d for d in drafts if d.content]
    for d in drafts:
        if d.content:
            continue
        near = min(full, key=lambda o: _gap(o.cue, d.cue), default=None)
        if near is not None and _gap(near.cue, d.cue) <= SPLIT_CUE:
            near.cue = sorted(near.cue + d.cue)
            near.source = near.source or d.source
    return full


def _gap(a: Sequence[int], b: Sequence[int]) -> int:
    return min(abs(a[0] - b[-1]), abs(b[0] - a[-1]))
