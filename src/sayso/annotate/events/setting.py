"""Stretches that tell of sport, games and invented stories: their attacks and victories are no events."""

import re
from collections.abc import Iterator

from sayso.annotate.prose import Stretches, sentences
from sayso.annotate.wordlists import words
from sayso.model import Span

_SPORT = words(
    "match matches half goal goals goalkeeper striker midfielder defender cup league tournament champions "
    "coach referee umpire penalty wicket wickets innings batsman bowler semifinal quarterfinal pitch stadium team "
    "teams player players scorer fixture qualifier halftime touchdown quarterback football soccer cricket "
    "rugby tennis basketball hockey baseball cyclist sprinter medal medals olympic olympics fifa uefa playoffs tackle"
)
_STORY = words(
    "film films movie movies novel novels sequel fictional thriller plot hero heroine villain actor actress screenplay "
    "opera character characters director box-office game games gamers players console"
)
_TOLD = re.compile(
    r"\b(?:in|of) (?:the|a|his|her) (?:(?:new|latest|first|second|third|upcoming) )?(?:film|movie|novel|opera|game)\b"
    r"|\b(?:novel|film|movie|opera|game) (?:opens|tells|ends|lets|begins|follows)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"(?<![\w-])\d{1,3}\s?[-–]\s?\d{1,3}(?![\w-])")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ENOUGH = 2
"""Words of sport or of stories that make a sentence one; a score counts for one."""


def apart(text: str) -> Stretches:
    """The sentences that tell of sport, games or invented stories."""
    return Stretches(_apart(text))


def _apart(text: str) -> Iterator[Span]:
    for start, end in sentences(text):
        told = text[start:end]
        said = set(_WORD.findall(told.lower()))
        sport = len(said & _SPORT) + (_SCORE.search(told) is not None)
        if sport >= _ENOUGH or (_TOLD.search(told) is not None and said & _STORY):
            yield start, end
