"""The key under which spellings of one Arabic or Persian name meet.

Newsrooms write one name many ways: "Abdul Mahdi", "Abdul-Mahdi", "Abd al-Mahdi", "Abdel Mahdi"; "Qassem",
"Qasim", "Ghasem". The key keeps the consonants in order and drops what newsrooms vary:

1. letters folded, apostrophes (ayn, hamza) dropped, hyphens and spaces one; the article *al, el, ul, ol, as, ad,
   ar, ash, at, az, an* before a name dropped; *abd, abdel, abdul, abdol, abdal, abed, abdu* one word, ``abd``,
   joined to the name that follows; *bin, ibn, ben, bint* one word;
2. digraphs made one letter: kh → x, gh and q → k, g → k (Egyptian g is another j, so j stays), sh → s, ch → c,
   th → t, dh → d, zh → j, ph → f, ck → k; w, v → w; z → s (dhal and zay are both written either way);
3. vowels, y, final and post-vocalic h dropped, a first vowel kept as ``a``; doubled letters made one.

Keys are compared name by name, at least two names, so that a short key alone never makes a match. Same key is a
likeness, not an identity: what is found by it has a lower confidence than what is found by its letters.
"""

import re
from functools import lru_cache

from sayso.annotate.actors.lexicon import word_set
from sayso.text import fold

_ARTICLES = word_set("al el ul ol as ad ar ash at az an il")
_SERVANT = re.compile(r"abd(?:[aeiou]{1,2}[ldrszthn]{0,2}|[rs]?)|abed|abdu")
_GLUED_SERVANT = re.compile(r"abd(?:[aeou]{1,2}l?)(?=[a-z]{3})|abd(?=[a-z]{4})")
_SON = frozenset({"bin", "ibn", "ben", "bint"})
_DIGRAPHS = (
    ("kh", "x"), ("gh", "k"), ("sh", "s"), ("ch", "c"), ("th", "t"), ("dh", "d"),
    ("zh", "j"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("g", "k"), ("v", "w"), ("z", "s"),
)  # fmt: skip
_SPLIT = re.compile(r"[\s\-‐‑–]+")
_NOT_LETTERS = re.compile(r"[^a-z]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of one folded word as its key writes them: ``mahdi`` → ``md``."""
    letters = word
    for written, letter in _DIGRAPHS:
        letters = letters.replace(written, letter)
    initial = "a" if letters[:1] in "aeiou" else letters[:1]
    rest = re.sub(r"[aeiouyhw]", "", letters[1:])
    return _DOUBLED.sub(r"\1", initial + rest)


def spelling_key(name: str) -> tuple[str, ...]:
    """The key of a name, one string a word: ``("adl", "abdmd")`` for "Adel Abdul-Mahdi" and "Adil Abd al-Mahdi"."""
    words = [_NOT_LETTERS.sub("", fold(part)) for part in _SPLIT.split(name.replace("’", "").replace("'", ""))]
    key: list[str] = []
    servant = False
    for word in words:
        if not word or word in _ARTICLES:
            continue
        if _SERVANT.fullmatch(word) and not servant:
            servant = True
            continue
        glued = _GLUED_SERVANT.match(word)
        if glued:
            key.append("abd" + skeleton(word[glued.end() :]))
        else:
            key.append(("abd" if servant else "") + ("bn" if word in _SON else skeleton(word)))
        servant = False
    return tuple(key)
