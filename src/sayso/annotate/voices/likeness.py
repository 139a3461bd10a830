"""Unnamed voices of two reports that may be one person: a score and the reasons, never a merge."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp

from sayso.annotate.voices.lexicon import NUMBERS, head_of
from sayso.annotate.voices.scene import words_of
from sayso.annotate.voices.sides import sides
from sayso.annotate.voices.synonyms import may_mean
from sayso.annotate.wordlists import words as listed
from sayso.model import Body, Finding
from sayso.text import words

LEAST = 0.3
"""Pairs less likely than this are not worth a look."""
_COMMON = listed("a an the of for in at and with by who to senior top unnamed one official source person")
_BASE, _DESCRIBED, _NOUN, _BASIS, _TOLD, _WORDS, _SENIOR = -2.6, 1.6, 0.6, 1.6, 1.0, 2.2, 0.4
"""Log odds of any two unnamed voices, then of equal descriptions, noun, access, medium told, words, rank.

Set by hand: no labelled pairs exist. They only order candidates for a person to judge.
"""


_HALF = 0.5
"""Share of what is compared that must agree to be told as a reason."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two voices that may be one."""

    left: str
    right: str
    score: float
    """0 to 1, for ordering; not a measured probability."""
    reasons: tuple[str, ...]


def same_voice(left: Sequence[Finding], right: Sequence[Finding]) -> list[Likeness]:
    """Pairs of unnamed voices, one of each report's findings, the likeliest first; each voice by its first mention.

    Voices of different states or numbers, and groups, are never paired. A pure function of voices and claims.
    """
    found = [
        likeness
        for one in _unnamed(left)
        for other in _unnamed(right)
        if (likeness := _likeness(one, other, _said(left, one), _said(right, other)))
        and likeness.score >= LEAST
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right))


def _unnamed(findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        body = finding.body
        unnamed = finding.kind == "voice" and body["standing"] == "anonymous" and body["kind"] == "person"
        if unnamed and finding.spans and body["refers_to"] is None:
            yield finding


def _said(findings: Iterable[Finding], voice: Finding) -> list[Finding]:
    """The claims of a voice, by any of its mentions."""
    own = {voice.id} | {f.id for f in findings if f.kind == "voice" and f.body["refers_to"] == voice.id}
    return [f for f in findings if f.kind == "claim" and own & set(f.body["voices"])]


def _likeness(
    one: Finding, other: Finding, said: Sequence[Finding], told: Sequence[Finding]
) -> Likeness | None:
    first, second = (_described(voice.body) for voice in (one, other))
    if first.sides != second.sides and first.sides and second.sides:
        return None
    if one.body["count"] != other.body["count"] or not may_mean(first.noun, second.noun):
        return None
    total, reasons = _BASE, []
    for held, weight, reason in (*_evidence(one.body, other.body, first, second), *_telling(said, told)):
        if held:
            total += weight * held
            reasons += [reason] if held >= _HALF else []
    return Likeness(one.id, other.id, round(1 / (1 + exp(-total)), 3), tuple(reasons)) if reasons else None


@dataclass(frozen=True, slots=True)
class _Described:
    sides: set[str]
    noun: str
    qualities: set[str]
    apart: set[str]
    """Qualities that tell it from others of its state: a state alone describes thousands."""


def _described(body: Body) -> _Described:
    spelled = words_of(str(body["name"]))
    nouns = [head.word for word in spelled if (head := head_of(word.text))]
    own = {word.low for word in spelled if nouns and _singular(word.text) == nouns[-1]}
    qualities = {word.low for word in spelled} - _COMMON - NUMBERS.keys() - own
    state = {word.low for word in spelled if sides([word])}
    return _Described(sides(spelled), nouns[-1] if nouns else "person", qualities, qualities - state)


def _singular(word: str) -> str | None:
    head = head_of(word)
    return head.word if head else None


def _evidence(
    one: Body, other: Body, first: _Described, second: _Described
) -> Iterator[tuple[float, float, str]]:
    """(how much, weight, reason) of what the descriptions say for one person."""
    shared, either = first.apart & second.apart, first.apart | second.apart
    described = [word for word in words(str(one["name"])) if word in first.qualities & second.qualities]
    yield len(shared) / len(either) if either else 0.0, _DESCRIBED, f"both described as {' '.join(described)}"
    yield float(first.noun == second.noun), _NOUN, f"both called {first.noun}"
    senior = all("senior" in words(str(body["name"])) for body in (one, other))
    yield float(senior), _SENIOR, "both called senior"
    basis = _overlap(str(one["basis"] or ""), str(other["basis"] or ""))
    yield basis, _BASIS, "the same access or reason is told of both"


def _telling(said: Sequence[Finding], told: Sequence[Finding]) -> Iterator[tuple[float, float, str]]:
    """The same of what they told, and whom."""
    first, second = (
        {hop["name"].casefold() for claim in claims for hop in claim.body["via"]} for claims in (said, told)
    )
    media = first & second
    yield float(bool(media)), _TOLD, f"both told {', '.join(sorted(media))}"
    texts = (" ".join(" ".join(claim.quotes) for claim in claims) for claims in (said, told))
    yield _overlap(*texts), _WORDS, "they say it in the same words"


def _overlap(one: str, other: str) -> float:
    """Share of longer words that two stretches have in common, of the shorter one's."""
    first, second = ({word for word in words(text) if len(word) > 3} for text in (one, other))
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0
