"""A whole run of collecting against a bare urllib3 pool of as many threads, on a web in a process of its own.

The bare pool is given every address and throws away what it gets. Collecting finds the reports in the feeds, keeps
each response on disk under the day's chain, and records it in a ledger on SQLite; reading is left out. That all comes,
each once, and that a second round costs one request a feed and no row is held to. ``--prove`` has 5,000 feeds with
100,000 reports.
"""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import urllib3
from floors import PROVE, say

import collect as feeds
from sayso.collect.fetch import Door, Limits
from sayso.collecting import Collector, counts
from sayso.collecting.errand import Event
from sayso.desk import Desk, new_desk, open_desk

NAME = "collect_whole"
feeds.HOSTS = 500 if PROVE else 100
feeds.FEEDS = 10 if PROVE else 4
THREADS = feeds.THREADS


def main() -> None:
    """Measure and print."""
    with feeds.serving() as web, tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        bare = bare_seconds(web)
        web.counts()
        sources = [f"http://h{host}.example:{web.port}{path}" for host, path in web.places()]
        new_desk(Path(folder) / "desk")
        with open_desk(Path(folder) / "desk", {}) as opened:
            desk = following(opened, sources)
            limits = Limits(host_delay=0.0, pools=feeds.HOSTS)
            with Door("Sayso-bench/1.0", limits, resolver=web.resolver, private=feeds.LOOPBACK) as door:
                collector = Collector(desk, door, seed=1)
                begun = time.perf_counter()
                collector.follow()
                events = list(collector.run())
                took = time.perf_counter() - begun
                hold(desk, events, web.counts())
                before = desk.ledger.counts()
                desk = replace(desk, ledger=replace(desk.ledger, clock=later))
                again = list(_anew(desk, door))
                assert {event.what for event in again} == {"unchanged"}
                assert web.counts()["unchanged"] == len(sources) == len(again)
                assert desk.ledger.counts() == before
    reports = len(sources) * feeds.ITEMS
    say(NAME, "feeds", len(sources))
    say(NAME, "reports", reports)
    say(NAME, "responses_per_second", (len(sources) + reports) / took)
    say(NAME, "rate_to_bare_pool", bare / took)


def later() -> datetime:
    """When every feed is due again, and no report is to be looked at once more."""
    return datetime.now(UTC) + timedelta(hours=2)


def _anew(desk: Desk, door: Door) -> list[Event]:
    collector = Collector(desk, door, seed=1)
    collector.follow()
    return list(collector.run())


def following(desk: Desk, sources: list[str]) -> Desk:
    """The desk, following those addresses."""
    from sayso.settings import Source

    said = replace(
        desk.settings,
        sources=tuple(map(Source, sources)),
        collect=replace(desk.settings.collect, threads=THREADS),
    )
    return replace(desk, settings=said)


def bare_seconds(web: feeds.Web) -> float:
    """What a bare pool takes for all feeds and then all reports."""
    pool = urllib3.PoolManager(num_pools=feeds.HOSTS, maxsize=THREADS)

    def fetch(place: tuple[int, str]) -> None:
        address = f"http://{feeds.numbered(place[0])}:{web.port}{place[1]}"
        assert pool.request("GET", address, retries=False).status == 200

    places = web.places()
    places += [(host, f"{path}/{number}") for number in range(feeds.ITEMS) for host, path in places]
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(fetch, places[::97]))
        begun = time.perf_counter()
        list(threads.map(fetch, places))
        return time.perf_counter() - begun


def hold(desk: Desk, events: list[Event], asked: dict[str, int]) -> None:
    """Hold to it that all came, each once."""
    wanted = feeds.HOSTS * feeds.FEEDS * feeds.ITEMS
    assert sum(event.what == "fetched" for event in events) == wanted
    assert (asked["reports"], asked["feeds"]) == (wanted, feeds.HOSTS * feeds.FEEDS)
    assert asked["most"] == 1, asked
    told = counts(desk)
    assert (told["fetched"], told["waiting"], told["failing"]) == (wanted, 0, 0)


if __name__ == "__main__":
    main()
