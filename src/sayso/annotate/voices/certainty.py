"""How sure a voice and a claim are: a small logistic function of what can be seen, fitted on the project's examples."""

from collections.abc import Mapping
from functools import cache
from math import exp

from sayso.annotate.voices.mention import Mention
from sayso.annotate.voices.scene import Attributed
from sayso.annotate.voices.speaker import Found
from sayso.annotate.voices.tables import lines


@cache
def _weights() -> Mapping[str, float]:
    return {name: float(value) for name, value in (line.split("\t") for line in lines("certainty.tsv"))}


def voice_features(found: Found, mention: Mention | None, attribution: Attributed) -> dict[str, float]:
    """What is seen of one resolution, by the names the weights know."""
    speaker = found.speaker
    seen = {
        "bias": 1.0,
        f"way={found.way}": 1.0,
        "inner": float(attribution.level > 0),
    }
    if found.way in ("pronoun", "description", "office", "running", "body"):
        seen["distance"] = min(found.distance, 8) / 8
    if found.way == "pronoun":
        seen["margin"] = min(found.margin, 3.0) / 3
        seen["low margin"] = float(found.margin < 0.5)
        seen["weight"] = max(-4.0, min(found.weight, 3.0)) / 3
        seen["gender unknown"] = float(not found.known_gender)
        seen["it or they"] = float(mention is not None and mention.pronoun in ("it", "they"))
    else:
        seen["weak"] = float(found.margin < 3.0)
        seen["rivals"] = float(found.rivals > 0)
    if found.way == "new" and speaker.definite:
        seen["new definite"] = 1.0
    return {name: value for name, value in seen.items() if value}


def voice_certainty(found: Found, mention: Mention | None, attribution: Attributed) -> float:
    """Probability, 0.01 to 0.99, that the voice's name is right, given that the attribution is."""
    weights = _weights()
    total = sum(
        weights.get(name, 0.0) * value for name, value in voice_features(found, mention, attribution).items()
    )
    return _bounded(1 / (1 + exp(-total)))


def claim_certainty(voice: float, stance: float, attribution: Attributed) -> float:
    """Probability, 0.01 to 0.99, that somebody is made to say these words, with this voice."""
    return _bounded(attribution.score * voice)


def _bounded(value: float) -> float:
    return round(min(0.99, max(0.01, value)), 4)
