"""Numbers: what answers to what is asked, on whose word, through how many origins."""

import pytest
from told import told

from sayso.answers.counted import counts
from sayso.answers.numbers import Number, numbers, quantities
from sayso.answers.sides import side_of_code
from sayso.ledger import Filter, Ledger
from sayso.model import Finding
from sayso.origins import Origins
from sayso.settings import Party, Settings

SETTINGS = Settings("desk", parties=(Party("Norland", ("QNO",), ("Norlander",)),))


@pytest.mark.parametrize(
    ("asked", "unit", "of", "answers"),
    [
        ("troops", "troop", "foreign troops", True),
        ("troop", "troop", None, True),
        ("soldiers", "troop", "troops", True),
        ("Soldiers", "troop", None, True),
        ("troops", "person", "people killed", False),
        ("foreign troops", "troop", "Foreign troops", True),
        ("foreign troops", "troop", "own troops", False),
        ("dead", "person", "people killed", True),
        ("killed", "person", "dead", True),
        ("deaths", "person", "people killed", True),
        ("dead", "person", "wounded", False),
        ("dead", "troop", "soldiers killed", True),
        ("injured", "person", "wounded", True),
        ("missing", "person", "people missing", True),
        ("missing", "person", "people killed", False),
        ("people", "person", "people killed", True),
        ("persons", "person", None, True),
        ("people", "troop", None, False),
        ("casualties", "person", "casualties", True),
        ("casualties", "person", "people", False),
        ("missile", "missile", "ballistic missiles", True),
        ("missiles", "missile", "missile", True),
        ("USD", "USD", "scheme", True),
        ("usd", "USD", None, True),
        ("money", "EUR", "loan", True),
        ("loans", "EUR", "loan", True),
        ("money", "percent", None, False),
        ("percent", "percent", None, True),
        ("ships", "ship", "cargo ships", True),
        ("", "ship", "cargo ships", False),
    ],
)
def test_what_is_counted(asked: str, unit: str, of: str | None, answers: bool) -> None:
    quantity = told("There were 12 of them.").number("12", 12, unit, of=of)
    assert counts(quantity, asked) is answers


def fill(shelf: Ledger) -> None:
    """Two reports: a number by a voice, in a claim about someone, beside an actor, and by nobody."""
    one = told("Anna Berg said 300 troops came. The army of Norland lost 12 tanks. It rained on 7 ships. A 5.")
    voice = one.voice("Anna Berg", actor="QNO.GOV")
    claim = one.claim("300 troops came", voice)
    one.number("300 troops", 300, "troop", of="troops", claim=claim.id)
    one.actor("army of Norland", "QNO.MIL")
    one.number("12 tanks", 12, "tank", of="tanks")
    one.number("7 ships", 7, "ship", of="ships")
    two = told(
        "Jon Quist said Norlander boats, 40 troops in them, sank.", outlet="Second", published="2031-03-05"
    )
    claim = two.claim("Norlander boats, 40 troops in them, sank", two.voice("Jon Quist"), about=["QSO"])
    two.number("40 troops", 40, "troop", of="troops", claim=claim.id)
    three = told("The tally of 9 crates pleased the Norlander crew.", outlet="Third", published="2031-03-06")
    three.number("9 crates", 9, "crate", of="crates")
    for one_of in (one, two, three):
        shelf.put(one_of.entry())


def found(shelf: Ledger, code: str | None = None, of: str | None = None, **more: object) -> list[float]:
    side = side_of_code(code, SETTINGS) if code else None
    listed = quantities(Filter(**more), shelf, of, side)  # type: ignore[arg-type]
    return [one.body["value"] for one in listed]


def test_about_a_side_by_voice_by_claim_by_actor_by_name(shelf: Ledger) -> None:
    fill(shelf)
    assert found(shelf) == [9, 40, 300, 12, 7]
    assert found(shelf, "QNO") == [9, 40, 300, 12], "codes hold those below them; names of the desk count, too"
    assert found(shelf, "QNO.MIL") == [12]
    assert found(shelf, "QSO") == [40]
    assert found(shelf, "QN") == found(shelf, "QNOX") == []


def test_filters_go_together(shelf: Ledger) -> None:
    fill(shelf)
    assert found(shelf, "QNO", "troops") == [40, 300]
    assert found(shelf, "QNO", "troops", limit=1) == [40]
    assert found(shelf, of="troops", voice="berg") == [300]
    assert found(shelf, "QNO", until="2031-03-04") == [300, 12]
    assert found(shelf, as_of=0) == []


def listed(shelf: Ledger) -> dict[float, Number]:
    rows = numbers(list(quantities(Filter(), shelf)), shelf, Origins(shelf))
    return {one.first.body["value"]: one for one in rows}


def test_who_says_it(shelf: Ledger) -> None:
    fill(shelf)
    rows = listed(shelf)
    assert {value: one.who for value, one in rows.items()} == {
        9: (), 40: ("Jon Quist",), 300: ("Anna Berg",), 12: (), 7: (),
    }  # fmt: skip
    assert rows[40].outlets == ("Second",)


def said(shelf: Ledger, name: str, outlet: str, day: str) -> Finding:
    of = told(f"{outlet}: {name} said 300 troops came.", outlet=outlet, published=day)
    claim = of.claim("300 troops came", of.voice(name))
    quantity = of.number("300 troops", 300, "troop", of="troops", claim=claim.id)
    shelf.put(of.entry())
    return quantity


def test_one_voice_is_one_row_and_another_is_another(shelf: Ledger) -> None:
    said(shelf, "Anna Berg", "First", "2031-03-03")
    said(shelf, "Anna Berg", "Second", "2031-03-04")
    said(shelf, "Jon Quist", "Third", "2031-03-04")
    rows = numbers(list(quantities(Filter(), shelf)), shelf, Origins(shelf))
    assert sorted((one.who, one.outlets) for one in rows) == [
        (("Anna Berg",), ("First", "Second")), (("Jon Quist",), ("Third",)),
    ]  # fmt: skip
    assert min(one.published or "" for one in rows) == "2031-03-03"
