"""Lists of feeds of other readers, in and out; broken ones name their lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.feeds import NoFeedError
from sayso.collect.opml import read_opml, write_opml

HEAD = "<?xml version='1.0'?>\n<opml version='1.0'>\n<body>\n"


def read(lines: str) -> tuple[list[tuple[str, str | None]], list[str]]:
    found, issues = read_opml(f"{HEAD}{lines}</body></opml>".encode(), "list.opml")
    return [(one.address, one.title) for one in found], [f"{issue.item} {issue.detail}" for issue in issues]


def test_nested_lists_are_read_and_each_address_once() -> None:
    one = '<outline text="A" xmlUrl="https://a.example/feed" type="rss"/>'
    found, issues = read(
        f'<outline text="Dailies">{one}<outline title="B" xmlurl="http://b.example/"/></outline>{one}'
    )
    assert found == [("https://a.example/feed", "A"), ("http://b.example/", "B")]
    assert issues == []


def test_broken_lines_are_named_and_mended() -> None:
    found, issues = read(
        '<outline text="Bread & Salt" xmlUrl="https://a.example/feed?x=1&y=2"/>\n'
        '<outline text="none" type="rss"/>\n'
        '<outline text="file" xmlUrl="file:///etc/passwd"/>\n'
    )
    assert found == [("https://a.example/feed?x=1&y=2", "Bread & Salt")]
    assert issues[0].startswith("list.opml:4 ")
    assert issues[1:] == [
        "list.opml:5 an outline without an address",
        "list.opml:6 no address of the web: 'file:///etc/passwd'",
    ]


@pytest.mark.parametrize("content", ["", "words", "<html/>", "<rss/>"])
def test_what_is_no_list_is_said_to_be_none(content: str) -> None:
    with pytest.raises(NoFeedError, match="no OPML"):
        read_opml(content.encode(), "list.opml")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])), max_size=5))
def test_what_is_written_comes_back(titles: list[str]) -> None:
    feeds = [(f"https://{number}.example/feed?a=1&b=2", title or "x") for number, title in enumerate(titles)]
    found, issues = read_opml(write_opml("Mine & yours", feeds).encode(), "list.opml")
    assert [(one.address, one.title) for one in found] == feeds
    assert issues == []


@given(st.binary(max_size=300))
def test_nothing_makes_reading_stop(content: bytes) -> None:
    try:
        found, _ = read_opml(content, "list.opml")
    except NoFeedError:
        return
    assert all(one.address.startswith("http") for one in found)
