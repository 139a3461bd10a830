"""A report as its words, sentences and paragraphs, with what is quoted: where everything else looks things up."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from sayso.annotate.prose import sentences
from sayso.annotate.voices.lexicon import OPENERS, PARTICLES, PREPOSITIONS, VERBS, head_of
from sayso.annotate.wordlists import words as listed
from sayso.model import Span

_WORD = re.compile(r"[^\W_]+(?:[’'.&/‐‑-][^\W_]+)*(?:(?<=s)[’'](?!\w))?\.?")
_TITLE_DOT = listed(
    "mr mrs ms dr prof gen lt col sgt maj capt cmdr adm sen rep gov pres rev hon st jr sr brig vice"
)
_VERB_END = re.compile(r"[a-z]{2,}(?:ed|es|[^su]s)\Z")


@dataclass(frozen=True, slots=True)
class Sureness:
    """Of an attribution, as its finder sees it, each 0 to 1: the least sure word of each role, the less sure end of
    the content, and its two links."""

    cue: float = 1.0
    source: float = 1.0
    content: float = 1.0
    ends: float = 1.0
    link: float = 1.0
    """That the content is the cue's."""
    voice: float = 1.0
    """That the source is the cue's."""


CERTAIN = Sureness()
"""Of attributions that somebody gave."""


class Attributed(Protocol):
    """What is read of an attribution: who is made to say what, by spans of the text."""

    @property
    def source(self) -> tuple[Span, ...]:
        """The words that name who speaks; none for an implied voice."""

    @property
    def cue(self) -> tuple[Span, ...]:
        """The words that attribute; none for a quotation that runs on."""

    @property
    def content(self) -> tuple[Span, ...]:
        """The words said."""

    @property
    def level(self) -> int:
        """0 for the outermost, 1 inside another's content …"""

    @property
    def stance(self) -> str:
        """The finder's guess; empty when it has none."""

    @property
    def kind(self) -> str:
        """The finder's guess: speech or thought; empty when it has none."""

    @property
    def form(self) -> str:
        """direct, indirect or mixed."""

    @property
    def score(self) -> float:
        """The finder's certainty, 0 to 1."""

    @property
    def sure(self) -> Sureness:
        """The same of each part."""


class Word(NamedTuple):
    """One word of the text at ``[start, end)``; a full stop of an abbreviation belongs to it."""

    text: str
    start: int
    end: int
    low: str
    """Lower-cased, without genitive and final full stop."""
    capital: bool
    """Whether it begins with a capital letter."""


_ENDINGS = ("'s", "’s", "'", "’", ".")


def bare(word: str) -> str:
    """A word without its genitive and final full stop: ``Iran's`` → ``Iran``, ``Gen.`` → ``Gen``."""
    if word[-1:].isalnum() and word[-2:-1] not in ("'", "’"):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)]
    return word


def genitive(word: str) -> bool:
    """Whether a word stands in the genitive: ``Iran's``, ``brokers'``."""
    return word.endswith(("'s", "’s", "s'", "s’"))


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of the text, in order; linear in its length."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word, stop = match.group(), match.end()
        if word[-1] == "." and not _keeps_dot(word[:-1]):
            word, stop = word[:-1], stop - 1
        found.append(Word(word, match.start(), stop, bare(word).lower(), word[:1].isupper()))
    return found


def _keeps_dot(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word.lower() in _TITLE_DOT or "." in word[:-1][-2:]


@dataclass(slots=True)
class Scene:
    """The text of one report, cut up once."""

    text: str
    words: list[Word]
    sentences: list[Span]
    contents: list[tuple[int, int, bool]]
    """Contents of outermost claims in order, and whether each is quoted."""
    _starts: list[int] = field(init=False)
    _openings: frozenset[int] = field(init=False)
    _word_starts: list[int] = field(init=False)
    _content_starts: list[int] = field(init=False)
    _paragraphs: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [start for start, _ in self.sentences]
        self._openings = frozenset(self._starts)
        self._word_starts = [word.start for word in self.words]
        self._content_starts = [content[0] for content in self.contents]
        self._paragraphs = [match.end() for match in re.finditer(r"\n", self.text)]

    def sentence(self, offset: int) -> int:
        """Number of the sentence that holds an offset, or of the last before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence_span(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        return self.sentences[self.sentence(offset)] if self.sentences else (0, len(self.text))

    def paragraph(self, offset: int) -> int:
        """Number of the line that holds an offset."""
        return bisect_right(self._paragraphs, offset)

    def word_at(self, offset: int) -> int:
        """Index of the first word that starts at or after an offset."""
        return bisect_right(self._word_starts, offset - 1)

    def said(self, offset: int) -> bool | None:
        """None outside all contents; inside one, whether its words are quoted."""
        i = bisect_right(self._content_starts, offset) - 1
        return self.contents[i][2] if i >= 0 and offset < self.contents[i][1] else None

    def subject(self, first: int, last: int) -> bool:
        """Whether words ``[first, last)`` look like a subject: not after a preposition or a verb, a verb following."""
        before = self.words[first - 1] if first else None
        if before is None or self._parted(first):
            return True
        low = before.low
        if low in PREPOSITIONS or genitive(self.words[last - 1].text):
            return False
        if low in OPENERS and low not in VERBS:
            return True
        return last < len(self.words) and self.verb(last)

    def verb(self, i: int) -> bool:
        """Whether a word looks like a finite verb; a guess by its form."""
        word = self.words[i]
        if word.capital:
            return False
        return word.text in VERBS or (bool(_VERB_END.match(word.text)) and head_of(word.text) is None)

    def gap(self, i: int) -> str:
        """The characters between a word and the one before it."""
        return self.text[self.words[i - 1].end : self.words[i].start] if 0 < i < len(self.words) else ""

    def begins(self, i: int) -> bool:
        """Whether a sentence begins with a word."""
        return self.words[i].start in self._openings

    def opens(self, i: int) -> bool:
        """Whether a word opens a sentence or follows a mark."""
        return i == 0 or self.begins(i) or bool(self.gap(i).strip())

    def _parted(self, i: int) -> bool:
        """Whether a sentence, a line or a quotation begins with the word."""
        gap = self.gap(i)
        return bool(gap.strip(" ,'’-")) or "\n" in gap


def scene_of(text: str, attributions: Sequence[Attributed]) -> Scene:
    """Cut a report's text up."""
    outer = sorted(
        (start, end, a.form == "direct") for a in attributions if a.level == 0 for start, end in a.content
    )
    disjoint: list[tuple[int, int, bool]] = []
    for start, end, quoted in outer:
        begins = max(start, disjoint[-1][1]) if disjoint else start
        if begins < end:
            disjoint.append((begins, end, quoted))
    return Scene(text, words_of(text), sentences(text), disjoint)


def is_name_word(word: str) -> bool:
    """Whether a word may stand in a proper name."""
    return (
        word[:1].isupper()
        or word.startswith(("al-", "el-", "ul-", "ad-", "as-", "ar-", "at-"))
        or word in PARTICLES
    )
