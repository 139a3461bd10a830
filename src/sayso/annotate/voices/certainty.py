"""How sure a voice and a claim are: small logistic functions of what can be seen.

Three questions: are the words somebody's (claim), is the right mention their source, does the mention mean who it was
resolved to (voice). A voice is as sure as its source and its resolution together. ``bench/train/voices/certainty.py``
fits them.
"""

from collections.abc import Mapping
from functools import cache
from math import exp, log

from sayso.annotate.voices.mention import Mention
from sayso.annotate.voices.scene import Attributed
from sayso.annotate.voices.speaker import Found
from sayso.annotate.voices.tables import lines

_LOOKED_BACK = frozenset({"pronoun", "description", "office", "running", "body"})
_FARTHEST = 8
"""Sentences back beyond which farther makes no difference."""
_FAR, _LONG, _SHORT = 100.0, 80, 20
"""Characters: of a gap beyond which more makes no difference, of a long source, of hardly a clause."""
_WIDEST = 3.0
"""Margin and weight beyond which more makes no difference."""


@cache
def _weights() -> Mapping[str, float]:
    return {name: float(value) for name, value in (line.split("\t") for line in lines("certainty.tsv"))}


def voice_features(found: Found, mention: Mention | None, attribution: Attributed) -> dict[str, float]:
    """What is seen of one resolution, by the names the weights know."""
    seen = {
        "voice": 1.0,
        f"way={found.way}": 1.0,
        "inner": float(attribution.level > 0),
    }
    if found.way in _LOOKED_BACK:
        seen["distance"] = min(found.distance, _FARTHEST) / _FARTHEST
    if found.way == "pronoun":
        seen["margin"] = min(found.margin, _WIDEST) / _WIDEST
        seen["low margin"] = float(found.margin < 0.5)
        seen["weight"] = max(-4.0, min(found.weight, _WIDEST)) / _WIDEST
        seen["gender unknown"] = float(not found.known_gender)
        seen["it or they"] = float(mention is not None and mention.pronoun in ("it", "they"))
    else:
        seen["weak"] = float(found.margin < _WIDEST)
        seen["rivals"] = float(found.rivals > 0)
    if found.way == "new" and found.speaker.definite:
        seen["new definite"] = 1.0
    return {name: value for name, value in seen.items() if value}


def source_features(attribution: Attributed) -> dict[str, float]:
    """What is seen of the choice of a source: the finder's certainty, and how the source stands to its cue.

    Nothing where no choice was made, of a quotation that runs on.
    """
    if not attribution.source and not attribution.cue:
        return {"source running": 1.0}
    seen = {
        "source": 1.0,
        "source finder": _odds(attribution.score),
        "source inner": float(attribution.level > 0),
        "source far": _gap(attribution) / _FAR,
        "source missing": float(not attribution.source),
        "source long": float(sum(end - start for start, end in attribution.source) > _LONG),
    }
    return {name: value for name, value in seen.items() if value}


def claim_features(voice: float, attribution: Attributed) -> dict[str, float]:
    """What is seen of one claim: the finder's certainty, its voice's, and what is missing."""
    seen = {
        "claim": 1.0,
        "claim finder": _odds(attribution.score),
        "claim voice": voice,
        "claim inner": float(attribution.level > 0),
        "claim without cue": float(not attribution.cue),
        "claim without source": float(not attribution.source),
        "claim quoted": float(attribution.form == "direct"),
        "claim short": float(sum(end - start for start, end in attribution.content) < _SHORT),
    }
    return {name: value for name, value in seen.items() if value}


def voice_certainty(found: Found, mention: Mention | None, attribution: Attributed) -> float:
    """Probability, 0.01 to 0.99, that the voice's name is right, given that the words are somebody's."""
    meant = _probability(voice_features(found, mention, attribution))
    return _bounded(meant * _probability(source_features(attribution)))


def claim_certainty(voice: float, attribution: Attributed) -> float:
    """Probability, 0.01 to 0.99, that somebody is made to say these words; ``voice`` is its voice's certainty."""
    return _bounded(_probability(claim_features(voice, attribution)))


def _probability(features: Mapping[str, float]) -> float:
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-total))


def _bounded(value: float) -> float:
    return round(min(0.99, max(0.01, value)), 4)


def _gap(attribution: Attributed) -> float:
    """Characters between source and cue, at most so many as make no more difference."""
    if not attribution.source or not attribution.cue:
        return 0.0
    first, last = attribution.source[0][0], attribution.source[-1][1]
    return min(_FAR, max(0.0, attribution.cue[0][0] - last, first - attribution.cue[-1][1]))


def _odds(score: float) -> float:
    """A third of the log odds of the finder's certainty, between -1.5 and 1.5."""
    held = min(0.989, max(0.011, score))
    return log(held / (1 - held)) / 3
