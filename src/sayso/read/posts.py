"""Pages of social channels: one article per post."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.read.item import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_POSTS = "//*[contains(concat(' ', normalize-space(@class), ' '), ' tgme_widget_message ')][@data-post]"
_BREAKS = frozenset(("br", "p", "div", "blockquote", "li"))
_UNSHOWN = frozenset(("script", "style", "template"))
_BLANKS = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0]*")
_MOST_POSTS = 500


def is_channel(tree: "HtmlElement") -> bool:
    """Whether the page is the web view of a Telegram channel (t.me/s/…, or one post embedded)."""
    return bool(tree.xpath(_POSTS))


def read_posts(tree: "HtmlElement", language: str | None) -> list[Article]:
    """The posts of a channel page that hold words, oldest first as the page has them."""
    return [
        article
        for post in tree.xpath(_POSTS)[:_MOST_POSTS]
        if (article := _article(post, language)) is not None
    ]


def _article(post: "HtmlElement", language: str | None) -> Article | None:
    texts = post.xpath(
        _of_class("tgme_widget_message_text")
        + "[not(ancestor::*[contains(@class, 'tgme_widget_message_reply')])]"
    )
    body = "\n\n".join(filter(None, (plain(element) for element in texts[:1])))
    if not body:
        return None
    relayed = _label(post, "tgme_widget_message_forwarded_from_name")
    return Article(
        text=f"Forwarded from {relayed}\n\n{body}" if relayed else body,
        byline=_label(post, "tgme_widget_message_from_author"),
        outlet=_label(post, "tgme_widget_message_owner_name"),
        url=f"https://t.me/{post.get('data-post')}",
        published=next((stamp.get("datetime") for stamp in post.xpath(".//time[@datetime]")), None),
        language=language,
    )


def plain(element: "HtmlElement") -> str:
    """The words of an element, its line breaks as line ends."""
    return _BLANKS.sub("\n", "".join(_pieces(element))).strip()


def _pieces(element: "HtmlElement") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _BREAKS:
            yield "\n"
        if child.tag not in _UNSHOWN:
            yield from _pieces(child)
        if child.tag in _BREAKS and child.tag != "br":
            yield "\n"
        yield child.tail or ""


def _label(post: "HtmlElement", name: str) -> str | None:
    found = post.xpath(_of_class(name))
    return " ".join(found[0].text_content().split()) or None if found else None


def _of_class(name: str) -> str:
    return f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
