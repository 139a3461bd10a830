"""Sides: by which codes and names one asks for a party, and what is of it."""

import pytest
from told import told

from sayso.answers.parties import page_lines, party_page
from sayso.answers.sides import side_of
from sayso.errors import NotFound
from sayso.ledger import Filter, Ledger
from sayso.origins import Origins
from sayso.settings import Party, Settings

SETTINGS = Settings(
    "desk",
    parties=(
        Party("Norland", ("QNO", "QNO.GOV"), ("Norlander", "Halm")),
        Party("Southmark", ("QSO",), ("Southmarker",)),
        Party("Shore Brigades", ("QNO.ARM.SB",), ("the Brigades",)),
    ),
)


@pytest.mark.parametrize(
    ("asked", "name", "codes"),
    [
        ("Norland", "Norland", ("QNO", "QNO.GOV")),
        ("norlander", "Norland", ("QNO", "QNO.GOV")),
        ("QNO.GOV", "Norland", ("QNO", "QNO.GOV")),
        ("Brigades", "Shore Brigades", ("QNO.ARM.SB",)),
        ("QNO.MIL", "QNO.MIL", ("QNO.MIL",)),
        ("Iraq", "Iraq", ("IRQ",)),
    ],
)
def test_whom_a_name_or_code_means(asked: str, name: str, codes: tuple[str, ...]) -> None:
    side = side_of(asked, SETTINGS)
    assert (side.name, side.codes) == (name, codes)


@pytest.mark.parametrize("asked", ["Atlantis", "qno", "", "QNO.", "Mike Pompeo"])
def test_nobody_is_guessed(asked: str) -> None:
    with pytest.raises(NotFound, match="Norland, Southmark, Shore Brigades"):
        side_of(asked, SETTINGS)


@pytest.mark.parametrize(
    ("code", "covered"),
    [("QNO", True), ("QNO.MIL.X", True), ("QNOX", False), ("QNO.ARM.SB", False), ("QN", False)],
)
def test_codes_hold_those_below_but_what_the_desk_gives_to_others(code: str, covered: bool) -> None:
    assert side_of("Norland", SETTINGS).covers(code) is covered


@pytest.mark.parametrize(
    ("said", "speaks"),
    [
        ({"name": "Ana", "actor": "QNO.MIL"}, True),
        ({"name": "Norland", "actor": None}, True),
        ({"name": "the Norlander", "actor": None}, True),
        ({"name": "Norland", "actor": "QSO.MED"}, False),
        ({"name": "Norlander Post Office", "kind": "organisation", "actor": None}, True),
        ({"name": "a Norlander baker", "actor": None}, False),
        ({"name": "Norlandia", "actor": None}, False),
    ],
)
def test_who_speaks_as_a_side(said: dict[str, str | None], speaks: bool) -> None:
    assert side_of("Norland", SETTINGS).speaks(told("It spoke.").voice("It", **said)) is speaks


def fill(shelf: Ledger) -> None:
    one = told("Ana Mirek said the strait is ours. Southmark said Norland lied. Rain was said to come.")
    one.claim("the strait is ours", one.voice("Ana Mirek", actor="QNO.GOV"), about=["QNO"])
    one.claim("Norland lied", one.voice("Southmark"), stance="deny")
    one.claim("Rain", one.voice("was", name="unspecified"))
    shelf.put(one.entry())


def test_a_page_has_what_a_side_said_and_what_others_said_of_it(shelf: Ledger) -> None:
    fill(shelf)
    page = party_page(side_of("Norland", SETTINGS), Filter(), shelf, Origins(shelf))
    assert [saying.first.quotes[0] for saying in page.said] == ["the strait is ours"]
    assert [(saying.who, saying.stance) for saying in page.told] == [(("Southmark",), "deny")]
    assert [(line["part"], line["who"]) for line in page_lines(page)] == [
        ("said", ["Ana Mirek"]), ("told", ["Southmark"]),
    ]  # fmt: skip
    of_southmark = party_page(side_of("QSO", SETTINGS), Filter(), shelf, Origins(shelf))
    assert (len(of_southmark.said), len(of_southmark.told)) == (1, 0)


def test_a_page_of_other_days_is_empty(shelf: Ledger) -> None:
    fill(shelf)
    page = party_page(side_of("QNO", SETTINGS), Filter(since="2031-03-04"), shelf, Origins(shelf))
    assert (page.said, page.told) == ((), ())
