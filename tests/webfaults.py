"""What a host can do wrong, by name: to be put into a ``testweb.Web``."""

import asyncio
import gzip
import zlib
from collections.abc import Callable, Mapping
from itertools import chain, repeat

import brotli

from testweb import Fault, Reply, Request, head

try:
    from backports import zstd
except ImportError:
    from compression import zstd  # type: ignore[no-redef]

BOMB = bytes(40 << 20)
"""What bombs unpack to: forty mebibytes of nothing."""


async def stall(_: Request, __: asyncio.StreamWriter) -> None:
    """Say nothing, for ever."""
    await asyncio.Event().wait()


def says(*parts: bytes) -> Fault:
    """Send bytes as they are and close the connection."""

    async def fault(_: Request, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()

    return fault


def breaks(*parts: bytes) -> Fault:
    """Send bytes as they are and break the connection off, as a host does that crashes."""

    async def fault(request: Request, writer: asyncio.StreamWriter) -> None:
        await says(*parts)(request, writer)
        await asyncio.sleep(0.05)  # or what was sent is thrown away with the rest
        writer.transport.abort()

    return fault


def drips(begin: bytes, drop: bytes, pause: float = 0.02) -> Fault:
    """Begin well, then send a little at a time for ever: each wait is short, all together have no end."""

    async def fault(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(begin)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(pause)

    return fault


def endless(begin: bytes, block: bytes) -> Fault:
    """Begin well, then send as fast as one can, for ever."""

    async def fault(_: Request, writer: asyncio.StreamWriter) -> None:
        for part in chain((begin,), repeat(block)):
            writer.write(part)
            await writer.drain()

    return fault


def packed(encoding: str, body: bytes, **headers: str) -> Reply:
    """A reply with a body that is said to be packed so."""
    return Reply(200, {"Content-Encoding": encoding, **headers}, body)


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """A response in chunks."""
    sent = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return head(200, {"Transfer-Encoding": "chunked"}) + sent + end


def ok(**headers: str) -> bytes:
    """The head of a response that is well."""
    return head(200, {name.replace("_", "-"): value for name, value in headers.items()})


PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "br": lambda body: brotli.compress(body, quality=5),
    "zstd": zstd.compress,
    "deflate": zlib.compress,
}
