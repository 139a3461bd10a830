"""Whole runs of collecting against a web of our own, on both databases."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from collecting_web import HTML, RSS, Later, desk_of, feed, gathered, outlet, page, read_too

from sayso.collect import days as days_module
from sayso.collecting import Collector, collect, counts
from sayso.collecting.errand import Event
from sayso.desk import Desk
from sayso.ledger.engine import Hot
from testweb import Reply, Request, Web


@pytest.fixture
def later() -> Later:
    return Later()


def codes(events: list[Event]) -> list[str]:
    return sorted(issue.code for event in events for issue in event.issues)


def whats(events: list[Event]) -> Counter[str]:
    return Counter(event.what for event in events)


def noted(desk: Desk) -> list[tuple[str, str | None]]:
    """Issues of the ledger, by code and item."""
    return sorted((one.issue.code, one.issue.item) for one in desk.ledger.issues())


def rows(desk: Desk) -> dict[str, int]:
    """How many rows the record and the archive have."""
    with desk.ledger.database.reading() as connection:
        hot = Hot(connection)
        return {
            table: hot.one(f"SELECT count(*) FROM {table}")[0]
            for table in ("act", "capture", "kept", "issue", "task", "notice", "source")
        }


def asked(web: Web, host: str) -> list[str]:
    """The paths a host was asked for, robots.txt left out."""
    return [one.path for one in web.asked(host) if one.path != "/robots.txt"]


def test_what_is_listed_is_fetched_once_and_read(web: Web, tmp_path: Path, url: str) -> None:
    one, two = outlet(web, "wire.example", 1, 2, 3), outlet(web, "post.example", 4, 5)
    again = web.put(
        "copy.example", "/feed", feed("copy", 1).replace(b"/1<", b"http://wire.example:%d/1<" % web.port)
    )
    with desk_of(tmp_path / "desk", one, two, again, url=url) as desk:
        assert whats(gathered(web, desk)) == {"listed": 3, "fetched": 5}
        assert Counter(asked(web, "wire.example")) == Counter(["/feed", "/1", "/2", "/3"])
        assert gathered(web, desk) == [], "nothing is due"
        assert counts(desk)["unread"] == counts(desk)["fetched"] == 5
        reports = {
            kept.outcome.report.title: kept.outcome.report
            for kept in read_too(web, desk)
            if kept.outcome.report
        }
        assert sorted(reports) == [f"Ships in port {number}" for number in range(1, 6)]
        first = reports["Ships in port 1"]
        assert (first.outlet, first.published) == ("Lumen Courier", "2019-12-30T10:00:00Z")
        assert first.url == web.at("wire.example", "/1")
        assert list(desk.check()) == []
        assert counts(desk)["unread"] == 0


def test_what_did_not_change_costs_a_request_and_no_row(
    web: Web, tmp_path: Path, url: str, later: Later
) -> None:
    address = outlet(web, "wire.example", 1)
    with desk_of(tmp_path / "desk", address, url=url, clock=later) as desk:
        gathered(web, desk)
        before = rows(desk)
        later.wait(hours=2)
        assert whats(gathered(web, desk)) == {"unchanged": 1}
        assert rows(desk) == before
        last = web.asked("wire.example")[-1]
        assert (last.path, "if-none-match" in last.headers) == ("/feed", True)
        later.wait(hours=5)
        assert whats(gathered(web, desk)) == {"unchanged": 2}, (
            "the report is looked at once more after six hours"
        )
        assert rows(desk) == before


def test_a_server_that_marks_nothing_costs_no_row_either(
    web: Web, tmp_path: Path, url: str, later: Later
) -> None:
    plain = {"ETag": "", "Last-Modified": "", **RSS}
    address = web.put("wire.example", "/feed", Reply(200, plain, feed("wire")))
    with desk_of(tmp_path / "desk", address, url=url, clock=later) as desk:
        gathered(web, desk)
        before = rows(desk)
        later.wait(hours=2)
        assert whats(gathered(web, desk)) == {"unchanged": 1}
        assert rows(desk) == before


def test_only_what_is_new_is_fetched(web: Web, tmp_path: Path, url: str, later: Later) -> None:
    address = outlet(web, "wire.example", 1, 2)
    with desk_of(tmp_path / "desk", address, url=url, clock=later) as desk:
        gathered(web, desk)
        outlet(web, "wire.example", 2, 3)
        later.wait(hours=2)
        events = gathered(web, desk)
        assert whats(events) == {"listed": 1, "fetched": 1}
        assert events[0].said["new"] == 1
        assert Counter(asked(web, "wire.example"))["/2"] == 1


def test_an_edited_page_is_a_capture_of_its_own_and_revises(
    web: Web, tmp_path: Path, url: str, later: Later
) -> None:
    address = outlet(web, "wire.example", 1)
    with desk_of(tmp_path / "desk", address, url=url, clock=later) as desk:
        [old] = [kept.outcome.report for kept in read_too(web, desk) if kept.outcome.report]
        web.put(
            "wire.example", "/1", page(1, "Later she took that back and spoke of nine ships."), headers=HTML
        )
        later.wait(hours=7)
        [new] = [kept.outcome.report for kept in read_too(web, desk) if kept.new and kept.outcome.report]
        [edge] = [edge for edge in desk.ledger.edges() if edge.kind == "revises"]
        assert (edge.left, edge.right) == (new.id, old.id)
        assert counts(desk)["responses"] == 3


def atom(changed: str) -> bytes:
    """A feed that says when its report was changed."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>1</id><link href="/1"/>'
        f"<updated>{changed}</updated></entry></feed>"
    ).encode()


