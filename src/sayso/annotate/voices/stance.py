"""What a voice does with its words: the stance of a claim and its polarity.

Cue and content are read into a handful of named features; a small table of weights, fitted on the project's own
examples (bench/train/voices/stance.py), turns them into odds for each stance, and the claim finder's own guess is
one more voice among them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp

from sayso.annotate.voices.acts import act_of
from sayso.annotate.voices.lexicon import OPENERS, nation_of
from sayso.annotate.voices.scene import Word, words_of
from sayso.annotate.voices.tables import lines, toml
from sayso.annotate.wordlists import words as listed

STANCES = ("assert", "deny", "threaten", "demand", "promise", "estimate", "question", "decline")
GUESS = 1.5
"""Log odds that the finder's guess of a stance other than assert adds to it."""
GUESS_ASSERT = 0.4
"""The same for assert, which finders say too often."""
_OPENING = 14
"""Words of a content in which its subject and main verb are looked for."""
_WINDOW = 30
"""Words of a content that are read at all."""
_REACH, _BACK = 11, 6
"""Words after and before a word of the future in which harm is looked for."""
_LONGEST_READ = 1000
"""Characters of a content that are read at all."""
_LONGEST_OPENING = 400
"""Characters in which the opening of a content is looked for."""
_SHORT = 4
"""Words of a content that is a mere phrase."""
_PLAIN = frozenset({"claim", "none", "announce", "warn", "show", "describe", "call", "admit"})
"""Classes of cues that leave it to the content what is done."""
_WITH_CUE = (
    "harm", "menace", "will", "must", "maybe", "not", "false", "if", "?", "whether", "to", "to do", "will not", "short",
)  # fmt: skip
_WITH_SUBJECT = (
    "will harm", "harm will", "will not", "will", "must", "not", "false", "menace", "maybe", "wants",
)  # fmt: skip


@cache
def _word(name: str) -> re.Pattern[str]:
    """One list of stance-words.toml as a pattern."""
    pieces = toml("stance-words.toml")[name]
    return re.compile(rf"\b(?:{'|'.join(pieces)})\b", re.IGNORECASE)


_LET = re.compile(r"^\W*(?:let|please|do not|don[’']t|never)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|never|no|none|nothing|nobody|neither|nor|cannot)\b|n[’']t\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:—]|\b(?:because|which|who|that|if|unless|and|but|when|after|before|until)\b")
_WHETHER = re.compile(r"^\W*(?:whether|if|why|who|whom|what|when|where|how|which)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?\W*$")
_TO_DO = re.compile(r"^\W*(?:[\w’'.-]+ ){0,7}?(?:not )?to [a-z]+", re.IGNORECASE)
_I_THINK = re.compile(r"\W*I (?:suspect|guess|expect|fear)\b")
_SPEAKERS = listed("i we my our i’m i'm we’re we're we’ll we'll i’ll i'll we’ve we've i’ve i've")
_REPORTED = listed("he she it they his her its their he’d she’d they’d it’s")
_SKIPPED = listed("that the and but if all both no any islamic republic of so then now yes")
_IMPERATIVE = listed(
    "stop leave release show give end withdraw go come be get take keep put make stay open lift hand send "
    "tell look think read "
    "respect return free cease refrain remember imagine beware try prove admit ask face bring join help"
)


def polarity(content: str) -> int:
    """-1 where the main clause of the content is negated by its own words, else 1."""
    words = words_of(content[:_LONGEST_OPENING])
    opening = _stretch(content, words[: _cut(words, _OPENING)]) or content
    clause = _CLAUSE.split(opening, maxsplit=1)[0]
    clause = clause if len(clause.split()) > 1 else opening
    return -1 if _NEGATION.search(clause) and not _word("not_negated").search(clause) else 1


def features(cue: str, content: str, *, form: str, standing: str, own: frozenset[str]) -> list[str]:
    """The features of one claim that the weights know, each once.

    ``own`` holds folded words that name the voice or its side: "Iran will" of an Iranian is seen as "we will".
    """
    kind, lemma = act_of(cue)
    kind = kind or "none"
    words = words_of(content[:_LONGEST_READ])
    words = words[: _cut(words, _WINDOW)]
    subject = _own_subject(words, own, direct=form == "direct" or content.lstrip()[:1] in '“"‘')
    found = ["bias", f"cue={kind}", f"form={form}", f"standing={standing}"]
    if lemma:
        found.append(f"verb={lemma}")
    if kind != "reject" and _NEGATION.search(cue):
        found.append("cue negated")
    marks = set(_marks(content, words, subject))
    found += [f"content:{name}" for name in sorted(marks)]
    found += _crossed(marks, kind, standing)
    found += _inner_act(words, own=subject)
    opening = words[: _cut(words, _OPENING)]
    found += [f"word={word.low}" for word in opening if word.text == word.low or word.low in OPENERS]
    return list(dict.fromkeys(found))


