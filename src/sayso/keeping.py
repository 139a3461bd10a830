"""The bytes a desk keeps, wherever they lie: what was added under its digest, what was fetched day by day.

One truth: each capture's bytes lie where the ledger says, and nowhere else.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from sayso.collect.archive import Archive
from sayso.collect.days import Days
from sayso.errors import Issue
from sayso.ledger import Ledger
from sayso.read.intake import items
from sayso.read.item import Hint, Item

_ADOPTED = 200
"""Captures in a row that the ledger knows, after which all older ones are known too."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Both halves of a desk's archive, with the ledger that knows what lies where."""

    archive: Archive
    days: Days
    ledger: Ledger

    def items(self, payload: Mapping[str, Any]) -> Iterator[Item | Issue]:
        """The items in the capture that a task of reading is of."""
        digest, name = payload["digest"], payload["name"]
        try:
            if "form" in payload:
                yield self._fetched(payload)
            else:
                with self.archive.open(digest) as stream:
                    yield from items(name, stream)
        except FileNotFoundError:
            yield Issue("read.vanished", "its bytes are no longer in the archive", name)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            yield Issue("read.bad-archive", f"the archive's copy is damaged: {error}", name)

    def open(self, digest: str) -> BinaryIO:
        """The bytes of a capture, added or fetched. Raises ``FileNotFoundError`` when they are not kept."""
        try:
            return self.archive.open(digest)
        except FileNotFoundError:
            for file, first, length in self.ledger.collecting.places(digest):
                return BytesIO(self.days.body(file, first, length))
            raise

    def remove(self, digest: str) -> None:
        """Take bytes away for good: legal erasure, nothing else. Of what was fetched a tombstone stays."""
        self.adopt()
        self.archive.remove(digest)
        for file, first, length in self.ledger.collecting.places(digest):
            self.days.erase(digest, file, first, length)

    def sweep(self) -> None:
        """Remove what writers left that were killed half way, and know of what they had kept."""
        self.archive.sweep()
        self.adopt()

    def adopt(self) -> None:
        """Have the ledger know of responses that a collector kept and was killed before it said so."""
        missed, known = [], 0
        files: dict[str, dict[int, str]] = {}
        for kept in self.days.newest():
            if kept.file not in files:
                files[kept.file] = self.ledger.collecting.recorded(kept.file)
            if kept.first in files[kept.file]:
                known += 1
                if known == _ADOPTED:
                    break
            else:
                known = 0
                missed.append((kept.file, kept.first, kept.length, kept.digest, kept.chain))
        if missed:
            self.ledger.collecting.adopt(missed)

    def faults(self) -> Iterator[str]:
        """What is missing, damaged or changed: every capture against its digest, every day against its chain."""
        self.adopt()
        for digest in self.ledger.digests():
            if not self.ledger.collecting.places(digest) and self.archive.damaged(digest):
                yield f"archive: {self.archive.path(digest)} is missing or damaged"
        found = self.days.verify(self.ledger.destroyed, self.ledger.collecting.recorded)
        yield from (f"archive: {fault}" for fault in found)
        chained = {path.name for path in self.days.folder.glob("*.warc.gz")}
        for file in self.ledger.collecting.files():
            if file not in chained:
                yield f"archive: {file} is missing"

    def _fetched(self, payload: Mapping[str, Any]) -> Item:
        places = self.ledger.collecting.places(payload["digest"])
        if not places:
            raise FileNotFoundError
        hint = payload.get("hint")
        return Item(
            payload["name"],
            payload["form"],
            self.days.body(*places[0]),
            payload["charset"],
            payload["url"],
            None if hint is None else Hint((), body=hint["body"], drop=tuple(hint["drop"])),
        )
