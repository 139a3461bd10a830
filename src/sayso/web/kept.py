"""Pages that were drawn already. A page is a function of its address and of the ledger's stamp: it can be kept."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

ROOM = 32_000_000
"""Bytes of pages that are kept."""


@dataclass(slots=True)
class Kept:
    """The pages drawn last, for one stamp of the ledger."""

    room: int = ROOM
    _stamp: int = -1
    _size: int = 0
    _pages: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, stamp: int, address: str) -> bytes | None:
        """The page of an address as drawn at this stamp; None when it is not kept."""
        with self._lock:
            if stamp != self._stamp or address not in self._pages:
                return None
            self._pages.move_to_end(address)
            return self._pages[address]

    def put(self, stamp: int, address: str, page: bytes) -> None:
        """Keep a page; those of earlier stamps are dropped, and the oldest where there is no room."""
        with self._lock:
            if stamp < self._stamp or len(page) > self.room:
                return
            if stamp > self._stamp:
                self._pages.clear()
                self._stamp, self._size = stamp, 0
            self._size += len(page) - len(self._pages.pop(address, b""))
            self._pages[address] = page
            while self._size > self.room:
                self._size -= len(self._pages.popitem(last=False)[1])
