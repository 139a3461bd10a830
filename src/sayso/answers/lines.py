"""What answers look like as JSON, field by field; beside the contract's types and read like them."""

from typing import Literal, NotRequired, TypedDict

from sayso.contract import OriginCounts, Spans

Stance = Literal["assert", "deny", "threaten", "demand", "promise", "estimate", "question", "decline"]


class LinkLine(TypedDict):
    """One who had the words of a claim, and what shows it."""

    name: str
    kind: Literal["voice", "agency", "newspaper", "broadcaster", "social", "spokesperson", "page"]
    shown_by: Literal["voice", "claim", "dateline", "credit", "copy", "page"]
    spans: Spans
    quotes: list[str]
    from_report: str | None
    """Of a copy: the report that has the words first."""


class WayClaimLine(TypedDict):
    """A claim that came by a way."""

    id: str
    voices: list[str]
    stance: Stance
    level: int
    spans: Spans
    quotes: list[str]
    evidence: list[Spans]
    """For each link of the way, what shows it for this claim."""


class WayLine(TypedDict):
    """One way to the page: a line of ``sayso report --chain --json``."""

    report: str
    links: list[LinkLine]
    claims: list[WayClaimLine]


class SayingLine(TypedDict):
    """The same words of one voice, in however many reports."""

    who: list[str]
    stance: Stance
    polarity: Literal[1, -1]
    published: str | None
    said: str | None
    quotes: list[str]
    claims: list[str]
    reports: list[str]
    outlets: list[str | None]
    origins: OriginCounts
    later: list[str]


class PartyLine(SayingLine):
    """A line of ``sayso party --json``."""

    party: NotRequired[str]
    part: NotRequired[Literal["said", "told"]]


class RecordLine(TypedDict):
    """What ``sayso findings --kind voice --voice NAME --record --json`` prints."""

    name: str
    names: list[str]
    roles: list[str]
    codes: list[str]
    standings: list[str]
    counts: dict[str, int]
    claims: int
    reports: int
    outlets: list[str | None]
    sayings: list[SayingLine]
    others: dict[str, int]


class TablePartyLine(TypedDict):
    """How one party stands to a proposition."""

    party: str
    stands: Literal["asserts", "denies", "both", "silent"]
    since: str | None
    voice: str | None
    claims: list[str]
    origins: OriginCounts


class PropositionLine(TypedDict):
    """A line of ``sayso story ID --parties --json``."""

    proposition: list[str]
    claims: list[str]
    denials: list[str]
    parties: list[TablePartyLine]
    """The desk's parties in its order, then ``others``: voices of no party."""


class HappeningLine(TypedDict):
    """A line of ``sayso story ID --events --json``."""

    id: str
    start: str | None
    end: str | None
    family: str
    actor: str | None
    recipient: str | None
    place: str | None
    statuses: dict[str, Literal["happened", "claimed", "denied", "threatened", "planned", "hypothetical"]]
    """How each known origin tells it."""
    events: list[str]
    first_report: str


class DifferingNumberLine(TypedDict):
    """One number of a thing that is counted differently."""

    value: float
    high: float | None
    bound: Literal["exact", "about", "at_least", "at_most", "range"]
    who: list[str]
    official: bool
    as_of: str | None
    published: str | None
    quantities: list[str]
    origins: OriginCounts


class DifferingLine(TypedDict):
    """A line of ``sayso story ID --numbers --json``."""

    thing: str
    party: str | None
    policy: Literal["range", "lowest", "latest", "official"]
    low: float
    high: float
    numbers: list[DifferingNumberLine]
