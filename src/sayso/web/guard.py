"""What every answer says to the browser, and whom the desk answers at all.

The desk listens on the loopback address, but any page in a browser on this machine could call it: a name of its own
that points here, a frame, a script. Only its own names are answered, and nothing it serves may be framed, run or read
by other pages.
"""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = tuple(
    (name.encode(), value.encode())
    for name, value in {
        "content-security-policy": CONTENT_POLICY,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }.items()
)


class Guard:
    """Answers only calls to this machine by its own names, and puts ``HEADERS`` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_missing(message["headers"])]
            await send(message)

        app = self._app if _is_ours(scope) else _REFUSAL
        await app(scope, receive, guarded)


_REFUSAL = PlainTextResponse("This desk answers only to localhost.\n", status_code=421)


def _missing(given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers an answer did not set itself."""
    names = {name.lower() for name, _ in given}
    return [(name, value) for name, value in HEADERS if name not in names]


def _is_ours(scope: Scope) -> bool:
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1:
        return False
    name, colon, port = hosts[0].rpartition(":")
    bare = name if colon and port.isdigit() else hosts[0]
    return bare.lower() in NAMES
