"""Everybody a report names: persons under all their spellings, and bodies, with where each stands.

Read once from the whole text, so that a surname in the headline finds the full name below, and a pronoun finds
persons who have not spoken. Nothing here decides who speaks.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.annotate.voices.lexicon import (
    MODIFIERS,
    PARTICLES,
    PEOPLE,
    POSSESSIVES,
    TITLES,
    Gender,
    Head,
    gender_of_word,
    head_of,
    is_given,
    medium_named,
    nation_of,
)
from sayso.annotate.voices.names import Run, fits, folded, given_gender, runs, same_given
from sayso.annotate.voices.roles import (
    apposition_after,
    apposition_before,
    determined,
    phrase_start,
    role_head,
    role_start,
    role_text,
    with_origin,
)
from sayso.annotate.voices.scene import Scene, Word, bare, genitive
from sayso.annotate.voices.sides import body_key, sides
from sayso.text import fold

_LONGEST_NAME = 6
_IN_SIGHT = 10
"""Sentences back beyond which nobody who has not spoken is in sight."""
_PLACE_ADJECTIVE = ("n", "an", "ian", "i", "ese", "ish", "ic", "ean")
_PERSONAL = frozenset(
    {"administration", "government", "campaign", "team", "office", "family", "camp", "cabinet", "regime"}
)
"""Bodies that are called by a person's name."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the text where somebody stands, by words ``[first, last)`` of the scene."""

    first: int
    last: int
    start: int
    end: int
    sentence: int
    subject: bool
    quoted: bool | None
    """None outside all contents; inside one, whether its words are quoted."""
    owner: bool
    """In the genitive: ``Zarif's trip``."""


@dataclass(slots=True)
class Figure:
    """A person or a body of the report, with all that the text says of it."""

    name: str
    person: bool
    tokens: tuple[str, ...]
    """Folded words of the name."""
    genders: dict[Gender, int] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    """Head noun of each role, with the role as first written."""
    sides: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)

    @property
    def gender(self) -> Gender | None:
        """The gender the evidence says, None when it says nothing or contradicts itself."""
        women, men = self.genders.get("f", 0), self.genders.get("m", 0)
        return None if women == men else "f" if women > men else "m"

    def note_gender(self, gender: Gender | None, weight: int = 1) -> None:
        """Add one piece of evidence."""
        if gender:
            self.genders[gender] = self.genders.get(gender, 0) + weight


@dataclass(frozen=True, slots=True)
class Description:
    """Somebody spoken of without a name: ``the minister``, ``two witnesses``."""

    head: Head
    place: Place


Sight = tuple[Figure | Description, Place]
"""Somebody at one place."""


