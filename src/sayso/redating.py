"""A copy's dates, read with its origin's day: "on Tuesday" is the Tuesday the first writer meant.

Where a report comes from is known once it and its relatives are in the ledger; a copy is then annotated again as if its
dateline stated its origin's day, and signed with that day (``times/1@2019-05-14``). The annotators stay as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.annotate import Known
from sayso.annotate.times import TIMES, written_on
from sayso.ledger import Ledger
from sayso.model import Dateline, Report
from sayso.origins import Origins
from sayso.pipeline import Outcome, outcomes
from sayso.read.furnish import parts_of
from sayso.read.furniture import Learned
from sayso.read.item import Reading


@dataclass(frozen=True)
class DayLearned(Learned):
    """What is learned of outlets, for reading a text as of a day; work with it is signed with the day, too."""

    day: str = ""

    def sign(self, maker: str) -> str:
        """``times/1@2019-05-14``."""
        return f"{super().sign(maker)}@{self.day}"


@dataclass(frozen=True, slots=True)
class Copy:
    """A report and the day its words were written."""

    report: Report
    day: str


def copies(ledger: Ledger, origins: Origins, reports: Iterable[str]) -> Iterator[Copy]:
    """Those of some reports whose dates are to be read anew: copies of one known text of another day."""
    for key in origins.each(reports, str):
        read = ledger.newest_run(key, TIMES.name)
        if read is None:
            continue  # it was never annotated, and will be
        copy, first = ledger.report(key), _first_of(origins, key)
        own = written_on(copy)
        meant = own if first is None else written_on(ledger.report(first)) or own
        right = {str(meant), ""} if meant == own else {str(meant)}
        if meant is not None and read.partition("@")[2] not in right:
            yield Copy(copy, meant.isoformat())


def _first_of(origins: Origins, report: str) -> str | None:
    """The report whose words a report gives, when they are all of one known origin elsewhere."""
    found = origins.of_report(report)
    return found[0].report if len(found) == 1 and found[0].known and found[0].report != report else None


def read_anew(given: Sequence[Copy], learned: Learned, known: Known) -> list[Outcome]:
    """Copies annotated as of their origin's day."""
    made = []
    for copy in given:
        dated = DayLearned(learned.lines, copy.day)
        line = copy.report.dateline or Dateline(None, None, None, ())
        as_written = replace(copy.report, dateline=replace(line, day=copy.day))
        reading = Reading(as_written, parts_of(copy.report, dated), item=copy.report.id)
        (outcome,) = outcomes([reading], dated, known)
        failed = tuple(issue for issue in outcome.issues if issue.code == "annotate.failed")
        made.append(replace(outcome, report=copy.report, issues=failed))  # the rest was said when it was read
    return made
