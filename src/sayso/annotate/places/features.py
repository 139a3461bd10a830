"""What speaks for and against a candidate being a place's name: names of features, one weight each.

A feature is a fact about the words around, the name itself and the whole text. The weights were fitted by logistic
regression (``bench/train/places.py``); no feature is a word of a text, so that nothing is learned by heart. Of a
country's name only the words around it count, so that two countries in the same words are judged alike.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.annotate.actors.pieces import Piece, Words
from sayso.annotate.actors.register import Register
from sayso.annotate.places import wording
from sayso.annotate.places.candidates import Candidate

_LARGE = (1_000, 15_000, 100_000, 1_000_000)
_SMALL = frozenset("PBF")
_NOUNS = wording.INSTITUTIONS | wording.TITLES | wording.AREAS | wording.ROADS
_AREA_WORDS = frozenset({"city", "town", "village", "county", "state", "province", "district", "region"})


class Story:
    """What the whole text says: who is a person in it, which words it writes small, which names stand after "in"."""

    def __init__(
        self, words: Words, found: Sequence[Candidate], blocked: Sequence[Piece], register: Register
    ) -> None:
        self.known = register.by_surname
        self.words = words
        self.found = found
        self.given = wording.words_of("given")
        self.surnames = wording.words_of("surnames")
        self.common = wording.words_of("common")
        self.small = {w.low for w in words.list if w.text[0].islower()}
        self.kinds = {i: p.entries[0].kind for p in blocked for i in range(p.first, p.last)}
        self.persons = self._persons()
        self.located = Counter(self.key(c) for c in found if self._led(c))
        self.seen = Counter(self.key(c) for c in found)
        self.by_end = {c.last: c for c in found}
        self.by_first = {c.first: c for c in found}

    def key(self, candidate: Candidate) -> str:
        """The folded name."""
        return " ".join(w.low for w in self.words.list[candidate.first : candidate.last])

    def _led(self, candidate: Candidate) -> bool:
        return (
            self.words.low(candidate.first - 1) in ("in", "near", "outside", "at")
            and self.words.gap(candidate.first) == " "
        )

    def _persons(self) -> Counter[str]:
        """Words that stand in a person's name somewhere: after a given name or a title."""
        words, found = self.words, Counter()  # type: Words, Counter[str]
        for i in range(1, len(words)):
            before = words.list[i - 1]
            if not words.list[i].capital or not before.capital or not words.joined(i):
                continue
            if (
                (before.low in self.given and before.low not in ("virginia", "georgia", "carolina"))
                or before.low in wording.TITLES
            ) or (len(before.low) == 1 and i > 1 and words.list[i - 2].capital and words.joined(i - 1)):
                found[words.list[i].low] += 1
        return found


def features(story: Story, candidate: Candidate) -> Iterator[str]:
    """The features of one candidate."""
    yield "bias"
    yield from _name(story, candidate)
    yield from _before(story, candidate)
    yield from _after(story, candidate)
    yield from _elsewhere(story, candidate)


def _name(story: Story, candidate: Candidate) -> Iterator[str]:
    length = candidate.last - candidate.first
    yield f"form={candidate.form}"
    yield f"length={min(length, 3)}"
    yield f"form={candidate.form},length={min(length, 3)}"
    kinds = {e.kind for e in candidate.entries}
    if "C" in kinds:
        yield "country"
        return
    for kind in sorted(kinds):
        yield f"kind={kind}"
    if kinds and kinds <= _SMALL:
        yield "small places only"
    population = max((e.population for e in candidate.entries), default=0)
    size = sum(population >= each for each in _LARGE)
    yield f"size={size}"
    yield f"namesakes={min(len(candidate.entries), 6) // 2}"
    yield from _single(story, candidate, size) if length == 1 else _several(story, candidate)


def _single(story: Story, candidate: Candidate, size: int) -> Iterator[str]:
    """A name of one word: what else that word is."""
    word = story.words[candidate.first]
    for name, listed in (("given", story.given), ("surname", story.surnames), ("common", story.common)):
        if word.low in listed:
            yield f"is {name}"
            yield f"is {name},size={size}"
    if (word.low,) in story.known:
        yield "is known surname"
    if word.low in _NOUNS:
        yield "is noun"
    if word.low in story.small:
        yield "written small"
    if word.text.isupper() and len(word.low) > 2:
        yield "capitals"


def _several(story: Story, candidate: Candidate) -> Iterator[str]:
    """A name of several words: how it begins and ends."""
    first, last = story.words.low(candidate.first), story.words.low(candidate.last - 1)
    if last in wording.AREAS:
        yield "ends in area"
    if last in wording.SITES:
        yield "ends in site"
    if first in story.given and candidate.form != "name":
        yield "begins given"
    if first in ("the", "a"):
        yield "begins article"


