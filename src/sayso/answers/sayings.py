"""Claims told as what was said: the same words in several reports once, with the outlets and origins they came by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.answers.lines import SayingLine
from sayso.ledger import Ledger
from sayso.lineage import count
from sayso.model import Edge, Finding, split_maker
from sayso.origins import Origins
from sayso.text import words

_ALIKE = 0.6
"""Share of words two contents of one origin have in common to be one saying: editors change up to a third."""
_LATER = ("denies", "corrects")


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing said, in however many reports it stands."""

    claims: tuple[Finding, ...]
    """The earliest published first."""
    who: tuple[str, ...]
    """Names of the voices of the earliest."""
    stance: str
    published: str | None
    """When the earliest of its reports was published, as that says."""
    said: str | None
    """The first day of the time the earliest claim is told to have been said at, where that is known."""
    outlets: tuple[str | None, ...]
    """In order of publication, each once; null for a report without one."""
    known: int
    unknown: int
    """Origins known, by family, and not known."""
    later: tuple[str, ...]
    """What became of it, in words: denied, corrected, gone from a later version."""

    @property
    def first(self) -> Finding:
        """The claim as it was published first."""
        return self.claims[0]


def sayings(claims: Iterable[Finding], ledger: Ledger, origins: Origins) -> list[Saying]:
    """What some claims say, the earliest published first."""
    listed = {claim.id: claim for claim in claims}
    reports = {claim.report for claim in listed.values()}
    carriers = {row["id"]: row for row in ledger.carriers(sorted(reports), origins.as_of)}
    times = _times(listed.values(), ledger)
    edges = ledger.judged(list(listed), _LATER, origins.as_of)
    voices = {voice.id: voice for voice in ledger.voices_of(list(listed.values()))}
    names = {claim.id: _who(claim, voices) for claim in listed.values()}

    def order(claim: Finding) -> tuple[str, str, int]:
        return (carriers[claim.report]["published"] or "9999", claim.report, claim.spans[0][0])

    ordered = list(origins.each(sorted(listed.values(), key=order), lambda claim: claim.report))
    groups = _grouped(ordered, names, origins)
    return [_saying(group, names, carriers, times, edges, origins) for group in groups]


def _who(claim: Finding, voices: Mapping[str, Finding]) -> tuple[str, ...]:
    named = (voices[key] for key in claim.body["voices"] if key in voices)
    return tuple(dict.fromkeys(str(voice.body["name"]) for voice in named))


def _times(claims: Iterable[Finding], ledger: Ledger) -> dict[str, Finding]:
    named = [claim.body["when"] for claim in claims if claim.body["when"]]
    return {finding.id: finding for finding in ledger.of_ids(list(dict.fromkeys(named)))}


def _grouped(
    claims: Sequence[Finding], names: Mapping[str, tuple[str, ...]], origins: Origins
) -> list[list[Finding]]:
    """Claims of one stance in the same words: of one voice, or, where they differ a little, of one origin."""
    groups: list[tuple[list[Finding], set[str], set[str]]] = []
    of_origin: dict[tuple[str, str], list[int]] = {}
    of_words: dict[tuple[object, ...], int] = {}
    for claim in claims:
        listed, roots = _content(claim), {one.id for one in origins.of_claim(claim)}
        stance, said, spelled = claim.body["stance"], set(listed), " ".join(listed)
        near = dict.fromkeys(n for root in sorted(roots) for n in of_origin.get((stance, root), ()))
        alike = [n for n in near if _overlap(groups[n][1], said) >= _ALIKE]
        number = of_words.get((stance, spelled, names[claim.id]), alike[0] if alike else len(groups))
        if number == len(groups):
            groups.append(([], said, set()))
        groups[number][0].append(claim)
        of_words.setdefault((stance, spelled, names[claim.id]), number)
        for root in sorted(roots - groups[number][2]):
            groups[number][2].add(root)
            of_origin.setdefault((stance, root), []).append(number)
    return [held for held, _, _ in groups]


def _content(claim: Finding) -> list[str]:
    """The folded words of a claim; ``that`` before them may be in or out."""
    spelled = words(" ".join(claim.quotes))
    return spelled[1:] if spelled[:1] == ["that"] and len(spelled) > 1 else spelled


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _saying(
    claims: Sequence[Finding],
    names: Mapping[str, tuple[str, ...]],
    carriers: Mapping[str, Mapping[str, Any]],
    times: Mapping[str, Finding],
    edges: Sequence[Edge],
    origins: Origins,
) -> Saying:
    first = claims[0]
    time = times.get(first.body["when"] or "")
    roots = {one.id: one for claim in claims for one in origins.of_claim(claim)}
    known, unknown = count(roots.values())
    return Saying(
        tuple(claims),
        names[first.id],
        first.body["stance"],
        carriers[first.report]["published"],
        time.body["start"] if time and time.body["start"] == time.body["end"] else None,
        tuple(dict.fromkeys(carriers[claim.report]["outlet"] for claim in claims)),
        known,
        unknown,
        tuple(dict.fromkeys(_later(claims, edges, origins))),
    )


def _later(claims: Sequence[Finding], edges: Sequence[Edge], origins: Origins) -> Iterator[str]:
    own = {claim.id for claim in claims}
    for edge in edges:
        if edge.kind == "denies" and edge.right in own and edge.judgement == "yes":
            yield f"denied in claim {edge.left[:8]}"
        if edge.kind == "corrects" and edge.right in own:
            yield f"corrected by {edge.by.removeprefix('user:')} in {edge.left[:8]}"
    for claim in claims:
        name, version = split_maker(claim.by)
        if not version:
            yield f"as {name.removeprefix('user:')} corrected it"
        for report in origins.revised(claim):
            yield f"gone in a later version, {report[:8]}"


def saying_line(saying: Saying) -> SayingLine:
    """A saying as printed."""
    return {
        "who": list(saying.who),
        "stance": saying.first.body["stance"],
        "polarity": saying.first.body["polarity"],
        "published": saying.published,
        "said": saying.said,
        "quotes": list(saying.first.quotes),
        "claims": [claim.id for claim in saying.claims],
        "reports": list(dict.fromkeys(claim.report for claim in saying.claims)),
        "outlets": list(saying.outlets),
        "origins": {"known": saying.known, "unknown": saying.unknown},
        "later": list(saying.later),
    }
