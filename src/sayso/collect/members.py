"""Responses as records of a web archive (WARC 1.1, ISO 28500), each compressed by itself: a member of its file.

A body is kept unpacked from what the server packed it in for the way, so that any program reads it; the head keeps
the server's words for that under ``X-Archive-Orig-`` names, as other archives do.
"""

import re
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

_LEVEL = 4
"""Of gzip, as for what is added by hand."""
_FOR_THE_WAY = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Heads that speak of the body as it was sent."""
_BREAKS = re.compile(r"[\r\n\x00]+")
_COMMENTED = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"
"""The head of a gzip member with a comment (RFC 1952): flags 0x10."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered, as far as an archive keeps it."""

    address: str
    """Where the body was found: after redirects."""
    captured_at: str
    """ISO instant in UTC."""
    status: int
    reason: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    peer: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A response ready to be written."""

    address: str
    captured_at: str
    status: int
    digest: str
    """SHA-256 of the body: the capture's digest."""
    content: bytes
    """One gzip member holding one record."""
    seal: str
    """SHA-256 of ``content``."""


def pack(response: Response) -> Member:
    """A response as a member."""
    digest = sha256(response.body).hexdigest()
    block = _head(response) + response.body
    fields = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Date", response.captured_at),
        ("WARC-Target-URI", _line(response.address)),
        *([("WARC-IP-Address", _line(response.peer))] if response.peer else []),
        ("WARC-Payload-Digest", f"sha256:{digest}"),
        ("WARC-Block-Digest", f"sha256:{sha256(block).hexdigest()}"),
        ("Content-Type", "application/http;msgtype=response"),
        ("Content-Length", str(len(block))),
    ]
    content = _packed(_record(fields, block))
    return Member(
        response.address,
        response.captured_at,
        response.status,
        digest,
        content,
        sha256(content).hexdigest(),
    )


def body_of(content: bytes) -> bytes:
    """The body in a member that ``pack`` made. Raises ``ValueError`` for anything else."""
    try:
        record = zlib.decompress(content, wbits=31)
    except zlib.error as error:
        raise ValueError(f"not a compressed record: {error}") from None
    _, _, block = record.partition(b"\r\n\r\n")
    head, end, body = block.partition(b"\r\n\r\n")
    if (
        not record.startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")
        or not head.startswith(b"HTTP/")
        or not end
    ):
        raise ValueError("not the record of a response")
    return body[:-4]


def tombstone(digest: str, length: int) -> bytes:
    """A member of ``length`` bytes that says that a response was erased, to stand where it stood.

    What is left over is a comment in the member's head, which every program passes by. Raises ``ValueError`` when
    it does not fit; there is room in the place of every response, which says more.
    """
    said = b"erased: as the law may demand; the digest of what stood here stays\r\n"
    fields = [
        ("WARC-Type", "metadata"),
        ("WARC-Payload-Digest", f"sha256:{digest}"),
        ("Content-Type", "application/warc-fields"),
        ("Content-Length", str(len(said))),
    ]
    plain = _packed(_record(fields, said), level=9)
    spare = length - len(plain)
    if spare < 1:
        raise ValueError(f"a tombstone takes {len(plain) + 1} bytes, and there are {length}")
    return _COMMENTED + b" " * (spare - 1) + b"\0" + plain[len(_COMMENTED) :]


def is_tombstone(content: bytes, digest: str) -> bool:
    """Whether a member is the tombstone of bytes of that digest."""
    try:
        return content == tombstone(digest, len(content))
    except ValueError:
        return False


def _head(response: Response) -> bytes:
    lines = [f"HTTP/1.1 {response.status} {_line(response.reason)}"]
    for name, value in response.headers:
        kept = f"X-Archive-Orig-{name}" if name.lower() in _FOR_THE_WAY else name
        lines.append(f"{_line(kept)}: {_line(value)}")
    lines.append(f"Content-Length: {len(response.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _record(fields: Sequence[tuple[str, str]], block: bytes) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return b"".join((b"WARC/1.1\r\n", head.encode(), b"\r\n", block, b"\r\n\r\n"))


def _packed(record: bytes, level: int = _LEVEL) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    return packer.compress(record) + packer.flush()


def _line(said: str) -> str:
    return _BREAKS.sub(" ", said)
