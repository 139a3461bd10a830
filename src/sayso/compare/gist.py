"""The gist of a claim: what it says in concepts, whether it says so or says not, who says it and of what kind it is.

A gist is a function of the claim, of its voices and of versioned tables alone. It is stored as JSON and compared as it
is, so that the text need not be read again.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sayso.compare.sketch import number_of, rarity
from sayso.compare.tables import concepts
from sayso.model import Finding, canonical
from sayso.text import words

KEYS = 5
"""Concepts by which other claims are found."""
_CHARGE, _DISOWNED, _NOT_SO = "§charge", "§disowned", "§not "
"""Keys of charges, of their denials, and of what is said not to be so: a concept follows."""
_LEAST = 0.15
"""Rarity from which a word says something."""
_LISTED = 0.4
"""Rarity of a concept at least."""
_HOLLOW = 0.9
"""Weight of a denial's concepts below which it only points at what was said before it."""
_EARLY = 9
"""Words before a negation that it can stand behind and still be of the main clause."""
_EMPTY = frozenset(
    {
        *(
            "claim",
            "claims",
            "report",
            "reports",
            "reported",
            "accusation",
            "accusations",
            "allegation",
            "involvement",
        ),
        *(
            "allegations",
            "charge",
            "charges",
            "statement",
            "responsibility",
            "responsible",
            "role",
            "part",
            "any",
        ),
        *(
            "all",
            "what",
            "called",
            "its",
            "his",
            "her",
            "their",
            "not",
            "never",
            "nothing",
            "none",
            "neither",
            "been",
        ),
        *(
            "without",
            "was",
            "were",
            "being",
            "had",
            "have",
            "has",
            "said",
            "says",
            "would",
            "could",
            "that",
            "it",
        ),
    }
)
_BLAMES = re.compile(
    r"\b(?:blam\w+|accus\w+|responsib\w+|behind|carr\w+ (?:\w+ )?out|did (?:do )?it|sponsor\w+|orchestrat\w+|work of"
    r"|perpetrat\w+|culprit|fault|pinn\w+)\b",
    re.IGNORECASE,
)
_DISOWNS = re.compile(
    r"\b(?:involve\w*|role|part in|responsib\w+|behind|accus\w+|alleg\w+|charge\w*|blam\w+|claim\w*|carried out"
    r"|hand in)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject\w*|dismiss\w*|refut\w+|disput\w+|rebuff\w*|lies?|false|untrue|hoax|baseless"
    r"|groundless|delusional|fabricat\w+|contradict\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nothing|nobody|without|cannot|against)\b|n[’']t\b", re.IGNORECASE
)
_COMMON = re.compile(r"\binternational (?:waters?|airspace|lane)", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:(?i:its|their|our|country[’']s|territorial)|(?!International)[A-Z][\w-]+(?:[’']s)?)"
    r" (?:own )?(?:airspace|territory|waters)\b|\b(?i:over) (?:its|their|our)\b"
)
"""Any name may stand before it: which it is must not matter (mirror law)."""
_PARTIAL = re.compile(r"\b(?:but|only|partly|in part|not all|some of)\b", re.IGNORECASE)
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly")
_MOVES = frozenset({"demand", "threaten", "promise", "question"})
"""Stances that say nothing of how things are."""
_STATE = len("IRQ")


