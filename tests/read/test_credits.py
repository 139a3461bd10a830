"""Credits of words and of pictures, and lines that only look like them."""

import pytest

from sayso.read.captions import find_caption, photo_name
from sayso.read.credits import bare_name, find_credit
from sayso.read.names import find_names, outlet_at

LINES = [
    ("The Associated Press contributed to this report.", ["Associated Press"]),
    ("Karvena Times’ Ana Lind and The Associated Press contributed to this report.", ["Associated Press"]),
    ("Ana Lind contributed to this report.", ["Valley Courier"]),
    ("Contributing: Ana Lind, USA TODAY; Tor Marek, Detroit Free Press; Associated Press",
     ["USA Today", "Detroit Free Press", "Associated Press"]),
    ("AP Writer Ana Lind in Karvena contributed.", ["Associated Press"]),
    ("This report contains material from Reuters and The Associated Press.", ["Reuters", "Associated Press"]),
    ("Material from AFP was used in this report.", ["AFP"]),
    ("This article compiled from Associated Press content.", ["Associated Press"]),
    ("This story was published in partnership with Valley Newsroom.", ["Valley Newsroom"]),
    ("© 2019 by King Features Syndicate", ["King Features Syndicate"]),
    ("Copyright © 2019 The Karvena Times, LLC. All rights reserved.", ["Karvena Times"]),
    ("© AP", ["Associated Press"]),
    ("With Post wires", ["Post wires"]),
    ("With files from Reuters", ["Reuters"]),
    ("With AFP", ["AFP"]),
    ("Additional reporting by AFP", ["AFP"]),
    ("(With inputs from agencies)", ["Agencies"]),
    ("Source: Reuters", ["Reuters"]),
    ("Quelle: dpa", ["dpa"]),
    ("Avec AFP", ["AFP"]),
    ("Источник: ТАСС", ["TASS"]),
    ("المصدر: رويترز", ["Reuters"]),
    ("منبع: ایرنا", ["IRNA"]),
    ("وكالات", ["Agencies"]),
    ("Agencies", ["Agencies"]),
    ("AFP, Reuters", ["AFP", "Reuters"]),
    ("(ANI)", ["ANI"]),
    ("— Agencies", ["Agencies"]),
    ("Asharq Al-Awsat", ["Asharq Al-Awsat"]),
    ("The Valley Courier", ["Valley Courier"]),
    ("The gates were opened on Friday, the ministry said. (Xinhua)", ["Xinhua"]),
    ("Forwarded from Valley Channel", ["Valley Channel"]),
    ("Reporting by Ana Lind; Editing by Tor Marek", []),
]  # fmt: skip
NO_CREDITS = [
    "He said the story was reported by Reuters on Monday.",
    "The story was first reported by Reuters.",
    "The rains contributed to this report of a good harvest.",
    "With great power comes responsibility.",
    "h/t: Reuters",
    "Officials told Reuters that the gates were open.",
    "Water will reach the valley.",
]


@pytest.mark.parametrize(("line", "names"), LINES)
def test_a_line_that_gives_credit(line: str, names: list[str]) -> None:
    found = bare_name(line, at_end=True) or find_credit(line, "Valley Courier", at_end=True)
    assert found is not None
    assert [credit.name for credit in found.credits] == names
    assert found.end == len(line)


@pytest.mark.parametrize("line", NO_CREDITS)
def test_a_line_that_gives_none(line: str) -> None:
    assert bare_name(line, at_end=True) is None
    assert find_credit(line, "Valley Courier", at_end=True) is None


CAPTIONS = [
    ("Water minister Ilsa Brandt at the dam, May 3, 2019. (AP)", "Associated Press"),
    ("A worker at the dam. (Photo: Ana Lind/Getty Images)", "Getty Images"),
    ("A worker at the dam. (Photo by Ana Lind/Invision/AP, File)", "Associated Press"),
    ("A worker at the dam (AFP Photo/Ana LIND)", "AFP"),
    ("A worker at the dam. (Ana Lind/Reuters)", "Reuters"),
    ("A worker at the dam. REUTERS/Ana Lind/File Photo", "Reuters"),
    ("A worker at the dam. Ana Lind/AFP/Getty Images", "AFP/Getty Images"),
    ("A worker at the dam. Ana Lind/Pool via REUTERS", "Reuters"),
    ("A worker at the dam. Photograph: Ana Lind/EPA", "EFE"),
    ("A worker at the dam. (May 3) AP, AP", "Associated Press"),
    ("A worker at the dam. | Ana Lind/AP Photo", "Associated Press"),
    ("Image copyright Reuters Image caption A worker at the dam", "Reuters"),
    ("Enlarge this image toggle caption Ana Lind/AP Ana Lind/AP", "Associated Press"),
    ("Ana Lind / Reuters A worker stands at the dam near Karvena.", "Reuters"),
    ("CLOSE A worker stands at the dam near Karvena. USA TODAY", "USA Today"),
    ("A worker at the dam. (Photo: Pool photo by Ana Lind)", "Pool"),
    ("A worker at the dam. (Ministry of Water via AP)", "Associated Press"),
    ("A worker at the dam. (Photo: Ana Lind, Valley Courier)", "Valley Courier"),
    ("FILE - In this May 3, 2019, photo, a worker stands at the dam.", None),
]


@pytest.mark.parametrize(("line", "name"), CAPTIONS)
def test_a_caption(line: str, name: str | None) -> None:
    found = find_caption(line, at_top=True, at_end=False)
    assert found is not None
    assert [credit.name for credit in found.credits] == ([name] if name else [])


@pytest.mark.parametrize(
    "line",
    [
        "Water will reach the lower valley by Sunday, officials said.",
        "The ministry (and not the army) opened the gates on Monday/Tuesday night.",
        "Officials told The Associated Press (AP) that the gates were open.",
        "He spoke via video link from Karvena on Monday.",
    ],
)
def test_prose_is_no_caption(line: str) -> None:
    assert find_caption(line, at_top=False, at_end=False) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Lind and Mia Holt", []),
        ("ANA and Reuters", ["AMNA", "Reuters"]),
        ("Petra Novak", []),
        ("(Petra)", ["Petra"]),
        ("Michael Bloomberg", []),
        ("Bloomberg News", ["Bloomberg"]),
        ("AFP/Getty Images", ["AFP", "Getty Images"]),
        ("Fars News Agency", ["Fars"]),
    ],
)
def test_names_of_agencies_are_told_from_names_of_people(text: str, names: list[str]) -> None:
    assert [named.name for named in find_names(text)] == names


def test_the_one_who_stands_last_has_the_picture() -> None:
    assert photo_name("(Photo: Ana Lind, for the Valley Courier)") == "Valley Courier"
    assert photo_name("Pool via Reuters") == "Reuters"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://edition.cnn.com/a", "CNN"),
        ("https://www.bbc.co.uk/news", "BBC News"),
        ("https://en.irna.ir/news/1", "IRNA"),
        ("https://valley.example/a", None),
        ("not an address", None),
        (None, None),
    ],
)
def test_an_outlet_by_its_address(url: str | None, name: str | None) -> None:
    assert outlet_at(url) == name
