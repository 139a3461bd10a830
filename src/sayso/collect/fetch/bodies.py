"""Bodies: read and unpacked a block at a time, and given up as soon as they are too much."""

import sys
import zlib
from collections.abc import Callable
from typing import Protocol

import brotli
from urllib3 import BaseHTTPResponse

from sayso.collect.fetch.faults import Fault
from sayso.collect.fetch.limits import Limits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, br, zstd"
_BLOCK = 1 << 16
_WINDOW = 23
"""Binary logarithm of the largest window of zstd: eight mebibytes, as RFC 9659 has it for HTTP."""


class Unpacker(Protocol):
    """Takes packed bytes and gives unpacked ones, never many more than asked for."""

    def feed(self, packed: bytes, most: int) -> bytes:
        """Unpack what came; what is beyond ``most`` bytes may be left out."""
        ...

    @property
    def done(self) -> bool:
        """Whether the packed bytes ended where they should."""
        ...


class _Zlib:
    """gzip, of one member or several, and deflate with its header or without."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._inner = zlib.decompressobj(window)
        self._begun = False

    def feed(self, packed: bytes, most: int) -> bytes:
        out = bytearray()
        while packed and len(out) < most:
            if self._inner.eof:
                if not packed.startswith(b"\x1f\x8b"):
                    break  # padding after the end, which browsers pass over too
                self._inner = zlib.decompressobj(self._window)
            out += self._some(packed, most - len(out))
            packed = self._inner.unused_data
        return bytes(out)

    def _some(self, packed: bytes, most: int) -> bytes:
        begun, self._begun = self._begun, True
        try:
            return self._inner.decompress(packed, most)
        except zlib.error:
            if begun or self._window != zlib.MAX_WBITS:
                raise
            self._window = -zlib.MAX_WBITS
            self._inner = zlib.decompressobj(self._window)
            return self._inner.decompress(packed, most)

    @property
    def done(self) -> bool:
        return self._inner.eof


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, packed: bytes, most: int) -> bytes:
        out = bytearray(self._inner.process(packed, output_buffer_limit=most))
        while len(out) < most and not self._inner.can_accept_more_data() and not self.done:
            out += self._inner.process(b"", output_buffer_limit=most - len(out))
        return bytes(out)

    @property
    def done(self) -> bool:
        return bool(self._inner.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._inner = self._fresh()

    @staticmethod
    def _fresh() -> zstd.ZstdDecompressor:
        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW})

    def feed(self, packed: bytes, most: int) -> bytes:
        out = bytearray()
        while packed and len(out) < most:
            if self._inner.eof:
                self._inner = self._fresh()
            out += self._inner.decompress(packed, most - len(out))
            packed = self._inner.unused_data if self._inner.eof else b""
        return bytes(out)

    @property
    def done(self) -> bool:
        return bool(self._inner.eof)


_UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    "gzip": lambda: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": lambda: _Zlib(zlib.MAX_WBITS),
    "br": _Brotli,
    "zstd": _Zstd,
}


def read(response: BaseHTTPResponse, limits: Limits) -> tuple[bytes, bytes]:
    """The body as it was sent, and unpacked (the same object when it was not packed).

    Raises ``Fault`` when it is too large, unpacks to too much or is not packed as it says, and whatever the
    connection raises.
    """
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > 15 or int(declared) > limits.wire_bytes):
        raise Fault("collect.too-large", f"the body has {declared[:20]} bytes")
    if response.headers.get("transfer-encoding", "chunked").strip().lower() not in ("chunked", "identity"):
        raise Fault("collect.bad-encoding", "the transfer is packed, which was not asked for")
    unpacker = _unpacker(response.headers.get("content-encoding", ""))
    payload, body = bytearray(), bytearray()
    while block := response.read(_BLOCK, decode_content=False):
        payload += block
        if unpacker is None:
            _bound(len(payload), limits.body_bytes, limits)
        else:
            _unpack(unpacker, block, len(payload), body, limits)
    sent = bytes(payload)
    if unpacker is None or not sent:
        return sent, sent
    if not unpacker.done:
        raise Fault("collect.cut-short", "the packed body ends before its end")
    return sent, bytes(body)


def _unpacker(encoding: str) -> Unpacker | None:
    names = [
        name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity")
    ]
    if not names:
        return None
    made = _UNPACKERS.get(names[0].removeprefix("x-"))
    if made is None or len(names) > 1:
        raise Fault("collect.bad-encoding", "the body is packed in a way that was not asked for")
    return made()


def _unpack(unpacker: Unpacker, block: bytes, packed: int, body: bytearray, limits: Limits) -> None:
    most = min(limits.body_bytes, max(limits.ratio_from, int(limits.ratio * packed)))
    try:
        body += unpacker.feed(block, most + 1 - len(body))
    except (zlib.error, brotli.error, zstd.ZstdError):
        raise Fault("collect.bad-encoding", "the body is not packed as it says") from None
    _bound(len(body), most, limits)


def _bound(size: int, most: int, limits: Limits) -> None:
    if size > limits.body_bytes:
        raise Fault("collect.too-large", f"the body unpacks to more than {limits.body_bytes} bytes")
    if size > most:
        raise Fault("collect.bomb", f"the body unpacks to more than {limits.ratio:g} times its size")
