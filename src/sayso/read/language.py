"""The language of a text: by its script and commonest words, and by a trained model only where these leave doubt.

Loading the model takes half a second, forty times an empty Python; nearly every report is told without it.
"""

import re
from collections import Counter
from functools import cache
from typing import Any

from sayso.read.tables import lines

_HEAD = 500
"""Characters looked at: more change nothing."""
_FEWEST_LETTERS = 25
"""Below so many letters a language is a guess, and none is given."""
_FEWEST_FOR_MODEL = 80
"""Characters from which the model's probability can be trusted."""
_SHARE = 0.12
"""Share of words that must be common words of the language; English news has about 0.40, the others 0.25 to 0.45."""
_LEAD = 1.5
"""How many times as many as the next language."""
_SURE = 0.9
"""Probability below which the model's answer is not taken."""

_SCRIPTS = {
    "Latin": "a-zA-Z\u00c0-\u024f\u1e00-\u1eff",
    "Arabic": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff",
    "Cyrillic": "\u0400-\u052f",
    "Hebrew": "\u05d0-\u05ea",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armenian": "\u0531-\u0587",
    "Georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Ethiopic": "\u1200-\u139f",
    "Devanagari": "\u0904-\u0939\u0958-\u0961",
    "Bengali": "\u0985-\u09e1",
    "Gurmukhi": "\u0a05-\u0a74",
    "Gujarati": "\u0a85-\u0ae1",
    "Tamil": "\u0b85-\u0bb9",
    "Telugu": "\u0c05-\u0c61",
    "Kannada": "\u0c85-\u0ce1",
    "Malayalam": "\u0d05-\u0d61",
    "Sinhala": "\u0d85-\u0dc6",
    "Thai": "\u0e01-\u0e46",
    "Lao": "\u0e81-\u0edf",
    "Burmese": "\u1000-\u109f",
    "Khmer": "\u1780-\u17dc",
    "Hangul": "\uac00-\ud7a3\u1100-\u11ff",
    "Kana": "\u3041-\u30fe",
    "Han": "\u3400-\u9fff",
}
_LETTERS = {name: re.compile(f"[{ranges}]") for name, ranges in _SCRIPTS.items()}
_ALONE = {
    "Greek": "el",
    "Armenian": "hy",
    "Georgian": "ka",
    "Ethiopic": "am",
    "Bengali": "bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Burmese": "my",
    "Khmer": "km",
    "Hangul": "ko",
    "Kana": "ja",
    "Han": "zh",
    "Hebrew": "he",
}
"""Scripts that one language of the news is written in, for our purpose."""
_WRITTEN_IN = {
    "ar": "Arabic",
    "fa": "Arabic",
    "ur": "Arabic",
    "ps": "Arabic",
    "ckb": "Arabic",
    "ug": "Arabic",
    "sd": "Arabic",
    "ru": "Cyrillic",
    "uk": "Cyrillic",
    "be": "Cyrillic",
    "bg": "Cyrillic",
    "mk": "Cyrillic",
    "ky": "Cyrillic",
    "tg": "Cyrillic",
    "hi": "Devanagari",
    "mr": "Devanagari",
    "ne": "Devanagari",
    "ja": "Kana",
    **{code: script for script, code in _ALONE.items()},
}
_MANY_SCRIPTS = frozenset(("sr", "kk", "uz", "az", "ku", "mn", "bs", "pa", "ms", "und"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?", re.IGNORECASE)
_ENGLISH_NAMES = {
    "english": "en",
    "arabic": "ar",
    "persian": "fa",
    "farsi": "fa",
    "hebrew": "he",
    "russian": "ru",
    "turkish": "tr",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "chinese": "zh",
    "urdu": "ur",
    "ukrainian": "uk",
    "kurdish": "ku",
}
_NO_LANGUAGE = frozenset(("und", "mul", "zxx", "mis", "xx"))
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "gr": "el", "cz": "cs", "dk": "da", "jp": "ja", "kr": "ko"}
"""Old or wrong codes that pages still state."""


def tag(stated: str) -> str | None:
    """A stated language as a BCP 47 tag ("en_us" and "English" become "en-US" and "en"); None when it is no tag."""
    text = stated.strip().split(",")[0].strip()
    if named := _ENGLISH_NAMES.get(text.lower()):
        return named
    match = _TAG.fullmatch(text)
    if match is None or match[1].lower() in _NO_LANGUAGE:
        return None
    primary = _RENAMED.get(match[1].lower(), match[1].lower())
    script, region = match[2], match[3]
    return "-".join(filter(None, (primary, script and script.title(), region and region.upper())))


def fits(stated: str, text: str) -> bool:
    """Whether a text is in a script its stated language is written in; templates often state another's language."""
    primary = stated.partition("-")[0].lower()
    script = _script(text[:_HEAD])
    if script is None or primary in _MANY_SCRIPTS:
        return True
    expected = _WRITTEN_IN.get(primary, "Latin")
    return script == expected or {script, expected} <= {"Han", "Kana"}


def detect(text: str, *, in_doubt: bool = True) -> str | None:
    """The primary language tag of a text, or None when it is too short or too unlike any language to tell.

    ``in_doubt`` asks the model where script and common words do not tell.
    """
    head = text[:_HEAD]
    script = _script(head)
    if script is None:
        return None
    if script in _ALONE:
        return _ALONE[script]
    return _by_words(head, script) or (_by_model(head) if in_doubt and len(head) >= _FEWEST_FOR_MODEL else None)


def _script(head: str) -> str | None:
    """The script most letters are in, or None when there are too few letters.

    Kana marks Japanese wherever a fair share of it stands, since its text is mostly Han.
    """
    if len(head.encode(errors="replace")) < 1.3 * len(head):
        return "Latin" if len(_LETTERS["Latin"].findall(head[:400])) >= _FEWEST_LETTERS else None
    counts = Counter({name: len(pattern.findall(head)) for name, pattern in _LETTERS.items()})
    if (
        counts["Kana"] * 5 > counts["Han"] + counts["Kana"] > 0
        and counts["Kana"] + counts["Han"] > counts["Latin"]
    ):
        return "Kana"
    script, letters = counts.most_common(1)[0]
    fewest = 8 if script in ("Han", "Hangul", "Thai") else _FEWEST_LETTERS
    return script if letters >= fewest else None


def _by_words(head: str, script: str) -> str | None:
    known = _common_words(script)
    words = _WORD.findall(head.lower().replace("’", "'"))
    counts: Counter[str] = Counter()
    for word in words:
        for language in known.get(word, ()):
            counts[language] += 1
    (best, most), (_, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    enough = most >= max(3, _SHARE * len(words))
    return best if enough and most >= _LEAD * next_most else None


@cache
def _common_words(script: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in lines("stopwords.tsv"):
        language, written, listed = line.split("\t")
        if written == script:
            for word in listed.split():
                if language not in found.get(word, ()):
                    found[word] = (*found.get(word, ()), language)
    return found


def _by_model(head: str) -> str | None:
    language, probability = _model().classify(head)
    return str(language) if probability >= _SURE else None


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
