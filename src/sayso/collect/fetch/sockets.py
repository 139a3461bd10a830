"""Connections that keep to one fetch's bounds in every byte they receive.

The library's time-outs are for one wait at a time: a server that sends a byte a second never meets them. Here each
wait gets what is left of the whole fetch, and each byte counts, whatever part of HTTP it is in.
"""

import socket
import ssl
import time
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from sayso.collect.fetch.faults import Fault
from sayso.collect.fetch.peers import Address, Reach


@dataclass(slots=True)
class Trip:
    """What is left of one fetch."""

    reach: Reach
    until: float
    """On the monotonic clock."""
    read_seconds: float
    bytes_left: int
    peer: str = ""
    ended: bool = False
    """Whether the other side has closed the connection."""

    def patience(self, most: float) -> float:
        """Seconds to wait now. Raises ``TimeoutError`` when none are left."""
        left = min(most, self.until - time.monotonic())
        if left <= 0:
            raise TimeoutError
        return left

    def spend(self, count: int) -> None:
        """Count bytes received. Raises ``Fault`` when they are too many."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise Fault("collect.too-large", "the response is larger than the limit")


TRIP: ContextVar[Trip] = ContextVar("trip")
"""The fetch under way in this thread. Without one there is no connection and not a byte."""


class _Bounded(socket.socket):
    def recv_into(self, *into: Any) -> int:
        trip = TRIP.get()
        self.settimeout(trip.patience(trip.read_seconds))
        taken = super().recv_into(*into)
        if not trip.peer:
            trip.peer = str(self.getpeername()[0])
        trip.spend(taken)
        trip.ended = not taken
        return taken


class _BoundedTLS(_Bounded, ssl.SSLSocket):
    """The same under TLS; bytes are counted as they are decrypted."""


class _Judged(HTTPConnection):
    """A connection to a host, by an address that was judged; or to the proxy, which the desk chose."""

    def _new_conn(self) -> socket.socket:
        trip = TRIP.get()
        if self.proxy is not None:
            return _connected([ip_address(one) for one in trip.reach.resolver(self.host, self.port)], self.port)
        addresses = trip.reach.addresses(self.host, self.port)
        try:
            connected = _connected(addresses, self.port)
        except TimeoutError:
            raise Fault("collect.too-slow", "the host does not answer") from None
        try:
            trip.reach.check(connected)
        except BaseException:
            connected.close()
            raise
        return connected


class _JudgedTLS(_Judged, HTTPSConnection):
    """The same under TLS."""


class Plain(HTTPConnectionPool):
    """Connections to one host by http."""

    ConnectionCls = _Judged


class Secure(HTTPSConnectionPool):
    """Connections to one host by https."""

    ConnectionCls = _JudgedTLS


def verifying(trust: ssl.SSLContext | None) -> ssl.SSLContext:
    """What certificates are checked against: the system's authorities unless told otherwise."""
    context = trust or ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = _BoundedTLS
    return context


def _connected(addresses: list[Address], port: int) -> socket.socket:
    """A socket to the first address that answers. Raises the last ``OSError`` when none does."""
    trip = TRIP.get()
    failed: OSError = OSError("no address")
    for address in addresses:
        family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
        made = _Bounded(family, socket.SOCK_STREAM)
        try:
            made.settimeout(trip.patience(trip.reach.connect_seconds))
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.connect((str(address), port))
        except OSError as error:
            made.close()
            failed = error
        else:
            return made
    raise failed
