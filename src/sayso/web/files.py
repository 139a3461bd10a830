"""Files: what pages load, and the archived originals."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from starlette.responses import Response, StreamingResponse

from sayso.errors import NotFound
from sayso.keeping import Keeping
from sayso.web.pages import STATIC, static_file

_BLOCK = 1 << 16
_FOREVER = "public, max-age=31536000, immutable"


def static(digest: str, name: str) -> Response:
    """A file of ours; its address tells its content, so it never changes."""
    if name not in STATIC:
        raise NotFound(f"there is no file {name!r} here")
    return Response(static_file(name), media_type=STATIC[name], headers={"cache-control": _FOREVER})


def favicon() -> Response:
    """None, said once: browsers ask for it on their own."""
    return Response(status_code=204, headers={"cache-control": _FOREVER})


def download(keeping: Keeping, digest: str) -> Response:
    """Archived bytes as a file to be saved: no type a browser would show, no name a stranger chose.

    Raises ``NotFound`` when they are not kept or damaged.
    """
    try:
        stream = keeping.open(digest)
        first = stream.read(_BLOCK)
    except (OSError, EOFError, ValueError, zlib.error):
        raise NotFound(
            "the archive does not hold these bytes, or they are damaged: sayso status --check"
        ) from None
    headers = {
        "content-disposition": f'attachment; filename="{digest[:16]}.original"',
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": "private, no-store",
    }
    return StreamingResponse(_blocks(first, stream), media_type="application/octet-stream", headers=headers)


def _blocks(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        block = first
        while block:
            yield block
            block = stream.read(_BLOCK)