class Cast:
    """The figures of one report."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.persons: list[Figure] = []
        self.bodies: list[Figure] = []
        self._roles: set[int] = set()
        """Words that tell the role of somebody named beside them."""
        self._by_token: dict[str, list[Figure]] = {}
        self._bodies: dict[tuple[str, ...], Figure] = {}
        self.capitals = {fold(word.low) for word in scene.words if word.capital}
        found = list(runs(scene))
        for run in found:
            self._introduce(run)
        for run in found:
            self._place(run)
        self._descriptions = list(_descriptions(self))
        self._seen: tuple[list[Sight], list[int]] | None = None

    def _sights(self) -> tuple[list[Sight], list[int]]:
        """Everybody in sight, place by place in the order of the text, and where."""
        if self._seen is None:
            sights: list[Sight] = [(d, d.place) for d in self._descriptions]
            sights += [(figure, place) for figure in (*self.persons, *self.bodies) for place in figure.places]
            sights.sort(key=lambda sight: (sight[1].start, sight[1].end))
            self._seen = sights, [place.start for _, place in sights]
        return self._seen

    def before(self, offset: int) -> Iterator[Sight]:
        """Who is in sight in the sentences before an offset, the nearest first."""
        sentence = self.scene.sentence(offset)
        sights, starts = self._sights()
        for i in range(bisect_left(starts, offset) - 1, -1, -1):
            if sentence - sights[i][1].sentence > _IN_SIGHT:
                return
            yield sights[i]

    def named(self, tokens: Sequence[str]) -> list[Figure]:
        """Persons whom a name may mean, in order of introduction: ``zarif``, ``javad zarif``, ``bin salman``."""
        wanted = [t for t in tokens if t not in PARTICLES]
        if not wanted:
            return []
        found = self._by_token.get(wanted[-1], [])
        return [figure for figure in found if fits(wanted, figure.tokens)]

    def add_person(self, tokens: Sequence[Word]) -> Figure:
        """A person under a name that nothing else of the text explains."""
        figure = Figure(
            " ".join(bare(t.text) if t is tokens[-1] else t.text for t in tokens), True, folded(tokens)
        )
        figure.note_gender(given_gender(tokens))
        self.persons.append(figure)
        for token in figure.tokens:
            if token not in PARTICLES:
                self._by_token.setdefault(token, []).append(figure)
        return figure

    def learn_person(self, words: Sequence[Word]) -> Figure:
        """A speaker under a name that no title or known given name gave away; what stood as a body of it is theirs."""
        figure = self.add_person(words)
        for tokens in (figure.tokens, figure.tokens[-1:]):
            body = self._bodies.pop(tokens, None)
            if body is not None:
                self.bodies.remove(body)
                figure.places.extend(body.places)
        figure.places.sort(key=lambda place: place.start)
        self._seen = None
        return figure

    def body(self, words: Sequence[Word]) -> Figure | None:
        """The body under a name."""
        return self._bodies.get(body_key(words))

    def sounds_like_body(self, token: str) -> bool:
        """Whether the text speaks of a single name as of a body: ``the X``, ``X fighters``, ``X's forces``."""
        if token.endswith("s") and (token[:-1],) in self._bodies:
            return True
        if any(f"{token}{ending}" in self.capitals for ending in _PLACE_ADJECTIVE):
            return True
        body = self._bodies.get((token,))
        words = self.scene.words
        for place in body.places if body is not None else ():
            if place.first and words[place.first - 1].low in ("the", "in", "across", "throughout"):
                return True
            after = (
                head_of(words[place.last].text)
                if place.last < len(words) and not self.scene.gap(place.last).strip(" ")
                else None
            )
            if after is not None and after.kind in ("state", "body", "rank") and after.word not in _PERSONAL:
                return True
        return False

    def _introduce(self, run: Run) -> None:
        words = self.scene.words[run.name : run.last]
        if len(words) < 2 or not self._sounds_like_person(run):
            return
        tokens = folded(words)
        figure = self._same_person(tokens)
        if figure is not None and len(tokens) > len(figure.tokens):
            self._lengthen(figure, words)
        figure = figure or self.add_person(words)
        self._learn(figure, run)

    def _same_person(self, tokens: tuple[str, ...]) -> Figure | None:
        """Who was introduced before under this name, or a shorter or longer one: Mike Dunn, Michael R. Dunn."""
        known = [f for f in self._by_token.get(tokens[-1], []) if f.tokens[-1] == tokens[-1]]
        same = [
            f
            for f in known
            if same_given(f.tokens[0], tokens[0]) or fits(f.tokens, tokens) or fits(tokens, f.tokens)
        ]
        return same[0] if len(same) == 1 else next((f for f in same if f.tokens == tokens), None)

    def _lengthen(self, figure: Figure, words: Sequence[Word]) -> None:
        figure.tokens = folded(words)
        figure.name = " ".join(bare(w.text) if w is words[-1] else w.text for w in words)
        for token in figure.tokens:
            mine = self._by_token.setdefault(token, [])
            if figure not in mine:
                mine.append(figure)

    def _place(self, run: Run) -> None:
        words = self.scene.words[run.name : run.last]
        if not words:
            self._place_body(run)
            return
        tokens = folded(words)
        known = self.named(tokens)
        if len(words) == 1 and run.first < run.name and self._titled(run):
            gender = gender_of_word(self.scene.words[run.name - 1].text)
            known = [f for f in known if not (gender and f.gender and f.gender != gender)] or [
                self.add_person(words)
            ]
        if not known:
            self._place_body(run)
            return
        figure = known[0] if len(known) == 1 else self._latest(known, tokens)
        if len(words) == 1:
            self._learn(figure, run)
        figure.places.append(self.place(run.first, run.last))

    def _latest(self, known: Sequence[Figure], tokens: tuple[str, ...]) -> Figure:
        """Of several persons under one name, whose name it is in full; else the main one: with a role, then first."""
        exact = [f for f in known if f.tokens == tokens]
        return exact[0] if exact else min(known, key=lambda f: (not f.roles, self.persons.index(f)))

    def _place_body(self, run: Run) -> None:
        first = self._owned_from(run)
        words = self.scene.words[first : run.last]
        key = body_key(words)
        nation = nation_of(" ".join(word.text for word in words))
        if not key or (nation is not None and nation.kind in ("adjective", "people")):
            return
        figure = self._bodies.get(key)
        if figure is None:
            figure = Figure(_joined(self.scene, words), False, key)
            head = head_of(bare(words[-1].text))
            if head:
                figure.roles[head.word] = figure.name
            figure.sides = sides(words)
            self._bodies[key] = figure
            self.bodies.append(figure)
        figure.places.append(self.place(first, run.last))

    def _owned_from(self, run: Run) -> int:
        """Where a body's name begins: with the state whose it is, ``Torrund's Transport Ministry``."""
        before = self.scene.words[run.first - 1] if run.first else None
        head = head_of(bare(self.scene.words[run.last - 1].text))
        if (
            before is None
            or head is None
            or head.kind not in ("state", "body")
            or self.scene.gap(run.first).strip(" ")
        ):
            return run.first
        return run.first - 1 if before.capital and genitive(before.text) and sides([before]) else run.first

    def place(self, first: int, last: int) -> Place:
        """Where words ``[first, last)`` stand."""
        scene = self.scene
        start, end = scene.words[first].start, scene.words[last - 1].end
        return Place(
            first, last, start, end, scene.sentence(start), scene.subject(first, last), scene.said(start),
            genitive(scene.words[last - 1].text),
        )  # fmt: skip

    def _sounds_like_person(self, run: Run) -> bool:
        words = self.scene.words[run.name : run.last]
        if len(words) > _LONGEST_NAME or nation_of(words[-1].text) or medium_named(bare(words[-1].text)):
            return False
        if head_of(words[-1].low) and not is_given(words[-2].text):
            return False
        if is_given(bare(words[0].text)) or self._titled(run) or self._of_medium(run) or self._set_off(run):
            return True
        return len(words) > 1 and is_given(bare(words[1].text)) and not words[0].text.isupper()

    def _set_off(self, run: Run) -> bool:
        """Whether a role stands beside the name in an apposition: ``the foreign minister of Ostmere, Anselm Ruo``."""
        name = self.scene.words[run.name : run.last]
        if (
            run.name != run.first
            or not 2 <= len(name) <= 4
            or any(head_of(w.low) or w.low in MODIFIERS for w in name)
        ):
            return False
        after = apposition_after(self.scene, run.last)
        return bool(
            apposition_before(self.scene, run.name) or (after and determined(self.scene.words[after[0]]))
        )

    def _of_medium(self, run: Run) -> bool:
        """Whether a medium in the genitive stands right before: ``CNN's Jake Tapper``."""
        before = self.scene.words[run.name - 1].text if run.name else ""
        return (
            genitive(before) and medium_named(bare(before)) is not None and not self.scene.gap(run.name).strip()
        )

    def _titled(self, run: Run) -> bool:
        """Whether a title or the noun of a person stands right before the name."""
        if run.name == 0 or self.scene.gap(run.name).strip():
            return False
        before = self.scene.words[run.name - 1]
        if genitive(before.text):
            return False
        head = head_of(before.text)
        return before.low in TITLES or (head is not None and head.kind in PEOPLE and not head.plural)

    def _learn(self, figure: Figure, run: Run) -> None:
        """Role, gender and side from the words before and after the name."""
        scene = self.scene
        first = role_start(scene, run.name)
        figure.note_gender(given_gender(scene.words[run.name : run.last]))
        self._note_role(figure, first, run.name, titled=True)
        after = apposition_after(scene, run.last)
        if after:
            self._note_role(figure, *after)
        before = apposition_before(scene, first)
        if before:
            self._note_role(figure, *before)

    def _note_role(self, figure: Figure, first: int, last: int, *, titled: bool = False) -> None:
        words = self.scene.words[first:last]
        if not words:
            return
        head = role_head(words, titled=titled)
        self._roles.update(range(first, last))
        for word in words:
            if word.low in POSSESSIVES or genitive(word.text):
                continue
            figure.note_gender(gender_of_word(word.text), 3 if word.text[:1].isupper() or titled else 1)
        if head:
            figure.roles.setdefault(head, role_text(self.scene, words))
            upto = next((n for n, word in enumerate(words) if word.low == "to"), len(words))
            figure.sides |= sides(words[:upto])


def _joined(scene: Scene, words: Sequence[Word]) -> str:
    first = 1 if len(words) > 1 and words[0].low == "the" else 0
    return bare(" ".join(scene.text[words[first].start : words[-1].end].split()))


def _descriptions(cast: Cast) -> Iterator[Description]:
    """Nouns for people, bodies and documents in lower case, each with the noun phrase it ends."""
    words = cast.scene.words
    for i, word in enumerate(words):
        if word.capital:
            continue
        head = head_of(word.text)
        if head is None or head.kind == "crowd" or genitive(word.text) or i in cast._roles:
            continue
        if (
            i + 1 < len(words)
            and not cast.scene.gap(i + 1).strip(" ")
            and (words[i + 1].capital or head_of(words[i + 1].text))
        ):
            continue
        first = phrase_start(cast.scene, i)
        yield Description(head, cast.place(first, with_origin(cast.scene, i + 1)))
