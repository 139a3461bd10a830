"""Who has the floor: the speakers of a report so far, and which of them a name, a title or a description may mean.

Number, gender, kind and side must fit; of several that do, who spoke last comes first.
"""

from collections.abc import Sequence

from sayso.annotate.voices.antecedents import Point
from sayso.annotate.voices.cast import Cast, Figure
from sayso.annotate.voices.lexicon import PEOPLE, Head
from sayso.annotate.voices.mention import Mention
from sayso.annotate.voices.naming import kind_of, state_name
from sayso.annotate.voices.scene import Attributed, Scene
from sayso.annotate.voices.speaker import Found, Speaker
from sayso.annotate.voices.synonyms import may_mean
from sayso.annotate.voices.tables import classes

_FAR = 12
"""Sentences back beyond which a definite description is not looked up among those who spoke."""
_NEAR = 3
"""The same where the description shares no noun with the speaker."""
_TELLING = 2
"""Words from which a description is so much its speaker's own that a title's bearer does not take it."""
_ANYBODY = frozenset({"person", "man", "woman", "father", "mother", "veteran"})
"""Nouns that may mean any person who has just spoken: ``the 58-year-old``, ``the father of three``."""
_QUALIFIERS = classes("mention-words.txt")["qualifier"]


class Floor:
    """The speakers of one report so far."""

    def __init__(self, scene: Scene, cast: Cast, author: Speaker) -> None:
        self.scene = scene
        self.cast = cast
        self.author = author
        self.speakers: list[Speaker] = []
        self.last: Speaker | None = None
        """The running speaker of the outermost level."""

    def note(self, speaker: Speaker, attribution: Attributed, offset: int) -> None:
        """Remember that a speaker has spoken. A voice left open is nobody whom a later mention could mean."""
        if speaker.open:
            return
        if speaker not in self.speakers:
            self.speakers.append(speaker)
        speaker.said_at.append(attribution.source[0][0] if attribution.source else offset)
        if attribution.level == 0:
            self.last = speaker

    def named(self, name: str) -> Speaker | None:
        """Who has spoken under just this name."""
        wanted = name.casefold()
        return next((s for s in self.speakers if s.name.casefold() == wanted), None)

    def of_figure(self, figure: Figure, mention: Mention | None = None) -> Speaker:
        """The speaker that a person or body of the cast is, old or new."""
        speaker = next((s for s in self.speakers if s.figure is figure), None)
        if speaker is None:
            kind = "person" if figure.person else kind_of(mention, figure)
            speaker = Speaker(state_name(figure.name), kind, figure=figure, definite=True)
            if mention is not None:
                speaker.head = mention.head
                speaker.sides |= mention.sides
        if mention is not None and mention.role and not speaker.role:
            speaker.role = mention.role
        if figure.person and figure.name != speaker.name and len(figure.name) > len(speaker.name):
            speaker.name = figure.name
        return speaker

    def fits(self, mention: Mention, figure: Figure) -> bool:
        """Whether gender, office and side let a mention mean a person."""
        if mention.genders and figure.gender and figure.gender not in mention.genders:
            return False
        if (
            mention.head
            and figure.roles
            and not any(may_mean(mention.head.word, role) for role in figure.roles)
        ):
            return False
        return not (mention.sides and figure.sides and not mention.sides & figure.sides)

    def namesake(self, figures: Sequence[Figure], point: Point) -> Figure:
        """Of several persons of one name or office who spoke last, else the main one: with a role, then first."""
        spoke = {id(s.figure): max(s.said_at) for s in self.speakers if s.figure in figures and s.said_at}

        def rank(figure: Figure) -> tuple[int, bool, int]:
            first = figure.places[0].start if figure.places else point.offset
            return -spoke.get(id(figure), -1), not figure.roles, first

        return min(figures, key=rank)

    def definite(self, mention: Mention, point: Point) -> Found | None:
        """Whom ``the minister``, ``the ministry``, ``the sources`` means; None when it is nobody met before."""
        head = mention.head
        if head is None:
            return None
        if head.kind in PEOPLE and not mention.several:
            return self.the_person(mention, head.word, point)
        if head.kind in ("state", "body", "outlet"):
            return self.the_body(mention, head, point)
        return self.the_speaker(mention, point)

    def the_person(self, mention: Mention, word: str, point: Point) -> Found | None:
        """Who was brought in by the same words, else the bearer of a title named before the mention, else a speaker
        described alike, else one named after it."""
        brought_in = self._brought_in(mention, point)
        if brought_in:
            return brought_in
        bearers = [f for f in self.cast.persons if word in f.roles and self.fits(mention, f)]
        figures = _likeliest(mention, word, [f for f in bearers if _says(mention, f.roles[word])])
        before = [f for f in figures if any(p.start < point.offset for p in f.places)]
        if before:
            figure = before[0] if len(before) == 1 else self.namesake(before, point)
            return Found(self.of_figure(figure, mention), "office", rivals=len(before) - 1)
        spoke = self.the_speaker(mention, point)
        if spoke:
            return spoke
        if figures:
            return Found(self.of_figure(figures[0], mention), "office", 0.5, rivals=len(figures))
        return None

    def _brought_in(self, mention: Mention, point: Point) -> Found | None:
        """Who spoke as ``a defence official``, for ``the defence official``; a bare title is anybody's."""
        wanted = mention.core.casefold()
        if len(wanted.split()) < _TELLING:
            return None
        alike = [
            s for s in self.speakers
            if s.figure is None and not s.plural and not s.definite and s.core.casefold() == wanted
        ]  # fmt: skip
        if not alike:
            return None
        speaker = max(alike, key=lambda s: _last(s.said_at, point.offset))
        distance = self._back(point.offset, _last(speaker.said_at, point.offset))
        return Found(speaker, "description", 3.0, distance, rivals=len(alike) - 1)

    def the_speaker(self, mention: Mention, point: Point) -> Found | None:
        """The last speaker whom a definite description may mean."""
        fitting = [s for s in self.speakers if self.may_be(mention, s)]
        if not fitting:
            return None
        speaker = max(fitting, key=lambda s: _last(s.said_at, point.offset))
        exact = mention.head is not None and mention.head.word in speaker.nouns
        distance = self._back(point.offset, _last(speaker.said_at, point.offset))
        if distance > (_FAR if exact else _NEAR):
            return None
        return Found(speaker, "description", 3.0 if exact else 0.8, distance, rivals=len(fitting) - 1)

    def may_be(self, mention: Mention, speaker: Speaker) -> bool:
        """Whether number, side, gender and noun let a description mean a speaker."""
        head = mention.head
        if head is None:
            return False
        body = head.kind in ("state", "body", "outlet")
        if mention.several != speaker.plural and not body:
            return False
        if mention.count and speaker.count and mention.count != speaker.count:
            return False
        if mention.sides and (body or speaker.all_sides) and not mention.sides & speaker.all_sides:
            return False
        if mention.genders and speaker.gender and speaker.gender not in mention.genders:
            return False
        nouns = speaker.nouns
        if head.word in nouns:
            return True
        if head.word in _ANYBODY and speaker.kind == "person":
            return speaker is self.last
        return any(may_mean(head.word, noun) for noun in nouns) if nouns else _open_to(head, speaker)

    def the_body(self, mention: Mention, head: Head, point: Point) -> Found | None:
        """The body last in sight that a description means, or the page's own outlet; None for none."""
        if head.kind == "outlet" and mention.text.lower().startswith(("this ", "our ")):
            return Found(self.author, "author")
        figures = self._bodies(mention, head.word)
        seen = [
            (_last(s.said_at, point.offset), s) for s in self.speakers if self._is_body(mention, head.word, s)
        ]
        for figure in figures:
            starts = [place.start for place in figure.places if place.start <= point.offset]
            if starts:
                seen.append((starts[-1], self.of_figure(figure, mention)))
        if seen:
            at, speaker = max(seen, key=lambda pair: pair[0])
            others = {s.name for _, s in seen} - {speaker.name}
            return Found(speaker, "body", distance=self._back(point.offset, at), rivals=len(others))
        if self.author.name and head.word in self.author.name.lower().split():
            return Found(self.author, "author")
        if figures:
            return Found(self.of_figure(figures[0], mention), "body", 1.0, rivals=len(figures))
        return None if mention.core.split()[-1][:1].isupper() else self.the_speaker(mention, point)

    def _bodies(self, mention: Mention, word: str) -> list[Figure]:
        """Bodies of the cast of a description's noun and side, under a name of more than that noun."""
        if mention.figure is not None and len(mention.figure.tokens) > 1:
            return [mention.figure]
        named = (f for f in self.cast.bodies if word in f.roles and len(f.tokens) > 1)
        return [f for f in named if (not mention.sides or mention.sides & f.sides) and _says(mention, f.name)]

    def _is_body(self, mention: Mention, word: str, speaker: Speaker) -> bool:
        return word in speaker.nouns and self.may_be(mention, speaker) and _says(mention, speaker.name)

    def _back(self, offset: int, at: int) -> int:
        return self.scene.sentence(offset) - self.scene.sentence(max(at, 0))


