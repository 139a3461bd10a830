"""Every page of a made desk: first byte against the same SQL bare, size, and when Chromium has drawn it.

A page is asked as new each time (a name in its address that means nothing keeps it from being one that was drawn), then
again as it is kept. Bare is every statement the page made, in one go on one connection. With ``--prove`` also fifty
readers and one writer for a minute.
"""

import http.client
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from _made_desk import fill, make
from floors import PROVE, say

from sayso.desk import Desk, open_desk
from sayso.ledger import Entry, Filter
from sayso.model import Report
from sayso.web.app import PAGES
from sayso.web.asked import Asked

REPORTS = 100_000 if PROVE else 2_000
ROUNDS = 30
READERS, MINUTE = 50, 60.0
LARGEST = 200_000
"""Bytes of a page."""


@dataclass(frozen=True)
class Site:
    """A served desk."""

    port: int

    def get(self, path: str) -> tuple[int, float, int]:
        """Status, seconds to the first byte, bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        begun = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        first = time.perf_counter() - begun
        size = len(answer.read())
        connection.close()
        return answer.status, first, size


def main() -> None:
    """Make the desk, measure its pages."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        place = Path(folder) / "desk"
        make(place)
        with open_desk(place, {}) as desk:
            fill(desk, REPORTS)
            pages = addresses(desk)
            with served(place) as site:
                for name, path in pages.items():
                    measure(desk, site, name, path)
                painted(site, pages)
                if PROVE:
                    crowded(desk, site, [*pages.values()])


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The desk, served by a process of its own."""
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "-d", str(folder), "serve", "--port", "0",
               "--json"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Site(urlsplit(json.loads(process.stdout.readline())["address"]).port or 0)
        process.terminate()


def addresses(desk: Desk) -> dict[str, str]:
    """A page of every kind."""
    ledger = desk.ledger
    edge = next(ledger.edges(Filter(kind="shares", limit=1)))
    claim = next(ledger.findings(Filter(kind="claim", limit=1)))
    voice = str(ledger.voices_of([claim])[0].body["name"]).replace(" ", "+")
    word = ledger.report(edge.left).text.split()[40].strip(".").lower()
    return {
        "today": "/today",
        "reports": "/search",
        "words": f"/search?q={word}",
        "claims": "/search?of=claims&standing=anonymous&stance=deny",
        "quantities": "/search?of=quantities&counted=marines",
        "events": "/search?of=events&type=ASSAULT&party=First",
        "by_voice": f"/search?of=claims&voice={voice}",
        "report": f"/reports/{edge.left}",
        "beside": f"/reports/{edge.left}/beside/{edge.right}",
        "claim": f"/claims/{claim.id}",
        "voice": f"/voice?name={voice}",
        "party": "/party?name=First",
        "outlet": "/outlet?name=Outlet+3",
        "timeline": "/timeline",
        "map": "/map",
        "sources": "/sources",
        "issues": "/issues",
        "status": "/status",
    }


def measure(desk: Desk, site: Site, name: str, path: str) -> None:
    """A page drawn anew and kept, beside the statements it makes."""
    anew = path + ("&" if "?" in path else "?") + "anew="
    for warming in range(3):
        status, _, size = site.get(f"{anew}w{warming}")
        assert status == 200, (path, status)
    drawn, kept, bare = list[float](), list[float](), list[float]()
    statements = traced(desk, path)
    for number in range(ROUNDS):
        drawn.append(site.get(f"{anew}{number}")[1])
        kept.append(site.get(f"{anew}{number}")[1])
        bare.append(replayed(desk, statements))
    say("web", f"{name}_first_byte_p95_ms", p95(drawn) * 1000)
    say("web", f"{name}_kept_first_byte_p95_ms", p95(kept) * 1000)
    say("web", f"{name}_bare_sql_p95_ms", p95(bare) * 1000)
    say("web", f"{name}_to_bare", p95(drawn) / p95(bare))
    say("web", f"{name}_kilobytes", size / 1000)


def p95(times: list[float]) -> float:
    """The value that 95 of a hundred are under."""
    return quantiles(times, n=20)[-1]


def traced(desk: Desk, path: str) -> list[str]:
    """Every statement a page makes, its values filled in."""
    split = urlsplit(path)
    asked = Asked(**dict(parse_qsl(split.query)))
    make_page, keys = routed(split.path)
    said: list[str] = []
    with desk.ledger.snapshot() as ledger:
        with ledger.database.reading() as connection:
            driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(said.append)
        make_page(replace(desk, ledger=ledger), asked, *keys)
        driver.set_trace_callback(None)
    return [statement for statement in said if statement.lstrip().upper().startswith(("SELECT", "WITH"))]


def routed(path: str) -> tuple[Callable[..., Any], list[str]]:
    """What makes the page of an address, and the parts of it that vary."""
    parts = path.split("/")
    for pattern, _, made in PAGES:
        wanted = pattern.split("/")
        if len(wanted) == len(parts) and all(
            a == b or a[:1] == "{" for a, b in zip(wanted, parts, strict=True)
        ):
            return made, [b for a, b in zip(wanted, parts, strict=True) if a[:1] == "{"]
    raise LookupError(path)


def replayed(desk: Desk, statements: list[str]) -> float:
    """Seconds for the statements alone."""
    with desk.ledger.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        begun = time.perf_counter()
        for statement in statements:
            driver.execute(statement).fetchall()
        return time.perf_counter() - begun


def painted(site: Site, pages: dict[str, str]) -> None:
    """When Chromium has drawn the largest thing of a page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print(json.dumps({"bench": "web", "skipped": "no chromium here"}))
        return
    from playwright.sync_api import sync_playwright

    observe = (
        "new Promise(told => new PerformanceObserver(list => told(list.getEntries().at(-1).startTime))"
        ".observe({type: 'largest-contentful-paint', buffered: true}))"
    )
    slowest = 0.0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for path in pages.values():
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{site.port}{path}")
            slowest = max(slowest, float(page.evaluate(observe)))
            page.close()
        browser.close()
    say("web", "largest_paint_ms", slowest)


def crowded(desk: Desk, site: Site, paths: list[str]) -> None:
    """Fifty readers, each asking for page after page with a moment to read, while one writer adds."""
    until, times, failed = time.monotonic() + MINUTE, list[float](), list[int]()

    def read(number: int) -> None:
        rng = random.Random(number)
        while time.monotonic() < until:
            status, first, _ = site.get(rng.choice(paths))
            times.append(first)
            if status != 200:
                failed.append(status)
            time.sleep(rng.uniform(0.5, 1.5))

    readers = [threading.Thread(target=read, args=[number]) for number in range(READERS)]
    for reader in readers:
        reader.start()
    added = 0
    while time.monotonic() < until:
        text = f"The writer wrote line {added} at {time.time()}."
        desk.ledger.put(Entry(Report(text, outlet="Writer", published="2023-01-01", published_precision="day")))
        added += 1
        time.sleep(0.1)
    for reader in readers:
        reader.join()
    say("web", "readers_errors", len(failed))
    say("web", "readers_pages", len(times))
    say("web", "readers_additions", added)
    say("web", "readers_p99_ms", quantiles(times, n=100)[-1] * 1000)


if __name__ == "__main__":
    main()
