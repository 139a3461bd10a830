"""The door: what comes back of responses, redirects and conditional requests."""

import gzip
import logging
import random
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.collect.fetch import Ask, Door, Failed, Got, Redirect, Resolver
from sayso.errors import CODES, SettingsError
from testweb import MODIFIED, Fault, Reply, Web
from webfaults import PACKERS, breaks, chunked, ok, packed, says


def test_a_page_comes_as_it_was_sent(web: Web) -> None:
    packed = gzip.compress(b"<rss/>")
    at = web.put("wire.example", "/feed", packed, headers={"Content-Encoding": "gzip", "X-One": "1"})
    with web.door() as door:
        got = door.fetch(Ask(at))
    assert isinstance(got, Got)
    assert (got.status, got.reason, got.body, got.payload) == (200, "OK", b"<rss/>", packed)
    assert (got.address, got.final, got.peer, got.redirects) == (at, at, "127.0.0.1", ())
    assert ("X-One", "1") in got.headers
    assert got.header("x-one") == "1"
    assert not got.unchanged


def test_what_did_not_change_costs_one_short_request(web: Web) -> None:
    at = web.put("wire.example", "/feed", b"<rss/>")
    with web.door() as door:
        first = door.fetch(Ask(at))
        assert isinstance(first, Got)
        again = door.fetch(Ask(at, first.header("etag"), first.header("last-modified")))
    assert isinstance(again, Got)
    assert again.unchanged
    assert again.body == b""
    asked = web.asked("wire.example")
    assert [one.path for one in asked] == ["/robots.txt", "/feed", "/feed"]
    assert asked[-1].headers["if-modified-since"] == MODIFIED


def test_redirects_are_followed_and_told(web: Web) -> None:
    end = web.put("new.example", "/feed", b"<rss/>")
    at = web.put("old.example", "/feed", Reply(301, {"Location": end}))
    with web.door() as door:
        got = door.fetch(Ask(at))
    assert isinstance(got, Got)
    assert (got.address, got.final, got.redirects) == (at, end, (Redirect(at, 301, end),))


def test_a_fault_comes_back_as_one(web: Web) -> None:
    at = web.put("wire.example", "/feed?token=abc", breaks(ok(Content_Length="9") + b"begin"))
    with web.door() as door:
        failed = door.fetch(Ask(at))
    assert isinstance(failed, Failed)
    assert failed.code == "collect.cut-short"
    assert "abc" not in repr(failed)


def test_a_connection_is_used_again(web: Web) -> None:
    asks = [Ask(web.put("wire.example", f"/{number}", b"x" * 50_000)) for number in range(5)]
    missing = Ask(web.at("wire.example", "/none"))
    moved = Ask(web.put("wire.example", "/moved", Reply(301, {"Location": "/0"})))
    with web.door() as door:
        for ask in (*asks, missing, moved, *asks):
            door.fetch(ask)
    assert web.connections == 1


def test_a_connection_the_host_has_closed_meanwhile_is_no_fault(web: Web) -> None:
    """A host may close a connection in the moment in which it is used again: the request is sent once more."""
    at = web.put("wire.example", "/feed", says(), b"<rss/>")
    with web.door() as door:
        got = door.fetch(Ask(at))
    assert isinstance(got, Got)
    assert got.body == b"<rss/>"


def test_what_comes_beyond_the_length_is_not_read_as_the_next_response(web: Web) -> None:
    surplus = ok(Content_Length="2") + b"no" + ok(Content_Length="4") + b"evil"
    first, second = web.put("wire.example", "/1", says(surplus)), web.put("wire.example", "/2", b"good")
    with web.door() as door:
        bodies = [door.fetch(Ask(at)).body for at in (first, second)]  # type: ignore[union-attr]
    assert bodies == [b"no", b"good"]


@pytest.mark.parametrize("encoding", PACKERS)
def test_every_way_of_packing_is_unpacked(encoding: str, web: Web) -> None:
    body = bytes(range(256)) * 2000
    sent = PACKERS[encoding](body)
    with web.door() as door:
        for name in (encoding, f" X-{encoding} , identity"):
            got = door.fetch(Ask(web.put("wire.example", "/feed", packed(name, sent))))
            assert isinstance(got, Got)
            assert (got.body, got.payload) == (body, sent)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


