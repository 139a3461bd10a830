"""One mention of a speaker taken apart: name, noun, role, number, owner, sides, and what is said of the source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.annotate.voices.cast import Cast, Figure
from sayso.annotate.voices.lexicon import (
    NUMBERS,
    ORDINALS,
    PEOPLE,
    POSSESSIVES,
    Gender,
    Head,
    gender_of_word,
    head_of,
    medium_named,
)
from sayso.annotate.voices.media import medium_kind
from sayso.annotate.voices.names import folded
from sayso.annotate.voices.phrase import (
    figures_in,
    listed_speakers,
    name_in,
    named_apposition,
    phrase_end,
    segments,
    speaker_like,
    without_article,
)
from sayso.annotate.voices.roles import role_head, role_text
from sayso.annotate.voices.scene import Scene, Word, bare, genitive, is_name_word, words_of
from sayso.annotate.voices.sides import sides
from sayso.annotate.voices.tables import classes
from sayso.model import Span

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she",
    "herself": "she", "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "it": "it", "its": "it", "itself": "it", "i": "i", "me": "i", "my": "i", "myself": "i", "we": "we", "us": "we",
    "our": "we", "ourselves": "we", "you": "you", "your": "you", "who": "who", "whom": "who", "whose": "who",
    "which": "who", "that": "who", "this": "this", "these": "this", "those": "those",
}  # fmt: skip
"""Pronouns and possessives by the one that stands for them; ``who`` for those that point right back."""

_ARTICLES = frozenset({"the", "a", "an"})
_WORDS = classes("mention-words.txt")
_CUTS, _LINKS, _WHERE, _VAGUE = _WORDS["cut"], _WORDS["link"], _WORDS["where"], _WORDS["vague"]
_NEWS = re.compile(
    r"(?:^| )(?:news (?:agency|service|site|website|outlet|channel|network)|state(?:-run|-owned|"
    r"-controlled)? (?:TV|television|radio|media|news agency))$",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(r"[’'](?:d|s|ll|ve|re|m)$")


@dataclass(slots=True)
class Mention:
    """What the words of one source say by themselves."""

    spans: tuple[Span, ...]
    text: str
    pronoun: str = ""
    """One of the values of ``PRONOUNS``; empty when the mention is none."""
    name: str = ""
    tokens: tuple[str, ...] = ()
    """Folded words of a person's name."""
    name_words: tuple[Word, ...] = ()
    figure: Figure | None = None
    """The body or person that the cast knows under just this name."""
    namesakes: list[Figure] = field(default_factory=list)
    """Persons a bare name may mean."""
    head: Head | None = None
    core: str = ""
    """The noun phrase without article, appositions and what is said of access or reasons."""
    role: str = ""
    determiner: str = ""
    """the, a, some, number, owner, or empty for bare nouns."""
    owner: tuple[Word, ...] = ()
    """Who is said to have the speaker: ``Its`` spokeswoman, ``Torrund's`` navy."""
    count: int | None = None
    ordinal: int | None = None
    one_of: bool = False
    """``one of the officials``."""
    sides: set[str] = field(default_factory=set)
    genders: set[Gender] = field(default_factory=set)
    several: bool = False
    """Joined by and, or a plural."""
    members: list[Figure] = field(default_factory=list)
    """Those whom a list names."""
    medium: str = ""


def parse(scene: Scene, cast: Cast, spans: Sequence[Span]) -> Mention:
    """Take the words at ``spans`` apart."""
    placed = tuple(spans)
    text = " ".join(" ".join(scene.text[a:b] for a, b in placed).split())
    mention = Mention(placed, text)
    main = max(placed, key=lambda span: span[1] - span[0])
    words = _trimmed(_inside(scene, main))
    if not words:
        mention.name = text
        return mention
    low = _CONTRACTED.sub("", words[0].low)
    if len(words) == 1 and low in PRONOUNS and not (words[0].text.isupper() and len(words[0].text) > 1):
        mention.pronoun = PRONOUNS[low]
        mention.several = mention.pronoun in ("they", "we")
        return mention
    _read(mention, scene, cast, words)
    return mention


def _inside(scene: Scene, span: Span) -> list[Word]:
    first, last = scene.word_at(span[0]), scene.word_at(span[1])
    words = scene.words[first:last]
    if first and scene.words[first - 1].end > span[0]:
        # A span that begins inside a word: that part of the word which it holds.
        words = [*words_of(scene.text, span[0], scene.words[first - 1].end), *words]
    return words


def _trimmed(words: list[Word]) -> list[Word]:
    first, last = 0, len(words)
    while first < last - 1 and words[first].low in _WORDS["leading"]:
        first += 1
    while last - 1 > first and words[last - 1].text.lower() in _WORDS["trailing"]:
        last -= 1
    return words[first:last]


