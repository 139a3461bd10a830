"""Words as numbers: how texts are folded for matching, hashed, and found again at their places.

A word is folded as everywhere (``sayso.text``) and hashed to 64 bits. Besides, characters that do not show
(zero-width joiners, direction marks, soft hyphens) are left out, and letters that pass for one another in print
(Latin o, Cyrillic о, zero) are levelled: for matching only, no stored text is touched.

Most words are ASCII; those are hashed all at once, as sums of their bytes' powers taken from running sums. The rest
goes through ``sayso.text`` word by word, and is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sayso.text import UNSPACED, placed_words, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

STEP = 0x9E3779B97F4A7C15
"""The multiplier of running hashes: 2⁶⁴ divided by the golden ratio, odd."""
_INVERSE = pow(STEP, -1, 1 << 64)
_MIX = (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53)
"""The finaliser of MurmurHash3 (Appleby, public domain)."""
_ALL = (1 << 64) - 1
_BLOCK = 1 << 16
"""Bytes hashed at a time: running sums and powers stay in the processor's cache."""
_LONGEST = 64
"""Letters of a word after which ``sayso.text`` cuts it."""
_REMEMBERED = 200_000
"""Words whose hash is remembered, of those that are not plain ASCII: a working vocabulary, and no more memory."""

_HIDDEN_CHARACTERS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_HIDDEN = re.compile(f"[{_HIDDEN_CHARACTERS}]")
_HIDDEN_BYTES = re.compile(
    rb"\xc2\xad|\xcd\x8f|\xd8\x9c|\xe1(?:\x85[\x9f\xa0]|\x9e[\xb4\xb5]|\xa0[\x8b-\x8f])|\xe2\x80[\x8b-\x8f\xaa-\xae]"
    rb"|\xe2\x81[\xa0-\xaf]|\xe3\x85\xa4|\xef\xb8[\x80-\x8f]|\xef\xbb\xbf|\xef\xbe\xa0|\xf3\xa0[\x80-\xbf][\x80-\xbf]"
)
"""The same characters in UTF-8."""
_TYPOGRAPHIC_BYTES = re.compile(rb"\xe2[\x80\x81][\x80-\xbf]|\xc2[\xa0\xab\xbb]")
"""Quotation marks, dashes and spaces in UTF-8: no letter is among them, so they part words as a space does."""
_JOINER = "\u200d"
"""Stands for a hidden character where offsets must hold: ``sayso.text`` takes it into a word and folds it away."""
_LOOKALIKES = str.maketrans(
    "l10" + "авеёіјкмнорсԛѕтухһѵԁԝьӏ" + "αβγεζηικνορτυχωϲ" + "ıɑɡɩʟոսօ",
    "iio" + "abeeijkmhopcqstyxhvdwbi" + "abyeznikvoptuxwc" + "iagiinuo",
)
"""Folded letters and digits that pass for one another in print, to one of them."""
_LETTER = re.compile(f"[{UNSPACED}]")
_SPACE = 0x20
_LEVELLED = bytes(
    byte if byte >= 0x80 else ord(chr(byte).lower().translate(_LOOKALIKES)) if chr(byte).isalnum() else _SPACE
    for byte in range(256)
)
"""Each byte of UTF-8, folded and levelled if it is a whole character; a space for those between words."""


def hash_word(word: str) -> int:
    """The 64-bit hash of a folded word: the same on every machine. Odd for a letter of a script without spaces."""
    total, power = 0, 1
    for byte in word.translate(_LOOKALIKES).encode("utf-8", "surrogatepass"):
        total += byte * power
        power = power * STEP & _ALL
    mixed = total & _ALL
    mixed ^= mixed >> 33
    for factor in _MIX:
        mixed = mixed * factor & _ALL
        mixed ^= mixed >> 33
    return mixed & ~1 | (_LETTER.match(word) is not None)


def mix(values: Hashes) -> Hashes:
    """The same finaliser over an array, in place."""
    import numpy as np

    values ^= values >> np.uint64(33)
    for factor in _MIX:
        values *= np.uint64(factor)
        values ^= values >> np.uint64(33)
    return values


def hash_words(text: str) -> Hashes:
    """The hash of each word of a text, in order."""
    return hash_texts((text,))[0]


def hash_texts(texts: Sequence[str]) -> list[Hashes]:
    """The hashes of the words of each text. Many short texts at once cost a third of what they cost one by one."""
    import numpy as np

    pieces = [_plain(text) for text in texts]
    ends = np.cumsum([len(piece) + 1 for piece in pieces])
    hashes, starts = _hashed(b" ".join(pieces) + b" ")
    bounds = [0, *np.searchsorted(starts, ends).tolist()]
    return [hashes[first:last] for first, last in pairwise(bounds)]


