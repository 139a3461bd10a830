"""The amounts of a sentence: each number that counts something, with its unit, bound and words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.annotate.numbers import COMMA_LANGUAGES, SHORT_SUFFIXES, numeral
from sayso.annotate.prose import Stretches
from sayso.annotate.quantities.bounds import bound_after, bound_before
from sayso.annotate.quantities.labels import counts_nothing, may_be_clock
from sayso.annotate.quantities.measures import MEASURES, compound, measure, percent
from sayso.annotate.quantities.money import is_code, money_after, money_before
from sayso.annotate.quantities.nouns import (
    ACTS_ON,
    DASHES,
    LOSSES,
    PEOPLE,
    STATES,
    TIME_UNITS,
    Counted,
    next_word,
    noun_phrase,
    phrase,
    run_of_words,
)
from sayso.annotate.quantities.ranges import Range, ranged
from sayso.annotate.reporting import SPEECH
from sayso.annotate.tokens import Tokens
from sayso.annotate.wordlists import words

SHARE = "share"
"""The unit of parts of a whole: ``half of its fleet`` is 0.5 share."""
UNKNOWN = "unit"
"""The unit of a number whose noun is not said."""

_COUNTING_ONE = words("only just least exactly than and")
"""Words before ``one`` that make it a count, whatever follows."""
_NO_COUNT_BEFORE = words("no the this that each every any which another some same at on in")
_COUNTED_ONE = words(
    "person soldier man woman child boy girl policeman officer civilian contractor worker demonstrator protester "
    "journalist fighter militant gunman troop sailor pilot guard hostage prisoner detainee migrant refugee patient "
    "doctor nurse teacher driver passenger resident student lawmaker rocket missile drone aircraft plane helicopter "
    "jet warplane ship boat vessel tanker destroyer submarine tank vehicle car truck bus satellite centrifuge reactor "
    "plant mine bomb bullet shell mortar gun rifle base site barrel house home school hospital mosque church bridge "
    "airport port camp village town city province country state company firm bank family explosion blast attack "
    "strike arrest death casualty vote seat count proposal"
)
"""Nouns whose ``one`` is a count, not an article; ``one plan`` or ``one result`` is none."""
_PRAISE = words(
    "most best worst first last few only main key major leading top central great big chief finest ones"
)
"""After ``one of the``, these make no count of it."""
_SPEAKERS = words("official person diplomat lawmaker aide analyst witness expert")
_DETERMINERS = words("the its his her their those these our")
_PRONOUNS = words("which whom them it")
_NEXT_WORD_LANGUAGES = words("ar fa ps ku ur")
"""Languages in which the word after a number is taken as its unit, as it stands."""
_STATE_BETWEEN = words(
    "were was are is have has had been others more other reported also remain still be being confirmed feared"
)
_TALLY_PLACES = words("to from at of is was reached stood by")
_TALLY_WITHIN = 14
"""Tokens before a bare number in which ``death toll`` or ``the number of …`` says what it counts."""
_SIGN_PLACES = words("( of to at from is was by : and") | {""}
_LARGE = 10_000
_LARGE_PLACES = words("of to at by about than nearly over")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number over the tokens ``[first, last)`` with its unit; without a unit it only marks tokens as read."""

    first: int
    last: int
    value: float
    unit: str
    form: str
    high: float | None = None
    bound: str = "exact"
    of: str | None = None
    sure: float = 0.9


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, the tokens ``[start, end)``, with what is known of its report."""

    t: Tokens
    start: int
    end: int
    times: Stretches
    """Time expressions: their numbers count nothing."""
    language: str = "en"
    """Primary subtag: it tells how decimals are written, and whether plurals show what is counted."""

    @property
    def comma_decimal(self) -> bool:
        """Whether the language writes decimals after a comma."""
        return self.language in COMMA_LANGUAGES


def amounts(scene: Scene) -> list[Amount]:
    """The amounts of one sentence, from left to right."""
    found: list[Amount] = []
    i = scene.start
    while i < scene.end:
        amount = _none_of(scene, i) or _amount(scene, i, found)
        if amount and amount.unit:
            found.append(amount)
        i = max(amount.last, i + 1) if amount else i + 1
    return found


def _none_of(scene: Scene, i: int) -> Amount | None:
    """``no casualties``, ``no Americans were hurt``: zero."""
    t = scene.t
    if t.at(i) not in ("no", "zero"):
        return None
    counted = noun_phrase(t, i + 1, scene.end)
    if not counted or counted.duration:
        return None
    hurt = any(t.at(k) in STATES or t.at(k) == "harmed" for k in range(counted.last, counted.last + 4))
    if t.at(i) == "zero" or t.at(counted.last - 1) in LOSSES or (counted.unit == "person" and hurt):
        return Amount(i, counted.last, 0, counted.unit, "words", of=counted.of, sure=0.85)
    return None


def _amount(scene: Scene, i: int, found: Sequence[Amount]) -> Amount | None:
    t = scene.t
    n = numeral(t, i, comma_decimal=scene.comma_decimal)
    if not n or n.last > scene.end:
        return None
    passed = Amount(n.first, n.last, n.value, "", n.form)
    if scene.times.at(t.starts[n.first]):
        return passed
    money = money_before(t, n.first)
    if money is None and counts_nothing(t, n, scene.start):
        return passed
    whole = ranged(
        t,
        n,
        money=money[1] if money else None,
        start=scene.start,
        end=scene.end,
        comma_decimal=scene.comma_decimal,
    )
    amount = _of_money(scene, whole, money) if money else _of_things(scene, whole, found)
    return _bounded(scene, amount) if amount else passed


def _make(whole: Range, last: int, unit: str, of: str | None, sure: float) -> Amount:
    form = whole.number.form
    bound = "range" if whole.high is not None else "at_least" if form == "vague" else "exact"
    return Amount(whole.first, last, whole.low, unit, form, whole.high, bound, of, sure)


def _of_money(scene: Scene, whole: Range, money: tuple[str, int]) -> Amount | None:
    t, (code, first) = scene.t, money
    if t.joined(first) and t.word(first - 1)[:1].isalnum():
        return None
    named = money_after(t, whole.last)
    last = named.last if named and is_code(named.unit) else whole.last
    counted = noun_phrase(t, last, scene.end)
    noun = run_of_words(t, last, 4)
    of = counted.of if counted and not counted.duration else phrase(t, last, noun) or None
    made = _make(whole, last, named.unit if named and last > whole.last else code, of, 0.96)
    negative = t.at(whole.first - 1) in DASHES and t.joined(whole.first) and first < whole.first - 1
    return replace(made, first=first, value=-made.value if negative else made.value)


def _of_things(scene: Scene, whole: Range, found: Sequence[Amount]) -> Amount | None:
    t, n = scene.t, whole.number
    counted = _counted(scene, whole)
    if counted is None:
        return _bare(scene, whole, found)
    if counted.duration or _speak(t, whole.first, counted) or not _one_counts(t, whole, counted):
        return None
    if n.form == "part":
        unit = counted.unit if counted.unit in MEASURES or is_code(counted.unit) else SHARE
        return _make(whole, counted.last, unit, counted.of, counted.sure)
    return _told_state(t, _signed(t, _make(whole, counted.last, counted.unit, counted.of, counted.sure)))


def _counted(scene: Scene, whole: Range) -> Counted | None:
    """What a number counts, by the words after it."""
    t = scene.t
    at = _past_bound(t, whole.last)
    if unit := percent(t, at) or money_after(t, at):
        return unit
    if _lasts(t, at):
        return Counted(at + 1, "", duration=True)
    if unit := measure(t, at) or compound(t, at):
        return unit
    if t.at(at) in ("times", "x") and not float(whole.low).is_integer():
        return Counted(at + 1, "time", None, 0.6)
    if whole.number.form == "part" and t.at(at) == "of" and t.at(at + 1) in ("a", "an"):
        inner = noun_phrase(t, at + 2, scene.end, one=True)
        return inner if inner and inner.unit in MEASURES else None
    of = at + 1 if t.at(at) == "of" and whole.number.form in ("article", "vague") else at
    of = of + 1 if t.at(of) in ("more", "other") else of
    if t.at(of) == "of" and t.at(of + 1) in _DETERMINERS | _PRONOUNS:
        return _of_the(scene, whole, of)
    if of > at and (unit := percent(t, of) or money_after(t, of) or measure(t, of)):
        return unit
    if scene.language in _NEXT_WORD_LANGUAGES:
        return next_word(t, of)
    return noun_phrase(t, of, scene.end, one=whole.low == 1 and whole.high is None)


def _past_bound(t: Tokens, at: int) -> int:
    """The token after ``+``, ``-odd`` or ``or more``, which may stand between a number and its noun."""
    after = bound_after(t, at)
    return after[1] if after and t.at(at) != "at" else at


def _lasts(t: Tokens, at: int) -> bool:
    """Whether the number is one of days, years and the like."""
    at = at + 1 if t.at(at) in DASHES and t.joined(at) else at
    if t.at(at) in ("-", "to", "more", "straight", "consecutive", "full"):
        at += 1
    return t.at(at) in TIME_UNITS


def _of_the(scene: Scene, whole: Range, of: int) -> Counted | None:
    """``three of the soldiers``, ``half of its fleet``, ``280 million of the 1.5 billion shekels``."""
    t = scene.t
    if t.at(of + 1) in _PRONOUNS:
        return None
    if other := numeral(t, of + 2):
        larger = _counted(scene, Range(of + 2, other.last, other.value, None, other))
        return larger and Counted(of, larger.unit, larger.of, 0.7, larger.duration)
    inner = noun_phrase(t, of + 2, scene.end)
    if inner or whole.number.form != "part":
        return inner
    last = run_of_words(t, of + 2, 4)
    return Counted(last, SHARE, phrase(t, of + 2, last), 0.8) if last > of + 2 else None


def _one_counts(t: Tokens, whole: Range, counted: Counted) -> bool:
    """Whether ``one`` counts, and is no article or pronoun; every other number counts."""
    n = whole.number
    if n.value != 1 or n.form != "words" or whole.high is not None:
        return True
    if t.at(n.last) == "of":
        return t.at(n.last + 2) not in _PRAISE and not t.at(n.last + 2).endswith("est")
    noun = t.at(counted.last - 1)
    if noun in MEASURES or is_code(counted.unit) or t.at(n.first - 1) in _COUNTING_ONE:
        return True
    return noun in _COUNTED_ONE and t.at(n.first - 1) not in _NO_COUNT_BEFORE


def _speak(t: Tokens, first: int, counted: Counted) -> bool:
    """Whether those counted are sources who speak: how many they are is said of the voice, and is no quantity."""
    if counted.unit == "source" or t.at(counted.last) in ("said", "told", "says", "say"):
        return True
    if counted.unit not in _SPEAKERS:
        return False
    told = t.at(counted.last) in SPEECH or t.at(counted.last + 1) in SPEECH or t.at(counted.last) == "familiar"
    return told or t.low[max(0, first - 2) : first] == ("according", "to") or t.at(first - 1) == "said"


def _bare(scene: Scene, whole: Range, found: Sequence[Amount]) -> Amount | None:
    """A number without a noun: ``12 were killed``, ``killing 12``, ``at least 11 of which``, ``to 1,334.20``."""
    t, n, last = scene.t, whole.number, whole.last
    if n.form == "part":
        return _make(whole, last, SHARE, None, 0.7) if t.at(last) in ("of", "the") else None
    if state := _state_after(t, last):
        return _make(whole, last, "person", STATES[state], 0.8)
    if verb := _act_before(t, whole.first):
        return _make(whole, last, "person", STATES.get(verb), 0.75)
    if n.form == "vague" and t.at(last) not in ("and", "of", "-"):
        return _make(whole, last, "person", None, 0.6)
    if found and t.at(last) == "of" and t.at(last + 1) in _PRONOUNS:
        return _make(whole, last + 2, found[-1].unit, found[-1].of, 0.75)
    if found and n.value == 1 and t.at(n.first - 1) == "and" and t.at(last) in ("that", "which", "at", "in"):
        return _make(whole, last, found[-1].unit, found[-1].of, 0.6)
    if found and t.at(whole.first - 1) == "to" and _goes_from(t, whole, found[-1]):
        return _make(whole, last, found[-1].unit, found[-1].of, 0.7)
    return _in_tally(scene, whole) or _digits_alone(scene, whole, found)


def _goes_from(t: Tokens, whole: Range, before: Amount) -> bool:
    """The ``25`` of ``from 40 ships to 25``."""
    return t.at(before.first - 1) == "from" and whole.first - before.last < 5


def _in_tally(scene: Scene, whole: Range) -> Amount | None:
    """``the death toll rose to 45 from 38``, ``the number of troops fell to 5,000``."""
    t = scene.t
    if t.at(whole.first - 1) not in _TALLY_PLACES:
        return None
    for k in range(whole.first - 2, max(scene.start, whole.first - _TALLY_WITHIN) - 1, -1):
        if t.low[k] == "toll":
            return _make(whole, whole.last, "person", "dead", 0.8)
        if t.low[k] == "number" and t.at(k + 1) == "of":
            at = k + 3 if t.at(k + 2) in _DETERMINERS else k + 2
            counted = noun_phrase(t, at, whole.first)
            return (
                _make(whole, whole.last, counted.unit, counted.of, 0.75)
                if counted and not counted.duration
                else None
            )
    return None


def _digits_alone(scene: Scene, whole: Range, found: Sequence[Amount]) -> Amount | None:
    """Digits that can be nothing but an amount by their form, with the unit of the number beside them."""
    t, n, last = scene.t, whole.number, whole.last
    word, before = t.word(n.first), t.at(whole.first - 1)
    attached = t.joined(last) and t.word(last)[:1].isalpha() and t.at(last) not in SHORT_SUFFIXES
    if not (word[:1].isdecimal() or word == "." or n.scaled) or attached:
        return None
    unit = _unit_beside(scene, whole, found)
    if whole.high is not None and before in ("between", "from"):
        return _make(whole, last, unit, None, 0.5)
    grouped = "," in word or "٬" in word or (n.last - n.first > 1 and n.value >= 1000)
    if n.scaled or grouped or ("." in word and not may_be_clock(t, n)):
        return _signed(t, _make(whole, last, unit, None, 0.5))
    return _make(whole, last, unit, None, 0.4) if n.value >= _LARGE and before in _LARGE_PLACES else None


def _unit_beside(scene: Scene, whole: Range, found: Sequence[Amount]) -> str:
    """The unit a bare number borrows: of the number it goes on to, or of the last one that counted things."""
    t = scene.t
    if t.at(whole.last) == "to" and (other := numeral(t, whole.last + 1)):
        counted = _counted(scene, Range(other.first, other.last, other.value, None, other))
        if counted and not counted.duration:
            return counted.unit
    if not found:
        return UNKNOWN
    beside = t.at(whole.first - 1) in ("to", "from", "and") and whole.first - found[-1].last < 8
    counts_things = found[-1].unit != "percent" and not is_code(found[-1].unit)
    return found[-1].unit if beside or counts_things else UNKNOWN


def _state_after(t: Tokens, i: int) -> str | None:
    """``killed``, ``missing`` after a number or its noun, forms of ``be`` between."""
    for k in range(i, i + 4):
        if t.at(k) in STATES:
            return t.at(k)
        if t.at(k) not in _STATE_BETWEEN:
            return None
    return None


def _act_before(t: Tokens, i: int) -> str | None:
    """``killing`` before a number, ``at least`` between."""
    if t.at(i - 1) in ACTS_ON:
        return t.at(i - 1)
    return t.at(i - 3) if t.at(i - 2) == "at" and t.at(i - 1) == "least" and t.at(i - 3) in ACTS_ON else None


def _signed(t: Tokens, amount: Amount) -> Amount:
    """``minus 387``, ``-130``: a negative amount."""
    at = amount.first - 1
    if amount.high is not None or amount.form not in ("digits", "words"):
        return amount
    if t.at(at) == "-" and t.at(at - 1) == "minus":
        return replace(amount, first=at - 1, value=-amount.value)
    touches = t.at(at) in ("-", "−") and t.joined(amount.first) and not t.joined(at)
    if t.at(at) == "minus" or (touches and t.at(at - 1) in _SIGN_PLACES):
        return replace(amount, first=at, value=-amount.value)
    return amount


def _told_state(t: Tokens, amount: Amount) -> Amount:
    """Adds to ``of`` what became of those counted: ``people killed``."""
    if amount.unit not in ("person", "troop") and t.at(amount.last - 1) not in PEOPLE:
        return amount
    after = _state_after(t, amount.last)
    acts = (t.at(k) for k in range(amount.first - 1, amount.first - 4, -1))
    said = STATES[after] if after else next((STATES[a] for a in acts if a in ACTS_ON and a in STATES), None)
    return replace(amount, of=f"{amount.of} {said}" if amount.of else said) if said else amount


def _bounded(scene: Scene, amount: Amount) -> Amount:
    t = scene.t
    before = bound_before(t, amount.first, scene.start)
    first = before[1] if before else amount.first
    if amount.bound != "exact":
        return replace(amount, first=first)
    if before:
        return replace(amount, first=first, bound=before[0])
    inside = next(
        (b for k in range(amount.first, amount.last) if (b := bound_after(t, k)) and b[1] <= amount.last), None
    )
    after = inside or bound_after(t, amount.last)
    return replace(amount, last=max(amount.last, after[1]), bound=after[0]) if after else amount
