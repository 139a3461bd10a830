"""What came of an errand, as changes of the roster: what is new, when to ask again, what is wrong."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from typing import TypeVar

from sayso.collect import rhythm
from sayso.collect.feeds import Feed, NoFeedError, Notice, read_feed, read_page_list
from sayso.collect.feeds.address import host as host_of
from sayso.collect.feeds.address import key
from sayso.collect.fetch import Failed, Got, veiled
from sayso.collecting.errand import Errand, Event, What
from sayso.errors import Issue
from sayso.ledger.roster import Noticed, Roster, Source
from sayso.settings import ADAPTIVE, Settings
from sayso.settings import Source as Listed

Asked = TypeVar("Asked", Source, Noticed)
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
TRANSIENT = frozenset(
    {
        *("collect.no-name", "collect.no-connection", "collect.too-slow", "collect.cut-short", "collect.tls"),
        *("collect.asked-to-wait", "collect.server-error", "collect.robots-unreachable", "collect.proxy"),
        *("collect.bad-response", "collect.bad-encoding"),
    }
)
"""What may be over in an hour."""
UNREACHED = frozenset({"collect.no-name", "collect.no-connection", "collect.too-slow", "collect.proxy"})
"""What other errands at the host would meet too, each after as long a wait."""
OUT_OF_REACH = 600
"""Seconds for which a host out of reach is left alone."""
LATER = 600
"""Seconds after which what the disk had no room for is asked for again."""
EDITS = 10
"""Times a report is fetched at the most, however often its feed says that it changed."""
SITEMAPS = 200
"""Sitemaps taken from an index: the newest."""


class Judge:
    """Who decides what follows from an answer. Pure but for ``random``, which scatters visits a little."""

    def __init__(self, settings: Settings, random: Random) -> None:
        self.settings = settings
        self.random = random
        self._listed = {one.address: one for one in settings.sources}

    def listed(self, address: str) -> Listed:
        """What the desk says of a source; of one it no longer lists, what holds by default."""
        return self._listed.get(address) or Listed(address)

    def read(self, source: Source, got: Got, now: datetime) -> Feed | Issue:
        """The feed in an answer, or what stands in its place."""
        listed = self.listed(source.parent or source.address)
        said = veiled(source.address)
        declared = got.header("Content-Type")
        try:
            if listed.kind == "pages":
                feed = read_page_list(got.body, declared, got.final, listed.match, now)
            else:
                feed = read_feed(got.body, declared, got.final, now)
            return replace(feed, issues=tuple(issue.at(said) for issue in feed.issues))
        except NoFeedError as error:
            return Issue("collect.not-a-feed", str(error), said)

    def failed(self, errand: Errand, failed: Failed, roster: Roster, now: int) -> Event:
        """An errand brought nothing."""
        about = errand.about
        issue = Issue(failed.code, failed.detail, failed.address)
        if failed.code == "collect.asked-to-wait":
            waits = rhythm.away(60, about.failures, failed.retry_after)
            roster.hold(errand.host, now + round(min(waits, rhythm.LONGEST) * SECOND))
        if isinstance(about, Source):
            return self.gave_nothing(about, issue, failed.retry_after, roster, now)
        failures = about.failures + 1
        again = rhythm.again(failures, failed.retry_after) if failed.code in TRANSIENT else None
        due = None if again is None else now + round(self._scattered(again) * SECOND)
        roster.put_notice(replace(about, failures=failures, due=due))
        return Event("failed", failed.address, about.source, (issue,))

    def gave_nothing(
        self, source: Source, issue: Issue, asked: float | None, roster: Roster, now: int
    ) -> Event:
        """A source failed, or is no source."""
        failures = source.failures + 1
        wait = self._scattered(rhythm.away(source.rhythm, failures, asked))
        roster.put_source(
            replace(
                source,
                failures=failures,
                fault=f"{issue.code}: {issue.detail}",
                due=now + round(wait * SECOND),
                visited=now,
            )
        )
        return Event("failed", veiled(source.address), source.parent or source.address, (issue,))

    def unchanged(self, about: Source | Noticed, got: Got, roster: Roster, now: int) -> Event:
        """A source or report is as it was."""
        if isinstance(about, Source):
            return self._visited(_marked(about, got), (), None, 0, roster, now)
        roster.put_notice(self._got(_marked(about, got), now))
        return Event("unchanged", veiled(about.address), about.source)

    def listing(self, source: Source, got: Got, feed: Feed, roster: Roster, now: int) -> Event:
        """A source told what there is."""
        issues = list(feed.issues)
        self._sitemaps(source, feed, roster, now, issues)
        fresh, edited = self._told_apart(source, feed, roster, now, issues)
        roster.add_notices(fresh)
        for one in edited:
            roster.put_notice(one)
        new = sum(one.due is not None for one in fresh)
        marked = replace(_marked(source, got), digest=sha256(got.body).hexdigest())
        return self._visited(marked, issues, new, len(feed.notices), roster, now)

    def fetched(self, notice: Noticed, got: Got, digest: str, roster: Roster, now: int) -> None:
        """A report was got and kept."""
        roster.put_notice(replace(self._got(_marked(notice, got), now), digest=digest))

    def put_off(self, about: Source | Noticed, roster: Roster, now: int, *, again: bool) -> None:
        """An answer could not be kept; a report is asked for ``again`` or never."""
        due = now + LATER * SECOND
        if isinstance(about, Source):
            roster.put_source(replace(about, due=due))
        else:
            roster.put_notice(replace(about, due=due if again else None))

    def _visited(
        self, source: Source, issues: Sequence[Issue], new: int | None, notices: int, roster: Roster, now: int
    ) -> Event:
        """A source was reached; ``new`` is None when it is as it was."""
        found, day, said = new or 0, _moment(now), veiled(source.address)
        learnt = self._rhythm(source, found)
        days = rhythm.counted(source.days, day.date().isoformat(), found if source.visited is not None else 0)
        quiet = rhythm.silence(days, day) if not found else None
        told = (*issues, *([Issue("collect.silent", quiet, said)] if quiet else []))
        due = now + round(self._scattered(learnt) * SECOND)
        visited = replace(
            source, rhythm=learnt, due=due, visited=now, failures=0, fault=_fault(told), days=days
        )
        roster.put_source(replace(visited, found=now) if found else visited)
        more = {"new": found, "notices": notices, "next": _written(due)}
        what: What = "unchanged" if new is None else "listed"
        return Event(what, said, source.parent or source.address, told, more)

    def _rhythm(self, source: Source, new: int) -> int:
        said = self.listed(source.parent or source.address).rhythm
        if said != ADAPTIVE:
            return int(said)
        return source.rhythm if source.visited is None else rhythm.learnt(source.rhythm, new)

    def _scattered(self, seconds: float) -> float:
        """A tenth sooner or later: sources that were added together need not be visited together for ever."""
        return seconds * self.random.uniform(0.9, 1.1)

    def _got(self, notice: Noticed, now: int) -> Noticed:
        """A report that was got once more: when to look whether it was changed."""
        hours = self.settings.collect.revisit
        due = now + round(hours[notice.visits] * HOUR) if notice.visits < len(hours) else None
        return replace(notice, visits=notice.visits + 1, failures=0, due=due)

    def _told_apart(
        self, source: Source, feed: Feed, roster: Roster, now: int, issues: list[Issue]
    ) -> tuple[list[Noticed], list[Noticed]]:
        """What is new in a feed, and what is known and said to have been changed."""
        by_key = {key(one.address): one for one in feed.notices}
        known = roster.known(by_key.keys())
        fresh: list[Noticed] = []
        undated = 0
        for name, one in by_key.items():
            if name in known:
                continue
            wanted = self._wanted(source, feed, one, now)
            undated += wanted is None
            if wanted is not False:
                fresh.append(_noticed(name, one, source, now, now if wanted else None))
        if undated:
            told = "what it listed at the first visit has no dates, and is taken to be old"
            issues.append(Issue("collect.undated", told, veiled(source.address)))
        edited = [
            replace(held, changed=by_key[name].changed, due=min(held.due or now, now))
            for name, held in known.items()
            if _is_edited(held, by_key[name])
        ]
        return fresh, edited

    def _wanted(self, source: Source, feed: Feed, notice: Notice, now: int) -> bool | None:
        """Whether a notice is to be fetched: yes; no, it is too old; None: a sitemap's first visit, and no date."""
        if feed.form not in ("sitemap", "page"):
            return True
        stated = notice.published or notice.changed
        if stated is None:
            return None if feed.form == "sitemap" and source.visited is None else True
        return stated >= self._oldest(source, now)

    def _oldest(self, source: Source, now: int) -> str:
        back = self.listed(source.parent or source.address).back
        return _moment(now - back * DAY).date().isoformat()

    def _sitemaps(self, source: Source, feed: Feed, roster: Roster, now: int, issues: list[Issue]) -> None:
        """Follow the sitemaps that an index names: those that changed lately, or the newest where it does not say."""
        if not feed.more:
            return
        if source.parent is not None:
            issues.append(
                Issue("collect.bad-feed", "an index within an index; it is not read", veiled(source.address))
            )
            return
        oldest = self._oldest(source, now)
        recent = [one for one in feed.more if one.changed is None or one.changed >= oldest]
        newest = sorted(recent, key=lambda one: one.changed or "", reverse=True)[:SITEMAPS]
        if len(newest) < len(recent):
            told = f"the index names more than {SITEMAPS} sitemaps that may be new; the rest is left"
            issues.append(Issue("collect.feed-cut", told, veiled(source.address)))
        for one in newest:
            held = roster.source(one.address)
            if held is None or not held.listed:
                host = host_of(one.address)
                roster.put_source(Source(one.address, source.address, host, True, now, source.rhythm))
            elif one.changed is not None and held.visited is not None and one.changed > _written(held.visited):
                roster.put_source(replace(held, due=now))


