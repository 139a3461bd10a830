"""The lines pages are made of: reports, claims, quantities and events as data, each with where its words stand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sayso.answers.numbers import Number
from sayso.answers.sayings import Saying, saying_line
from sayso.ledger import Ledger, Listed
from sayso.model import Finding
from sayso.origins import Origins, counted, origin_line
from sayso.publish import wording

Line = dict[str, Any]
STANDINGS = ("official", "named", "anonymous", "group")
"""In the order in which pages list them; a claim without a voice is ``unattributed``."""
UNATTRIBUTED = "unattributed"


def report_lines(listed: Iterable[Listed], origins: Origins) -> list[Line]:
    """Reports with whose words they give."""
    return [
        {
            **one.line(),
            "language": one.row["language"],
            "added": moment(one.row["stamp"]),
            **_roots(one.id, origins),
        }
        for one in origins.each(listed, lambda one: one.id)
    ]


def _roots(report: str, origins: Origins) -> Line:
    roots = origins.of_report(report)
    return {"origins": [origin_line(one) for one in roots], "counts": counted(roots)}


def moment(stamp: int) -> str:
    """A stamp as an instant."""
    said = datetime.fromtimestamp(stamp / 1_000_000, UTC)
    return said.isoformat(timespec="microseconds").replace("+00:00", "Z")


class Around:
    """What stands around some findings: their reports, voices, times and places, fetched together."""

    def __init__(self, found: Sequence[Finding], ledger: Ledger, as_of: int | None) -> None:
        self.reports = {one.id: one.row for one in ledger.listed({one.report for one in found}, as_of)}
        near = {one.id: one for one in ledger.of_ids(_pointed_at(found))}
        claims = [one for one in (*found, *near.values()) if one.kind == "claim"]
        self.findings = (
            near | {one.id: one for one in found} | {one.id: one for one in ledger.voices_of(claims)}
        )

    def where(self, finding: Finding) -> Line:
        """Of which report a finding is."""
        row = self.reports[finding.report]
        return {name: row[name] for name in ("outlet", "published", "title")}

    def voices(self, claim: Finding) -> list[Finding]:
        """The voices of a claim."""
        return [self.findings[key] for key in claim.body["voices"] if key in self.findings]

    def standing(self, claim: Finding) -> str:
        """The standing of a claim's first voice."""
        voices = self.voices(claim)
        return str(voices[0].body["standing"]) if voices else UNATTRIBUTED

    def time(self, finding: Finding, field: str) -> str | None:
        """The time a finding points at, in words."""
        held = self.findings.get(finding.body[field] or "")
        return wording.when(held.body) if held and held.body["start"] else None


def _pointed_at(found: Iterable[Finding]) -> list[str]:
    """Ids of claims, times and places that findings name."""
    ids = (one.body.get(name) for one in found for name in ("claim", "as_of", "when"))
    places = ((one.body.get("place") or {}).get("place") for one in found if one.kind == "event")
    return [*dict.fromkeys(key for key in (*ids, *places) if key)]


def claim_line(claim: Finding, around: Around, origins: Origins) -> Line:
    """A claim: who, how, what, in which report, through how many origins."""
    voices = around.voices(claim)
    return {
        "id": claim.id,
        "report": claim.report,
        "who": list(dict.fromkeys(str(voice.body["name"]) for voice in voices)),
        "standing": around.standing(claim),
        "act": wording.act(claim, around.findings),
        "stance": claim.body["stance"],
        "level": claim.body["level"],
        "via": [hop["name"] for hop in claim.body["via"]],
        "quotes": list(claim.quotes),
        "counts": counted(origins.of_claim(claim)),
        **around.where(claim),
    }


def said_line(saying: Saying, around: Around) -> Line:
    """A saying, with the claim by which it was published first."""
    first = saying.first
    return {
        **saying_line(saying),
        "id": first.id,
        "report": first.report,
        "standing": around.standing(first),
        "act": wording.act(first, around.findings),
        "via": [hop["name"] for hop in first.body["via"]],
        "title": around.reports[first.report]["title"],
    }


def number_line(number: Number) -> Line:
    """A number on one voice's word, in however many reports it stands."""
    first = number.first
    return {
        "id": first.id,
        "report": first.report,
        "said": wording.quantity(first),
        "value": first.body["value"],
        "high": first.body["high"],
        "unit": first.body["unit"],
        "bound": first.body["bound"],
        "of": first.body["of"],
        "who": list(number.who),
        "as_of": wording.when(number.as_of.body) if number.as_of and number.as_of.body["start"] else None,
        "quotes": list(first.quotes),
        "reports": list(dict.fromkeys(one.report for one in number.quantities)),
        "outlets": list(number.outlets),
        "published": number.published,
        "counts": {"known": number.known, "unknown": number.unknown},
    }


def event_line(event: Finding, around: Around, origins: Origins) -> Line:
    """An event: what, who, to whom, where, when it is told to have happened, on whose word."""
    body = event.body
    claim = around.findings.get(body["claim"] or "")
    time = around.findings.get(body["when"] or "")
    place = around.findings.get((body["place"] or {}).get("place") or "")
    voices = around.voices(claim) if claim else []
    return {
        "id": event.id,
        "report": event.report,
        "type": body["type"],
        "mode": body["mode"],
        "status": body["status"],
        "score": body["score"],
        "actor": _party(body["actor"]),
        "recipient": _party(body["recipient"]),
        "place": body["place"]["name"] if body["place"] else None,
        "lat": place.body["lat"] if place else None,
        "lon": place.body["lon"] if place else None,
        "precision": place.body["precision"] if place else None,
        "day": time.body["start"] if time else None,
        "last_day": time.body["end"] if time else None,
        "when": around.time(event, "when"),
        "claim": claim.id if claim else None,
        "who": list(dict.fromkeys(str(voice.body["name"]) for voice in voices)),
        "standing": around.standing(claim) if claim else None,
        "quotes": list(event.quotes),
        "counts": counted(origins.of_claim(claim) if claim else origins.of_words(event)),
        **around.where(event),
    }


def _party(party: Mapping[str, Any] | None) -> Line | None:
    return {"name": party["name"], "code": party["code"]} if party else None


def by_standing(claims: Iterable[Finding], around: Around) -> dict[str, list[Finding]]:
    """Claims by the standing of their first voice, in the order of ``STANDINGS``; no empty ones."""
    kept: dict[str, list[Finding]] = {name: [] for name in (*STANDINGS, UNATTRIBUTED)}
    for claim in claims:
        kept[around.standing(claim)].append(claim)
    return {name: found for name, found in kept.items() if found}


def names(found: Collection[Finding]) -> list[str]:
    """The names of some voices, each once."""
    return list(dict.fromkeys(str(voice.body["name"]) for voice in found))
