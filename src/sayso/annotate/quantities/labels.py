"""Numbers that count nothing: names, labels, codes, clock times, ages, scores, list numbers, addresses."""

from sayso.annotate.numbers import Numeral
from sayso.annotate.quantities.measures import measure, percent
from sayso.annotate.quantities.nouns import DASHES, STOPS, is_plural
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

_LABELS = words(
    "no nos number numbers article articles resolution resolutions chapter page pages pp section sections "
    "room flight flights group unit channel highway route phase grade category class game week day part "
    "volume vol figure fig table box act title bill form verse apartment apt suite floor level line lines "
    "item step stage round gate terminal platform track lane zone district ward precinct psalm episode "
    "season series version size type model formula division brigade battalion regiment squadron platoon "
    "hall block plot lot pier exit junction code zip extension ext isbn ref id case docket order decree "
    "law amendment proposition paragraph clause annex appendix schedule radio fm nasdaq ftse dax nikkei "
    "cac index fortune interstate area camp hill building tower house villa sector cell hut bus train "
    "tram car wave variant draft agenda question rule protocol catch apollo windows iphone galaxy boeing "
    "airbus top"
)
"""Words whose number is a name."""
_SURE_LABELS = words("article resolution flight page chapter no")
"""Those whose number is a name even before a plural noun."""
_VERBS_TOO = words("top order line lines house law act case cell")
"""Those that are as often something else before a counted noun."""
_ADDRESS = words(
    "street st avenue ave road rd boulevard blvd lane drive square court place way highway terrace"
)
_AGE_BEFORE = words("aged age ages turned turning turns")
_ORDINAL = words("st nd rd th")
_FURNITURE = words("images image photos pictures comments videos slides views")
"""What the frame of a page counts, with a capital: ``18 Images``."""
_OPERATORS = words("× ÷ ^")
_TO_ONE = ("-", "to", "-")
"""What stands between the numbers of ``3-to-1``."""
_MERIDIEM = words("am pm")
_ZONES = words("gmt utc est edt pst pdt cet cest bst")
_OLDEST = 120


def counts_nothing(t: Tokens, n: Numeral, start: int) -> bool:
    """Whether a number in the sentence from token ``start`` on is a name, a code, a time, an age or a score."""
    if _code(t, n) or _clock(t, n) or _score(t, n):
        return True
    if n.scaled or n.form in ("part", "vague"):
        return False
    return _age(t, n) or _label(t, n, start) or _list_number(t, n, start) or _address(t, n)


def _code(t: Tokens, n: Numeral) -> bool:
    """Part of a code: ``COVID-19``, ``F-16``, ``A380``, ``7th``, ``#5``, ``@user7``, ``v2/7``; page furniture."""
    before, after = t.at(n.first - 1), t.at(n.last)
    if after in _OPERATORS or before in _OPERATORS:
        return True
    if _TO_ONE in (t.low[n.last : n.last + 3], t.low[max(0, n.first - 3) : n.first]):
        return True
    if after in _FURNITURE and t.word(n.last)[:1].isupper():
        return True
    if t.joined(n.last) and (after in _ORDINAL or after in ("_", "@", "\\")):
        return True
    if not t.joined(n.first):
        return False
    if before[-1:].isalnum() or before in ("#", "@", "_", "\\", "&", "№"):
        return True
    if before in DASHES:
        return _code_before_dash(t, n.first - 1)
    return before in ("/", ":") and t.joined(n.first - 1)


def _code_before_dash(t: Tokens, dash: int) -> bool:
    """Whether the dash before a number joins it to letters: ``F-16``, ``COVID -19``, not ``minus-5``, ``sub-7``."""
    word = t.word(dash - 1)
    if not t.joined(dash):
        return word.isupper() and len(word) > 1
    return word[:1].isalpha() and t.at(dash - 1) not in ("minus", "sub", "mid", "plus", "to", "nearly")


def _clock(t: Tokens, n: Numeral) -> bool:
    """``7:15``, ``10.45pm``, ``6 p.m.``, ``0735 GMT``, ``5 o'clock``, ``1400 hours``; ratios such as ``2:1`` too."""
    after = t.at(n.last)
    if after == ":" and t.joined(n.last) and t.joined(n.last + 1) and t.at(n.last + 1)[:1].isdecimal():
        return True
    before_colon = t.at(n.first - 1) == ":" and t.joined(n.first) and t.joined(n.first - 1)
    if before_colon and t.at(n.first - 2)[:1].isdecimal():
        return True
    if after in _ZONES or (after == "o" and t.at(n.last + 1).lstrip("'’") in ("", "clock")):
        return True
    if after in _MERIDIEM:
        return n.value < 25 or t.joined(n.last)
    return after == "hours" and len(t.word(n.first)) == 4 and n.value < 2400 and n.last == n.first + 1


