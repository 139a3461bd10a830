"""A small desk made by hand, quick to make: copies, a version, events, other scripts, and reports that mean harm."""

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sayso.desk import Desk, open_desk
from sayso.errors import Issue
from sayso.ledger import Filter
from sayso.ledger.collecting import Source
from sayso.model import Capture, Edge, Finding, Report
from sayso.pipeline import Outcome

SETTINGS = """
name = "Lumen and Qaro"
[[party]]
name = "Qaro"
codes = ["QAR"]
names = ["Qaro"]
[[outlet]]
name = "Lumen Wire"
kind = "agency"
owner = "Lumen Holding"
grade = "B"
[[outlet]]
name = "Harbour Post"
owner = "Lumen Holding"
[[outlet]]
name = "Never Heard"
"""
MAKERS = ("claims/1", "numbers/1", "events/1")
STORY = (
    "LUMEN, March 3 (Lumen Wire) - At least 12 people were killed when a drone struck the fuel depot of Lumen on "
    "Monday night, the harbour office said.\n\n"
    '"Qaro sent the drone and Qaro will answer for it," Minister Ana Mirek told reporters at the port. She asked the '
    "council of the coast to meet this week and to hear the men who saw the aircraft come in from the sea.\n\n"
    "A senior officer in Qaro denied that any aircraft of its forces had left the ground. The officer, who would not "
    "be named, said that 5,200 troops had been moved away from the shore a month ago.\n"
)
LATER = STORY.replace("At least 12 people", "At least 15 people").replace("on Monday night, ", "")
TAG, IMAGE, FORMULA = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    '=HYPERLINK("http://evil.example","x")',
)
HOSTILE = (
    f"{TAG} said {IMAGE} that </span></div></body><svg onload=alert(3)> 7 {{{{ 7 * 7 }}}} men \u202e were seen.\n\n"
    "-2+3+cmd|' /C calc'!A0 also told us that @SUM(1) troops were there."
)
ARABIC = "قال الوزير إن الميناء مفتوح أمام جميع السفن.\n\nوأضاف أن 40 سفينة وصلت يوم الاثنين."