def _read(mention: Mention, scene: Scene, cast: Cast, words: list[Word]) -> None:
    parts = segments(scene, words)
    phrase = parts[0]
    body = phrase[: phrase_end(phrase)]
    if _of_a_body(phrase):
        body, mention.head = phrase, head_of(phrase[-1].text)
    _determine(mention, body)
    mention.sides = sides(phrase[: _upto_to(phrase)])
    if _read_list(mention, cast, parts):
        return
    if _read_medium(mention, scene, phrase):
        return
    named = name_in(scene, cast, phrase)
    if named:
        _set_person(mention, scene, cast, phrase, named, parts[1:])
        return
    later = named_apposition(scene, cast, parts[1:])
    if later and role_head(phrase) is not None:
        _set_person(mention, scene, cast, later, name_in(scene, cast, later) or (0, len(later)), [])
        mention.role = role_text(scene, phrase)
        _note_head(mention, phrase)
        mention.owner = _owner(phrase)
        return
    proper = _proper_apposition(mention, cast, body, parts[1:2])
    if proper:
        _set_description(mention, scene, cast, proper, proper[: phrase_end(proper)])
        return
    _set_description(mention, scene, cast, phrase, body)
    if mention.head is None and len(parts) > 1:
        mention.head = _called(parts[1])


def _of_a_body(phrase: Sequence[Word]) -> bool:
    """Whether it is somebody of a body with "of" in its name: ``a Department of Health official``."""
    head = head_of(phrase[-1].text)
    name = phrase[1:-1]
    return (
        head is not None and head.kind in PEOPLE and not phrase[-1].capital and phrase[0].low in ("a", "an", "the")
        and any(word.low == "of" for word in name) and bool(name) and name[0].capital and name[-1].capital
        and all(word.capital or word.low in ("of", "and", "the", "for") for word in name)
    )  # fmt: skip


def _proper_apposition(
    mention: Mention, cast: Cast, body: Sequence[Word], rest: Sequence[list[Word]]
) -> list[Word] | None:
    """The proper name after a body's description: ``the league's water watchdog, the Lower Delta Authority``."""
    last = body[-1]
    head = head_of(last.text)
    if not rest or last.capital or head is None or head.kind not in ("state", "body", "outlet"):
        return None
    name = rest[0][1:] if rest[0][0].low == "the" else rest[0]
    proper = len(name) > 1 and all(is_name_word(w.text) or w.low in ("of", "for", "and", "the") for w in name)
    return rest[0] if proper and cast.body(name) is not None else None


def _called(segment: Sequence[Word]) -> Head | None:
    """The noun by which an apposition calls a body: ``the Lions of the North, a militia,``."""
    if segment[0].low not in _ARTICLES:
        return None
    found = None
    for word in segment[: phrase_end(segment)]:
        head = head_of(word.text)
        found = head if head is not None and head.kind in ("state", "body", "outlet") else found
    return found


def _upto_to(words: Sequence[Word]) -> int:
    return next((n for n, word in enumerate(words) if word.low == "to" and n), len(words))


def _determine(mention: Mention, words: Sequence[Word]) -> None:
    first = words[0].low
    if first in ("the", "this", "that", "these", "those", "same", "both", "each", "all", "neither", "either"):
        mention.determiner = "the"
    elif first in ("a", "an"):
        mention.determiner = "a"
    elif first in _VAGUE:
        mention.determiner = "some"
    elif _possessive(words[0]) or genitive(words[0].text):
        mention.determiner = "owner"
    for word in words[:3]:
        low = word.low
        if (
            low in NUMBERS
            and mention.count is None
            and not (low == "one" and len(words) > 1 and words[0].low != "one")
        ):
            mention.count = NUMBERS[low]
            mention.determiner = mention.determiner or "number"
        elif low.isdecimal() and len(low) <= 4:
            mention.count = int(low)
            mention.determiner = mention.determiner or "number"
        if low in ORDINALS and mention.ordinal is None and mention.determiner in ("the", "a", "some", "owner"):
            mention.ordinal = ORDINALS[low]


def _possessive(word: Word) -> bool:
    return word.text in POSSESSIVES or (word.text.lower() in POSSESSIVES and word.text[1:].islower())


