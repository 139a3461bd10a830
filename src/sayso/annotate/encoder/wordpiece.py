"""Words to word pieces, as BERT's uncased vocabulary wants them.

Devlin et al. 2018 (arXiv:1810.04805): clean, lower-case, strip accents, split at punctuation, then greedy longest
match. Written out here because the usual package brings a download client with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

UNKNOWN, START, BREAK = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100  # characters; a longer word is unknown, as in the original


class WordPiece:
    """A vocabulary and the greedy splitting by it. Equal vocabularies give equal pieces."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(pieces)}
        self.unknown, self.start, self.end = (self.ids[p] for p in (UNKNOWN, START, BREAK))
        self._cached = lru_cache(maxsize=50_000)(self._split)

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """Read a vocabulary of one piece a line, the line number being its id.

        Raises:
            OSError: the file cannot be read.
            KeyError: it lacks one of the special pieces.
        """
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def encode(self, text: str) -> tuple[int, ...]:
        """Ids of the pieces of `text`; empty when nothing of it is left after cleaning."""
        return self._cached(text)

    def _split(self, text: str) -> tuple[int, ...]:
        return tuple(i for word in plain_words(text) for i in self._pieces(word))

    def _pieces(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        found: list[int] = []
        at = 0
        while at < len(word):
            end = len(word)
            while end > at and (("##" if at else "") + word[at:end]) not in self.ids:
                end -= 1
            if end == at:
                return [self.unknown]
            found.append(self.ids[("##" if at else "") + word[at:end]])
            at = end
        return found


def plain_words(text: str) -> Iterator[str]:
    """Lower-cased words without accents, each punctuation mark and each Chinese character its own word."""
    cleaned = "".join(_clean(c) for c in text)
    stripped = "".join(c for c in unicodedata.normalize("NFD", cleaned) if unicodedata.category(c) != "Mn")
    word = ""
    for c in stripped.lower():
        if c.isspace() or _is_punctuation(c):
            if word:
                yield word
            word = ""
            if not c.isspace():
                yield c
        else:
            word += c
    if word:
        yield word


def _clean(c: str) -> str:
    if c in "\t\n\r":
        return " "
    if c in "\0�" or unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"}:
        return ""
    return f" {c} " if _is_chinese(ord(c)) else " " if c.isspace() else c


def _is_punctuation(c: str) -> bool:
    return c in "$+<=>^`|~" or unicodedata.category(c).startswith("P")


def _is_chinese(n: int) -> bool:
    return (
        0x4E00 <= n <= 0x9FFF
        or 0x3400 <= n <= 0x4DBF
        or 0xF900 <= n <= 0xFAFF
        or 0x20000 <= n <= 0x2A6DF
        or 0x2A700 <= n <= 0x2CEAF
        or 0x2F800 <= n <= 0x2FA1F
    )
