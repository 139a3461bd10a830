"""What the program prints is what the contract says, field by field, and every reference in it resolves."""

import io
import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import contract, pipeline
from sayso.contract import BODIES, EdgeLine, InputLine, ReadLine, ReportLine, fault
from sayso.errors import CODES, Issue
from sayso.model import EDGE_KINDS, KINDS, Credit, Dateline, Edge, Finding, Report, identify

EXAMPLES = Path(__file__).parents[1] / "examples"
Line = dict[str, Any]


@cache
def lines() -> tuple[Line, ...]:
    """The example desk as ``sayso read --json`` prints it, by way of JSON."""
    outcomes = pipeline.read([str(EXAMPLES / "reports")], io.BytesIO())
    return tuple(
        json.loads(
            json.dumps(
                {
                    "report": outcome.report and contract.report_line(outcome.report),
                    "findings": [contract.finding_line(finding) for finding in outcome.findings],
                    "issues": [contract.issue_line(issue) for issue in outcome.issues],
                }
            )
        )
        for outcome in outcomes
    )


def findings() -> Iterator[tuple[Line, Line]]:
    """Every finding with its line."""
    return ((line, finding) for line in lines() for finding in line["findings"])


@cache
def truth() -> Line:
    told: Line = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
    return told


def test_every_line_is_of_the_contract() -> None:
    assert len(lines()) == 51
    assert [fault(line, ReadLine) for line in lines()] == [None] * 51
    assert sum(line["report"] is None for line in lines()) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_body_is_of_its_kind(kind: str) -> None:
    ours = [finding["body"] for _, finding in findings() if finding["kind"] == kind]
    judged = [report for report in truth()["reports"] if "article" not in report]  # pages there have no offsets
    true = [finding["body"] for report in judged for finding in report["findings"] + report["parts"]]
    wanted = [{"about": [], **body} if kind == "claim" else body for body in true if _is_of(kind, body)]
    assert wanted
    assert {fault(body, BODIES[kind]) for body in ours + wanted} == {None}


def _is_of(kind: str, body: Line) -> bool:
    """Bodies of the truth are told by a field that only their kind has."""
    only = {
        "part": "part",
        "voice": "standing",
        "claim": "stance",
        "event": "status",
        "quantity": "bound",
        "place": "gazetteer",
        "time": "start",
    }
    return only[kind] in body if kind in only else body.keys() >= {"code", "role"} and "standing" not in body


def test_ids_are_hashes_of_what_is_said() -> None:
    for line in lines():
        report = line["report"]
        if report:
            assert report["id"] == identify(
                report["text"], report["outlet"], report["url"], report["published"]
            )
            assert report["sha256"] == sha256(report["text"].encode()).hexdigest()
    for _, finding in findings():
        said = (finding["report"], finding["kind"], finding["spans"], finding["body"], finding["by"])
        assert finding["id"] == identify(*said)


def test_every_quote_is_the_text_at_its_span() -> None:
    for line, finding in findings():
        text = line["report"]["text"]
        assert finding["quotes"] == [text[start:end] for start, end in finding["spans"]]
        assert all(0 <= start < end <= len(text) for start, end in finding["spans"])
        assert 0 <= finding["confidence"] <= 1


def test_every_reference_resolves_within_the_report() -> None:
    for line in lines():
        kinds = {finding["id"]: finding["kind"] for finding in line["findings"]}
        for finding in line["findings"]:
            body = finding["body"]
            assert {kinds.get(voice) for voice in body.get("voices", ())} <= {"voice"}
            for field, kind in (
                ("refers_to", "voice"),
                ("claim", "claim"),
                ("when", "time"),
                ("as_of", "time"),
            ):
                assert body.get(field) is None or kinds[body[field]] == kind
            assert set(finding["rests_on"]) <= set(kinds)


def test_every_issue_is_a_known_one() -> None:
    for line in lines():
        for issue in line["issues"]:
            assert issue["level"] == CODES[issue["code"]][0]
            assert issue["stage"] == issue["code"].partition(".")[0]


def test_the_example_lines_are_input_of_the_contract() -> None:
    given_lines = (EXAMPLES / "reports" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert {fault(json.loads(line), InputLine) for line in given_lines} == {None}


def test_a_report_with_all_its_fields() -> None:
    report = Report(
        "LYDE (M) - Text",
        dateline=Dateline("Lyde", "M", None, ((0, 10),)),
        credits=(Credit("M", "agency", ((6, 7),)),),
    )
    line = contract.report_line(report)
    assert fault(line, ReportLine) is None
    assert line["dateline"] == {"place": "Lyde", "agency": "M", "day": None, "spans": [[0, 10]]}
    assert line["credits"] == [{"name": "M", "kind": "agency", "spans": [[6, 7]]}]


@pytest.mark.parametrize("kind", EDGE_KINDS)
def test_edges(kind: str) -> None:
    edge = Edge.make("a", "b", kind, by="x/1", because=["c"], body={"relation": "partial"})
    assert fault(contract.edge_line(edge), EdgeLine) is None
    assert contract.edge_line(edge)["relation"] == "partial"  # type: ignore[typeddict-item]


def test_an_issue_says_where() -> None:
    line = contract.issue_line(Issue("read.empty", "no text", "a.txt", ((0, 3),)))
    assert line["spans"] == [[0, 3]]
    assert line["item"] == "a.txt"


WRONG: list[tuple[Any, str]] = [
    (None, "must be an object"),
    ([], "must be an object"),
    ({}, "lacks as_of, bound, claim, high, of, unit, value"),
    ({"value": "5"}, "value: '5' is not of type"),
    ({"value": True}, "value: True is not of type"),
    ({"value": float("nan")}, "value: nan is not of type"),
    ({"value": float("inf")}, "value: inf is not of type"),
    ({"high": "6"}, "high: '6' is not of type"),
    ({"bound": "roughly"}, "bound: 'roughly' is none of"),
    ({"unit": None}, "unit: None is not of type"),
]
QUANTITY = {
    "value": 5,
    "high": None,
    "unit": "troop",
    "bound": "exact",
    "of": None,
    "as_of": None,
    "claim": None,
}


@pytest.mark.parametrize(("value", "told"), WRONG, ids=range(len(WRONG)))
def test_what_is_not_of_the_contract_says_where(value: Any, told: str) -> None:
    whole = {**QUANTITY, **value} if value else value
    assert told in str(fault(whole, BODIES["quantity"]))


def test_more_fields_are_allowed_and_places_in_lists_are_named() -> None:
    assert fault({**QUANTITY, "more": 1}, BODIES["quantity"]) is None
    line = {**lines()[0], "issues": [{"code": "read.empty", "level": "grave", "stage": "read", "detail": ""}]}
    assert str(fault(line, ReadLine)).startswith("issues[0].level: 'grave' is none of")


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists)
    | st.dictionaries(st.text(), st.none())
)
def test_nothing_else_is_a_report_line(value: object) -> None:
    assert fault(value, ReadLine)


def test_findings_go_round_by_way_of_json() -> None:
    for line, finding in findings():
        report = Report(line["report"]["text"])
        made = Finding.make(
            report, finding["kind"], finding["spans"], finding["body"], by=finding["by"], confidence=1.0
        )
        assert list(made.quotes) == finding["quotes"]
