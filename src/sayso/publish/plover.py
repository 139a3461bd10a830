"""Events chosen by what they are, and as the tab-separated table that users of PLOVER data read.

The columns are those of POLECAT that a report can fill, under POLECAT's names, then what it has not: status, claim,
confidence and the evidence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.model import Finding
from sayso.text import fold, shown

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "V-COOP"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "M-COOP"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "V-CONF"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "M-CONF"),
}
"""Verbal or material, cooperation or conflict, as POLECAT classes PLOVER's types."""

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code",
    "Actor Name", "Actor Country", "Actor Sectors", "Recipient Name", "Recipient Country", "Recipient Sectors",
    "Placename", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Headline", "Publisher", "Publication Date", "URL",
    "Status", "Main", "Same As", "Claim ID", "Confidence", "Report ID", "Trigger", "Start", "End",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an event must be; None asks nothing."""

    type: str | None = None
    """A type, or type and mode: ``ASSAULT``, ``ASSAULT/drone``; capitals do not matter."""
    actor: str | None = None
    """An actor code, which takes in all below it, or words of the name."""
    recipient: str | None = None
    status: str | None = None
    place: str | None = None
    """Words of the place's name."""

    def takes(self, event: Finding) -> bool:
        """Whether an event finding is all that is asked."""
        body = event.body
        return (
            _is_type(self.type, body)
            and _is_party(self.actor, body["actor"])
            and _is_party(self.recipient, body["recipient"])
            and self.status in (None, body["status"])
            and _names(self.place, body["place"])
        )


def _is_type(wanted: str | None, body: Mapping[str, Any]) -> bool:
    if wanted is None:
        return True
    root, _, mode = wanted.partition("/")
    return root.upper() == body["type"] and (not mode or mode.lower() == body["mode"])


def _is_party(wanted: str | None, party: Mapping[str, Any] | None) -> bool:
    if wanted is None or party is None:
        return wanted is None
    code = party["code"] or ""
    return code == wanted or code.startswith(f"{wanted}.") or _names(wanted, party)


def _names(wanted: str | None, named: Mapping[str, Any] | None) -> bool:
    if wanted is None or named is None:
        return wanted is None
    return {fold(word) for word in wanted.split()} <= {fold(word) for word in str(named["name"]).split()}


@dataclass(frozen=True, slots=True)
class Around:
    """What a row says beside its event: its report, its place and time findings."""

    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    place: Finding | None
    when: Finding | None


def table(events: Iterable[tuple[Finding, Around]]) -> Iterator[str]:
    """The heading, then a line for each event, without line ends."""
    yield "\t".join(COLUMNS)
    for event, around in events:
        yield "\t".join(_plain(cell) for cell in _row(event, around))


def _plain(cell: object) -> str:
    """A cell without what would end it or steer a terminal."""
    return "" if cell is None else shown(" ".join(str(cell).split()))


def _row(event: Finding, around: Around) -> tuple[object, ...]:
    body = event.body
    place = around.place.body if around.place else {}
    return (
        event.id, around.when.body["start"] if around.when else None, body["type"], body["mode"], body["score"],
        QUADS[body["type"]], *_party(body["actor"]), *_party(body["recipient"]),
        body["place"]["name"] if body["place"] else None,
        place.get("country"), place.get("lat"), place.get("lon"), place.get("gazetteer"),
        around.title, around.outlet, around.published, around.url,
        body["status"], "yes" if body["main"] else "no", body["refers_to"], body["claim"], event.confidence,
        event.report, event.quotes[0], event.spans[0][0], event.spans[0][1],
    )  # fmt: skip


def _party(party: Mapping[str, Any] | None) -> tuple[str | None, str | None, str | None]:
    """Name, country and sectors of an actor code; all empty for nobody."""
    if party is None:
        return None, None, None
    country, _, sectors = (party["code"] or "").partition(".")
    return party["name"], country or None, sectors or None
