"""What goes wrong at the door, and the code each has."""

import http.client
import ssl
from collections.abc import Iterator

from urllib3 import exceptions as u


class Fault(Exception):
    """A fetch ends here. Its detail is put together from our own words and holds no secrets."""

    def __init__(
        self, code: str, detail: str, retry_after: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.retry_after = retry_after
        self.status = status


def of(error: Exception) -> Fault:
    """The fault an error of the library or the system is."""
    chain = tuple(_chain(error))
    for one in chain:
        if isinstance(one, Fault):
            return one
    if isinstance(error, u.ProxyError):
        return Fault("collect.proxy", f"the proxy does not let us through: {_said(chain)}")
    for one in chain:
        if found := _one(one):
            return Fault(*found)
    return Fault("collect.no-connection", _said(chain))


def _one(error: BaseException) -> tuple[str, str] | None:
    match error:
        case ssl.SSLCertVerificationError():
            return "collect.certificate", error.verify_message
        case TimeoutError() | u.ReadTimeoutError():
            return "collect.too-slow", "the response stopped coming, or took too long"
        case ssl.SSLError():
            return "collect.tls", (error.reason or "no secure connection").replace("_", " ").lower()
        case http.client.IncompleteRead() | u.IncompleteRead():
            return "collect.cut-short", "the response ends before its end"
        case http.client.RemoteDisconnected():
            return "collect.cut-short", "the host closed the connection without a response"
        case ConnectionResetError() | BrokenPipeError():
            return "collect.cut-short", "the host broke the connection off"
        case http.client.HTTPException() if str(error).startswith("got more than"):
            return "collect.bad-response", f"the head is too long: {error}"
        case http.client.HTTPException() | u.InvalidHeader() | u.InvalidChunkLength():
            return "collect.bad-response", "what came is not HTTP"
        case OSError():
            return "collect.no-connection", error.strerror or type(error).__name__
        case _:
            return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it stands for, innermost first."""
    inner = [value for value in (*error.args, getattr(error, "reason", None)) if isinstance(value, Exception)]
    for one in (*inner, error.__cause__):
        if one is not None and one is not error:
            yield from _chain(one)
    yield error


def _said(chain: tuple[BaseException, ...]) -> str:
    """The system's own words, which hold no address."""
    for one in chain:
        if isinstance(one, OSError) and one.strerror:
            return one.strerror
    return "no connection"
