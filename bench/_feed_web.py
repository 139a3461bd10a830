"""A web of many hosts with feeds, in a process of its own: `python bench/_feed_web.py ITEMS`.

Every address of 127.0.0.0/8 is a host of it, and so is every name that leads there. A feed is answered after
ten milliseconds, so that requests of one host can be under way together; what was asked is counted. Prints its
port; ``/counts`` on the host ``counts`` gives what was counted and begins anew.
"""

import asyncio
import json
import sys
from collections import Counter
from functools import cache
from hashlib import sha256
from typing import ClassVar

WAIT = 0.01
"""Seconds a host takes to answer."""
REPORT = 3
"""Slashes in the path of a report: /host/feed/number."""
WORDS = [
    "harbour",
    "council",
    "minister",
    "strike",
    "talks",
    "border",
    "envoy",
    "convoy",
    "port",
    "tariff",
    "ceasefire",
    "district",
]


class Host(asyncio.Protocol):
    """One connection."""

    under_way: ClassVar[Counter[str]] = Counter()
    counts: ClassVar[Counter[str]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.rest = b""
        Host.counts["connections"] += 1

    def data_received(self, data: bytes) -> None:
        """Answer whole requests."""
        self.rest += data
        while b"\r\n\r\n" in self.rest:
            request, _, self.rest = self.rest.partition(b"\r\n\r\n")
            self.answer(request.decode("latin-1"))

    def answer(self, request: str) -> None:
        """Answer one request, after a while."""
        first, *lines = request.split("\r\n")
        path = first.split(" ")[1]
        headers = dict(line.lower().split(": ", 1) for line in lines)
        host = headers["host"].partition(":")[0]
        if host == "counts":
            told, Host.counts = json.dumps(Host.counts).encode(), Counter()
            self.transport.write(whole(b"200 OK", told))
        elif path == "/robots.txt":
            Host.counts["robots"] += 1
            self.transport.write(whole(b"404 Not Found", b""))
        else:
            self.begin(host, path, headers.get("if-none-match"))

    def begin(self, host: str, path: str, have: str | None) -> None:
        """Have a feed asked for under way."""
        Host.under_way[host] += 1
        Host.counts["reports" if path.count("/") == REPORT else "feeds"] += 1
        Host.counts["most"] = max(Host.counts["most"], Host.under_way[host])
        asyncio.get_running_loop().call_later(WAIT, self.end, host, path, have)

    def end(self, host: str, path: str, have: str | None) -> None:
        """Send a feed, or that it did not change."""
        Host.under_way[host] -= 1
        etag, response = report(path) if path.count("/") == REPORT else feed(path)
        if have == etag:
            Host.counts["unchanged"] += 1
            response = b"HTTP/1.1 304 Not Modified\r\nETag: " + etag.encode() + b"\r\n\r\n"
        if not self.transport.is_closing():
            self.transport.write(response)


@cache
def feed(path: str) -> tuple[str, bytes]:
    """A feed with its ETag; no two have an item in common."""
    items = "".join(
        f"<item><title>{' '.join(WORDS[(n + len(path)) % 12 :])} {n}</title>"
        f"<link>{path}/{n}</link><guid>{path}/{n}</guid>"
        f"<pubDate>Fri, 03 Jan 2020 12:{n % 60:02}:00 GMT</pubDate>"
        f"<description>{' '.join(WORDS * 2)}, it was said on Friday.</description></item>"
        for n in range(int(sys.argv[1]))
    )
    body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>{path}</title>{items}</channel></rss>".encode()
    etag = f'"{sha256(body).hexdigest()[:16]}"'
    return etag, whole(
        b"200 OK", body, b"Content-Type: application/rss+xml\r\nETag: " + etag.encode() + b"\r\n"
    )


@cache
def report(path: str) -> tuple[str, bytes]:
    """A page of its own."""
    words = " ".join((*WORDS, path)) + ", it was said on Friday. "
    body = f"<!doctype html><title>{path}</title><article><p>{words * 20}</p></article>".encode()
    etag = f'"{sha256(body).hexdigest()[:16]}"'
    return etag, whole(b"200 OK", body, b"Content-Type: text/html\r\nETag: " + etag.encode() + b"\r\n")


def whole(status: bytes, body: bytes, headers: bytes = b"") -> bytes:
    """A response."""
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n%s" % (status, len(body), headers, body)


async def main() -> None:
    """Serve until the process is ended."""
    server = await asyncio.get_running_loop().create_server(Host, "0.0.0.0", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
