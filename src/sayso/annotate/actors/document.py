"""Mentions in the light of the whole text: places told apart, short forms, surnames, other spellings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.annotate.actors import lexicon
from sayso.annotate.actors.mentions import Grammar, Mention, mentions
from sayso.annotate.actors.people import candidates
from sayso.annotate.actors.pieces import Words, pieces
from sayso.annotate.actors.register import Register, surnames
from sayso.annotate.actors.spelling import skeleton, spelling_key

LATER = 0.9
"""A surname after the full name."""
SURNAME_ONLY = 0.6
"""A surname never given in full, of one holder of a prominent office whose country the text names."""
BY_KEY = 0.75
"""Found by spelling key: a likeness."""
BACK = 0.6
"""A bare title, read as the last one of that title."""
DEFINED = 0.9
"""An abbreviation the text itself explains."""
_SHORT = 4
"""A name of one word with so few letters needs its country in the text: it is short for other things too."""
_LONGEST_KEYED = 5
_STATELESS = frozenset({"IGO", "XXX"})
_PLACED = frozenset({"country", "seat"})


def read(text: str, register: Register, day: str | None) -> tuple[Words, list[Mention]]:
    """The words of a text and the actors mentioned in it, in order of place, none overlapping.

    ``day`` is the day the report speaks from (``2019-05-16``), None when unknown.
    """
    words = Words(text)
    grammar = Grammar(words, pieces(words, register), register, day)
    found = [m for m in mentions(grammar) if not _part_of_longer(words, m)]
    found = _acting(words, found)
    found = _supported(words, found)
    found = sorted([*found, *_defined(words, found)], key=lambda m: m.first)
    return words, _Story(grammar, found).complete()


# --- places told from actors -----------------------------------------------------------------------------


def _acting(words: Words, found: Iterable[Mention]) -> list[Mention]:
    """Without the countries and capitals that are places where they stand."""
    kept: list[Mention] = []
    last_place = last_actor = -1
    for mention in found:
        if mention.kind in _PLACED:
            with_actor = mention.kind == "seat" and last_actor >= 0 and _listed(words, last_actor, mention)
            with_place = last_place >= 0 and _listed(words, last_place, mention)
            if not with_actor and _is_place(words, mention, joined_to_place=with_place):
                last_place = mention.last
                continue
            last_actor = mention.last
        kept.append(mention)
    return kept


def _listed(words: Words, end: int, mention: Mention) -> bool:
    """Whether a mention goes on a list: "in Iraq, Syria and Lebanon", "between Washington and Tehran"."""
    between = [words.low(i) for i in range(end, mention.first)]
    gap = words.text[words[end - 1].end : words[mention.first].start]
    return (
        len(gap) < len(", and the  ")
        and all(w in ("and", "or", "the", "to") for w in between)
        and "." not in gap
    )


def _is_place(words: Words, mention: Mention, *, joined_to_place: bool) -> bool:
    before = mention.first - 1
    while words.low(before) in lexicon.ARTICLES:
        before -= 1
    low = words.low(before)
    after = mention.last
    owns = words.possessive(after)
    if mention.kind == "seat":
        return not _seat_acts(words, mention, low, owns)
    if low in lexicon.LOCATIVE and "." not in words.gap(before + 1):
        return not (owns and words.low(after + 1) in lexicon.POLICY)
    if joined_to_place and words.low(after) not in lexicon.DECIDES:
        return True
    city_before = words.gap(mention.first) == ", " and before >= 0 and words[before].capital
    return city_before and words.low(after) not in lexicon.DECIDES


def _seat_acts(words: Words, mention: Mention, before: str, owns: bool) -> bool:
    """Whether a capital stands for its government. One word of the seat's own ("Kremlin") is never a city."""
    after = mention.last
    if owns:
        return words.low(after + 1) in lexicon.POLICY and before not in ("in", "at", "near")
    if before in lexicon.LOCATIVE or words.gap(mention.first) == ", ":
        return False
    if words.near(after) and words.low(after) in lexicon.DECIDES:
        return True
    if before in lexicon.SEAT_PARTNERS and words.gap(after) != ", ":
        return True
    return words.low(after) == "and" and before in lexicon.SEAT_PARTNERS


