"""Whom a pronoun means: candidates in the text before it, weighed as readers of news weigh them.

Speakers before persons merely named, subjects before objects, near before far, and nobody out of another's
quotation; number, gender and kind must fit. The weights are few and set by hand on the project's own examples.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log1p

from sayso.annotate.voices.cast import Cast, Description, Figure, Place
from sayso.annotate.voices.lexicon import PEOPLE, Gender
from sayso.annotate.voices.scene import Scene
from sayso.annotate.voices.speaker import Speaker
from sayso.model import Span

_SENTENCE = -1.1
_PARAGRAPH = -0.5
_SPOKE = 1.2
_SUBJECT = 0.8
_HERE = 0.3
_TOPIC = 0.6
_UNNAMED = -0.5
_MANY_BODIES = -0.3
_ONE_BODY = -0.8
"""What speaks against a single body or state as what ``they`` means."""
_OWNER = -0.6
_QUOTED = -2.2
_REPORTED = -0.9
_LAST = 0.4
_OFTEN = 0.25
_GENDER = 0.5
_FARTHEST = 8
"""Sentences back beyond which nobody is farther."""


@dataclass(frozen=True, slots=True)
class Point:
    """From where a pronoun looks back."""

    offset: int
    """Where the attribution begins: its content or its pronoun, whichever comes first."""
    own: tuple[Span, ...]
    """The attribution's own content, in which it does not look."""
    inside: Span | None
    """The content of the outer claim a nested attribution stands in."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a pronoun may mean."""

    weight: float
    who: Speaker | Figure | Description
    distance: int
    known_gender: bool


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates by weight, the later one first among equals; each speaker or figure once."""
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        who = candidate.who
        key = id(who.figure if isinstance(who, Speaker) and who.figure is not None else who)
        if key not in best or candidate.weight > best[key].weight:
            best[key] = candidate
    return sorted(best.values(), key=lambda c: -c.weight)


def of_person(
    cast: Cast, speakers: Iterable[Speaker], last: Speaker | None, point: Point, gender: Gender
) -> Iterator[Candidate]:
    """Who ``he`` or ``she`` may be."""
    known = [s for s in speakers if s.kind == "person" and not s.plural]
    voices = {id(s.figure): s for s in known if s.figure is not None}
    for figure, place in cast.before(point.offset):
        if isinstance(figure, Description):
            if not figure.head.plural and figure.head.kind in PEOPLE:
                yield from _place(cast.scene, place, figure, point, last, False, _UNNAMED)
        elif figure.person and figure.gender in (gender, None):
            voice = voices.get(id(figure))
            yield from _place(cast.scene, place, voice or figure, point, last, figure.gender is not None)
    for speaker in known:
        if speaker.gender in (gender, None):
            extra = _UNNAMED if speaker.figure is None else 0.0
            yield from _voice(cast.scene, speaker, point, last, speaker.gender is not None, extra)


def of_many(cast: Cast, speakers: Iterable[Speaker], last: Speaker | None, point: Point) -> Iterator[Candidate]:
    """Who ``they`` may be: groups and several people first, bodies after."""
    for speaker in speakers:
        if speaker.plural or speaker.kind == "group":
            yield from _voice(cast.scene, speaker, point, last, True)
        elif speaker.kind in ("organisation", "outlet"):
            yield from _voice(cast.scene, speaker, point, last, False, _ONE_BODY)
    for figure, place in cast.before(point.offset):
        if isinstance(figure, Description):
            people = figure.head.plural and figure.head.kind in PEOPLE
            if people or figure.head.kind in ("state", "body"):
                yield from _place(cast.scene, place, figure, point, last, False, 0.0 if people else _ONE_BODY)
        elif not figure.person and (figure.name.endswith("s") or figure.sides or figure.roles):
            extra = _MANY_BODIES if figure.name.endswith("s") else _ONE_BODY
            yield from _place(cast.scene, place, figure, point, last, False, extra)


def of_body(cast: Cast, speakers: Iterable[Speaker], last: Speaker | None, point: Point) -> Iterator[Candidate]:
    """What ``it`` may be: a body, a state, a medium or a document."""
    known = [s for s in speakers if s.kind in ("organisation", "outlet", "document")]
    voices = {id(s.figure): s for s in known if s.figure is not None}
    for speaker in known:
        yield from _voice(cast.scene, speaker, point, last, True)
    for figure, place in cast.before(point.offset):
        if isinstance(figure, Description):
            if not figure.head.plural and figure.head.kind not in PEOPLE:
                yield from _place(cast.scene, place, figure, point, last, False)
        elif not figure.person and (figure.sides or figure.roles or len(figure.places) > 1):
            known_body = bool(figure.sides or figure.roles)
            yield from _place(cast.scene, place, voices.get(id(figure)) or figure, point, last, known_body)


def _place(
    scene: Scene,
    place: Place,
    who: Speaker | Figure | Description,
    point: Point,
    last: Speaker | None,
    known: bool,
    extra: float = 0.0,
) -> Iterator[Candidate]:
    """Somebody at one place, unless it stands in the pronoun's own words."""
    if _within(place.start, point.own):
        return
    distance = scene.sentence(point.offset) - place.sentence
    weight = extra + _near(scene, place.start, point.offset, distance) + (_GENDER if known else 0.0)
    weight += _OFTEN * log1p(len(who.places)) if isinstance(who, Figure) else 0.0
    weight += _SUBJECT if place.subject else 0.0
    weight += _HERE if place.subject and distance <= 0 else 0.0
    weight += _TOPIC if _topic(scene, place, point, distance) else 0.0
    weight += _OWNER if place.owner else 0.0
    weight += _spoken(place, point)
    if isinstance(who, Speaker):
        weight += _SPOKE if any(place.start <= at < place.end for at in who.said_at) else 0.0
        weight += _LAST if who is last else 0.0
    yield Candidate(weight, who, max(0, distance), known)


def _topic(scene: Scene, place: Place, point: Point, distance: int) -> bool:
    """Whether somebody is the subject of the sentence before, in the reporter's own words and in one paragraph."""
    own_words = place.subject and place.quoted is None and distance == 1
    return own_words and scene.paragraph(place.start) == scene.paragraph(point.offset)


def _spoken(place: Place, point: Point) -> float:
    if place.quoted is None or (point.inside and point.inside[0] <= place.start < point.inside[1]):
        return 0.0
    return _QUOTED if place.quoted else _REPORTED


def _voice(
    scene: Scene, speaker: Speaker, point: Point, last: Speaker | None, known: bool, extra: float = 0.0
) -> Iterator[Candidate]:
    """A speaker at the last place where it spoke."""
    at = next((at for at in reversed(speaker.said_at) if at < point.offset), None)
    if at is None:
        return
    distance = scene.sentence(point.offset) - scene.sentence(at)
    weight = extra + _SPOKE + _SUBJECT + _near(scene, at, point.offset, distance)
    weight += (_LAST if speaker is last else 0.0) + (_GENDER if known else 0.0)
    yield Candidate(weight, speaker, max(0, distance), known)


def _near(scene: Scene, at: int, offset: int, distance: int) -> float:
    lines = min(4, scene.paragraph(offset) - scene.paragraph(at))
    return _SENTENCE * min(distance, _FARTHEST) + _PARAGRAPH * lines


def _within(at: int, spans: Iterable[Span]) -> bool:
    return any(start <= at < end for start, end in spans)
