"""What many texts share without copying one another: stock phrases, furniture, captions, and who the agencies are.

All of it stands in versioned tables, so that what a pair of texts is judged to be depends on the two texts and a
version, never on what else was in the ledger at that moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso.lineage import tables
from sayso.lineage.fingerprints import joint, shingles
from sayso.lineage.words import hash_words
from sayso.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.lineage.words import Hashes

STOCK_VERSION = 1
"""Of the tables beside this file. It is part of the version of every verdict."""
ANCHOR = 3
"""Words by which a phrase is looked for; the rest is compared. No phrase of a table is shorter."""
LONGEST_LINE = 50
"""Words of the longest line that one phrase of furniture makes furniture; in longer ones only its sentence is."""

LONGEST_CAPTION = 600
"""Characters of the longest line that one caption's mark makes a caption."""
GALLERY = 3
"""Marks of captions in a longer line from which it is a gallery, from the first mark to the last."""

_CAPTION = re.compile(
    r"^[ \t]*(?:FILE\s?[-–—]|FILE PHOTO|File photo|Photos?:|Image copyright|Image caption|Slideshow \(|Hide Caption)"
    r"|Hide Caption|\((?:AP|AFP|Reuters|REUTERS)?\s?Photo[/:s ]|\(Photo:|\(Photo by|/\s?AP\)|REUTERS/[A-Z]"
    r"|Getty Images\)?$|\(Image credit|/Getty Images",
    re.MULTILINE,
)
"""How captions give themselves away: a stock opening, or the picture's credit."""
_LINKED = re.compile(r"\b[A-Z]\w*?[a-z](?=[A-Z])[^\n]{20,400}?\bMORE\b")
"""Headlines of other stories run into a sentence: a name without a space before the next headline … MORE."""
_PICTURED = ("Photo", "photo", "PHOTO", "FILE", "Image", "Caption", "Slideshow", "REUTERS/", "AP)", "Getty")
"""Without any of these a text holds no captions."""
_SENTENCE_END = re.compile(r"[.!?。！？]")


@dataclass(frozen=True, slots=True)
class Found:
    """Where phrases of the tables stand in a text: token ranges, half open."""

    furniture: tuple[Span, ...]
    stock: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Phrases:
    sieve: NDArray[np.bool_]
    """Which top ``_SIEVE_BITS`` bits of a shingle some phrase's first ``ANCHOR`` words have."""
    rest: dict[int, tuple[tuple[tuple[int, ...], bool], ...]]
    """Anchor → (all words of the phrase, whether it is furniture), longest first."""


_SIEVE_BITS = 16


@cache
def _phrases() -> _Phrases:
    import numpy as np

    rest: dict[int, list[tuple[tuple[int, ...], bool]]] = {}
    for name, furniture in (("furniture.txt", True), ("stock.txt", False)):
        for line in tables.lines(name):
            hashes = hash_words(line)
            anchor = int(shingles(hashes, ANCHOR)[0])
            rest.setdefault(anchor, []).append((tuple(hashes.tolist()), furniture))
    sieve = np.zeros(1 << _SIEVE_BITS, bool)
    sieve[[anchor >> (64 - _SIEVE_BITS) for anchor in rest]] = True
    return _Phrases(
        sieve, {anchor: tuple(sorted(found, key=lambda f: -len(f[0]))) for anchor, found in rest.items()}
    )


def find_phrases(hashes: Hashes) -> Found:
    """The phrases of the tables among the words of a text. Linear in their number."""
    return find_all_phrases((hashes,))[0]


def find_all_phrases(texts: Sequence[Hashes]) -> list[Found]:
    """The phrases of the tables in each text."""
    import numpy as np

    joined, begins = joint(texts)
    known, rolled = _phrases(), shingles(joined, ANCHOR)
    furniture: list[list[Span]] = [[] for _ in texts]
    stock: list[list[Span]] = [[] for _ in texts]
    hits = np.flatnonzero(known.sieve[rolled >> np.uint64(64 - _SIEVE_BITS)])
    owners = (np.searchsorted(begins, hits, "right") - 1).tolist()
    for start, owner in zip(hits.tolist(), owners, strict=True):
        for words, is_furniture in known.rest.get(int(rolled[start]), ()):
            if tuple(joined[start : start + len(words)].tolist()) == words:
                first = start - int(begins[owner])
                (furniture if is_furniture else stock)[owner].append((first, first + len(words)))
                break
    return [Found(tuple(one), tuple(other)) for one, other in zip(furniture, stock, strict=True)]


def furniture_tokens(
    text: str, spans: NDArray[np.int64], phrases: tuple[Span, ...], given: tuple[Span, ...] = ()
) -> NDArray[np.bool_]:
    """Which tokens of a text are furniture: the lines ``phrases`` stand in, and the stretches a reader ``given``."""
    import numpy as np

    marked = np.zeros(len(spans), bool)
    for start, end in given:
        first, last = np.searchsorted(spans[:, 0], (start, end)).tolist()
        marked[first:last] = True
    for first, last in phrases:
        low, high = _line_of(text, spans, first, last)
        marked[low:high] = True
    return marked


def _line_of(text: str, spans: NDArray[np.int64], first: int, last: int) -> Span:
    """Tokens of the line around the tokens ``first`` … ``last``, or of the sentence when the line is long."""
    import numpy as np

    start = text.rfind("\n", 0, int(spans[first, 0])) + 1
    end = text.find("\n", int(spans[last - 1, 1]))
    low, high = np.searchsorted(spans[:, 0], (start, len(text) if end < 0 else end)).tolist()
    if high - low <= LONGEST_LINE:
        return low, high
    return _sentence_of(
        text, spans, max(low, first - LONGEST_LINE), first, last, min(high, last + LONGEST_LINE)
    )


def _sentence_of(text: str, spans: NDArray[np.int64], low: int, first: int, last: int, high: int) -> Span:
    while first > low and not _SENTENCE_END.search(text, int(spans[first - 1, 1]), int(spans[first, 0])):
        first -= 1
    while last < high and not _SENTENCE_END.search(text, int(spans[last - 1, 1]), int(spans[last, 0])):
        last += 1
    return first, last


def set_in(text: str) -> list[Span]:
    """The stretches of a text that are not its article's: captions, galleries, headlines of other stories."""
    links = [caught.span() for caught in _LINKED.finditer(text)] if " MORE" in text else []
    return [*links, *_captions(text)]


def _captions(text: str) -> list[Span]:
    """Captions of pictures: short lines, and the galleries inside long ones."""
    found: list[Span] = []
    if not any(sign in text for sign in _PICTURED):
        return found
    for start, end, marks in _marked_lines(text):
        if end - start <= LONGEST_CAPTION:
            found.append((start, end))
        elif len(marks) >= GALLERY:
            found.append((marks[0][0], marks[-1][1]))
    return found


def _marked_lines(text: str) -> Iterator[tuple[int, int, list[Span]]]:
    """Lines that hold the mark of a caption: start, end, and the spans of the marks."""
    line, marks = (0, 0), list[Span]()
    for caught in _CAPTION.finditer(text):
        if marks and caught.start() < line[1]:
            marks.append(caught.span())
            continue
        if marks:
            yield *line, marks
        end = text.find("\n", caught.end())
        line = (text.rfind("\n", 0, caught.end()) + 1, len(text) if end < 0 else end)
        marks = [caught.span()]
    if marks:
        yield *line, marks
