"""Manners: how often and how many at once a host is asked, by all threads together."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sayso.collect.fetch.faults import Fault

_KEPT = 4096
"""Hosts remembered before those that need no remembering are forgotten."""


@dataclass(slots=True)
class _Host:
    left: threading.Condition
    """Told when somebody has left, while others wait."""
    there: int = 0
    """Requests under way."""
    waiting: int = 0
    free: float = 0.0
    """When the next request may begin."""
    held: float = 0.0
    """Until when the host asked to be left alone."""

    def begins(self, now: float) -> float:
        """When a request may begin."""
        return max(now, self.free, self.held)


class Manners:
    """Turns at hosts. One for all threads that share a door."""

    def __init__(
        self,
        concurrency: int,
        patience: float,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """At most ``concurrency`` requests at a host at once; no turn is waited for over ``patience`` seconds."""
        self._concurrency = concurrency
        self._patience = patience
        self._now = now
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait for one's turn at a host, and hold a place there meanwhile.

        The next turn begins no sooner than ``delay`` seconds after this one. Raises ``Fault``
        (``collect.asked-to-wait``) when it would take longer than one has patience for.
        """
        with self._lock:
            known = self._known(host)
            self._enter(host, known)
        try:
            wait = self._reserve(host, known, delay)
            while wait > 0:
                self._sleep(wait)
                wait = self._still_held(host, known)
            yield
        finally:
            with self._lock:
                known.there -= 1
                if known.waiting:
                    known.left.notify()

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, as it asked."""
        with self._lock:
            known = self._known(host)
            known.held = max(known.held, self._now() + seconds)

    def wait(self, host: str) -> float:
        """Seconds until a request to the host may begin, as far as its delay and its wish go."""
        with self._lock:
            known, now = self._hosts.get(host), self._now()
            return known.begins(now) - now if known else 0.0

    def _enter(self, host: str, known: _Host) -> None:
        """Take a place. The lock is held, and let go while one waits."""
        if known.there >= self._concurrency:
            known.waiting += 1
            free = known.left.wait_for(lambda: known.there < self._concurrency, self._patience)
            known.waiting -= 1
            if not free:
                raise Fault("collect.asked-to-wait", f"too much is under way at {host}", self._patience)
        known.there += 1

    def _reserve(self, host: str, known: _Host, delay: float) -> float:
        """Seconds to wait; what comes after begins ``delay`` seconds later still."""
        with self._lock:
            now = self._now()
            begins = known.begins(now)
            self._bear(host, begins - now)
            known.free = begins + delay
            return begins - now

    def _still_held(self, host: str, known: _Host) -> float:
        """Seconds to wait yet, when the host asked for them while we waited."""
        with self._lock:
            wait = known.held - self._now()
            self._bear(host, wait)
            return wait

    def _bear(self, host: str, wait: float) -> None:
        if wait > self._patience:
            raise Fault("collect.asked-to-wait", f"{host} is not to be asked yet", wait)

    def _known(self, host: str) -> _Host:
        if host not in self._hosts:
            if len(self._hosts) >= _KEPT:
                self._forget()
            self._hosts[host] = _Host(threading.Condition(self._lock))
        return self._hosts[host]

    def _forget(self) -> None:
        now = self._now()
        self._hosts = {
            host: known
            for host, known in self._hosts.items()
            if known.there or known.waiting or known.begins(now) > now
        }
