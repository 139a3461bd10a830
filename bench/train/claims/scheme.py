"""What the claim model is taught to say: tags, stances, kinds of cue and links, and one labelled article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.annotate.encoder.windows import FEATURES as FEATURES

Span = tuple[int, int]

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
STANCES = ("assert", "deny", "threaten", "demand", "promise", "estimate", "question", "decline")
CUE_KINDS = ("speech", "thought")
# word of a source -> cue, word of a content -> cue, cue -> first word of its source, word of an inner content -> cue
LINKS = ("source", "content", "voice", "inner content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is made to say what, by character spans. `stance` and `kind` are "" where nobody labelled them."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    level: int = 0
    stance: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its attributions. `nested` says whether attributions inside contents are labelled too."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]
    nested: bool = False


@dataclass(slots=True)
class Labels:
    """Targets of one window, per word of it; -100 stands for "no opinion"."""

    tags: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    stance: list[int] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    # one list for each of LINKS: position in the window's words of the target, -1 for "none"
    links: list[list[int]] = field(default_factory=list)


def spans(rows: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """Pairs of offsets as read from JSON."""
    return tuple((a, b) for a, b in rows)
