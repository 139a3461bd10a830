"""The door: one address in, one response or fault out, whatever is on the other side."""

import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sayso.collect.fetch.addresses import Target, target, veiled
from sayso.collect.fetch.exchange import Ask, Failed, Got, Redirect
from sayso.collect.fetch.faults import Fault
from sayso.collect.fetch.limits import Limits
from sayso.collect.fetch.manners import Manners
from sayso.collect.fetch.peers import Network, Reach, Resolver, system_resolver
from sayso.collect.fetch.pools import Pools
from sayso.collect.fetch.robots import Robots
from sayso.collect.fetch.sockets import Trip


def _now() -> datetime:
    return datetime.now(UTC)


class Door:
    """The one way out. Safe to share between threads; keeps connections open until it is closed."""

    def __init__(
        self,
        agent: str,
        limits: Limits | None = None,
        *,
        proxy: str | None = None,
        resolver: Resolver = system_resolver,
        clock: Callable[[], datetime] = _now,
        trust: ssl.SSLContext | None = None,
        private: tuple[Network, ...] = (),
    ) -> None:
        """Open a door.

        ``agent`` is what the door calls itself: "Sayso/1.0 (the desk; whom to write to)". ``proxy`` is an http
        address, with name and password if need be. ``trust`` replaces the system's authorities. ``private`` are
        private and loopback networks that may be entered all the same, never to be filled from what a stranger can
        write; nothing opens cloud metadata. Raises ``SettingsError`` for a proxy that is none.
        """
        self.limits = limits or Limits()
        self.manners = Manners(self.limits.host_concurrency, self.limits.patience)
        """Whose turn it is at which host: ask ``wait`` before a thread is spent on waiting."""
        self._reach = Reach(resolver, self.limits.connect_seconds, private)
        self._pools = Pools(agent, self.limits, clock, proxy, trust)
        self._robots = Robots(agent, lambda address: self._fetch(Ask(address), robots=False))
        self._proxied = proxy is not None

    def fetch(self, ask: Ask) -> Got | Failed:
        """Get what an address holds, by way of its redirects. Raises nothing for what others do.

        Waits for its turn at each host, and asks each host's robots.txt first.
        """
        return self._fetch(ask, robots=True)

    def close(self) -> None:
        """Close all connections."""
        self._pools.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def _fetch(self, ask: Ask, robots: bool) -> Got | Failed:
        try:
            return self._follow(ask, robots)
        except Fault as fault:
            return Failed(veiled(ask.address), fault.code, fault.detail, fault.retry_after, fault.status)

    def _follow(self, ask: Ask, robots: bool) -> Got:
        """Go where an address leads. Raises ``Fault``."""
        first = going = target(ask.address, self.limits.address_length)
        trip = Trip(self._reach, 0.0, self.limits.read_seconds, self.limits.wire_bytes)
        left = self.limits.total_seconds
        redirects: list[Redirect] = []
        while True:
            delay = self._delay(going, ask, robots)
            with self.manners.turn(going.host, delay):
                begun = time.monotonic()
                trip.until = begun + left
                came = self._exchange(ask, first, going, trip)
                left -= time.monotonic() - begun
            if isinstance(came, Got):
                return replace(came, redirects=tuple(redirects)) if redirects else came
            redirects.append(came)
            going = self._next(redirects)

    def _exchange(self, ask: Ask, first: Target, going: Target, trip: Trip) -> Got | Redirect:
        authorization = first.authorization if going.origin == first.origin else None
        trip.peer = ""
        if self._proxied:
            self._reach.judge_written(going.host)
        try:
            return self._pools.exchange(ask, going, trip, authorization)
        except Fault as fault:
            if fault.retry_after and fault.code == "collect.asked-to-wait":
                self.manners.hold(going.host, fault.retry_after)
            raise

    def _delay(self, going: Target, ask: Ask, robots: bool) -> float:
        """Seconds between requests to the host: what the desk says, or what the host asks if that is longer."""
        asked = self._robots.delay(going) if robots else None
        own = self.limits.host_delay if ask.host_delay is None else ask.host_delay
        return own if asked is None else max(own, min(asked, self.limits.patience))

    def _next(self, redirects: list[Redirect]) -> Target:
        """Where the last redirect leads. Raises ``Fault`` when they are too many or go in a circle."""
        status = redirects[-1].status
        if len(redirects) > self.limits.redirects:
            raise Fault("collect.redirects", f"more than {self.limits.redirects} redirects", status=status)
        going = target(redirects[-1].to, self.limits.address_length)
        if going.address in {one.address for one in redirects}:
            raise Fault("collect.redirects", "the redirects go in a circle", status=status)
        return going
