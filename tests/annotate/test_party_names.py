"""What a desk calls its parties, by kind, so that the claim model sees none of it."""

import pytest

from sayso.annotate.claims.parties import party_names
from sayso.settings import Party


@pytest.mark.parametrize(
    ("party", "names"),
    [
        (
            Party("Norland", ("QNO",), ("Norlander", "Norlanders", "Republic of Norland", "Halm")),
            [("place", "Norland"), ("nationality", "Norlander"), ("nationality", "Norlanders"),
             ("place", "Republic of Norland"), ("place", "Halm")],
        ),
        (
            Party("Shore Brigades", ("QNO.ARM.SB",), ("the Brigades",)),
            [("organisation", "Shore Brigades"), ("organisation", "the Brigades")],
        ),
        (Party("Elsewhere", ("XXX.GOV",), (), "XE"), [("place", "Elsewhere")]),
    ],
)  # fmt: skip
def test_names_by_kind(party: Party, names: list[tuple[str, str]]) -> None:
    assert list(party_names([party])) == names
