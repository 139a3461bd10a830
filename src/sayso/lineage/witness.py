"""A witness: one report's text made ready to be set beside others.

The word is that of textual criticism: a witness carries a text, and its relation to other witnesses is found by
collation. Everything here is worked out once, when first asked for, and depends on the report alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.lineage.credits import Credited, Hearer, credited, told
from sayso.lineage.fingerprints import Marks, fingerprint, fingerprints
from sayso.lineage.speech import speech
from sayso.lineage.stock import (
    LONGEST_LINE,
    Found,
    find_all_phrases,
    find_phrases,
    furniture_tokens,
    set_in,
)
from sayso.lineage.words import hash_texts, hash_words, token_spans
from sayso.model import Finding, Report, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.lineage.words import Hashes, Numbers

ASIDE = frozenset({"furniture", "caption", "credit", "byline", "date"})
"""Parts of a page that are not its article: two reports that share them share nothing."""
PROSE, SPEECH, STOCK, PAGE = range(4)
"""What a word of a text is: its writer's, carried, a stock phrase's, the page's (captions, long furniture)."""


@dataclass(frozen=True, eq=False)
class Witness:
    """A report and what lineage needs of it. Words are counted without furniture."""

    report: Report
    furniture: tuple[Span, ...] = ()
    """Stretches a reader found to be no part of the article: captions, lines of the page, bylines."""

    @cached_property
    def _all(self) -> Hashes:
        return hash_words(self.report.text)

    @cached_property
    def _phrases(self) -> Found:
        return find_phrases(self._all)

    @cached_property
    def _kept(self) -> Numbers | None:
        """Indices of the words that are not short furniture; None for all."""
        import numpy as np

        if not self._phrases.furniture and not self.furniture:
            return None
        spans = token_spans(self.report.text)
        short = tuple(span for span in self.furniture if _words_in(spans, span) <= LONGEST_LINE)
        marked = furniture_tokens(self.report.text, spans, self._phrases.furniture, short)
        return np.flatnonzero(~marked)

    @cached_property
    def words(self) -> Hashes:
        """The hash of each word."""
        return self._all if self._kept is None else self._all[self._kept]

    @cached_property
    def spans(self) -> Numbers:
        """The span of each word in the text."""
        spans = token_spans(self.report.text)
        return spans if self._kept is None else spans[self._kept]

    @cached_property
    def fingerprint(self) -> Marks:
        """The marks by which the text's passages are found."""
        return fingerprint(self.words)

    @cached_property
    def kinds(self) -> NDArray[np.int8]:
        """What each word is: ``PROSE``, ``SPEECH``, ``STOCK`` or ``PAGE``."""
        import numpy as np

        kinds = np.zeros(len(self.words), np.int8)
        for kind, stretches in ((SPEECH, self.speech), (PAGE, (*self.furniture, *set_in(self.report.text)))):
            for first, last in self.within(stretches):
                kinds[first:last] = kind
        if self._phrases.stock:
            stock = np.zeros(len(self._all), bool)
            for first, last in self._phrases.stock:
                stock[first:last] = True
            kinds[(stock if self._kept is None else stock[self._kept]) & (kinds == PROSE)] = STOCK
        return kinds

    @cached_property
    def speech(self) -> tuple[Span, ...]:
        """The stretches that are quoted, posted or transcribed."""
        return tuple(speech(self.report.text))

    @cached_property
    def credited(self) -> Credited:
        """What the report says of its own making."""
        return credited(self.report)

    @cached_property
    def told(self) -> tuple[Hearer, ...]:
        """Outlets the report names as having had the words."""
        return told(self.report.text)

    @cached_property
    def body(self) -> int:
        """Words of the article itself: not of captions and long furniture."""
        return int((self.kinds != PAGE).sum())

    def twin(self, report: Report) -> Witness:
        """A witness to another report of this very text: what the text alone tells is worked out once for both."""
        twin = Witness(replace(report, text=self.report.text), self.furniture)
        vars(twin).update({name: getattr(self, name) for name in _OF_TEXT})
        return twin

    def within(self, stretches: Sequence[Span]) -> list[Span]:
        """Ranges of words inside each stretch of the text."""
        import numpy as np

        bounds = np.searchsorted(self.spans[:, 0], np.array(stretches, np.int64).reshape(-1, 2))
        return [(first, last) for first, last in bounds.tolist() if first < last]

    def span(self, words: tuple[int, int]) -> Span:
        """The span in the text of a range of words."""
        return int(self.spans[words[0], 0]), int(self.spans[words[1] - 1, 1])


_OF_TEXT = ("words", "spans", "fingerprint", "kinds", "speech", "told", "body")
"""What follows from a text and its furniture, whoever printed it."""


def aside(parts: Sequence[Finding]) -> tuple[Span, ...]:
    """The stretches that ``part`` findings set aside: what to make a ``Witness`` with."""
    found = (one.spans for one in parts if one.kind == "part" and one.body["part"] in ASIDE)
    return tuple(sorted(span for spans in found for span in spans))


def _words_in(spans: Numbers, span: Span) -> int:
    import numpy as np

    first, last = np.searchsorted(spans[:, 0], span).tolist()
    return int(last - first)


_TOGETHER = 64
"""Reports whose words are hashed together: more gain nothing."""


def witnesses(
    reports: Sequence[Report], furniture: Mapping[str, tuple[Span, ...]] | None = None, *, marked: bool = True
) -> list[Witness]:
    """Witnesses to many reports, their words hashed together: twice as fast as one by one.

    ``furniture`` holds, by report id, what a reader found to be no part of the article. ``marked``: fingerprints are
    worked out together, too; ``kinship.kin_among`` needs none.
    """
    known = furniture or {}
    made = [Witness(report, known.get(report.id, ()) if known else ()) for report in reports]
    for start in range(0, len(made), _TOGETHER):
        batch = made[start : start + _TOGETHER]
        hashed = hash_texts([one.report.text for one in batch])
        for one, words, phrases in zip(batch, hashed, find_all_phrases(hashed), strict=True):
            vars(one).update(_all=words, _phrases=phrases)
        for one, marks in zip(
            batch, fingerprints([one.words for one in batch]) if marked else (), strict=marked
        ):
            vars(one)["fingerprint"] = marks
    return made
