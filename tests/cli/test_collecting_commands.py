"""Following, collecting and verifying from the command line."""

import json
from pathlib import Path

import pytest

from cli.running import Run
from sayso.collect.listing import packs
from sayso.settings import load
from testweb import Web


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    assert run("new", folder).code == 0
    with (folder / "desk.toml").open("a", encoding="utf-8") as file:
        file.write('\n[collect]\nnetworks = ["127.0.0.0/8"]\nhost_delay = 0\n')
    return folder


@pytest.fixture
def site(web: Web) -> str:
    """A site on loopback by its number: its page names a feed of two reports, one of which is gone."""
    items = "".join(f"<item><link>/{number}</link><guid>{number}</guid></item>" for number in (1, 2))
    web.put("127.0.0.1", "/", b"<html><link rel=alternate type='application/rss+xml' href='/feed'></html>")
    web.put(
        "127.0.0.1", "/feed", f"<rss><channel><title>Lumen &amp; sons</title>{items}</channel></rss>".encode()
    )
    words = "The harbour of Lumen is open again, the port said on Monday, and forty ships came in. " * 4
    page = f"<html><body><article><h1>Open</h1><p>{words}</p></article></body></html>".encode()
    web.put("127.0.0.1", "/1", page, headers={"Content-Type": "text/html"})
    return web.at("127.0.0.1")


def test_a_site_is_followed_collected_and_verified(run: Run, desk: Path, site: str) -> None:
    assert run("-d", desk, "collect").code == 2
    added = run("-d", desk, "sources", "add", site, "--json")
    assert added.lines == [{"source": f"{site}feed", "new": True, "file": "sources/added.toml"}]
    assert "# Lumen & sons\n[[source]]" in (desk / "sources" / "added.toml").read_text("utf-8")
    assert run("-d", desk, "sources", "add", site, "--json").lines[0]["new"] is False
    [before] = run("-d", desk, "sources", "--json").lines
    assert before["visited"] is None
    ran = run("-d", desk, "collect", "--json", "-j", 1, "--log", desk / "log")
    assert ran.code == 1, "one report is gone"
    assert sorted(line["event"] for line in ran.lines) == ["failed", "fetched", "listed", "read"]
    logged = [json.loads(line) for line in (desk / "log").read_text().splitlines()]
    assert [line["event"] for line in logged] == [line["event"] for line in ran.lines]
    assert all("at" in line for line in logged)
    [after] = run("-d", desk, "sources", "--json").lines
    assert (after["failures"], after["fault"], after["next"] > after["visited"]) == (0, None, True)
    assert "as it should be" in run("-d", desk, "sources", columns=200).out
    assert len(run("-d", desk, "reports", "--json").lines) == 1
    assert run("-d", desk, "collect").code == 0
    verified = run("-d", desk, "archive", "verify", "--json")
    assert verified.code == 0
    assert verified.lines[-1] == {"faults": []}
    assert verified.lines[0]["captures"] == 2


def test_what_was_changed_in_the_archive_is_named(run: Run, desk: Path, site: str) -> None:
    run("-d", desk, "sources", "add", site)
    run("-d", desk, "collect", "--no-read")
    [warc] = (desk / "archive" / "days").glob("*.warc.gz")
    content = bytearray(warc.read_bytes())
    content[-30] ^= 1
    warc.write_bytes(content)
    verified = run("-d", desk, "archive", "verify")
    assert verified.code == 3
    assert "was changed" in verified.out
    warc.unlink()
    assert "is missing" in run("-d", desk, "archive", "verify").out


def test_a_site_without_feeds_says_what_to_do(run: Run, desk: Path, web: Web) -> None:
    web.put("127.0.0.1", "/", b"<html><body>nothing here</body></html>")
    ran = run("-d", desk, "sources", "add", web.at("127.0.0.1"))
    assert ran.code == 2
    assert "--kind pages" in ran.err
    assert run("-d", desk, "sources", "add", "--kind", "pages", web.at("127.0.0.1")).code == 0
    assert run("-d", desk, "sources", "add", "--kind", "rss", web.at("127.0.0.1", "/x")).code == 2
    gone = run("-d", desk, "sources", "add", web.at("127.0.0.1", "/gone"))
    assert gone.code == 2
    assert "collect.gone" in gone.err


def test_lists_go_in_and_out(run: Run, desk: Path, tmp_path: Path) -> None:
    list_of_feeds = tmp_path / "my feeds.opml"
    list_of_feeds.write_text(
        '<opml><body><outline title="Bread & Salt" xmlUrl="https://a.example/feed"/></body></opml>', "utf-8"
    )
    ran = run("-d", desk, "sources", "import", list_of_feeds)
    assert ran.code == 0
    assert "my feeds.opml:1: " in ran.err
    assert [one.address for one in load(desk, {}).sources] == ["https://a.example/feed"]
    assert 'xmlUrl="https://a.example/feed"' in run("-d", desk, "sources", "export").out
    assert run("-d", desk, "sources", "export", "-o", tmp_path / "out.opml").code == 0
    assert run("-d", desk, "sources", "import", tmp_path / "none.opml").code == 2
    assert run("-d", desk, "sources", "import", desk / "desk.toml").code == 2


def test_packs_can_be_followed_all_together_and_twice(run: Run, desk: Path) -> None:
    names = [line["pack"] for line in run("-d", desk, "sources", "pack", "--json").lines]
    assert names == ["agencies", "broadcasters", "dailies", "official"]
    for name in (*names, *names):
        assert run("-d", desk, "sources", "pack", name).code == 0
    settings = load(desk, {})
    assert len(settings.sources) == sum(len(table["source"]) for table in packs().values())
    assert all(settings.outlet(one.outlet) for one in settings.sources)
    assert "could not be checked" in run("-d", desk, "sources", "pack", names[0]).out
    assert run("-d", desk, "sources", "pack", "tabloids").code == 2
