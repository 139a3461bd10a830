"""Manners: how often and how many at once a host is asked, by all threads together."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sayso.collect.fetch.faults import Fault


@dataclass(slots=True)
class _Host:
    places: threading.BoundedSemaphore
    free: float = 0.0
    """When the next request may begin."""
    held: float = 0.0
    """Until when the host asked to be left alone."""
    lock: threading.Lock = field(default_factory=threading.Lock)


class Manners:
    """Turns at hosts. One for all threads that share a door."""

    def __init__(
        self,
        delay: float,
        concurrency: int,
        patience: float,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.delay = delay
        self.concurrency = concurrency
        self.patience = patience
        self._now = now
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float | None = None) -> Iterator[None]:
        """Wait for one's turn at a host, and hold a place there meanwhile.

        Raises ``Fault`` (``collect.asked-to-wait``) when it would take longer than one has patience for.
        """
        known = self._host(host)
        if not known.places.acquire(timeout=self.patience):
            raise Fault("collect.asked-to-wait", f"too much is under way at {host}", self.patience)
        try:
            if (wait := self._reserve(host, known, self.delay if delay is None else delay)) > 0:
                self._sleep(wait)
            yield
        finally:
            known.places.release()

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, as it asked."""
        known = self._host(host)
        with known.lock:
            known.held = max(known.held, self._now() + seconds)

    def wait(self, host: str) -> float:
        """Seconds until a request to the host may begin."""
        known = self._host(host)
        with known.lock:
            return max(0.0, known.free - self._now(), known.held - self._now())

    def _reserve(self, host: str, known: _Host, delay: float) -> float:
        with known.lock:
            now = self._now()
            begins = max(now, known.free, known.held)
            if begins - now > self.patience:
                raise Fault("collect.asked-to-wait", f"{host} is not to be asked yet", begins - now)
            known.free = begins + delay
            return begins - now

    def _host(self, host: str) -> _Host:
        with self._lock:
            if host not in self._hosts:
                self._hosts[host] = _Host(threading.BoundedSemaphore(self.concurrency))
            return self._hosts[host]