def _owner(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a leading genitive or possessive: ``Its``, ``Torrund's``, ``the ministry's``."""
    if _possessive(words[0]) and len(words) > 1:
        return (words[0],)
    for number, word in enumerate(words[:6]):
        if genitive(word.text) and number + 1 < len(words):
            return tuple(words[: number + 1])
        if word.text.lower() in _CUTS and word.low != "of":
            break
    return ()


def _note_head(mention: Mention, words: Sequence[Word]) -> None:
    for word in words:
        own = word.low not in POSSESSIVES and not genitive(word.text)
        if own and (gender := gender_of_word(word.text)):
            mention.genders.add(gender)
    found = None
    for word in words[: phrase_end(words)]:
        head = head_of(word.text if not genitive(word.text) else "")
        if head:
            found = head
    mention.head = mention.head or found


def _set_person(
    mention: Mention,
    scene: Scene,
    cast: Cast,
    phrase: Sequence[Word],
    named: tuple[int, int],
    rest: Sequence[Sequence[Word]],
) -> None:
    first, last = named
    name = phrase[first:last]
    mention.tokens = folded(name)
    mention.name_words = tuple(name)
    mention.name = " ".join(" ".join(bare(w.text) if w is name[-1] else w.text for w in name).split())
    mention.namesakes = cast.named(mention.tokens)
    before = phrase[:first]
    if before:
        mention.role = role_text(scene, before)
        _note_head(mention, before)
    if not mention.role:
        mention.role = _role_after(scene, phrase[last:], rest)
    mention.core = mention.name


def _role_after(scene: Scene, tail: Sequence[Word], rest: Sequence[Sequence[Word]]) -> str:
    """The role set off after a name."""
    for segment in (tail, *rest):
        if (
            segment
            and role_head(segment) is not None
            and segment[0].low not in ("who", "which", "whose", "that")
        ):
            return role_text(scene, segment)
    return ""


def _read_list(mention: Mention, cast: Cast, segments: Sequence[list[Word]]) -> bool:
    """Several named speakers joined by ``and``; False when the mention names at most one."""
    words = listed_speakers(segments)
    joints = [n for n, word in enumerate(words) if word.low in ("and", "or") and 0 < n < len(words) - 1]
    for joint in joints:
        left, right = words[:joint], words[joint + 1 :]
        if speaker_like(left) and speaker_like(right):
            mention.several = True
            mention.count = 2 if len(joints) == 1 and len(words) == len(segments[0]) else None
            mention.name = mention.core = without_article(" ".join(w.text for w in words))
            mention.members = [f for part in (left, right) for f in figures_in(cast, part)]
            _note_head(mention, left)
            _note_head(mention, right)
            return True
    return False


def _read_medium(mention: Mention, scene: Scene, phrase: Sequence[Word]) -> bool:
    text = " ".join(scene.text[phrase[0].start : phrase[-1].end].split())
    short = bare(without_article(text))
    for name in (text, short):
        proper = name == short and all(w[:1].isupper() for w in name.split()) and len(name.split()) > 1
        if medium_named(name) or (proper and medium_kind(name)) or _NEWS.search(name):
            mention.medium = mention.name = mention.core = without_article(text)
            return True
    return False


def _set_description(mention: Mention, scene: Scene, cast: Cast, phrase: list[Word], body: list[Word]) -> None:
    if body[0].low in ("one", "those") and len(phrase) == 1:
        mention.one_of = body[0].low == "one"
    mention.owner = _owner(phrase)
    rest = [w for w in body if w not in mention.owner] or body
    _note_head(mention, rest)
    if body[0].low == "one" and len(phrase) > 2 and phrase[1].low == "of":
        mention.one_of = True
        _note_head(mention, phrase[2:])
        mention.owner = ()
    mention.several = mention.head is not None and mention.head.plural
    if mention.several and not mention.one_of:
        mention.ordinal = None
    kept = _kept(phrase, len(body), mention.head)
    mention.core = " ".join(scene.text[kept[0].start : kept[-1].end].split())
    if body[0].low in ("a", "an", "the") and len(kept) > 1:
        mention.core = without_article(mention.core)
    mention.core = bare(mention.core) if genitive(mention.core) else mention.core
    if _read_named_body(mention, rest):
        return
    capital = [w for w in rest if w.capital]
    if mention.head is None or mention.head.kind not in PEOPLE:
        mention.figure = cast.body(body) or (cast.body(capital) if not mention.owner else None)
    if mention.head is not None and mention.head.kind in PEOPLE:
        mention.role = _bare_role(mention.core)
    elif capital or mention.head:
        mention.name = mention.core


def _read_named_body(mention: Mention, words: Sequence[Word]) -> bool:
    """A body under a common noun and its name: ``the radio station Harbour FM``, ``the ferry Halcyon Tern``."""
    common = [n for n, word in enumerate(words) if not word.capital and head_of(word.text)]
    if (
        not common
        or common[-1] + 1 >= len(words)
        or not all(is_name_word(w.text) for w in words[common[-1] + 1 :])
    ):
        return False
    head = head_of(words[common[-1]].text)
    if head is None or head.kind not in ("state", "body", "outlet"):
        return False
    name = " ".join(w.text for w in words[common[-1] + 1 :])
    mention.head, mention.name, mention.core = head, bare(name), bare(name)
    if head.kind == "outlet" or head.word == "agency":
        mention.medium = mention.name
    return True


def _bare_role(core: str) -> str:
    """The role in a description: without numbers, ranks of order and vague words."""
    words = [
        w
        for w in core.split()
        if w.lower() not in NUMBERS and w.lower() not in ORDINALS and w.lower() not in _VAGUE
    ]
    return " ".join(words)


def _kept(phrase: list[Word], upto: int, head: Head | None) -> list[Word]:
    """The noun phrase with an of-phrase or a place that belongs to its name."""
    if upto >= len(phrase):
        return phrase
    link = phrase[upto].low
    private = head is not None and head.kind in ("lay", "crowd")
    if link not in _LINKS and not (private and link in _WHERE):
        return phrase[:upto]
    stop = upto + 1
    while stop < len(phrase) and (
        phrase[stop].text.lower() not in _CUTS or phrase[stop].low in _WHERE | {"of"}
    ):
        stop += 1
    return phrase[:stop] if stop > upto + 1 else phrase[:upto]
