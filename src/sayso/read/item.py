"""What goes into reading and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.errors import Issue
from sayso.model import Finding, Report

Form = Literal["text", "page", "pdf", "line"]


@dataclass(frozen=True, slots=True)
class Hint:
    """How the article lies in one outlet's pages between two days, both inclusive; None is open."""

    domains: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    body: str | None = None
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: bytes, their form, and the name under which issues speak of it."""

    name: str
    """A path or ``-``; for a line of a file, the path, a colon and the line's number from 1."""
    form: Form
    content: bytes
    charset: str | None = None
    """As declared outside the bytes (an HTTP header)."""
    url: str | None = None
    hint: Hint | None = None
    """What the desk says of how the article lies in the page."""


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader makes of one item, before the parts of its text are told apart."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    """As the item states it, in any notation; ``published.parse`` makes it an ISO day or instant."""
    language: str | None = None
    given: str | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the user says of items that do not say it themselves: ``--published --outlet --url``."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None


NO_DEFAULTS = Defaults()


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with the parts of its page, or None with the issues that say why."""

    report: Report | None
    parts: Sequence[Finding] = ()
    issues: tuple[Issue, ...] = ()
    item: str = ""
    """The name of the item it was read from; set by the pipeline."""
