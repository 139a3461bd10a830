"""Everything a host can do wrong, with the fault it is: the table of docs/collecting.md, row by row."""

import re
import socket
import ssl
import warnings
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme

from sayso.collect.fetch import Ask, Failed, Limits
from testweb import EAGER, Reply, Web
from webfaults import BOMB, PACKERS, breaks, chunked, drips, endless, ok, packed, says, stall

HOST = "wire.example"
BOUNDS = replace(EAGER, wire_bytes=1 << 20, body_bytes=4 << 20, ratio_from=1 << 16)
QUICK = replace(BOUNDS, connect_seconds=0.4, read_seconds=0.4, total_seconds=0.6)
"""For hosts that are too slow, and for no others: how busy this machine is shall not matter."""
GZIP = PACKERS["gzip"](b"<rss/>" * 100)


@dataclass(frozen=True)
class Ready:
    """An address on a web made ready for it, and with what door to go there."""

    address: str
    door: Mapping[str, Any] = field(default_factory=dict)
    until_the_end: AbstractContextManager[Any] = field(default_factory=nullcontext)


def page(*replies: Any) -> Callable[[Web], Ready]:
    """A host that answers so."""
    return lambda web: Ready(web.put(HOST, "/feed", *replies))


def leads(*addresses: str) -> Callable[[Web], Ready]:
    """A host that redirects from place to place; where none is given, to the place itself."""

    def made(web: Web) -> Ready:
        for number, address in enumerate(addresses):
            web.put(HOST, f"/feed{number or ''}", Reply(302, {"Location": address} if address else {}))
        return Ready(web.at(HOST, "/feed"))

    return made


def certified(*names: str, **how: Any) -> Callable[[Web], Ready]:
    def made(web: Web) -> Ready:
        web.put(HOST, "/feed", b"<rss/>")
        web.certify(HOST, *names, **how)
        return Ready(web.at(HOST, "/feed", https=True), {"trust": web.trust})

    return made


def old_tls(web: Web) -> Ready:
    web.serving.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore"):  # it is what we are after
        web.serving.minimum_version = ssl.TLSVersion.TLSv1
        web.serving.maximum_version = ssl.TLSVersion.TLSv1_1
    return certified()(web)


def no_tls(web: Web) -> Ready:
    web.put(HOST, "/feed", b"<rss/>")
    return Ready(web.at(HOST, "/feed").replace("http:", "https:"))


def mute(web: Web) -> Ready:
    """A host that accepts connections, and that is all it does."""
    listening = socket.create_server(("127.0.0.1", 0))
    web.at(HOST)
    address = f"https://{HOST}:{listening.getsockname()[1]}/feed"
    return Ready(address, until_the_end=listening)


def robots(*replies: Any) -> Callable[[Web], Ready]:
    def made(web: Web) -> Ready:
        web.put(HOST, "/robots.txt", *replies)
        return page(b"<rss/>")(web)

    return made


def at(*addresses: str) -> Callable[[Web], Ready]:
    """A name that resolves so, for a door that may enter nothing but the public internet."""
    return lambda web: Ready(
        web.put(HOST, "/feed", b"<rss/>"), {"private": (), "resolver": lambda host, port: addresses}
    )


def rebinds(web: Web) -> Ready:
    """A name that is a public host when it is asked first, and on loopback from then on."""
    answers = iter([["192.0.2.1"], ["127.0.0.1"]])
    return Ready(
        web.put(HOST, "/feed", b"<rss/>"), {"private": (), "resolver": lambda host, port: next(answers)}
    )


def unreachable(web: Web) -> Ready:
    web.put(HOST, "/feed", b"<rss/>")
    return Ready(f"http://{HOST}:1/feed")


def through_proxy(*replies: Any) -> Callable[[Web], Ready]:
    def made(web: Web) -> Ready:
        return replace(page(*replies)(web), door={"proxy": web.at("proxy.example")})

    return made


def no_proxy(web: Web) -> Ready:
    web.at("proxy.example")
    return replace(page(b"<rss/>")(web), door={"proxy": "http://proxy.example:1"})


