"""The event model at work: a text in, mentions of events out.

One window a call, so that the numbers of a window depend on nothing but the window.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from sayso.annotate.claims.speech import spans_of
from sayso.annotate.encoder.table import models, pieces, session
from sayso.annotate.encoder.windows import Names, Window, Word, default_names, windows, words
from sayso.annotate.encoder.wordpiece import WordPiece
from sayso.annotate.events.decode import LEAST, Draft, decode
from sayso.annotate.events.given import marked
from sayso.annotate.events.outputs import Outputs, log_softmax
from sayso.annotate.events.plover import Kind, roots
from sayso.model import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """An event as a text tells it, by half-open spans. ``same`` is the place of an earlier mention in the list."""

    trigger: Span
    kind: Kind
    score: float
    status: tuple[tuple[str, float], ...]
    main: float
    actor: tuple[Span, ...]
    recipient: tuple[Span, ...]
    place: tuple[Span, ...]
    same: int | None


class EventModel:
    """The weights, read from one folder: events.onnx, and pieces.npz and vocab.txt of the claim model."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.vocabulary = WordPiece.load(folder / "vocab.txt")
        self._pieces = pieces(folder)

    @cached_property
    def _session(self) -> ort.InferenceSession:
        return session(self._folder / "events.onnx")

    @cached_property
    def side_moves(self) -> NDArray[np.float32]:
        """Scores [8, 7] of one tag of a sentence's sides after another."""
        with np.load(self._folder / "events.npz") as chain:
            found: NDArray[np.float32] = chain["sides"]
        return found

    def outputs(self, window: Window) -> Outputs:
        """Run the network on one window."""
        heads, links = (x[0] for x in self._session.run(None, self._pieces.given(window)))
        return Outputs.at_words(window, heads, links)

    def drafts(self, sequence: Sequence[Word], least: float = LEAST) -> list[Draft]:
        """Mentions by word indices, window by window."""
        found: list[Draft] = []
        for window in windows(sequence, self.vocabulary):
            found.extend(decode(window, self.outputs(window), least))
        return found


@cache
def event_model() -> EventModel:
    """The shipped model, loaded once in each process."""
    return EventModel(models())


def mentions(
    text: str, names: Iterable[tuple[str, str]] = (), model: EventModel | None = None, least: float = LEAST
) -> list[Mention]:
    """All mentions of events in ``text``, in order. ``names`` adds (kind, name) pairs to be hidden."""
    sequence = words(text, Names(names, beside=default_names()))
    drafts = (model or event_model()).drafts(sequence, least)
    at = {draft.trigger[0]: n for n, draft in enumerate(drafts)}
    return [_mention(text, sequence, draft, at) for draft in drafts]


def _mention(text: str, sequence: Sequence[Word], draft: Draft, at: dict[int, int]) -> Mention:
    spans = {role: spans_of(text, sequence, indices) for role, indices in draft.roles.items()}
    first, last = sequence[draft.trigger[0]], sequence[draft.trigger[-1]]
    trigger = spans_of(text, sequence, draft.trigger) or ((first.start, last.end),)
    return Mention(
        trigger[0],
        draft.kind,
        round(draft.score, 4),
        tuple((name, round(odds, 4)) for name, odds in draft.status.items()),
        round(draft.main, 4),
        spans["actor"],
        spans["recipient"],
        spans["place"],
        None if draft.same is None else at[draft.same],
    )


def root_odds(
    text: str, source: Sequence[Span], target: Sequence[Span], model: EventModel | None = None
) -> dict[str, float]:
    """Probability of each type for what ``source`` does to ``target`` in a sentence.

    A sentence longer than a window is read up to the window's end.
    """
    model = model or event_model()
    sequence = words(text, default_names())
    sides = {
        name: [i for i, word in enumerate(sequence) if any(a < word.end and word.start < b for a, b in spans)]
        for name, spans in (("source", source), ("target", target))
    }
    window = next(windows(sequence, model.vocabulary), None)
    if window is None:
        return {root: 1 / len(roots()) for root in roots()}
    odds = np.exp(log_softmax(model.outputs(marked(window, sides)).whole))
    return dict(zip(roots(), map(float, odds), strict=True))
