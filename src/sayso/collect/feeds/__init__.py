"""From the bytes of a feed to notices of what was published, whatever the form and however broken.

Each thing that is wrong with a feed is one issue in words that do not change from visit to visit, so that the ledger
holds it once.
"""

import html
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from sayso.collect.feeds.address import absolute
from sayso.collect.feeds.days import stated
from sayso.collect.feeds.decoding import decoded
from sayso.collect.feeds.notice import MOST, MOST_IN_SITEMAP, Feed, NoFeedError, Notice, Parsed, Raw
from sayso.collect.feeds.plain import read_json, read_lines
from sayso.errors import Issue

__all__ = ["MOST", "MOST_IN_SITEMAP", "Feed", "NoFeedError", "Notice", "read_feed", "read_page_list"]

_AHEAD = timedelta(hours=26)
"""How far ahead a date may lie: the day of the easternmost zone, and an hour for clocks that are wrong."""
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def read_feed(content: bytes, declared: str | None, address: str, now: datetime) -> Feed:
    """The feed that was found at ``address``; ``declared`` is its Content-Type.

    Raises ``NoFeedError`` with what was there instead.
    """
    text, issues = decoded(content, declared, address)
    start = text[:_LOOK].lstrip()
    if start[:1] in ("{", "["):
        parsed = read_json(text)
    elif not start:
        raise NoFeedError("nothing: the answer is empty")
    elif _looks_like_page(start):
        raise NoFeedError(f"a web page{_titled(text)}")
    elif start[0] == "<":
        from sayso.collect.feeds.xml import read_xml

        parsed = read_xml(text, address)
    else:
        parsed = read_lines(text)
    parsed.issues += issues
    return _checked(parsed, address, now)


def read_page_list(
    content: bytes, declared: str | None, address: str, match: str | None, now: datetime
) -> Feed:
    """The reports that a page links to, or that a plain list names; ``match`` is a pattern their paths must fit.

    Without a pattern, a link is taken when it stays on the site and its words read like a headline. Raises
    ``NoFeedError`` when there is no text.
    """
    text, issues = decoded(content, declared, address)
    if not text.strip():
        raise NoFeedError("nothing: the answer is empty")
    if text.lstrip()[0] != "<":
        parsed = read_lines(text)
    else:
        from sayso.collect.feeds.links import read_links

        parsed = read_links(text, address, everything=match is not None)
    parsed.issues += issues
    feed = _checked(parsed, address, now)
    fitting = [one for one in feed.notices if match is None or fnmatchcase(urlsplit(one.address).path, match)]
    if fitting or not feed.notices:
        return Feed(feed.form, feed.title, tuple(fitting), (), feed.issues)
    told = Issue("collect.empty-feed", f"none of its links fits {match}", address)
    return Feed(feed.form, feed.title, (), (), (*feed.issues, told))


_LOOK = 4096
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF|urlset|sitemapindex)\b")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})", re.IGNORECASE)


def _looks_like_page(start: str) -> bool:
    return bool(_PAGE.search(start)) and not _FEED.search(start)


def _titled(text: str) -> str:
    found = _TITLE.search(text[: 1 << 16])
    return f" titled “{_plain(found[1])[:80]}”" if found and found[1].strip() else ""


def _checked(parsed: Parsed, address: str, now: datetime) -> Feed:
    """The entries as notices, with one issue for each thing that is wrong with them."""
    latest = (now + _AHEAD).isoformat()
    notices: dict[str, Notice] = {}
    doubts: set[str] = set()
    ids: set[str] = set()
    for raw in parsed.entries:
        base = absolute(raw.base, address) if raw.base else None
        found = absolute(raw.address, base or address)
        if found is None:
            doubts.add("no-address")
            continue
        doubts.update(_doubts(raw, latest))
        if found in notices or (raw.id and raw.id in ids):
            doubts.add("twice")
        ids.add(raw.id)
        notices.setdefault(found, _notice(raw, found, latest))
    if parsed.form in ("sitemap", "index", "list", "page"):
        doubts -= {"no-id", "twice"}  # these have no ids; and a page links to its first report three times
    if not parsed.entries:
        doubts.add("empty")
    if parsed.cut:
        doubts.add("cut")
    issues = (*parsed.issues, *_told(doubts, address))
    children = tuple(notices.values())
    title = _plain(parsed.title) or None
    if parsed.form == "index":
        return Feed(parsed.form, title, (), children, issues)
    return Feed(parsed.form, title, children, (), issues)


def _doubts(raw: Raw, latest: str) -> Iterable[str]:
    if not raw.id:
        yield "no-id"
    for said in (raw.published, raw.changed):
        day = stated(said) if said else None
        if said and day is None:
            yield "bad-date"
        elif day is not None and day > latest:
            yield "future"


def _notice(raw: Raw, address: str, latest: str) -> Notice:
    return Notice(
        address,
        raw.id or None,
        _plain(raw.title) or None,
        _believed(raw.published, latest),
        _believed(raw.changed, latest),
        _plain(raw.summary) or None,
    )


def _believed(said: str, latest: str) -> str | None:
    day = stated(said) if said else None
    return day if day is not None and day <= latest else None


def _plain(said: str) -> str:
    """A text without markup; feeds escape it once or twice."""
    if "&" in said:
        said = html.unescape(said)
    if "<" in said:
        said = html.unescape(_TAG.sub(" ", said))
    return " ".join(said.split())


_WORDS: dict[str, tuple[str, str]] = {
    "no-address": ("collect.no-address", "some notices have no address that can be asked; they are left out"),
    "no-id": ("collect.no-id", "some notices have no id; their addresses stand for them"),
    "twice": ("collect.twice", "some notices share an id or an address; each address is taken once"),
    "bad-date": ("collect.bad-date", "some dates cannot be read; those notices have none"),
    "future": ("collect.future-date", "some dates lie in the future; those notices have none"),
    "empty": ("collect.empty-feed", "lists nothing"),
    "cut": ("collect.feed-cut", f"lists more than {MOST:,} things (a sitemap {MOST_IN_SITEMAP:,}); the rest is left"),
}  # fmt: skip


def _told(doubts: Iterable[str], address: str) -> Sequence[Issue]:
    return [Issue(*_WORDS[doubt], address) for doubt in sorted(doubts)]
