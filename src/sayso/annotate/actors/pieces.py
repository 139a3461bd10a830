"""One pass over a text: its words, and the names and titles of the register among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.annotate.actors.entry import Entry
from sayso.annotate.actors.lexicon import word_set
from sayso.annotate.actors.register import Register, Spelling
from sayso.text import TOKEN, fold

_JOIN = re.compile(r"[\s.\-‐‑–'’ʼ´`&/+·]{0,3}|, ")
_CAPITAL_LINE = 0.7
"""A line with so many of its words capitalised is a headline: a capital tells nothing there."""
_SHORT_FOR = word_set("st jr sr dr gen lt col maj capt mr mrs ms sen rep gov no")
_LONG_WORD = 4
"""Words of so few letters may stand small in a headline ("in", "with")."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text."""

    low: str
    """Folded."""
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Piece:
    """A name or a title of the register at words ``first`` to ``last`` (half open)."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    spelling: Spelling

    @property
    def generic(self) -> bool:
        """A title or common noun, not a name."""
        return self.spelling.generic


class Words:
    """The words of a text with what lies between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.list = [Word(fold(m.group()), m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]
        self._headlines = _headlines(text)

    def __len__(self) -> int:
        return len(self.list)

    def __getitem__(self, i: int) -> Word:
        return self.list[i]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters of words ``first`` to ``last``, the last point of "U.S." included."""
        start, end = self.list[first].start, self.list[last - 1].end
        initials = end - start > 2 and self.text[end - 2 : end - 1] == "." and self.text[end : end + 1] == "."
        return start, end + 1 if initials else end

    def low(self, i: int) -> str:
        """The folded word at ``i``; empty outside the text."""
        return self.list[i].low if 0 <= i < len(self.list) else ""

    def gap(self, i: int) -> str:
        """The text between word ``i - 1`` and word ``i``."""
        if not 0 < i < len(self.list):
            return "\n"
        return self.text[self.list[i - 1].end : self.list[i].start]

    def joined(self, i: int) -> bool:
        """Whether word ``i`` can continue a name: only a space, hyphen, apostrophe or abbreviation point between."""
        gap = self.gap(i)
        if gap in (" ", "-"):
            return True
        if gap == ", ":
            return self.low(i) in ("d", "dc")
        if not _JOIN.fullmatch(gap) or "\n\n" in gap:
            return False
        before = self.list[i - 1].low
        return "." not in gap or len(before) == 1 or before in _SHORT_FOR

    def near(self, i: int) -> bool:
        """Whether word ``i`` follows its forerunner with nothing but a space, a hyphen or an abbreviation point."""
        return self.joined(i) or self.gap(i) in (" “", ' "', " ‘")

    def possessive(self, i: int) -> bool:
        """Whether word ``i`` is the s of ``Iran's``."""
        return self.low(i) == "s" and self.gap(i) in ("'", "’")

    def opens(self, i: int) -> bool:
        """Whether word ``i`` opens a sentence, so that its capital says nothing."""
        gap = self.gap(i)
        if "\n" in gap or any(mark in gap for mark in '!?:;“"•'):
            return True
        return "." in gap and len(self.low(i - 1)) > 1 and self.low(i - 1) not in _SHORT_FOR

    def headline(self, i: int) -> bool:
        """Whether word ``i`` stands in a line written mostly in capitals."""
        start = self.list[i].start
        return any(a <= start < b for a, b in self._headlines)


def _headlines(text: str) -> list[tuple[int, int]]:
    found = []
    start = 0
    for line in text.split("\n"):
        if len(line) < 200:
            long = [w for w in line.split() if len(w) >= _LONG_WORD and w[0].isalpha()]
            if len(long) > 2 and sum(w[0].isupper() for w in long) >= _CAPITAL_LINE * len(long):
                found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def pieces(words: Words, register: Register) -> list[Piece]:
    """The names and titles in a text, longest first, none overlapping, in order."""
    found: list[Piece] = []
    spellings = register.spellings
    i, n = 0, len(words)
    while i < n:
        known = spellings.get(words.list[i].low)
        spelling = _longest(words, i, known) if known else None
        if spelling is None:
            i += 1
            continue
        end = i + len(spelling.words)
        found.append(Piece(i, end, spelling.entries, spelling))
        i = end
    return found


def _longest(words: Words, i: int, known: Sequence[Spelling]) -> Spelling | None:
    for spelling in known:
        end = i + len(spelling.words)
        if end > len(words) or not _spelled(words, i, spelling):
            continue
        if all(words.joined(k) for k in range(i + 1, end)):
            return spelling
    return None


def _spelled(words: Words, i: int, spelling: Spelling) -> bool:
    """Whether the words stand there in letters that can be this name: same words, capitals where it has them."""
    there = words.list[i : i + len(spelling.words)]
    if any(word.low != low for word, low in zip(there, spelling.words, strict=True)):
        return False
    if spelling.capitals:
        return all(w.text.isupper() or not w.text.isalpha() for w in there)
    if spelling.generic:
        return True
    return all(w.capital or not needs for w, needs in zip(there, spelling.upper, strict=True)) and (
        any(spelling.upper) or any(w.capital for w in there)
    )
