"""Whom a mention names: a first reading of each voice, within one report.

Names, titles and pronouns are followed to earlier mentions by plain rules; what they do not settle stays as written.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sayso.annotate.names import known_names
from sayso.annotate.reporting import BODIES, CROWD, DOCUMENTS, OFFICIAL, OUTLETS, UNNAMED
from sayso.model import Finding

Body = dict[str, Any]

_WORD = re.compile(r"[^\W_][\w’'.-]*")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
_PEOPLE = UNNAMED | {"spokesman", "spokeswoman", "spokesperson", "minister", "president", "secretary"}
_MALE = frozenset(("he", "him", "mr", "spokesman", "chairman", "congressman", "king", "prince", "his"))
_FEMALE = frozenset(
    ("she", "her", "mrs", "ms", "spokeswoman", "congresswoman", "queen", "princess", "chairwoman")
)
_PRONOUNS = {"he": "person", "she": "person", "they": "group", "it": "organisation", "who": "", "which": ""}
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_NO_NAME = (
    OFFICIAL
    | CROWD
    | UNNAMED
    | frozenset(
        (
            "the",
            "some",
            "mr",
            "mrs",
            "ms",
            "dr",
            "professor",
            "prof",
            "prime",
            "vice",
            "senior",
            "former",
            "security",
            "a",
            "an",
        )
    )
)
_BASIS = re.compile(
    r"\b(?:with (?:direct )?knowledge of|familiar with|briefed on|close to|involved in|"
    r"(?:on|under) (?:the )?condition of anonymity|not authori[sz]ed|asked not to be (?:named|identified))\b.*"
)


# A run of words up to a name that can be its title: capitals and small words of office, no other mark between.
_TITLE = re.compile(r"(?:[\w’'-]+ ){1,5}$")


@cache
def _states() -> frozenset[str]:
    """Names of states and capitals, which speak for their governments."""
    return frozenset(name for sort, name in known_names() if sort == "place")


@dataclass(slots=True)
class Speakers:
    """The voices of a report so far. `text` is searched for the titles of those whom a mention names without one."""

    text: str = ""
    known: list[tuple[Finding, frozenset[str], str]] = field(default_factory=list)
    """First mentions with their lower-cased words and their gender (m, f or empty)."""
    last: Finding | None = None
    """Who spoke last at level 0: the speaker of a quotation that runs on."""

    def read(self, mention: str) -> tuple[Body, Finding | None]:
        """The body of a voice for a mention, empty for an implied one, and the earlier voice it refers to."""
        words = [w.lower().rstrip(".") for w in _WORD.findall(mention)]
        earlier = self._earlier(mention, words)
        if earlier:
            return {**earlier.body, "refers_to": earlier.id}, earlier
        name = proper_name(mention)
        basis = _BASIS.search(mention)
        return {
            "name": name or mention or "unnamed",
            "refers_to": None,
            "kind": "organisation" if name in _states() else kind(set(words)),
            "standing": self._standing(set(words), name),
            "actor": None,
            "role": _role(mention, name),
            "count": _COUNTS.get(words[0]) if words else None,
            "basis": basis[0] if basis else None,
        }, None

    def _standing(self, words: set[str], name: str) -> str:
        plain = standing(words, name)
        if plain == "named" and (name in _states() or self._titled(name)):
            return "official"
        return plain

    def _titled(self, name: str) -> bool:
        """Whether the report gives the bearer of this name an office, before it or after a comma."""
        last = re.escape(name.split()[-1])
        for match in re.finditer(rf"\b{last}\b(?:,([^.,;\n]{{3,80}}))?", self.text):
            before = self.text[max(0, match.start() - 60) : match.start()]
            title = _TITLE.search(before)
            words = {w.lower() for w in _WORD.findall((title[0] if title else "") + " " + (match[1] or ""))}
            if words & OFFICIAL:
                return True
        return False

    def note(self, voice: Finding, mention: str, earlier: Finding | None, level: int) -> None:
        """Remember a voice: a new one, or another mention of a known one."""
        words = frozenset(w.lower().rstrip(".") for w in _WORD.findall(mention))
        first = earlier or voice
        self.known = [k for k in self.known if k[0].id != first.id] + [
            (first, self._words_of(first) | words, _gender(words) or self._gender_of(first))
        ]
        if level == 0:
            self.last = first

    def _words_of(self, voice: Finding) -> frozenset[str]:
        return next((w for f, w, _ in self.known if f.id == voice.id), frozenset())

    def _gender_of(self, voice: Finding) -> str:
        return next((g for f, _, g in self.known if f.id == voice.id), "")

    def _earlier(self, mention: str, words: list[str]) -> Finding | None:
        if not words:
            return self.last
        if len(words) == 1 and words[0] in _PRONOUNS:
            return self._by_pronoun(words[0])
        if words[0] in _DEFINITE and not proper_name(mention):
            return self._by_description(frozenset(words[1:]))
        return self._by_surname(proper_name(mention))

    def _by_pronoun(self, word: str) -> Finding | None:
        wanted, gender = _PRONOUNS[word], _gender(frozenset((word,)))
        for voice, words, its in reversed(self.known):
            single = not (voice.body["count"] or words & {"officials", "sources"})
            fits = voice.body["kind"] == wanted or (word == "they" and not single)
            if wanted == "organisation":
                fits = voice.body["kind"] in {"organisation", "document", "outlet"}
            if fits and (single or word == "they") and not (gender and its and gender != its):
                return voice
        return None

    def _by_description(self, words: frozenset[str]) -> Finding | None:
        """ "the sources" after "two Iraqi security sources": every word said before of one voice."""
        return next((v for v, said, _ in reversed(self.known) if words and words <= said), None)

    def _by_surname(self, name: str) -> Finding | None:
        if not name:
            return None
        last = name.split()[-1].lower()
        fits = [v for v, _, _ in self.known if str(v.body["name"]).lower().split()[-1] == last]
        return fits[-1] if len(fits) == 1 and _compatible(name, str(fits[-1].body["name"])) else None


def _compatible(name: str, earlier: str) -> bool:
    """Whether one name is the other, or its last words."""
    return f" {earlier}".endswith(f" {name}") or f" {name}".endswith(f" {earlier}")


def _gender(words: frozenset[str]) -> str:
    return "m" if words & _MALE else "f" if words & _FEMALE else ""


def proper_name(mention: str) -> str:
    """The capitalised words, titles left out, at the end of a clause of the mention; after "of" only if none else."""
    clauses = [re.split(r"\s(?:of|with|at|from|for|in|who)\s", part) for part in mention.split(",")]
    parts = [c[0] for c in clauses] + [rest for c in clauses for rest in c[1:]]
    return next((run for part in parts if (run := _capitalised(part))), "")


def _capitalised(part: str) -> str:
    words = part.split()
    start = len(words)
    while start and (words[start - 1][:1].isupper() or words[start - 1] in {"al", "bin", "van", "von", "de"}):
        if words[start - 1].lower().rstrip(".") in _NO_NAME:
            break
        start -= 1
    return " ".join(words[start:])


def _role(mention: str, name: str) -> str | None:
    role = mention.replace(name, "", 1).strip(" ,") if name else ""
    return role or None


def kind(words: set[str]) -> str:
    """person, organisation, group, document or outlet, by the words of a mention."""
    if words & _PEOPLE:
        return "person"
    pairs = (("document", DOCUMENTS), ("outlet", OUTLETS), ("group", CROWD), ("organisation", BODIES))
    return next((name for name, marks in pairs if words & marks), "person")


def standing(words: set[str], name: str) -> str:
    """official, named, anonymous or group, by the words of a mention and its proper name."""
    if words & UNNAMED and not name:
        return "anonymous"
    if words & OFFICIAL:
        return "official"
    if words & CROWD:
        return "group"
    return "named" if name else "anonymous"
