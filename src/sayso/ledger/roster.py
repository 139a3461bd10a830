"""What collecting keeps in the ledger: how sources stand, what they said was published, who asks which host.

Hosts are leased as a whole, so that several collectors share one ledger and no host is asked by two at a time. Like
the queue of tasks, all this changes as work goes on and is no part of the record.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger.engine import Hot
from sayso.ledger.queue import LEASE, owner_is_gone

_MANY = 400
"""Values bound in one statement at a time."""


@dataclass(frozen=True, slots=True)
class Source:
    """How a source stands. Instants are microseconds since 1970 UTC."""

    address: str
    parent: str | None
    """The index that names it, where it is a sitemap that the desk did not list itself."""
    host: str
    listed: bool
    due: int
    rhythm: int
    """Seconds between visits, as learnt or as the desk says."""
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    """Of the last body."""
    visited: int | None = None
    found: int | None = None
    """When it last had something new."""
    failures: int = 0
    """Visits in a row that failed."""
    fault: str | None = None
    """What the last visit failed of, or what is odd about the source."""
    days: str = "{}"
    """What was new each day, as JSON: {"2031-03-03": 40}."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A notice as it stands: what is to be fetched, when, and what came of it."""

    key: str
    source: str
    """The source the desk lists that first had it."""
    address: str
    host: str
    title: str | None
    published: str | None
    changed: str | None
    seen: int
    due: int | None
    visits: int = 0
    """Times it was got."""
    failures: int = 0
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None


_SOURCE = tuple(Source.__dataclass_fields__)
_NOTICE = tuple(Noticed.__dataclass_fields__)


def _listed(names: Sequence[str], table: str) -> str:
    return ", ".join(f"{table}.{name}" for name in names)


