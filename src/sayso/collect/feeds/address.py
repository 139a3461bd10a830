"""Addresses of the web: made absolute, and made comparable."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from sayso.model import identify

LONGEST = 2_000
"""Characters of an address; longer ones are no article's."""
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|ocid|cmpid|at_(?:medium|campaign)\w*"
)
"""Parts of a query that say by what way a reader came and not what is read."""
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_WHOLE = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[!-\"$-~]*)?")
"""What needs no resolving: most addresses in feeds."""
_PORTS = {"http": 80, "https": 443}


def absolute(said: str, base: str) -> str | None:
    """The http or https address that ``said`` means on the page at ``base``, without fragment; None when none."""
    text = _SPACE.sub("", said) if "\n" in said else said.strip()
    if not text or len(text) > LONGEST:
        return None
    if _WHOLE.fullmatch(text) and "/." not in text:
        return text
    try:
        parts = urlsplit(urljoin(base, text))
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or _SPACE.search(parts.netloc):
        return None
    return urlunsplit(parts._replace(fragment=""))


def host(address: str) -> str:
    """The host an address names, in lower case."""
    return urlsplit(address).hostname or ""


def key(address: str) -> str:
    """What two addresses of one thing have in common, as an id: scheme, ``www.``, tracking and fragment left out."""
    parts = urlsplit(address)
    named = (parts.hostname or "").removeprefix("www.")
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    query = parts.query
    if query:
        kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
        query = urlencode(kept)
    return identify("address", f"{named}{port}", parts.path or "/", query)