def _says(mention: Mention, role: str) -> bool:
    """Whether a description's qualifying words stand in a role: ``foreign`` does not in ``defence minister``."""
    qualifying = set(mention.core.lower().split()) & _QUALIFIERS
    return not qualifying or bool(qualifying & set(role.lower().split()))


def _likeliest(mention: Mention, word: str, figures: Sequence[Figure]) -> list[Figure]:
    """Bearers of a title whose titles share most words with a description; of a bare title, the plainest."""
    own = {w.lower() for w in mention.core.split()} - {word}

    def likeness(figure: Figure) -> tuple[int, int]:
        role = figure.roles[word].lower().split()
        return len(own & set(role)), -(not own and "of" in role) - (not own and "former" in role)

    best = max((likeness(figure) for figure in figures), default=None)
    return [figure for figure in figures if likeness(figure) == best]


def _open_to(head: Head, speaker: Speaker) -> bool:
    """Whether a speaker of whom no noun is known may be described so: a person by any noun for people."""
    if speaker.kind == "outlet":
        return head.kind == "outlet" or head.word == "agency"
    if speaker.kind == "organisation":
        return head.kind == "body" and speaker.figure is not None and not speaker.figure.sides
    return speaker.kind == "person" and head.kind in PEOPLE


def _last(said_at: Sequence[int], offset: int) -> int:
    """The last place before an offset at which a speaker spoke; -1 for none."""
    return next((at for at in reversed(said_at) if at < offset), -1)
