"""A web of our own on loopback: any number of named hosts on one real HTTP server, and faults on demand.

    with Web() as web:
        web.put("wire.example", "/feed.xml", b"<rss/>", {"Content-Type": "application/rss+xml"})
        web.put("wire.example", "/busy", Reply(503, {"Retry-After": "7"}), Reply(body=b"at last"))
        web.put("slow.example", "/", webfaults.stall)        # a fault: any coroutine of a request and a writer
        with web.door() as door:                             # knows the web's names and may enter loopback
            got = door.fetch(Ask(web.at("wire.example", "/feed.xml")))
        assert [asked.path for asked in web.asked("wire.example")] == ["/robots.txt", "/feed.xml"]

``certify`` gives a host a certificate, good or bad, and ``https=True`` its address there. A door made with
``proxy=web.at("proxy.example")`` goes by the web itself, which is also a proxy.

Of several replies put at one place each is given once and the last one for ever. Replies with status 200 carry an
``ETag`` and a ``Last-Modified``, and are 304 to who has them. What was not put is 404; a name that has nothing is
unknown to ``resolver``. ``most_at_once`` tells how many requests a host had under way together.
"""

import asyncio
import socket
import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from ipaddress import ip_network
from typing import Any, Self
from urllib.parse import urlsplit

import trustme

from sayso.collect.fetch import Door, Limits

LOOPBACK = (ip_network("127.0.0.1/32"),)
MODIFIED = "Fri, 03 Jan 2020 12:00:00 GMT"
EAGER = Limits(host_delay=0.0, connect_seconds=5.0, read_seconds=5.0, total_seconds=20.0)
"""Limits for tests: no delay between requests."""


@dataclass(frozen=True)
class Request:
    """What the server was asked."""

    host: str
    """Without port."""
    path: str
    """With its query."""
    headers: Mapping[str, str]
    """Names in lower case."""
    method: str = "GET"


