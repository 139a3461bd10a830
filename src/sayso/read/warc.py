"""A web archive (WARC, compressed or not) to the pages in it.

Records are cut out of the stream one at a time, so that memory holds one record and damage costs one record:
after it, reading goes on at the next line that begins a record. What is inside a record is read by warcio.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from sayso.errors import Issue
from sayso.read.item import Item

LARGEST_RECORD = 32 << 20
"""Bytes of one record, and of one unpacked page; the same as for any item."""
_LARGEST_RATIO = 200
"""Unpacked to packed size at most; archives of news pack 4 to 8 times."""
_FREE = 64 << 20
"""Bytes that may be unpacked before the ratio counts."""
_BLOCK = 1 << 16
_LONGEST_LINE = 1 << 16
_MOST_HEADERS = 200
_MOST_DAMAGES = 100
"""Damaged stretches after which a compressed archive is given up."""
_GZIP = b"\x1f\x8b"
_GZIP_DEFLATE = b"\x1f\x8b\x08"
_BEGINS = re.compile(rb"WARC/\d\.\d+\s*$")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HTML = ("text/html", "application/xhtml")


class _Reader(Protocol):
    """What is asked of a buffered stream."""

    def read(self, size: int, /) -> bytes: ...
    def readline(self, size: int, /) -> bytes: ...


class _BombError(Exception):
    """A compressed archive grew past what pages ever do."""


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    url: str | None
    size: int
    content: bytes
    """The whole record, headers included; shorter than its headers say when the archive ends early."""
    complete: bool


def warc_items(stream: BinaryIO, name: str) -> Iterator[Item | Issue]:
    """Every HTML response in an archive as an item named ``name:number of its record``, and an issue for every
    record that cannot be used. Redirects are passed over: they hold no page.
    """
    unpacked = _Unpacked(stream)
    number = 0
    for _ in range(_MOST_DAMAGES):
        reader = io.BufferedReader(unpacked, _BLOCK)
        try:
            for record in _records(reader):
                number += isinstance(record, _Record)
                yield from _page(record, f"{name}:{number}")
        except _BombError:
            yield Issue("read.bomb", f"unpacks to more than {_LARGEST_RATIO} times its size", name)
            return
        except (OSError, EOFError, zlib.error) as error:
            unpacked.damaged = True
            yield Issue("read.bad-archive", f"after record {number}: {error}", name)
            reader.detach()  # else it would close the stream when it is let go
            if isinstance(error, zlib.error) and unpacked.resume():
                continue
        break
    if unpacked.members not in (0, number) and not unpacked.damaged:
        yield Issue("read.archive-form", f"{number} records compressed in {unpacked.members} pieces", name)


def _records(reader: _Reader) -> Iterator[_Record | str]:
    """The records of an unpacked archive, and a text for each stretch that is none."""
    lost = False
    while line := reader.readline(_LONGEST_LINE):
        if _BEGINS.match(line):
            lost = False
            yield _record(reader, line)
        elif line.strip() and not lost:
            lost = True
            yield f"bytes that begin no record: {line[:40]!r}"


def _record(reader: _Reader, first: bytes) -> _Record | str:
    head = [first]
    for _ in range(_MOST_HEADERS):
        line = reader.readline(_LONGEST_LINE)
        head.append(line)
        if not line.strip():
            break
    fields = dict(_field(line) for line in head[1:] if b":" in line)
    length = fields.get("content-length", "")
    if not length.isdecimal():
        return "a record does not say how long it is"
    content, complete = _taken(reader, int(length))
    url = fields.get("warc-target-uri", "").strip("<>") or None
    return _Record(
        fields.get("warc-type", ""), url, int(length), b"".join((*head, content, b"\r\n\r\n")), complete
    )


def _field(line: bytes) -> tuple[str, str]:
    key, _, value = line.decode("utf-8", "replace").partition(":")
    return key.strip().lower(), value.strip()


def _taken(reader: _Reader, length: int) -> tuple[bytes, bool]:
    """The next ``length`` bytes, or none of them when they are more than a record may have."""
    if length <= LARGEST_RECORD:
        content = reader.read(length)
        return content, len(content) == length
    left = length
    while left > 0 and (block := reader.read(min(_BLOCK, left))):
        left -= len(block)
    return b"", left == 0


def _page(record: _Record | str, name: str) -> Iterator[Item | Issue]:
    if isinstance(record, str):
        yield Issue("read.bad-archive", record, name)
    elif record.kind != "response":
        return
    elif record.size > LARGEST_RECORD:
        yield Issue("read.too-large", f"a record of {record.size >> 20} MB", name)
    elif not record.complete:
        yield Issue("read.bad-archive", "the archive ends inside this record", name)
    else:
        found = _unwrapped(record, name)
        if found is not None:
            yield found


def _unwrapped(record: _Record, name: str) -> Item | Issue | None:
    """The page in a response, None when it is no page, an issue when it is damaged."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        inner = next(iter(ArchiveIterator(io.BytesIO(record.content))))
        if not _is_page(inner.http_headers):
            return None
        body = _bounded(inner.content_stream())
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error, StopIteration) as error:
        return Issue("read.bad-archive", f"not a readable response: {str(error).strip()[:80]}", name)
    if body is None:
        return Issue("read.bomb", f"a page that unpacks to more than {LARGEST_RECORD >> 20} MB", name)
    if not body.strip():
        return Issue("read.bad-archive", "a response without a readable body", name)
    stated = _CHARSET.search(inner.http_headers.get_header("Content-Type") or "")
    return Item(name, "page", body, stated[1] if stated else None, record.url)


