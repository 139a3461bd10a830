"""Composed nested articles: a sentence of the news put into the mouth of somebody further out.

The training news labels one level only. Wrapping one of its attributed sentences ("The minister said X") into a frame
of ours ("Two diplomats told Reuters that the minister said X") makes a sentence with both levels labelled.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from markup import article
from scheme import Article, Attribution, Span

_HOLE = "\ue000"
FRAMES = [
    "{s:#} {c:said} {x:that %}.",
    "{s:#} {c:said} {x:%}.",
    "{s:#} {c:told} $AGENCY {x:that %}.",
    "{s:#} {c:told} $AGENCY {x:%}.",
    "{s:#} {c:told} reporters on $DAY {x:that %}.",
    "{s:#} on $DAY {c:said} {x:that %}.",
    "{s:#} {c:says} {x:%}.",
    "{s:#} also {c:said} {x:%}.",
    "{s:#} {c:reported} on $DAY {x:that %}.",
    "{s:#} {c:confirmed} {x:that %}.",
    "{s:#} {c deny:denied} {x:that %}.",
    "{s:#} {c:claimed} {x:%}.",
    "{s:#} {c thought estimate:believes} {x:%}.",
    "{s:#} {c thought estimate:thinks} {x:that %}.",
    "{s:#} {c:told} a news conference in $STATE {x:that %}.",
    "In a statement, {s:#} {c:said} {x:%}.",
    "{s:#} {c:noted} {x:that %}.",
    "{s:#} {c:wrote} on Twitter {x:that %}.",
    "{s:#} {c:added} {x:that %}.",
    "{s:#} {c:was quoted} by $MEDIUM as saying {x:%}.",
    "{c:According to} {s:#}, {x:%}.",
    "{x:%}, {s:#} {c:said}.",
    "{x:%}, {s:#} {c:told} $AGENCY.",
    "{x:%}, {c:according to} {s:#}.",
    "{x:%}, {s:#} {c:reported}.",
    "{x:%}, {c:said} {s:#}.",
    "{x:%}, {s:#} {c:said} on $DAY.",
    "{x:%}, {s:#} {c:said}, according to $MEDIUM.",
    "“{x:%},” {s:#} {c:said}.",
    "“{x:%},” {c:said} {s:#}.",
    "“{x:%},” {s:#} {c:told} $AGENCY.",
    "{s:#} {c:said}: “{x:%}.”",
    "{s:#} {c:told} $MEDIUM: “{x:%}.”",
]
SOURCES = [
    "two $FOLK officials",
    "a senior $FOLK official",
    "$FOLK officials",
    "a diplomat in $STATE",
    "three people familiar with the matter",
    "a security source",
    "two security sources",
    "military sources",
    "a spokesman for the $FOLK foreign ministry",
    "$PERSON",
    "$PERSON, a lawmaker from the opposition",
    "the ministry",
    "the $FOLK army",
    "$GROUP",
    "analysts",
    "witnesses",
    "a Western diplomat",
    "a source close to the talks",
    "the $FOLK foreign minister, $PERSON,",
    "the agency",
    "the report",
    "he",
    "she",
    "the official",
    "the source",
    "$MEDIUM",
    "a commander of $GROUP",
    "the spokeswoman",
    "residents",
    "the $FOLK president",
    "two people briefed on the discussions",
    "a former intelligence officer",
    "the $FOLK defence ministry",
    "$PERSON of the University of $STATE",
]
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you", "who", "that", "which"))
_ARTICLES = frozenset(("The", "A", "An", "In", "But", "Some", "Many", "Two"))


def sentences(news: list[Article]) -> Iterator[tuple[str, list[Attribution]]]:
    """(sentence without its full stop, its attributions) of one-sentence paragraphs fit for a frame."""
    for a in news:
        at = 0
        for paragraph in a.text.split("\n"):
            start, at = at, at + len(paragraph) + 1
            text = paragraph.rstrip()
            if not 30 < len(text) < 260 or text[-1] != "." or ". " in text or "?" in text:
                continue
            inside = [x for x in a.attributions if start <= x.cue[0][0] < at]
            if (
                text.count("“") != text.count("”")
                or text.count('"') % 2
                or any(not _fits(x, a.text) for x in inside)
            ):
                continue
            yield text[:-1], [_moved(x, -start, 0, len(text) - 1) for x in inside]


def _fits(x: Attribution, text: str) -> bool:
    if not x.source:
        return False
    return text[x.source[0][0] : x.source[0][1]].lower() not in _PRONOUNS


def _moved(x: Attribution, by: int, level: int, end: int = 10**9) -> Attribution:
    parts: list[tuple[Span, ...]] = [
        tuple((b + by, min(e + by, end)) for b, e in spans) for spans in (x.source, x.cue, x.content)
    ]
    return Attribution(parts[0], parts[1], parts[2], level, x.stance, x.kind)


def compose(news: list[Article], count: int, rng: random.Random) -> list[Article]:
    """`count` articles of three to six framed sentences each."""
    if not count:
        return []
    pool = list(sentences(news))
    spoken, plain = [p for p in pool if p[1]], [p for p in pool if not p[1]]
    return [
        _article(rng, [rng.choice(spoken if rng.random() < 0.7 else plain) for _ in range(rng.randint(3, 6))])
        for _ in range(count)
    ]


def _article(rng: random.Random, chosen: list[tuple[str, list[Attribution]]]) -> Article:
    text = ""
    found: list[Attribution] = []
    for sentence, inside in chosen:
        text += "\n\n" if text else ""
        piece, attributions = framed(sentence, inside, rng)
        found += [_moved(a, len(text), a.level) for a in attributions]
        text += piece
    return Article("nested", text, tuple(found), nested=True)


def framed(sentence: str, inside: list[Attribution], rng: random.Random) -> tuple[str, list[Attribution]]:
    """The sentence in a random frame, with the levels of both."""
    frame = rng.choice(FRAMES)
    source = rng.choice(SOURCES)
    if frame.startswith("{s:#"):
        source = source[0].upper() + source[1:]
    marked = frame.replace("#", source)
    if not frame.startswith(("{x", "“{x")) and "“" not in frame and sentence.split()[0] in _ARTICLES:
        sentence = sentence[0].lower() + sentence[1:]
    filled = article("frame", [marked.replace("%", _HOLE)], rng)
    hole = filled.text.index(_HOLE)
    grow = len(sentence) - 1
    text = filled.text.replace(_HOLE, sentence)

    def stretch(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple((b + grow * (b > hole), e + grow * (e > hole)) for b, e in spans)

    outer = [
        Attribution(stretch(a.source), stretch(a.cue), stretch(a.content), 0, a.stance, a.kind)
        for a in filled.attributions
    ]
    return text, [*outer, *(_moved(a, hole, 1) for a in inside)]


__all__ = ["compose", "framed", "sentences"]
