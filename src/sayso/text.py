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
    article and some particles to the word; both are levelled, for the text and for the question alike. What is
    folded already stays as it is, so that words kept in a folded form can be asked for again.
    """
    if word.isascii():
        return word.lower()[:_LONGEST_TOKEN]
    while (folded := _folded(word)) != word:
        word = folded
    return word[:_LONGEST_TOKEN]


def _folded(word: str) -> str:
    """One pass: it can bare a second article, or a letter that decomposes further."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    bare = "".join(letter for letter in plain if letter.isalnum())
    if _ARABIC.search(bare):
        bare = _ARABIC_PREFIX.sub("", bare.translate(_ARABIC_LETTERS))
    return bare


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


def shown(text: str) -> str:
    """A stranger's text as a terminal or page may show it: one character for each, so that spans still hold.

    Control characters would steer the terminal, and bidirectional overrides would show words in an order that is
    not the text's; each becomes a replacement character. Other line ends become ``\\n``.
    """
    if not _STEERING.search(text):
        return text
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", " \n").translate(_LINE_ENDS))


_LINE_ENDS = str.maketrans({"\r": "\n", "\f": "\n", "\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
STEERING = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f"
)
"""C0 and C1 controls but tab and line feed, line separators, overrides and isolates, lone surrogates, annotation
and tag characters; the inside of a regular expression's class."""
_STEERING = re.compile(f"[{STEERING}]")
