"""From names and titles to mentions: "the Iranian Foreign Minister Mohammad Javad Zarif" is one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.annotate.actors import lexicon
from sayso.annotate.actors.entry import Entry
from sayso.annotate.actors.people import Candidate, candidates
from sayso.annotate.actors.pieces import Piece, Words
from sayso.annotate.actors.register import Register

_MOST_MODIFIERS = 5
_MOST_NAME_WORDS = 5
TITLED = 0.9
"""A country with a title: the code follows from the words alone."""
TITLE_ONLY = 0.75
"""A title that implies its country, its holder unknown."""
BY_TITLE = 0.93
"""A surname with the title its bearer held on the day."""
COUNTRY = 0.8
"""A country's name where it can act."""
ADJECTIVE = 0.6
"""A country's adjective or people."""
SEAT = 0.7
"""A capital used for its government."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor at words ``first`` to ``last`` (half open)."""

    first: int
    last: int
    kind: str
    """Kind of the entry that gave the code: person, office, body, country, adjective, seat …"""
    code: str
    role: str | None
    name: str
    confidence: float
    person: str | None = None
    """The person's full name, when a person is meant."""

    @property
    def country(self) -> str:
        """The code without its sectors."""
        return self.code.partition(".")[0]


class Grammar:
    """Reads the pieces of one text as mentions, for one day."""

    def __init__(self, words: Words, pieces: Sequence[Piece], register: Register, day: str | None) -> None:
        self.words = words
        self.pieces = pieces
        self.register = register
        self.day = day
        self._at = {piece.first: k for k, piece in enumerate(pieces)}

    def at(self, i: int) -> Piece | None:
        """The piece that begins at word ``i``."""
        k = self._at.get(i)
        return None if k is None else self.pieces[k]

    def read(self, piece: Piece) -> Mention | None:
        """The mention that begins with ``piece``, or None where it names no actor."""
        kind = piece.entries[0].kind
        if kind == "person":
            return self._person(piece, piece.first)
        if piece.generic:
            return self._title(piece)
        return self._named(piece)

    # --- names of countries, their people, their seats, and of bodies ------------------------------------

    def _named(self, piece: Piece) -> Mention | None:
        base = self._base(piece)
        if base is None:
            return None
        titled = self._with_titles(base)
        if titled is not None:
            return self._with_person(titled)
        person = self.at(base.last)
        if person and person.entries[0].kind == "person" and self._follows(base.last):
            found = self._person(person, base.first)
            if found and base.country in (found.country, "IGO"):
                return found
        return base

    def _base(self, piece: Piece) -> Mention | None:
        """The piece as a mention by itself."""
        readings = candidates(piece.entries, self.day)
        if not readings or readings[0].entry is None:
            return None
        best, entry = readings[0], readings[0].entry
        kind = self._kind(piece, entry)
        sure = {"country": COUNTRY, "adjective": ADJECTIVE, "people": ADJECTIVE, "seat": SEAT}.get(
            kind, best.confidence
        )
        name = (
            self.register.names.get(best.code, best.name)
            if kind in ("adjective", "people", "seat")
            else best.name
        )
        if kind in ("adjective", "people") and self.words.low(piece.last) in lexicon.WATERS:
            return None
        return Mention(piece.first, piece.last, kind, best.code, None, name, sure)

    def _kind(self, piece: Piece, entry: Entry) -> str:
        """A spelling that is a country's name and its adjective ("U.S.") is the name where no word leans on it."""
        kind = entry.kind
        kinds = {entry.kind for entry in piece.entries}
        if not {"country", "adjective"} <= kinds:
            return kind
        i = piece.last
        leans = i < len(self.words) and self._follows(i) and not self.words.possessive(i)
        return (
            "adjective" if leans and self.words.low(i) not in lexicon.DECIDES | lexicon.JOINING else "country"
        )

    def _with_titles(self, base: Mention) -> Mention | None:
        """``base`` with the titles that follow it: "Iran's deputy *foreign minister*"; None when none does."""
        found: Mention | None = None
        former = self._former_before(base.first)
        end = base.last
        while (title := self._next_title(end)) is not None:
            piece, by_former = title
            entry = piece.entries[0]
            own = entry.code if not entry.code.startswith("*") else base.country + entry.code[1:]
            if own.partition(".")[0] != base.country and base.kind not in ("body", "group", "party"):
                break
            former = former or by_former
            code = self._titled_code(found or base, entry, own, attached=found is not None)
            found = Mention(base.first, piece.last, "office" if entry.kind == "office" else "body", code, entry.role,
                            f"{base.name} {entry.role}", TITLED)  # fmt: skip
            end = piece.last
        if found is None:
            return None
        if former and found.kind == "office":
            return replace(found, code=found.country, role=f"former {found.role}")
        return self._holder(found)

    def _titled_code(self, base: Mention, entry: Entry, own: str, *, attached: bool) -> str:
        """A body keeps its own sector, but a party's lawmakers are lawmakers; so does a ministry before "spokesman"."""
        if base.kind == "party" and own.endswith(".LEG"):
            return own
        if base.kind in ("body", "group", "party") and not attached:
            return base.code
        if attached and entry.role in lexicon.WEAK_ROLES:
            return base.code
        return own

    def _next_title(self, i: int) -> tuple[Piece, bool] | None:
        """The generic piece after modifiers from word ``i`` on, and whether one of them was "former"."""
        former = False
        for _ in range(_MOST_MODIFIERS):
            if i >= len(self.words) or not (self._follows(i) or self.words.possessive(i)):
                return None
            piece = self.at(i)
            if piece is not None:
                return (piece, former) if piece.generic else None
            low = self.words.low(i)
            if low in lexicon.CUT or low not in lexicon.MODIFIERS:
                return None
            former = former or low in lexicon.FORMER
            i += 1
        return None

    def _follows(self, i: int) -> bool:
        return self.words.near(i)

    def _former_before(self, first: int) -> bool:
        return any(self.words.low(first - back) in lexicon.FORMER for back in (1, 2)) and self._follows(first)

    def _holder(self, titled: Mention) -> Mention:
        """An office with the name of the one who held it that day, where there was one."""
        if titled.kind != "office" or self.day is None or titled.role is None:
            return titled
        holders = {
            e.name: e for e in self.register.holders.get((titled.country, titled.role), ()) if e.holds(self.day)
        }
        if not holders:
            return titled
        latest = max(holders.values(), key=lambda e: e.first_day())
        if len(holders) > 1 and latest.first_day() != self.day:
            return titled
        return replace(titled, name=latest.name, person=latest.name)

    # --- persons -----------------------------------------------------------------------------------------

    def _person(self, piece: Piece, first: int) -> Mention | None:
        readings = candidates(piece.entries, self.day)
        if not readings:
            return None
        return _of_person(readings[0], first, piece.last)

    def _with_person(self, titled: Mention) -> Mention:
        """A title with the name after it: known, or taken from the text as it stands."""
        if titled.kind != "office" or titled.last >= len(self.words) or not self._follows(titled.last):
            return titled
        known = self.at(titled.last)
        if known is not None:
            if known.entries[0].kind != "person":
                return titled
            found = self._person(known, titled.first)
            if found is None or titled.country not in (found.country, "IGO"):
                return titled
            if found.code == found.country and not (titled.role or "").startswith("former"):
                return replace(found, code=titled.code, role=titled.role)
            return found
        end = self._name_end(titled.last)
        if end == titled.last:
            return titled
        return self._named_holder(titled, end)

    def _named_holder(self, titled: Mention, end: int) -> Mention:
        words = tuple(self.words.low(i) for i in range(titled.last, end))
        for entry in self.register.by_surname.get(words, ()):
            if entry.country == titled.country and (self.day is None or entry.holds(self.day)):
                return Mention(
                    titled.first, end, "person", titled.code, entry.role, entry.name, BY_TITLE, entry.name
                )
        name = self.words.text[self.words[titled.last].start : self.words[end - 1].end]
        return replace(titled, last=end, kind="person", name=name, person=name)

    def _name_end(self, i: int) -> int:
        """The end of the capitalised name that begins at word ``i``; ``i`` itself when none does."""
        words, start = self.words, i
        if i >= len(words) or words.headline(i):
            return i
        while i < len(words) and i - start < _MOST_NAME_WORDS and (i == start or words.joined(i)):
            word = words[i]
            if not (word.capital or (word.low in lexicon.NAME_PARTICLES and i > start)) or self.at(i):
                break
            if word.low in lexicon.NOT_NAMES or (len(word.low) > 1 and word.text.isupper()):
                break
            i += 1
        while i > start and not words[i - 1].capital:
            i -= 1
        return i

    # --- titles ------------------------------------------------------------------------------------------

    def _title(self, piece: Piece) -> Mention | None:
        entry = piece.entries[0]
        of = self._of(piece)
        if of is not None:
            return of
        if entry.kind == "office" and (found := self._titled_person(piece, entry)):
            return found
        if entry.code.startswith("*"):
            return self._named(replace(piece, entries=piece.spelling.own)) if piece.spelling.own else None
        named = Mention(piece.first, piece.last, "office", entry.code, entry.role, entry.role, TITLE_ONLY)
        if self._former_before(piece.first):
            return replace(named, code=named.country, role=f"former {entry.role}")
        return self._with_person(self._holder(named))

    def _of(self, piece: Piece) -> Mention | None:
        """ "president *of Iran*", "spokesman *for the Iraqi army*": the inner mention gives the country."""
        i = piece.last
        low = self.words.low(i)
        entry = piece.entries[0]
        if low not in ("of", "for") or (low == "for" and entry.role != "spokesperson") or not self._follows(i):
            return None
        i += 1
        while self.words.low(i) in lexicon.ARTICLES and self._follows(i):
            i += 1
        inner = self.at(i)
        if (
            inner is None
            or inner.entries[0].kind == "person"
            or (inner.generic and entry.role != "spokesperson")
        ):
            return None
        found = self._named(inner) if not inner.generic else self._title(inner)
        if found is None or (entry.code[0] != "*" and entry.country != found.country):
            return None
        whole = found.kind in ("body", "group", "party", "office") and found.code != found.country
        code = found.code if whole else found.country + entry.code[entry.code.find(".") :]
        kind = "office" if entry.kind == "office" else "body"
        titled = Mention(piece.first, found.last, kind, code, entry.role, f"{found.name} {entry.role}", TITLED)
        if self._former_before(piece.first) and kind == "office":
            return replace(titled, code=titled.country, role=f"former {entry.role}")
        return self._with_person(titled if whole else self._holder(titled))

    def _titled_person(self, piece: Piece, entry: Entry) -> Mention | None:
        """ "President Rouhani", "Prime Minister Adel Abdul Mahdi": a title right before a name."""
        i = piece.last
        if i >= len(self.words) or not self._follows(i):
            return None
        known = self.at(i)
        if known is not None:
            if known.entries[0].kind == "person":
                return self._person(known, piece.first)
            if known.generic and known.entries[0].kind == "office":
                inner = self._titled_person(known, known.entries[0])
                return inner and replace(inner, first=piece.first)
            return None
        end = self._name_end(i)
        for stop in range(end, i, -1):
            surname = tuple(self.words.low(k) for k in range(i, stop))
            if found := self._by_surname(surname, entry.role):
                return _of_person(found, piece.first, stop)
        return None

    def _by_surname(self, surname: tuple[str, ...], role: str) -> Candidate | None:
        fits = [e for e in self.register.by_surname.get(surname, ()) if _same_office(e.role, role)]
        readings = candidates(fits, self.day)
        if not readings or (len(readings) > 1 and readings[1].confidence > readings[0].confidence / 2):
            return None
        return replace(readings[0], confidence=min(readings[0].confidence, BY_TITLE))


