"""Who: the actors a report names, each with its code and the role held on the report's day.

``ACTORS`` finds them in a text by the base that ships; ``annotator`` makes one for a desk's own register.
``actor_of`` says who one name is. The base is read on first use: importing this costs nothing.
"""

from collections.abc import Iterator

from sayso.annotate.actors.document import read
from sayso.annotate.actors.people import Candidate
from sayso.annotate.actors.register import Register, shipped
from sayso.annotate.actors.resolve import actor_of
from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.prose import unread
from sayso.model import Finding, Report

__all__ = ["ACTORS", "LEAST", "Candidate", "actor_of", "annotator", "day_of"]

LEAST = 0.5
"""A mention less sure than this is no finding."""
_DAY = len("2019-05-16")


def day_of(report: Report) -> str | None:
    """The day a report speaks from: its dateline's, else the one it was published on; None when only coarser."""
    stated = (report.dateline.day if report.dateline else None) or report.published
    return stated[:_DAY] if stated and len(stated) >= _DAY else None


def _actors(page: Page, register: Register) -> Iterator[Finding]:
    words, found = read(page.report.text, register, day_of(page.report))
    skipped = unread(page.found.get("part", ()))
    for mention in found:
        span = words.span(mention.first, mention.last)
        if mention.confidence < LEAST or skipped.at(span[0]):
            continue
        body = {"code": mention.code, "role": mention.role, "name": mention.name, "kind": mention.kind}
        yield page.finding("actor", [span], body, confidence=mention.confidence)


def annotator(register: Register | None = None, version: str = "1") -> Annotator:
    """The annotator of a register; of the base that ships when none is given.

    A desk that adds actors gives its own ``version`` (say, a digest of its additions), so that reports read with
    other actors are read again.
    """

    def run(page: Page) -> Iterator[Finding]:
        return _actors(page, register or shipped())

    return Annotator("actors", version, ("actor",), run, needs=("part",), languages=frozenset({"en"}))


ACTORS = annotator()
