"""Collecting: what is due is asked for, kept, recorded, and then read, once or for as long as nobody stops it."""

import re
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_network

from sayso.collect.fetch import Door, Limits
from sayso.collecting.collector import Collector
from sayso.collecting.errand import Event
from sayso.desk import Desk, Kept
from sayso.ledger.store import micros
from sayso.settings import Settings
from sayso.version import __version__

__all__ = ["Collector", "Event", "agent", "collect", "counts", "open_door"]

_LOOK = 5.0
"""Seconds between two looks whether something is due, while reports are read …"""
_SLICE = 10.0
"""… and seconds of collecting before reading goes on."""
_LONGEST = 60.0
"""Seconds slept at a time: a source may be added meanwhile."""


def agent(settings: Settings) -> str:
    """What a desk calls itself: "Sayso/0.1 (The Narrows; mailto:desk@example.org)"."""
    said = [re.sub(r"[^\x20-\x7e]|[()\\]", "?", one) for one in (settings.name, settings.collect.contact or "")]
    return f"Sayso/{__version__} ({'; '.join(filter(None, said))})"


def open_door(settings: Settings) -> Door:
    """The door to the network that a desk's settings ask for. Raises ``SettingsError``."""
    said = settings.collect
    networks = tuple(map(ip_network, said.networks))
    return Door(agent(settings), Limits(host_delay=said.host_delay), proxy=said.proxy, private=networks)


def counts(desk: Desk) -> dict[str, int]:
    """How collecting stands, in numbers, by names that a monitor can show as they are."""
    return {**desk.ledger.collecting.counts(), "unread": desk.ledger.counts()["waiting"]}


def collect(
    collector: Collector,
    *,
    processes: int = 1,
    read: bool = True,
    anew: Callable[[], Desk | None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Event | Kept]:
    """Collect what is due, then read what was collected; each event and report once it is committed.

    With ``anew``, which gives the desk when its settings changed, it goes on for ever and sleeps while nothing is due.
    """
    collector.follow()
    while True:
        yield from collector.run()
        if read:
            yield from _read(collector, processes, meanwhile=anew is not None)
        if anew is None:
            return
        sleep(_idle(collector.desk))
        changed = anew()
        if changed is not None:
            collector.follow(changed)


def _read(collector: Collector, processes: int, *, meanwhile: bool) -> Iterator[Event | Kept]:
    """Read what waits; ``meanwhile`` what becomes due is collected between two reports."""
    looked = time.monotonic()
    for kept in collector.desk.work_off(processes):
        yield kept
        if meanwhile and time.monotonic() - looked > _LOOK:
            if _idle(collector.desk) == 0:
                yield from collector.run(_SLICE)
            looked = time.monotonic()


def _idle(desk: Desk) -> float:
    """Seconds until something is due, a minute at the most."""
    due = desk.ledger.collecting.next_due()
    left = _LONGEST if due is None else (due - micros(desk.ledger.clock())) / 1e6
    return min(_LONGEST, max(0.0, left))