@dataclass(frozen=True)
class Reply:
    """What the server answers."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Fault = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
"""Writes to the connection whatever it likes; the connection is closed after it."""


class Web:
    """Hosts with their pages, and what was asked of them."""

    def __init__(self) -> None:
        self.port = 0
        self.most_at_once: Counter[str] = Counter()
        self._pages: dict[tuple[str, str], list[Reply | Fault]] = {}
        self._hosts: set[str] = set()
        self._asked: dict[str, list[Request]] = defaultdict(list)
        self._under_way: Counter[str] = Counter()
        self.connections = 0
        """Made so far."""
        self._certificates: dict[str, ssl.SSLContext] = {}
        self._authority: trustme.CA | None = None
        self.serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        """How https is served, to be spoilt before the first certificate."""
        self.serving.sni_callback = self._chosen
        self._secure_port = 0
        self._servers: list[asyncio.Server] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="testweb", daemon=True)

    def put(
        self, host: str, path: str, *replies: Reply | Fault | bytes, headers: Mapping[str, str] | None = None
    ) -> str:
        """Put replies at a place; returns its address. ``headers`` go with replies given as bytes."""
        made = [Reply(200, headers or {}, one) if isinstance(one, bytes) else one for one in replies]
        self._hosts.add(host)
        self._pages[host, path] = made
        return self.at(host, path)

    def at(self, host: str, path: str = "/", *, https: bool = False) -> str:
        """The address of a place."""
        self._hosts.add(host)
        return f"https://{host}:{self._secure_port}{path}" if https else f"http://{host}:{self.port}{path}"

    def certify(
        self,
        host: str,
        *names: str,
        by: trustme.CA | None = None,
        until: datetime = datetime(2999, 1, 1, tzinfo=UTC),
    ) -> None:
        """Give a host a certificate: for itself or other names, by this web's authority or another."""
        self._hosts.add(host)
        if not self._secure_port:
            self._secure_port = self._run(self._listen(self.serving)).result()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued = (by or self.authority).issue_cert(
            *(names or (host,)), not_before=datetime(2000, 1, 1, tzinfo=UTC), not_after=until
        )
        issued.configure_cert(context)
        self._certificates[host] = context

    @property
    def authority(self) -> trustme.CA:
        """Who signs the web's certificates."""
        self._authority = self._authority or trustme.CA()
        return self._authority

    @property
    def trust(self) -> ssl.SSLContext:
        """What a door needs to believe the web's certificates."""
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    def _chosen(self, connection: ssl.SSLObject, name: str, _: ssl.SSLContext) -> None:
        connection.context = self._certificates[name]

    def asked(self, host: str) -> Sequence[Request]:
        """All requests to a host, in order."""
        return tuple(self._asked[host])

    def resolver(self, host: str, port: int) -> Sequence[str]:
        """Where the hosts are: all on loopback, numbers where they say. Raises ``OSError`` for other names."""
        if host in self._hosts:
            return ("127.0.0.1",)
        return (host,) if ":" in host else (socket.inet_ntoa(socket.inet_aton(host)),)

    def door(self, agent: str = "Sayso-test/1.0", limits: Limits = EAGER, **more: Any) -> Door:
        """A door into this web and to nowhere else."""
        return Door(agent, limits, **{"resolver": self.resolver, "private": LOOPBACK, **more})

    def __enter__(self) -> Self:
        self._thread.start()
        self.port = self._run(self._listen()).result()
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._stop()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Any) -> "Future[Any]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _listen(self, secured: ssl.SSLContext | None = None) -> int:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024, ssl=secured)
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        serving = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        for _ in range(5):  # rounds of the loop in which closed connections let go of their sockets
            await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while request := await _read(reader, writer):
                if request.method == "CONNECT":
                    await self._tunnel(request, reader, writer)
                    break
                self._under_way[request.host] += 1
                self.most_at_once[request.host] = max(
                    self.most_at_once[request.host], self._under_way[request.host]
                )
                try:
                    if not await self._answer(request, writer):
                        break
                finally:
                    self._under_way[request.host] -= 1
        except ConnectionError:
            pass  # the other side has gone
        except asyncio.CancelledError:
            writer.transport.abort()  # the web is closing
        finally:
            writer.close()

    async def _tunnel(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Be a proxy: pass bytes on to the hosts with certificates."""
        self._asked[request.host].append(request)
        there, onward = await asyncio.open_connection("127.0.0.1", self._secure_port)
        writer.write(head(200, {}))
        try:
            await asyncio.gather(_pour(reader, onward), _pour(there, writer))
        finally:
            onward.transport.abort()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection goes on."""
        self._asked[request.host].append(request)
        replies = self._pages.get((request.host, request.path), [Reply(404)])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if not isinstance(reply, Reply):
            await reply(request, writer)
            return False
        writer.write(written(request, reply))
        await writer.drain()
        return True


def written(request: Request, reply: Reply) -> bytes:
    """A reply as it goes over the wire, to one who may have it already."""
    marks = {}
    if reply.status == 200:
        marks = {"ETag": f'"{sha256(reply.body).hexdigest()[:16]}"', "Last-Modified": MODIFIED}
        if marks["ETag"] == request.headers.get("if-none-match"):
            reply = Reply(304)
    length = {} if reply.status == 304 else {"Content-Length": str(len(reply.body))}
    return head(reply.status, {**length, **marks, **reply.headers}) + reply.body


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """The head of a response."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{k}: {v}" for k, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
    try:
        begin = await reader.readexactly(1)
        if begin == b"\x16":  # the beginning of TLS, where none is spoken
            writer.write(head(400, {}))
            return None
        text = (begin + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = text.split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
    if method == "CONNECT":
        return Request(path.rpartition(":")[0], path, headers, method)
    if path.startswith("http://"):  # by way of a proxy, which this is too
        parts = urlsplit(path)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return Request(headers.get("host", "").rpartition(":")[0], path, headers, method)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while block := await reader.read(1 << 16):
        writer.write(block)
    writer.close()
