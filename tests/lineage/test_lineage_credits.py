"""Who a text says it is from, and who is said to have been told."""

import pytest

from sayso.lineage.credits import agency, credited, outlet_key, published_by, spelled, told
from sayso.model import Credit, Dateline, Report

BODY = "The port of Vessa is closed because its cranes are rusty, the council of Harn said on Tuesday."


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        (f"VESSA (Reuters) - {BODY}", ["Reuters"], []),
        (f"VESSA, Norland (AP) — {BODY}", ["Associated Press"], []),
        (f"Cranes stand idle.\n\nVESSA, Norland (AFP) – {BODY}", ["AFP"], []),
        (f"{BODY}\n\n© Copyright 2024 The Associated Press. All rights reserved.", ["Associated Press"], []),
        (f"{BODY}\n\nAssociated Press writer Lena Torp contributed to this report.", ["Associated Press"], []),
        (f"{BODY}\n\nAP Writer Lena Torp on the quay contributed.", ["Associated Press"], []),
        (f"{BODY}\n\nReuters", ["Reuters"], []),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", [], ["Associated Press"]),
        (f"{BODY}\n\nThis report contains material from Reuters and AFP.", [], ["Reuters", "AFP"]),
        (f"{BODY}\n\nMaterial from the Associated Press was used in this report.", [], ["Associated Press"]),
        (f"{BODY}\n\nContributing: Mara Olden; Associated Press", [], ["Associated Press"]),
        (f"{BODY} A clerk told Reuters that nobody knew.", [], []),
        (f"{BODY} The map was printed on both sides.", [], []),
        (f"(Photo: Lena Torp/AP)\n\n{BODY}", [], []),
        (BODY, [], []),
    ],
)
def test_credits_written_in_the_text(text: str, whole: list[str], part: list[str]) -> None:
    found = credited(Report(text=text))
    assert (list(found.whole), list(found.part)) == (whole, part)


def test_what_the_reader_found_is_used_as_it_is() -> None:
    line = "With material from Tasnim."
    text = f"{BODY}\n\n{line}"
    credit = Credit("Tasnim News Agency", "agency", ((len(BODY) + 2, len(text)),))
    assert credited(Report(text=text, credits=(credit,))).part == ("Tasnim",)
    dateline = Dateline("VESSA", "Xinhua", None, ((0, 5),))
    assert credited(Report(text=BODY, dateline=dateline)).whole == ("Xinhua",)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outlet", "AP"),
        ("outlet", "The Associated Press"),
        ("byline", "Lena Torp, Associated Press"),
        ("url", "https://apnews.com/abc"),
    ],
)
def test_fields_name_an_agency_too(field: str, value: str) -> None:
    assert credited(Report(text=BODY, **{field: value})).whole == ("Associated Press",)


@pytest.mark.parametrize("line", ["With Quay wires", "From wire reports", "With agencies"])
def test_unnamed_wires(line: str) -> None:
    found = credited(Report(text=f"{BODY}\n\n{line}"))
    assert found.wires
    assert not found.agencies


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fox News", "Fox Online News"),
        ("CNN", "CNN (Web News)"),
        ("The Guardian", "Guardian"),
        ("New York Times - News", "The New York Times"),
        ("USA TODAY", "USA Today"),
        ("Courier-Journal", "Courier Journal"),
    ],
)
def test_two_spellings_of_one_outlet(one: str, other: str) -> None:
    assert outlet_key(one) == outlet_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Harn Courier", "Harn Post"), ("NBC News", "ABC News"), ("News", "Times")]
)
def test_two_outlets(one: str, other: str) -> None:
    assert outlet_key(one) != outlet_key(other)


@pytest.mark.parametrize(
    ("outlet", "form"),
    [
        ("The Washington Post", "Washington Post"),
        ("CNN (Web News)", "CNN"),
        ("NPR Online News", "NPR"),
        ("The Hill", "The Hill"),
        ("Fox Online News", "Fox News"),
        (None, ""),
    ],
)
def test_how_texts_name_an_outlet(outlet: str | None, form: str) -> None:
    assert spelled(outlet) == form


@pytest.mark.parametrize(
    ("url", "outlet", "own"),
    [
        ("https://www.harncourier.example/a", "Harn Courier", True),
        ("https://www.harncourier.example/a", "Valley Post", False),
        ("https://[bad", "Harn Courier", False),
        (None, "Harn Courier", False),
        ("https://harncourier.example", None, False),
    ],
)
def test_whose_an_address_is(url: str | None, outlet: str | None, own: bool) -> None:
    assert published_by(url, outlet) is own


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two clerks told Reuters that nobody knew.", ["Reuters"]),
        ("In an interview with the Harn Courier she wept.", ["Harn Courier"]),
        ("The Valley Post first reported the closure.", ["Valley Post"]),
        ("She told the Coast Herald's editor so.", ["Coast Herald"]),
        ("He told President Arren and the council.", []),
        ("She told nobody.", []),
    ],
)
def test_who_was_told(text: str, names: list[str]) -> None:
    assert [hearer.name for hearer in told(text)] == names


def test_agencies_go_by_many_names() -> None:
    assert {agency(name) for name in ("AP", "Associated Press", "The Associated Press")} == {"Associated Press"}
    assert agency("Harn Courier") is None
    assert agency(None) is None
