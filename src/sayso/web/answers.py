"""From a page to an answer: drawn or as data, kept where it was made already, and one page for all that goes wrong."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from sayso.desk import Desk
from sayso.errors import NotFound, SaysoError
from sayso.version import __version__
from sayso.web.asked import Addresses, Asked
from sayso.web.files import download
from sayso.web.kept import Kept
from sayso.web.page import Page
from sayso.web.pages import render
from sayso.web.tables import csv_table, json_lines

Making = Callable[..., Page]
"""``(desk, asked, *keys)`` to a page; ``desk`` sees one unchanging state of the ledger."""
Answer = Callable[..., Response]
HTML, JSON = "text/html; charset=utf-8", "application/json"


@dataclass(frozen=True, slots=True)
class Answers:
    """Makes the answers of one desk."""

    desk: Desk
    kept: Kept

    def page(self, make: Making, template: str, path: str) -> Answer:
        """A page, drawn."""

        def drawn(request: Request, asked: Asked, page: Page) -> str:
            return render(template, page.data, page.view, Addresses(asked, request.url.path))

        return self._made(make, drawn, HTML)

    def data(self, make: Making) -> Answer:
        """A page's data."""
        return self._made(make, lambda _, __, page: json_text(page.data), JSON)

    def csv(self, make: Making) -> Answer:
        """A search's rows as a table."""
        return self._made(
            make, lambda _, __, page: csv_table(page.data["of"], page.data["rows"]), "text/csv; charset=utf-8",
            {"content-disposition": 'attachment; filename="sayso.csv"'},
        )  # fmt: skip

    def lines(self, make: Making) -> Answer:
        """A search's rows as JSON lines."""
        return self._made(
            make, lambda _, __, page: json_lines(page.data["rows"]), "application/x-ndjson",
            {"content-disposition": 'attachment; filename="sayso.jsonl"'},
        )  # fmt: skip

    def _made(
        self,
        make: Making,
        form: Callable[[Request, Asked, Page], str],
        media_type: str,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        def answer(request: Request, asked: Asked, *keys: str) -> Response:
            address = f"{request.url.path}?{request.url.query}"
            with self.desk.ledger.snapshot() as ledger:
                stamp = ledger.stamp
                sign = f'W/"{__version__}-{stamp}"'
                told = {"etag": sign, "cache-control": "private, no-cache", **(headers or {})}
                if request.headers.get("if-none-match") == sign:
                    return Response(status_code=304, headers=told)
                body = self.kept.get(stamp, address)
                if body is None:
                    page = make(replace(self.desk, ledger=ledger), asked, *keys)
                    body = form(request, asked, page).encode("utf-8", "replace")
                    self.kept.put(stamp, address, body)
            return Response(body, media_type=media_type, headers=told)

        return answer

    def finding(self, request: Request, asked: Asked, key: str) -> Response:
        """To where a finding stands: a claim's page, else its words in the report."""
        found = self.desk.ledger.finding(key)
        to = Addresses(asked, "")
        if found.kind == "claim":
            return RedirectResponse(to.to(f"/claims/{found.id}"), 307)
        start = max(0, found.spans[0][0] - 200) if found.spans else 0
        window = start if start > 8000 else None
        return RedirectResponse(to.to(f"/reports/{found.report}", start=window) + f"#f-{found.id}", 307)

    def original(self, request: Request, asked: Asked, key: str, digest: str) -> Response:
        """The bytes a report was read from, to be kept as a file and never shown."""
        report = self.desk.ledger.report(key, asked.stamp)
        if digest not in {row["digest"] for row in self.desk.ledger.seen_in(report.id, asked.stamp)}:
            raise NotFound(f"report {report.id[:8]} was not read from bytes of that digest")
        return download(self.desk.keeping, digest)

    async def failure(self, request: Request, error: Exception) -> Response:
        """What goes wrong, as one page or one object, with what to do next."""
        status, message = _told(error)
        if request.url.path.rpartition(".")[2] in ("json", "csv", "jsonl"):
            return Response(json_text({"error": message, "status": status}), status, media_type=JSON)
        page = {"status": status, "phrase": HTTPStatus(status).phrase, "message": message}
        body = render("error.html", page, {}, Addresses(Asked.model_construct(), request.url.path))
        return Response(body.encode("utf-8", "replace"), status, media_type=HTML)


def json_text(data: object) -> str:
    """Data as JSON; what is no character is escaped."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=dict)
    return (
        said
        if said.isprintable() or said.isascii()
        else said.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    )


def _told(error: Exception) -> tuple[int, str]:
    """The status of an error, and a sentence that says what to do next."""
    if isinstance(error, SaysoError):
        return error.http_status, str(error)
    if isinstance(error, RequestValidationError):
        return 400, "; ".join(_fault(fault) for fault in error.errors())
    if isinstance(error, HTTPException):
        known: dict[int, str] = {
            404: "there is no such page; begin at /",
            405: "this desk is to be read only",
        }
        return error.status_code, known.get(error.status_code, str(error.detail))
    return 500, "something went wrong that should not: a defect in Sayso. What happened is in the server's log"


def _fault(fault: Any) -> str:
    return f"{'.'.join(map(str, fault['loc'][1:]))}: {fault['msg']}"