def _inner_act(words: Sequence[Word], *, own: bool) -> Iterator[str]:
    """The act that the content's own verb performs: ``said they reject …``, ``“We call on …”``."""
    for word in words[:8]:
        kind, lemma = act_of(word.low) if word.text == word.low else ("", "")
        if lemma and kind not in ("claim", ""):
            yield f"{'own' if own else 'other'} act={kind}"
            return


def _own_subject(words: Sequence[Word], own: frozenset[str], *, direct: bool) -> bool:
    """Whether the content's subject is the voice or its side: ``we`` as quoted, ``it`` and its name as reported."""
    for word in words[:5]:
        low = word.low
        nation = nation_of(word.text)
        state = nation.code.lower() if nation is not None else low
        if low in (_SPEAKERS if direct else _REPORTED) or low in own or state in own:
            return True
        if low not in _SKIPPED:
            return False
    return False


def _cut(words: Sequence[Word], most: int) -> int:
    """Number of words that make up ``most``, a capitalised name counting as one whatever its length.

    So that a state of one word and a state of three are read equally far.
    """
    counted = 0
    for number, word in enumerate(words):
        inside = word.capital and number and words[number - 1].capital
        counted += not inside and word.low != "the"
        if counted > most:
            return number
    return len(words)


def _stretch(content: str, words: Sequence[Word]) -> str:
    return content[words[0].start : words[-1].end] if words else ""


_IN_OPENING = {"maybe": "maybe", "must": "must", "will not": "will_not", "wants": "wants", "grant": "grant"}
_IN_WINDOW = {"harm": "harm", "menace": "menace", "false": "false", "maybe later": "maybe", "if": "if"}


def _marks(content: str, words: Sequence[Word], subject: bool) -> Iterator[str]:
    opening, window = (_stretch(content, words[: _cut(words, most)]) for most in (_OPENING, _WINDOW))
    yield from (name for name, key in _IN_OPENING.items() if _word(key).search(opening))
    yield from (name for name, key in _IN_WINDOW.items() if _word(key).search(window))
    will = _word("will").search(window if _word("if").match(opening) else opening)
    if will:
        yield "will"
        yield from _around(content, words, words[0].start + will.start(), words[0].start + will.end())
    first = words[0].low if words else ""
    held = {
        "let": _LET.match(content),
        "not": polarity(content) < 0,
        "?": _QUESTION.search(content),
        "whether": _WHETHER.match(content),
        "to": first == "to",
        "to do": not will and _TO_DO.match(opening),
        "own": subject,
        "short": _cut(words, _SHORT) == len(words),
        "imperative": first in _IMPERATIVE,
        "comment": "comment" in opening.lower(),
        "i think": _I_THINK.match(content),
    }
    yield from (name for name, mark in held.items() if mark)


def _around(content: str, words: Sequence[Word], start: int, end: int) -> Iterator[str]:
    """Whether harm stands right after a word of the future, or right before it."""
    after = [word for word in words if word.start >= end]
    before = [word for word in words if word.end <= start]
    reach = _stretch(content, after[: _cut(after, _REACH)])
    back = _stretch(content, before[-_BACK:])
    for name, stretch in (("will harm", reach), ("harm will", back)):
        if _word("harm").search(stretch) or _word("menace").search(stretch):
            yield name


def _crossed(marks: set[str], kind: str, standing: str) -> Iterator[str]:
    for name in _WITH_CUE:
        if name in marks:
            yield f"{kind}&{name}"
            if kind in _PLAIN:
                yield f"plain&{name}"
    own = "own" if "own" in marks else "other"
    yield from (f"{own}&{name}" for name in _WITH_SUBJECT if name in marks)
    if marks >= {"will harm", "if"}:
        yield "if will harm"
    if marks >= {"will not", "grant"}:
        yield f"{own}&will not grant"
    if "will" in marks and not marks & {"will harm", "will not"}:
        yield f"{own}&plain will"
    outside = standing in ("group", "named")
    names = ("maybe", "will") if outside else ("false", "not")
    yield from (f"{'outside' if outside else 'inside'}&{name}" for name in names if name in marks)


@cache
def _weights() -> Mapping[str, tuple[float, ...]]:
    rows = (line.split("\t") for line in lines("stance.tsv"))
    return {name: tuple(float(cell) for cell in cells) for name, *cells in rows}


def weigh(names: Sequence[str], guess: str) -> tuple[str, float]:
    """The likeliest stance under the weights and the finder's guess, and its probability."""
    weights = _weights()
    totals = [0.0] * len(STANCES)
    for name in names:
        row = weights.get(name)
        if row is not None:
            totals = [total + cell for total, cell in zip(totals, row, strict=True)]
    if guess in STANCES:
        totals[STANCES.index(guess)] += GUESS if guess != "assert" else GUESS_ASSERT
    top = max(totals)
    odds = [exp(total - top) for total in totals]
    best = max(range(len(STANCES)), key=odds.__getitem__)
    return STANCES[best], odds[best] / sum(odds)
