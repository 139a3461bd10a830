"""The door: what comes back of responses, redirects and conditional requests."""

import gzip

from sayso.collect.fetch import Ask, Failed, Got, Redirect
from testweb import MODIFIED, Reply, Web, gone


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
    at = web.put("wire.example", "/feed?token=abc", gone)
    with web.door() as door:
        failed = door.fetch(Ask(at))
    assert isinstance(failed, Failed)
    assert failed.code == "collect.cut-short"
    assert "abc" not in repr(failed)
