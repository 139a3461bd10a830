"""The ordered list of annotators, and running it over a report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.annotate import actors, claims, places
from sayso.annotate.actors import ACTORS
from sayso.annotate.actors.desk import desk_register
from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.claims import CLAIMS
from sayso.annotate.places import PLACES
from sayso.annotate.quantities import QUANTITIES
from sayso.annotate.times import TIMES
from sayso.model import Finding, Report, identify
from sayso.settings import Actor, Outlet, Party, Place

__all__ = ["ANNOTATORS", "NOTHING_KNOWN", "Annotator", "Known", "Page", "annotate", "annotators"]

ANNOTATORS: tuple[Annotator, ...] = (TIMES, ACTORS, PLACES, CLAIMS, QUANTITIES)
"""The order in which annotators run: each finds what it needs already made."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a desk knows beside what ships."""

    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    parties: tuple[Party, ...] = ()
    weights: str = "news"


NOTHING_KNOWN = Known()


@cache
def annotators(known: Known = NOTHING_KNOWN) -> tuple[Annotator, ...]:
    """The list as a desk runs it.

    What its own entries can change is signed with a digest of them, so that reports read without them are read
    again. Raises ``SettingsError`` naming the entry that cannot be used.
    """
    homes = tuple(outlet for outlet in known.outlets if outlet.country)
    register = desk_register(known.actors) if known.actors else None
    made = {
        ACTORS.name: actors.annotator(register),
        PLACES.name: places.annotator(known.places, homes, register),
        CLAIMS.name: claims.annotator(known.parties, known.weights),
    }
    told: dict[str, tuple[Actor | Place | Outlet | Party, ...]] = {
        ACTORS.name: known.actors,
        PLACES.name: (*known.actors, *known.places, *homes),
        CLAIMS.name: (*known.actors, *known.parties),
    }
    return tuple(_signed(made.get(one.name, one), told.get(one.name, ())) for one in ANNOTATORS)


def _signed(annotator: Annotator, told: Sequence[Actor | Place | Outlet | Party]) -> Annotator:
    if not told:
        return annotator
    return replace(annotator, version=f"{annotator.version}+{identify(*map(repr, told))[:8]}")


def annotate(
    report: Report, parts: Sequence[Finding] = (), annotators: Sequence[Annotator] = ANNOTATORS
) -> list[Finding]:
    """All findings of ``annotators`` in one report, given the parts its reader told apart."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for part in parts:
        found[part.kind].append(part)
    made: list[Finding] = []
    for annotator in annotators:
        if not annotator.reads(report.language):
            continue
        page = Page(report, {kind: found[kind] for kind in annotator.needs}, annotator.by)
        for finding in annotator.run(page):
            found[finding.kind].append(finding)
            made.append(finding)
        for kind in annotator.makes:
            found[kind].sort(key=lambda f: f.spans[0] if f.spans else (0, 0))
    return made
