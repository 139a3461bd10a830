"""A party's page: what it said, and what others said of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from sayso.answers.lines import PartyLine
from sayso.answers.sayings import Saying, saying_line, sayings
from sayso.answers.sides import Side, said_by
from sayso.ledger import Filter, Ledger
from sayso.model import Finding
from sayso.origins import Origins

_TOGETHER = 500
"""Claims whose voices are fetched at a time."""


@dataclass(frozen=True, slots=True)
class PartyPage:
    """What is on record of a party, the earliest published first."""

    side: Side
    said: tuple[Saying, ...]
    """By it: by voices of its codes, or called as it is."""
    told: tuple[Saying, ...]
    """Of it, by others."""


def party_page(side: Side, wanted: Filter, ledger: Ledger, origins: Origins) -> PartyPage:
    """The page of a side, over the reports that ``wanted`` lets through."""
    own: list[Finding] = []
    others: list[Finding] = []
    for claim, is_own in _concerning(side, wanted, ledger):
        (own if is_own else others).append(claim)
    return PartyPage(side, *(tuple(sayings(claims, ledger, origins)) for claims in (own, others)))


def _concerning(side: Side, wanted: Filter, ledger: Ledger) -> Iterator[tuple[Finding, bool]]:
    """Claims by a side, or about it, and whether they are its own."""
    claims = ledger.findings(replace(wanted, kind="claim", limit=None))
    while batch := list(islice(claims, _TOGETHER)):
        voices = {voice.id: voice for voice in ledger.voices_of(batch)}
        for claim in batch:
            if said_by(side, claim, voices):
                yield claim, True
            elif side.is_topic(claim):
                yield claim, False


def page_lines(page: PartyPage) -> Iterator[PartyLine]:
    """A page as printed: an object for each saying, its own before those of others."""
    parts: Sequence[tuple[Literal["said", "told"], Sequence[Saying]]] = (
        ("said", page.said),
        ("told", page.told),
    )
    for part, listed in parts:
        for saying in listed:
            yield {**saying_line(saying), "party": page.side.name, "part": part}
