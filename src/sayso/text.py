"""Words and their places in a text: the folding by which search and matching compare them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han. Each letter is a token of its own,
so that a phrase of letters finds a word wherever it stands. Hangul has spaces and is not among them."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200d"
"""Combining marks, Hebrew and Arabic points, the tatweel: inside a word, and not part of how it is compared."""

TOKEN = re.compile(rf"[{UNSPACED}][{_MARKS}]*|[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]|[{_MARKS}])*")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+")
_ARABIC = re.compile(r"[\u0621-\u06ff]")
_ARABIC_LETTERS = str.maketrans("ٱىيكةھ", "اییکهه")
_ARABIC_PREFIX = re.compile(r"^(?:وال|فال|بال|کال|لل|ال)(?=\w{3})")
_LONGEST_TOKEN = 64
"""Longer runs are no words; PostgreSQL refuses lexemes over 2,046 bytes."""


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """How a word is compared: compatibility forms and marks gone, case folded, Arabic letters unified.

    Arabic and Persian spell the same sound with different code points (ي/ی, ك/ک, آ/ا), and Arabic joins the
    article and some particles to the word; both are levelled, for the text and for the question alike.
    """
    if word.isascii():
        return word.lower()[:_LONGEST_TOKEN]
    decomposed = unicodedata.normalize("NFKD", word)
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf") and c != "\u0640")
    plain = bare.casefold()
    if _ARABIC.search(plain):
        plain = _ARABIC_PREFIX.sub("", plain.translate(_ARABIC_LETTERS))
    return plain.replace(" ", "")[:_LONGEST_TOKEN]


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    if text.isascii():
        return [w[:_LONGEST_TOKEN] for w in _ASCII_TOKEN.findall(text.lower())]
    return [folded for word in TOKEN.findall(text) if (folded := fold(word))]


def placed_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Folded words with the span each covers in ``text``."""
    for match in TOKEN.finditer(text):
        if folded := fold(match.group()):
            yield folded, match.start(), match.end()


def printable(text: str) -> bool:
    """Whether a text holds no NUL and no lone surrogate, and so can be stored anywhere."""
    return "\0" not in text and not _SURROGATE.search(text)


_SURROGATE = re.compile("[\ud800-\udfff]")
