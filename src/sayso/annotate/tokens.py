"""The words, numbers and signs of a text, each with its place: what the grammars of numbers and days read."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d+(?:[.,٬٫]\d+)*"  # a number with its separators
    r"|(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|[’'][^\W\d_]{1,2}\b"  # the 's of Friday's
    r"|[^\W\d_]+(?:\u200c[^\W\d_]+)*"  # a word; Persian joins parts of one by a zero-width non-joiner
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as parallel tuples; ``low`` is lower-cased, without full stops inside."""

    text: str
    words: tuple[str, ...]
    low: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, i: int) -> str:
        """The lower-cased token at ``i``, the empty string outside the text."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def word(self, i: int) -> str:
        """The token at ``i`` as written, the empty string outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def within(self, start: int, end: int, at: int = 0) -> tuple[int, int]:
        """The tokens that start in the characters ``[start, end)``, sought from token ``at`` on."""
        while at < len(self.starts) and self.starts[at] < start:
            at += 1
        first = at
        while at < len(self.starts) and self.starts[at] < end:
            at += 1
        return first, at

    def joined(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without a space."""
        return 0 < i < len(self.words) and self.starts[i] == self.ends[i - 1]

    def gap(self, i: int) -> str:
        """The characters between token ``i`` and the one before it."""
        return self.text[self.ends[i - 1] : self.starts[i]] if 0 < i < len(self.words) else ""


def tokens(text: str) -> Tokens:
    """Split ``text``; linear in its length."""
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    words = tuple(word for word, _, _ in found)
    return Tokens(
        text,
        words,
        tuple(_low(word) for word in words),
        tuple(start for _, start, _ in found),
        tuple(end for _, _, end in found),
    )


def _low(word: str) -> str:
    low = word.lower()
    return low.replace(".", "") if len(low) > 1 and not low[0].isdigit() else low