def test_what_a_feed_says_was_changed_is_fetched_again(
    web: Web, tmp_path: Path, url: str, later: Later
) -> None:
    web.put("wire.example", "/1", page(1), headers=HTML)
    address = web.put("wire.example", "/feed", atom("2020-01-01T00:00:00Z"))
    with desk_of(tmp_path / "desk", address, url=url, clock=later) as desk:
        gathered(web, desk)
        web.put("wire.example", "/feed", atom("2020-01-02T00:00:00Z"))
        web.put("wire.example", "/1", page(1, "Corrected."), headers=HTML)
        later.wait(hours=2)
        assert whats(gathered(web, desk)) == {"listed": 1, "fetched": 1}


def test_sitemaps_of_an_index_are_followed_back_to_a_day(
    web: Web, tmp_path: Path, url: str, later: Later
) -> None:
    today, old = later().date().isoformat(), "2019-12-01"
    urls = "".join(
        f"<url><loc>/{number}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for number, day in ((1, today), (2, old), (3, None))
    )
    index = f"<sitemapindex><sitemap><loc>/new.xml</loc><lastmod>{today}</lastmod></sitemap>" + (
        f"<sitemap><loc>/old.xml</loc><lastmod>{old}</lastmod></sitemap></sitemapindex>"
    )
    address = web.put("wire.example", "/sitemap.xml", index.encode())
    web.put("wire.example", "/new.xml", f"<urlset>{urls}</urlset>".encode())
    for number in (1, 2, 3, 4):
        web.put("wire.example", f"/{number}", page(number), headers=HTML)
    source = f'[[source]]\naddress = "{address}"\nkind = "sitemap"\n'
    with desk_of(tmp_path / "desk", more=source, url=url, clock=later) as desk:
        events = gathered(web, desk)
        assert sorted(asked(web, "wire.example")) == ["/1", "/new.xml", "/sitemap.xml"]
        assert codes(events) == ["collect.undated"]
        assert {event.source for event in events} == {address}
        web.put("wire.example", "/new.xml", f"<urlset>{urls}<url><loc>/4</loc></url></urlset>".encode())
        later.wait(hours=5)
        gathered(web, desk)
        assert asked(web, "wire.example")[-1] == "/4", "what has no date is new when it was not there before"
    with desk_of(tmp_path / "desk", url=url, clock=later) as desk:
        later.wait(hours=48)
        assert all(event.what == "unchanged" for event in gathered(web, desk))
        assert asked(web, "wire.example").count("/new.xml") == 2, "its sitemaps go with it"


