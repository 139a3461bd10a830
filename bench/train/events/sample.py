"""One labelled text, as the event model is taught: happenings with triggers, parties, places, status."""

from __future__ import annotations

from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event by character spans. `kind` is (type, mode), empty where only the trigger is known.

    `same` is the number of an earlier mention of this happening in the sample, -1 for none.
    """

    trigger: Span
    kind: tuple[str, str] = ("", "")
    status: str = ""
    background: bool = False
    same: int = -1
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with what is known of it.

    `sort` says what is labelled: full (every event), place (the places of some triggers), root (type of the whole, with
    source and target), sides (source, target and reciprocal spans).
    """

    name: str
    text: str
    sort: str
    happenings: tuple[Happening, ...] = ()
    roots: tuple[str, ...] = ()
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    sides: tuple[tuple[str, Span], ...] = field(default=())
