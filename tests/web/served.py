"""A served desk and a client that sends it exactly what it is told to."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from made import IMAGE

from sayso.desk import Desk


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Site:
    """A desk and where it is served."""

    desk: Desk
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One call; no redirect is followed, and the path is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, quote(path, safe="/?=&%:+,;@!*'()[]#~<>\"."), headers=named)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()

    def ids(self) -> dict[str, str]:
        """The ids pages are asked for, by what they are."""
        rows = self.get("/search.json").data["rows"]
        story = [row["id"] for row in rows if row["outlet"] in ("Lumen Wire", "Harbour Post")]
        hostile = next(row["id"] for row in rows if row["outlet"] == IMAGE)
        claims = self.get("/search.json?of=claims&stance=deny").data["rows"]
        return {
            "report": story[-1],
            "copy": story[1],
            "version": story[0],
            "hostile": hostile,
            "claim": claims[0]["id"],
        }

    def pages(self) -> dict[str, str]:
        """An address of every page."""
        ids = self.ids()
        return {
            "today": "/today",
            "today since": "/today?after=2031-03-01T00%3A00%3A00Z",
            "reports": "/search",
            "words": "/search?q=drone",
            "claims": "/search?of=claims",
            "quantities": "/search?of=quantities",
            "events": "/search?of=events",
            "timeline": "/timeline",
            "map": "/map",
            "earth": "/map?view=earth",
            "parties": "/parties",
            "party": "/party?name=Qaro",
            "voice": "/voice?name=Ana+Mirek",
            "unnamed": "/voice?name=senior+officer+in+Qaro",
            "meant": "/voice?name=officer",
            "outlet": "/outlet?name=Harbour+Post",
            "sources": "/sources",
            "issues": "/issues",
            "status": "/status",
            "report": f"/reports/{ids['report']}",
            "hostile": f"/reports/{ids['hostile']}",
            "beside": f"/reports/{ids['report']}/beside/{ids['copy']}",
            "version": f"/reports/{ids['version']}/beside/{ids['copy']}",
            "claim": f"/claims/{ids['claim']}",
            "then": "/today?as_of=2031-01-01",
        }
