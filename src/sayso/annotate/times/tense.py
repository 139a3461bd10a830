"""Whether a clause looks ahead of the day it was written, or back."""

from sayso.annotate.times.words import POSSESSIVE
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

_REACH = 25
"""Tokens in which the verb of an expression is sought."""
_ENDS = words(". ; ! ? : |")
_FUTURE = words(
    "will shall 'll ’ll wo would may might scheduled planned plans plan planning expected expects "
    "expect due supposed slated poised upcoming faces facing looming intends intend aims hopes hope "
    "awaits await prepares preparing"
)
"""Words that put the clause they stand in ahead of the day it was written."""
_FUTURE_BEFORE_TO = words("set going ready agreed vowed pledged promised decided want wants")
"""Words that do so before ``to`` or ``for``."""
_PAST = words(
    "said told was were had has did went came saw took gave got made met held left led became began found "
    "ran shot spoke struck sent sold rose fell won lost wrote brought built bought caught chose drew "
    "drove fought flew grew heard hit kept knew laid paid put read sat shook stood stole swore taught "
    "thought threw understood woke wore broke been done gone seen taken given killed says since ago lay "
    "cut shut beat blew fled fell sank dealt sought withdrew overthrew testified tore hid bore froze fed "
    "spread rode rang spent bent lent meant dug hung slid split sang swept crept leapt wept bid drove ate "
    "drank forgot forgave bound wound ground"
)
"""Common past forms without -ed, and words of the same bearing."""
_NOT_PAST = words("need speed indeed united exceed proceed succeed feed seed breed red bed hundred")
"""Words in -ed that are no past forms."""
_REPORTING = words("said says told announced added warned reported")
"""Verbs that a clause of another tense may follow."""
_MODALS = words("will would shall 'll ’ll")
_OPEN = words("until till through by")
"""Words before an expression that point to a time not yet come."""
_TO_BE = words("is are was were be been")
_PLANNED = words(
    "vote election elections meeting meetings deadline summit hearing talks session ceremony conference "
    "visit trip referendum rally game trial launch"
)
"""What may lie ahead when it is named by its day: ``the Thursday vote``."""
_NO_EVENT = words("in on at to that when and or as by for from with will would was were is are after before of")


def ahead(t: Tokens, start: int, end: int, first: int, last: int) -> bool | None:
    """How the clause around the tokens ``[first, last)`` of the sentence ``[start, end)`` looks.

    The nearest verb before the expression decides, else the nearest after it; None when neither shows. ``Tuesday's
    ruling`` is over, whatever the clause does with it.
    """
    if _names_event(t, first, last):
        return False
    after = range(last, min(end, last + _REACH))
    if t.at(first - 1) in _OPEN and first - 1 > start and _nearest(t, after[:6]) is not False:
        return True
    place = _place(t, range(first - 1, max(start, first - _REACH) - 1, -1))
    if place is None:
        return _headline_plan(t, start, first) if (looks := _nearest(t, after)) is None else looks
    if t.low[place] in _REPORTING and (t.at(last) in _MODALS or t.at(last + 1) in _MODALS):
        return True
    return _looks(t, place)


def _names_event(t: Tokens, first: int, last: int) -> bool:
    """``Tuesday's ruling``, ``the Friday killing``: an event named by its day, unless it is one that is planned."""
    if t.at(last) in POSSESSIVE:
        return t.at(last + 1) not in _PLANNED
    return t.at(first - 1) in ("the", "a") and t.word(last).islower() and t.at(last) not in _PLANNED | _NO_EVENT


def _headline_plan(t: Tokens, start: int, first: int) -> bool | None:
    """``Senate to vote Thursday``: an infinitive without a verb before it."""
    places = range(max(start, first - 6), first - 1)
    return True if any(t.low[i] == "to" and t.word(i + 1).islower() for i in places) else None


def _nearest(t: Tokens, places: range) -> bool | None:
    place = _place(t, places)
    return None if place is None else _looks(t, place)


def _place(t: Tokens, places: range) -> int | None:
    for i in places:
        if t.low[i] in _ENDS:
            return None
        if _looks(t, i) is not None:
            return i
    return None


def _looks(t: Tokens, i: int) -> bool | None:
    """Whether the token at ``i`` sets its clause ahead (True) or back (False)."""
    word, after = t.low[i], t.at(i + 1)
    if word in _FUTURE or (word in _FUTURE_BEFORE_TO and after in ("to", "for")):
        return True
    if word in _TO_BE and after == "to" and t.word(i + 2).islower():
        return True
    if word in _PAST or _past_form(t.words[i]):
        # "will be paid": the participle shows nothing, what stands before it does.
        return None if "be" in (t.at(i - 1), t.at(i - 2)) else False
    return None


def _past_form(word: str) -> bool:
    return word.islower() and word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST
