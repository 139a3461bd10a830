"""Requests to hosts over connections that are kept open, and what a response says of itself."""

import email.utils
import logging
import re
import ssl
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import unquote

import urllib3
from urllib3 import BaseHTTPResponse, PoolManager, ProxyManager
from urllib3.exceptions import HTTPError, ProtocolError

from sayso.collect.fetch import bodies, faults
from sayso.collect.fetch.addresses import Target, bracketed, joined
from sayso.collect.fetch.exchange import Ask, Got, Redirect
from sayso.collect.fetch.faults import Fault
from sayso.collect.fetch.limits import Limits
from sayso.collect.fetch.sockets import TRIP, Plain, Secure, Trip, verifying
from sayso.errors import SettingsError

_FOLD = re.compile(r"[\r\n]+[ \t]*")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WANTED = frozenset({200, 203})
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, "
    "text/html;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_DRAINED = 1 << 14
"""Bytes of a body nobody wants that are read so that the connection can be used again."""
_ONCE: dict[str, Any] = {
    "redirect": False,
    "retries": False,
    "preload_content": False,
    "decode_content": False,
}
"""How the library is asked: for one response and no more."""
_LONGEST_WAIT = 30 * 24 * 3600.0
"""Seconds of a ``Retry-After`` that are believed."""
_STATUSES = {
    401: ("collect.forbidden", "the host asks for a password"),
    402: ("collect.forbidden", "the host asks for payment"),
    403: ("collect.forbidden", "the host refuses"),
    404: ("collect.gone", "the host has nothing there"),
    407: ("collect.proxy", "the proxy asks for a password"),
    410: ("collect.gone", "the host says that it is gone for good"),
    429: ("collect.asked-to-wait", "the host asks for fewer requests"),
    451: ("collect.forbidden", "the host refuses for legal reasons"),
    503: ("collect.asked-to-wait", "the host cannot answer now"),
}


class Pools:
    """Connections to many hosts, and one request at a time over one of them."""

    def __init__(
        self,
        agent: str,
        limits: Limits,
        clock: Callable[[], datetime],
        proxy: str | None,
        trust: ssl.SSLContext | None,
    ) -> None:
        self._agent = agent
        self._limits = limits
        self._clock = clock
        self._timeout = urllib3.Timeout(connect=limits.connect_seconds, read=limits.read_seconds)
        self._manager = _manager(limits, proxy, verifying(trust))

    def exchange(self, ask: Ask, going: Target, trip: Trip, authorization: str | None) -> Got | Redirect:
        """One request and what came of it: a response, or where it redirects to. Raises ``Fault``."""
        token = TRIP.set(trip)
        try:
            with closing(self._send(going, self._headers(ask, authorization))) as response:
                return self._answer(ask, going, response, trip)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise faults.of(error) from None
        finally:
            TRIP.reset(token)

    def close(self) -> None:
        """Close all connections."""
        self._manager.clear()

    def _headers(self, ask: Ask, authorization: str | None) -> dict[str, str]:
        given = {
            "If-None-Match": ask.etag,
            "If-Modified-Since": ask.modified,
            "Authorization": authorization,
        }
        return {
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": bodies.ACCEPTED,
        } | {name: value for name, value in given.items() if value}

    def _send(self, going: Target, headers: dict[str, str]) -> BaseHTTPResponse:
        """Send a request; once more when a connection kept open was closed meanwhile by the other side."""
        try:
            return self._request(going, headers)
        except ProtocolError as error:
            if not any(isinstance(one, ConnectionError) for one in error.args):
                raise
        return self._request(going, headers)

    def _request(self, going: Target, headers: dict[str, str]) -> BaseHTTPResponse:
        how = {"headers": headers, "timeout": self._timeout, **_ONCE}
        if isinstance(self._manager, ProxyManager):
            return self._manager.urlopen("GET", going.address, **how)
        pool = self._manager.connection_from_host(bracketed(going.host), going.port, going.scheme)
        return pool.urlopen("GET", going.path, **how)

    def _answer(self, ask: Ask, going: Target, response: BaseHTTPResponse, trip: Trip) -> Got | Redirect:
        captured = self._clock()
        if trip.ended:  # nothing is read beyond a head, so this one had no end; the library does not say so
            raise Fault("collect.cut-short", "the response ends before its body")
        headers = _headers_of(response)
        _bound(headers, self._limits)
        if response.status in _REDIRECTS:
            _drain(response)
            return _redirect(going, response)
        if not (response.status in _WANTED or (response.status == 304 and (ask.etag or ask.modified))):
            _drain(response)
            raise _unwanted(response, captured)
        payload, body = bodies.read(response, self._limits)
        reason = response.reason or ""
        return Got(
            ask.address, going.address, response.status, reason, headers, payload, body, captured, trip.peer
        )


def _manager(limits: Limits, proxy: str | None, trust: ssl.SSLContext) -> PoolManager:
    kept: dict[str, Any] = {"num_pools": limits.pools, "maxsize": limits.host_concurrency, "ssl_context": trust}
    manager = _through(proxy, kept) if proxy else PoolManager(**kept)
    manager.pool_classes_by_scheme = {"http": Plain, "https": Secure}
    _hush()
    return manager


def _through(proxy: str, kept: dict[str, Any]) -> ProxyManager:
    """Connections by way of a proxy. Raises ``SettingsError`` without repeating the password."""
    try:
        url = urllib3.util.parse_url(proxy)
    except HTTPError:
        url = urllib3.util.Url()
    if url.scheme != "http" or not url.host:
        raise SettingsError("the proxy is no address of http: write http://name:password@host:port")
    headers = urllib3.make_headers(proxy_basic_auth=unquote(url.auth)) if url.auth else None
    return ProxyManager(url._replace(auth=None).url, proxy_headers=headers, **kept)


def _silent(_: logging.LogRecord) -> bool:
    return False


def _hush() -> None:
    """Keep the library from logging addresses, whatever level is asked of it: they may hold tokens."""
    for name in ("connection", "connectionpool", "poolmanager", "util.retry"):
        logging.getLogger(f"urllib3.{name}").addFilter(_silent)


def _headers_of(response: BaseHTTPResponse) -> tuple[tuple[str, str], ...]:
    """Headers in order, each on one line: a value folded over several is unfolded."""
    return tuple((name, _FOLD.sub(" ", value)) for name, value in response.headers.iteritems())


def _bound(headers: tuple[tuple[str, str], ...], limits: Limits) -> None:
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > limits.headers or size > limits.header_bytes:
        raise Fault("collect.bad-response", f"the head has {len(headers)} lines and {size} characters")


def _drain(response: BaseHTTPResponse) -> None:
    """Read the rest of a short body, so that the connection is free for the next request."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 9 and int(length) <= _DRAINED:
        response.drain_conn()


def _redirect(going: Target, response: BaseHTTPResponse) -> Redirect:
    location = response.headers.get("location")
    if not location:
        raise Fault("collect.redirects", "the redirect says not where to", status=response.status)
    return Redirect(going.address, response.status, joined(going.address, location))


def _unwanted(response: BaseHTTPResponse, now: datetime) -> Fault:
    other = "collect.server-error" if response.status >= 500 else "collect.status"
    code, told = _STATUSES.get(response.status, (other, "the host answers otherwise than hoped"))
    again = _seconds(response.headers.get("retry-after", "").strip(), now)
    return Fault(code, f"{told} (status {response.status})", again, response.status)


def _seconds(retry_after: str, now: datetime) -> float | None:
    """What a ``Retry-After`` says, a number of seconds or a date; None for what is neither."""
    if retry_after.isdecimal():
        return min(float(retry_after[:9]), _LONGEST_WAIT)
    try:
        until = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    seconds = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(max(seconds.total_seconds(), 0.0), _LONGEST_WAIT)
