"""The archive: each capture once, whole or not at all."""

import gzip
import io
import os
import time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def kept(archive: Archive) -> list[Path]:
    return sorted(path for path in archive.folder.rglob("*") if path.is_file())


@given(content=st.binary(max_size=2000))
def test_what_is_kept_comes_back(archive: Archive, content: bytes) -> None:
    digest, size = archive.keep(io.BytesIO(content))
    assert (digest, size) == (sha256(content).hexdigest(), len(content))
    with archive.open(digest) as stream:
        assert stream.read() == content
    assert not archive.damaged(digest)


def test_the_same_bytes_are_kept_once(archive: Archive) -> None:
    first, _ = archive.keep(io.BytesIO(b"words"))
    before = archive.path(first).stat()
    archive.keep(io.BytesIO(b"words"))
    assert kept(archive) == [archive.path(first)]
    assert archive.path(first).stat().st_ino == before.st_ino


def test_refused_bytes_leave_nothing(archive: Archive) -> None:
    digest, _ = archive.keep(io.BytesIO(b"words"), lambda digest: digest == sha256(b"words").hexdigest())
    assert digest == sha256(b"words").hexdigest()
    assert kept(archive) == []


def test_a_stream_that_fails_leaves_nothing(archive: Archive) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        archive.keep(Failing())
    assert kept(archive) == []


def test_what_a_killed_writer_left_is_swept(archive: Archive) -> None:
    archive.keep(io.BytesIO(b"words"))
    left, fresh = archive.folder / ".part-left", archive.folder / ".part-fresh"
    left.write_bytes(b"half of a word")
    fresh.write_bytes(b"half of another")
    os.utime(left, (time.time() - 3600, time.time() - 3600))
    archive.sweep()
    assert not left.exists()
    assert fresh.exists(), "it may be a writer's who is about to lock it"
    assert len(kept(archive)) == 2


def test_a_writer_at_work_is_not_swept(archive: Archive) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            for part in archive.folder.glob(".part-*"):
                os.utime(part, (0, 0))
            archive.sweep()
            return super().read(size)

    digest, _ = archive.keep(Slow(b"words"))
    assert not archive.damaged(digest)


@pytest.mark.parametrize("damage", ["gone", "cut", "flipped", "other", "empty"])
def test_damage_is_seen(archive: Archive, damage: str) -> None:
    digest, _ = archive.keep(io.BytesIO(os.urandom(5000)))
    path = archive.path(digest)
    whole = path.read_bytes()
    path.write_bytes(
        {
            "gone": b"",
            "cut": whole[:2000],
            "flipped": whole[:2000] + bytes([whole[2000] ^ 255]) + whole[2001:],
            "other": gzip.compress(b"other words"),
            "empty": b"",
        }[damage]
    )
    if damage == "gone":
        path.unlink()
    assert archive.damaged(digest)


def test_what_is_removed_is_gone(archive: Archive) -> None:
    digest, _ = archive.keep(io.BytesIO(b"words"))
    archive.remove(digest)
    archive.remove(digest)
    assert kept(archive) == []
    with pytest.raises(FileNotFoundError):
        archive.open(digest)
