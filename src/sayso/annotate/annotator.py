"""What an annotator is: a pure function with its name, version, needs, makes and languages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.model import Body, Finding, Report, Span


@dataclass(frozen=True, slots=True)
class Page:
    """What an annotator sees: one report, what earlier annotators found in it, and whose annotator is asking."""

    report: Report
    found: Mapping[str, Sequence[Finding]]
    """Findings so far by kind, in order of their first character; only the kinds it needs."""
    by: str

    def finding(
        self,
        kind: str,
        spans: Sequence[Span],
        body: Body,
        *,
        confidence: float,
        rests_on: Sequence[str] = (),
    ) -> Finding:
        """A finding of this annotator in this report. Raises ``LawBroken`` when a span leaves the text."""
        return Finding.make(
            self.report, kind, spans, body, by=self.by, confidence=confidence, rests_on=rests_on
        )


@dataclass(frozen=True, slots=True)
class Annotator:
    """One entry of the ordered list in ``sayso.annotate``.

    ``run`` must be a function of its page alone (no clock, network or database), so that the same report gives
    the same findings on every machine. Raise ``version`` whenever its output can change: ``sayso annotate
    --stale`` then reads old reports again.
    """

    name: str
    version: str
    makes: tuple[str, ...]
    """Kinds of finding it makes."""
    run: Callable[[Page], Iterable[Finding]]
    needs: tuple[str, ...] = ()
    """Kinds of finding that must be there before it runs."""
    languages: frozenset[str] | None = None
    """Primary language subtags it reads (``en``), or None for any."""

    @property
    def by(self) -> str:
        """How its findings are signed."""
        return f"{self.name}/{self.version}"

    def reads(self, language: str | None) -> bool:
        """Whether it reads a language tag; a report whose language is unknown is read by every annotator."""
        if self.languages is None or language is None:
            return True
        return language.partition("-")[0].lower() in self.languages
