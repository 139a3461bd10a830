"""Comparing and the ledger: each report finds what it has to do with those before it in the transaction that adds it.

``Comparing`` is what ``Ledger.put`` asks: it makes the report's sketch and hands it back for the tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.compare.sketch import sketch
from sayso.ledger import Compared, Comparisons
from sayso.model import Finding, Report, Span, identify
from sayso.settings import Party
from sayso.text import words

BY = "compare/1"


_ARTICLES = frozenset({"the", "of", "and"})


@dataclass(frozen=True, slots=True)
class Comparing:
    """Compares reports, one after the other, on behalf of one process."""

    by: str = BY
    parties: frozenset[str] = frozenset()
    """Folded words of the names of the desk's parties."""

    def compare(
        self, report: Report, findings: Sequence[Finding], aside: Sequence[Span], index: Comparisons
    ) -> Compared:
        """The sketch of a report."""
        return Compared(sketch(report, aside, self.parties).packed())


def comparing(parties: Sequence[Party]) -> Comparing:
    """What compares for a desk of those parties; signed with a digest of their names."""
    names = frozenset(word for party in parties for name in (party.name, *party.names) for word in words(name))
    return Comparing(f"{BY}+{identify(sorted(names))[:8]}" if names else BY, names - _ARTICLES)
