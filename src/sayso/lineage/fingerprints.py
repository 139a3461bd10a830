"""Fingerprints: the few numbers of a text by which its passages are found again.

Words are shingled five at a time. A shingle is kept when the least of its words' hashes stands at its beginning or
its end (a closed syncmer: Edgar, "Syncmers are more sensitive than minimizers for selecting conserved k-mers", PeerJ
2021), and of those three in four, by their own hash. Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003) keeps
what is least among its neighbours; here a shingle's own words decide, so that an edit changes no choice beside it
and a copy shows exactly the marks of the words it left alone. Letters of scripts without spaces are words of their
own and are shingled eight at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.lineage.words import STEP, mix

if TYPE_CHECKING:
    from sayso.lineage.words import Hashes, Numbers

SHINGLE = 5
"""Words of a shingle. Four meet too often by chance, six lose heavily edited copies (docs/method/lineage.md)."""
LETTERS = 8
"""Letters of a shingle in a script without spaces: about five words of Chinese."""
KEPT = 192
"""Of 256 closed syncmers so many are kept: 30 marks to 100 words, 0.7 kilobyte of index."""
HASH_BITS = 47
"""Bits of a mark's hash: with its sign six bytes of a database row. Alignment makes chance meetings harmless."""
AROUND = 5
"""Words on each side of a shingle that its mark remembers, by two bits each."""
PLACE_BITS = 4 * AROUND
"""Low bits of a mark's place that hold the words around it; the position of the shingle is above them."""

_GAP = 64
"""Zeros put between texts that are worked on together, so that nothing of one reaches into the next,
however far a look around a mark goes (``kinship``)."""

_BATCH = 64
"""Texts worked on at a time: their arrays stay in the processor's cache."""

Marks = dict[int, int]
"""The fingerprint of a text: the hash of each mark, of ``HASH_BITS`` bits, to its place in the text.

A place is the position of the shingle's first word, shifted left by ``PLACE_BITS``, plus two bits of each word
before and after the shingle that is remembered, the nearest in the lowest bits of each half.
"""


def shingles(hashes: Hashes, length: int) -> Hashes:
    """A number for every run of ``length`` words, equal for equal runs; empty when there are fewer words."""
    import numpy as np

    count = len(hashes) - length + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    rolled = hashes[:count] * np.uint64(STEP)
    for offset in range(1, length - 1):
        rolled += hashes[offset : offset + count]
        rolled *= np.uint64(STEP)
    rolled += hashes[length - 1 :]
    return rolled


@dataclass(frozen=True, slots=True)
class Table:
    """The marks of many texts as columns, in order of (hash, text): no text has a hash twice."""

    hashes: Numbers
    owners: Numbers
    """The index of the text."""
    places: Numbers


def fingerprint(hashes: Hashes) -> Marks:
    """The marks of a text of which ``hashes`` are the words, in order. Linear in their number."""
    return fingerprints((hashes,))[0]


def fingerprints(texts: Sequence[Hashes]) -> list[Marks]:
    """The marks of each text. Many short texts at once cost half of what they cost one by one."""
    import numpy as np

    hashes, owners, places = _marked(*joint(texts), np.array([len(text) for text in texts]))
    pairs = list(zip(hashes[::-1].tolist(), places[::-1].tolist(), strict=True))
    bounds = np.searchsorted(-owners[::-1], -np.arange(len(texts)), "right").tolist()
    return [dict(pairs[first:last]) for first, last in zip([*bounds[1:], 0], bounds, strict=True)]


def marks_together(texts: Sequence[Hashes]) -> Table:
    """The marks of all texts in one table."""
    import numpy as np

    parts = [np.zeros((3, 0), np.int64)]
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        hashes, owners, places = _marked(*joint(batch), np.array([len(text) for text in batch]))
        parts.append(np.stack([hashes, owners + start, places]))
    hashes, owners, places = np.concatenate(parts, axis=1)
    order = np.argsort(hashes, kind="stable")
    hashes, owners, places = hashes[order], owners[order], places[order]
    first = np.ones(len(order), bool)
    first[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    return Table(hashes[first], owners[first], places[first])


def _marked(joined: Hashes, begins: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Hash, text and place of every mark, in order of the texts and of their words."""
    import numpy as np

    starts, ends, values = _shingled(joined)
    owners = np.searchsorted(begins, starts, "right") - 1
    kept = np.flatnonzero(((values & np.uint64(255)) < KEPT) & (ends <= (begins + lengths)[owners]))
    starts, ends, owners = starts[kept], ends[kept], owners[kept]
    places = ((starts - begins[owners]) << PLACE_BITS) | _around(joined, starts, ends)
    return (values[kept] >> np.uint64(64 - HASH_BITS)).astype(np.int64), owners, places


def joint(texts: Sequence[Hashes]) -> tuple[Hashes, Numbers]:
    """Texts one behind the other with zeros before, between and after them, and where each begins."""
    import numpy as np

    gap = np.zeros(_GAP, np.uint64)
    parts = [gap, *(part for text in texts for part in (text, gap))]
    begins = np.cumsum([_GAP, *(len(text) + _GAP for text in texts[:-1])])
    return np.concatenate(parts), begins


def _shingled(hashes: Hashes) -> tuple[Numbers, Numbers, Hashes]:
    """First word, word behind the last, and hash of every closed syncmer."""
    import numpy as np

    starts, values = _syncmers(hashes, SHINGLE)
    ends = starts + SHINGLE
    lettered = (hashes & np.uint64(1)).astype(bool)
    if not lettered.any():
        return starts, ends, values
    spaced = ~lettered[starts]
    more, found = _syncmers(hashes, LETTERS)
    within = lettered[more]
    starts = np.append(starts[spaced], more[within])
    order = np.argsort(starts, kind="stable")
    ends = np.append(ends[spaced], more[within] + LETTERS)
    return starts[order], ends[order], np.append(values[spaced], found[within])[order]


def _syncmers(hashes: Hashes, length: int) -> tuple[Numbers, Hashes]:
    """Start and hash of each shingle whose least word is its first or its last."""
    import numpy as np

    count = len(hashes) - length + 1
    inner = hashes[1 : count + 1]
    for offset in range(2, length - 1):
        inner = np.minimum(inner, hashes[offset : offset + count])
    first = hashes[:count]
    starts = np.flatnonzero((np.minimum(first, hashes[length - 1 :]) <= inner) & (first != 0))
    rolled = hashes[starts]
    for offset in range(1, length):
        rolled *= np.uint64(STEP)
        rolled += hashes[starts + offset]
    return starts, mix(rolled)


def _around(hashes: Hashes, starts: Numbers, ends: Numbers) -> Numbers:
    """What marks remember of the words beside their shingles: before in the low half, after in the high one."""
    import numpy as np

    low = ((hashes >> np.uint64(1)) & np.uint64(3)).astype(np.int64)
    steps = np.arange(AROUND)
    before = low[starts[:, None] - 1 - steps] << (2 * steps)
    after = low[ends[:, None] + steps] << (2 * (AROUND + steps))
    packed: Numbers = before.sum(axis=1) + after.sum(axis=1)
    return packed


def agreement(place: int, other: int) -> int:
    """Words beside a common shingle that agree too, before and after it, as far as marks remember: 0 to 10."""
    differs = (place ^ other) & ((1 << PLACE_BITS) - 1)
    return _agree(differs & ((1 << 2 * AROUND) - 1)) + _agree(differs >> 2 * AROUND)


def _agree(differs: int) -> int:
    """Pairs of bits that are zero, from the lowest."""
    return AROUND if not differs else ((differs & -differs).bit_length() - 1) // 2