BAD = {
    "page": (Reply(200, HTML, b"<!doctype html><title>Back soon</title>"), "collect.not-a-feed"),
    "gone": (Reply(404), "collect.gone"),
    "broken": (Reply(503), "collect.asked-to-wait"),
    "internal": (Reply(500), "collect.server-error"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_source_that_fails_is_seen_and_asked_less(web: Web, tmp_path: Path, later: Later, name: str) -> None:
    reply, code = BAD[name]
    address = web.put("wire.example", "/feed", reply)
    with desk_of(tmp_path / "desk", address, outlet(web, "post.example", 1), clock=later) as desk:
        events = gathered(web, desk)
        assert whats(events) == {"failed": 1, "listed": 1, "fetched": 1}, "the rest goes on"
        assert codes(events) == [code]
        assert noted(desk) == [(code, address)]
        [source] = [one for one in desk.ledger.collecting.sources() if one.fault]
        assert source.fault
        assert source.fault.startswith(code)
        later.wait(hours=1, minutes=30)
        assert [event.address for event in gathered(web, desk) if event.address == address] == []
        later.wait(hours=2)
        assert codes(gathered(web, desk)) == [code]
        assert noted(desk) == [(code, address)], "what is met again is one issue"
        outlet(web, "wire.example", 1)
        later.wait(hours=24)
        assert codes(gathered(web, desk)) == []
        assert [one.fault for one in desk.ledger.collecting.sources()] == [None, None]


def test_a_host_that_asks_to_wait_is_left_alone(web: Web, tmp_path: Path, url: str, later: Later) -> None:
    busy = Reply(429, {"Retry-After": "7200"})
    address = outlet(web, "wire.example", 1, 2, 3)
    web.put("wire.example", "/1", busy)
    web.put("wire.example", "/2", busy)
    web.put("wire.example", "/3", busy)
    with desk_of(tmp_path / "desk", address, url=url, clock=later) as desk:
        assert codes(gathered(web, desk)) == ["collect.asked-to-wait"]
        assert len(asked(web, "wire.example")) == 2, "nothing more is asked of it"
        later.wait(hours=1, minutes=50)
        assert gathered(web, desk) == []
        outlet(web, "wire.example", 1, 2, 3)
        later.wait(minutes=30)
        assert whats(gathered(web, desk))["fetched"] == 3


def test_a_report_that_is_gone_is_asked_for_once_and_one_that_fails_a_few_times(
    web: Web, tmp_path: Path, later: Later
) -> None:
    address = outlet(web, "wire.example", 1, 2)
    web.put("wire.example", "/1", Reply(404))
    web.put("wire.example", "/2", Reply(500))
    with desk_of(tmp_path / "desk", address, clock=later) as desk:
        for _ in range(8):
            gathered(web, desk)
            later.wait(hours=3)
        assert Counter(asked(web, "wire.example")).items() >= {"/1": 1, "/2": 4}.items()
        assert [code for code, _ in noted(desk)] == ["collect.gone", "collect.server-error"]


def test_what_cannot_be_read_is_kept_and_said(web: Web, tmp_path: Path) -> None:
    address = outlet(web, "wire.example", 1)
    web.put("wire.example", "/1", b"\x89PNG", headers={"Content-Type": "image/png"})
    with desk_of(tmp_path / "desk", address) as desk:
        events = gathered(web, desk)
        assert codes(events) == ["read.unknown-form"]
        assert (counts(desk)["responses"], counts(desk)["unread"]) == (2, 0)


def test_a_full_disk_is_an_issue_and_nothing_is_lost(
    web: Web, tmp_path: Path, url: str, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [outlet(web, f"h{number}.example", number) for number in range(3)]

    def full(self: object, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    with desk_of(tmp_path / "desk", *addresses, url=url, clock=later) as desk:
        with monkeypatch.context() as patched:
            patched.setattr(days_module._Stream, "write", full)
            events = gathered(web, desk)
        assert codes(events) == ["collect.disk"] * 3
        assert "No space left on device" in events[0].issues[0].detail
        assert rows(desk)["capture"] == 0
        later.wait(minutes=30)
        assert whats(gathered(web, desk)) == {"listed": 3, "fetched": 3}
        assert list(desk.check()) == []


def test_an_erased_report_leaves_a_tombstone_and_is_not_taken_again(
    web: Web, tmp_path: Path, url: str, later: Later
) -> None:
    address = outlet(web, "wire.example", 1, 2)
    with desk_of(tmp_path / "desk", address, url=url, clock=later) as desk:
        reports = [kept.outcome.report for kept in read_too(web, desk) if kept.outcome.report]
        gone = next(report for report in reports if report.title == "Ships in port 1")
        desk.erase(gone.id, "asked for", "user:ana")
        assert list(desk.check()) == []
        held = [path.read_bytes() for path in (desk.folder / "archive" / "days").glob("*.warc.gz")]
        assert all(b"erased" not in content for content in held)
        for kept in days_module.Days(desk.folder / "archive" / "days").newest():
            if kept.address.endswith("/1"):
                with pytest.raises(ValueError, match="not the record"):
                    desk.keeping.days.body(kept.file, kept.first, kept.length)
        with desk.ledger.database.writing() as connection:
            Hot(connection).do("UPDATE notice SET due = 0, etag = NULL, modified = NULL, digest = NULL")
        later.wait(hours=1)
        assert codes(gathered(web, desk)) == ["ledger.erased"]
        assert list(desk.check()) == []


def test_silence_is_noticed(web: Web, tmp_path: Path, later: Later) -> None:
    address = outlet(web, "wire.example", 1)
    with desk_of(tmp_path / "desk", address, clock=later) as desk:
        gathered(web, desk)
        for day in range(8):
            later.wait(days=1)
            outlet(web, "wire.example", *range(10 * day, 10 * day + 4))
            gathered(web, desk)
        later.wait(days=2)
        assert codes(gathered(web, desk)) == []
        later.wait(days=2)
        [event] = [event for event in gathered(web, desk) if event.issues]
        assert event.issues[0].code == "collect.silent"
        assert event.issues[0].detail.startswith("usually 4 a day, none since ")
        [source] = desk.ledger.collecting.sources()
        assert source.fault == event.issues[0].detail


def test_web_archives_on_disk_are_a_source(web: Web, tmp_path: Path, url: str, later: Later) -> None:
    with desk_of(tmp_path / "first", outlet(web, "wire.example", 1, 2)) as first:
        gathered(web, first)
    backfill = tmp_path / "desk" / "backfill"
    source = '[[source]]\naddress = "backfill"\nkind = "warc"\n'
    shutil.copytree(tmp_path / "first" / "archive" / "days", backfill)
    (tmp_path / "desk" / "desk.toml").write_text('name = "D"\n', "utf-8")
    with desk_of(tmp_path / "desk", more=source, url=url, clock=later) as desk:
        titles = sorted(kept.outcome.report.title or "" for kept in read_too(web, desk) if kept.outcome.report)
        assert titles == ["Ships in port 1", "Ships in port 2"]
        later.wait(hours=2)
        assert whats(gathered(web, desk)) == {"unchanged": 1}
        shutil.rmtree(backfill)
        later.wait(hours=2)
        assert codes(gathered(web, desk)) == ["read.vanished"]


def test_a_source_no_longer_listed_is_asked_no_more(web: Web, tmp_path: Path, later: Later) -> None:
    one, two = outlet(web, "wire.example", 1), outlet(web, "post.example", 2)
    with desk_of(tmp_path / "desk", one, two, clock=later) as desk:
        gathered(web, desk)
    with desk_of(tmp_path / "desk", two, clock=later) as desk:
        later.wait(hours=2)
        assert [event.address for event in gathered(web, desk)] == [two]
        assert counts(desk)["sources"] == 1


def test_no_host_is_asked_for_two_things_at_once(web: Web, tmp_path: Path) -> None:
    addresses = [
        outlet(web, f"h{number}.example", *range(10 * number, 10 * number + 10)) for number in range(8)
    ]
    with desk_of(tmp_path / "desk", *addresses) as desk:
        assert whats(gathered(web, desk)) == {"listed": 8, "fetched": 80}
    assert set(web.most_at_once.values()) == {1}


def test_two_collectors_share_a_ledger_and_no_host(web: Web, tmp_path: Path, url: str) -> None:
    addresses = [outlet(web, f"h{number}.example", number, 100 + number) for number in range(30)]
    with (
        desk_of(tmp_path / "desk", *addresses, url=url) as desk,
        desk_of(tmp_path / "desk", *addresses, url=url) as other,
        web.door() as door,
        web.door() as second,
    ):
        left, right = Collector(desk, door, seed=1), Collector(other, second, seed=2)
        right._owner = f"{right._owner}:second"
        left.follow()
        streams = [left.run(), right.run()]
        events = list(_in_turns(*streams))
        assert whats(events) == {"listed": 30, "fetched": 60}
        assert rows(desk)["kept"] == rows(desk)["capture"] == 90
        assert list(desk.check()) == []


def _in_turns(*streams: Iterator[Event]) -> Iterator[Event]:
    waiting = list(streams)
    while waiting:
        for stream in list(waiting):
            event = next(stream, None)
            if event is None:
                waiting.remove(stream)
            else:
                yield event


def test_what_was_kept_and_not_recorded_is_known_of_later(
    web: Web, tmp_path: Path, url: str, later: Later
) -> None:
    address = outlet(web, "wire.example", 1)
    with desk_of(tmp_path / "desk", address, url=url, clock=later) as desk:
        gathered(web, desk)
        with desk.ledger.database.writing() as connection:
            Hot(connection).do("DELETE FROM kept WHERE first > 0")
        gathered(web, desk)
        assert rows(desk)["kept"] == 2
        assert list(desk.check()) == []


def test_an_interrupted_run_keeps_what_was_done_and_goes_on(web: Web, tmp_path: Path, url: str) -> None:
    addresses = [
        outlet(web, f"h{number}.example", *range(10 * number, 10 * number + 5)) for number in range(10)
    ]
    with desk_of(tmp_path / "desk", *addresses, url=url) as desk:
        with web.door() as door:
            collector = Collector(desk, door, seed=1)
            collector.follow()
            stream = collector.run()
            told = [next(stream) for _ in range(15)]
            stream.close()
        assert rows(desk)["capture"] >= len(told)
        gathered(web, desk)
        assert rows(desk)["capture"] == 60
        assert Counter(asked(web, "h3.example")) == Counter(
            ["/feed", *(f"/{number}" for number in range(30, 35))]
        )


def test_a_service_sleeps_until_something_is_due_and_follows_new_sources(
    web: Web, tmp_path: Path, later: Later
) -> None:
    address = outlet(web, "wire.example", 1)
    slept: list[float] = []
    with desk_of(tmp_path / "desk", address, clock=later) as desk, web.door() as door:

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            later.wait(hours=2)
            if len(slept) == 3:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            list(collect(Collector(desk, door, seed=1), read=False, anew=lambda: None, sleep=sleep))
        assert slept == [60.0] * 3


def test_a_stranger_feed_sends_nobody_inward(web: Web, tmp_path: Path) -> None:
    inward = feed("wire").replace(
        b"</channel>", b"<item><link>http://169.254.169.254/latest</link><guid>x</guid></item></channel>"
    )
    address = web.put("wire.example", "/feed", inward, headers=RSS)
    with desk_of(tmp_path / "desk", address) as desk:
        assert codes(gathered(web, desk)) == ["collect.refused-address"]


def test_nothing_secret_is_stored_where_it_is_shown(web: Web, tmp_path: Path) -> None:
    web.put("wire.example", "/feed?token=hush", feed("wire"), headers=RSS)
    address = web.at("wire.example", "/feed?token=hush")
    with desk_of(tmp_path / "desk", address) as desk:
        events = gathered(web, desk)
        assert "hush" not in json.dumps([str(event.address) for event in events])
        assert "hush" not in str(noted(desk))
        with desk.ledger.database.reading() as connection:
            assert "hush" not in str(Hot(connection).all("SELECT address, headers FROM capture"))


def test_a_defect_in_the_door_is_raised(web: Web, tmp_path: Path) -> None:
    address = outlet(web, "wire.example", 1)
    with desk_of(tmp_path / "desk", address) as desk, web.door() as door:

        class Broken:
            manners = door.manners

            def fetch(self, ask: object) -> None:
                raise ValueError("a defect")

        with pytest.raises(ValueError, match="a defect"):
            list(collect(Collector(desk, Broken(), seed=1)))  # type: ignore[arg-type]


def test_a_slow_host_holds_up_nobody(web: Web, tmp_path: Path) -> None:
    async def never(_: Request, __: object) -> None:
        import asyncio

        await asyncio.sleep(1)

    web.put("slow.example", "/feed", never)
    with desk_of(tmp_path / "desk", web.at("slow.example", "/feed"), outlet(web, "wire.example", 1, 2)) as desk:
        events = gathered(web, desk)
        assert events[-1].address == web.at("slow.example", "/feed")
        assert whats(events) == {"listed": 1, "fetched": 2, "failed": 1}
