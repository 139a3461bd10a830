"""Asking and changing the tables of collecting, each call in a transaction of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ledger.engine import Database, Hot
from sayso.ledger.queue import LEASE
from sayso.ledger.roster import Noticed, Roster, Source, put_kept
from sayso.ledger.store import Clock, micros

__all__ = ["Collecting", "Noticed", "Roster", "Source"]


@dataclass(frozen=True, slots=True)
class Collecting:
    """The tables of collecting, each call in a transaction of its own."""

    database: Database
    clock: Clock

    def follow(self, sources: Sequence[Source]) -> None:
        """Have exactly these sources followed: see ``Roster.follow``."""
        with self.database.writing() as connection:
            Roster(Hot(connection)).follow(sources)

    def take(self, owner: str, hosts: int, most: int) -> list[tuple[str, list[Source], list[Noticed]]]:
        """Lease hosts; each with what is due there."""
        now = micros(self.clock())
        with self.database.writing() as connection:
            roster = Roster(Hot(connection))
            return [(host, *roster.due(host, now, most)) for host in roster.lease(owner, now, hosts)]

    def renew(self, owner: str) -> None:
        """Hold all of an owner's hosts longer."""
        with self.database.writing() as connection:
            until = micros(self.clock()) + LEASE
            Hot(connection).do("UPDATE host SET leased_until = ? WHERE owner = ?", until, owner)

    def release(self, owner: str) -> None:
        """End all leases of an owner."""
        with self.database.writing() as connection:
            Hot(connection).do("UPDATE host SET owner = NULL, leased_until = NULL WHERE owner = ?", owner)

    def give_back(self, owner: str, hosts: Sequence[str]) -> None:
        """End the leases of hosts."""
        with self.database.writing() as connection:
            Roster(Hot(connection)).give_back(owner, hosts)

    def rest(self, owner: str, host: str, until: int) -> None:
        """End the lease of a host, which is to be left alone until then."""
        with self.database.writing() as connection:
            roster = Roster(Hot(connection))
            roster.hold(host, until)
            roster.give_back(owner, [host])

    def put_source(self, source: Source) -> None:
        """Have a source stand so."""
        with self.database.writing() as connection:
            Roster(Hot(connection)).put_source(source)

    def sources(self) -> list[Source]:
        """All sources that are followed."""
        with self.database.reading() as connection:
            return Roster(Hot(connection)).sources()

    def counts(self) -> dict[str, int]:
        """How collecting stands, in numbers."""
        with self.database.reading() as connection:
            return Roster(Hot(connection)).counts(micros(self.clock()))

    def next_due(self) -> int | None:
        """When something is due next."""
        with self.database.reading() as connection:
            return Roster(Hot(connection)).next_due()

    def places(self, digest: str) -> list[tuple[str, int, int]]:
        """Where in the archive's days the bytes of a digest lie: file, first byte, length."""
        with self.database.reading() as connection:
            rows = Hot(connection).all(
                "SELECT file, first, length FROM kept WHERE digest = ? ORDER BY file, first", digest
            )
        return [(row[0], row[1], row[2]) for row in rows]

    def destroyed(self, digests: Sequence[str]) -> set[str]:
        """Those of some digests whose bytes were erased by law."""
        with self.database.reading() as connection:
            hot = Hot(connection)
            return {one for one in digests if hot.one("SELECT 1 FROM destroyed WHERE digest = ?", one)}

    def recorded(self, file: str) -> dict[int, str]:
        """First byte and chain of all that is known to lie in a file."""
        with self.database.reading() as connection:
            rows = Hot(connection).all("SELECT first, chain FROM kept WHERE file = ?", file)
        return {first: chain for first, chain in rows}  # noqa: C416  # rows are no pairs to mypy

    def files(self) -> list[str]:
        """The files of the archive's days in which something lies."""
        with self.database.reading() as connection:
            return [row[0] for row in Hot(connection).all("SELECT DISTINCT file FROM kept ORDER BY file")]

    def adopt(self, kept: Sequence[tuple[str, int, int, str, str]]) -> None:
        """Know of what a collector that was killed kept and did not record (file, first, length, digest, chain)."""
        with self.database.writing(synced=True) as connection:
            put_kept(Hot(connection), kept)
