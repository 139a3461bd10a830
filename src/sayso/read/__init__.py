"""From an item to the reports in it: text, pages, PDF files and lines of JSON."""

from collections.abc import Iterator
from dataclasses import replace

from sayso.read.decode import decode
from sayso.read.furnish import furnish
from sayso.read.furniture import NOTHING_LEARNED, Learned
from sayso.read.item import NO_DEFAULTS, Article, Defaults, Item, Reading
from sayso.read.line import read_line

__all__ = ["Article", "Defaults", "Item", "Reading", "read_item"]


def read_item(
    item: Item, defaults: Defaults = NO_DEFAULTS, learned: Learned = NOTHING_LEARNED
) -> Iterator[Reading]:
    """The reports in one item, each with the parts of its page and the issues met on the way.

    Raises ``BadItem`` when the item as a whole cannot be used.
    """
    for article in _articles(item):
        yield furnish(_filled(article, defaults), learned)


def _articles(item: Item) -> list[Article]:
    if item.form == "line":
        article, html = read_line(item.content)
        return [article] if html is None else _with_fields(article, html)
    if item.form == "page":
        from sayso.read.page import read_page

        return read_page(item.content, item.charset, item.url, item.hint)
    if item.form == "pdf":
        from sayso.read.pdf import read_pdf

        return [read_pdf(item.content)]
    text, issues = decode(item.content, item.charset)
    return [Article(text, issues=issues)]


def _with_fields(line: Article, html: str) -> list[Article]:
    """The page's articles; what the line states wins over what the page says of itself."""
    from sayso.read.page import read_page

    stated = {name: value for name in _FIELDS if (value := getattr(line, name)) is not None}
    return [
        replace(article, **stated, issues=line.issues + article.issues)
        for article in read_page(html, None, line.url)
    ]


_FIELDS = ("title", "byline", "outlet", "url", "published", "language", "given")


def _filled(article: Article, defaults: Defaults) -> Article:
    return replace(
        article,
        published=article.published or defaults.published,
        outlet=article.outlet or defaults.outlet,
        url=article.url or defaults.url,
    )
