"""Whose turn it is: errands by host, one at a time at each, so that no thread waits while another could work."""

import heapq
from collections import deque
from collections.abc import Callable, Iterable

from sayso.collecting.errand import Errand

LONG = 120.0
"""Seconds of rest for which a host is not waited for; it is given back."""
LOST = 3
"""Failures in a row after which a host is taken to be out of reach for now."""


class Turns:
    """The errands at the hosts this process holds. Hosts are asked in turn; ``wait`` says how long one must rest."""

    def __init__(self, wait: Callable[[str], float], now: Callable[[], float]) -> None:
        self._wait = wait
        self._now = now
        self._errands: dict[str, deque[Errand]] = {}
        self._resting: list[tuple[float, int, str]] = []
        self._order = 0
        self._failed: dict[str, int] = {}
        self._stopped: set[str] = set()
        self.under_way: dict[str, Errand] = {}
        self.weary: dict[str, float] = {}
        """Hosts that are to rest for long, and how long; to be given back."""

    def __len__(self) -> int:
        return len(self._errands)

    def hold(self, host: str, errands: Iterable[Errand]) -> None:
        """Take errands at a host."""
        if host not in self._errands:
            self._errands[host] = deque()
            self._failed[host] = 0
            self._rest(host, 0.0)
        self._errands[host].extend(errands)

    def next(self) -> Errand | None:
        """The errand of the host that has rested longest, or None while all are at work or at rest."""
        while self._resting and self._resting[0][0] <= self._now():
            host = heapq.heappop(self._resting)[2]
            waiting = self._errands.get(host)
            if not waiting or host in self.under_way:
                continue
            rest = self._wait(host)
            if rest > LONG:
                self.weary[host] = rest
                self.give_back(host)
                continue
            if rest > 0:
                self._rest(host, rest)
                continue
            self.under_way[host] = waiting.popleft()
            return self.under_way[host]
        return None

    def pause(self) -> float | None:
        """Seconds until somebody has rested; None when nobody rests."""
        return max(0.0, self._resting[0][0] - self._now()) if self._resting else None

    def done(self, host: str, *, reached: bool, welcome: bool) -> None:
        """An errand at a host is done; the next follows unless it is out of reach or asked to be left alone."""
        self.under_way.pop(host, None)
        self._failed[host] = 0 if reached else self._failed[host] + 1
        if self._errands[host] and welcome and not self.lost(host):
            self._rest(host, 0.0)
        else:
            self._stopped.add(host)

    def stopped(self, host: str) -> bool:
        """Whether nothing more is asked of a host by those who hold it."""
        return host in self._stopped

    def lost(self, host: str) -> bool:
        """Whether a host is out of reach for now."""
        return self._failed.get(host, 0) >= LOST

    def give_back(self, host: str) -> None:
        """Hold a host no longer."""
        self._errands.pop(host, None)
        self._failed.pop(host, None)
        self._stopped.discard(host)

    def _rest(self, host: str, seconds: float) -> None:
        self._order += 1
        heapq.heappush(self._resting, (self._now() + seconds, self._order, host))
