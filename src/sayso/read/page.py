"""A web page to the articles in it.

The article's text is found by trafilatura, or by what a reader hint says of the outlet; everything else comes
from what the page states of itself. Nothing here opens the network, and no markup is left in any field.
"""

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.errors import Issue
from sayso.read import hints
from sayso.read.decode import checked
from sayso.read.item import Article, Hint
from sayso.read.language import detect, fits
from sayso.read.markup import parse
from sayso.read.metadata import Stated, read_metadata
from sayso.read.pagelines import without_page_lines
from sayso.read.posts import is_channel, read_posts
from sayso.read.walls import check_wall

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST_HINTED = 200
"""Characters a hint's blocks must give to be trusted; less means that the page has changed."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_page(
    content: bytes | str, charset: str | None, url: str | None, hint: Hint | None = None
) -> list[Article]:
    """The articles of a page: one, or one per post of a social channel.

    ``charset`` is what was declared outside the page, ``url`` where it was found; a ``hint`` goes before those that
    ship. Raises ``BadItem`` when there is no article: ``read.empty``, ``read.binary``, ``read.too-large``,
    ``read.too-complex``, ``read.cookie-wall``, ``read.robot-wall`` or ``read.no-article``.
    """
    markup = parse(content, charset)
    stated = read_metadata(markup.tree, url)
    if is_channel(markup.tree):
        return [replace(post, issues=markup.issues) for post in read_posts(markup.tree, None)]
    text = article_text(markup.tree, stated, hint)
    issues = check_wall(markup.tree, stated, text)
    return [_article(text or "", stated, (*markup.issues, *issues))]


def article_text(tree: "HtmlElement", stated: Stated, given: Hint | None = None) -> str | None:
    """The article's words, one paragraph a line, or None when the page has no stretch of prose."""
    hint = given or hints.hint_for(stated.url, stated.published)
    hinted = None
    if hint is not None:
        hints.drop(tree, hint)
        hinted = hints.body(tree, hint)
    if hinted is None or len(hinted) < _LEAST_HINTED:
        hinted = _extracted(tree) or hinted
    if hinted is None:
        return None
    return without_page_lines(_CONTROLS.sub("", hinted).strip(), stated.title) or None


def _extracted(tree: "HtmlElement") -> str | None:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction

    found = bare_extraction(tree, fast=True, include_comments=False, favor_recall=True)
    return found.text if found is not None and not isinstance(found, dict) and found.text else None


def _article(text: str, stated: Stated, issues: tuple[Issue, ...]) -> Article:
    return Article(
        text=checked(text),
        title=stated.title,
        byline=stated.byline,
        outlet=stated.outlet,
        url=stated.url,
        published=stated.published,
        language=_language(text, stated.language),
        issues=issues,
    )


def _language(text: str, stated: str | None) -> str | None:
    """What the text is in. The page's word adds the region, and decides where the text is too short to tell."""
    told = detect(text, in_doubt=stated is None)
    if stated is None or (told is not None and told != stated.partition("-")[0]):
        return told
    return stated if fits(stated, text) else None
