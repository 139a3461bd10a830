"""Feeds of every form, broken or hostile: what is read, and that each fault is one issue in the same words."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from feed_cases import ADDRESS, CASES, NO_FEEDS, ONE, Case, rss
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.feeds import NoFeedError, read_feed, read_page_list
from sayso.collect.feeds.address import absolute, key
from sayso.collect.feeds.days import stated
from sayso.collect.feeds.links import feeds_of

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_feed_is_read(case: Case) -> None:
    content = case.content if isinstance(case.content, bytes) else case.content.encode()
    feed = read_feed(content, case.declared, ADDRESS, NOW)
    assert feed.form == case.form
    assert feed.title == case.title
    assert tuple((one.address, one.title, one.published) for one in feed.notices) == case.notices
    assert tuple(issue.code for issue in feed.issues) == case.codes
    assert all(issue.item == ADDRESS for issue in feed.issues)


@pytest.mark.parametrize(
    ("content", "told"), [case[1:] for case in NO_FEEDS], ids=[case[0] for case in NO_FEEDS]
)
def test_what_is_no_feed_is_said_to_be_what_it_is(content: str, told: str) -> None:
    with pytest.raises(NoFeedError, match=told):
        read_feed(content.encode(), None, ADDRESS, NOW)


def test_an_index_names_sitemaps() -> None:
    index = "<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2031-03-01</lastmod></sitemap></sitemapindex>"
    feed = read_feed(index.encode(), None, ADDRESS, NOW)
    assert feed.form == "index"
    assert [(one.address, one.changed) for one in feed.more] == [("https://news.example/a.xml", "2031-03-01")]
    assert feed.notices == ()


def test_a_fault_is_told_in_the_same_words_wherever_it_stands() -> None:
    short, long = rss(ONE, channel="<title>A & B</title>"), rss(ONE * 40, channel="<title>A & B</title>\n\n")
    told = [read_feed(said.encode(), None, ADDRESS, NOW).issues[0].detail for said in (short, long)]
    assert told[0] == told[1]


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: rss(text).encode("utf-8", "replace")))
def test_nothing_makes_reading_stop(content: bytes) -> None:
    with suppress(NoFeedError):
        feed = read_feed(content, None, ADDRESS, NOW)
        assert all(one.address.startswith(("http://", "https://")) for one in feed.notices)


@given(st.integers(0, len(rss(ONE * 3))), st.sampled_from(["", "&", "<", "]]>", "\0", "<!--", "<![CDATA["]))
def test_a_feed_broken_anywhere_gives_what_is_whole(at: int, put: str) -> None:
    whole = rss(ONE + ONE.replace("n1", "n2").replace("/1<", "/2<"))
    try:
        feed = read_feed((whole[:at] + put).encode(), None, ADDRESS, NOW)
    except NoFeedError:
        assert at < whole.index("<channel>")
    else:
        assert len(feed.notices) <= 2


PAGE = """<html><head><title>Lumen Courier</title><base href="/en/">
<link rel="alternate" type="application/rss+xml" title="All news" href="/feeds/all.xml">
<link rel="alternate" hreflang="fr" href="/fr/"></head><body>
<a href="/about">About</a> <a href="1.html">Harbour of Lumen opens again after talks</a>
<a href="1.html">More</a> <a href="https://elsewhere.example/2">Another outlet says the talks failed</a>
<a href="/rss/sport.xml">Sport</a> <a href="mailto:a@b.example">Write to all of our editors</a></body></html>"""


def test_a_page_lists_what_reads_like_a_headline_on_its_own_site() -> None:
    feed = read_page_list(PAGE.encode(), None, "https://www.news.example/", None, NOW)
    told = [(one.address, one.title) for one in feed.notices]
    assert told == [("https://www.news.example/en/1.html", "Harbour of Lumen opens again after talks")]
    assert feed.issues == ()


def test_a_pattern_says_which_links_are_reports() -> None:
    feed = read_page_list(PAGE.encode(), None, "https://news.example/", "/about*", NOW)
    assert [one.address for one in feed.notices] == ["https://news.example/about"]
    none = read_page_list(PAGE.encode(), None, "https://news.example/", "/nothing/*", NOW)
    assert none.notices == ()
    assert [issue.code for issue in none.issues] == ["collect.empty-feed"]


def test_a_page_names_its_feeds() -> None:
    assert list(feeds_of(PAGE, "https://news.example/")) == [
        ("https://news.example/feeds/all.xml", "All news"),
        ("https://news.example/rss/sport.xml", "Sport"),
    ]
    assert list(feeds_of("", "https://news.example/")) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("https://a.example/x#y", "https://a.example/x"),
        ("//a.example/x", "https://a.example/x"),
        ("  /x\n/y ", "https://news.example/x/y"),
        ("../up", "https://news.example/up"),
        ("", None),
        ("ftp://a.example/", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://[::1", None),
        ("http://a.example:port/", None),
        ("http://a.example/" + "x" * 3000, None),
    ],
)
def test_addresses(said: str, meant: str | None) -> None:
    assert absolute(said, ADDRESS) == meant


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/x", "https://www.a.example/x#y", True),
        ("https://a.example/x?utm_source=rss&id=3", "https://a.example/x?id=3", True),
        ("https://a.example:443/x", "https://a.example/x", True),
        ("https://a.example", "https://a.example/", True),
        ("https://a.example/x?id=3", "https://a.example/x?id=4", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://a.example:8443/x", "https://a.example/x", False),
    ],
)
def test_one_thing_at_two_addresses(one: str, other: str, same: bool) -> None:
    assert (key(one) == key(other)) is same


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Mon, 03 Mar 2031 10:00:00 GMT", "2031-03-03T10:00:00Z"),
        ("Mon, 3 Mar 2031 10:00 MSK", "2031-03-03T07:00:00Z"),
        ("Mon, 3 Mar 2031 10:00 UTC+04:30", "2031-03-03T05:30:00Z"),
        ("2031-03-03T10:00:00.5Z", "2031-03-03T10:00:00Z"),
        ("2031-03-03", "2031-03-03"),
        ("2031-03", None),
        ("31 February 2031", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days(said: str, meant: str | None) -> None:
    assert stated(said) == meant
