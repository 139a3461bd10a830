"""From paths to items: files, folders, JSON lines, compressed or not, and standard input.

Everything is read as a stream, so that no file, however large or however tightly compressed, fills memory.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.errors import Issue
from sayso.read.item import Form, Item

LARGEST_ITEM = 32 << 20
"""Bytes of one report at most: the longest real page we know is a hundredth of it."""
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


def files(paths: Iterable[str]) -> Iterator[str | Issue]:
    """The files behind ``paths``, in the order given and, within a folder, in name order.

    A path that is not there or has no reader becomes an issue; in a folder, files of other kinds are passed by.
    """
    for given in paths:
        path = Path(given)
        if given == STANDARD_INPUT or path.is_file():
            known = given == STANDARD_INPUT or reads(path)
            yield given if known else Issue("read.unknown-form", "no reader for this kind of file", given)
        elif path.is_dir():
            yield from (str(inner) for inner in _walk(path))
        else:
            yield Issue("read.vanished", "no such file or folder", given)


def items(name: str, stream: BinaryIO) -> Iterator[Item | Issue]:
    """The items in one open file, by the form its name tells; standard input holds JSON lines."""
    lowered = name.lower()
    if name == STANDARD_INPUT or lowered.endswith(_LINES):
        yield from _lines(name, stream, packed=lowered.endswith(".gz"))
    elif lowered.endswith(_ARCHIVES):
        from sayso.read.warc import warc_items

        yield from warc_items(stream, name)
    else:
        yield _whole(name, stream)


def _walk(folder: Path) -> Iterator[Path]:
    for inner in sorted(folder.iterdir(), key=lambda path: path.name):
        if inner.is_dir() and not inner.is_symlink():
            yield from _walk(inner)
        elif inner.is_file() and reads(inner):
            yield inner


def _whole(name: str, stream: BinaryIO) -> Item | Issue:
    content = stream.read(LARGEST_ITEM + 1)
    if len(content) > LARGEST_ITEM:
        return _too_large(name)
    return Item(name, _FORMS[Path(name).suffix.lower()], content)


def _lines(name: str, stream: BinaryIO, *, packed: bool) -> Iterator[Item | Issue]:
    blocks = _unpacked(stream) if packed else _blocks(stream)
    number = 0
    try:
        for number, line in enumerate(_split(blocks), 1):
            if line is None:
                yield _too_large(f"{name}:{number}")
            elif line.strip():
                yield Item(f"{name}:{number}", "line", line)
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
            yield None if size > LARGEST_ITEM else b"".join(kept)
            kept, size = [piece], len(piece)
    if size:
        yield None if size > LARGEST_ITEM else b"".join(kept)


def _joined(kept: list[bytes], size: int, piece: bytes) -> tuple[list[bytes], int]:
    size += len(piece)
    if size > LARGEST_ITEM:
        return [], size
    kept.append(piece)
    return kept, size


def _too_large(name: str) -> Issue:
    return Issue("read.too-large", f"more than {LARGEST_ITEM >> 20} MB in one item", name)