YEAR_2001 = datetime(2001, 1, 1, tzinfo=UTC)
FAULTS: dict[str, tuple[Callable[[Web], Ready], str]] = {
    "says nothing": (page(stall), "collect.too-slow"),
    "sends its head a byte at a time": (page(drips(b"HTTP/1.1 200 OK\r\n", b"X")), "collect.too-slow"),
    "sends heads that are no answer, for ever": (
        page(drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n")),
        "collect.too-slow",
    ),
    "sends its body a byte at a time": (page(drips(ok(Content_Length="9999"), b"x")), "collect.too-slow"),
    "sends its chunks a byte at a time": (page(drips(chunked(b"x", end=b""), b"1")), "collect.too-slow"),
    "sends a body without end": (page(endless(ok(), bytes(1 << 16))), "collect.too-large"),
    "sends chunks without end": (
        page(endless(chunked(end=b""), b"1000\r\n" + bytes(0x1000) + b"\r\n")),
        "collect.too-large",
    ),
    "ends its chunks with headers without end": (
        page(endless(chunked(b"x", end=b"0\r\n"), b"X-More: more\r\n" * 100)),
        "collect.too-large",
    ),
    "sends heads that are no answer, fast": (
        page(endless(b"", b"HTTP/1.1 100 Continue\r\nX: " + b"x" * 9000 + b"\r\n\r\n")),
        "collect.too-large",
    ),
    "says it will send more than the limit": (page(says(ok(Content_Length="9" * 20))), "collect.too-large"),
    "sends a gzip bomb": (page(packed("gzip", PACKERS["gzip"](BOMB))), "collect.bomb"),
    "sends a brotli bomb": (page(packed("br", PACKERS["br"](BOMB))), "collect.bomb"),
    "sends a zstd bomb": (page(packed("zstd", PACKERS["zstd"](BOMB))), "collect.bomb"),
    "sends a deflate bomb": (page(packed("deflate", PACKERS["deflate"](BOMB))), "collect.bomb"),
    "sends a bomb of many small members": (
        page(packed("gzip", PACKERS["gzip"](bytes(10_000)) * 500)),
        "collect.bomb",
    ),
    "packs more than once": (
        page(packed("gzip, gzip", PACKERS["gzip"](PACKERS["gzip"](BOMB)))),
        "collect.bad-encoding",
    ),
    "packs otherwise than it says": (page(packed("gzip", b"<rss/>")), "collect.bad-encoding"),
    "packs in a way nobody asked for": (page(packed("compress", b"\x1f\x9d")), "collect.bad-encoding"),
    "packs its transfer": (
        page(says(ok(Transfer_Encoding="gzip, chunked") + b"0\r\n\r\n")),
        "collect.bad-encoding",
    ),
    "ends a packed body early": (page(packed("gzip", GZIP[:-9])), "collect.cut-short"),
    "says a length and sends less": (page(says(ok(Content_Length="10") + b"x")), "collect.cut-short"),
    "is gone in the midst of its body": (page(breaks(ok(Content_Length="10") + b"x")), "collect.cut-short"),
    "is gone in the midst of its head": (page(breaks(b"HTTP/1.1 200 OK\r\nX-")), "collect.cut-short"),
    "is gone in the midst of a chunk": (page(says(chunked(end=b"10\r\nx"))), "collect.cut-short"),
    "closes without an answer": (page(says()), "collect.cut-short"),
    "sends chunks of no length": (page(says(chunked(b"x", end=b"zz\r\n\r\n"))), "collect.cut-short"),
    "sends chunks of a length without end": (
        page(endless(chunked(b"x", end=b""), b"1" * 1000)),
        "collect.bad-response",
    ),
    "sends two lengths": (
        page(says(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx")),
        "collect.bad-response",
    ),
    "sends a hundred and one headers": (
        page(says(ok(**{f"X{n}": "x" for n in range(101)}))),
        "collect.bad-response",
    ),
    "sends a header too long": (page(says(ok(X="x" * 70_000))), "collect.bad-response"),
    "sends headers too long together": (
        page(says(ok(X="x" * 40_000, Y="y" * 40_000))),
        "collect.bad-response",
    ),
    "does not speak HTTP": (page(says(b"220 mail.example ESMTP\r\n")), "collect.bad-response"),
    "redirects in a circle": (leads("/feed1", "/feed"), "collect.redirects"),
    "redirects to itself": (leads("/feed"), "collect.redirects"),
    "redirects too often": (leads(*(f"/feed{n}" for n in range(1, 9))), "collect.redirects"),
    "redirects and says not where to": (leads(""), "collect.redirects"),
    "redirects to what is no web address": (leads("file:///etc/passwd"), "collect.bad-address"),
    "redirects to loopback": (leads("http://127.0.0.2/"), "collect.refused-address"),
    "redirects to a private network": (leads("http://10.0.0.1/"), "collect.refused-address"),
    "redirects to cloud metadata": (leads("http://169.254.169.254/latest/"), "collect.refused-address"),
    "redirects to loopback in IPv6": (leads("http://[::1]/"), "collect.refused-address"),
    "redirects to loopback mapped into IPv6": (leads("http://[::ffff:127.0.0.1]/"), "collect.refused-address"),
    "redirects to loopback written as one number": (leads("http://2130706434/"), "collect.refused-address"),
    "has a name that is on loopback": (at("127.0.0.1"), "collect.refused-address"),
    "has a name that is public first and on loopback then": (rebinds, "collect.refused-address"),
    "has a name that is nowhere": (at(), "collect.no-name"),
    "is not there": (unreachable, "collect.no-connection"),
    "has a certificate of an authority nobody knows": (
        certified(by=trustme.CA()),
        "collect.certificate",
    ),
    "has a certificate that is over": (certified(until=YEAR_2001), "collect.certificate"),
    "has a certificate for another name": (certified("other.example"), "collect.certificate"),
    "speaks a TLS that is no longer safe": (old_tls, "collect.tls"),
    "speaks no TLS where it should": (no_tls, "collect.tls"),
    "does not answer when TLS should begin": (mute, "collect.too-slow"),
    "answers 429 and says when to come again": (
        page(Reply(429, {"Retry-After": "7"})),
        "collect.asked-to-wait",
    ),
    "answers 429 and does not say when": (page(Reply(429)), "collect.asked-to-wait"),
    "answers 503 and says when to come again": (
        page(Reply(503, {"Retry-After": "7"})),
        "collect.asked-to-wait",
    ),
    "answers 503 and does not say when": (page(Reply(503)), "collect.asked-to-wait"),
    "answers 500": (page(Reply(500)), "collect.server-error"),
    "answers 403": (page(Reply(403)), "collect.forbidden"),
    "answers 404": (page(Reply(404)), "collect.gone"),
    "answers 410": (page(Reply(410)), "collect.gone"),
    "answers 204": (page(Reply(204)), "collect.status"),
    "answers 206 to who asked for all": (page(Reply(206, {}, b"part")), "collect.status"),
    "answers 304 to who has nothing": (page(Reply(304)), "collect.status"),
    "asks programs to leave it alone": (robots(b"User-agent: *\nDisallow: /"), "collect.robots"),
    "cannot give its robots.txt": (robots(Reply(500)), "collect.robots-unreachable"),
    "is a proxy that asks for a password": (through_proxy(Reply(407)), "collect.proxy"),
    "is a proxy that is not there": (no_proxy, "collect.proxy"),
}
"""What the host does, as the docs have it; how to make it do so; the fault."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_its_code(name: str, web: Web) -> None:
    made, code = FAULTS[name]
    ready = made(web)
    limits = QUICK if code == "collect.too-slow" else BOUNDS
    with ready.until_the_end, web.door(limits=limits, **ready.door) as door:
        failed = door.fetch(Ask(ready.address))
    assert isinstance(failed, Failed), failed
    assert (failed.code, failed.address) == (code, ready.address), failed
    assert failed.detail
    assert failed.retry_after == (7.0 if "says when" in name else None) or "robots" in failed.code


def test_the_table_of_the_docs_has_these_faults_and_no_other() -> None:
    told = (Path(__file__).parents[2] / "docs" / "collecting.md").read_text(encoding="utf-8")
    section = told.partition("### What a host can do wrong\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| (?!what|---)(.*?) \| `(.*?)` \|", section, re.MULTILINE)
    wanted = [(name, code) for name, (_, code) in FAULTS.items()]
    assert rows == wanted, "\n".join(f"| {name} | `{code}` |" for name, code in wanted)


def test_the_limits_of_the_docs_are_those_of_the_code() -> None:
    told = (Path(__file__).parents[2] / "docs" / "collecting.md").read_text(encoding="utf-8")
    section = told.partition("### How much it takes\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\d+)(?: (.iB))?", section, re.MULTILINE)
    units = {"MiB": 1 << 20, "KiB": 1 << 10, "": 1}
    assert {name: int(number) * units[unit] for name, number, unit in rows} == asdict(Limits())
