"""Web archives, good, damaged and hostile."""

import gzip
import io
from collections.abc import Iterable

import pytest

from sayso.errors import Issue
from sayso.read.item import Item
from sayso.read.warc import warc_items


def record(
    body: bytes, kind: str = "response", *, headers: Iterable[str] = (), length: int | None = None
) -> bytes:
    named = ["Content-Type: text/html; charset=utf-8", *headers]
    http = "\r\n".join(["HTTP/1.1 200 OK", *named, "", ""]).encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://dam.example/{len(body)}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {length or len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


PAGE = record(b"<p>The gates are open.</p>")


def told(archive: bytes) -> list[str]:
    found = warc_items(io.BytesIO(archive), "a.warc")
    return [thing.code if isinstance(thing, Issue) else thing.name for thing in found]


def test_a_page_comes_out_as_it_was_served() -> None:
    (item,) = warc_items(io.BytesIO(PAGE), "a.warc")
    assert item == Item("a.warc:1", "page", b"<p>The gates are open.</p>", "utf-8", "http://dam.example/26")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Content-Encoding: gzip"], gzip.compress(b"<p>x</p>", mtime=0)),
        (["Transfer-Encoding: chunked"], b"8\r\n<p>x</p>\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], b"<p>x</p>"),
        (["Content-Encoding: gzip"], b"<p>x</p>"),
    ],
)
def test_bodies_are_unwrapped_even_where_their_headers_lie(headers: list[str], body: bytes) -> None:
    (item,) = warc_items(io.BytesIO(record(body, headers=headers)), "a.warc")
    assert isinstance(item, Item)
    assert item.content == b"<p>x</p>"


MEMBERS = [gzip.compress(record(b"<p>%d</p>" % n)) for n in range(3)]
ARCHIVES = {
    "two plain records": (PAGE + PAGE, ["a.warc:1", "a.warc:2"]),
    "record by record": (b"".join(MEMBERS), ["a.warc:1", "a.warc:2", "a.warc:3"]),
    "one block": (gzip.compress(PAGE + PAGE, mtime=0), ["a.warc:1", "a.warc:2", "read.archive-form"]),
    "not only pages": (record(b"x", "request") + record(b"x", "metadata") + PAGE, ["a.warc:3"]),
    "a wrong length": (
        record(b"<p>x</p>", length=9) + PAGE,
        ["read.bad-archive", "a.warc:2"],
    ),
    "cut inside a record": (PAGE + PAGE[:-30], ["a.warc:1", "read.bad-archive"]),
    "cut inside a member": (b"".join(MEMBERS)[:-30], ["a.warc:1", "a.warc:2", "read.bad-archive"]),
    "a damaged member": (
        MEMBERS[0] + MEMBERS[1][:40] + b"\xff" * 40 + MEMBERS[1][80:] + MEMBERS[2],
        ["a.warc:1", "read.bad-archive", "a.warc:2"],
    ),
    "a page that is a bomb": (
        record(gzip.compress(b"0" * (64 << 20)), headers=["Content-Encoding: gzip"]) + PAGE,
        ["read.bomb", "a.warc:2"],
    ),
    "an archive that is a bomb": (gzip.compress(record(b"0" * (96 << 20))), ["read.bomb"]),
    "a record too large": (record(b"0" * (33 << 20)) + PAGE, ["read.too-large", "a.warc:2"]),
    "no archive": (b"The gates are open.\n" * 3, ["read.bad-archive"]),
    "no gzip": (b"\x1f\x8bThe gates are open.", ["read.bad-archive"]),
    "nothing": (b"", []),
    "no length": (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + PAGE, ["read.bad-archive", "a.warc:1"]),
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_archives(kind: str) -> None:
    archive, expected = ARCHIVES[kind]
    assert told(archive) == expected


def test_redirects_hold_no_page() -> None:
    assert told(PAGE.replace(b"200 OK", b"301 XX")) == []
