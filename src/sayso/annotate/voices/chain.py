"""By what way the words of one claim came to the page, as one answer: voice → … → agency → newspaper → this page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from sayso.annotate.voices.media import medium_kind
from sayso.model import Finding, Report, Span
from sayso.text import words

LinkKind = Literal["voice", "agency", "newspaper", "broadcaster", "social", "spokesperson", "page"]


@dataclass(frozen=True, slots=True)
class Link:
    """One who had the words, and what shows it."""

    name: str
    kind: LinkKind
    spans: tuple[Span, ...]
    """The words of the report that name it; none for an implied voice, and for the page itself."""
    shown_by: Literal["voice", "claim", "dateline", "credit", "copy", "page"]
    finding: str | None = None
    """Id of the voice or claim finding that it was read from."""
    report: str | None = None
    """Of a copy: id of the report that has the words first."""


def chain(
    report: Report, claim: Finding, findings: Iterable[Finding], copied: Iterable[Link] = ()
) -> list[Link]:
    """The links of one claim, the voice first, this page last; never empty, no name twice.

    ``findings`` are the voices and claims of the report, ``copied`` whose words lineage says they are. Hops named
    beside the claim come nearest the voice first; of a claim told inside another's, who told it and by which way
    follows; then what dateline, credits and ``copied`` say, agencies before outlets. A pure function.
    """
    known = list(findings)
    links = [*_of_claim(claim, known)]
    for outer in _told_in(claim, known):
        links += _of_claim(outer, known)
    links += _of_page(report, list(copied))
    return _once(links)


def _of_claim(claim: Finding, findings: Iterable[Finding]) -> Iterator[Link]:
    voices = {finding.id: finding for finding in findings if finding.kind == "voice"}
    for voice in (voices[v] for v in claim.body["voices"] if v in voices):
        outlet = voice.body["kind"] == "outlet"
        kind = (medium_kind(voice.body["name"]) or "newspaper") if outlet else "voice"
        yield Link(voice.body["name"], kind, voice.spans, "voice", voice.id)
    for hop in claim.body["via"]:
        yield Link(hop["name"], hop["kind"], tuple((a, b) for a, b in hop["spans"]), "claim", claim.id)


def _told_in(claim: Finding, findings: Iterable[Finding]) -> list[Finding]:
    """The claims this one is told in, the innermost first."""
    cue = claim.body["cue"]
    start, end = cue[0] if cue else claim.spans[0]
    outer = [
        other
        for other in findings
        if other.kind == "claim"
        and other.body["level"] < claim.body["level"]
        and (other.spans == claim.spans or any(a <= start and end <= b for a, b in other.spans))
    ]
    by_level = {other.body["level"]: other for other in outer}
    return [by_level[level] for level in sorted(by_level, reverse=True)]


def _of_page(report: Report, copied: Sequence[Link]) -> Iterator[Link]:
    line = report.dateline
    if line is not None and line.agency:
        yield Link(line.agency, "agency", line.spans, "dateline")
    for kind in ("agency", "outlet"):
        yield from (link for link in copied if (link.kind == "agency") == (kind == "agency"))
        for credit in report.credits:
            if credit.kind == kind:
                known = medium_kind(credit.name)
                yield Link(
                    credit.name, "agency" if kind == "agency" else known or "newspaper", credit.spans, "credit"
                )
    host = urlsplit(report.url).hostname if report.url else None
    yield Link(report.outlet or host or "this page", "page", (), "page")


def _once(links: Iterable[Link]) -> list[Link]:
    """Each name once, at its first place, with all that shows it; the page stays last whatever it is called."""
    *before, page = links
    kept: list[Link] = []
    for link in before:
        same = next((n for n, other in enumerate(kept) if _one_name(link, other)), None)
        if same is not None:
            kept[same] = replace(kept[same], spans=tuple(dict.fromkeys((*kept[same].spans, *link.spans))))
        elif not _one_name(link, page):
            kept.append(link)
        else:
            page = replace(page, spans=tuple(dict.fromkeys((*page.spans, *link.spans))))
    return [*kept, page]


def _one_name(one: Link, other: Link) -> bool:
    """Whether two links are one: equal names, or a medium under a short name (Meridian, Meridian Wire)."""
    if (one.kind == "voice") != (other.kind == "voice"):
        return False
    first, second = (set(words(link.name)) - {"the"} for link in (one, other))
    if one.kind == "voice":
        return one.finding == other.finding or first == second
    return bool(first and second) and (first <= second or second <= first)