def _before(story: Story, candidate: Candidate) -> Iterator[str]:
    words, i = story.words, candidate.first
    gap = words.gap(i)
    if words.opens(i):
        yield "opens"
        if words.headline(i):
            yield "headline"
    elif gap == ", ":
        yield from _after_comma(story, candidate)
    elif gap not in (" ", "-"):
        yield f"gap={gap[:1]}"
    else:
        if gap == "-":
            yield "after hyphen"
        if words[i - 1].capital and not words.opens(i - 1):
            yield from _capital_before(story, i, words.low(i - 1))
        else:
            yield from _small_before(words, candidate)


def _after_comma(story: Story, candidate: Candidate) -> Iterator[str]:
    yield "after comma"
    before = story.by_end.get(candidate.first)
    if before is not None:
        yield f"after comma,place,{before.form == 'name'}"
        if _contains(candidate, before):
            yield "contains the one before"


def _small_before(words: Words, candidate: Candidate) -> Iterator[str]:
    i = candidate.first
    low = words.low(i - 1)
    if low in wording.LOCATIVE:
        yield f"after={low}"
        yield f"after={low},{candidate.form}"
    elif low in ("the", "a", "an"):
        yield f"after={low}"
        if words.low(i - 2) in ("in", "near", "of", "at"):
            yield f"after {words.low(i - 2)} the"
    elif low in ("and", "or"):
        yield "after and"
        if i > 1 and words[i - 2].capital:
            yield "after capital and"
    else:
        kinds = (("bearing", wording.BEARINGS), ("title", wording.TITLES), ("area", _AREA_WORDS))
        yield next((f"after {name}" for name, listed in kinds if low in listed), "after other")


def _capital_before(story: Story, i: int, low: str) -> Iterator[str]:
    yield "after capital"
    if low in story.given:
        yield "after given"
    elif low in wording.TITLES:
        yield "after title"
    elif len(low) == 1:
        yield "after initial"
    elif low in wording.BEARINGS:
        yield "after bearing"
    elif i in story.by_end:
        yield "after candidate"
    elif i - 1 in story.kinds:
        yield f"after {story.kinds[i - 1]}"
    elif story.words[i - 1].text.isupper():
        yield "after capitals"
    elif low in wording.INSTITUTIONS:
        yield "after institution"


def _after(story: Story, candidate: Candidate) -> Iterator[str]:
    words, k = story.words, candidate.last
    gap = words.gap(k)
    if k >= len(words):
        yield "ends text"
    elif words.possessive(k):
        yield "owns"
    elif gap in (", ", "., "):
        yield from _before_comma(story, candidate)
    elif gap in (" ", "-") or (gap == ". " and candidate.form == "short"):
        if gap == "-":
            yield "before hyphen"
        if words[k].capital:
            yield from _capital_after(story, k, words.low(k))
        else:
            yield _small_after(words.low(k))
    else:
        yield f"then={gap[:1]}"


def _before_comma(story: Story, candidate: Candidate) -> Iterator[str]:
    yield "before comma"
    after = story.by_first.get(candidate.last)
    if after is not None:
        yield f"before comma,{after.form}"
        if _contains(after, candidate):
            yield "within the one after"
    if story.words.low(candidate.last).isdigit():
        yield "before comma number"


def _small_after(low: str) -> str:
    kinds = (
        ("person verb", wording.PERSON_VERBS),
        ("preposition", wording.LOCATIVE),
        ("noun", wording.INSTITUTIONS | wording.AREAS),
    )
    return next((f"before {name}" for name, listed in kinds if low in listed), "before small")


def _capital_after(story: Story, k: int, low: str) -> Iterator[str]:
    if low in wording.INSTITUTIONS:
        yield "before institution"
    elif low in wording.AREAS | wording.ROADS | wording.SITES:
        yield "before area"
    elif low in story.surnames:
        yield "before surname"
    elif k in story.by_first:
        yield "before candidate"
    elif low in wording.CALENDAR:
        yield "before calendar"
    else:
        yield "before capital"


def _elsewhere(story: Story, candidate: Candidate) -> Iterator[str]:
    words = story.words
    last = words.low(candidate.last - 1)
    length = candidate.last - candidate.first
    if story.persons[last]:
        yield "person elsewhere"
        if length == 1:
            yield "person elsewhere,single"
    key = story.key(candidate)
    if story.located[key] - story._led(candidate) > 0:
        yield "located elsewhere"
    if story.seen[key] > 1:
        yield "seen again"


def _contains(outer: Candidate, inner: Candidate) -> bool:
    """Whether some place of ``outer`` is the division or country of some place of ``inner``."""
    regions = {(e.country, e.division) for e in outer.entries if e.kind == "A"}
    countries = {e.country for e in outer.entries if e.kind == "C"}
    return any(
        (e.country, e.division) in regions or e.country in countries for e in inner.entries if e.kind in "PBA"
    )
