"""The claim model at work: a text in, attributions out.

One window a call, so that the numbers of a window depend on nothing but the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from sayso.annotate.claims.decode import Draft, Scores, decode
from sayso.annotate.claims.speech import form_of, spans_of, with_running, within_quotation
from sayso.annotate.encoder.table import models, pieces, session
from sayso.annotate.encoder.windows import (
    Names,
    Window,
    Word,
    default_names,
    features,
    is_quoted,
    windows,
    words,
)
from sayso.annotate.encoder.wordpiece import WordPiece
from sayso.annotate.voices.scene import CERTAIN, Sureness

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is made to say what, by half-open spans of the text.

    `source` is empty for an implied voice, `cue` for a quotation that runs on. `level` is 0 for the outermost.
    `form` is direct, indirect or mixed. `score` is the model's own certainty, 0 to 1, not yet a probability.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    level: int
    stance: str
    kind: str
    form: str
    score: float
    sure: Sureness = CERTAIN


class ClaimModel:
    """The weights, read from one folder: pieces.npz, claims.onnx, claims.npz, vocab.txt.

    ``heads`` is another folder that has claims.onnx and claims.npz of its own, over the same word pieces.
    """

    def __init__(self, folder: Path, heads: Path | None = None) -> None:
        self._heads = heads or folder
        self.vocabulary = WordPiece.load(folder / "vocab.txt")
        self._pieces = pieces(folder)
        with np.load(self._heads / "claims.npz") as chain:
            self.moves: NDArray[np.float32] = chain["moves"]

    @cached_property
    def _session(self) -> ort.InferenceSession:
        return session(self._heads / "claims.onnx")

    def scores(self, window: Window) -> Scores:
        """Run the model on one window."""
        tags, inner, heads, links = (x[0] for x in self._session.run(None, self._pieces.given(window)))
        return Scores.at_words(window, tags, inner, heads, links)

    def drafts(self, sequence: Sequence[Word]) -> list[Draft]:
        """Attributions by word indices, window by window."""
        found: list[Draft] = []
        for window in windows(sequence, self.vocabulary):
            found.extend(decode(window, self.scores(window), self.moves))
        return found


@cache
def claim_model(weights: str = "news") -> ClaimModel:
    """The shipped model of these weights (``sayso.settings.WEIGHTS``), loaded once in each process."""
    return ClaimModel(models(), None if weights == "news" else models() / weights)


def attributions(
    text: str, names: Iterable[tuple[str, str]] = (), model: ClaimModel | None = None
) -> list[Attribution]:
    """All attributions in `text`, in order of their content. `names` adds (kind, name) pairs to be hidden."""
    sequence = words(text, Names(names, beside=default_names()))
    drafts = (model or claim_model()).drafts(sequence)
    quoted = [is_quoted(row[0]) for row in features(sequence)]
    made = [_finished(text, sequence, quoted, d) for d in with_running(sequence, quoted, drafts)]
    # Words nobody is said to have said are a claim only where quotation marks say so.
    kept = [a for a in made if a.content and (a.cue or a.form != "indirect")]
    return sorted(kept, key=lambda a: (a.content, a.level, a.cue))


def _finished(text: str, sequence: Sequence[Word], quoted: Sequence[bool], d: Draft) -> Attribution:
    words_said = within_quotation(sequence, quoted, d.content)
    source, cue, content = (spans_of(text, sequence, ix) for ix in (d.source, d.cue, words_said))
    if d.cue and not cue:
        # A colon may be all the cue there is.
        cue = ((sequence[d.cue[0]].start, sequence[d.cue[-1]].end),)
    form = form_of(sequence, quoted, words_said)
    return Attribution(source, cue, content, d.level, d.stance, d.kind, form, round(d.score, 4), d.sure)
