"""What act a cue performs, and whether it is speech or thought: by the words of the cue alone."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from sayso.annotate.voices.tables import entries

_DOUBLING = ("et", "it", "ub", "ag", "ug", "am", "og", "op", "at")
_IRREGULAR = {
    "swear": "swore sworn", "beseech": "besought", "understand": "understood", "foresee": "foresaw foreseen",
    "turn-down": "turned",
}  # fmt: skip
_REFUSAL = re.compile(
    r"\b(?:declin\w+|refus\w+)\b|\bno (?:immediate )?comment\b|\b(?:would|will|could|did|does|"
    r"do) not (?:want to )?(?:say|comment|discuss|elaborate|"
    r"confirm|answer|disclose|provide|respond|reply|be drawn|rule|give|identify|name|reveal)|\b(?:wouldn|"
    r"won|didn)[’']t (?:say|comment|discuss|elaborate|"
    r"confirm|answer|give|name|reveal)|\bruled? out\b|\bnot (?:interested|willing)\b|\bneither confirm|"
    r"\bdid not (?:immediately )?(?:respond|reply|return)"
)
_CALLS = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:up)?on|call(?:s|ed|ing)? for|appeal\w* (?:to|for)|ask(?:s|ed|"
    r"ing)? (?:\w+ )?for)\b"
)
_THOUGHT = re.compile(
    r"\b(?:believ\w+|thinks?|thinking|thought|suspect\w*|doubt\w*|presum\w+|assum\w+|consider\w*|regard\w*|"
    r"view(?:s|ed)?|feels?|"
    r"felt|fear\w*|hop(?:es?|ed|ing)|wants?|wanted|wish\w*|expect\w*|anticipat\w+|worr(?:y|ies|ied)|knows?|"
    r"knew|sees?|saw|"
    r"understand\w*|understood|belief|concern(?:ed)?|convinced|confident|deem\w*)\b"
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def _forms(lemma: str) -> Iterator[str]:
    """The regular forms of a verb, which for a noun do no harm."""
    yield lemma
    yield from _IRREGULAR.get(lemma, "").split()
    stem = lemma.removesuffix("e")
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    else:
        yield lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
        yield from (stem + "ed", stem + "ing")
        if lemma.endswith(_DOUBLING):
            yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")


@cache
def _cues() -> Mapping[str, tuple[str, str]]:
    """(class, lemma) of every form of a cue the table knows."""
    found: dict[str, tuple[str, str]] = {}
    for kind, lemmas in entries("cues.txt"):
        for lemma in lemmas:
            for form in _forms(lemma):
                found.setdefault(form, (kind, lemma))
    return found


@cache
def act_of(cue: str) -> tuple[str, str]:
    """(class, lemma) of the act a cue performs; ``claim`` for a plain or unknown cue, empty for no words at all."""
    low = cue.lower()
    if not low.strip(" :"):
        return "", ""
    if _REFUSAL.search(low):
        return "reject", "refuse"
    if _CALLS.search(low):
        return "demand", "call"
    cues = _cues()
    found = [cues[word] for word in _WORD.findall(low) if word in cues]
    telling = [act for act in found if act[0] != "claim"]
    return telling[0] if telling else found[0] if found else ("claim", "")


def cue_kind(cue: str, guess: str) -> str:
    """speech or thought, by the cue's words; the finder's guess where they do not tell."""
    if _THOUGHT.search(cue.lower()):
        return "thought"
    return guess if guess in ("speech", "thought") and act_of(cue)[0] in ("", "claim") else "speech"
