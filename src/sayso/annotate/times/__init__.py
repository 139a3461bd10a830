"""Time expressions, as intervals of days.

Each expression is read by the grammars of this package, then resolved from its anchor: a time named in the sentence,
the day a quotation was said, the dateline's day, the day of publication. What cannot be resolved is left without
bounds; what has none by its words is vague.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.prose import Stretches, quotations, sentences, unread, whole
from sayso.annotate.reporting import SPEECH
from sayso.annotate.times.calendar import Interval
from sayso.annotate.times.counting import anaphoric, counted, vague
from sayso.annotate.times.dates import another_day, dated_weekday, day_first, month_first, numbered_day, numeric
from sayso.annotate.times.feasts import feasts, seasons
from sayso.annotate.times.hijri import month_first as hijri_month_first
from sayso.annotate.times.near import deictic, near, nth_week, qualified, the_weekend, weekday, year_end
from sayso.annotate.times.reading import Anchor, Reading
from sayso.annotate.times.tense import ahead
from sayso.annotate.times.years import centuries, decades, quarters, years
from sayso.annotate.tokens import Tokens, tokens
from sayso.model import Finding, Report

__all__ = ["TIMES", "find_times", "written_on"]

Rule = Callable[[Tokens, int], Reading | None]

_RULES: tuple[Rule, ...] = (
    numeric,
    dated_weekday,
    nth_week,
    quarters,
    centuries,
    year_end,
    qualified,
    deictic,
    near,
    counted,
    vague,
    anaphoric,
    the_weekend,
    day_first,
    another_day,
    numbered_day,
    month_first,
    hijri_month_first,
    weekday,
    seasons,
    feasts,
    decades,
    years,
)
"""The first rule that reads an expression at a token wins; longer expressions come first."""

_NAMED_WITHIN = 12
"""Tokens after ``two days after`` in which the day it counts from must be named."""
_ASIDE = 0.8
"""A day in a caption or in the page's frame is a day, but that of a picture or of the page, not of the story."""
_MEMORY = 3
"""Sentences for which a time named goes on being the one ``that day`` and ``a week later`` mean."""


def written_on(report: Report) -> date | None:
    """The day a report was written: its dateline's, else that of publication; None when neither is known."""
    said = report.dateline.day if report.dateline else None
    day = said or (report.published if report.published_precision in ("instant", "day") else None)
    try:
        return date.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None


def _run(page: Page) -> Iterable[Finding]:
    return list(find_times(page, written_on(page.report)))


def find_times(page: Page, written: date | None) -> Iterator[Finding]:
    """The time expressions of a report, read as of the day ``written``: for a copy, its origin's day."""
    text = page.report.text
    t = tokens(text)
    aside, quoted = unread(page.found.get("part", ())), quotations(text)
    told = _Telling(written)
    at = 0
    for start, end in whole(sentences(text), quoted):
        first, at = t.within(start, end, at)
        of_story = 1.0 if aside.at(start) is None else _ASIDE
        for reading, found in _resolved(t, first, at, quoted, told):
            yield _finding(page, t, reading, found, of_story)


@dataclass(slots=True)
class _Telling:
    """What a report has named so far."""

    written: date | None
    mentioned: Interval | None = None
    age: int = 0

    def remember(self, found: Interval | None) -> None:
        if found:
            self.mentioned, self.age = found, 0

    def next_sentence(self) -> None:
        self.age += 1
        if self.age > _MEMORY:
            self.mentioned = None


def _read(t: Tokens, first: int, last: int) -> list[Reading]:
    """The expressions among the tokens ``[first, last)``, from left to right, none inside another."""
    found: list[Reading] = []
    i = first
    while i < last:
        reading = next((r for rule in _RULES if (r := rule(t, i)) and r.last <= last), None)
        if reading:
            found.append(reading)
        i = reading.last if reading else i + 1
    return found


def _resolved(
    t: Tokens, first: int, last: int, quoted: Stretches, told: _Telling
) -> Iterator[tuple[Reading, Interval | None]]:
    """The expressions of one sentence with their days, without those that say nothing unless they resolve."""
    readings = _read(t, first, last)
    looks = [ahead(t, first, last, r.first, r.last) for r in readings]
    said = _said_on(t, readings, looks, quoted, told)
    told.next_sentence()
    for n, reading in enumerate(readings):
        day = said if said and quoted.at(t.starts[reading.first]) else told.written
        named = _named(
            t, readings[n : n + 2], Anchor(day, told.mentioned, ahead=looks[min(n + 1, len(looks) - 1)])
        )
        found = reading.meaning(Anchor(day, told.mentioned, named, looks[n]))
        if found or not reading.optional:
            told.remember(found)
            yield reading, found


def _named(t: Tokens, pair: list[Reading], anchor: Anchor) -> Interval | None:
    """The time named soon after the first of a pair of readings, in the same clause."""
    if len(pair) < 2:
        return None
    here, following = pair
    between = t.low[here.last : following.first]
    return following.meaning(anchor) if len(between) < _NAMED_WITHIN and "," not in between else None


def _said_on(
    t: Tokens, readings: list[Reading], looks: list[bool | None], quoted: Stretches, told: _Telling
) -> date | None:
    """The day on which a sentence says its quotation was spoken: ``“We struck yesterday,” he said on Monday``."""
    for reading, ahead_or_back in zip(readings, looks, strict=True):
        if quoted.at(t.starts[reading.first]):
            continue
        before = range(reading.first - 1, max(-1, reading.first - 4), -1)
        if any(t.low[i] in SPEECH for i in before):
            found = reading.meaning(Anchor(told.written, told.mentioned, ahead=ahead_or_back))
            if found and found.grain == "day" and found.start == found.end:
                return found.start
    return None


def _finding(page: Page, t: Tokens, reading: Reading, found: Interval | None, of_story: float) -> Finding:
    body = {
        "start": found.start.isoformat() if found else None,
        "end": found.end.isoformat() if found else None,
        "precision": found.grain if found else "vague",
    }
    sure = reading.sure if found or reading.vague else 0.3
    span = (t.starts[reading.first], t.ends[reading.last - 1])
    return page.finding("time", [span], body, confidence=round(sure * of_story, 3))


TIMES = Annotator(name="times", version="1", makes=("time",), run=_run, needs=("part",))
"""Dates and times in English, and those of Arabic and Persian that are said by number or by a single word."""
