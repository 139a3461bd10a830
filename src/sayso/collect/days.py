"""What was fetched, day by day: web archives that only grow, and a chain over all captures that shows any change.

    archive/days/2031-03-03-1.warc.gz    the day's responses, one compressed record each
    archive/days/2031-03-03.chain        a line for each: address, instant, digest, where it stands, seal, chain

The seal is the SHA-256 of the record as it stands in the file. ``chain`` is the SHA-256 of the line before it, across
days, and of what the line says: whoever changes, removes or adds a capture has to change every line after it, and the
ledger has kept the chain of each. A capture erased by law is overwritten in its place by a tombstone of the same
length; its line, its digest and the chain stay as they were.
"""

import errno
import fcntl
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sayso.collect.archive import on_disk
from sayso.collect.members import Member, body_of, is_tombstone, tombstone
from sayso.model import canonical

FULL = 1 << 30
"""Bytes from which on a day goes on in another file."""
BEGINNING = "0" * 64
"""What the first line of all is chained to."""
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a response lies, and what holds it there: a line of the day's chain."""

    address: str
    captured_at: str
    status: int
    digest: str
    file: str
    first: int
    """Of its bytes in the file."""
    length: int
    seal: str
    chain: str


_ALL = tuple(Kept.__dataclass_fields__)
_CHAINED = tuple(name for name in _ALL if name != "chain")


