"""What ties findings of several annotators together: a number to its claim and day, a claim to its day."""

from sayso.annotate import annotate
from sayso.model import Finding, Report

TEXT = """LUMEN, March 5 - The army lost 12 tanks last week.

Defence Minister Anna Berg said on Tuesday that 5,200 troops had crossed the river on Monday.
She denied that 40 boats sank.
"""


def found(text: str = TEXT) -> tuple[dict[str, Finding], list[Finding]]:
    made = annotate(Report(text, published="2031-03-06", published_precision="day", language="en"))
    return {one.id: one for one in made}, made


def of_kind(kind: str, made: list[Finding]) -> dict[str, Finding]:
    return {" … ".join(one.quotes): one for one in made if one.kind == kind}


def test_a_number_knows_the_claim_it_is_said_in_and_the_day_it_holds_at() -> None:
    by_id, made = found()
    numbers = of_kind("quantity", made)
    troops, tanks = numbers["5,200 troops"], numbers["12 tanks"]
    claim = by_id[troops.body["claim"]]
    assert any(start <= troops.spans[0][0] and troops.spans[0][1] <= end for start, end in claim.spans)
    assert [by_id[key].body["name"] for key in claim.body["voices"]] == ["Anna Berg"]
    assert by_id[numbers["40 boats"].body["claim"]].body["stance"] == "deny"
    assert tanks.body["claim"] is None
    assert by_id[tanks.body["as_of"]].quotes == ("last week",)
    assert by_id[troops.body["as_of"]].quotes == ("Monday",)


def test_a_claim_knows_the_day_it_was_made() -> None:
    by_id, made = found()
    claim = next(one for one in made if one.kind == "claim" and "5,200" in " ".join(one.quotes))
    assert by_id[claim.body["when"]].quotes == ("Tuesday",)


def test_ids_lead_to_findings_of_the_right_kind() -> None:
    by_id, made = found()
    for one in made:
        assert all(key in by_id for key in one.rests_on)
        for field, kind in (("claim", "claim"), ("as_of", "time"), ("when", "time")):
            key = one.body.get(field)
            assert key is None or by_id[key].kind == kind
