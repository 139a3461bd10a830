"""Differing numbers of a story: one thing counted differently, by whom, as of when; and policies to read them by.

Numbers are of one thing when they have a unit (or a fate: dead, wounded) in common and are told of one party. They
differ when not both can be right: 12 and "at least 10" can. A policy chooses when reading; what is stored stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal, get_args

from sayso.annotate.prose import sentences
from sayso.answers.counted import counts
from sayso.answers.lines import DifferingLine
from sayso.answers.numbers import Number, numbers
from sayso.answers.sides import Side, side_of
from sayso.answers.stories import Story
from sayso.errors import UsageError
from sayso.ledger import Filter, Ledger
from sayso.model import Finding
from sayso.origins import Origins
from sayso.settings import Settings
from sayso.text import words

Policy = Literal["range", "lowest", "latest", "official"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
_NEARLY = 0.1
"""Share by which an "about" may be off."""
_TROOP = "troop"
_FATES = ("dead", "wounded")
_CREW = frozenset({"crew", "seafarer", "sailor", "crewman", "mariner"})
_NOTHING = frozenset({"unit", "percent", "share", "fraction"})
"""Units that do not say what is counted."""


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that is counted differently."""

    thing: str
    """What is counted: its unit, or the fate of people."""
    party: str | None
    """Whose, where that is told."""
    numbers: tuple[Number, ...]
    """By when they were published first, those without a day last."""
    official: tuple[Number, ...]
    """Those of them on the word of an official voice."""

    def chosen(self, policy: Policy) -> tuple[float, float]:
        """Low and high end by a policy; ``official`` is the latest official number, the range where there is none."""
        if policy == "lowest":
            low = min(one.first.body["value"] for one in self.numbers)
            return low, low
        if policy == "latest":
            return _ends(self.numbers[-1])
        if policy == "official" and self.official:
            return _ends(self.official[-1])
        ends = [_ends(one) for one in self.numbers]
        return min(low for low, _ in ends), max(high for _, high in ends)


def policy_of(asked: str) -> Policy:
    """A policy by its name. Raises ``UsageError``."""
    for policy in POLICIES:
        if policy == asked:
            return policy
    raise UsageError(f"--policy {asked}: one of {', '.join(POLICIES)}")


def differing(story: Story, ledger: Ledger, origins: Origins, settings: Settings) -> list[Differing]:
    """What a story's reports count differently, in order of what is counted."""
    sides = [side_of(party.name, settings) for party in settings.parties]
    groups: dict[tuple[str, str | None], list[Finding]] = {}
    for report in story.ids:
        found = ledger.findings(Filter(report=report, kind="quantity", as_of=origins.as_of))
        for one, party in _placed(report, [one for one in found if _thing(one)], sides, ledger):
            groups.setdefault((_thing(one) or "", party), []).append(one)
    made = [
        _made(thing, party, held, ledger, origins) for (thing, party), held in groups.items() if len(held) > 1
    ]
    return sorted((one for one in made if _differ(one.numbers)), key=lambda one: (one.thing, one.party or ""))


def _thing(quantity: Finding) -> str | None:
    """What a quantity counts; None where it does not say."""
    unit = str(quantity.body["unit"])
    fate = next((fate for fate in _FATES if counts(quantity, fate)), None)
    return fate or (None if unit in _NOTHING else "crew" if unit in _CREW else unit)


def _placed(
    report: str, found: Sequence[Finding], sides: Sequence[Side], ledger: Ledger
) -> Iterator[tuple[Finding, str | None]]:
    """Quantities with the party they are told of: named in what is counted; of troops else the only one near by.

    Whose hand killed or froze stands in the same sentence as what is counted, and is not whose the counted are.
    """
    text = ledger.report(report).text if found else ""
    spans = sentences(text)
    for one in found:
        start, end = next((span for span in spans if span[0] <= one.spans[0][0] < span[1]), (0, 0))
        counted = " ".join((*one.quotes, str(one.body["of"] or "")))
        named = [side.name for side in sides if side.named_in(counted)]
        if not named and one.body["unit"] == _TROOP:
            named = [side.name for side in sides if side.named_in(text[start:end])]
        yield one, named[0] if len(named) == 1 else None


def _made(
    thing: str, party: str | None, held: Sequence[Finding], ledger: Ledger, origins: Origins
) -> Differing:
    listed = sorted(numbers(held, ledger, origins), key=lambda one: (one.published or "9999", one.first.id))
    claims = {one.id: one for one in ledger.of_ids([q.body["claim"] for q in held if q.body["claim"]])}
    voices = {one.id: one for one in ledger.voices_of(list(claims.values()))}

    def is_official(number: Number) -> bool:
        said = [claims[q.body["claim"]] for q in number.quantities if q.body["claim"] in claims]
        spoken = [voices[key] for claim in said for key in claim.body["voices"] if key in voices]
        return any(voice.body["standing"] == "official" for voice in spoken)

    return Differing(thing, party, tuple(listed), tuple(one for one in listed if is_official(one)))


def _ends(number: Number) -> tuple[float, float]:
    body = number.first.body
    return body["value"], body["high"] if body["high"] is not None else body["value"]


def _possible(number: Number) -> tuple[float, float]:
    """What the true number can be when this one is right."""
    low, high = _ends(number)
    bound = number.first.body["bound"]
    near = _NEARLY if bound == "about" else 0.0
    return (0.0 if bound == "at_most" else low * (1 - near)), (
        inf if bound == "at_least" else high * (1 + near)
    )


def _differ(listed: Sequence[Number]) -> bool:
    """Whether not all of them can be right together."""
    ends = [_possible(one) for one in listed]
    return max(low for low, _ in ends) > min(high for _, high in ends)


def differing_lines(found: Sequence[Differing], policy: Policy) -> Iterator[DifferingLine]:
    """Differing numbers as printed."""
    for one in found:
        low, high = one.chosen(policy)
        yield {
            "thing": one.thing,
            "party": one.party,
            "policy": policy,
            "low": low,
            "high": high,
            "numbers": [
                {
                    "value": number.first.body["value"],
                    "high": number.first.body["high"],
                    "bound": number.first.body["bound"],
                    "who": list(number.who),
                    "official": number in one.official,
                    "as_of": number.as_of.body["start"] if number.as_of else None,
                    "published": number.published,
                    "quantities": [quantity.id for quantity in number.quantities],
                    "origins": {"known": number.known, "unknown": number.unknown},
                }
                for number in one.numbers
            ],
        }


def words_of(one: Differing) -> str:
    """What is counted, in words."""
    return " ".join(words(one.thing)) if one.party is None else f"{one.thing}, {one.party}"
