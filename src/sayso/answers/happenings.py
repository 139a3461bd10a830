"""Happenings of a ledger: the event findings of all its reports, joined, as it stands or stood."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sayso.answers.lines import HappeningLine
from sayso.compare.happenings import Days, Happening, Mention, Pair, happenings
from sayso.ledger import Filter, Ledger
from sayso.model import Edge, Finding, split_maker
from sayso.origins import Origins
from sayso.text import words

_DAY = len("2019-05-16")
_LONGEST = 31
"""Days of a time that still tells a day: a month does, a year does not."""


def told(reports: Sequence[str] | None, ledger: Ledger, origins: Origins) -> list[Happening]:
    """The happenings told in reports of those ids, or in all of them, the earliest told first."""
    asked = [None] if reports is None else reports
    events = [
        one
        for report in asked
        for one in ledger.findings(Filter(kind="event", report=report, as_of=origins.as_of))
        if one.spans
    ]
    times = {one.id: one for one in ledger.of_ids(_named(events))}
    published = {
        row["id"]: _day(row["published"])
        for row in ledger.carriers({one.report for one in events}, origins.as_of)
    }
    mentions = [
        _mention(one, times, published[one.report], origins)
        for one in origins.each(events, lambda event: event.report)
    ]
    same = [(one.id, str(one.body["refers_to"])) for one in events if one.body.get("refers_to")]
    together, apart = _judged(events, ledger, origins.as_of)
    return happenings(mentions, [*same, *together], apart)


def _named(events: Sequence[Finding]) -> list[str]:
    return list(dict.fromkeys(one.body["when"] for one in events if one.body["when"]))


def _mention(event: Finding, times: Mapping[str, Finding], published: date | None, origins: Origins) -> Mention:
    body = event.body
    return Mention(
        event.id,
        event.report,
        published,
        str(body["type"]),
        party_of(body["actor"]),
        party_of(body["recipient"]),
        place_of(body["place"]),
        days_of(times.get(body["when"] or "")),
        body["status"],
        tuple(dict.fromkeys(one.family or one.id for one in origins.of_words(event) if one.known)),
    )


def party_of(party: Mapping[str, Any] | None) -> str | None:
    """How a party of an event is compared: by its code, else by its folded name."""
    if party is None:
        return None
    return party["code"] or " ".join(words(str(party["name"]))) or None


def place_of(place: Mapping[str, Any] | None) -> str | None:
    """How the place of an event is compared: by its folded name."""
    return None if place is None else " ".join(words(str(place["name"]))) or None


def days_of(time: Finding | None) -> Days | None:
    """The days of a time that tells them closely enough."""
    if time is None or not time.body["start"] or not time.body["end"]:
        return None
    first, last = (date.fromisoformat(time.body[name]) for name in ("start", "end"))
    return (first, last) if (last - first).days <= _LONGEST else None


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[:_DAY]) if published and len(published) >= _DAY else None


def _judged(events: Sequence[Finding], ledger: Ledger, as_of: int | None) -> tuple[list[Pair], list[Pair]]:
    """Pairs of events that people say are one happening, and that they say are not."""
    edges = ledger.judged([one.id for one in events], ("same_event",), as_of)
    said = [edge for edge in edges if not split_maker(edge.by)[1]]
    return _pairs(said, "yes"), _pairs(said, "no")


def _pairs(edges: Sequence[Edge], judgement: str) -> list[Pair]:
    return [(edge.left, edge.right) for edge in edges if edge.judgement == judgement]


def happening_lines(found: Sequence[Happening]) -> Iterator[HappeningLine]:
    """Happenings as printed."""
    for one in found:
        yield {
            "id": one.id,
            "start": one.days[0].isoformat() if one.days else None,
            "end": one.days[1].isoformat() if one.days else None,
            "family": one.family,
            "actor": one.actor,
            "recipient": one.recipient,
            "place": one.place,
            "statuses": dict(one.statuses),
            "events": list(one.events),
            "first_report": one.first_report,
        }