def _is_page(headers: Any) -> bool:
    if headers is None:
        raise ValueError("no HTTP headers")
    kind = (headers.get_header("Content-Type") or "").lower()
    status = headers.get_statuscode() or ""
    return kind.startswith(_HTML) and not status.startswith("3")


def _bounded(stream: Any) -> bytes | None:
    """Everything in a stream, or None when that is more than a page may be."""
    blocks: list[bytes] = []
    size = 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > LARGEST_RECORD:
            return None
        blocks.append(block)
    return b"".join(blocks)


class _Unpacked(io.RawIOBase):
    """A byte stream, unpacked when it is gzip, whether one member or thousands.

    Reading raises ``_BombError`` past the ratio, ``EOFError`` when it ends inside a member and ``zlib.error``
    when it is damaged.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._pending = stream.read(_BLOCK)
        self._packed = self._pending.startswith(_GZIP)
        self._member = zlib.decompressobj(wbits=31)
        self._begun = False
        self._taken = len(self._pending)
        self._given = 0
        self.members = 0
        """Compressed members seen so far."""
        self.damaged = False

    def resume(self) -> bool:
        """Go on at the next member after a damaged one. Returns whether there is one."""
        self.damaged = True
        self._member = zlib.decompressobj(wbits=31)
        self._begun = False
        self._pending = self._pending[1:]
        while (at := self._pending.find(_GZIP_DEFLATE)) < 0:
            block = self._stream.read(_BLOCK)
            if not block:
                return False
            self._taken += len(block)
            self._pending = self._pending[-len(_GZIP_DEFLATE) + 1 :] + block
        self._pending = self._pending[at:]
        return True

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As ``io.RawIOBase``."""
        block = self._unpacked(len(buffer)) if self._packed else self._plain(len(buffer))
        buffer[: len(block)] = block
        self._given += len(block)
        if self._given > _FREE and self._given > _LARGEST_RATIO * self._taken:
            raise _BombError
        return len(block)

    def _plain(self, size: int) -> bytes:
        block = self._pending[:size] or self._stream.read(size)
        self._pending = self._pending[size:]
        self._taken += len(block)
        return block

    def _unpacked(self, size: int) -> bytes:
        while True:
            if not self._pending and not self._member.eof:
                self._refill()
            if not self._pending and self._member.unconsumed_tail == b"":
                return self._end()
            block = self._step(size)
            if block:
                return block

    def _refill(self) -> None:
        self._pending = self._stream.read(_BLOCK)
        self._taken += len(self._pending)

    def _step(self, size: int) -> bytes:
        if not self._begun:
            self._pending = self._pending.lstrip(b"\0")
            self._begun = bool(self._pending)
            self.members += self._begun
        block = self._member.decompress(self._pending, size)
        self._pending = self._member.unconsumed_tail
        if self._member.eof:
            self._pending = self._member.unused_data or self._stream.read(_BLOCK)
            self._taken += 0 if self._member.unused_data else len(self._pending)
            self._member = zlib.decompressobj(wbits=31)
            self._begun = False
        return block

    def _end(self) -> bytes:
        if self._begun:
            raise EOFError("the compressed file ends early")
        return b""
