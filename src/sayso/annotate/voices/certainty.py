"""How sure a voice and a claim are: small logistic functions of what can be seen.

Three questions: are the words somebody's (claim), is the right mention their source, does the mention mean who it was
resolved to (voice). A voice is as sure as its source and its resolution together. ``bench/train/voices/certainty.py``
fits them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log

from sayso.annotate.voices.mention import Mention
from sayso.annotate.voices.scene import Attributed
from sayso.annotate.voices.speaker import Found
from sayso.annotate.voices.tables import lines
from sayso.model import Span

_LOOKED_BACK = frozenset({"pronoun", "description", "office", "running", "body"})
_FARTHEST = 8
"""Sentences back beyond which farther makes no difference."""
_FAR, _LONG, _SHORT = 100.0, 80, 20
"""Characters: of a gap beyond which more makes no difference, of a long source, of hardly a clause."""
_DEEP = 0.002
"""How near to 0 and 1 the certainty of one word still makes a difference."""
_SAID = frozenset(
    [
        "say",
        "says",
        "said",
        "saying",
        "tell",
        "tells",
        "told",
        "telling",
        "add",
        "adds",
        "added",
        "according",
        "announced",
        "stated",
        "tweeted",
        "wrote",
    ]
)
_ENDS = (".", "”", '"', "?", "!", ":")
"""What a sentence ends in, and a headline does not."""
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
        "source edge": _odds(attribution.sure.source, _DEEP),
        "source link": _odds(attribution.sure.voice, _DEEP),
        "source inner": float(attribution.level > 0),
        "source far": _gap(attribution) / _FAR,
        "source missing": float(not attribution.source),
        "source long": float(_length(attribution.source) > _LONG),
    }
    return {name: value for name, value in seen.items() if value}


def claim_features(text: str, attribution: Attributed) -> dict[str, float]:
    """What is seen of one claim: the finder's certainty of each part, how it is said, and what is missing."""
    content, sure = attribution.content, attribution.sure
    begins = text[content[0][0] : content[0][0] + 5]
    seen = {
        "claim": 1.0,
        "claim finder": _odds(attribution.score),
        "claim cue": _odds(sure.cue, _DEEP),
        "claim content": _odds(sure.content, _DEEP),
        "claim ends": _odds(sure.ends, _DEEP),
        "claim link": _odds(sure.link, _DEEP),
        "claim source": _odds(sure.source, _DEEP),
        "claim said": float(
            any(word in _SAID for a, b in attribution.cue for word in text[a:b].lower().split())
        ),
        "claim thought": float(attribution.kind == "thought"),
        "claim mixed": float(attribution.form == "mixed"),
        "claim pieces": float(len(content) > 1),
        "claim that": float(begins == "that "),
        "claim to": float(begins.startswith("to ")),
        "claim no sentence": float(not _line(text, content[0][0]).rstrip().endswith(_ENDS)),
        "claim inner": float(attribution.level > 0),
        "claim without cue": float(not attribution.cue),
        "claim without source": float(not attribution.source),
        "claim quoted": float(attribution.form == "direct"),
        "claim short": float(_length(content) < _SHORT),
    }
    return {name: value for name, value in seen.items() if value}


def voice_certainty(found: Found, mention: Mention | None, attribution: Attributed) -> float:
    """Probability, 0.01 to 0.99, that the voice's name is right, given that the words are somebody's."""
    meant = _probability(voice_features(found, mention, attribution))
    return _bounded(meant * _probability(source_features(attribution)))


def claim_certainty(text: str, attribution: Attributed) -> float:
    """Probability, 0.01 to 0.99, that somebody is made to say these words."""
    return _bounded(_probability(claim_features(text, attribution)))


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


def _odds(score: float, least: float = 0.011) -> float:
    """A third of the log odds of the finder's certainty, which is held ``least`` away from 0 and from 1."""
    held = min(1 - least, max(least, score))
    return log(held / (1 - held)) / 3


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _line(text: str, at: int) -> str:
    """The paragraph around an offset."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
