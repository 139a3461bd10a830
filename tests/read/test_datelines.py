"""Datelines as agencies and papers of many countries write them."""

import pytest

from sayso.read.dateline import day_of, find_dateline

KNOWN = [
    ("KARVENA (Reuters) - The ministry said", "KARVENA", "Reuters", None),
    ("KARVENA, May 3 (Xinhua) -- The ministry said", "KARVENA", "Xinhua", "May 3"),
    ("(Reuters) - Some members of the house", None, "Reuters", None),
    ("(CNN) The minister, according to", None, "CNN", None),
    ("Karvena (CNN) The minister said", "Karvena", "CNN", None),
    ("KARVENA, Ard. (AP) — The ministry", "KARVENA, Ard.", "Associated Press", None),
    ("KARVENA/ASTERHOLM (Reuters) - The two", "KARVENA/ASTERHOLM", "Reuters", None),
    ("KARVENA, Ardania (dpa) - The two sides", "KARVENA, Ardania", "dpa", None),
    ("KARVENA, May 3. /TASS/. The ministry said", "KARVENA", "TASS", "May 3"),
    ("Karvena. May 3. INTERFAX.RU - The ministry", "Karvena", "Interfax", "May 3"),
    ("Karvena, May 3, IRNA – The ministry said", "Karvena", "IRNA", "May 3"),
    ("Karvena, SANA- The ministry said", "Karvena", "SANA", None),
    ("Karvena, May 3, 2019, SPA -- The ministry", "Karvena", "SPA", "May 3, 2019"),
    ("KARVENA, May 3 (KUNA) -- The ministry", "KARVENA", "KUNA", "May 3"),
    ("KARVENA, 3rd May, 2019 (WAM) -- The ministry", "KARVENA", "WAM", "3rd May, 2019"),
    ("Karvena, May 3 (PTI) The ministry said", "Karvena", "PTI", "May 3"),
    ("KARVENA, May 3 (Yonhap) -- The ministry", "KARVENA", "Yonhap", "May 3"),
    ("KARVENA, May 3 (Jiji Press)--The ministry", "KARVENA", "Jiji Press", "May 3"),
    ("KARVENA (AA) - The ministry said", "KARVENA", "Anadolu Agency", None),
    ("KARVENA, (SANA)-The ministry said", "KARVENA", "SANA", None),
    ("Karvena (MNA) – The ministry said", "Karvena", "Mehr", None),
    ("KARVENA (JTA) — The ministry said", "KARVENA", "JTA", None),
    ("Karvena (WAFA) - The ministry said", "Karvena", "WAFA", None),
    ("(ANSA) - KARVENA, MAY 3 - The ministry said on Friday", "KARVENA", "ANSA", "MAY 3"),
    ("KARVENA (Oriel Wire) - The ministry said", "KARVENA", "Oriel Wire", None),
    ("Shafaq News/ The ministry said on Friday", None, "Shafaq News", None),
    ("IRNA – The ministry said on Friday", None, "IRNA", None),
    ("كارفينا (رويترز) - قالت الوزارة يوم الجمعة", "كارفينا", "Reuters", None),
    ("کاروینا- ایرنا- وزارت آب اعلام کرد", "کاروینا", "IRNA", None),
    ("КАРВЕНА, 3 мая — РИА Новости. Министерство сообщило", "КАРВЕНА", "RIA Novosti", "3 мая"),
    ("КАРВЕНА, 3 мая. /ТАСС/. Министерство сообщило", "КАРВЕНА", "TASS", "3 мая"),
    ("KARVENA — The ministry said on Friday", "KARVENA", None, None),
    ("KARVENA -- The ministry said on Friday", "KARVENA", None, None),
    ("KARVENA, Ardania – The ministry said on Friday", "KARVENA, Ardania", None, None),
    ("Old Karvena, ARDANIA -- The ministry said on Friday", "Old Karvena, ARDANIA", None, None),
    ("Karvena, Ard. — The ministry said on Friday", "Karvena, Ard.", None, None),
    ("LAHORE: The ministry said on Friday", "LAHORE", None, None),
    ("Geneva – The ministry said on Friday", "Geneva", None, None),
]
NONE = [
    "BREAKING — The ministry said on Friday that",
    "OPINION: The ministry said on Friday that",
    "BRANDT: I think that we will do very well there",
    "He said (on Monday) - the ministry did not",
    "The gates (of the dam) were opened on Friday",
    "Minister Ilsa Brandt - who had said that it would",
    "The Latest on the dam — the ministry said it",
    "Some Ardania-backed groups - and others - said that",
    "Sunday, November 27 - at the dam the ministry said",
    "President Brandt (R) - the winner of the vote",
    "By ANA LIND Associated Press",
    "",
]


@pytest.mark.parametrize(("line", "place", "agency", "day"), KNOWN)
def test_known(line: str, place: str | None, agency: str | None, day: str | None) -> None:
    found = find_dateline(line)
    assert found is not None
    assert (found.place, found.agency, found.stated_day and found.stated_day.rstrip(".")) == (
        place,
        agency,
        day,
    )
    assert line[found.end :].lstrip()[:1].isalpha()


@pytest.mark.parametrize("line", NONE)
def test_none(line: str) -> None:
    assert find_dateline(line) is None


@pytest.mark.parametrize(
    ("stated", "near", "day"),
    [
        ("May 3", "2019-05-04T01:00:00Z", "2019-05-03"),
        ("December 31", "2019-01-02", "2018-12-31"),
        ("3 мая", "2019-05", "2019-05-03"),
        ("3rd May, 2019", None, "2019-05-03"),
        ("May 3", None, None),
        (None, "2019-05-04", None),
    ],
)
def test_a_day_without_a_year_is_the_one_nearest_to_publication(
    stated: str | None, near: str | None, day: str | None
) -> None:
    assert day_of(stated, near) == day
