"""What goes through the door, and what comes back."""

from dataclasses import dataclass
from datetime import datetime

from sayso.collect.fetch.addresses import veiled


@dataclass(frozen=True, slots=True)
class Ask:
    """What to fetch, with what the server said of it last time so that it need not send it again."""

    address: str
    """http or https. A name and password in it are sent to that server and to no other."""
    etag: str | None = None
    """``ETag`` of the last response, as it came."""
    modified: str | None = None
    """``Last-Modified`` of the last response, as it came."""
    host_delay: float | None = None
    """Seconds between two requests to the host; None for the door's own."""

    def __repr__(self) -> str:
        return f"Ask({veiled(self.address)!r})"


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirect on the way."""

    address: str
    status: int
    to: str


@dataclass(frozen=True, slots=True)
class Got:
    """A response, complete and within all limits."""

    address: str
    """What was asked for."""
    final: str
    """Where the redirects ended; the address asked for, less name and password, when there were none."""
    status: int
    """200 or 203, or 304 when nothing changed."""
    reason: str
    headers: tuple[tuple[str, str], ...]
    """As they came, in order, each on one line."""
    payload: bytes
    """The body as it was sent, compressed if it was: what an archive keeps beside the headers.

    The chunks of the transfer are taken off, so that ``Transfer-Encoding`` says nothing of it.
    """
    body: bytes
    """The body, unpacked."""
    captured_at: datetime
    """When the head of the response was here, UTC."""
    peer: str
    """IP address it came from: the proxy's where there is one."""
    redirects: tuple[Redirect, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether the server said that what we have is still what it has. The body is empty then."""
        return self.status == 304

    def header(self, name: str) -> str | None:
        """The value of the first header of that name, in any case, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def __repr__(self) -> str:
        return f"Got({veiled(self.final)!r}, {self.status}, {len(self.body)} bytes)"


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no response. Holds no secrets: it may be stored and shown."""

    address: str
    """What was asked for, without passwords and tokens."""
    code: str
    """An issue code, ``collect.*``."""
    detail: str
    retry_after: float | None = None
    """Seconds the host asks to be left alone; None when it did not say."""
    status: int | None = None
    """Of the response that made it a fault, where there was one."""
