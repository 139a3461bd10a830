"""Every kind of pair, each in a file of its own: ``cases/``."""

import pytest
from lineage_cases import Case, cases

from sayso.lineage import BY, Witness, edge, judge
from sayso.model import Report

TURNED = {"left_from_right": "right_from_left", "right_from_left": "left_from_right"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_pair_is_judged_as_it_should_be(case: Case) -> None:
    verdict = judge(Witness(case.left), Witness(case.right))
    if case.relation is None:
        assert verdict is None
        return
    assert verdict is not None
    assert (verdict.relation, verdict.direction, verdict.origin) == (case.relation, case.direction, case.origin)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_order_of_the_two_changes_nothing(case: Case) -> None:
    left, right = Witness(case.left), Witness(case.right)
    assert edge(left, right) == edge(right, left)
    ours, theirs = judge(left, right), judge(right, left)
    if ours is None or theirs is None:
        assert ours is theirs
        return
    assert ours.relation == theirs.relation
    assert TURNED.get(ours.direction, ours.direction) == theirs.direction
    assert (ours.share_left, ours.share_right) == pytest.approx(
        (theirs.share_right, theirs.share_left), abs=0.02
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_an_edge_holds_what_the_contract_says(case: Case) -> None:
    found = edge(Witness(case.left), Witness(case.right))
    if found is None:
        return
    reports: dict[str, Report] = {report.id: report for report in (case.left, case.right)}
    assert found.kind == "shares"
    assert found.by == BY
    assert found.left < found.right
    assert 0 < found.score <= 1
    assert {"relation", "direction", "origin", "share_left", "share_right", "passages"} <= set(found.body)
    for spans in found.body["passages"]:
        for report, (start, end) in zip((reports[found.left], reports[found.right]), spans, strict=True):
            assert 0 <= start < end <= len(report.text)
            assert report.text[start:end] == report.text[start:end].strip()
