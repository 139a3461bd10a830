import gzip
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import Issue
from sayso.read import intake
from sayso.read.intake import files, items, readable
from sayso.read.item import Item


def told(found: object) -> str:
    return found.code if isinstance(found, Issue) else str(found)


def test_a_folder_in_name_order_without_what_we_do_not_read(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.jsonl", "a/y.HTML", "a.pdf", "c.docx", "d.warc.gz", "e.jsonl.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a" / "round").symlink_to(tmp_path)
    found = [str(Path(str(name)).relative_to(tmp_path)) for name in files([str(tmp_path)])]
    assert found == ["a/y.HTML", "a/z.jsonl", "a.pdf", "b.txt", "d.warc.gz", "e.jsonl.gz"]


def test_what_cannot_be_read_is_an_issue_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.docx").touch()
    (tmp_path / "good.txt").touch()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "inner" / "pipe.txt")
    given_paths = [tmp_path / "none.txt", tmp_path / "a.docx", tmp_path / "pipe.txt", tmp_path / "inner"]
    found = list(files([*map(str, given_paths), "x" * 5000, "a\0b", str(tmp_path / "good.txt"), "-"]))
    assert [told(one) for one in found] == [
        "read.vanished",
        "read.unknown-form",
        "read.unknown-form",
        "read.vanished",
        "read.vanished",
        "read.vanished",
        str(tmp_path / "good.txt"),
        "-",
    ]


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").touch()
    real = Path.iterdir

    def refused(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    assert [told(one) for one in files([str(tmp_path)])] == ["read.vanished", str(tmp_path / "b.txt")]


def test_a_name_that_is_not_utf8_is_read_and_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"He said so.")
    (name,) = files([str(tmp_path)])
    assert isinstance(name, str)
    with open(name, "rb") as stream:  # noqa: PTH123
        (item,) = items(name, stream)
    assert isinstance(item, Item)
    assert item.name == f"{tmp_path}/caf�.txt" == readable(name)


def lines(content: bytes, name: str = "a.jsonl") -> list[tuple[str, object]]:
    found = items(name, io.BytesIO(content))
    return [(one.code, one.item) if isinstance(one, Issue) else (one.name, one.content) for one in found]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"one\n\n  \r\nfour", [("a.jsonl:1", b"one"), ("a.jsonl:4", b"four")]),
        (b"one\r\n", [("a.jsonl:1", b"one\r")]),
        (b"", [("read.empty", "a.jsonl")]),
        (b"\n \n", [("read.empty", "a.jsonl")]),
    ],
)
def test_lines_are_numbered_and_blank_ones_passed_by(content: bytes, found: list[tuple[str, object]]) -> None:
    assert lines(content) == found


def test_a_line_over_the_limit_is_let_go_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST_LINE", 100)
    monkeypatch.setattr(intake, "_BLOCK", 64)
    assert lines(b"x" * 500 + b"\nfine\n" + b"y" * 101) == [
        ("read.too-large", "a.jsonl:1"),
        ("a.jsonl:2", b"fine"),
        ("read.too-large", "a.jsonl:3"),
    ]
    assert lines(b"z" * 100) == [("a.jsonl:1", b"z" * 100)]


def test_a_file_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST_ITEM", 10)
    assert lines(b"x" * 11, "a.txt") == [("read.too-large", "a.txt")]
    assert lines(b"x" * 10, "a.txt") == [("a.txt", b"x" * 10)]


PACKED = gzip.compress(b"one\ntwo\n" + bytes(range(256)) * 200, mtime=0)


@pytest.mark.parametrize(
    ("content", "last"),
    [
        (PACKED[:40], ("read.bad-archive", "a.jsonl.gz")),
        (PACKED[:-6], ("read.bad-archive", "a.jsonl.gz")),
        (PACKED[:30] + b"\xff" * 50 + PACKED[80:], ("read.bad-archive", "a.jsonl.gz")),
        (b"no gzip", ("read.bad-archive", "a.jsonl.gz")),
        (gzip.compress(b"one\n", mtime=0) + b"rest", ("read.bad-archive", "a.jsonl.gz")),
        (b"", ("read.empty", "a.jsonl.gz")),
        (gzip.compress(b"one\n", mtime=0) + gzip.compress(b"two\n", mtime=0), ("a.jsonl.gz:2", b"two")),
    ],
)
def test_packed_lines(content: bytes, last: tuple[str, object]) -> None:
    assert lines(content, "a.jsonl.gz")[-1] == last


def test_a_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "LARGEST_ITEM", 1 << 16)
    found = lines(gzip.compress(b"one\n" + b"\n" * (8 << 20)), "a.jsonl.gz")
    assert found == [("a.jsonl.gz:1", b"one"), ("read.bomb", "a.jsonl.gz")]


@given(st.lists(st.binary(max_size=30)), st.integers(1, 40))
def test_blocks_make_no_difference(pieces: list[bytes], block: int) -> None:
    content = b"\n".join(pieces)
    blocks = [content[at : at + block] for at in range(0, len(content), block)]
    whole = content.removesuffix(b"\n").split(b"\n") if content else []
    assert list(intake._split(blocks)) == whole
