"""Bytes to text: byte-order mark, declared charset, strict UTF-8, and only then a guess."""

import codecs
import re
from collections.abc import Iterator

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
_CHARSET = re.compile(r"[A-Za-z0-9._:+-]{1,40}")
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
"""Codecs of Python that are no encodings of pages."""
_TOLD = 10_000
"""Characters by which binary data is told from text."""
_FEW = 4
"""Controls that a short text may hold by accident."""
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1b\x85")


def decode(content: bytes, charset: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """The text of ``content`` and what is doubtful about it. Line ends stay as they are; a mark is not text.

    Raises ``BadItem`` with ``read.empty``, ``read.binary`` or ``read.bad-characters``.
    """
    if not content.strip():
        raise BadItem("read.empty", "no bytes but white space")
    for codec in _declared(content, charset):
        try:
            text = content.decode(codec)
        except (ValueError, LookupError):
            continue
        return checked(text), ()
    return _guess(content)


def checked(text: str) -> str:
    """``text``, if it can be stored and holds something to read. Raises ``BadItem`` otherwise."""
    beginning = text[:_TOLD]
    if sum(letter in _CONTROLS for letter in beginning) > max(_FEW, len(beginning) // 100):
        raise BadItem("read.binary", "control characters throughout")
    if not printable(text):
        raise BadItem("read.bad-characters", "it holds NUL characters or lone surrogates")
    if not text.strip():
        raise BadItem("read.empty", "no text but white space")
    return text


def _declared(content: bytes, charset: str | None) -> Iterator[str]:
    """Encodings the bytes or their sender name, then UTF-8. A name of no text encoding is no declaration."""
    yield from (codec for mark, codec in _MARKS if content.startswith(mark))
    if charset and _CHARSET.fullmatch(charset) and charset.lower() not in _NO_CHARSETS:
        yield charset
    yield "utf-8"


def _guess(content: bytes) -> tuple[str, tuple[Issue, ...]]:
    from charset_normalizer import from_bytes

    if _is_broken_utf8(content):
        raise BadItem("read.bad-characters", "it holds lone surrogates")
    best = from_bytes(content[:_GUESSED]).best()
    try:
        text = content.decode(best.encoding) if best else ""
    except (ValueError, LookupError):
        text = ""
    if not text:
        raise BadItem("read.binary", "no encoding makes these bytes text")
    return checked(text), (
        Issue("read.encoding", f"read as {best.encoding if best else ''}, which is a guess"),
    )


def _is_broken_utf8(content: bytes) -> bool:
    """Whether nothing but halves of surrogate pairs keeps the bytes from being UTF-8."""
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
