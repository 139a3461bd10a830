"""robots.txt, as RFC 9309 has it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sayso.collect.fetch import Ask, Failed, Got
from sayso.collect.fetch.addresses import target
from sayso.collect.fetch.faults import Fault
from sayso.collect.fetch.robots import Robots
from testweb import EAGER, Reply, Web

RULES = {
    "": {"/": True},
    "User-agent: *\nDisallow:": {"/a": True},
    "User-agent: *\nDisallow: /": {"/": False, "/a": False},
    "User-agent: *\nDisallow: /a\nAllow: /a/b": {"/a": False, "/a/b": True, "/b": True},
    "User-agent: *\nDisallow: /*.pdf$": {"/x.pdf": False, "/x.pdf?a": True, "/x": True},
    "User-agent: *\nDisallow: /\n\nUser-agent: sayso\nAllow: /": {"/": True},
    "User-agent: Sayso\nDisallow: /\n\nUser-agent: *\nAllow: /": {"/": False},
    "User-agent: other\nDisallow: /": {"/": True},
    "User-agent: *\nDisallow: /%D8%A7": {"/ا": False, "/ب": True},
    "\ufeffUser-agent: *\nDisallow: /a": {"/a": False},
    "<html><body>Not found</body></html>": {"/": True},
    "User-agent: *\nDisallow: /" + "*a" * 500 + "*b": {"/" + "a" * 2000: True},
}


@pytest.mark.parametrize("text", RULES, ids=lambda text: repr(text[:40]))
def test_rules_are_kept(text: str, web: Web) -> None:
    web.put("wire.example", "/robots.txt", text.encode())
    with web.door() as door:
        for path, allowed in RULES[text].items():
            came = door.fetch(Ask(web.at("wire.example", path)))
            assert isinstance(came, Failed)
            assert came.code == ("collect.gone" if allowed else "collect.robots")


def test_each_host_on_the_way_is_asked(web: Web) -> None:
    end = web.put("new.example", "/feed", b"<rss/>")
    web.put("new.example", "/robots.txt", b"User-agent: *\nDisallow: /feed")
    at = web.put("old.example", "/feed", Reply(301, {"Location": end}))
    with web.door() as door:
        came = door.fetch(Ask(at))
    assert isinstance(came, Failed)
    assert came.code == "collect.robots"
    assert [one.path for one in web.asked("new.example")] == ["/robots.txt"]


def test_a_robots_txt_may_be_elsewhere(web: Web) -> None:
    end = web.put("www.wire.example", "/robots.txt", b"User-agent: *\nDisallow: /")
    web.put("wire.example", "/robots.txt", Reply(301, {"Location": end}))
    with web.door() as door:
        came = door.fetch(Ask(web.at("wire.example", "/feed")))
    assert isinstance(came, Failed)
    assert came.code == "collect.robots"


ANSWERS = {
    "allowed": (Reply(404), Reply(403), Reply(401), Reply(410), Reply(302, {"Location": "/robots.txt"})),
    "refused": (Reply(500), Reply(503), Reply(429), Reply(204)),
}


@pytest.mark.parametrize(
    ("allowed", "reply"), [(name == "allowed", reply) for name in ANSWERS for reply in ANSWERS[name]], ids=str
)
def test_what_stands_for_a_robots_txt(allowed: bool, reply: Reply, web: Web) -> None:
    web.put("wire.example", "/robots.txt", reply)
    at = web.put("wire.example", "/feed", b"<rss/>")
    with web.door() as door:
        came = door.fetch(Ask(at))
    assert isinstance(came, Got if allowed else Failed)
    assert allowed or came.code == "collect.robots-unreachable"  # type: ignore[union-attr]


@dataclass
class Host:
    """A host whose robots.txt can be had or not, and a clock."""

    answers: list[Any]
    now: float = 0.0
    asked: list[float] = field(default_factory=list)

    def fetch(self, address: str) -> Got | Failed:
        self.asked.append(self.now)
        answer = self.answers.pop(0)
        if isinstance(answer, Failed):
            return answer
        return Got(address, address, 200, "OK", (), answer, answer, datetime.now(UTC), "192.0.2.1")

    def robots(self) -> Robots:
        return Robots("Sayso/1.0", self.fetch, lambda: self.now)


AT = target("http://wire.example/feed", 1000)
DOWN = Failed("", "collect.server-error", "the host answers otherwise", status=500)
UNREACHABLE = Failed("", "collect.no-connection", "refused")


def test_a_robots_txt_holds_for_a_day() -> None:
    host = Host([b"User-agent: *\nCrawl-delay: 3", b""])
    robots = host.robots()
    for host.now in (0.0, 86_399.0):
        assert robots.delay(AT) == 3.0
    host.now = 86_401.0
    assert robots.delay(AT) is None
    assert host.asked == [0.0, 86_401.0]


@pytest.mark.parametrize(("asked", "kept"), [("2", 2.0), ("0", 1.0), ("9999", 60.0), ("inf", 1.0), ("-1", 1.0)])
def test_a_host_may_ask_for_more_time_between_requests(asked: str, kept: float, web: Web) -> None:
    web.put("wire.example", "/robots.txt", f"User-agent: *\nCrawl-delay: {asked}".encode())
    with web.door(limits=replace(EAGER, host_delay=1.0)) as door:
        assert door._delay(target(web.at("wire.example"), 1000), Ask(""), robots=True) == kept


def test_one_that_cannot_be_had_any_more_holds_on() -> None:
    host = Host([b"User-agent: *\nDisallow: /x", DOWN, DOWN])
    robots = host.robots()
    for host.now in (0.0, 86_401.0, 86_500.0, 90_000.0):
        assert robots.delay(AT) is None
    assert host.asked == [0.0, 86_401.0, 90_000.0]


@pytest.mark.parametrize(
    ("failed", "code", "again"),
    [(DOWN, "collect.robots-unreachable", 600.0), (UNREACHABLE, "collect.no-connection", 60.0)],
)
def test_one_that_never_came_refuses_all_and_is_asked_for_again(
    failed: Failed, code: str, again: float
) -> None:
    host = Host([failed, b""])
    robots = host.robots()
    for host.now in (0.0, again - 1.0):
        with pytest.raises(Fault, match=code):
            robots.delay(AT)
    host.now = again + 1.0
    assert robots.delay(AT) is None
    assert host.asked == [0.0, again + 1.0]


def test_hosts_are_not_remembered_for_ever() -> None:
    host = Host([b""] * 5000)
    robots = host.robots()
    for number in range(5000):
        robots.delay(target(f"http://{number}.example/", 1000))
    assert len(robots._known) == 2000
