"""Words of news that surely begin no trigger, where nobody labelled which do."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.encoder.windows import Word
from sayso.annotate.wordlists import words

_CLOSED = words("""
a an the this that these those some any no all both each every other another such of in on at to for
from by with about against between into through during before after above below over under out off
up down as than and or but nor so yet if unless while because although though since until whether
when where who whom whose which what why how i me my we us our you your he him his she her it its
they them their there here is are was were be been being am has have had having do does did will
would can could may might must shall should not n't also only just even still very more most less
least many much few several first second last next new old one two three four five six seven eight
nine ten hundred thousand million billion percent year years month months week weeks day days today
yesterday now then ago later earlier s t re ve ll d m said says say told tells
""")
"""Closed classes, numbers, words of time, plain saying."""
_ENDS = frozenset('.?!”“":')


def is_quiet(seq: Sequence[Word], i: int) -> bool:
    """Whether a word of news surely begins no trigger: a mark, a number, a name, a word of the closed classes."""
    part, hidden = seq[i].parts[0]
    if hidden or not part[0].isalpha() or part.lower() in _CLOSED:
        return True
    opens = seq[i].opens or (i > 0 and seq[i - 1].parts[-1][0] in _ENDS)
    return part[0].isupper() and not opens
