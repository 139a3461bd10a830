"""A made desk for the bench of pages: reports with all that is found in news, copies of a third of them. No bench."""

import random
from collections.abc import Iterator
from pathlib import Path

from _made import reports as made_reports
from _made import vocabulary

from sayso.desk import Desk
from sayso.ledger import rows, search
from sayso.ledger.engine import Hot
from sayso.ledger.store import INSERTS
from sayso.lineage import BY
from sayso.model import Body, Edge, Finding, Report

MAKERS = ("times/1", "claims/1", "quantities/1", "events/1", "places/1")
SETTINGS = """
name = "Made"
[[party]]
name = "First"
codes = ["XAA"]
[[party]]
name = "Second"
codes = ["XBB"]
"""
STANCES = ("assert", "assert", "assert", "deny", "threaten", "estimate")
TYPES = ("ACCUSE", "ASSAULT", "CONSULT", "THREATEN", "MOBILIZE")
TOGETHER = 2000
_NAMES = [f"{first} {last}".title() for first in vocabulary()[300:340] for last in vocabulary()[900:1000]]
_TOWNS = [(word.title(), 20.0 + n % 20, 30.0 + n * 7 % 35) for n, word in enumerate(vocabulary()[2000:2200])]


def make(folder: Path) -> None:
    """The settings of the desk."""
    folder.mkdir(parents=True)
    (folder / "desk.toml").write_text(SETTINGS, encoding="utf-8")


def fill(desk: Desk, number: int) -> None:
    """Store so many reports with their findings, witnesses and edges, so many in one transaction."""
    rng, batch = random.Random(3), list[Report]()
    for report in made_reports(number):
        batch.append(report)
        if len(batch) == TOGETHER:
            _store(desk, batch, rng)
            batch = []
    if batch:
        _store(desk, batch, rng)


def _store(desk: Desk, reports: list[Report], rng: random.Random) -> None:
    with desk.ledger.database.writing() as connection:
        hot = Hot(connection)
        stamp = (hot.one("SELECT max(stamp) FROM act")[0] or 0) + 1
        for at, report in enumerate(reports):
            num = rows.report_number(report)
            hot.do(INSERTS["report"], *rows.report_row(report, num, stamp))
            search.index(hot, num, search.indexed(report)[0])
            for by in (*MAKERS, BY):
                hot.do(INSERTS["run"], *rows.run_row(by, num, stamp))
            hot.do(INSERTS["witness"], num, BY, len(report.text), "[]", "[]", False)
            found = [rows.finding_row(one, num, stamp) for one in findings(report, rng)]
            hot.many(INSERTS["finding"], "", found)
            if at % 3 == 2:
                hot.do(INSERTS["edge"], *rows.edge_row(_copy(reports[at - 1], report), stamp))
        hot.do(INSERTS["act"], stamp, "sayso", "add", None)


def _copy(first: Report, second: Report) -> Edge:
    passages = [[[0, 600], [0, 600]]]
    body = {"relation": "partial", "direction": "left_from_right", "origin": first.outlet, "share_left": 0.3,
            "share_right": 0.3, "passages": passages, "why": "it was published later"}  # fmt: skip
    return Edge.make(second.id, first.id, "shares", by=BY, body=body)


def findings(report: Report, rng: random.Random) -> Iterator[Finding]:
    """Six sayings with their voices, and among them numbers, places, days, actors and events."""
    step = len(report.text) // 7
    for number in range(6):
        at = 2 + number * step
        voice = _made(report, "voice", at, 12, "claims/1", {
            "name": rng.choice(_NAMES), "refers_to": None, "kind": "person",
            "standing": rng.choice(("official", "named", "anonymous", "group")),
            "actor": rng.choice(("XAA.GOV", "XBB.MIL", None)), "role": None, "count": None, "basis": None})  # fmt: skip
        claim = _made(report, "claim", at + 20, 90, "claims/1", {
            "voices": [voice.id], "cue": [[at + 13, at + 17]], "cue_kind": "speech", "level": 0,
            "stance": rng.choice(STANCES), "polarity": 1, "form": "indirect", "via": [], "when": None,
            "about": [rng.choice(("XAA.GOV", "XBB"))]})  # fmt: skip
        day = _made(report, "time", at + 112, 9, "times/1",
                    {"start": report.published, "end": report.published, "precision": "day"})  # fmt: skip
        town, lat, lon = rng.choice(_TOWNS)
        place = _made(report, "place", at + 123, 8, "places/1", {
            "name": town, "lat": lat, "lon": lon, "country": "XX", "gazetteer": town, "precision": "city"})  # fmt: skip
        yield from (voice, claim, day, place)
        yield _made(report, "quantity", at + 30, 12, "quantities/1", {
            "value": float(rng.randint(1, 40) * 100), "high": None, "unit": "troop", "bound": "about",
            "of": rng.choice(("soldiers", "marines")), "as_of": None, "claim": claim.id})  # fmt: skip
        yield _made(report, "event", at + 50, 7, "events/1", {
            "type": rng.choice(TYPES), "mode": None, "actor": {"name": "First", "code": "XAA", "spans": []},
            "recipient": {"name": "Second", "code": "XBB", "spans": []},
            "place": {"name": town, "place": place.id, "spans": []}, "when": day.id, "status": "claimed",
            "claim": claim.id, "score": -5.0})  # fmt: skip


def _made(report: Report, kind: str, at: int, length: int, by: str, body: Body) -> Finding:
    return Finding.make(report, kind, [(at, at + length)], body, by=by, confidence=0.9)
