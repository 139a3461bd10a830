"""The desk's archive: bytes as they came, compressed, each once, under their digest. Never altered."""

import fcntl
import gzip
import os
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

_BLOCK = 1 << 18
_LEVEL = 4
"""Of gzip: half the time of the default level for a twentieth more space, on news."""
_PART = ".part-"
_FRESH = 60.0
"""Seconds within which an unlocked part may still be its writer's, who is about to lock it."""


def _none(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of compressed files named by the SHA-256 of what they hold."""

    folder: Path

    def keep(self, stream: BinaryIO, refused: Callable[[str], bool] = _none) -> tuple[str, int]:
        """Store what a stream holds; returns its digest (64 hex digits) and size in bytes.

        The file has its name only once it is whole and on disk. Nothing is left of bytes whose digest is
        ``refused``. Raises ``OSError`` when the disk refuses.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=_PART)
        try:
            with os.fdopen(handle, "wb") as kept:
                fcntl.flock(kept, fcntl.LOCK_EX)
                digest, size = _compress(stream, kept)
                kept.flush()
                if not refused(digest) and not self.path(digest).exists():
                    os.fsync(kept.fileno())
                    self._place(Path(name), digest)
        finally:
            Path(name).unlink(missing_ok=True)
        return digest, size

    def open(self, digest: str) -> BinaryIO:
        """The bytes of a capture, as a stream. Raises ``FileNotFoundError`` when they are not kept."""
        return cast(BinaryIO, gzip.open(self.path(digest), "rb"))

    def path(self, digest: str) -> Path:
        """Where the bytes of that digest lie."""
        return self.folder / digest[:2] / f"{digest}.gz"

    def remove(self, digest: str) -> None:
        """Take bytes away for good: legal erasure, nothing else."""
        self.path(digest).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what writers left that were killed half way."""
        for part in self.folder.glob(f"{_PART}*"):
            try:
                with part.open("rb") as left:
                    fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if time.time() - os.fstat(left.fileno()).st_mtime > _FRESH:
                        part.unlink(missing_ok=True)
            except (BlockingIOError, FileNotFoundError):
                continue  # its writer is at work, or was done just now

    def damaged(self, digest: str) -> bool:
        """Whether what is kept under a digest is missing or no longer has that digest."""
        summed = sha256()
        try:
            with self.open(digest) as stream:
                for block in _blocks(stream):
                    summed.update(block)
        except (OSError, EOFError, zlib.error):
            return True
        return summed.hexdigest() != digest

    def _place(self, written: Path, digest: str) -> None:
        path = self.path(digest)
        path.parent.mkdir(exist_ok=True)
        written.replace(path)
        for folder in (path.parent, self.folder):
            on_disk(folder)


def _compress(stream: BinaryIO, kept: BinaryIO) -> tuple[str, int]:
    summed, size = sha256(), 0
    with gzip.GzipFile(fileobj=kept, mode="wb", compresslevel=_LEVEL, filename="", mtime=0) as packed:
        for block in _blocks(stream):
            summed.update(block)
            size += len(block)
            packed.write(block)
    return summed.hexdigest(), size


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def on_disk(folder: Path) -> None:
    """Have the folder's entry on disk too, so that a name once given survives a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