def _score(t: Tokens, n: Numeral) -> bool:
    """``2-0``, ``89-89``, ``555-0199``: digits joined to digits by a dash, with no unit after them."""
    if not t.word(n.first)[:1].isdecimal() or n.scaled:
        return False
    if _digits_joined(t, n.first - 1, n.first - 2):
        return True  # a range is read from its start
    if not _digits_joined(t, n.last, n.last + 1):
        return False
    last = n.last + 2
    return _digits_joined(t, last, last + 1) or not _unit_may_follow(t, last)


def _digits_joined(t: Tokens, dash: int, beside: int) -> bool:
    """Whether a dash touches both its neighbours, and the one at ``beside`` is a number."""
    return t.at(dash) in DASHES and t.joined(dash) and t.joined(dash + 1) and t.at(beside)[:1].isdecimal()


def _unit_may_follow(t: Tokens, i: int) -> bool:
    word = t.word(i)
    if word[:1].isalpha():
        return t.joined(i) or (word.islower() and word not in STOPS)
    return word in ("%", "°") or word in DASHES


def _age(t: Tokens, n: Numeral) -> bool:
    """``aged 35``, ``Name, 66, said``, ``age of 21``."""
    if n.value > _OLDEST or n.value != int(n.value):
        return False
    before, after = t.at(n.first - 1), t.at(n.last)
    if before in _AGE_BEFORE or (before == "of" and t.at(n.first - 2) in ("age", "ages")):
        return True
    if after in ("years", "year") and t.at(n.last + 1) in ("old", "-", "of"):
        return True
    named = t.word(n.first - 2)[:1].isupper() and t.at(n.first - 2) not in STOPS
    return (
        before == ","
        and named
        and after in (",", ".", ";", "and", "who", "of", "from", ")")
        and n.last - n.first == 1
    )


def _label(t: Tokens, n: Numeral, start: int) -> bool:
    """``Article 51``, ``Flight 752``, ``iPhone 11``: a number after a word whose number is a name, or after a name."""
    if percent(t, n.last) or measure(t, n.last):
        return False
    at = n.first - 1
    before = t.at(at - 1) if t.at(at) in (".", "(") and t.joined(at) else t.at(at)
    counts = _noun_after(t, n.last)
    if before in _LABELS and not (counts and before in _VERBS_TOO):
        return not counts or before in _SURE_LABELS or t.word(n.last)[:1].isupper()
    plain = t.word(n.first).isdecimal()
    return plain and at >= start and t.word(at)[:1].isupper() and before not in STOPS and not counts


def _noun_after(t: Tokens, i: int) -> bool:
    """Whether a plural noun in small letters follows soon."""
    for k in range(i, min(i + 4, len(t))):
        if t.low[k] in STOPS or not (t.words[k][0].isalpha() or t.words[k] in DASHES):
            return False
        if is_plural(t.words[k]) and t.words[k].islower():
            return True
    return False


def _list_number(t: Tokens, n: Numeral, start: int) -> bool:
    """``1.`` or ``2)`` where a line starts."""
    return n.first == start and n.value < 100 and t.at(n.last) in (".", ")") and n.last - n.first == 1


def _address(t: Tokens, n: Numeral) -> bool:
    """``49 Zorro Ranch Road``: a number before capitalised words that end in a kind of street."""
    for k in range(n.last, min(n.last + 5, len(t))):
        if k > n.last and t.low[k] in _ADDRESS and t.words[k][0].isupper():
            return True
        if not t.words[k][0].isupper() and t.words[k] not in (".", "-"):
            return False
    return False


def may_be_clock(t: Tokens, n: Numeral) -> bool:
    """Whether a bare number with two decimals could be a time of day: ``at 10.45``."""
    _, _, minute = t.word(n.first).partition(".")
    placed = t.at(n.first - 1) in ("at", "until", "by", "before", "after")
    return placed and n.value < 24 and len(minute) == 2 and minute.isdecimal() and int(minute) < 60
