"""Turns at hosts: how often, how many at once, and how long a host that asked for it is left alone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest

from sayso.collect.fetch import Ask, Failed, Got
from sayso.collect.fetch.faults import Fault
from sayso.collect.fetch.manners import Manners
from testweb import EAGER, Reply, Web


@dataclass
class Time:
    """Time that passes by being slept through."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def manners(self) -> Manners:
        return Manners(2, 60.0, lambda: self.now, self.sleep)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_requests_to_a_host_begin_a_delay_apart() -> None:
    time = Time()
    manners = time.manners()
    for host in ("a.example", "a.example", "b.example", "a.example"):
        with manners.turn(host, 5.0):
            time.now += 1.0
    assert time.slept == [4.0, 3.0]
    assert manners.wait("a.example") == 4.0
    assert manners.wait("c.example") == 0.0


def test_a_host_that_asks_for_it_is_left_alone() -> None:
    time = Time()
    manners = time.manners()
    manners.hold("a.example", 30.0)
    manners.hold("a.example", 7.0)
    with manners.turn("a.example", 0.0):
        assert time.now == 130.0
    manners.hold("a.example", 61.0)
    with pytest.raises(Fault) as raised, manners.turn("a.example", 0.0):
        pass
    assert (raised.value.code, raised.value.retry_after) == ("collect.asked-to-wait", 61.0)


def test_a_wish_that_comes_while_one_waits_is_heard() -> None:
    time = Time()
    manners = time.manners()
    with manners.turn("a.example", 5.0):
        pass
    time.slept, sleep = [], time.sleep

    def interrupted(seconds: float) -> None:
        sleep(seconds)
        if len(time.slept) == 1:
            manners.hold("a.example", 20.0)

    manners._sleep = interrupted
    with manners.turn("a.example", 5.0):
        assert time.slept == [5.0, 20.0]


def test_a_host_where_too_much_is_under_way_is_given_up_for_now() -> None:
    manners = Manners(1, 0.01)
    with (
        manners.turn("a.example", 0.0),
        pytest.raises(Fault, match="under way"),
        manners.turn("a.example", 0.0),
    ):
        pass
    with manners.turn("a.example", 0.0):
        pass


def test_hosts_are_not_remembered_for_ever() -> None:
    time = Time()
    manners = time.manners()
    manners.hold("held.example", 1e6)
    with manners.turn("busy.example", 0.0):
        for number in range(9000):
            with manners.turn(f"{number}.example", 0.0):
                pass
        assert len(manners._hosts) < 5000
        assert {"held.example", "busy.example"} <= set(manners._hosts)


def test_no_host_is_asked_more_at_once_than_its_limit(web: Web) -> None:
    hosts = [f"h{number}.example" for number in range(5)]
    asks = [Ask(web.put(host, f"/{number}", b"x" * 20_000)) for number in range(20) for host in hosts]
    with web.door(limits=replace(EAGER, host_concurrency=2)) as door, ThreadPoolExecutor(16) as threads:
        came = list(threads.map(door.fetch, asks))
    assert all(isinstance(one, Got) for one in came)
    assert all(web.most_at_once[host] <= 2 for host in hosts)
    assert web.connections <= 2 * len(hosts)
    assert [one.path for one in web.asked(hosts[0])].count("/robots.txt") == 1


def test_a_host_is_left_alone_by_all_once_it_asked(web: Web) -> None:
    web.put("a.example", "/1", Reply(429, {"Retry-After": "3600"}))
    with web.door() as door:
        first, second = (door.fetch(Ask(web.at("a.example", path))) for path in ("/1", "/2"))
    assert isinstance(first, Failed)
    assert isinstance(second, Failed)
    assert (first.code, first.retry_after) == ("collect.asked-to-wait", 3600.0)
    assert second.code == "collect.asked-to-wait"
    assert second.retry_after is not None
    assert [one.path for one in web.asked("a.example")] == ["/robots.txt", "/1"]
