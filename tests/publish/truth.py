"""The example desk as its truth tells it: reports with the findings and edges a perfect reader would make."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.model import Credit, Dateline, Edge, Finding, Report

EXAMPLES = Path(__file__).parents[2] / "examples"
BY = "truth/1"
_REFERENCES = ("refers_to", "claim", "when", "as_of")


@dataclass(frozen=True)
class Truth:
    reports: dict[str, Report]
    findings: dict[str, Finding]
    edges: tuple[Edge, ...]

    def of(self, report: Report) -> list[Finding]:
        return [finding for finding in self.findings.values() if finding.report == report.id]


@cache
def truth() -> Truth:
    said = json.loads((EXAMPLES / "truth.json").read_text(encoding="utf-8"))
    texts = dict(_texts())
    told = [entry for entry in said["reports"] if entry["id"] in texts]
    reports = {entry["id"]: _report(entry, texts[entry["id"]]) for entry in told}
    findings: dict[str, Finding] = {}
    for entry in told:
        _add(findings, reports[entry["id"]], entry)
    ids = {key: thing.id for known in (reports, findings) for key, thing in known.items()}
    edges = (_edge(edge, ids) for edge in said["edges"])
    return Truth(reports, findings, tuple(edge for edge in edges if edge))


def _texts() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((EXAMPLES / "reports").glob("*.txt")):
        yield path.name, {"text": path.read_bytes().decode("utf-8")}
    with (EXAMPLES / "reports" / "reports.jsonl").open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            yield line["id"], line


def _report(entry: dict[str, Any], line: dict[str, Any]) -> Report:
    dateline = entry["dateline"]
    published = entry["published"] or None
    return Report(
        text=line["text"],
        title=entry["title"],
        byline=line.get("byline"),
        outlet=entry["outlet"],
        url=line.get("url"),
        published=published,
        published_precision="none" if not published else "instant" if "T" in published else "day",
        language=entry["language"],
        dateline=dateline
        and Dateline(dateline["place"], dateline["agency"], dateline["day"], _spans(dateline["spans"])),
        credits=tuple(Credit(c["name"], c["kind"], _spans(c["spans"])) for c in entry["credits"]),
        given=entry["id"],
    )


def _add(findings: dict[str, Finding], report: Report, entry: dict[str, Any]) -> None:
    """Findings in an order in which what one refers to is there already, so that ids can be filled in."""
    waiting = [*entry["parts"], *entry["findings"]]
    while waiting:
        ready = [one for one in waiting if all(key in findings for key in _needs(one["body"]))]
        if not ready:
            raise AssertionError(
                f"findings of {report.given} refer to each other: {[w['id'] for w in waiting]}"
            )
        for one in ready:
            body = _resolved(one["body"], findings)
            spans = _spans(one["spans"])
            findings[one["id"]] = Finding.make(report, one["kind"], spans, body, by=BY, confidence=1.0)
        waiting = [one for one in waiting if one not in ready]


def _needs(body: dict[str, Any]) -> list[str]:
    return [body[name] for name in _REFERENCES if body.get(name)] + list(body.get("voices", []))


def _resolved(body: dict[str, Any], findings: dict[str, Finding]) -> dict[str, Any]:
    filled = {name: findings[body[name]].id for name in _REFERENCES if body.get(name)}
    voices = {"voices": [findings[key].id for key in body["voices"]]} if "voices" in body else {}
    return {**{"about": []} | body, **filled, **voices} if "voices" in body else {**body, **filled}


def _edge(edge: dict[str, Any], ids: dict[str, str]) -> Edge | None:
    if edge["left"] not in ids or edge["right"] not in ids:
        return None
    more = {k: v for k, v in edge.items() if k not in ("id", "left", "right", "kind", "judgement", "because")}
    return Edge.make(
        ids[edge["left"]], ids[edge["right"]], edge["kind"], by=BY, judgement=edge["judgement"], body=more
    )


def _spans(pairs: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in pairs)
