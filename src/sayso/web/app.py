"""All addresses of the desk on one screen, and how a page becomes an answer."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any

import anyio.to_thread
from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from sayso.desk import Desk
from sayso.errors import SaysoError
from sayso.version import __version__
from sayso.web import files, kept
from sayso.web.answers import Answers, Making
from sayso.web.asked import Asked
from sayso.web.beside import beside
from sayso.web.claim import claim
from sayso.web.guard import Guard
from sayso.web.map import places
from sayso.web.outlet import outlet
from sayso.web.party import parties, party
from sayso.web.report import report
from sayso.web.search import search
from sayso.web.sources import sources
from sayso.web.state import issues, status
from sayso.web.timeline import timeline
from sayso.web.today import today
from sayso.web.visits import visit
from sayso.web.voice import voice

THREADS = 4
"""Pages drawn at a time: more would only take turns on the processor."""
PAGES: tuple[tuple[str, str, Making], ...] = (
    ("/today", "today.html", today),
    ("/search", "search.html", search),
    ("/timeline", "timeline.html", timeline),
    ("/map", "map.html", places),
    ("/parties", "parties.html", parties),
    ("/party", "party.html", party),
    ("/voice", "voice.html", voice),
    ("/outlet", "outlet.html", outlet),
    ("/sources", "sources.html", sources),
    ("/issues", "issues.html", issues),
    ("/status", "status.html", status),
    ("/reports/{key}", "report.html", report),
    ("/reports/{key}/beside/{other}", "beside.html", beside),
    ("/claims/{key}", "claim.html", claim),
)
"""Every page: its address, its template, and what makes its data. ``.json`` behind the address is its twin."""
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"description": told, "content": {"application/json": {}}}
    for status, told in ((400, "cannot be understood"), (404, "is not there"), (503, "the ledger refuses"))
}
Given = Annotated[Asked, Query()]
Endpoint = Callable[..., Response]


def make_app(desk: Desk) -> Guard:
    """The application that serves a desk, to be read: all of it behind the guard, errors too."""
    return Guard(routed(desk))


def routed(desk: Desk) -> FastAPI:
    """Every address of a desk."""
    app = FastAPI(
        title=f"{desk.settings.name}, a desk of Sayso",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=_few_threads,
    )
    answers = Answers(desk, kept.Kept())
    for path, template, make in PAGES:
        keys = path.count("{")
        name = path.strip("/").replace("/", "_").replace("{", "").replace("}", "")
        app.get(
            f"{path}.json",
            operation_id=name,
            summary=_summary(make),
            response_class=JSONResponse,
            responses=REFUSALS,
        )(_endpoint(answers.data(make), keys))
        app.get(path, include_in_schema=False)(_endpoint(answers.page(make, template, path), keys))
    for ending, form in (("csv", answers.csv), ("jsonl", answers.lines)):
        app.get(f"/search.{ending}", include_in_schema=False)(_endpoint(form(search), 0))
    app.get("/findings/{key}", include_in_schema=False)(_endpoint(answers.finding, 1))
    app.get("/reports/{key}/original/{other}", include_in_schema=False)(_endpoint(answers.original, 2))
    app.get("/", include_in_schema=False)(_home(desk))
    app.get("/static/{digest}/{name}", include_in_schema=False)(files.static)
    app.get("/favicon.ico", include_in_schema=False)(files.favicon)
    for error in (SaysoError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(error, answers.failure)
    return app


@asynccontextmanager
async def _few_threads(_: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _summary(make: Making) -> str:
    """The first sentence of what a page's maker says of itself."""
    return (make.__doc__ or "").partition(".")[0]


def _endpoint(answer: Callable[..., Response], keys: int) -> Endpoint:
    """An answer as a function whose signature tells the parts of its address."""

    def none(request: Request, asked: Given) -> Response:
        return answer(request, asked.checked())

    def one(request: Request, asked: Given, key: str) -> Response:
        return answer(request, asked.checked(), key)

    def two(request: Request, asked: Given, key: str, other: str) -> Response:
        return answer(request, asked.checked(), key, other)

    return (none, one, two)[keys]


def _home(desk: Desk) -> Endpoint:
    def home(request: Request) -> Response:
        """Today, since the last visit: the only thing a cookie tells is when that was."""
        seen, cookie = visit(request.cookies.get("visit"), desk.ledger.clock())
        answer = RedirectResponse(f"/today?after={seen}" if seen else "/today", 307)
        answer.set_cookie("visit", cookie, max_age=366 * 86_400, httponly=True, samesite="strict")
        return answer

    return home
