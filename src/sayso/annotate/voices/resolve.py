"""Mentions to speakers, in the order of the text: names, titles, descriptions, ordinals, pronouns, and no words at all.

A mention goes to an earlier speaker only when number, gender, kind and side fit; when nothing fits it is a voice of
its own, never the nearest noun. Every mention points at the first one of its speaker, so that no chain can form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.annotate.voices.antecedents import Candidate, Point, best_first, of_body, of_many, of_person
from sayso.annotate.voices.cast import Description, Figure
from sayso.annotate.voices.floor import Floor
from sayso.annotate.voices.lexicon import Gender, head_of, nation_of
from sayso.annotate.voices.mention import PRONOUNS, Mention, parse
from sayso.annotate.voices.naming import described, introduced, kind_of, state_name
from sayso.annotate.voices.order import first_of
from sayso.annotate.voices.roles import phrase_start
from sayso.annotate.voices.scene import Attributed
from sayso.annotate.voices.speaker import UNKNOWN, UNSPECIFIED, Found, Kind, Speaker, Way
from sayso.annotate.voices.synonyms import may_mean
from sayso.model import Span

_SURE = 1.0
"""Lead of a candidate from which a pronoun teaches the gender of its speaker."""
_DEEPEST = 4
"""Steps from a mention to whose it is and on ("his aide's lawyer"); what needs more is left open."""
_PROMISED = 8
"""Words of a content in which the side that announces its own act must stand."""


_ISSUED = re.compile(
    r"(?<!seen )(?<!obtained )(?<!reviewed )(?<!viewed )(?<!carried )(?<!published )(?<!broadcast )\b"
    r"(?:from|by|(?<=statement )of|(?<=letter )of)\s+(?P<by>(?:the\s+)?[A-Z\w].*)"
)
_TOLD = re.compile(r"\b(?:told|warned|informed|asked|assured)\b")
_OPEN = re.compile(r"\b(?:is|are|was|were|be|been|being|worth|unclear|likely)\b|\b(?:seem|appear)\w*|\b\w+ly$")
_STATED = frozenset({"statement", "communique", "communiqué", "declaration"})


class Resolving:
    """Finding the speaker of one attribution after the other."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.scene = floor.scene
        self.cast = floor.cast
        self._depth = 0

    def resolve(
        self, attribution: Attributed, mention: Mention | None, outer: Speaker | None, inside: Span | None
    ) -> Found:
        """The speaker of one attribution. Call in the order of the text."""
        offset = first_of(attribution)
        if mention is None:
            found = self._implied(attribution, outer)
        else:
            start = mention.spans[0][0]
            point = Point(min(offset, start), attribution.content, inside)
            found = self._mentioned(mention, point, outer)
        self.floor.note(found.speaker, attribution, offset)
        return found

    def _implied(self, attribution: Attributed, outer: Speaker | None) -> Found:
        """No words name the voice: it runs on, or the text leaves it open."""
        cue = " ".join(" ".join(self.scene.text[a:b] for a, b in attribution.cue).lower().split())
        participle = cue.partition(" ")[0].endswith("ing")
        if attribution.level and not participle:
            promised = self._own_promise(attribution) if _TOLD.search(cue) else None
            if promised:
                return promised
            return UNKNOWN
        if self.floor.last is None or (cue and not participle and _open(cue)):
            return UNKNOWN
        speaker = outer if attribution.level and outer is not None else self.floor.last
        at = max(speaker.said_at, default=0)
        distance = self.scene.sentence(first_of(attribution)) - self.scene.sentence(at)
        return Found(speaker, "running", distance=distance)

    def _own_promise(self, attribution: Attributed) -> Found | None:
        """``They were told that Kaldria would not wait``: whose act is announced is likely who told; never sure."""
        start, end = attribution.content[0]
        words = self.scene.words[self.scene.word_at(start) : self.scene.word_at(end)][:_PROMISED]
        for body in self.cast.bodies:
            here = any(
                words and words[0].start <= p.start <= words[-1].start and p.subject for p in body.places
            )
            if here and (body.sides or body.roles) and any(word.low in ("would", "will") for word in words):
                return Found(self.floor.of_figure(body), "unknown", 0.5)
        return None

    def _mentioned(self, mention: Mention, point: Point, outer: Speaker | None) -> Found:
        """The speaker of a mention. A mention may lead to another ("his lawyer"), but never through many."""
        if self._depth >= _DEEPEST:
            return Found(self._unresolved(mention), "unknown", margin=0.0)
        self._depth += 1
        found = self._found(mention, point, outer)
        self._depth -= 1
        return found

    def _found(self, mention: Mention, point: Point, outer: Speaker | None) -> Found:
        if mention.pronoun:
            return self._pronoun(mention, point, outer)
        if mention.one_of:
            return self._one_of(mention, point)
        if mention.tokens:
            return self._person(mention, point)
        if mention.medium:
            return self._body(mention, mention.medium)
        if mention.several and not mention.head:
            known = self.floor.named(mention.name)
            return Found(known, "name") if known else self._new(mention)
        if _is_proper(mention):
            return self._body(mention, mention.name)
        return self._description(mention, point)

    def _person(self, mention: Mention, point: Point) -> Found:
        figures = [f for f in mention.namesakes if self.floor.fits(mention, f)]
        if not figures:
            figures = [self.cast.learn_person(mention.name_words)]
        figure = figures[0] if len(figures) == 1 else self.floor.namesake(figures, point)
        for gender in mention.genders:
            figure.note_gender(gender)
        if mention.role:
            figure.roles.setdefault(mention.head.word if mention.head else mention.role.lower(), mention.role)
        figure.sides |= mention.sides if mention.role else set()
        speaker = self.floor.of_figure(figure, mention)
        way: Way = "name" if len(mention.tokens) > 1 else "surname" if len(figure.tokens) > 1 else "body"
        return Found(speaker, "namesake" if len(figures) > 1 else way, rivals=len(figures) - 1)

    def _body(self, mention: Mention, name: str) -> Found:
        spelled = state_name(name)
        known = self.floor.named(spelled)
        if known is None and mention.figure is not None:
            known = next((s for s in self.floor.speakers if s.figure is mention.figure), None)
        if known is None and spelled.isupper() and nation_of(spelled) is None:
            # "BSM", of what was "BSM Ship Management" before.
            known = next((s for s in self.floor.speakers if s.name.startswith(f"{spelled} ")), None)
        if known:
            return Found(known, "body")
        speaker = Speaker(
            spelled, kind_of(mention, mention.figure), mention.several, mention.figure, mention.head, mention.core,
            count=mention.count, definite=True, sides=set(mention.sides),
        )  # fmt: skip
        return Found(speaker, "body")

    def _pronoun(self, mention: Mention, point: Point, outer: Speaker | None) -> Found:
        pronoun = mention.pronoun
        if pronoun in ("i", "we", "you"):
            return Found(outer or self.floor.author, "author")
        if pronoun == "who":
            back = self._right_before(mention)
            if back:
                return back
        ranked = best_first(self._candidates(pronoun, point))
        if outer is not None and self.scene.said(mention.spans[0][0]):
            # Whoever is quoted says "I" of himself: a third person in his words is somebody else.
            ranked = [c for c in ranked if self._as_speaker(c.who, point) is not outer]
        return self._chosen(mention, ranked, point)

    def _candidates(self, pronoun: str, point: Point) -> Iterator[Candidate]:
        floor = self.floor
        if pronoun in ("he", "she"):
            return of_person(self.cast, floor.speakers, floor.last, point, "m" if pronoun == "he" else "f")
        if pronoun == "they":
            return of_many(self.cast, floor.speakers, floor.last, point)
        return of_body(self.cast, floor.speakers, floor.last, point)

    def _chosen(self, mention: Mention, ranked: Sequence[Candidate], point: Point) -> Found:
        if not ranked:
            return Found(self._unresolved(mention), "unknown", margin=0.0)
        best = ranked[0]
        margin = best.weight - ranked[1].weight if len(ranked) > 1 else 3.0
        speaker = self._as_speaker(best.who, point)
        if margin >= _SURE and mention.pronoun in ("he", "she"):
            _learn_gender(speaker, "m" if mention.pronoun == "he" else "f")
        rivals = len(ranked) - 1
        return Found(
            speaker, "pronoun", min(3.0, margin), best.distance, best.known_gender, rivals, best.weight
        )

    def _as_speaker(self, who: Speaker | Figure | Description, point: Point) -> Speaker:
        if isinstance(who, Speaker):
            return who
        if isinstance(who, Figure):
            return self.floor.of_figure(who)
        place = who.place
        spoke = next(
            (s for s in self.floor.speakers if any(place.start <= at < place.end for at in s.said_at)), None
        )
        if spoke is not None:
            return spoke
        mention = parse(self.scene, self.cast, ((place.start, place.end),))
        return self._mentioned(mention, replace(point, offset=place.start), None).speaker

    def _unresolved(self, mention: Mention) -> Speaker:
        kind: Kind = (
            "organisation" if mention.pronoun in ("it", "this") else "group" if mention.several else "person"
        )
        return Speaker(mention.text.lower() or UNSPECIFIED, kind, mention.several, open=True)

    def _right_before(self, mention: Mention) -> Found | None:
        """The noun phrase that ends where ``who`` or ``which`` begins."""
        i = self.scene.word_at(mention.spans[0][0])
        if i == 0 or self.scene.gap(i).strip(" ,"):
            return None
        first = phrase_start(self.scene, i - 1)
        start, end = self.scene.words[first].start, self.scene.words[i - 1].end
        back = parse(self.scene, self.cast, ((start, end),))
        if back.pronoun in ("", "those") and (back.tokens or back.head or back.name):
            found = self._mentioned(back, Point(start, (), None), None)
            return replace(found, way="back")
        return None

    def _description(self, mention: Mention, point: Point) -> Found:
        if mention.one_of or (mention.ordinal is not None and mention.head):
            return self._one_of(mention, point)
        if mention.determiner == "owner":
            return self._owned(mention, point)
        if mention.head is None:
            return self._counted(mention) or self._new(mention)
        if mention.head.kind == "document":
            return self._document(mention, point)
        if mention.determiner == "the" or self._bare_title(mention):
            found = self.floor.definite(mention, point)
            if found:
                return found
        elif mention.determiner == "" and mention.several:
            wanted = mention.core.casefold()
            same = next((s for s in self.floor.speakers if s.plural and s.core.casefold() == wanted), None)
            if same:
                return Found(same, "description", 1.0)
        return self._new(mention)

    def _counted(self, mention: Mention) -> Found | None:
        """``the two``: the last speakers of that number."""
        if mention.determiner != "the" or not mention.count:
            return None
        known = next((s for s in reversed(self.floor.speakers) if s.plural and s.count == mention.count), None)
        return Found(known, "description") if known else None

    def _document(self, mention: Mention, point: Point) -> Found:
        """``a ministry statement``, ``the statement``: a document, with whose it is where the text tells."""
        known = next(
            (
                s
                for s in reversed(self.floor.speakers)
                if s.kind == "document" and self.floor.may_be(mention, s)
            ),
            None,
        )
        if known and mention.determiner == "the":
            return Found(known, "description")
        parent = self._issuer(mention, point)
        name = f"{mention.core} of {parent.name}" if parent else introduced(mention, None)
        speaker = _made(mention, name)
        speaker.parent = parent
        return Found(speaker, "new", 3.0 if parent else 1.0)

    def _issuer(self, mention: Mention, point: Point) -> Speaker | None:
        """Whose document it is: named in the phrase before or after its noun, else who spoke last, for a statement."""
        words = mention.core.split()
        for word in words[:-1]:
            head = head_of(word)
            if head and head.kind in ("state", "body") and not head.plural:
                start = self.scene.text.find(word, mention.spans[0][0])
                inner = parse(self.scene, self.cast, ((start, start + len(word)),))
                found = self.floor.the_body(inner, inner.head, point) if inner.head else None
                return found.speaker if found else None
        issued = _ISSUED.search(mention.text)
        if issued:
            start = mention.spans[0][0] + issued.start("by")
            inner = parse(self.scene, self.cast, ((start, mention.spans[-1][1]),))
            return self._mentioned(inner, point, None).speaker if not inner.pronoun else None
        told = mention.determiner == "the" and mention.head is not None and mention.head.word in _STATED
        last = self.floor.last
        return last if told and last is not None and last.kind in ("organisation", "person", "group") else None

    def _bare_title(self, mention: Mention) -> bool:
        """A singular noun without article: ``State television``, ``Parliament``, ``President``."""
        return mention.determiner == "" and not mention.several

    def _one_of(self, mention: Mention, point: Point) -> Found:
        """``one of the officials``, ``the second source``: a member of a group that spoke, or a speaker met before."""
        alike = [s for s in self.floor.speakers if _alike(mention, s)]
        same = next((s for s in alike if s.ordinal and s.ordinal == mention.ordinal), None)
        if same and mention.determiner != "a":
            return Found(same, "ordinal")
        group = next((s for s in reversed(alike) if s.plural), None)
        if group is None and mention.one_of and mention.head is None:
            ranked = best_first(self._candidates("they", point))
            group = self._as_speaker(ranked[0].who, point) if ranked else None
        speaker = Speaker(described(mention, group), "person", core=mention.core, count=1, definite=True)
        speaker.head = mention.head or (group.head if group else None)
        speaker.role = mention.role or (group.role if group else "")
        speaker.sides = mention.sides | (group.all_sides if group else set())
        speaker.genders, speaker.parent, speaker.ordinal = set(mention.genders), group, mention.ordinal or None
        return Found(speaker, "ordinal", 3.0 if group else 1.0)

    def _owned(self, mention: Mention, point: Point) -> Found:
        """``its spokeswoman``, ``Torrund's navy``, ``Tasko's office``."""
        parent = self._owner(mention, point)
        known_kind = mention.head is not None and mention.head.kind in ("office", "state")
        if (
            known_kind
            and mention.owner[0].low not in PRONOUNS
            and (named := self.floor.definite(mention, point))
        ):
            return named
        name = introduced(mention, parent)
        known = self.floor.named(name)
        if known:
            return Found(known, "description")
        speaker = _made(mention, name)
        speaker.parent = parent
        return Found(speaker, "new", 2.0 if parent else 0.5)

    def _owner(self, mention: Mention, point: Point) -> Speaker | None:
        if not mention.owner:
            return None
        owner = mention.owner
        span = (owner[0].start, owner[-1].end)
        inner = parse(self.scene, self.cast, (span,))
        if inner.pronoun in ("i", "we", "you"):
            return None
        found = self._mentioned(inner, Point(span[0], (), point.own[0] if point.own else point.inside), None)
        return found.speaker if found.way != "unknown" else None

    def _new(self, mention: Mention) -> Found:
        return Found(_made(mention, introduced(mention, None)), "new")


