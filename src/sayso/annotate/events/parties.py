"""Who the words of a role mean: a name, an actor's code, and for pronouns whom they stand for."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.annotate.wordlists import words as word_set
from sayso.model import Finding, Span
from sayso.text import fold

Party = dict[str, object]
"""``{"name", "code", "spans"}``."""

_FIRST = word_set("i we us me our my ours ourselves")
_PERSON = word_set("he she him her his hers himself herself")
_MANY = word_set("they them their theirs themselves both")
_BODY = word_set("it its itself")
_RELATIVE = word_set("who whom whose which that")
_PRONOUNS = _FIRST | _PERSON | _MANY | _BODY | _RELATIVE
_OWNERS = word_set("his her its their our my whose")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\s*(?:,|\(|;|\s[–—-]\s|\bwho\b|\bwhich\b).*", re.DOTALL)
_OWNED = re.compile(r"['’]s?$")
_STATE_KINDS = frozenset({"country", "seat", "people"})
_FARTHEST = 1200
"""Characters back beyond which nobody is meant by a pronoun."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody at a place of the report."""

    span: Span
    name: str
    code: str | None
    person: bool
    many: bool
    by_voice: bool = False


class Parties:
    """Everybody the actor and voice findings of one report name, asked by the words of a role."""

    def __init__(self, text: str, actors: Sequence[Finding], voices: Sequence[Finding]) -> None:
        self._text = text
        self._actors = [_of_actor(a) for a in actors if a.spans]
        self._voices = [_of_voice(v) for v in voices if v.spans]
        self._all = sorted((*self._actors, *self._voices), key=lambda k: (k.span, k.by_voice))
        self._starts = [k.span[0] for k in self._all]

    def of(self, spans: Sequence[Span], speaker: Finding | None) -> Party | None:
        """The party that the words at ``spans`` name; ``speaker`` is the voice in whose claim they stand."""
        if not spans:
            return None
        start, end = spans[0]
        shown = [list(span) for span in spans]
        low = [fold(word) for word in re.findall(r"[\w’']+", self._text[start:end])]
        if (len(low) == 1 and low[0] in _PRONOUNS) or (len(low) == 2 and low[0] in _MANY):
            who = self._meant(low[0], (start, end), speaker)
            name = who.name if who else self._text[start:end]
            return {"name": name, "code": who.code if who else None, "spans": shown}
        found = self._named((start, end))
        if found is None and low and low[0] in _OWNERS:
            owner = self._meant(low[0], (start, start + len(low[0])), speaker)
            return {"name": self._shown(start, end), "code": _state(owner), "spans": shown}
        name = found.name if found and self._stands_for(found, (start, end)) else self._shown(start, end)
        return {"name": name, "code": found.code if found else None, "spans": shown}

    def speaking(self, voice: Finding) -> Party | None:
        """The party a voice is, None where the voice is implied."""
        if not voice.spans:
            return None
        spans = [list(span) for span in voice.spans]
        return {"name": voice.body["name"], "code": voice.body["actor"], "spans": spans}

    def _named(self, span: Span) -> Known | None:
        """The actor the words are about: a person or body before the state it is of, then the first."""
        head = _ASIDE.sub("", self._text[span[0] : span[1]])
        inside = [k for k in self._actors if span[0] <= k.span[0] and k.span[1] <= span[1]]
        near = [k for k in inside if k.span[1] <= span[0] + len(head)] or inside
        if near:
            return min(near, key=lambda k: (_is_state(k), k.span[0]))
        voiced = [k for k in self._voices if k.span[0] < span[1] and span[0] < k.span[1] and k.code]
        around = [k for k in self._actors if k.span[0] <= span[0] and span[1] <= k.span[1]]
        return next(iter([*around, *voiced]), None)

    def _stands_for(self, known: Known, span: Span) -> bool:
        """Whether the words are just the name of who was found, or name a person with an office."""
        return known.person or _bare(self._text[slice(*known.span)]) == _bare(self._text[slice(*span)])

    def _shown(self, start: int, end: int) -> str:
        """The words as a name: no article, no aside after a comma, no genitive."""
        text = " ".join(self._text[start:end].split())
        return _OWNED.sub("", _ASIDE.sub("", _ARTICLE.sub("", text))) or text

    def _meant(self, low: str, span: Span, speaker: Finding | None) -> Known | None:
        if low in _FIRST:
            return _of_voice(speaker) if speaker is not None else None
        voiced = next((k for k in self._voices if k.span == span), None)
        if voiced is not None:
            return voiced
        before = list(self._before(span[0]))
        if low in _RELATIVE:
            return before[0] if before else None
        return next((k for k in before if _fits(low, k)), None)

    def _before(self, offset: int) -> Iterator[Known]:
        """Who is named before a place, the nearest first; pronouns count for whom they were resolved to."""
        for i in range(bisect_right(self._starts, offset - 1) - 1, -1, -1):
            if offset - self._starts[i] > _FARTHEST:
                return
            if self._all[i].span[1] <= offset:
                yield self._all[i]


def _fits(pronoun: str, known: Known) -> bool:
    if pronoun in _PERSON:
        return known.person and not known.many
    if pronoun in _MANY:
        return known.many or not known.person
    return not known.person


def _of_actor(actor: Finding) -> Known:
    kind = str(actor.body["kind"])
    text = actor.quotes[0]
    return Known(
        (actor.spans[0][0], actor.spans[-1][1]),
        str(actor.body["name"]),
        str(actor.body["code"]),
        kind == "person",
        kind == "people" or (kind == "group" and text.endswith("s")),
    )


def _of_voice(voice: Finding) -> Known:
    body = voice.body
    span = (voice.spans[0][0], voice.spans[-1][1]) if voice.spans else (0, 0)
    count = body.get("count")
    many = body["kind"] == "group" or (isinstance(count, int) and count > 1)
    code = body["actor"]
    return Known(
        span, str(body["name"]), str(code) if code else None, body["kind"] == "person", many, by_voice=True
    )


def _is_state(known: Known) -> bool:
    return known.code is not None and "." not in known.code and not known.person


def _state(known: Known | None) -> str | None:
    return known.code.split(".")[0] if known and known.code else None


def _bare(text: str) -> str:
    return _OWNED.sub("", _ARTICLE.sub("", text)).casefold()
