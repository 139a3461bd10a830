"""From an article to a report with its parts."""

from sayso.errors import Issue
from sayso.model import Finding, Precision, Report
from sayso.read.furniture import NOTHING_LEARNED, Learned
from sayso.read.item import Article, Reading
from sayso.read.language import detect
from sayso.read.parts import VERSION, Layout, lay_out
from sayso.read.published import parse


def furnish(article: Article, learned: Learned = NOTHING_LEARNED) -> Reading:
    """The report of an article, and a finding for each part of its text.

    What the article states stands; the page's own lines fill only what it leaves open: title, byline, and the
    day of publication. ``learned`` is the desk's table of what outlets repeat.
    """
    layout = _laid_out(article, learned)
    published, precision, doubts = _published(article, layout)
    report = Report(
        text=article.text,
        title=article.title or layout.title,
        byline=article.byline or layout.byline,
        outlet=article.outlet,
        url=article.url,
        published=published,
        published_precision=precision,
        language=article.language or detect(article.text),
        dateline=layout.dateline,
        credits=layout.credits,
        given=article.given,
    )
    return Reading(report, _findings(report, layout, learned), (*article.issues, *doubts))


def parts_of(report: Report, learned: Learned = NOTHING_LEARNED) -> tuple[Finding, ...]:
    """The parts of a report read before, as they would be told apart now; its fields stay as they are."""
    known = Article(
        report.text, title=report.title, byline=report.byline, outlet=report.outlet, published=report.published
    )
    return _findings(report, _laid_out(known, learned), learned)


def _laid_out(article: Article, learned: Learned) -> Layout:
    return lay_out(article.text, article, learned.lines.get(article.outlet or "", frozenset()))


def _published(article: Article, layout: Layout) -> tuple[str | None, Precision, tuple[Issue, ...]]:
    """The day stated outside the text, else the one written in it. A stated day that cannot be read is a doubt."""
    if article.published is None:
        return layout.published, layout.precision, ()
    try:
        return (*parse(article.published), ())
    except ValueError as error:
        return layout.published, layout.precision, (Issue("read.bad-date", str(error)),)


def _findings(report: Report, layout: Layout, learned: Learned) -> tuple[Finding, ...]:
    by = learned.sign(VERSION)
    return tuple(
        Finding.make(report, "part", part.spans, {"part": part.part}, by=by, confidence=part.confidence)
        for part in layout.parts
    )