def _of_person(reading: Candidate, first: int, last: int) -> Mention:
    return Mention(
        first, last, "person", reading.code, reading.role, reading.name, reading.confidence, reading.name
    )


_ALIKE = (
    frozenset({"prime minister", "premier"}),
    frozenset({"leader", "president", "official", "chairman", "speaker of parliament"}),
    frozenset({"secretary of state", "secretary of defense", "secretary", "official", "defence minister"}),
    frozenset({"foreign secretary", "foreign minister", "secretary"}),
    frozenset({"lawmaker", "senator", "congressman", "congresswoman", "speaker of parliament"}),
)


def _same_office(held: str, written: str) -> bool:
    """Whether the title in the text can be short for the office of the entry."""
    if held in (written, f"acting {written}") or held.startswith(f"{written} "):
        return True
    if written in (
        "commander",
        "officer",
        "military chief",
        "official",
        "spokesperson",
        "ruler",
        "king",
        "crown prince",
    ):
        return (
            written in ("commander", "officer")
            and any(w in held for w in ("chief", "chair", "command", "spokes"))
        ) or (written == "spokesperson" and "spokes" in held)
    return any(held in group and written in group for group in _ALIKE)


def mentions(grammar: Grammar) -> Iterator[Mention]:
    """The mentions of a text in order, none overlapping, as the words alone give them."""
    end = 0
    for piece in grammar.pieces:
        if piece.first < end:
            continue
        found = grammar.read(piece)
        if found is not None:
            end = found.last
            yield found
