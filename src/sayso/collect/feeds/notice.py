"""What a feed says: notices of what was published, and what is wrong with the feed."""

from dataclasses import dataclass, field
from typing import Literal

from sayso.errors import Issue

Form = Literal["rss", "rdf", "atom", "json", "sitemap", "index", "list", "page"]
"""The kinds of feed: RSS 0.9 to 2.0, RDF (RSS 1.0), Atom, JSON Feed, a sitemap, an index of sitemaps, addresses one a
line, a web page with links."""

MOST = 5_000
"""Notices taken from a feed; a feed lists tens."""
MOST_IN_SITEMAP = 50_000
"""What the protocol allows one sitemap (sitemaps.org)."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a feed says of one thing that was published."""

    address: str
    """Where it is to be read: an absolute address, http or https, without a fragment."""
    id: str | None = None
    title: str | None = None
    published: str | None = None
    """As the feed states it: an instant in UTC or a day; null when it states none that can be believed."""
    changed: str | None = None
    """When the feed says that it was last changed."""
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: its notices in the order it has them, each address once."""

    form: Form
    title: str | None = None
    notices: tuple[Notice, ...] = ()
    more: tuple[Notice, ...] = ()
    """The sitemaps that an index names."""
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class Raw:
    """One entry of a feed in its own words, before it is checked."""

    address: str = ""
    id: str = ""
    title: str = ""
    published: str = ""
    changed: str = ""
    summary: str = ""
    base: str | None = None


@dataclass(slots=True)
class Parsed:
    """What a reader of one form makes of a feed."""

    form: Form
    title: str = ""
    entries: list[Raw] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    cut: bool = False
    """Whether there was more than is taken."""


class NoFeedError(Exception):
    """The bytes are no feed; the message says what they are instead."""
