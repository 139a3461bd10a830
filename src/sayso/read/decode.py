"""Bytes to text: byte-order mark, declared charset, strict UTF-8, and only then a guess."""

import codecs

from sayso.errors import BadItem, Issue
from sayso.text import printable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 stands before UTF-16, whose mark begins the same."""
_GUESSED = 1 << 20
"""Bytes given to the guesser: enough to tell an encoding, little enough to stay fast on large files."""
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1b\x85")


def decode(content: bytes, charset: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """The text of ``content`` and what is doubtful about it. Line ends stay as they are; a mark is not text.

    Raises ``BadItem`` with ``read.empty``, ``read.binary`` or ``read.bad-characters``.
    """
    if not content.strip():
        raise BadItem("read.empty", "no bytes but white space")
    for codec in _declared(content, charset):
        try:
            return checked(content.decode(codec)), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(content)


def checked(text: str) -> str:
    """``text``, if it can be stored and holds something to read. Raises ``BadItem`` otherwise."""
    if not printable(text):
        raise BadItem("read.bad-characters", "it holds NUL characters or lone surrogates")
    if not text.strip():
        raise BadItem("read.empty", "no text but white space")
    return text


def _declared(content: bytes, charset: str | None) -> list[str]:
    marked = [codec for mark, codec in _MARKS if content.startswith(mark)]
    return [*marked, *([charset] if charset else []), "utf-8"]


def _guess(content: bytes) -> tuple[str, tuple[Issue, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_GUESSED]).best()
    if best is None:
        raise BadItem("read.binary", "no encoding makes these bytes text")
    try:
        text = content.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        raise BadItem("read.binary", "no encoding makes these bytes text") from None
    if sum(letter in _CONTROLS for letter in text[:10_000]) > len(text[:10_000]) // 100:
        raise BadItem("read.binary", "control characters throughout")
    return checked(text), (Issue("read.encoding", f"read as {best.encoding}, which is a guess"),)