def _made(mention: Mention, name: str) -> Speaker:
    """A new speaker that a description brings in."""
    kind = kind_of(mention, mention.figure)
    one = mention.count is None and kind == "person" and not mention.several
    speaker = Speaker(name, kind, mention.several, mention.figure, mention.head, mention.core, mention.role)
    speaker.count = 1 if one else mention.count
    speaker.definite = mention.determiner == "the"
    speaker.genders, speaker.sides = set(mention.genders), set(mention.sides)
    speaker.members, speaker.told = list(mention.members), mention.text
    return speaker


def _is_proper(mention: Mention) -> bool:
    """Whether a mention is a body's proper name, not a description: ``the militia Black Falcon``, not ``the two``."""
    if not mention.name or (mention.count and mention.determiner == "the"):
        return False
    if mention.head is None:
        return True
    last = mention.core.split()[-1].lower()
    return mention.name == mention.core and mention.determiner == "the" and last != mention.head.word


def _open(cue: str) -> bool:
    """Whether a cue without a source leaves the voice open: an adverb, a passive, a seeming."""
    return bool(_OPEN.search(cue)) or " to " in f" {cue} "


def _learn_gender(speaker: Speaker, gender: Gender) -> None:
    """A pronoun that can hardly mean anybody else says the gender of a speaker of whom nothing else does."""
    if speaker.gender is None:
        if speaker.figure is not None:
            speaker.figure.note_gender(gender)
        else:
            speaker.genders.add(gender)


def _alike(mention: Mention, speaker: Speaker) -> bool:
    if mention.head is None or speaker.head is None:
        return True
    return may_mean(mention.head.word, speaker.head.word)
