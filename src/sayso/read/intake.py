"""From paths to items: files, folders, JSON lines, compressed or not, and standard input.

Everything is read as a stream, so that no file, however large or however tightly compressed, fills memory.
"""

import gzip
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.errors import Issue
from sayso.read.item import Form, Item

LARGEST_ITEM = 32 << 20
"""Bytes of one report at most: the longest real page we know is a hundredth of it."""
LARGEST_LINE = 8 << 20
"""Bytes of one line at most: parsed, JSON can take thirty times its size."""
LARGEST_RATIO = 200
"""Unpacked to packed size at most, once past ``LARGEST_ITEM``: JSON lines of news pack 3 to 20 times."""
STANDARD_INPUT = "-"
_BLOCK = 1 << 16
_FORMS: dict[str, Form] = {".txt": "text", ".html": "page", ".htm": "page", ".pdf": "pdf"}
_LINES = (".jsonl", ".jsonl.gz")
_ARCHIVES = (".warc", ".warc.gz")


def reads(path: Path) -> bool:
    """Whether a file of this name is one we read."""
    return path.suffix.lower() in _FORMS or path.name.lower().endswith((*_LINES, *_ARCHIVES))


def readable(path: str) -> str:
    """A path as it can be printed and stored: bytes of its name that are not UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def files(paths: Iterable[str]) -> Iterator[str | Issue]:
    """The files behind ``paths``, in the order given and, within a folder, in name order.

    A path that is not there or has no reader becomes an issue; in a folder, files of other kinds are passed by.
    """
    for given in paths:
        path = Path(given)
        if given == STANDARD_INPUT:
            yield given
        elif isinstance(mode := _mode(path), Issue):
            yield mode
        elif stat.S_ISDIR(mode):
            yield from _walk(path)
        elif stat.S_ISREG(mode) and reads(path):
            yield given
        else:
            yield Issue("read.unknown-form", "no reader for this kind of file", readable(given))


def items(name: str, stream: BinaryIO) -> Iterator[Item | Issue]:
    """The items in one open file, by the form its name tells; standard input holds JSON lines."""
    lowered, said = name.lower(), readable(name)
    if name == STANDARD_INPUT or lowered.endswith(_LINES):
        yield from _lines(said, stream, packed=lowered.endswith(".gz"))
    elif lowered.endswith(_ARCHIVES):
        from sayso.read.warc import warc_items

        yield from warc_items(stream, said)
    else:
        yield _whole(said, stream)


def _mode(path: Path) -> int | Issue:
    """What kind of thing lies at a path, or why that cannot be told."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "no such file or folder"
        return Issue("read.vanished", told, readable(str(path)))


def _walk(folder: Path) -> Iterator[str | Issue]:
    """The files below a folder that we read, in name order. Links to folders are not followed: they can go round."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path == folder or (path.is_dir() and not path.is_symlink()):
            try:
                waiting += sorted(path.iterdir(), key=lambda inner: inner.name, reverse=True)
            except OSError as error:
                yield Issue("read.vanished", error.strerror or "cannot be read", readable(str(path)))
        elif reads(path):
            mode = _mode(path)
            if isinstance(mode, Issue):
                yield mode
            elif stat.S_ISREG(mode):
                yield str(path)


def _whole(name: str, stream: BinaryIO) -> Item | Issue:
    content = stream.read(LARGEST_ITEM + 1)
    if len(content) > LARGEST_ITEM:
        return _too_large(name, LARGEST_ITEM)
    return Item(name, _FORMS[Path(name).suffix.lower()], content)


def _lines(name: str, stream: BinaryIO, *, packed: bool) -> Iterator[Item | Issue]:
    blocks = _unpacked(stream) if packed else _blocks(stream)
    number, empty = 0, True
    try:
        for number, line in enumerate(_split(blocks), 1):
            if line is None:
                yield _too_large(f"{name}:{number}", LARGEST_LINE)
            elif line.strip():
                yield Item(f"{name}:{number}", "line", line)
            empty = empty and line is not None and not line.strip()
        if empty:
            yield Issue("read.empty", "no line in it", name)
    except (OSError, EOFError, zlib.error) as error:
        yield Issue("read.bad-archive", f"after line {number}: {error}", name)
    except _BombError:
        yield Issue("read.bomb", f"unpacks to more than {LARGEST_RATIO} times its size", name)


class _BombError(Exception):
    """A compressed stream grew past what text ever does."""


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _unpacked(stream: BinaryIO) -> Iterator[bytes]:
    counted = _Counted(stream)
    grown = 0
    with gzip.GzipFile(fileobj=counted) as unpacked:  # type: ignore[call-overload]  # a reader is enough
        while block := unpacked.read(_BLOCK):
            grown += len(block)
            if grown > LARGEST_ITEM and grown > LARGEST_RATIO * counted.taken:
                raise _BombError
            yield block


class _Counted:
    """A byte stream that counts what was taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """As the stream's own."""
        block = self._stream.read(size)
        self.taken += len(block)
        return block


def _split(blocks: Iterable[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends; None for a line over the limit, whose bytes are let go as they come."""
    kept: list[bytes] = []
    size = 0
    for block in blocks:
        head, *rest = block.split(b"\n")
        kept, size = _joined(kept, size, head)
        for piece in rest:
            yield None if size > LARGEST_LINE else b"".join(kept)
            kept, size = [piece], len(piece)
    if size:
        yield None if size > LARGEST_LINE else b"".join(kept)


def _joined(kept: list[bytes], size: int, piece: bytes) -> tuple[list[bytes], int]:
    size += len(piece)
    if size > LARGEST_LINE:
        return [], size
    kept.append(piece)
    return kept, size


def _too_large(name: str, limit: int) -> Issue:
    return Issue("read.too-large", f"more than {limit >> 20} MB in one item", name)