def _noticed(name: str, notice: Notice, source: Source, now: int, due: int | None) -> Noticed:
    return Noticed(
        name,
        source.parent or source.address,
        notice.address,
        host_of(notice.address),
        notice.title,
        notice.published,
        notice.changed,
        now,
        due,
    )


def _is_edited(held: Noticed, notice: Notice) -> bool:
    """Whether a feed says that a report was changed after what we have of it."""
    if notice.changed is None or not 0 < held.visits < EDITS:
        return False
    return held.changed is None or notice.changed > held.changed


def _marked(about: Asked, got: Got) -> Asked:
    """With that by which the server knows again what it gave us."""
    etag, modified = got.header("ETag"), got.header("Last-Modified")
    if got.unchanged:
        etag, modified = etag or about.etag, modified or about.modified
    return replace(about, etag=etag, modified=modified)


def _fault(issues: Sequence[Issue]) -> str | None:
    """What is to be seen beside a source that works: that it is silent, or lists nothing."""
    odd = [one for one in issues if one.code in ("collect.silent", "collect.empty-feed")]
    return odd[-1].detail if odd else None


def _moment(micros: int) -> datetime:
    return datetime.fromtimestamp(micros / SECOND, UTC)


def _written(micros: int) -> str:
    return _moment(micros).isoformat(timespec="seconds").replace("+00:00", "Z")