ODD = {
    "two gzip members": ("gzip", gzip.compress(b"one ") + gzip.compress(b"two"), b"one two"),
    "padding after gzip": ("gzip", gzip.compress(b"one") + bytes(100), b"one"),
    "deflate without its header": ("deflate", raw_deflate(b"one"), b"one"),
    "two zstd frames": ("zstd", PACKERS["zstd"](b"one ") + PACKERS["zstd"](b"two"), b"one two"),
    "nothing packed": ("gzip", b"", b""),
    "not packed": ("identity", b"one", b"one"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_packing_that_browsers_read_is_read(name: str, web: Web) -> None:
    encoding, sent, body = ODD[name]
    with web.door() as door:
        got = door.fetch(Ask(web.put("wire.example", "/feed", packed(encoding, sent))))
    assert isinstance(got, Got), got
    assert got.body == body


def test_a_body_in_chunks_is_put_together(web: Web) -> None:
    at = web.put("wire.example", "/feed", says(chunked(b"one ", b"two", end=b"0\r\nX-End: 1\r\n\r\n")))
    with web.door() as door:
        got = door.fetch(Ask(at))
    assert isinstance(got, Got)
    assert got.body == b"one two"


def test_a_large_body_within_the_limits_comes_whole(web: Web) -> None:
    body = random.Random(1).randbytes(5_000_000)
    with web.door() as door:
        got = door.fetch(Ask(web.put("wire.example", "/feed", body)))
    assert isinstance(got, Got)
    assert got.body == body
    assert got.body is got.payload


def test_a_password_goes_to_its_own_host_and_no_further(web: Web) -> None:
    end = web.put("other.example", "/feed", b"<rss/>")
    at = web.put("wire.example", "/feed", Reply(302, {"Location": "/here"}))
    web.put("wire.example", "/here", Reply(302, {"Location": end}))
    with web.door() as door:
        got = door.fetch(Ask(at.replace("//", "//ana:secret@")))
    assert isinstance(got, Got)
    assert [one.headers.get("authorization") for one in web.asked("wire.example")] == [
        None,  # robots.txt
        "Basic YW5hOnNlY3JldA==",
        "Basic YW5hOnNlY3JldA==",
    ]
    assert all("authorization" not in one.headers for one in web.asked("other.example"))
    assert "secret" not in repr((got, got.redirects, got.final))


def test_the_agent_names_itself_and_sends_nothing_else(web: Web) -> None:
    at = web.put("wire.example", "/feed", Reply(200, {"Set-Cookie": "id=1"}, b"<rss/>"))
    with web.door("Sayso/9 (The Narrows)") as door:
        door.fetch(Ask(at))
        door.fetch(Ask(at))
    last = web.asked("wire.example")[-1].headers
    assert last["user-agent"] == "Sayso/9 (The Narrows)"
    assert set(last) == {"host", "user-agent", "accept", "accept-encoding"}


def test_https_works_with_a_certificate_one_trusts(web: Web) -> None:
    web.certify("wire.example")
    web.put("wire.example", "/feed", b"<rss/>")
    at = web.at("wire.example", "/feed", https=True)
    with web.door(trust=web.trust) as door:
        got = door.fetch(Ask(at))
    assert isinstance(got, Got)
    assert (got.body, got.peer, web.connections) == (b"<rss/>", "127.0.0.1", 1)


def test_a_retry_after_may_be_a_date(web: Web) -> None:
    at = web.put("wire.example", "/feed", Reply(503, {"Retry-After": "Fri, 03 Jan 2020 12:00:50 GMT"}))
    with web.door(clock=lambda: datetime(2020, 1, 3, 12, tzinfo=UTC)) as door:
        failed = door.fetch(Ask(at))
    assert isinstance(failed, Failed)
    assert (failed.retry_after, failed.status) == (50.0, 503)


@pytest.mark.parametrize("value", ["soon", "-5", "", "٣", "Fri, 99 Jan 2020", "1e9"])
def test_a_retry_after_that_says_nothing_is_none(value: str, web: Web) -> None:
    line = f"HTTP/1.1 503 Busy\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n"
    with web.door() as door:
        failed = door.fetch(Ask(web.put("wire.example", "/feed", says(line.encode()))))
    assert isinstance(failed, Failed)
    assert (failed.code, failed.retry_after) == ("collect.asked-to-wait", None)


def test_a_clock_tells_when_it_was_captured(web: Web) -> None:
    at = datetime(2020, 1, 3, 12, tzinfo=UTC)
    with web.door(clock=lambda: at) as door:
        got = door.fetch(Ask(web.put("wire.example", "/feed", b"<rss/>")))
    assert isinstance(got, Got)
    assert got.captured_at == at


SECRET = "hunter2"
SECRETIVE: dict[str, tuple[Reply | Fault, ...]] = {
    "a good page": (b"<rss/>",),  # type: ignore[dict-item]
    "a page that is not there": (Reply(404),),
    "a page that breaks off": (breaks(ok(Content_Length="9") + b"x"),),
    "a redirect with a token": (Reply(302, {"Location": f"/next?token={SECRET}"}),),
    "a redirect inward with a password": (Reply(302, {"Location": f"http://a:{SECRET}@10.0.0.1/"}),),
    "a redirect elsewhere with a token": (Reply(302, {"Location": f"ftp://a.example/?key={SECRET}"}),),
    "no HTTP": (says(b"\x00\x01"),),
    "a head the library warns of": (says(b"HTTP/1.1 200 OK\r\nno header\r\n\r\n"),),
}


@pytest.mark.parametrize("proxied", [False, True])
@pytest.mark.parametrize("name", SECRETIVE)
def test_no_secret_is_logged_or_told(
    name: str, proxied: bool, web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for logger in ("urllib3", "urllib3.connectionpool", "protego"):
        caplog.set_level(logging.DEBUG, logger)
    at = web.put("wire.example", f"/feed?api_key={SECRET}", *SECRETIVE[name])
    at = at.replace("//", f"//ana:{SECRET}@")
    proxy = {"proxy": web.at("proxy.example").replace("//", f"//bob:{SECRET}@")} if proxied else {}
    with web.door(**proxy) as door:
        came = door.fetch(Ask(at))
    assert SECRET in web.asked("wire.example")[-1].path
    assert SECRET not in caplog.text
    assert SECRET not in repr(came) + repr(Ask(at)) + (str(came) if isinstance(came, Failed) else "")


def test_a_proxy_is_gone_by(web: Web) -> None:
    proxy = web.at("proxy.example").replace("//", "//bob:secret@")
    web.certify("wire.example")
    web.put("wire.example", "/feed", b"<rss/>")
    with web.door(proxy=proxy, trust=web.trust, resolver=only("proxy.example"), private=()) as door:
        plain = door.fetch(Ask(web.at("wire.example", "/feed")))
        secure = door.fetch(Ask(web.at("wire.example", "/feed", https=True)))
    assert isinstance(plain, Got), plain
    assert isinstance(secure, Got), secure
    assert plain.body == secure.body == b"<rss/>"
    told = [(one.method, "proxy-authorization" in one.headers) for one in web.asked("wire.example")]
    assert told == [("GET", True), ("GET", True), ("CONNECT", True), ("GET", False), ("GET", False)]


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "[::1]", "2130706433", "localhost", "a.localhost"])
def test_a_proxy_is_not_asked_for_what_is_written_as_an_inward_address(host: str, web: Web) -> None:
    with web.door(proxy=web.at("proxy.example"), private=()) as door:
        failed = door.fetch(Ask(f"http://{host}/"))
    assert isinstance(failed, Failed)
    assert failed.code == "collect.refused-address"
    assert web.connections == 0


@pytest.mark.parametrize("proxy", ["socks5://a:hunter2@b", "b:3128", "http://", "http://[hunter2", "https://b"])
def test_a_proxy_that_is_none_is_refused_without_its_password(proxy: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Door("Sayso/1.0", proxy=proxy)
    assert "hunter2" not in str(raised.value)


def test_a_folded_header_is_one_line(web: Web) -> None:
    at = web.put("wire.example", "/feed", says(ok(X="one\r\n  two", Content_Length="0")))
    with web.door() as door:
        got = door.fetch(Ask(at))
    assert isinstance(got, Got)
    assert got.header("x") == "one two"


WELL = (
    ok(Content_Length="6") + b"<rss/>",
    chunked(b"<rss/>", b"<rss/>"),
    ok(Content_Encoding="gzip", Content_Length="26") + gzip.compress(b"<rss/>"),
    ok(Content_Encoding="br") + PACKERS["br"](b"<rss/>"),
    ok(Content_Encoding="zstd") + PACKERS["zstd"](b"<rss/>"),
    b"HTTP/1.1 302 Found\r\nLocation: /feed\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 503 Busy\r\nRetry-After: Fri, 03 Jan 2020 12:00:00 GMT\r\n\r\n",
)


@pytest.fixture(scope="module")
def lasting() -> Iterator[Web]:
    with Web() as running:
        yield running


@settings(max_examples=40)
@given(
    st.sampled_from(WELL),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 5), st.binary(max_size=5)), max_size=4),
)
def test_whatever_a_host_says_it_is_a_response_or_a_fault(
    lasting: Web, well: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    spoilt = bytearray(well)
    for at, cut, put in edits:
        spoilt[at : at + cut] = put
    with lasting.door() as door:
        came = door.fetch(Ask(lasting.put("wire.example", "/feed", says(bytes(spoilt)))))
    assert isinstance(came, Got) or came.code in CODES


def test_many_threads_share_a_door(web: Web) -> None:
    hosts = [f"h{number}.example" for number in range(50)]
    asks = [
        Ask(web.put(host, f"/{number}", f"{host} {number}".encode())) for host in hosts for number in range(6)
    ]
    with web.door() as door, ThreadPoolExecutor(32) as threads:
        came = list(threads.map(door.fetch, asks))
    assert [one.body.decode() for one in came if isinstance(one, Got)] == [
        f"{host} {number}" for host in hosts for number in range(6)
    ]


def only(known: str) -> Resolver:
    """A resolver that knows one name."""

    def resolver(host: str, port: int) -> Sequence[str]:
        if host != known:
            raise OSError(f"{host} is not known")
        return ("127.0.0.1",)

    return resolver
