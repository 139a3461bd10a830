"""What was fetched is kept as it was, and every change of it is named."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sayso.collect import days as days_module
from sayso.collect.days import Days, Kept
from sayso.collect.members import Response, body_of, is_tombstone, pack, tombstone

DAY, NEXT = "2031-03-03", "2031-03-04"


def response(body: bytes = b"<p>The harbour is open.</p>", address: str = "https://news.example/1") -> Response:
    """A page as a server sends it."""
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "br"), ("Content-Length", "9"))
    return Response(address, "2031-03-03T07:00:00Z", 200, "OK", headers, body, "192.0.2.1")


def kept(folder: Path, *bodies: bytes, day: str = DAY) -> list[Kept]:
    """Responses with those bodies, kept together."""
    made = [pack(response(body, f"https://news.example/{number}")) for number, body in enumerate(bodies, 1)]
    return Days(folder).keep(made, day)


def faults(folder: Path, erased: Callable[[str], bool] = lambda _: False) -> list[str]:
    return list(Days(folder).verify(erased, lambda _: {}))


@given(st.binary(max_size=3000))
def test_a_body_comes_back(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    folder = tmp_path_factory.mktemp("days")
    one, two = kept(folder, body, b"other")
    assert Days(folder).body(one.file, one.first, one.length) == body
    assert Days(folder).body(two.file, two.first, two.length) == b"other"
    assert faults(folder) == []


def test_other_programs_read_the_archive(tmp_path: Path) -> None:
    kept(tmp_path, b"one", b"two")
    with (tmp_path / f"{DAY}-1.warc.gz").open("rb") as stream:
        read = [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.http_headers.get_header("X-Archive-Orig-Content-Encoding"),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(stream, check_digests="raise")
        ]
    assert read == [
        ("response", "https://news.example/1", "br", b"one"),
        ("response", "https://news.example/2", "br", b"two"),
    ]


def test_no_head_can_add_lines(tmp_path: Path) -> None:
    sly = replace(
        response(),
        reason="OK\r\nX: y",
        headers=(("A", "b\r\n\r\nevil"), ("C\nD", "e")),
        address="https://a/\r\nX: y",
    )
    content = pack(sly).content
    [record] = ArchiveIterator(io.BytesIO(content))
    assert record.http_headers.get_header("X") is None
    assert record.rec_headers.get_header("X") is None
    assert body_of(content) == sly.body


@given(st.binary(max_size=300) | st.binary(max_size=200_000).map(lambda some: some * 3))
def test_a_tombstone_fits_where_a_response_stood(body: bytes) -> None:
    member = pack(response(body))
    stone = tombstone(member.digest, len(member.content))
    assert len(stone) == len(member.content)
    assert is_tombstone(stone, member.digest)
    assert not is_tombstone(member.content, member.digest)
    [record] = ArchiveIterator(io.BytesIO(stone))
    assert record.rec_type == "metadata"
    assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha256:{member.digest}"
    with pytest.raises(ValueError, match="not the record of a response"):
        body_of(stone)


def test_there_must_be_room_for_a_tombstone() -> None:
    with pytest.raises(ValueError, match="and there are 10"):
        tombstone("0" * 64, 10)


def test_an_erased_response_leaves_the_chain_whole(tmp_path: Path) -> None:
    one, two, three = kept(tmp_path, b"first words", b"second words", b"third words")
    days = Days(tmp_path)
    days.erase(two.digest, two.file, two.first, two.length)
    days.erase(two.digest, two.file, two.first, two.length)
    assert faults(tmp_path, lambda digest: digest == two.digest) == []
    [told] = faults(tmp_path)
    assert told.startswith(
        f"{two.file} byte {two.first}: {two.address} of {two.captured_at} was erased, and the ledger"
    )
    assert days.body(three.file, three.first, three.length) == b"third words"
    assert days.body(one.file, one.first, one.length) == b"first words"


def test_a_day_goes_on_from_the_day_before(tmp_path: Path) -> None:
    kept(tmp_path, b"one")
    kept(tmp_path, b"two", day=NEXT)
    assert faults(tmp_path) == []
    assert [(day, count) for day, count, _ in Days(tmp_path).heads()] == [(DAY, 1), (NEXT, 1)]
    assert [one.captured_at for one in Days(tmp_path).newest()] == ["2031-03-03T07:00:00Z"] * 2
    (tmp_path / f"{DAY}.chain").unlink()
    assert faults(tmp_path) == [
        f"{NEXT}.chain line 1: does not follow from what was kept before https://news.example/1"
    ]


def flip(path: Path, at: int) -> None:
    """Change one byte."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_changed_byte_is_named(tmp_path: Path) -> None:
    _, two, _ = kept(tmp_path, b"one", b"two", b"three")
    flip(tmp_path / two.file, two.first + two.length // 2)
    assert faults(tmp_path) == [
        f"{two.file} byte {two.first}: https://news.example/2 of {two.captured_at} was changed"
    ]


@pytest.mark.parametrize("change", ["word", "removed", "swapped", "garbage"])
def test_a_changed_line_is_named(tmp_path: Path, change: str) -> None:
    kept(tmp_path, b"one", b"two", b"three")
    chain = tmp_path / f"{DAY}.chain"
    one, two, three = chain.read_text().splitlines(keepends=True)
    said = {
        "word": [one, two.replace("news.example/2", "news.example/9"), three],
        "removed": [one, three],
        "swapped": [two, one, three],
        "garbage": [one, "{}\n", three],
    }[change]
    chain.write_text("".join(said))
    assert any(f"{DAY}.chain line" in fault for fault in faults(tmp_path))


def test_lines_made_anew_do_not_fit_the_ledger(tmp_path: Path) -> None:
    made = kept(tmp_path, b"one", b"two")
    recorded = {one.first: one.chain for one in made}
    assert list(Days(tmp_path).verify(lambda _: False, lambda _: recorded)) == []
    for path in tmp_path.iterdir():
        path.unlink()
    kept(tmp_path, b"one", b"other")
    told = list(Days(tmp_path).verify(lambda _: False, lambda _: recorded))
    assert told
    assert all("another chain" in fault for fault in told)


def test_a_line_names_no_file_elsewhere(tmp_path: Path) -> None:
    kept(tmp_path, b"one")
    chain = tmp_path / f"{DAY}.chain"
    said = json.loads(chain.read_text())
    chain.write_text(json.dumps({**said, "file": "../../etc/passwd"}) + "\n")
    assert faults(tmp_path) == [f"{DAY}.chain line 1: names a file that is not beside it"]
    with pytest.raises(OSError, match="sayso archive verify"):
        kept(tmp_path, b"two")


def test_what_a_killed_writer_left_is_cut_off(tmp_path: Path) -> None:
    [one] = kept(tmp_path, b"one")
    with (tmp_path / one.file).open("ab") as stream:
        stream.write(b"\x1f\x8b half of a record")
    with (tmp_path / f"{DAY}.chain").open("ab") as stream:
        stream.write(b'{"address": "https://ne')
    [two] = kept(tmp_path, b"two")
    assert two.first == one.length
    assert faults(tmp_path) == []
    assert Days(tmp_path).body(two.file, two.first, two.length) == b"two"


def test_a_full_file_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days_module, "FULL", 10)
    made = [kept(tmp_path, body)[0] for body in (b"one", b"two", b"three")]
    assert [(one.file, one.first) for one in made] == [(f"{DAY}-{number}.warc.gz", 0) for number in (1, 2, 3)]
    assert faults(tmp_path) == []


@pytest.mark.parametrize("full", ["archive", "chain"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: str) -> None:
    kept(tmp_path, b"one")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    real = days_module.os.fsync
    called: list[int] = []

    def refuse(descriptor: int) -> None:
        called.append(descriptor)
        if len(called) == (1 if full == "archive" else 2):
            raise OSError(28, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(days_module.os, "fsync", refuse)
        with pytest.raises(OSError, match="No space left"):
            kept(tmp_path, b"two", b"three")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    kept(tmp_path, b"two")
    assert faults(tmp_path) == []