@dataclass(frozen=True, slots=True)
class Gist:
    """What a claim says, as it is compared."""

    says: Mapping[str, float]
    """Concepts with their rarity, 0 to 1."""
    denies: bool
    """Whether it says that something is not so."""
    answers: bool
    """Whether it answers what somebody holds: its stance is to deny."""
    move: bool
    """Whether it demands, threatens, promises or asks."""
    who: tuple[str, ...]
    """Folded names of its voices."""
    sides: tuple[str, ...]
    """States of its voices, by code."""
    blames: bool
    disowns: bool
    place: str
    """``common`` where it sets something in international waters or airspace, ``own`` in a state's, else empty."""
    partial: bool

    def packed(self) -> str:
        """As it is stored."""
        return canonical(asdict(self))

    @classmethod
    def unpacked(cls, stored: str) -> "Gist":
        """What ``packed`` gave."""
        said: dict[str, Any] = json.loads(stored)
        return cls(**{**said, "who": tuple(said["who"]), "sides": tuple(said["sides"])})

    @property
    def keys(self) -> tuple[int, ...]:
        """The numbers under which it is found: of its concepts, and again of what it says not to be so."""
        concepts = self._rarest()
        refused = [f"{_NOT_SO}{concept}" for concept in concepts] if self.denies else []
        charges = [_CHARGE] if self.blames else [_DISOWNED] if self.disowns else []
        return tuple(map(number_of, (*concepts, *refused, *charges)))

    @property
    def concepts(self) -> tuple[int, ...]:
        """The numbers of its concepts: two shared with another claim make the two worth comparing."""
        return tuple(map(number_of, self._rarest()))

    @property
    def answers_sought(self) -> tuple[int, ...]:
        """Numbers of which one is enough: of what is said against it, and of charges for a charge or its denial."""
        concepts = self._rarest()
        against = concepts if self.denies else [f"{_NOT_SO}{concept}" for concept in concepts]
        charges = [_CHARGE, _DISOWNED] if self.blames or self.disowns else []
        return tuple(map(number_of, (*against, *charges)))

    def _rarest(self) -> list[str]:
        return sorted(self.says, key=lambda concept: (-self.says[concept], concept))[:KEYS]


def gists(findings: Sequence[Finding], text: str, parties: frozenset[str] = frozenset()) -> dict[str, Gist]:
    """The gist of each claim among the findings of one report that has something to compare, by its id.

    A denial that only points back ("denied it", "rejected the accusation") is of what the claim before it says.
    """
    voices = {finding.id: finding for finding in findings if finding.kind == "voice"}
    claims = sorted(
        (one for one in findings if one.kind == "claim" and one.spans), key=lambda one: (one.spans, one.id)
    )
    made: dict[str, Gist] = {}
    before: Mapping[str, float] = {}
    for claim in claims:
        says = _concepts(" ".join(claim.quotes), parties)
        if claim.body["stance"] == "deny" and sum(says.values()) < _HOLLOW:
            says = {**before, **says}
        elif not says:
            continue
        made[claim.id] = _gist(claim, says, text, voices)
        before = says
    return made


def _gist(claim: Finding, says: Mapping[str, float], text: str, voices: Mapping[str, Finding]) -> Gist:
    content = " ".join(claim.quotes)
    told = " ".join([content, *(text[start:end] for start, end in claim.body["cue"])])
    denies = _is_negative(claim, content, told)
    spoken = [voices[key].body for key in claim.body["voices"] if key in voices]
    place = "common" if _COMMON.search(content) else "own" if _OWN.search(content) else ""
    return Gist(
        says,
        denies,
        denies and claim.body["stance"] == "deny",
        claim.body["stance"] in _MOVES,
        tuple(dict.fromkeys(" ".join(words(str(body["name"]))) for body in spoken)),
        tuple(dict.fromkeys(str(body["actor"])[:_STATE] for body in spoken if body["actor"])),
        not denies and bool(_BLAMES.search(told)),
        denies and bool(_DISOWNS.search(told)),
        place,
        denies and bool(_PARTIAL.search(content)),
    )


def _is_negative(claim: Finding, content: str, told: str) -> bool:
    """Whether a claim says that something is not so: a denial with a sign of it, or a negated main clause."""
    negated = _NOT.search(content)
    if claim.body["stance"] == "deny":
        return bool(negated or _DENIES.search(told))
    early = negated is not None and len(content[: negated.start()].split()) < _EARLY
    return early and claim.body["polarity"] == -1


def _concepts(content: str, parties: frozenset[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in words(content):
        concept = concepts().get(word)
        rare = rarity(word, parties) if concept is None else max(rarity(word, parties), _LISTED)
        if rare > _LEAST and word not in _EMPTY:
            key = concept or _stem(word)
            found[key] = round(max(found.get(key, 0.0), rare), 2)
    return found


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
