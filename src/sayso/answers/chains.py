"""A report's whole chain: by what way every claim came to the page, claims that came the same way together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from sayso.annotate.voices.chain import Link, LinkKind, chain
from sayso.annotate.voices.media import medium_kind
from sayso.answers.lines import LinkLine, WayLine
from sayso.lineage import Origin
from sayso.model import Finding, Report, Span
from sayso.origins import Origins
from sayso.settings import Settings

_KINDS: tuple[str, ...] = get_args(LinkKind)
Links = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the page, and the claims that came by it."""

    links: Links
    """From the voice to the page, each with all that shows it, over all of ``claims``."""
    claims: tuple[tuple[Finding, Links], ...]
    """In the order of the text, each with what shows the links for it alone."""


def ways(
    report: Report, findings: Sequence[Finding], copied: Callable[[Finding], Sequence[Link]] = lambda _: ()
) -> list[Way]:
    """The ways of all claims of a report, in the order in which the first claim of each stands in the text.

    ``findings`` are the report's voices and claims; ``copied`` says of a claim whose words lineage says it is. Of
    voices without a name of their own only the mentions of one are one way. A pure function of its arguments.
    """
    claims = sorted((f for f in findings if f.kind == "claim"), key=lambda claim: claim.spans)
    voices = {f.id: f for f in findings if f.kind == "voice"}
    gathered: dict[tuple[object, ...], list[tuple[Finding, Links]]] = {}
    for claim in claims:
        links = tuple(chain(report, claim, findings, copied(claim)))
        gathered.setdefault(tuple(_same(link, voices) for link in links), []).append((claim, links))
    return [Way(tuple(_joined(came)), tuple(came)) for came in gathered.values()]


def _same(link: Link, voices: dict[str, Finding]) -> tuple[str, str, str]:
    """What two links have in common that are one."""
    voice = voices.get(link.finding or "")
    if voice is None or voice.body["standing"] in ("official", "named"):
        return link.kind, link.name, ""
    return link.kind, link.name, voice.body["refers_to"] or voice.id


def _joined(came: Sequence[tuple[Finding, Links]]) -> Iterator[Link]:
    for same in zip(*(links for _, links in came), strict=True):
        yield replace(same[0], spans=tuple(dict.fromkeys(span for link in same for span in link.spans)))


def copied_in(report: Report, origins: Origins, settings: Settings) -> Callable[[Finding], list[Link]]:
    """Whose words a report's claims are, as lineage knows it: a link for each known origin elsewhere."""

    def copied(claim: Finding) -> list[Link]:
        known = [one for one in origins.of_claim(claim) if one.known and one.name and one.report]
        return [_link(one, claim, origins, settings) for one in known if one.report != report.id]

    return copied


def _link(origin: Origin, claim: Finding, origins: Origins, settings: Settings) -> Link:
    name = origin.name or ""
    outlet = settings.outlet(name)
    told = (outlet and outlet.kind) or medium_kind(name) or ""
    kind: Any = told if told in _KINDS else "newspaper"
    return Link(name, kind, _passages(claim, origins) or claim.spans, "copy", None, origin.report)


def _passages(claim: Finding, origins: Origins) -> tuple[Span, ...]:
    """The stretches of the report that hold words of the claim and stand in another one, too: the longest for each."""
    found: set[Span] = set()
    for edge in origins.edges(claim.report):
        side = 0 if edge.left == claim.report else 1
        found |= {(pair[side][0], pair[side][1]) for pair in edge.body.get("passages", ())}
    held = [
        [span for span in found if span[0] < end and start < span[1]] for start, end in claim.spans
    ]  # what copies the words may copy more or less of what stands around them
    return tuple(dict.fromkeys(max(spans, key=lambda s: (s[1] - s[0], s)) for spans in held if spans))


def way_line(report: Report, way: Way) -> WayLine:
    """A way as printed."""
    return {
        "report": report.id,
        "links": [_link_line(report, link) for link in way.links],
        "claims": [
            {
                "id": claim.id,
                "voices": claim.body["voices"],
                "stance": claim.body["stance"],
                "level": claim.body["level"],
                "spans": [list(span) for span in claim.spans],
                "quotes": list(claim.quotes),
                "evidence": [[list(span) for span in link.spans] for link in links],
            }
            for claim, links in way.claims
        ],
    }


def _link_line(report: Report, link: Link) -> LinkLine:
    return {
        "name": link.name,
        "kind": link.kind,
        "shown_by": link.shown_by,
        "spans": [list(span) for span in link.spans],
        "quotes": list(report.quotes(link.spans)),
        "from_report": link.report,
    }
