"""Kinship: whether two texts have marks enough in common to be set side by side, word for word.

Two marks do when they lie apart in both texts, near one another and in step; one does when the words around it agree,
first as far as the marks remember, then in the texts. It is a function of the two texts, the same in either order.
``kin`` asks it of a pair; ``kin_among`` finds all pairs of a set that are kin, at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from sayso.lineage.fingerprints import AROUND, PLACE_BITS, SHINGLE, agreement, joint, marks_together
from sayso.lineage.witness import Witness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.lineage.words import Hashes, Numbers

    Flags = NDArray[np.bool_]

STRONG = 6
"""Words around a common shingle that must agree for one mark to call for a look: some twelve words in a row."""
NEAR = 64
"""Words that may lie between two marks of one passage, on either side …"""
DRIFT = 12
"""… and by which they may have moved against each other, for words put in or left out between them."""
ROW = 12
"""Words in a row around a mark that are no turn of phrase."""
FLANK = 24
"""Words looked at on each side of a mark."""
BEYOND = 8
"""Words beyond the row, on each side, among which …"""
RESUMED = 3
"""… so many the same show that an edited copy goes on."""
TOGETHER = 17
"""Texts with one mark that ``kin_among`` sets beside one another; of more each is set beside the first."""

_FIRST = 256
"""Common marks that are looked at before all of them: of a long copy they tell as much."""

Hit = tuple[int, int, int]
"""A mark in two texts: its place here, its place there, its hash."""


def kin(one: Witness, other: Witness) -> bool:
    """Whether two texts have marks enough in common to be set side by side."""
    theirs = other.fingerprint
    common = ((here, theirs[hashed], hashed) for hashed, here in one.fingerprint.items() if hashed in theirs)
    first = list(islice(common, _FIRST))
    return _near_in_step(first) or calls([*first, *common], one, lambda: other)


def calls(hits: Sequence[Hit], one: Witness, fetch: Callable[[], Witness]) -> bool:
    """Whether these common marks of ``one`` and another text call for a look at the whole texts.

    The other text is fetched only when the marks alone cannot tell.
    """
    if _near_in_step(hits[:_FIRST]) or (len(hits) > _FIRST and _near_in_step(hits)):
        return True
    strong = [hit for hit in hits if agreement(hit[0], hit[1]) >= STRONG]
    return bool(strong) and any(_goes_on(one, here, fetch(), there) for here, there, _ in strong)


def _near_in_step(hits: Sequence[Hit]) -> bool:
    """Whether two of these common marks lie apart, near one another and in step."""
    places = sorted((here >> PLACE_BITS, there >> PLACE_BITS) for here, there, _ in hits)
    return any(_in_step(places, step) for step in range(len(places) - 1))


def _in_step(places: list[tuple[int, int]], step: int) -> bool:
    """Whether a later mark lies apart from this one in both texts, near, and by nearly the same way."""
    here, there = places[step]
    for beyond, behind in places[step + 1 :]:
        further, far = beyond - here, behind - there
        if further > NEAR:
            return False
        if min(further, far) >= SHINGLE and far <= NEAR and abs(further - far) <= DRIFT:
            return True
    return False


def _goes_on(one: Witness, here: int, other: Witness, there: int) -> bool:
    """Whether the words around a common mark go on: a long row, or more of the same beyond an edit."""
    here, there = here >> PLACE_BITS, there >> PLACE_BITS
    before = _row(_reversed(one.words, here), _reversed(other.words, there))
    after = _row(one.words[here : here + FLANK].tolist(), other.words[there : there + FLANK].tolist())
    if before + after >= ROW:
        return True
    sides = (
        (_reversed(one.words, here - before), _reversed(other.words, there - before)),
        (one.words[here + after :][:BEYOND].tolist(), other.words[there + after :][:BEYOND].tolist()),
    )
    return any(len(set(ours[:BEYOND]) & set(theirs[:BEYOND])) >= RESUMED for ours, theirs in sides)


def _reversed(words: Hashes, end: int) -> list[int]:
    found: list[int] = words[max(0, end - FLANK) : end].tolist()
    return found[::-1]


def _row(ours: list[int], theirs: list[int]) -> int:
    """Words that are equal from the start."""
    for at, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one != other:
            return at
    return min(len(ours), len(theirs))


def kin_among(witnesses: Sequence[Witness]) -> list[tuple[int, int]]:
    """All pairs of a set that are kin, by index, the lesser first: what ``kin`` says of each pair, found at once.

    A mark that more than ``TOGETHER`` texts show is looked at between the first of them and each other only; so every
    copy in a large family is kin to one text of it at least. Memory grows with the marks that are common.
    """
    import numpy as np

    texts = [witness.words for witness in witnesses]
    marks = marks_together(texts)
    first, second = _pairs(marks.hashes)
    here, there = marks.places[first], marks.places[second]
    pairs, of_pair = np.unique((marks.owners[first] << 32) | marks.owners[second], return_inverse=True)
    found = _pairs_in_step(here >> PLACE_BITS, there >> PLACE_BITS, of_pair, len(pairs))
    left = np.flatnonzero((_agreements(here ^ there) >= STRONG) & ~found[of_pair])
    words, begins = joint(texts)
    at = begins[marks.owners[first[left]]] + (here[left] >> PLACE_BITS)
    beside = begins[marks.owners[second[left]]] + (there[left] >> PLACE_BITS)
    found[of_pair[left[_go_on(words, at, beside)]]] = True
    return [(pair >> 32, pair & 0xFFFFFFFF) for pair in pairs[found].tolist()]


def _pairs(hashes: Numbers) -> tuple[Numbers, Numbers]:
    """Index pairs of equal neighbours in a sorted array: all of small groups, the first with each other of large."""
    import numpy as np

    starts = np.flatnonzero(np.diff(hashes, prepend=-1))
    sizes = np.diff(np.append(starts, len(hashes)))
    large = sizes > TOGETHER
    lengths = sizes[large] - 1
    first = [np.repeat(starts[large], lengths)]
    second = [first[0] + 1 + np.arange(len(first[0])) - np.repeat(np.cumsum(lengths) - lengths, lengths)]
    ends = np.repeat(starts + sizes, np.where(large, 0, sizes))
    alive = np.flatnonzero(~np.repeat(large, sizes))
    for step in range(1, TOGETHER):
        kept = alive + step < ends
        alive, ends = alive[kept], ends[kept]
        first.append(alive)
        second.append(alive + step)
    return np.concatenate(first), np.concatenate(second)


def _pairs_in_step(here: Numbers, there: Numbers, of_pair: Numbers, count: int) -> Flags:
    """Which pairs have two marks in step: as ``_in_step``, for all at once."""
    import numpy as np

    found = np.zeros(count, bool)
    several = np.flatnonzero(np.bincount(of_pair, minlength=count)[of_pair] > 1)
    rows = several[np.lexsort((there[several], here[several], of_pair[several]))]
    here, there, of_pair = here[rows], there[rows], of_pair[rows]
    alive = np.arange(len(rows))
    step = 0
    while len(alive):
        step += 1
        alive = alive[alive + step < len(rows)]
        same = (of_pair[alive] == of_pair[alive + step]) & ~found[of_pair[alive]]
        further = here[alive + step] - here[alive]
        far = there[alive + step] - there[alive]
        near = same & (further <= NEAR)
        apart = (np.minimum(further, far) >= SHINGLE) & (far <= NEAR) & (np.abs(further - far) <= DRIFT)
        found[of_pair[alive[near & apart]]] = True
        alive = alive[near & ~found[of_pair[alive]]]
    return found


def _agreements(differs: Numbers) -> Numbers:
    """As ``agreement``, of the exclusive or of places."""
    import numpy as np

    total = np.zeros(len(differs), np.int64)
    for half in (0, AROUND):
        agrees = np.ones(len(differs), bool)
        for word in range(half, half + AROUND):
            agrees &= (differs >> (2 * word)) & 3 == 0
            total += agrees
    return total


def _go_on(words: Hashes, here: Numbers, there: Numbers) -> Flags:
    """As ``_goes_on``, for many marks; ``words`` are texts one behind the other with zeros between them."""
    import numpy as np

    before = _rows(words, here - 1, there - 1, -1)
    after = _rows(words, here, there, 1)
    resumed = np.zeros(len(here), bool)
    for start, other, step in ((here - before - 1, there - before - 1, -1), (here + after, there + after, 1)):
        ours, theirs = _beyond(words, start, step), _beyond(words, other, step)
        common = (ours[:, :, None] == theirs[:, None, :]).any(axis=2) & (ours != 0)
        again = np.tril(ours[:, :, None] == ours[:, None, :], -1).any(axis=2)
        resumed |= (common & ~again).sum(axis=1) >= RESUMED
    return (before + after >= ROW) | resumed


def _rows(words: Hashes, here: Numbers, there: Numbers, step: int) -> Numbers:
    """Words in a row that are equal, from two positions on, up to ``FLANK``; a row ends where a text does."""
    import numpy as np

    row, goes = np.zeros(len(here), np.int64), np.ones(len(here), bool)
    for far in range(FLANK):
        ours = words[here + step * far]
        goes &= (ours == words[there + step * far]) & (ours != 0)
        row += goes
    return row


def _beyond(words: Hashes, start: Numbers, step: int) -> Hashes:
    """The next words from each position, zeros from where its text ends."""
    import numpy as np

    found = words[start[:, None] + step * np.arange(BEYOND)]
    return np.where(np.logical_and.accumulate(found != 0, axis=1), found, np.uint64(0))
