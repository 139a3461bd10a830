"""Invented outlets on the test web, and a desk that follows them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sayso.collecting import Collector, Event, collect
from sayso.desk import Desk, Kept, new_desk, open_desk
from testweb import Web

RSS = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(number: int, words: str = "") -> bytes:
    """A report of its own."""
    return (
        f"<!doctype html><html lang=en><head><title>Ships in port {number}</title></head><body><article>"
        f"<h1>Ships in port {number}</h1><p>On Monday {number} ships came to the harbour of Lumen, the port said. "
        f"“We counted {number * 7} containers,” Minister Ada Quist told reporters at the quay. {words}</p>"
        f"<p>The harbour master of Lumen denied that number {number} had been turned away by the guard ships "
        f"off the cape, and promised a list of all cargoes by the end of the month.</p></article></body></html>"
    ).encode()


def feed(host: str, *numbers: int, days: Mapping[int, str] | None = None) -> bytes:
    """An RSS feed of those reports."""
    items = "".join(
        f"<item><title>Ships in port {number}</title><link>/{number}</link><guid>{host}-{number}</guid>"
        f"<pubDate>{(days or {}).get(number, 'Mon, 30 Dec 2019 10:00:00 GMT')}</pubDate></item>"
        for number in numbers
    )
    return f"<rss version='2.0'><channel><title>{host}</title>{items}</channel></rss>".encode()


def outlet(web: Web, host: str, *numbers: int) -> str:
    """A host with a feed and its reports; the feed's address."""
    for number in numbers:
        web.put(host, f"/{number}", page(number), headers=HTML)
    return web.put(host, "/feed", feed(host, *numbers), headers=RSS)


@dataclass
class Later:
    """The time of day, and so much later."""

    by: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.by

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.by += timedelta(**time)


@contextmanager
def desk_of(
    folder: Path, *sources: str, more: str = "", url: str | None = None, clock: Later | None = None
) -> Iterator[Desk]:
    """A desk that follows those addresses, and what ``more`` says in TOML."""
    if not (folder / "desk.toml").exists():
        new_desk(folder)
    entries = "".join(f'[[source]]\naddress = "{address}"\noutlet = "Lumen Courier"\n' for address in sources)
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "test.toml").write_text(entries + more, "utf-8")
    with open_desk(folder, {"SAYSO_DATABASE": url} if url else {}) as desk:
        yield desk if clock is None else replace(desk, ledger=replace(desk.ledger, clock=clock))


def gathered(web: Web, desk: Desk, *, read: bool = False) -> list[Event]:
    """What one run of collecting gives."""
    with web.door() as door:
        return [one for one in collect(Collector(desk, door, seed=1), read=read) if isinstance(one, Event)]


def read_too(web: Web, desk: Desk) -> list[Kept]:
    """The reports that one run of collecting and reading gives."""
    with web.door() as door:
        return [one for one in collect(Collector(desk, door, seed=1)) if isinstance(one, Kept)]
