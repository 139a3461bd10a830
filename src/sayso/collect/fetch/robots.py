"""robots.txt: what a host asks programs to leave alone (RFC 9309)."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from sayso.collect.fetch.addresses import Target
from sayso.collect.fetch.exchange import Failed, Got
from sayso.collect.fetch.faults import Fault

READ = 500 * 1024
"""Bytes of a robots.txt that count, which is as many as the RFC asks a reader to take at least."""
_DAY = 24 * 3600.0
"""Seconds a robots.txt holds: the longest the RFC allows."""
_AGAIN = 600.0
"""Seconds after which a host that could not give its robots.txt is asked for it again."""
_SOON = 60.0
"""The same for a host that could not be spoken with."""
_THE_HOSTS = frozenset(
    f"collect.{code}" for code in ("refused-address", "no-name", "no-connection", "certificate", "tls", "proxy")
)
"""Faults of a host that have nothing to do with what it was asked for."""
_KEPT = 2000
"""Hosts whose rules are kept."""


@dataclass(slots=True)
class _Rules:
    """What one origin asks. Nothing known yet, all allowed, some allowed, or all refused by a fault."""

    until: float = float("-inf")
    parsed: Protego | None = None
    failed: Failed | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Robots:
    """The rules of the hosts a door has been at, each asked for once a day."""

    def __init__(
        self, agent: str, fetch: Callable[[str], Got | Failed], now: Callable[[], float] = time.monotonic
    ) -> None:
        """``agent`` is the full name of the program; what stands before its first slash is what rules are for."""
        self._agent = agent.partition("/")[0].strip()
        self._fetch = fetch
        self._now = now
        self._known: OrderedDict[str, _Rules] = OrderedDict()
        self._lock = threading.Lock()

    def delay(self, going: Target) -> float | None:
        """Seconds the host asks to have between two requests, or None.

        Raises ``Fault`` when the address may not be fetched: ``collect.robots``, ``collect.robots-unreachable``,
        or why no robots.txt could be had.
        """
        rules = self._rules(going.origin)
        if rules.failed is not None:
            raise _unreachable(rules.failed, rules.until - self._now())
        if rules.parsed is None:
            return None
        if not rules.parsed.can_fetch(going.address, self._agent):
            raise Fault("collect.robots", f"{going.origin}/robots.txt asks programs not to fetch this")
        return rules.parsed.crawl_delay(self._agent)

    def _rules(self, origin: str) -> _Rules:
        with self._lock:
            rules = self._known.setdefault(origin, _Rules())
            self._known.move_to_end(origin)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        with rules.lock:
            if rules.until <= self._now():
                self._learn(origin, rules)
        return rules

    def _learn(self, origin: str, rules: _Rules) -> None:
        """Ask for the robots.txt. What was known holds on while it cannot be had."""
        came = self._fetch(f"{origin}/robots.txt")
        now = self._now()
        if isinstance(came, Got):
            text = came.body[:READ].decode("utf-8-sig", "replace")
            rules.parsed, rules.failed, rules.until = Protego.parse(text), None, now + _DAY
        elif _unavailable(came):
            rules.parsed, rules.failed, rules.until = None, None, now + _DAY
        else:
            again = _SOON if came.status is None else _AGAIN
            rules.failed = None if rules.parsed else came
            rules.until = now + max(again, came.retry_after or 0.0)


def _unavailable(came: Failed) -> bool:
    """Whether the host says that it has none: then nothing is refused.

    Redirects that lead nowhere count as that too, as the RFC has it.
    """
    status = came.status or 0
    return came.code == "collect.redirects" or (400 <= status < 500 and status != 429)


def _unreachable(came: Failed, again: float) -> Fault:
    """Without an answer everything is refused. A fault that is not the file's own is told as what it is."""
    if came.code in _THE_HOSTS:
        return Fault(came.code, came.detail)
    if came.status is None:
        return Fault(came.code, f"robots.txt: {came.detail}")
    return Fault(
        "collect.robots-unreachable", f"no robots.txt to be had: {came.detail}", max(0.0, again), came.status
    )
