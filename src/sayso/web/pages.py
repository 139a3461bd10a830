"""Pages from templates: everything a report says is text in them, never markup."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment

from sayso.publish import pages, wording
from sayso.version import __version__
from sayso.web.asked import Addresses

STATIC: Mapping[str, str] = {
    "desk.css": "text/css",
    "desk.js": "text/javascript",
    "htmx.min.js": "text/javascript",
}
"""The files pages may load, and their types."""
_DAY = len("2031-03-03")


@cache
def templates() -> Environment:
    """The templates of the web: those of all pages, with what only these need."""
    environment = pages.templates("sayso.web")
    environment.filters.update(
        amount=wording.amount,
        instant=instant,
        web_address=pages.web_address,
        short_day=short_day,
    )
    environment.globals.update(static=static_address, acts=wording.ACTS, version=__version__)
    return environment


def render(template: str, page: Mapping[str, Any], view: Mapping[str, Any], to: Addresses) -> str:
    """A whole page: ``page`` is what its twin prints, ``view`` what only drawing it needs."""
    return templates().get_template(template).render(page=page, to=to, asked=to.asked, **view)


@cache
def static_file(name: str) -> bytes:
    """A file that pages load, by its name in ``STATIC``."""
    return resources.files("sayso.web").joinpath("static", name).read_bytes()


@cache
def static_address(name: str) -> str:
    """Where a file lies: its address changes with what it holds, so that it may be kept for good."""
    return f"/static/{hashlib.sha256(static_file(name)).hexdigest()[:12]}/{name}"


def instant(said: str | None) -> str:
    """An instant as people read it: "3 March 2031, 14:05 UTC"."""
    hour = wording.clock(said)
    return wording.day(said) + (f", {hour} UTC" if hour else "")


def short_day(published: str | None) -> str:
    """A day in figures, which stand in a column: "2031-03-03"; a dash for none."""
    return published[:_DAY] if published else "–"
