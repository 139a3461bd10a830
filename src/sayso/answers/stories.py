"""Stories: reports about one happening, as the ledger stands or stood, each with its title and its origins.

Copies are one text (echo law): only the first carrier of a text is compared, the others are where it is. Which reports
are one story is worked out when it is asked; a person's ``same_story`` edges come before what is worked out.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.compare.nearness import Placed, near
from sayso.compare.sketch import Sketch
from sayso.compare.stories import stories
from sayso.contract import StoryLine
from sayso.errors import NotFound
from sayso.ledger import Filter, Ledger, Sketched
from sayso.lineage import COPYING, count
from sayso.model import Edge
from sayso.origins import Origins

MOSTLY = 0.7
"""Share of a report from which it is a copy: less is an article that took something over."""
_TITLE = 140
_DAY = len("2019-05-16")


@dataclass(frozen=True, slots=True)
class Story:
    """Reports about one happening."""

    reports: tuple[Sketched, ...]
    """In order of publication, those without a day first."""
    central: str
    """The report that is nearest to the others, by id: it gives the title."""

    @property
    def id(self) -> str:
        """The id of the first report published, of one without a day only when none has any."""
        return next((one.id for one in self.reports if one.published), self.reports[0].id)

    @property
    def first(self) -> str | None:
        """The day or instant of the first report, as it says."""
        return next((one.published for one in self.reports if one.published), None)

    @property
    def last(self) -> str | None:
        """That of the last."""
        return self.reports[-1].published

    @property
    def ids(self) -> list[str]:
        """The ids of its reports."""
        return [one.id for one in self.reports]


def told(ledger: Ledger, as_of: int | None = None) -> list[Story]:
    """All stories, those with the newest report first, those without any day last."""
    found = ledger.sketched(as_of)
    groups = _copies(found, ledger, as_of)
    heads = [
        min(group, key=lambda one: (one.published is None, one.published or "", one.id)) for group in groups
    ]
    order = sorted(range(len(heads)), key=lambda n: (heads[n].published or "", heads[n].id))
    placed = [Placed(Sketch.unpacked(heads[n].terms), _day(heads[n].published)) for n in order]
    at = {one.id: place for place, n in enumerate(order) for one in groups[n]}
    nearby = list(near(placed))
    together, apart = _judged(ledger.edges(Filter(kind="same_story", as_of=as_of)), at)
    made = [
        _story(members, nearby_of, [groups[order[member]] for member in members])
        for members, nearby_of in _with_near(stories(len(order), nearby, together, apart), nearby)
    ]
    made.sort(key=lambda story: (story.last or "", story.id), reverse=True)
    return made


def of_report(report: str, ledger: Ledger, as_of: int | None = None) -> Story:
    """The story that holds a report of that id. Raises ``NotFound`` when the report was not compared."""
    for story in told(ledger, as_of):
        if report in story.ids:
            return story
    raise NotFound(f"the report {report} is in no story yet; compare what is there: sayso annotate --stale")


def title(story: Story, ledger: Ledger) -> str:
    """The story in the words of its central report: its title, else the first line of its text."""
    (central,) = (one for one in story.reports if one.id == story.central)
    said = central.title or ledger.report(central.id).text.strip().partition("\n")[0]
    said = " ".join(said.split())
    return said if len(said) <= _TITLE else f"{said[:_TITLE].rsplit(' ', 1)[0]} …"


def story_line(story: Story, ledger: Ledger, origins: Origins) -> StoryLine:
    """A story as printed."""
    known, unknown = count({one.id: one for report in story.ids for one in origins.of_report(report)}.values())
    return {
        "id": story.id,
        "title": title(story, ledger),
        "first": story.first,
        "last": story.last,
        "reports": story.ids,
        "origins": known,
        "unknown": unknown,
    }


def _day(published: str | None) -> float | None:
    if published is None or len(published) < _DAY:
        return None
    return float(date.fromisoformat(published[:_DAY]).toordinal())


def _copies(found: Sequence[Sketched], ledger: Ledger, as_of: int | None) -> list[list[Sketched]]:
    """Reports in groups of copies of one another, by the edges of lineage."""
    root = {one.id: one.id for one in found}

    def of(report: str) -> str:
        while root[report] != report:
            root[report] = report = root[root[report]]
        return report

    for left, right, body in ledger.copying(sorted(COPYING), as_of):
        if left in root and right in root and _mostly(json.loads(body)):
            one, other = sorted((of(left), of(right)))
            root[other] = one
    groups: dict[str, list[Sketched]] = {}
    for report in found:
        groups.setdefault(of(report.id), []).append(report)
    return list(groups.values())


def _mostly(body: Mapping[str, Any]) -> bool:
    return bool(body["relation"] != "partial" or max(body["share_left"], body["share_right"]) >= MOSTLY)


def _judged(edges: Iterable[Edge], at: Mapping[str, int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs that people say are of one story, and that they say are not; of two words on a pair the newer holds."""
    said: dict[tuple[int, int], str] = {}
    for edge in edges:  # the newest first
        if edge.left in at and edge.right in at and edge.judgement != "unsure":
            one, other = sorted((at[edge.left], at[edge.right]))
            said.setdefault((one, other), edge.judgement)
    return tuple({pair for pair, held in said.items() if held == wanted} for wanted in ("yes", "no"))  # type: ignore[return-value]


def _with_near(
    groups: Sequence[Sequence[int]], nearby: Sequence[tuple[int, int, float]]
) -> Iterator[tuple[Sequence[int], Mapping[int, float]]]:
    """Each group with how near each of its reports is to the others of it."""
    of = {member: number for number, group in enumerate(groups) for member in group}
    totals: dict[int, float] = dict.fromkeys(of, 0.0)
    for one, other, likeness in nearby:
        if of[one] == of[other]:
            totals[one] += likeness
            totals[other] += likeness
    for group in groups:
        yield group, {member: totals[member] for member in group}


def _story(members: Sequence[int], nearby: Mapping[int, float], groups: Sequence[Sequence[Sketched]]) -> Story:
    heads = dict(zip(members, groups, strict=True))
    central = min(members, key=lambda member: (-nearby[member], member))
    reports = sorted((one for group in groups for one in group), key=lambda one: (one.published or "", one.id))
    ids = [one.id for one in heads[central] if one.title] or [one.id for one in heads[central]]
    return Story(tuple(reports), ids[0])
