"""Work to be done, leased: a crash loses nothing, and several processes share what there is.

A task is leased to one owner for a while. An owner that ends without finishing leaves a lease that runs out, or,
when it was a process of this machine that is gone, that is void at once.
"""

import os
import socket
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from sayso.ledger.schema import task

LEASE = 120 * 1_000_000
"""Microseconds a lease holds unless it is renewed."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work: what kind, of what, and what is needed to do it."""

    num: int
    kind: str
    key: str
    payload: str


def this_process() -> str:
    """The name under which this process holds leases."""
    return f"{socket.gethostname()}:{os.getpid()}:{_born(os.getpid())}"


def enqueue(connection: Connection, kind: str, key: str, payload: str) -> bool:
    """Add a task unless one of that kind and key is there; whether it is still to be done."""
    held = connection.execute(select(task.c.done).where(task.c.kind == kind, task.c.key == key)).first()
    if held is None:
        connection.execute(insert(task).values(kind=kind, key=key, payload=payload, attempts=0))
    return held is None or held.done is None


def lease(connection: Connection, kind: str, owner: str, now: int) -> Task | None:
    """The next task nobody is at, leased to ``owner`` until ``now + LEASE`` (microseconds), or None."""
    waiting = connection.execute(
        select(task).where(task.c.done.is_(None), task.c.kind == kind).order_by(task.c.num)
    ).mappings()
    for row in waiting:
        if row["owner"] is None or row["leased_until"] < now or owner_is_gone(row["owner"]):
            held = {"owner": owner, "leased_until": now + LEASE, "attempts": row["attempts"] + 1}
            connection.execute(update(task).where(task.c.num == row["num"]).values(**held))
            return Task(row["num"], row["kind"], row["key"], row["payload"])
    return None


def renew(connection: Connection, owner: str, now: int) -> None:
    """Hold all of an owner's leases longer."""
    mine = (task.c.owner == owner) & task.c.done.is_(None)
    connection.execute(update(task).where(mine).values(leased_until=now + LEASE))


def finish(connection: Connection, num: int, now: int) -> None:
    """The task is done."""
    connection.execute(update(task).where(task.c.num == num).values(done=now, owner=None, leased_until=None))


def release(connection: Connection, owner: str) -> None:
    """Give back what ``owner`` holds and did not finish."""
    mine = task.c.owner == owner
    connection.execute(update(task).where(mine).values(owner=None, leased_until=None))


def owner_is_gone(owner: str) -> bool:
    """Whether an owner was a process of this machine that is no more."""
    host, _, rest = owner.partition(":")
    pid, _, born = rest.partition(":")
    return host == socket.gethostname() and pid.isdigit() and _born(int(pid)) != born


def _born(pid: int) -> str:
    """When a process began, so that a later one of the same number is not taken for it; empty when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:  # noqa: PTH123
            return stat.read().rpartition(")")[2].split()[19]
    except OSError:
        return "" if not _alive(pid) else "?"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
