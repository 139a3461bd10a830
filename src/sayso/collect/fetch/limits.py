"""How much a stranger's server may have of us."""

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one fetch, redirects and all, and on what one host is asked at once."""

    redirects: int = 5
    wire_bytes: int = 16 * MEBIBYTE
    """Bytes received: heads, bodies and their framing."""
    body_bytes: int = 64 * MEBIBYTE
    """Bytes of the unpacked body."""
    ratio: float = 100.0
    """Unpacked bytes to packed ones, once more than ``ratio_from`` are unpacked. Feeds pack ten to one."""
    ratio_from: int = MEBIBYTE
    headers: int = 100
    """Lines in the head of a response."""
    header_bytes: int = 64 * 1024
    address_length: int = 8192
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    """Without a byte."""
    total_seconds: float = 60.0
    """From the first connection to the last byte, waiting for one's turn at a host not counted."""
    host_delay: float = 1.0
    """Seconds between the beginnings of two requests to a host."""
    host_concurrency: int = 2
    """Requests under way at a host."""
    patience: float = 60.0
    """Seconds a fetch waits for its turn at a host before it gives up for now."""
    pools: int = 256
    """Hosts to which connections are kept open."""
