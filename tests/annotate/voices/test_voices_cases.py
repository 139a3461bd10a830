"""Short reports of our own: who speaks, on what ground, by which way, doing what."""

from pathlib import Path
from typing import Any

import pytest
from marked import Case, cases

from sayso.annotate.annotator import Page
from sayso.annotate.voices import speak
from sayso.model import Credit, Dateline, Finding, Report

CASES = [case for path in sorted((Path(__file__).parent / "cases").glob("*.txt")) for case in cases(path)]


def report_of(case: Case) -> Report:
    head = case.headers
    return Report(
        case.text,
        outlet=head.get("outlet"),
        byline=head.get("byline"),
        published=head.get("published"),
        dateline=Dateline(None, head["agency"], None, ()) if "agency" in head else None,
        credits=(Credit(head["credit"], "outlet", ()),) if "credit" in head else (),
    )


def found(case: Case) -> dict[int, tuple[Finding, Finding]]:
    """Claim and voice by number of the attribution."""
    findings = speak(Page(report_of(case), {}, "voices/1"), list(case.attributions.values()))
    voices = {f.id: f for f in findings if f.kind == "voice"}
    claims = [f for f in findings if f.kind == "claim"]
    out = {}
    for number, marked in case.attributions.items():
        wanted = (marked.content, [list(s) for s in marked.cue], marked.level)
        claim = next(c for c in claims if (c.spans, c.body["cue"], c.body["level"]) == wanted)
        out[number] = (claim, voices[claim.body["voices"][0]])
    return out


def seen(key: str, claim: Finding, voice: Finding, by_id: dict[str | None, int]) -> Any:
    if key == "refers":
        return str(by_id.get(voice.body["refers_to"], "?")) if voice.body["refers_to"] else "-"
    if key == "sure":
        return "low" if voice.confidence < 0.6 else "high"
    if key == "via":
        return ", ".join(f"{hop['name']}/{hop['kind']}" for hop in claim.body["via"])
    body = claim.body if key in ("stance", "polarity", "cue_kind") else voice.body
    return str(body[key])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    pairs = found(case)
    by_id: dict[str | None, int] = {}
    for number, (_, voice) in sorted(pairs.items()):
        by_id.setdefault(voice.id, number)
    wrong = [
        f"{number} {key}: {got!r}, not {want!r}"
        for number, expected in case.expected.items()
        for key, want in expected.items()
        if (got := seen(key, *pairs[number], by_id)) != want
    ]
    assert not wrong
