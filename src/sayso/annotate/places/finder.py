"""Which candidates are places, and where they lie: the judgement of both, from weights that ship."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.annotate.actors.lexicon import PROMINENT, word_set
from sayso.annotate.actors.pieces import Piece, Words, pieces
from sayso.annotate.actors.register import Register, Spelling, shipped
from sayso.annotate.places.candidates import Candidate, at, candidates, span_of
from sayso.annotate.places.features import Story, features
from sayso.annotate.places.gazetteer import Entry, Look, lookup
from sayso.annotate.places.namesakes import names
from sayso.annotate.places.resolve import resolve
from sayso.model import Span

LEAST = 0.42
"""A candidate less likely than this is no place: where precision and recall of the training texts are even."""
_LEADS = word_set("in at near from to outside around between of")
_SURNAME = Spelling((), "", (), capitals=False, upper=())
NO_PLACES = frozenset({"adjective", "people", "person", "body", "group", "party"})
"""Kinds of actor whose name is not a place's: what makes "Iranian", "Iranians" and "Washington Post" no places."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place's mention: where it stands, how likely it is one, and which place it is."""

    span: Span
    entry: Entry | None
    """None: a place the gazetteer does not have. It stays without coordinates."""
    likely: float
    """That the words name a place."""
    sure: float
    """That it is this one, when it has namesakes."""


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of ``find``, ``alone`` and ``together``, by feature."""
    text = (resources.files("sayso.annotate.places") / "weights.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(text)
    return loaded


def no_places(words: Words, register: Register) -> list[Piece]:
    """The names of people, bodies and nations in a text."""
    return [
        piece
        for piece in pieces(words, register)
        if ({e.kind for e in piece.entries} <= NO_PLACES if not piece.generic else _titled(words, piece))
    ] + _statesmen(words, register)


def _titled(words: Words, piece: Piece) -> bool:
    """Whether a title begins with a name: "White House press secretary"."""
    return piece.last - piece.first > 1 and words[piece.first].capital and words[piece.first + 1].capital


def _statesmen(words: Words, register: Register) -> list[Piece]:
    """Surnames of the holders of prominent offices, where no preposition makes a place of them."""
    return [
        Piece(i, i + 1, entries, _SURNAME)
        for i, word in enumerate(words.list)
        if word.capital
        and (entries := tuple(e for e in register.by_surname.get((word.low,), ()) if e.role in PROMINENT))
        and words.low(i - 1) not in _LEADS
        and words.gap(i + 1) != ", "
    ]


def find(text: str, home: str = "", register: Register | None = None, look: Look = lookup) -> list[Found]:
    """The places named in a text, in order. ``home`` is the outlet's country (ISO 3166-1 alpha-2), or empty."""
    words = Words(text)
    register = register or shipped()
    blocked = no_places(words, register)
    found = candidates(words, blocked, look)
    likely = likelihoods(Story(words, found, blocked, register))
    kept = [c for c, p in zip(found, likely, strict=True) if p >= LEAST]
    sure = [p for p in likely if p >= LEAST]
    return _placed(words, kept, sure, home, register)


def locate(text: str, spans: Iterable[Span], home: str = "", register: Register | None = None) -> list[Found]:
    """The places at given spans, whatever the finder thinks of them; the text's other places help to choose.

    A span that does not begin and end with a word raises ``ValueError``.
    """
    words = Words(text)
    register = register or shipped()
    given = [_given(words, span, register) for span in spans]
    blocked = no_places(words, register)
    found = candidates(words, blocked)
    likely = likelihoods(Story(words, found, blocked, register))
    others = [
        c
        for c, p in zip(found, likely, strict=True)
        if p >= LEAST and not any(c.first < g.last and g.first < c.last for g in given)
    ]
    everything = sorted({*given, *others}, key=lambda c: c.first)
    placed = dict(
        zip(everything, _placed(words, everything, [1.0] * len(everything), home, register), strict=True)
    )
    return [placed[candidate] for candidate in given]


def likelihoods(story: Story) -> list[float]:
    """How likely each candidate of a text names a place."""
    of = weights()["find"]
    return [_sigmoid(sum(of.get(name, 0.0) for name in features(story, c))) for c in story.found]


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def _placed(
    words: Words, found: Sequence[Candidate], likely: Sequence[float], home: str, register: Register
) -> list[Found]:
    of = weights()
    choices = resolve(names(words, found, register), home, of["alone"], of["together"])
    return [
        Found(
            span_of(words, candidate), choice.entry if choice else None, p, choice.confidence if choice else 1.0
        )
        for candidate, choice, p in zip(found, choices, likely, strict=True)
    ]


def _given(words: Words, span: Span, register: Register) -> Candidate:
    first = next((i for i in range(len(words)) if words[i].start == span[0]), None)
    last = next((i + 1 for i in range(len(words)) if words[i].end in (span[1], span[1] - 1)), None)
    if first is None or last is None or last <= first:
        raise ValueError(f"the span {span} does not hold whole words")
    candidate = at(words, first, last)
    if candidate.entries:
        return candidate
    nation = register.by_words.get(tuple(words.low(i) for i in range(first, last)), ())
    countries = [register.names[e.country] for e in nation if e.country in register.names]
    entries = tuple(e for name in countries[:1] for e in lookup(_key(name)) if e.kind == "C")
    return Candidate(first, last, "name", entries)


def _key(name: str) -> str:
    return " ".join(word.low for word in Words(name).list)
