"""Search: reports, claims, quantities or events by their words and by everything found in them.

Reports are gone through newest first, and of each what fits is shown, until a page is full or so many reports were
looked at. What lies behind is a page further on, so that no question takes longer than a page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from sayso.annotate.events.plover import STATUSES, roots
from sayso.answers.numbers import numbers
from sayso.desk import Desk
from sayso.errors import UsageError
from sayso.ledger import Hit, Ledger
from sayso.ledger.rows import name_key
from sayso.model import Finding
from sayso.origins import Origins
from sayso.publish.wording import ACTS
from sayso.web.asked import Asked
from sayso.web.lines import STANDINGS, Around, Line, claim_line, event_line, number_line, report_lines
from sayso.web.page import Page
from sayso.web.within import Within

SHOWN = 40
"""Results from which on a page is full; those of one report stay together."""
MOST = 120
"""Results of a page at most."""
LOOKED = 100
"""Reports that are looked at for one page."""
_TOGETHER = 24
"""Reports whose findings are fetched at a time."""
_KINDS: Mapping[str, str] = {"claims": "claim", "quantities": "quantity", "events": "event"}
_OF_FINDINGS = ("voice", "standing", "stance", "party", "type", "status", "place", "counted")
"""Filters that findings fulfil, and reports by holding one that does."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "of": ("reports", *_KINDS),
    "standing": STANDINGS,
    "stance": tuple(ACTS),
    "type": roots(),
    "status": STATUSES,
}
"""What a filter may be, where that is a list."""


def search(desk: Desk, asked: Asked) -> Page:
    """A page of results. Raises ``UsageError`` for a question or a filter that cannot be read."""
    _check(asked)
    looking = _Looking(desk, asked)
    rows = list(islice(looking.rows(), MOST))
    return Page(
        {
            "of": asked.of or "reports",
            "rows": rows,
            "looked": looking.looked,
            "cut": len(rows) == MOST,
            "before": looking.before,
            "voice_is": asked.voice if looking.exact else None,
        },
        {"choices": CHOICES, "parties": [one.name for one in desk.settings.parties],
         "outlets": [one.name for one in desk.settings.outlets]},
    )  # fmt: skip


def _check(asked: Asked) -> None:
    for name in ("standing", "stance", "type", "status"):
        value = getattr(asked, name)
        if value is not None and value not in CHOICES[name]:
            raise UsageError(f"{name} {value}: one of {', '.join(CHOICES[name])}")


@dataclass(slots=True)
class _Looking:
    """One walk through the reports that may answer."""

    desk: Desk
    asked: Asked
    looked: int = 0
    before: str | None = None
    """The report behind which to go on; None at the end."""
    exact: bool = False
    """Whether the voice is one that is called exactly so."""
    origins: Origins = field(init=False)
    _last: str | None = None
    _hits: dict[str, Hit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.origins = self.desk.origins(self.asked.stamp)

    def rows(self) -> Iterator[Line]:
        """What fits, report by report, until a page is full."""
        asked, found = self.asked, 0
        of = asked.of or "reports"
        plain = of == "reports" and not any(getattr(asked, name) for name in _OF_FINDINGS)
        walk = iter(self._candidates())
        while batch := list(islice(walk, SHOWN if plain else _TOGETHER)):
            for report, lines in self._of_batch(batch, of, plain):
                self.looked += 1
                yield from lines
                found += len(lines)
                if found >= SHOWN:
                    self.before = report
                    return
        self.before = batch[-1] if batch else self._last if self.looked >= LOOKED else None

    def _candidates(self) -> Iterator[str]:
        """Ids of reports in which the words stand, and what findings are looked up by, newest first."""
        ledger, asked = self.desk.ledger, self.asked
        wanted = asked.filter(report=asked.report, before=asked.before, holds=self._holds(ledger), limit=LOOKED)
        if not asked.q:
            yield from self._noted(one.id for one in ledger.reports(wanted))
            return
        yield from self._noted(self._hit(hit) for hit in ledger.search(asked.q, wanted))

    def _hit(self, hit: Hit) -> str:
        """The report of a hit, whose words are kept until its line is made."""
        self._hits[hit.report] = hit
        return hit.report

    def _noted(self, ids: Iterable[str]) -> Iterator[str]:
        for self._last in ids:
            yield self._last

    def _holds(self, ledger: Ledger) -> tuple[str, str] | None:
        """The rarest of what a report must hold that findings are looked up by."""
        asked = self.asked
        if asked.voice:
            self.exact = ledger.holding("voice", name_key(asked.voice)) > 0
            if self.exact:
                return "voice", name_key(asked.voice)
        for kind, value in (("event", asked.type), ("claim", asked.stance)):
            if value:
                return kind, name_key(value)
        return None

    def _of_batch(self, batch: list[str], of: str, plain: bool) -> Iterator[tuple[str, list[Line]]]:
        """Each report with the results in it."""
        ledger, as_of = self.desk.ledger, self.asked.stamp
        if plain:
            yield from self._reports(batch)
            return
        found = ledger.of_reports(batch, self._kinds(of), as_of)
        by_report: dict[str, list[Finding]] = {key: [] for key in batch}
        for one in found:
            by_report[one.report].append(one)
        fitting = {
            key: Within(key, held, self.asked, self.desk).fitting(_KINDS.get(of))
            for key, held in by_report.items()
        }
        if of == "reports":
            yield from self._reports([key for key in batch if fitting[key]], batch)
            return
        shown = [one for held in fitting.values() for one in held]
        around = Around(shown, ledger, as_of)
        for key in self.origins.each(batch, str):
            lines = list(self._lines(of, fitting[key], around))
            yield key, [line for line in lines if line["counts"]["known"] >= (self.asked.origins or 0)]

    def _kinds(self, of: str) -> set[str]:
        """The kinds of findings that the filters and results of this search are about."""
        asked = self.asked
        wanted = {"voice": True, "claim": True, "place": asked.place, "quantity": asked.counted,
                  "event": asked.type or asked.status, _KINDS.get(of, "claim"): True}  # fmt: skip
        return {kind for kind, needed in wanted.items() if needed}

    def _reports(self, keys: list[str], looked_at: list[str] | None = None) -> Iterator[tuple[str, list[Line]]]:
        lines = {
            line["id"]: line
            for line in report_lines(self.desk.ledger.listed(keys, self.asked.stamp), self.origins)
        }
        for key in looked_at or keys:
            line = lines.get(key)
            fits = line is not None and line["counts"]["known"] >= (self.asked.origins or 0)
            yield key, [self._snipped(line)] if line is not None and fits else []

    def _snipped(self, line: Line) -> Line:
        """With the words around the first of those asked for."""
        hit = self._hits.get(line["id"])
        return line if hit is None else {**line, "snippet": hit.snippet}

    def _lines(self, of: str, found: list[Finding], around: Around) -> Iterator[Line]:
        if of == "quantities":
            for number in numbers(found, self.desk.ledger, self.origins):
                yield {**number_line(number), **around.where(number.first)}
        elif of == "claims":
            yield from (claim_line(one, around, self.origins) for one in found)
        else:
            yield from (event_line(one, around, self.origins) for one in found)
