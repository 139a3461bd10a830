"""Finding the feeds of a site: what is at an address, what its page names, and where sites usually keep one."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from sayso.collect.feeds import Feed, NoFeedError, read_feed
from sayso.collect.feeds.decoding import decoded
from sayso.collect.fetch import Ask, Failed, Got
from sayso.collecting.crew import Fetcher

_COMMENTS = "comment"
"""In the address or title of a feed of readers' comments."""


@dataclass(frozen=True, slots=True)
class Found:
    """A feed, and what it holds now."""

    address: str
    feed: Feed


def discover(door: Fetcher, address: str, now: datetime) -> list[Found] | Failed:
    """The feeds at an address: itself, or those its page names, or one at a common place; none: an empty list.

    ``Failed`` when the address cannot be got.
    """
    from sayso.collect.feeds.links import COMMON, feeds_of

    came = door.fetch(Ask(address))
    if isinstance(came, Failed):
        return came
    found = _feed(came, now)
    if found is not None:
        return [found]
    text, _ = decoded(came.body, came.header("Content-Type"), came.final)
    named = [at for at, title in feeds_of(text, came.final) if _COMMENTS not in f"{at} {title or ''}".lower()]
    declared = [one for at in named[:10] if (one := _at(door, at, now)) is not None]
    if declared:
        return declared
    for place in COMMON:
        one = _at(door, urljoin(came.final, place), now)
        if one is not None:
            return [one]
    return []


def _at(door: Fetcher, address: str, now: datetime) -> Found | None:
    came = door.fetch(Ask(address))
    return None if isinstance(came, Failed) else _feed(came, now)


def _feed(got: Got, now: datetime) -> Found | None:
    try:
        return Found(got.final, read_feed(got.body, got.header("Content-Type"), got.final, now))
    except NoFeedError:
        return None