def _part_of_longer(words: Words, mention: Mention) -> bool:
    """Whether a country, capital or party is only one word of a longer name: "Michael Jordan", "Iran Air"."""
    if mention.kind not in ("country", "seat", "people") or words.headline(mention.first):
        return False
    before, after = mention.first - 1, mention.last
    if before >= 0 and words.gap(mention.first) == " " and words[before].capital and not words.opens(before):
        low = words.low(before)
        if (
            low not in lexicon.LOCATIVE | lexicon.HONORIFICS | lexicon.ARTICLES | lexicon.MODIFIERS
            and len(low) > 1
        ):
            return True
    if words.low(before) in ("new", "north", "south", "latin", "central") and mention.kind == "country":
        return (
            before >= 0
            and words[before].capital
            and words.low(mention.first) in ("america", "africa", "asia", "guinea")
        )
    if after < len(words) and words.gap(after) == " ":
        word = words[after]
        return word.capital and len(word.low) > 2 and word.text not in _MONTHS and not word.text.isupper()
    return False


_MONTHS = lexicon.word_set(
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday President Prime Foreign Defense Defence Minister"
)


# --- short forms -----------------------------------------------------------------------------------------


def _supported(words: Words, found: list[Mention]) -> list[Mention]:
    """Without the short names ("MIT", "Saba") whose country or full name the text never gives, and without those
    the text explains otherwise: "Internet Research Agency (IRA)"."""
    named = Counter(m.country for m in found if not _short(words, m))
    other = _explained_otherwise(words, found)
    return [
        m
        for m in found
        if not _short(words, m)
        or (words[m.first].text not in other and (named[m.country] or m.country in _STATELESS))
    ]


def _explained_otherwise(words: Words, found: list[Mention]) -> set[str]:
    """Abbreviations that capitalised words of the text spell by their initials, where those are no known name."""
    known = {i for m in found for i in range(m.first, m.last) if m.last - m.first > 1}
    shorts = {words[m.first].text for m in found if _short(words, m) and words[m.first].text.isupper()}
    initials = "".join(w.text[0] if w.capital and i not in known else " " for i, w in enumerate(words.list))
    return {short for short in shorts if len(short) > 2 and _spelled_by(words, initials, short)}


def _spelled_by(words: Words, initials: str, short: str) -> bool:
    at = initials.find(short)
    while at >= 0:
        if all(words.gap(i) == " " for i in range(at + 1, at + len(short))):
            return True
        at = initials.find(short, at + 1)
    return False


def _short(words: Words, mention: Mention) -> bool:
    """Whether a name may stand for something else: a short word ("MIT"), a party's ("New Hope")."""
    if mention.kind == "party":
        return True
    one = mention.last - mention.first == 1 and mention.kind in ("body", "group")
    return one and len(words.low(mention.first)) <= _SHORT


def _defined(words: Words, found: Iterable[Mention]) -> Iterator[Mention]:
    """Every later use of an abbreviation explained after a name: "Blue River Council of Syria (BRCS)"."""
    covered = {i for m in found for i in range(m.first, m.last)}
    forms: dict[str, Mention] = {}
    for mention in found:
        i = mention.last
        if mention.kind not in ("body", "group", "party", "office") or i >= len(words) or i in covered:
            continue
        text = words[i].text
        if words.gap(i) in (" (", " (the ", ' ("') and text.isupper() and 2 <= len(text) <= 8:
            forms.setdefault(text, mention)
    for i, word in enumerate(words.list):
        source = forms.get(word.text)
        if source is not None and i not in covered and i >= source.last:
            yield replace(source, first=i, last=i + 1, confidence=min(DEFINED, source.confidence))


# --- persons named again, and in other spellings ---------------------------------------------------------