@contextmanager
def made_desk(folder: Path) -> Iterator[Desk]:
    """The desk, open."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "desk.toml").write_text(SETTINGS, encoding="utf-8")
    with open_desk(folder, {}) as desk:
        for report, findings, issues in _reports():
            _put(desk, report, findings, issues)
        _likeness(desk)
        desk.ledger.collecting.follow(
            [Source("https://lumen.example/feed", None, "lumen.example", True, 0, 3600)]
        )
        yield desk


def _put(desk: Desk, report: Report, findings: Sequence[Finding], issues: Sequence[Issue]) -> None:
    said = json.dumps({"text": report.text}).encode()
    digest, size = desk.archive.keep(io.BytesIO(said))
    capture = Capture(digest, f"made/{TAG}.jsonl", "2031-03-10T12:00:00Z", size)
    desk.ledger.put_capture(capture, None)
    desk.put(Outcome(report, tuple(findings), tuple(issues), MAKERS, "made.jsonl:1"), capture.id, "sayso")


def _reports() -> Iterator[tuple[Report, list[Finding], list[Issue]]]:
    for outlet, day, text, title in (
        ("Lumen Wire", "2031-03-03", STORY, "Drone strikes fuel depot"),
        ("Harbour Post", "2031-03-04", STORY, "Depot struck, 12 dead"),
        ("Harbour Post", "2031-03-05", LATER, "Depot struck, 15 dead"),
    ):
        report = Report(text, title, None, outlet, f"https://{outlet[0]}.example/1", day, "day", "en")
        yield report, _of_story(report), []
    hostile = Report(HOSTILE, TAG, TAG, IMAGE, "javascript:alert(4)", "2031-03-06", "day", "en", given=FORMULA)
    yield hostile, _of_hostile(hostile), [Issue("read.encoding", TAG, IMAGE)]
    yield Report(ARABIC, "الميناء مفتوح", None, "المضيق", None, "2031-03-07", "day", "ar"), [], []
    yield Report("The quay was long. " * 4000, None, None, None, None, None, "none", "en"), [], []


def _of_story(report: Report) -> list[Finding]:
    """A claim of an official, one of an unnamed officer that denies, numbers, places, a day, an event in a claim."""
    minister = _found(report, "voice", "Minister Ana Mirek", **_voice("Ana Mirek", "official", "LUM.GOV"))
    officer = _found(
        report, "voice", "A senior officer in Qaro", **_voice("senior officer in Qaro", "anonymous", "QAR.MIL")
    )
    office = _found(report, "voice", "the harbour office", **_voice("harbour office", "official", None))
    blame = _found(
        report,
        "claim",
        "Qaro sent the drone and Qaro will answer for it",
        **_claim(minister, "threaten", ["QAR"]),
    )
    denial = _found(
        report,
        "claim",
        "any aircraft of its forces had left the ground",
        **_claim(officer, "deny", ["QAR.MIL"]),
    )
    told = _found(report, "claim", report.text[33:70], **_claim(office, "assert", []))
    dead = report.text[report.text.index("At least") : report.text.index(" were killed")]
    day = _found(report, "time", "March 3", start="2031-03-03", end="2031-03-03", precision="day")
    lumen = _found(report, "place", "Lumen", name="Lumen", lat=33.3, lon=44.4, country="IQ", gazetteer="1",
                   precision="city")  # fmt: skip
    region = _found(report, "place", "shore", name="shore", lat=31.0, lon=48.0, country="IQ", gazetteer="2",
                    precision="region")  # fmt: skip
    return [
        minister, officer, office, blame, denial, told, day, lumen, region,
        _found(report, "part", report.text[:34].strip(), part="dateline"),
        _found(report, "quantity", dead, by="numbers/1", **_quantity(float(dead.split()[2]), "person", "dead", told)),
        _found(report, "quantity", "5,200 troops", by="numbers/1", **_quantity(5200.0, "troop", "soldiers", None)),
        _found(report, "event", "struck", by="events/1", type="ASSAULT", mode="drone",
               actor={"name": "Qaro", "code": "QAR", "spans": []},
               recipient={"name": "Lumen", "code": "LUM", "spans": []},
               place={"name": "Lumen", "place": lumen.id, "spans": []}, when=day.id, status="claimed", claim=blame.id,
               score=-9.0),
    ]  # fmt: skip


def _of_hostile(report: Report) -> list[Finding]:
    voice = _found(report, "voice", IMAGE, **_voice(FORMULA, "named", None))
    claim = _found(report, "claim", "</span></div></body><svg onload=alert(3)>", **_claim(voice, "assert", []))
    return [
        voice, claim,
        _found(report, "claim", "@SUM(1) troops were there", **_claim(voice, "assert", [])),
        _found(report, "quantity", "7 {{ 7 * 7 }} men", by="numbers/1", **_quantity(7.0, "person", "=1+1", claim)),
        _found(report, "place", "calc", name=TAG, lat=None, lon=None, country=None, gazetteer=None, precision=None),
    ]  # fmt: skip


def _likeness(desk: Desk) -> None:
    """Two unnamed officers that may be one."""
    officers = [
        one for one in desk.ledger.findings(Filter(kind="voice")) if one.body["standing"] == "anonymous"
    ]
    pair = sorted(one.id for one in officers[:2])
    edge = Edge.make(*pair, "same_voice", by="likeness/1", judgement="unsure", score=0.7,
                     body={"reasons": [f"both are officers {TAG}"]})  # fmt: skip
    desk.ledger.put_edges([edge], "sayso")


def _found(report: Report, kind: str, words: str, /, by: str = "claims/1", **body: Any) -> Finding:
    at = report.text.index(words)
    return Finding.make(report, kind, [(at, at + len(words))], body, by=by, confidence=0.9)


def _voice(name: str, standing: str, actor: str | None) -> dict[str, Any]:
    return {"name": name, "refers_to": None, "kind": "person", "standing": standing, "actor": actor, "role": None,
            "count": None, "basis": None}  # fmt: skip


def _claim(voice: Finding, stance: str, about: list[str]) -> dict[str, Any]:
    return {"voices": [voice.id], "cue": [], "cue_kind": "speech", "level": 0, "stance": stance, "polarity": 1,
            "form": "direct", "via": [], "when": None, "about": about}  # fmt: skip


def _quantity(value: float, unit: str, of: str, claim: Finding | None) -> dict[str, Any]:
    return {"value": value, "high": None, "unit": unit, "bound": "at_least", "of": of, "as_of": None,
            "claim": claim and claim.id}  # fmt: skip