class Roster:
    """The tables of collecting, within one transaction."""

    def __init__(self, hot: Hot) -> None:
        self._hot = hot
        self._changed: list[Noticed] = []

    def source(self, address: str) -> Source | None:
        """How a source stands; None for one that is not followed."""
        row = self._hot.one(f"SELECT {_listed(_SOURCE, 'source')} FROM source WHERE address = ?", address)
        return None if row is None else _source(row)

    def sources(self) -> list[Source]:
        """All sources that are followed, sitemaps of an index among them, in order of address."""
        rows = self._hot.all(
            f"SELECT {_listed(_SOURCE, 'source')} FROM source WHERE listed = ? ORDER BY address", True
        )
        return [_source(row) for row in rows]

    def put_source(self, source: Source) -> None:
        """Have a source stand so."""
        names = [name for name in _SOURCE if name != "address"]
        self._hot.do(
            f"INSERT INTO source ({', '.join(_SOURCE)}) VALUES ({', '.join('?' * len(_SOURCE))}) "
            f"ON CONFLICT (address) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names)}",
            *_values(source, _SOURCE),
        )

    def follow(self, sources: Sequence[Source]) -> None:
        """Have exactly these followed, and the sitemaps of those that stay; each goes on as it stands."""
        held = {one.address: one for one in self.sources()}
        wanted = {one.address for one in sources}
        for one in sources:
            known = held.get(one.address)
            if known is None:
                self._again(one)
            elif known.parent is not None:
                self._hot.do("UPDATE source SET parent = NULL WHERE address = ?", one.address)
        for address, one in held.items():
            if address not in wanted and one.parent not in wanted:
                self._hot.do("UPDATE source SET listed = ? WHERE address = ?", False, address)

    def _again(self, source: Source) -> None:
        if self.source(source.address) is None:
            self.put_source(source)
        else:
            self._hot.do(
                "UPDATE source SET listed = ?, due = ? WHERE address = ?", True, source.due, source.address
            )

    def known(self, keys: Collection[str]) -> dict[str, Noticed]:
        """Those of some notices that are known already."""
        self.flush()
        found: dict[str, Noticed] = {}
        for some in _batches(keys):
            marks = ", ".join("?" * len(some))
            sql = f"SELECT {_listed(_NOTICE, 'notice')} FROM notice WHERE key IN ({marks})"
            found.update((row[0], Noticed(*row)) for row in self._hot.all(sql, *some))
        return found

    def add_notices(self, notices: Sequence[Noticed]) -> None:
        """Add notices that are not known."""
        if notices:
            columns = ", ".join(_NOTICE)
            self._hot.many(
                f"INSERT INTO notice ({columns}) VALUES ({', '.join('?' * len(_NOTICE))}) ON CONFLICT DO NOTHING",
                f"COPY notice ({columns}) FROM STDIN",
                [_values(one, _NOTICE) for one in notices],
            )

    def put_notice(self, notice: Noticed) -> None:
        """Have a known notice stand so, once ``flush`` is called or notices are asked for."""
        self._changed.append(notice)

    def flush(self) -> None:
        """Write what notices were changed to: together, for each statement costs more than its row."""
        changed, self._changed = self._changed, []
        names = ("changed", "due", "visits", "failures", "etag", "modified", "digest", "key")
        self._hot.do_each(
            "UPDATE notice SET changed = ?, due = ?, visits = ?, failures = ?, etag = ?, modified = ?, digest = ? "
            "WHERE key = ?",
            [_values(one, names) for one in changed],
        )

    def hold(self, name: str, until: int) -> None:
        """Leave a host alone until then."""
        self._hot.do("UPDATE host SET free = ? WHERE name = ? AND free < ?", until, name, until)

    def may_go_on(self, name: str, now: int) -> bool:
        """Whether a host may be asked now."""
        found = self._hot.one("SELECT free FROM host WHERE name = ?", name)
        return found is None or bool(found[0] <= now)

    def lease(self, owner: str, now: int, most: int) -> list[str]:
        """Hosts with something due that nobody is at, leased to ``owner``: those that wait longest first."""
        waiting = self._hot.all(
            "SELECT w.host, min(w.due), h.owner, h.leased_until, h.free FROM ("
            "SELECT host, min(due) AS due FROM source WHERE listed = ? AND due <= ? GROUP BY host UNION ALL "
            "SELECT host, min(due) AS due FROM notice WHERE due <= ? GROUP BY host"
            ") w LEFT JOIN host h ON h.name = w.host GROUP BY w.host, h.owner, h.leased_until, h.free "
            "ORDER BY 2, 1",
            True,
            now,
            now,
        )
        taken: list[str] = []
        for name, _, holder, until, free in waiting:
            if len(taken) == most:
                break
            if (free or 0) <= now and (holder is None or until < now or owner_is_gone(holder)):
                taken.append(name)
        for name in taken:
            self._hot.do(
                "INSERT INTO host (name, owner, leased_until, free) VALUES (?, ?, ?, 0) "
                "ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, leased_until = excluded.leased_until",
                name,
                owner,
                now + LEASE,
            )
        return taken

    def due(self, host: str, now: int, most: int) -> tuple[list[Source], list[Noticed]]:
        """What is due at a host, what waits longest first."""
        self.flush()
        sources = self._hot.all(
            f"SELECT {_listed(_SOURCE, 'source')} FROM source WHERE host = ? AND listed = ? AND due <= ? "
            "ORDER BY due, address LIMIT ?",
            host,
            True,
            now,
            most,
        )
        notices = self._hot.all(
            f"SELECT {_listed(_NOTICE, 'notice')} FROM notice WHERE host = ? AND due <= ? ORDER BY due, key LIMIT ?",
            host,
            now,
            most,
        )
        return [_source(row) for row in sources], [Noticed(*row) for row in notices]

    def next_due(self) -> int | None:
        """When something is due next, of hosts that may be asked then; None when nothing ever is."""
        found = self._hot.one(
            "SELECT min(CASE WHEN h.free > w.due THEN h.free ELSE w.due END) FROM ("
            "SELECT host, min(due) AS due FROM source WHERE listed = ? GROUP BY host UNION ALL "
            "SELECT host, min(due) AS due FROM notice WHERE due IS NOT NULL GROUP BY host"
            ") w LEFT JOIN host h ON h.name = w.host",
            True,
        )
        return None if found[0] is None else int(found[0])

    def give_back(self, owner: str, hosts: Iterable[str]) -> None:
        """End the leases of hosts."""
        for name in hosts:
            self._hot.do(
                "UPDATE host SET owner = NULL, leased_until = NULL WHERE name = ? AND owner = ?", name, owner
            )

    def counts(self, now: int) -> dict[str, int]:
        """How collecting stands, in numbers."""
        sources = self._hot.one(
            "SELECT count(*), sum(CASE WHEN failures > 0 THEN 1 ELSE 0 END), "
            "sum(CASE WHEN due <= ? THEN 1 ELSE 0 END) FROM source WHERE listed = ?",
            now,
            True,
        )
        notices = self._hot.one(
            "SELECT count(*), sum(CASE WHEN visits > 0 THEN 1 ELSE 0 END), "
            "sum(CASE WHEN visits = 0 AND due IS NOT NULL THEN 1 ELSE 0 END) FROM notice"
        )
        kept = self._hot.one("SELECT count(*), sum(length) FROM kept")
        names = ("sources", "failing", "due", "notices", "fetched", "waiting", "responses", "bytes")
        return {name: int(value or 0) for name, value in zip(names, (*sources, *notices, *kept), strict=True)}


def put_kept(hot: Hot, kept: Sequence[tuple[str, int, int, str, str]]) -> None:
    """Record where bytes lie, unless it is known."""
    hot.do_each(
        "INSERT INTO kept (file, first, length, digest, chain) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        kept,
    )


def _source(row: Sequence[Any]) -> Source:
    made = Source(*row)
    return made if isinstance(made.listed, bool) else Source(*row[:3], bool(row[3]), *row[4:])


def _values(thing: Source | Noticed, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(thing, name) for name in names)


def _batches(keys: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(keys)
    for begin in range(0, len(ordered), _MANY):
        yield ordered[begin : begin + _MANY]