def _plain(text: str) -> bytes:
    """UTF-8 without hidden characters, typographic marks as spaces, the rest of ASCII levelled."""
    data = text.encode("utf-8", "surrogatepass")
    if not data.isascii():
        data = _TYPOGRAPHIC_BYTES.sub(b" ", _HIDDEN_BYTES.sub(b"", data))
    return data.translate(_LEVELLED)


def _hashed(data: bytes) -> tuple[Hashes, Numbers]:
    """The hash of each word of ``data``, which ends with a space, and the byte it starts at."""
    import numpy as np

    hashes, starts, at = list[Any](), list[Any](), 0
    while at < len(data):
        end = data.rfind(b" ", at, at + _BLOCK) + 1 or data.find(b" ", at) + 1
        found, where = _hashed_block(data[at:end])
        hashes.append(found)
        starts.append(where + at)
        at = end
    return np.concatenate(hashes), np.concatenate(starts)


def _hashed_block(data: bytes) -> tuple[Hashes, Numbers]:
    import numpy as np

    codes = np.frombuffer(data, np.uint8)
    edges = np.flatnonzero(np.diff(codes != _SPACE, prepend=False))
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(len(data) if len(data) > _BLOCK else _BLOCK)
    sums = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(codes * powers[: len(data)], out=sums[1:])
    hashes = mix((sums[ends] - sums[starts]) * inverses[starts])
    hashes &= np.uint64(_ALL - 1)
    odd = _odd(data, codes, starts, ends)
    return (hashes, starts) if not len(odd) else _patched(data, hashes, starts, ends, odd)


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """Powers of ``STEP``, and of its inverse, modulo 2⁶⁴."""
    import numpy as np

    both = []
    for step in (STEP, _INVERSE):
        powers = np.full(count, step, np.uint64)
        powers[0] = 1
        both.append(np.multiply.accumulate(powers))
    return both[0], both[1]


def _odd(data: bytes, codes: NDArray[np.uint8], starts: Numbers, ends: Numbers) -> Numbers:
    """Indices of the pieces that are not just one short ASCII word."""
    import numpy as np

    long = ends - starts > _LONGEST
    if data.isascii():
        return np.flatnonzero(long)
    high = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(codes >= 0x80, out=high[1:])
    return np.flatnonzero(long | (high[ends] > high[starts]))


def _patched(
    data: bytes, hashes: Hashes, starts: Numbers, ends: Numbers, odd: Numbers
) -> tuple[Hashes, Numbers]:
    """The hashes with those of odd pieces looked up; a piece may hold several words, or none."""
    import numpy as np

    looked = [_remembered[data[s:e]] for s, e in zip(starts[odd].tolist(), ends[odd].tolist(), strict=True)]
    counts = np.ones(len(hashes), np.int64)
    counts[odd] = [len(found) for found in looked]
    patched, where = np.repeat(hashes, counts), np.repeat(starts, counts)
    at = np.zeros(len(hashes), bool)
    at[odd] = True
    patched[np.repeat(at, counts)] = [one for found in looked for one in found]
    return patched, where


class _Remembered(dict[bytes, tuple[int, ...]]):
    """A piece of levelled UTF-8 without spaces → the hashes of its words."""

    def __missing__(self, piece: bytes) -> tuple[int, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[piece] = found = tuple(map(hash_word, words(piece.decode("utf-8", "surrogatepass"))))
        return found


_remembered = _Remembered()


def token_spans(text: str) -> Numbers:
    """The span in ``text`` of each word of ``hash_words``: an array of shape (words, 2), in code points."""
    import numpy as np

    if text.isascii():
        return _edges(np.frombuffer(text.encode().translate(_LEVELLED), np.uint8) != _SPACE)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    forms = _forms()[np.minimum(codes, _FORMS - 1)]
    if not (forms == _UNSURE).any():
        return _edges(forms == _INSIDE)
    shown = _HIDDEN.sub(_JOINER, text)
    return np.array([(start, end) for _, start, end in placed_words(shown)], np.int64).reshape(-1, 2)


def _edges(inside: NDArray[np.bool_]) -> Numbers:
    import numpy as np

    return np.flatnonzero(np.diff(inside, prepend=False, append=False)).reshape(-1, 2)


_FORMS = 0x20D0
_BETWEEN, _INSIDE, _UNSURE = range(3)


@cache
def _forms() -> NDArray[np.uint8]:
    """What each character below ``_FORMS`` is to a word; what the expression has to decide is unsure."""
    import numpy as np

    forms = np.full(_FORMS, _UNSURE, np.uint8)
    for code in (*range(0x700), *range(0x2000, 0x2070), *range(0x20A0, _FORMS - 1)):
        character = chr(code)
        if _HIDDEN.match(character):
            continue
        found = [span[1:] for span in placed_words(f"a{character}a")]
        if found == [(0, 1), (2, 3)]:
            forms[code] = _BETWEEN
        elif found == [(0, 3)] and words(character):
            forms[code] = _INSIDE
    return forms