@dataclass(frozen=True, slots=True)
class Days:
    """The folder of what was fetched. Several processes may write to it; one at a time does."""

    folder: Path

    def keep(self, members: Sequence[Member], day: str) -> list[Kept]:
        """Append responses to a day; they are on disk when it returns.

        Raises ``OSError`` when the disk refuses; nothing of them is left then.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._locked():
            return self._append(members, day)

    def body(self, file: str, first: int, length: int) -> bytes:
        """The body of a response. Raises ``OSError`` when it is not there, ``ValueError`` when it is none."""
        return body_of(self._content(file, first, length))

    def erase(self, digest: str, file: str, first: int, length: int) -> None:
        """Overwrite a response by its tombstone, for good. Doing it again does no harm."""
        with self._locked(), (self.folder / file).open("r+b") as stream:
            stream.seek(first)
            stream.write(tombstone(digest, length))
            stream.flush()
            os.fsync(stream.fileno())

    def newest(self) -> Iterator[Kept]:
        """All that was kept, newest first."""
        for path in sorted(self.folder.glob("*.chain"), reverse=True):
            yield from (kept for kept in reversed([*_lines(path)]) if isinstance(kept, Kept))

    def verify(
        self,
        erased: Callable[[str], bool],
        recorded: Callable[[str], dict[int, str]],
    ) -> Iterator[str]:
        """What is wrong with the days: in words, each naming what was changed.

        ``erased`` tells whether bytes of a digest were erased by law, ``recorded`` what the ledger has of a file:
        first byte and chain of each capture.
        """
        before = BEGINNING
        for path in sorted(self.folder.glob("*.chain")):
            lines = [*_lines(path)]
            yield from self._unlike(path, lines, before)
            yield from self._changed(lines, erased)
            yield from self._unrecorded(lines, recorded)
            kept = [line for line in lines if isinstance(line, Kept)]
            before = kept[-1].chain if kept else before

    def heads(self) -> Iterator[tuple[str, int, str]]:
        """Of each day: the day, how many captures it has, and the chain of its last."""
        for path in sorted(self.folder.glob("*.chain")):
            kept = [line for line in _lines(path) if isinstance(line, Kept)]
            if kept:
                yield path.stem, len(kept), kept[-1].chain

    def _append(self, members: Sequence[Member], day: str) -> list[Kept]:
        chain = self.folder / f"{day}.chain"
        last = self._last(chain)
        before = last.chain if last is not None else self._before(day)
        made: list[Kept] = []
        with self._opened(day, last) as (name, at, stream):
            first = at
            try:
                for member in members:
                    kept = _line_of(member, name, first, before)
                    stream.write(member.content)
                    made.append(kept)
                    first, before = first + kept.length, kept.chain
                stream.sync()
                _extend(chain, made)
            except BaseException:
                stream.truncate(at)
                raise
        return made

    @contextmanager
    def _opened(self, day: str, last: Kept | None) -> "Iterator[tuple[str, int, _Stream]]":
        """The file that takes the day's next response, cut where a writer that was killed left half of one."""
        at = 0 if last is None else last.first + last.length
        name = f"{day}-1.warc.gz" if last is None else last.file
        if at >= FULL:
            name, at = f"{day}-{int(name.rpartition('-')[2].partition('.')[0]) + 1}.warc.gz", 0
        path = self.folder / name
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        with _Stream(descriptor) as stream:
            stream.truncate(at)
            if at == 0:
                on_disk(self.folder)
            yield name, at, stream

    def _last(self, chain: Path) -> Kept | None:
        """The last whole line of a chain; what a killed writer left behind it is cut off."""
        if not chain.exists():
            return None
        with chain.open("r+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            begin = max(0, size - _BLOCK)
            stream.seek(begin)
            tail = stream.read()
            whole = tail.rfind(b"\n") + 1
            if whole < len(tail):
                stream.truncate(begin + whole)
            lines = tail[:whole].splitlines()
        if not lines:
            return None
        read = _read(lines[-1])
        if isinstance(read, str):
            # To go on from somewhere else would overwrite captures.
            raise OSError(errno.EIO, f"{chain.name}: the last line is {read}; see: sayso archive verify")
        return read

    def _before(self, day: str) -> str:
        """The chain of the last capture before a day."""
        for path in sorted(self.folder.glob("*.chain"), reverse=True):
            if path.stem < day and (last := self._last(path)) is not None:
                return last.chain
        return BEGINNING

    def _content(self, file: str, first: int, length: int) -> bytes:
        with (self.folder / file).open("rb") as stream:
            stream.seek(first)
            content = stream.read(length)
        if len(content) != length:
            raise FileNotFoundError(f"{file} ends before byte {first + length}")
        return content

    def _unlike(self, path: Path, lines: "Sequence[Kept | str]", before: str) -> Iterator[str]:
        """Lines that do not follow from those before them."""
        for number, line in enumerate(lines, 1):
            if isinstance(line, str):
                yield f"{path.name} line {number}: {line}"
            else:
                if line.chain != _chained(line, before):
                    yield f"{path.name} line {number}: does not follow from what was kept before {line.address}"
                before = line.chain

    def _changed(self, lines: "Sequence[Kept | str]", erased: Callable[[str], bool]) -> Iterator[str]:
        """Responses that are not as they were kept."""
        for line in lines:
            if isinstance(line, str):
                continue
            named = f"{line.file} byte {line.first}: {line.address} of {line.captured_at}"
            try:
                content = self._content(line.file, line.first, line.length)
            except OSError as error:
                yield f"{named} is missing: {error.strerror or error}"
                continue
            if sha256(content).hexdigest() == line.seal:
                continue
            if not is_tombstone(content, line.digest):
                yield f"{named} was changed"
            elif not erased(line.digest):
                yield f"{named} was erased, and the ledger knows nothing of it"

    def _unrecorded(
        self, lines: "Sequence[Kept | str]", recorded: Callable[[str], dict[int, str]]
    ) -> Iterator[str]:
        """Captures that the ledger has otherwise, or that are gone from the chain."""
        kept: dict[str, dict[int, str]] = {}
        for line in lines:
            if isinstance(line, Kept):
                kept.setdefault(line.file, {})[line.first] = line.chain
        for file, told in kept.items():
            for first, chain in recorded(file).items():
                if told.get(first) != chain:
                    yield f"{file} byte {first}: the ledger has it in another chain; lines were changed"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.folder / ".lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class _Stream:
    """A file to append to. Unbuffered: what a full disk refused must not be tried again when it is closed."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, content: bytes) -> None:
        """Write all of it."""
        left = memoryview(content)
        while left:
            left = left[os.write(self._descriptor, left) :]

    def sync(self) -> None:
        """Have it on disk."""
        os.fsync(self._descriptor)

    def truncate(self, size: int) -> None:
        """Cut the file, and go on from there."""
        os.ftruncate(self._descriptor, size)
        os.lseek(self._descriptor, size, os.SEEK_SET)

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)


def _line_of(member: Member, file: str, first: int, before: str) -> Kept:
    said = (member.address, member.captured_at, member.status, member.digest)
    unchained = Kept(*said, file, first, len(member.content), member.seal, "")
    return Kept(*said, file, first, len(member.content), member.seal, _chained(unchained, before))


def _chained(line: Kept, before: str) -> str:
    """SHA-256 of the chain before and of what the line says, as canonical JSON."""
    return sha256(f"{before}{canonical(_said(line, _CHAINED))}".encode()).hexdigest()


def _said(line: Kept, names: Sequence[str]) -> dict[str, str | int]:
    return {name: getattr(line, name) for name in names}


def _extend(chain: Path, made: Sequence[Kept]) -> None:
    """Add lines to a chain: all of them or none."""
    size = chain.stat().st_size if chain.exists() else -1
    with chain.open("ab") as stream:
        try:
            stream.write("".join(f"{canonical(_said(kept, _ALL))}\n" for kept in made).encode())
            stream.flush()
            os.fsync(stream.fileno())
        except BaseException:
            os.ftruncate(stream.fileno(), max(size, 0))
            raise
    if size < 0:
        on_disk(chain.parent)


def _lines(path: Path) -> "Iterator[Kept | str]":
    """The lines of a chain; a text says what is wrong with one."""
    with path.open("rb") as stream:
        for line in stream:
            yield _read(line)


_WHOLE = re.compile(r"[0-9a-f]{64}")


def _read(line: bytes) -> "Kept | str":
    try:
        said = json.loads(line)
        kept = Kept(**said)
    except (ValueError, TypeError, RecursionError):
        return "not a line of a chain"
    numbers = (kept.status, kept.first, kept.length)
    if not all(isinstance(one, int) and one >= 0 for one in numbers) or not _WHOLE.fullmatch(str(kept.seal)):
        return "not a line of a chain"
    if Path(str(kept.file)).name != kept.file:
        return "names a file that is not beside it"
    return kept
