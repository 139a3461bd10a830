"""Stance and kind of cue by the words of the cue: a weak teacher for news that has no such labels.

A cue none of the patterns knows says nothing here; the self-written examples correct and extend it.
"""

from __future__ import annotations

import re

_STANCE = (
    (
        "decline",
        r"declin\w+ to|refus\w+ to (?:comment|say|discuss|answer|confirm)|would not (?:comment|say|discuss|confirm)|"
        r"wouldn.t (?:comment|say|discuss)|no comment",
    ),
    (
        "deny",
        r"\bden(?:y|ies|ied|ying|ial\w*)\b|disput\w+|reject\w*|refut\w+|rebut\w*|dismiss\w*|disavow\w*|"
        r"disagre\w+|rebuff\w*",
    ),
    ("threaten", r"threat\w*|vow\w* revenge|warned of retaliation"),
    (
        "promise",
        r"promis\w*|pledg\w*|vow\w*|\bswore\b|commit(?:ted|s)? to|guarantee\w*|offer(?:ed|s)? to|agreed to",
    ),
    (
        "demand",
        r"demand\w*|urg(?:e|es|ed|ing)\b|call(?:ed|s|ing)? (?:on|for|upon)|\border(?:ed|s|ing)\b|appeal\w* (?:to|for)|"
        r"implor\w+|plead\w*|insist\w* on|request\w*|\bbeg(?:ged|s)?\b|encourag\w+|asked for|recommend\w*|"
        r"advis(?:e|ed|es)\b|"
        r"press(?:ed|es) for|pushed for",
    ),
    (
        "question",
        r"ask(?:s|ed|ing)? (?:whether|if|why|how|what|who)|question(?:ed|s|ing)?\b|wonder\w*|inquir\w*|quer(?:y|ied)",
    ),
    (
        "estimate",
        r"estimat\w*|predict\w*|forecast\w*|project(?:ed|s|ing)\b|speculat\w*|suspect\w*|expect\w*|guess\w*|suggest\w*|"
        r"likely|\bbeliev\w+|\bthink\w*\b|thought|reckon\w*|anticipat\w*|fear\w*|assum\w+",
    ),
    (
        "assert",
        r"\bsaid\b|\bsays?\b|\bsaying\b|\btold\b|\btells?\b|\badd(?:ed|s|ing)\b|announc\w*|stat(?:ed|es|ing)\b|"
        r"report(?:ed|s|ing)?\b|according to|confirm\w*|wrote|writes|tweet\w*|argu\w+|not(?:ed|es|ing)\b|claim\w*|"
        r"explain\w*|describ\w*|show(?:s|ed|n)?\b|accus\w*|acknowledg\w*|admit\w*|conclud\w*|found|reveal\w*|testif\w+|"
        r"recall\w*|declar\w*|contend\w*|maintain\w*|point(?:ed|s) out|know\w*|remember\w*",
    ),
)
_THOUGHT = re.compile(
    r"\b(?:believ\w+|think\w*|thought|fear\w*|hop(?:e|es|ed|ing)|want\w*|expect\w*|suspect\w*|worr\w+|feel\w*|felt|know\w*|knew|"
    r"consider\w*|wish\w*|assum\w+|doubt\w*|see[ns]?|saw|views?|viewed|regard\w*|prefer\w*|understand\w*|understood|"
    r"rememb\w+|lik(?:e|es|ed)|lov(?:e|es|ed)|hat(?:e|es|ed)|concern\w*|anticipat\w*|wonder\w*|imagin\w*|plan(?:s|ned)?|"
    r"intend\w*|opinion|belief|eager|confident|convinced|certain|sure|aware|skeptical|hopeful)\b",
    re.I,
)
_SPEECH = re.compile(_STANCE[-1][1] + "|" + "|".join(p for _, p in _STANCE[:6]), re.I)
_COMPILED = tuple((name, re.compile(pattern, re.I)) for name, pattern in _STANCE)


def stance(cue: str) -> str:
    """The stance the cue's words suggest, or ""."""
    return next((name for name, pattern in _COMPILED if pattern.search(cue)), "")


def kind(cue: str) -> str:
    """speech, thought, or "" where the words do not tell."""
    if _SPEECH.search(cue):
        return "speech"
    return "thought" if _THOUGHT.search(cue) else ""
