"""The whole flow on one screen: items are read, annotated, and put into the ledger, one by one.

    items ── readings ──► Reading ── (known already?) ── outcomes ──► Outcome ── put ──► ledger
                             └──────────── issues ───────────────────────┘

A bad item never stops a run: this is the one place where its failure is caught and becomes an issue. ``desk``
runs the same flow with a ledger behind it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from sayso.annotate import ANNOTATORS, NOTHING_KNOWN, Annotator, Known, annotate
from sayso.annotate import annotators as annotators_of
from sayso.annotate.annotator import Page
from sayso.errors import BadItem, Issue, told
from sayso.model import Finding, Report
from sayso.read import read_item
from sayso.read.furniture import NOTHING_LEARNED, Learned
from sayso.read.intake import STANDARD_INPUT, files, items
from sayso.read.item import NO_DEFAULTS, Defaults, Item, Reading
from sayso.read.parts import VERSION as PARTS
from sayso.workers import in_order


def makers(learned: Learned = NOTHING_LEARNED, known: Known = NOTHING_KNOWN) -> tuple[str, ...]:
    """All that goes through a report, as findings are signed."""
    return (learned.sign(PARTS), *(annotator.by for annotator in annotators(learned, known)))


def annotators(learned: Learned, known: Known) -> tuple[Annotator, ...]:
    """The annotators; what they find in parts told apart by a learned table is signed with its version."""
    return tuple(replace(one, version=learned.sign(one.version)) for one in annotators_of(known))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: a report with its findings, or None, and the issues met."""

    report: Report | None
    findings: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = ()
    makers: tuple[str, ...] = ()
    """Every maker that went through the report, found something or not."""
    item: str = ""


def read(
    paths: Iterable[str], stdin: BinaryIO, defaults: Defaults = NO_DEFAULTS, processes: int = 1
) -> Iterator[Outcome]:
    """Reports with their findings, in input order; the same for any number of processes."""
    for batch in in_order(partial(work, defaults=defaults), intake(paths, stdin), processes):
        yield from batch


def work(given: Sequence[Item | Issue], defaults: Defaults) -> list[Outcome]:
    """Items read and annotated."""
    return outcomes(readings(given, defaults))


def intake(paths: Iterable[str], stdin: BinaryIO) -> Iterator[Item | Issue]:
    """The items behind ``paths``; what cannot be opened is an issue."""
    for found in files(paths):
        if isinstance(found, Issue):
            yield found
        elif found == STANDARD_INPUT:
            yield from items(found, stdin)
        else:
            yield from _opened(found)


def readings(
    given: Sequence[Item | Issue], defaults: Defaults, learned: Learned = NOTHING_LEARNED
) -> list[Reading]:
    """Items read; what cannot be read is a reading without a report."""
    made: list[Reading] = []
    for item in given:
        if isinstance(item, Issue):
            made.append(Reading(None, (), (item,), item.item or ""))
            continue
        try:
            made.extend(_named(reading, item.name) for reading in read_item(item, defaults, learned))
        except BadItem as error:
            made.append(_lost(item, error.code, error.detail))
        except Exception as error:  # noqa: BLE001  # one page must never stop a run of thousands
            made.append(_lost(item, "read.failed", told(error)))
    return made


def outcomes(
    given: Sequence[Reading], learned: Learned = NOTHING_LEARNED, known: Known = NOTHING_KNOWN
) -> list[Outcome]:
    """Readings annotated."""
    return [_annotated(reading, learned, known) for reading in given]


def _annotated(reading: Reading, learned: Learned, known: Known) -> Outcome:
    report = reading.report
    if report is None:
        return Outcome(None, (), reading.issues, (), reading.item)
    failed: dict[str, Issue] = {}
    guarded = [_guarded(annotator, failed) for annotator in annotators(learned, known)]
    found = annotate(report, reading.parts, guarded)
    issues = [*reading.issues, *_unread(report), *failed.values()]
    return Outcome(
        report,
        (*reading.parts, *found),
        tuple(issue.at(reading.item) for issue in issues),
        tuple(maker for maker in makers(learned, known) if maker not in failed),
        reading.item,
    )


def _guarded(annotator: Annotator, failed: dict[str, Issue]) -> Annotator:
    """The annotator, but a failure of it becomes an issue and the others go on."""

    def run(page: Page) -> Iterable[Finding]:
        try:
            return list(annotator.run(page))
        except Exception as error:  # noqa: BLE001  # one annotator's defect must not cost the others' work
            failed[annotator.by] = Issue("annotate.failed", f"{annotator.by}: {told(error)}")
            return ()

    return replace(annotator, run=run)


def _unread(report: Report) -> Iterator[Issue]:
    silent = [annotator.name for annotator in ANNOTATORS if not annotator.reads(report.language)]
    if silent:
        yield Issue("annotate.language", f"no {', '.join(silent)} in {report.language}")


def _opened(path: str) -> Iterator[Item | Issue]:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123  # a path as the user wrote it
            yield from items(path, stream)
    except OSError as error:
        yield Issue("read.vanished", error.strerror or "cannot be read", path)


def _named(reading: Reading, name: str) -> Reading:
    return replace(reading, item=name)


def _lost(item: Item, code: str, detail: str) -> Reading:
    return Reading(None, (), (Issue(code, detail, item.name),), item.name)
