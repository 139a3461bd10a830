"""The door against a bare urllib3 pool of as many threads, on a web of feeds in a process of its own.

The bare pool knows no manners: no robots.txt, no turns, no judging of peers, no bounds. Both fetch the same feeds
in the same order, in turns, first everything and then what has not changed. The door's time has each host's
robots.txt in it. That every item comes and none twice, that what has not changed costs one conditional request, and
that no host has more under way than its limit is held to in every round.
"""

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from statistics import median

import urllib3
from floors import PROVE, say

from sayso.collect.fetch import Ask, Door, Got, Limits

NAME = "collect"
HOSTS = 500 if PROVE else 200
FEEDS = 10
"""Of each host."""
ITEMS = 20
"""Of each feed."""
THREADS = 32
AT_ONCE = 2
"""Requests under way at a host."""
ROUNDS = 5 if PROVE else 3
LOOPBACK = (ip_network("127.0.0.0/8"),)


@dataclass(frozen=True)
class Web:
    """The web of feeds: hosts h0.example … on addresses of loopback."""

    port: int

    def resolver(self, host: str, port: int) -> Sequence[str]:
        """An address of its own for each host."""
        return (numbered(int(host[1:].partition(".")[0])),)

    def places(self) -> list[tuple[int, str]]:
        """Number of the host and path of each feed, well mixed."""
        made = [(host, f"/{host}/{feed}") for host in range(HOSTS) for feed in range(FEEDS)]
        random.Random(1).shuffle(made)
        return made

    def counts(self) -> dict[str, int]:
        """What was asked since this was asked last."""
        told = urllib3.request("GET", f"http://127.0.0.1:{self.port}/", headers={"Host": "counts"}).json()
        return dict(told)


@dataclass(frozen=True)
class Took:
    """What fetching all feeds took."""

    seconds: float
    cpu: float
    """Seconds of this process, all threads together."""


def numbered(host: int) -> str:
    """The address of a host."""
    return f"127.1.{host // 250}.{host % 250 + 1}"


def main() -> None:
    """Measure and print."""
    with serving() as web:
        rounds = [one_round(web, number % 2 == 0) for number in range(ROUNDS)]
    say(NAME, "items", HOSTS * FEEDS * ITEMS)
    for name, pairs in (("", [one[0] for one in rounds]), ("unchanged_", [one[1] for one in rounds])):
        say(NAME, f"{name}feeds_per_second", HOSTS * FEEDS / median(door.seconds for door, _ in pairs))
        say(NAME, f"{name}rate_to_bare_pool", median(bare.seconds / door.seconds for door, bare in pairs))
        say(NAME, f"{name}cpu_to_bare_pool", median(door.cpu / bare.cpu for door, bare in pairs))


@contextmanager
def serving() -> Iterator[Web]:
    """The web in a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name("_feed_web.py")), str(ITEMS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        try:
            web = Web(int(child.stdout.readline()))
            with ThreadPoolExecutor(THREADS) as threads:  # feeds are written when they are first asked for
                everything(threads, bare_fetch(web), web.places(), [])
            web.counts()
            yield web
        finally:
            child.terminate()


def one_round(web: Web, door_first: bool) -> list[tuple[Took, Took]]:
    """What the door and the bare pool took: for everything, and for what has not changed."""
    limits = Limits(host_delay=0.0, host_concurrency=AT_ONCE, pools=HOSTS)
    with (
        ThreadPoolExecutor(THREADS) as threads,
        Door("Sayso-bench/1.0", limits, resolver=web.resolver, private=LOOPBACK) as door,
    ):
        ways = [door_fetch(web, door), bare_fetch(web)]
        took: list[list[Took]] = [[], []]
        for number in (0, 1) if door_first else (1, 0):
            came: list[tuple[str, bytes]] = []
            for holds in (hold, hold_again):
                one, came = everything(threads, ways[number], web.places(), came)
                took[number].append(one)
                counts = web.counts()
                if number == 0:
                    holds(came, counts)
    return list(zip(*took, strict=True))


def hold(came: list[tuple[str, bytes]], counts: dict[str, int]) -> None:
    """Hold to it that all items came, each once, and that no host had more under way than it should."""
    items = [item for _, body in came for item in re.findall(rb"<guid>(.*?)</guid>", body)]
    assert len(items) == len(set(items)) == HOSTS * FEEDS * ITEMS
    assert counts["feeds"] == len(came)
    assert counts["robots"] == HOSTS
    assert counts["most"] <= AT_ONCE, counts


def hold_again(came: list[tuple[str, bytes]], counts: dict[str, int]) -> None:
    """Hold to it that what has not changed cost one conditional request."""
    assert counts["feeds"] == counts["unchanged"] == len(came)
    assert "robots" not in counts
    assert not any(body for _, body in came)


Fetch = Callable[[tuple[int, str], str | None], tuple[str, bytes]]
"""Number of a host, path, and the ETag one has, to an ETag and a body."""


def everything(
    threads: ThreadPoolExecutor,
    fetch: Fetch,
    places: list[tuple[int, str]],
    had: list[tuple[str, bytes]],
) -> tuple[Took, list[tuple[str, bytes]]]:
    """Fetch all feeds, with the ETags one has; what it took, and what came."""
    etags = [etag for etag, _ in had] if had else [None] * len(places)
    begun, worked = time.perf_counter(), time.process_time()
    came = list(threads.map(fetch, places, etags))
    return Took(time.perf_counter() - begun, time.process_time() - worked), came


def door_fetch(web: Web, door: Door) -> Fetch:
    """By the door."""

    def fetch(place: tuple[int, str], etag: str | None) -> tuple[str, bytes]:
        got = door.fetch(Ask(f"http://h{place[0]}.example:{web.port}{place[1]}", etag))
        assert isinstance(got, Got), got
        return got.header("etag") or "", got.body

    return fetch


def bare_fetch(web: Web) -> Fetch:
    """By a pool that does nothing else."""
    pool = urllib3.PoolManager(num_pools=HOSTS, maxsize=THREADS)

    def fetch(place: tuple[int, str], etag: str | None) -> tuple[str, bytes]:
        have = {"If-None-Match": etag} if etag else {}
        came = pool.request(
            "GET", f"http://{numbered(place[0])}:{web.port}{place[1]}", headers=have, retries=False
        )
        return came.headers["etag"], came.data

    return fetch


if __name__ == "__main__":
    main()
