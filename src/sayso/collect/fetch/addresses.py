"""Addresses: read strictly, and shown without their secrets."""

import re
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from sayso.collect.fetch.faults import Fault

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_USERINFO = re.compile(r"(?<=//)[^/?#]*@")
_SECRET = re.compile(
    r"(?<=[?&;])([^=&;#]*(?:token|secret|passw|pwd|api_?key|auth|credential|session|sid\b|sig\b|signature)[^=&;#]*"
    r"|key|k|code|user|login|email|jwt|hash)=[^&;#]+",
    re.IGNORECASE,
)
_HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Target:
    """An address to connect to, read and made plain."""

    scheme: str
    host: str
    """Lower case, in ASCII, without a full stop at its end; an IPv6 address without brackets."""
    port: int
    address: str
    """Without name, password and fragment."""
    path: str
    """With its query: what the host is asked for."""
    authorization: str | None
    """Value of the header, where the address held a name and password."""

    @property
    def origin(self) -> str:
        """Scheme, host and port: what has one robots.txt, and what a password is for."""
        return f"{self.scheme}://{bracketed(self.host)}:{self.port}"


def target(address: str, longest: int) -> Target:
    """Read an address. Raises ``Fault`` (``collect.bad-address``) for what is none of http or https."""
    if len(address) > longest:
        raise Fault("collect.bad-address", f"the address has {len(address)} characters")
    if _CONTROL.search(address):
        raise Fault("collect.bad-address", "the address holds control characters")
    url = _parsed(address.strip())
    if url.scheme not in ("http", "https"):
        raise Fault("collect.bad-address", f"the scheme is {url.scheme or 'missing'}, not http or https")
    host = (url.host or "").strip("[]").rstrip(".").lower()
    if not host:
        raise Fault("collect.bad-address", "the address names no host")
    if url.port == 0:
        raise Fault("collect.bad-address", "the port is 0")
    plain = url._replace(auth=None, fragment=None, path=url.path or "/")
    port = url.port or (443 if url.scheme == "https" else 80)
    return Target(url.scheme, host, port, plain.url, plain.request_uri, _basic(url.auth))


def joined(address: str, location: str) -> str:
    """Where a ``Location`` leads from an address; a name and password in it are left out.

    Raises ``Fault`` (``collect.bad-address``) when it cannot be read.
    """
    try:
        return _USERINFO.sub("", urljoin(address, location.strip()), count=1)
    except ValueError:
        raise Fault("collect.bad-address", "a redirect leads to what is no address") from None


def veiled(address: str) -> str:
    """An address as it may be logged and stored in issues: without password, and without tokens in its query."""
    return _SECRET.sub(rf"\1={_HIDDEN}", _USERINFO.sub(f"{_HIDDEN}@", address, count=1))


def bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _parsed(address: str) -> Url:
    try:
        return parse_url(address)
    except (LocationParseError, ValueError):
        raise Fault("collect.bad-address", "the address cannot be read") from None


def _basic(auth: str | None) -> str | None:
    if not auth:
        return None
    return "Basic " + b64encode(unquote(auth).encode()).decode()
