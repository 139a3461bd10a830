"""Quantities: numbers of things a desk would compare, with unit, bound, day and claim."""

from collections.abc import Iterable, Iterator

from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.prose import Stretches, sentences, unread
from sayso.annotate.quantities.amounts import Amount, Scene, amounts
from sayso.annotate.quantities.links import Links
from sayso.annotate.tokens import Tokens, tokens
from sayso.model import Finding, Span

__all__ = ["QUANTITIES"]


def _run(page: Page) -> Iterable[Finding]:
    return list(_findings(page))


def _findings(page: Page) -> Iterator[Finding]:
    report = page.report
    t = tokens(report.text)
    skip = unread(page.found.get("part", ()))
    times, claims = page.found.get("time", ()), page.found.get("claim", ())
    dates = Stretches(span for time in times for span in time.spans)
    links = Links(times, claims)
    language = (report.language or "en").partition("-")[0].lower()
    at = 0
    for start, end in sentences(report.text):
        first, at = t.within(start, end, at)
        if not skip.at(start):
            for amount in amounts(Scene(t, first, at, dates, language)):
                yield _finding(page, t, amount, links, (start, end))


def _finding(page: Page, t: Tokens, amount: Amount, links: Links, sentence: Span) -> Finding:
    start, end = t.starts[amount.first], t.ends[amount.last - 1]
    body = {
        "value": amount.value,
        "high": amount.high,
        "unit": amount.unit,
        "bound": amount.bound,
        "of": amount.of,
        "as_of": links.time(start, end, sentence),
        "claim": links.claim(start, end),
    }
    rests_on = [name for name in (body["as_of"], body["claim"]) if isinstance(name, str)]
    return page.finding("quantity", [(start, end)], body, confidence=amount.sure, rests_on=rests_on)


QUANTITIES = Annotator(
    name="quantities", version="2", makes=("quantity",), run=_run, needs=("part", "time", "claim")
)
"""Numbers in digits of any script, and in English words."""
