from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.read.published import parse


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("2019-05-16", ("2019-05-16", "day")),
        ("20190516", ("2019-05-16", "day")),
        (" 2019-05 ", ("2019-05", "month")),
        ("2019-05-16T10:20:30Z", ("2019-05-16T10:20:30Z", "instant")),
        ("2019-05-16T10:20:30.999Z", ("2019-05-16T10:20:30Z", "instant")),
        ("2019-05-16T01:00:00+03:00", ("2019-05-15T22:00:00Z", "instant")),
        ("2019-05-16T10:20:30", ("2019-05-16", "day")),
        ("Thu, 16 May 2019 10:20:30 +0300", ("2019-05-16T07:20:30Z", "instant")),
        ("16 May 2019", ("2019-05-16", "day")),
        ("May 16, 2019", ("2019-05-16", "day")),
        ("Sept. 3rd, 2019", ("2019-09-03", "day")),
        ("Thursday 16 May 2019 at noon", ("2019-05-16", "day")),
    ],
)
def test_notations(stated: str, kept: tuple[str, str]) -> None:
    assert parse(stated) == kept


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "soon",
        "2019",
        "2019-02-30",
        "2019-13",
        "31 April 2019",
        "5 Maytember 2019",
        "99999999999999",
        "9999-12-31T23:59:59-23:59",
    ],
)
def test_what_is_no_date(stated: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(stated)


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,9} [A-Z][a-z]{2} \d{1,12} \d{1,12}:\d\d [+-]\d{1,9}"))
@example("Mon, 1 Jan 99999999999999999999 00:00:00 +0000")
@example("1 1 1 1:1:1 +99999999999")
def test_any_text_is_a_day_or_a_value_error(stated: str) -> None:
    try:
        kept, precision = parse(stated)
    except ValueError:
        return
    assert parse(kept) == (kept, precision)


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)))  # noqa: DTZ001
def test_an_hour_without_its_zone_is_only_a_day(moment: datetime) -> None:
    assert parse(moment.isoformat()) == (moment.date().isoformat(), "day")
