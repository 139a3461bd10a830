"""Days as pages write them."""

import pytest

from sayso.read.dates import day_line, find_day, iso

STATED = [
    ("2019-05-16", "2019-05-16"),
    ("2019-05-16T14:35:00Z", "2019-05-16T14:35:00Z"),
    ("2019-05-16T14:35:00.123+0200", "2019-05-16T14:35:00.123+0200"),
    ("2019-05-16 14:35", "2019-05-16 14:35"),
    ("2019-05-16T99:99", "2019-05-16"),
    ("20190516", "2019-05-16"),
    ("Thu, 16 May 2019 14:35:00 GMT", "Thu, 16 May 2019 14:35:00 GMT"),
    ("02:35:07 PM IST May 16, 2019", "2019-05-16"),
    ("May 16, 2019", "2019-05-16"),
    ("16th May 2019", "2019-05-16"),
    ("16.05.2019", "2019-05-16"),
    ("16/05/2019", "2019-05-16"),
    ("05/16/2019", "2019-05-16"),
    ("05/06/2019", None),
    ("16. Mai 2019", "2019-05-16"),
    ("16 mai 2019", "2019-05-16"),
    ("16 de mayo de 2019", "2019-05-16"),
    ("16 maggio 2019", "2019-05-16"),
    ("16 мая 2019", "2019-05-16"),
    ("16 травня 2019", "2019-05-16"),
    ("16 Mayıs 2019", "2019-05-16"),
    ("16 مايو 2019", "2019-05-16"),
    ("١٦ أيار ٢٠١٩", "2019-05-16"),
    ("3 كانون الثاني 2020", "2020-01-03"),
    ("16 במאי 2019", None),
    ("2019年5月16日", "2019-05-16"),
    ("2019년 5월 16일", "2019-05-16"),
    ("۲۶ اردیبهشت ۱۳۹۸", "2019-05-16"),
    ("1398/02/26", "2019-05-16"),
    ("1399/12/30", "2021-03-20"),
    ("1357/11/22", "1979-02-11"),
    ("30 February 2019", None),
    ("16 May 1019", None),
    ("soon", None),
    ("", None),
]


@pytest.mark.parametrize(("stated", "day"), STATED)
def test_stated(stated: str, day: str | None) -> None:
    assert iso(stated) == day


LINES = [
    ("May 16, 2019", "2019-05-16", "day"),
    ("Published: May 16, 2019 / Updated: 17 May 2019 14:35 GMT", "2019-05-16", "day"),
    ("Last updated on 16 May 2019 at 3:04 p.m. ET", "2019-05-16", "day"),
    ("Thursday, 16 May 2019, 14:35", "2019-05-16", "day"),
    ("May 16, 2019 / 4:12 PM / Updated 2 hours ago", "2019-05-16", "day"),
    ("پنجشنبه ۲۶ اردیبهشت ۱۳۹۸ - ۱۴:۳۵", "2019-05-16", "day"),
    ("Четверг, 16 мая 2019, 14:35", "2019-05-16", "day"),
    ("نشر في: 16 مايو 2019", "2019-05-16", "day"),
    ("May 2019", "2019-05", "month"),
]


@pytest.mark.parametrize(("line", "day", "precision"), LINES)
def test_a_line_that_is_a_date(line: str, day: str, precision: str) -> None:
    found = day_line(line)
    assert found is not None
    assert found[:2] == (day, precision)
    start, end = found[2]
    assert 0 <= start < end <= len(line)


@pytest.mark.parametrize(
    "line",
    [
        "16 May 2019, a day that nobody in the valley forgot",
        "On May 16, 2019 the gates were opened.",
        "The vote of 2019",
        "Call 0161 16 05 2019",
        "16 May",
        "",
    ],
)
def test_a_line_that_is_none(line: str) -> None:
    assert day_line(line) is None


def test_a_day_is_found_where_it_stands() -> None:
    assert find_day("Karvena, 16 May 2019.") == ("2019-05-16", (9, 20))