class _Story:
    """The mentions of one text, completed in order: who has been named, and in which office."""

    def __init__(self, grammar: Grammar, found: list[Mention]) -> None:
        self.words = grammar.words
        self.grammar = grammar
        self.register = grammar.register
        self.day = grammar.day
        self.found = found
        self.countries = Counter(m.country for m in found)
        self.named: dict[tuple[str, ...], Mention] = {}
        self.titles: dict[str, Mention] = {}
        self.bodies: dict[str, Mention] = {}

    def complete(self) -> list[Mention]:
        """All mentions in order, those by surname, spelling key and bare title among them."""
        by_first = {m.first: m for m in self.found}
        out: list[Mention] = []
        i, n = 0, len(self.words)
        while i < n:
            mention = by_first.get(i) or self._again(i)
            if mention is None:
                i += 1
                continue
            self._remember(mention)
            out.append(mention)
            i = max(mention.last, i + 1)
        return out

    def _remember(self, mention: Mention) -> None:
        if mention.role:
            self.titles[mention.role] = mention
        if mention.kind in ("body", "group", "party") and mention.last - mention.first > 1:
            self.bodies[self.words.low(mention.last - 1)] = mention
        if mention.kind != "person" or mention.person is None:
            return
        entries = self.register.person(mention.person)
        forms = {w for e in entries for name in e.names for w in surnames(name, e.country)}
        for form in forms or surnames(mention.name, mention.country):
            self.named[form] = mention

    def _again(self, i: int) -> Mention | None:
        word = self.words[i]
        if not word.capital:
            return self._bare_title(i) if word.low in _BARE_FIRST else None
        piece = self.grammar.at(i)
        if piece is not None:
            return self._bare_title(i) if piece.generic else None
        return self._surname(i) or self._short_body(i) or self._other_spelling(i)

    def _short_body(self, i: int) -> Mention | None:
        """ "the Coalition" after "Global Coalition": a body by its last word, in capitals."""
        known = self.bodies.get(self.words.low(i))
        if known is None or self.words.headline(i) or not self._stands_alone(i, i + 1):
            return None
        if self.words.opens(i) and self.words.low(i - 1) != "the":
            return None
        return replace(known, first=i, last=i + 1, confidence=min(BACK, known.confidence))

    def _surname(self, i: int) -> Mention | None:
        for length in (2, 1):
            form = tuple(self.words.low(k) for k in range(i, i + length))
            known = self.named.get(form)
            if known is not None and self._stands_alone(i, i + length):
                return replace(known, first=i, last=i + length, confidence=min(LATER, known.confidence))
        return self._prominent(i)

    def _stands_alone(self, first: int, last: int) -> bool:
        """Whether a surname is no part of somebody else's name."""
        words = self.words
        if not 0 < last <= len(words):
            return False
        if last - first == 2 and not words.joined(first + 1):
            return False
        if words.headline(first):
            return True
        if first and words.gap(first) == " " and words[first - 1].capital and not words.opens(first - 1):
            return words.low(first - 1) in lexicon.HONORIFICS or self.grammar.at(first - 1) is not None
        follows = last < len(words) and words.gap(last) == " " and words[last].capital
        return not follows or len(words[last].text) == 1

    def _prominent(self, i: int) -> Mention | None:
        """A surname without the full name: the one holder of a prominent office on the day."""
        entries = self.register.by_surname.get((self.words.low(i),), ())
        fits = [e for e in entries if e.role in lexicon.PROMINENT and (self.day is None or e.holds(self.day))]
        if len({e.code for e in fits}) != 1 or not self._stands_alone(i, i + 1):
            return None
        if len({e.name for e in fits}) > 1 and self.day is not None:
            return None
        if not self.countries[fits[0].country]:
            return None
        reading = candidates([max(fits, key=lambda e: e.first_day())], self.day)[0]
        return Mention(i, i + 1, "person", reading.code, reading.role, reading.name, SURNAME_ONLY, reading.name)

    def _other_spelling(self, i: int) -> Mention | None:
        """Two or more capitalised words whose key is that of a known name."""
        words = self.words
        if i + 1 >= len(words) or words.headline(i) or not words.joined(i + 1):
            return None
        if skeleton(words.low(i)) not in self.register.first_keys and words.low(i)[:2] not in ("ab", "al"):
            return None
        end = i + 1
        while end < min(len(words), i + _LONGEST_KEYED) and words.joined(end):
            if not words[end].capital and words.low(end) not in lexicon.NAME_PARTICLES:
                break
            end += 1
        for last in range(end, i + 1, -1):
            key = spelling_key(words.text[words[i].start : words[last - 1].end])
            entries = self.register.by_key.get(key, ()) if len(key) > 1 else ()
            if entries:
                reading = candidates(entries, self.day)[0]
                sure = round(min(BY_KEY, reading.confidence), 3)
                return Mention(i, last, "person", reading.code, reading.role, reading.name, sure, reading.name)
        return None

    def _bare_title(self, i: int) -> Mention | None:
        """ "the president": the last one of that title in the text."""
        piece = self.grammar.at(i)
        if piece is None or not piece.generic or piece.entries[0].role not in _BARE:
            return None
        entry = piece.entries[0]
        if self.words.low(i - 1) not in ("the", "mr", "madam") or self.words.low(piece.last) in ("of", "for"):
            return None
        known = self.titles.get(entry.role)
        if known is None:
            return None
        return replace(known, first=i, last=piece.last, confidence=min(BACK, known.confidence))


_BARE = frozenset(
    {
        "president", "prime minister", "foreign minister", "defence minister", "king", "chancellor", "emir",
        "crown prince", "supreme leader", "spokesperson", "interior minister", "secretary of state",
    }
)  # fmt: skip
_BARE_FIRST = lexicon.word_set(
    "president prime premier foreign defense defence king chancellor emir crown interior"
)
