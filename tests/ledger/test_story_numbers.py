"""What a story counts differently, and its happenings, from findings in a ledger."""

from pathlib import Path
from typing import Any

import pytest
from cases import BODIES

from sayso.answers.differing import POLICIES, differing, differing_lines, policy_of
from sayso.answers.happenings import happening_lines, told
from sayso.answers.lines import DifferingLine, HappeningLine
from sayso.answers.stories import of_report
from sayso.collect.archive import Archive
from sayso.contract import fault
from sayso.desk import Desk
from sayso.errors import UsageError
from sayso.ledger import Ledger
from sayso.model import Edge, Finding, Report
from sayso.pipeline import Outcome
from sayso.settings import Party, Settings

SETTINGS = Settings("test", parties=(Party("Kaldria", ("XKA",), ("Kaldria", "Kaldrian")),))
STRIKE = "A strike on the fuel depot at Port Averil"


def report(number: int, told: str) -> Report:
    text = f"{STRIKE} killed {told}."
    return Report(text, outlet=f"Outlet {number}", published=f"2031-03-{number:02}", published_precision="day")


def counted(report_: Report, quote: str, **said: Any) -> Finding:
    at = report_.text.index(quote)
    body = {**BODIES["quantity"], "unit": "person", "bound": "exact", "of": "people killed", **said}
    return Finding.make(report_, "quantity", [(at, at + len(quote))], body, by="quantities/1", confidence=0.9)


def filled(ledger: Ledger, folder: Path, made: list[tuple[Report, list[Finding]]]) -> Desk:
    desk = Desk(folder, SETTINGS, ledger, Archive(folder / "archive"))
    for one, findings in made:
        desk.put(Outcome(one, tuple(findings), (), ("quantities/1", "events/1"), one.id), None, "sayso")
    first = made[0][0].id
    for one, _ in made[1:]:
        ledger.put_edges([Edge.make(first, one.id, "same_story", by="user:ana")], "user:ana")
    return desk


def test_one_thing_counted_differently_and_policies(ledger: Ledger, tmp_path: Path) -> None:
    reports = [report(3, "at least 12 people"), report(4, "14 people"), report(5, "11 people")]
    said = [{"value": 12, "bound": "at_least"}, {"value": 14}, {"value": 11}]
    quotes = ("at least 12 people", "14 people", "11 people")
    made = [(one, [counted(one, q, **s)]) for one, q, s in zip(reports, quotes, said, strict=True)]
    desk = filled(ledger, tmp_path, made)
    story = of_report(reports[0].id, ledger)
    (found,) = differing(story, ledger, desk.origins(), SETTINGS)
    assert (found.thing, [one.first.body["value"] for one in found.numbers]) == ("dead", [12, 14, 11])
    chosen = {policy: found.chosen(policy) for policy in POLICIES}
    assert chosen == {"range": (11, 14), "lowest": (11, 11), "latest": (11, 11), "official": (11, 14)}
    (line,) = differing_lines([found], "lowest")
    assert fault(line, DifferingLine) is None
    assert ledger.counts()["finding"] == 3, "no policy changes what is stored"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"value": 12, "bound": "at_least"}, {"value": 14}),
        ({"value": 100, "bound": "about"}, {"value": 105}),
        ({"value": 14}, {"value": 14}),
        ({"value": 10, "high": 20, "bound": "range"}, {"value": 14}),
        ({"value": 14}, {"value": 20, "of": "people wounded"}),
    ],
)
def test_numbers_that_can_both_be_right(
    ledger: Ledger, tmp_path: Path, first: dict[str, Any], second: dict[str, Any]
) -> None:
    one, other = report(3, "some people"), report(4, "many people")
    desk = filled(
        ledger,
        tmp_path,
        [(one, [counted(one, "some people", **first)]), (other, [counted(other, "many", **second)])],
    )
    assert differing(of_report(one.id, ledger), ledger, desk.origins(), SETTINGS) == []


def test_a_policy_there_is_none_of() -> None:
    assert policy_of("latest") == "latest"
    with pytest.raises(UsageError, match="range, lowest, latest, official"):
        policy_of("mean")


def test_happenings_of_a_story(ledger: Ledger, tmp_path: Path) -> None:
    reports = [report(3, "12 people"), report(4, "14 people")]
    place = {"name": "Port Averil", "place": None, "spans": []}
    made = []
    for one in reports:
        recipient = {"name": "Kaldria", "code": "XKA", "spans": []}
        body = {**BODIES["event"], "type": "ASSAULT", "actor": None, "recipient": recipient, "place": place}
        event = Finding.make(one, "event", [(2, 8)], body, by="events/1", confidence=0.9)
        made.append((one, [event]))
    desk = filled(ledger, tmp_path, made)
    (found,) = told([one.id for one in reports], ledger, desk.origins())
    assert found == told(None, ledger, desk.origins())[0]
    assert (found.family, found.recipient, found.place, len(found.events)) == ("force", "XKA", "port averil", 2)
    assert found.statuses == {"outlet 3": "happened", "outlet 4": "happened"}
    (line,) = happening_lines([found])
    assert fault(line, HappeningLine) is None
    apart = Edge.make(*found.events, "same_event", by="user:ana", judgement="no")
    ledger.put_edges([apart], "user:ana")
    assert len(told(None, ledger, desk.origins())) == 2
