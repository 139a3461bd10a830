"""Times: a table of sentences, the laws of findings, anchors, calendars."""

from datetime import date, timedelta

import pytest
from case_tables import listed, rows
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.annotator import Page
from sayso.annotate.times import TIMES, calendar, find_times, written_on
from sayso.model import Dateline, Finding, Report


def report(text: str, published: str | None = "2019-05-16", dateline: Dateline | None = None) -> Report:
    return Report(
        text,
        published=published,
        published_precision="day" if published else "none",
        language="en",
        dateline=dateline,
    )


def times(of: Report, parts: tuple[Finding, ...] = ()) -> list[Finding]:
    return list(TIMES.run(Page(of, {"part": parts}, TIMES.by)))


def told(finding: Finding) -> str:
    body = finding.body
    if body["start"] is None:
        days = ""
    elif body["start"] == body["end"]:
        days = f" {body['start']}"
    else:
        days = f" {body['start']}..{body['end']}"
    return f"{finding.quotes[0]} = {body['precision']}{days}"


@pytest.mark.parametrize(("published", "sentence", "expected"), rows("times.tsv", 3))
def test_case(published: str, sentence: str, expected: str) -> None:
    found = times(report(sentence, published or None))
    assert "; ".join(told(f) for f in found) == expected


MODEL = """May 16, 2019

The envoy’s visit to the capital this month came after a warning, two officials said.

The premier on Tuesday told reporters that nothing had moved.

Tension grew early this month as the waivers ended. It also said last week it was sending ships.
"""


def test_a_report_as_the_rules_have_it() -> None:
    assert [told(f) for f in times(report(MODEL))] == [
        "May 16, 2019 = day 2019-05-16",
        "this month = month 2019-05-01..2019-05-31",
        "Tuesday = day 2019-05-14",
        "early this month = month 2019-05-01..2019-05-10",
        "last week = week 2019-05-06..2019-05-12",
    ]


def test_the_dateline_comes_before_the_day_of_publication() -> None:
    line = Dateline("PORT", "Wire", "2019-05-10", ())
    assert told(times(report("It rained yesterday.", dateline=line))[0]) == "yesterday = day 2019-05-09"


@pytest.mark.parametrize(
    ("published", "precision", "day"),
    [
        ("2019-05-16T23:30:00Z", "instant", date(2019, 5, 16)),
        ("2019-05-16", "day", date(2019, 5, 16)),
        ("2019-05", "month", None),
        ("soon", "day", None),
        (None, "none", None),
    ],
)
def test_the_day_of_writing(published: str | None, precision: str, day: date | None) -> None:
    assert written_on(Report("x", published=published, published_precision=precision)) == day  # type: ignore[arg-type]


def test_a_copy_is_read_with_its_origins_day() -> None:
    page = Page(report("They met on Tuesday."), {"part": ()}, TIMES.by)
    (found,) = find_times(page, date(2019, 5, 14))
    assert told(found) == "Tuesday = day 2019-05-14"


def test_days_in_captions_and_furniture_are_less_sure() -> None:
    text = "Seen on May 3, 2019.\n\nThey met on May 4, 2019.\n\nUpdated May 5, 2019."
    of = report(text)
    spans = {"caption": (0, 20), "furniture": (text.index("Updated"), len(text))}
    parts = tuple(
        Finding.make(of, "part", [span], {"part": part}, by="test/1", confidence=1.0)
        for part, span in spans.items()
    )
    seen, met, updated = times(of, parts)
    assert seen.confidence == updated.confidence < met.confidence


def test_doubt_is_a_low_confidence() -> None:
    by_confidence = {
        f.quotes[0]: f.confidence
        for text in ("On 14 May 2019 they met.", "On 05/04/2019 they met.", "On 30 February 2019 they met.")
        for f in times(report(text))
    }
    assert by_confidence["14 May 2019"] > by_confidence["05/04/2019"] > by_confidence["30 February 2019"]


def test_without_a_day_of_writing_what_needs_one_stays_open() -> None:
    (found,) = times(report("They met on Tuesday.", None))
    assert found.body["start"] is None
    assert found.confidence < 0.5


