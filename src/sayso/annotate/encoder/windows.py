"""A text as the claim model sees it: words, hidden names, shapes, windows.

Names of known actors are hidden behind placeholders, so that what is found cannot depend on who they are. A name of
several words is hidden as one, with its article, so that the form of the name does not matter either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.annotate.encoder.names import known_names
from sayso.annotate.encoder.wordpiece import WordPiece

WINDOW = 192  # word pieces in one run of the model
KINDS = ("person", "place", "nationality", "organisation")
SHAPES = ("none", "double quote", "single quote", "mark", "number", "capitals", "capitalised", "lower")
FEATURES = tuple(f"{s}{q}" for q in ("", ", quoted") for s in SHAPES) + tuple(
    f"{k}{q}" for q in ("", ", quoted") for k in KINDS
)
# Pieces that BERT's vocabulary keeps free; one for each kind of name.
PLACEHOLDERS = {kind: f"[unused{i}]" for i, kind in enumerate(KINDS, 1)}

_PART = re.compile(r"\d+(?:[.,]\d+)*|\w+|''|``|\S")
_OPENING, _CLOSING, _STRAIGHT = frozenset(("“", "„", "«", "``")), frozenset("”»"), frozenset(('"', "''"))
_DOUBLE = _OPENING | _CLOSING | _STRAIGHT
_HYPHENS = "-‐‑"
_END = frozenset('.?!”"')


@dataclass(frozen=True, slots=True)
class Word:
    """One word as tagged: its place in the text, its pieces as (text or kind, hidden), whether a paragraph starts."""

    start: int
    end: int
    parts: tuple[tuple[str, bool], ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class Window:
    """One run of the model: piece ids, feature ids, the words it covers, the first piece and the paragraph of each."""

    pieces: tuple[int, ...]
    features: tuple[int, ...]
    words: tuple[int, ...]
    first: tuple[int, ...]
    paragraphs: tuple[int, ...] = ()


class Names:
    """Known names by kind; the longest match wins. Matching minds capitals, but takes a name in capitals throughout.

    ``beside`` are names known already; among names of equal length its kind wins.
    """

    def __init__(self, names: Iterable[tuple[str, str]], beside: Names | None = None) -> None:
        self._kinds: dict[tuple[str, ...], str] = {}
        self._longest: dict[str, int] = {}
        self._beside = beside
        for kind, name in names:
            for form in (name, name.upper()):
                self._add(kind, tuple(_PART.findall(form)))

    def _add(self, kind: str, key: tuple[str, ...]) -> None:
        if key:
            self._kinds.setdefault(key, kind)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def at(self, parts: Sequence[str], i: int) -> tuple[int, str] | None:
        """How many parts from `i` on are a known name, and its kind."""
        found = self._beside.at(parts, i) if self._beside else None
        least = found[0] if found else 0
        for n in range(min(self._longest.get(parts[i], 0), len(parts) - i), least, -1):
            kind = self._kinds.get(tuple(parts[i : i + n]))
            if kind:
                return n, kind
        return found


@cache
def default_names() -> Names:
    """The names that are hidden in every text, made once in each process."""
    return Names(known_names())


def words(text: str, names: Names) -> list[Word]:
    """Split `text` into words. Hyphenated words and hidden names of several words are one."""
    spans = [(m.start(), m.end()) for m in _PART.finditer(text)]
    parts = [text[a:b] for a, b in spans]
    out: list[Word] = []
    i = last = 0
    while i < len(parts):
        taken, pieces = _one_word(parts, spans, names, i)
        start, end = spans[i][0], spans[i + taken - 1][1]
        out.append(Word(start, end, pieces, not out or "\n" in text[last:start]))
        i, last = i + taken, end
    return out


def _one_word(
    parts: list[str], spans: list[tuple[int, int]], names: Names, i: int
) -> tuple[int, tuple[tuple[str, bool], ...]]:
    taken, pieces = 0, []
    while True:
        name = names.at(parts, i + taken)
        n = name[0] if name else 1
        pieces.append((name[1], True) if name else (parts[i + taken], False))
        taken += n
        if not _joined(parts, spans, i + taken):
            return taken, tuple(pieces)
        pieces.append((parts[i + taken], False))
        taken += 1


def _joined(parts: list[str], spans: list[tuple[int, int]], i: int) -> bool:
    """Whether a hyphen stands at `i` with a word hard on both sides of it."""
    return (
        0 < i < len(parts) - 1
        and parts[i] in _HYPHENS
        and spans[i - 1][1] == spans[i][0]
        and spans[i][1] == spans[i + 1][0]
        and (parts[i - 1][-1].isalnum() or parts[i - 1][-1] == ".")
        and parts[i + 1][0].isalnum()
    )


def shape(part: str) -> int:
    """Index into SHAPES."""
    if part in _DOUBLE:
        return 1
    if part in "‘’'":
        return 2
    if not any(c.isalnum() for c in part):
        return 3
    if part[0].isdigit():
        return 4
    if part.isupper() and len(part) > 1:
        return 5
    return 6 if part[0].isupper() else 7


def features(sequence: Sequence[Word]) -> list[list[int]]:
    """Feature ids of each part of each word. Quotation marks are balanced within a paragraph only."""
    out: list[list[int]] = []
    quoted = False
    for word in sequence:
        quoted = quoted and not word.opens
        row: list[int] = []
        for part, hidden in word.parts:
            if not hidden and part in _OPENING:
                quoted = True
            if hidden:
                row.append(2 * len(SHAPES) + KINDS.index(part) + len(KINDS) * quoted)
            else:
                row.append(shape(part) + len(SHAPES) * quoted)
                quoted = _after(part, quoted)
        out.append(row)
    return out


def is_quoted(feature: int) -> bool:
    """Whether a feature id stands for a place inside quotation marks."""
    return FEATURES[feature].endswith(", quoted")


def _after(part: str, quoted: bool) -> bool:
    if part in _STRAIGHT:
        return not quoted
    return quoted and part not in _CLOSING


def pieces_of(word: Word, row: Sequence[int], vocabulary: WordPiece) -> tuple[list[int], list[int]]:
    """Piece ids of a word and their features."""
    ids: list[int] = []
    marks: list[int] = []
    for (part, hidden), mark in zip(word.parts, row, strict=True):
        found = (vocabulary.ids[PLACEHOLDERS[part]],) if hidden else vocabulary.encode(part)
        found = found or (vocabulary.unknown,)
        ids.extend(found)
        marks.extend([mark] * len(found))
    # One absurd word must not overflow a window.
    return ids[: WINDOW // 4], marks[: WINDOW // 4]


def windows(sequence: Sequence[Word], vocabulary: WordPiece) -> Iterator[Window]:
    """Pack paragraphs into windows; one too long for a window is cut at sentence ends, else where it must be."""
    encoded = [pieces_of(w, f, vocabulary) for w, f in zip(sequence, features(sequence), strict=True)]
    sizes = [len(ids) for ids, _ in encoded]
    for group in _groups(list(_stretches(sequence, sizes)), sizes):
        yield _window(group, encoded, vocabulary)


def _stretches(sequence: Sequence[Word], sizes: Sequence[int]) -> Iterator[list[int]]:
    """Runs of word indices that fit a window and break at a paragraph or, failing that, at a sentence."""
    room = WINDOW - 2
    paragraph: list[int] = []
    for i, word in enumerate(sequence):
        if word.opens and paragraph:
            yield from _fitting(paragraph, sequence, sizes, room)
            paragraph = []
        paragraph.append(i)
    if paragraph:
        yield from _fitting(paragraph, sequence, sizes, room)


def _fitting(
    paragraph: list[int], sequence: Sequence[Word], sizes: Sequence[int], room: int
) -> Iterator[list[int]]:
    at = 0
    while at < len(paragraph):
        used, end, cut = 0, at, 0
        while end < len(paragraph) and used + sizes[paragraph[end]] <= room:
            used += sizes[paragraph[end]]
            end += 1
            if _ends_sentence(sequence, paragraph, end):
                cut = end
        stop = end if end == len(paragraph) or cut <= at else cut
        yield paragraph[at:stop]
        at = stop


def _ends_sentence(sequence: Sequence[Word], paragraph: list[int], end: int) -> bool:
    """Whether a sentence seems to end before position `end` of the paragraph."""
    last = sequence[paragraph[end - 1]].parts[-1]
    if last[1] or last[0] not in _END or end >= len(paragraph):
        return False
    following = sequence[paragraph[end]].parts[0]
    return following[1] or following[0][0].isupper() or following[0] in '“"‘'


def _groups(stretches: list[list[int]], sizes: Sequence[int]) -> Iterator[list[list[int]]]:
    group: list[list[int]] = []
    used = 1
    for stretch in stretches:
        size = sum(sizes[i] for i in stretch) + 1
        if group and used + size > WINDOW:
            yield group
            group, used = [], 1
        group.append(stretch)
        used += size
    if group:
        yield group


def _window(
    group: list[list[int]], encoded: list[tuple[list[int], list[int]]], vocabulary: WordPiece
) -> Window:
    ids, marks = [vocabulary.start], [0]
    covered: list[int] = []
    first: list[int] = []
    paragraphs: list[int] = []
    for number, stretch in enumerate(group):
        for i in stretch:
            covered.append(i)
            paragraphs.append(number)
            first.append(len(ids))
            ids.extend(encoded[i][0])
            marks.extend(encoded[i][1])
        ids.append(vocabulary.end)
        marks.append(0)
    return Window(tuple(ids), tuple(marks), tuple(covered), tuple(first), tuple(paragraphs))