words = st.sampled_from(
    listed(
        "the of on in to from last next this week month year early mid late May March Jan. Tuesday "
        "Friday 5 30 31 2019 1957 two three days weeks ago later before after and by until said will “ ” "
        "’s - / , . 99 0 half first quarter summer Christmas Ramadan 1440 Bahman 22 1357 nineteen ninety "
        "recent few morning overnight weekend"
    )
)
jumbles = st.lists(st.tuples(words, st.sampled_from([" ", "", "\n"])), max_size=40).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)
days = st.one_of(st.none(), st.dates().map(date.isoformat), st.just("yesterday"))


@given(jumbles | st.text(max_size=200), days)
def test_laws_hold_for_any_text(text: str, published: str | None) -> None:
    ends = 0
    for finding in times(report(text, published)):
        ((start, end),) = finding.spans
        assert ends <= start < end <= len(text)
        assert finding.quotes == (text[start:end],)
        assert 0 <= finding.confidence <= 1
        ends = end
        body = finding.body
        assert (body["start"] is None) == (body["end"] is None) == (body["precision"] == "vague")
        if body["start"]:
            assert date.fromisoformat(body["start"]) <= date.fromisoformat(body["end"])


@given(st.dates(date(1300, 1, 1), date(2199, 12, 31)))
def test_written_days_are_read_back(day: date) -> None:
    months = listed("January February March April May June July August September October November December")
    month = months[day.month - 1]
    forms = [day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"]
    for form in forms if day.year >= 1500 else forms[:1]:
        (found,) = times(report(f"It ended on {form}."))
        assert (found.body["start"], found.body["end"]) == (day.isoformat(), day.isoformat())


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_alone_is_the_nearest_past_one(today: date, weekday: int) -> None:
    name = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")[weekday]
    (found,) = times(report(f"He spoke on {name}.", today.isoformat()))
    day = date.fromisoformat(found.body["start"])
    assert day.weekday() == weekday
    assert timedelta(0) <= today - day < timedelta(7)


@given(st.sampled_from(["Norland", "Sudland"]))
def test_names_change_nothing_else(name: str) -> None:
    text = f"{name} said on Tuesday that {name}'s envoy would leave next week. In April {name} had agreed."
    assert [(f.spans, dict(f.body)) for f in times(report(text))] == [
        (f.spans, dict(f.body)) for f in times(report(text.replace(name, "Estland")))
    ]


@pytest.mark.parametrize(
    ("year", "month", "day", "gregorian"),
    [
        (1440, 9, 1, date(2019, 5, 6)),
        (1400, 1, 1, date(1979, 11, 21)),
        (1445, 9, 1, date(2024, 3, 11)),
        (1440, 12, 30, None),
        (1440, 13, 1, None),
        (1, 1, 1, None),
    ],
)
def test_lunar_hijri_by_its_tables(year: int, month: int, day: int, gregorian: date | None) -> None:
    assert calendar.hijri_day(year, month, day) == gregorian


@pytest.mark.parametrize(
    ("year", "month", "day", "gregorian"),
    [
        (1357, 11, 22, date(1979, 2, 11)),
        (1398, 1, 1, date(2019, 3, 21)),
        (1399, 1, 1, date(2020, 3, 20)),
        (1399, 12, 30, date(2021, 3, 20)),
        (1403, 12, 30, date(2025, 3, 20)),
        (1398, 12, 30, None),
        (1398, 7, 31, None),
    ],
)
def test_solar_hijri(year: int, month: int, day: int, gregorian: date | None) -> None:
    assert calendar.solar_day(year, month, day) == gregorian


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)))
def test_hijri_days_follow_one_another(day: date) -> None:
    for make, year in ((calendar.hijri_day, day.year - 579), (calendar.solar_day, day.year - 621)):
        first = make(year, 1, 1)
        last = make(year, 12, 30) or make(year, 12, 29)
        following = make(year + 1, 1, 1)
        if first and last and following:
            assert following - last == timedelta(1)
            assert (following - first).days in (354, 355, 365, 366)


@pytest.mark.parametrize(("year", "sunday"), [(2019, date(2019, 4, 21)), (2024, date(2024, 3, 31))])
def test_easter(year: int, sunday: date) -> None:
    found = calendar.easter(year)
    assert found
    assert found.start == sunday
