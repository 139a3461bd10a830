"""By what way words came to the page: media that were told or carry them, social networks, spokespersons, persons told.

Only what stands in the claim's own sentence counts, outside all contents and on this side of any other cue; a medium
called "the station" or "the agency" is the last one of its kind that the text named.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.annotate.voices.cast import Cast
from sayso.annotate.voices.lexicon import REGIONS, head_of, medium_named, nation_of, state_of_body
from sayso.annotate.voices.media import HopKind, local_media, medium_kind, plain
from sayso.annotate.voices.names import folded
from sayso.annotate.voices.scene import Attributed, Scene, bare, genitive, words_of
from sayso.annotate.wordlists import words as listed
from sayso.model import Report, Span


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the way, nearest the voice first."""

    name: str
    kind: HopKind
    span: Span


_FENCE = "\x01"
"""Stands for another attribution's cue: a hop beyond it is not this claim's."""
_SAID = "\x02"
"""Stands for words of a content."""

_NAME = r"(?:[Tt]he |[Aa]n? |[Oo]ur )?(?:[\w’'.&/-]+ ){0,6}?[\w’'.&/-]+"
_STOP = (
    r"(?= (?:that|on|in|at|by|during|before|after|as|when|while|who|which|over|under|about|of|from|for|via|"
    r"late|early|last|this|"
    r"earlier|later|the (?:same|next|previous)|today|yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|"
    r"Saturday|Sunday|"
    r"to|he|she|they|it|its|his|her|their|was|were|had|has|would|will|not|how|why|what|whether|if|there|"
    r"anonymously|privately|separately|"
    r"exclusively|directly|because|since|speaking|citing)\b|\s*[,.;:!?“”\"()—–\x01\x02\n]|\s*$)"
)
_TOLD = re.compile(
    rf"\b[Tt](?:old|ells?|elling) (?P<name>{_NAME}?){_STOP}(?P<more>(?:,? (?:and )?(?:the |"
    rf"The )?[A-Z][\w’'.&-]*(?: [A-Z][\w’'.&-]*){{0,3}}){{0,4}})"
)
_TO = re.compile(
    r"\b(?:(?:in|during) (?:an?|his|her|their|the) (?:[\w-]+ ){0,3}?(?:interview|conversation|comments?|"
    r"remarks?|statement|briefing|call|e-?mail|message|"
    r"telephone (?:call|interview)|appearance)s?(?: (?:\w+day|\w+day (?:night|morning|evening)|"
    r"published \w+day|aired \w+day|broadcast \w+day))?"
    r" (?:with|to|on|for|published by|published in|broadcast by|broadcast on|aired by|aired on|carried by)|"
    r"in (?:comments|remarks|quotes|an? (?:op-?ed|article|column)) (?:\w+ ){0,3}?(?:carried by|"
    r"published by|to|on|in)|"
    r"[Ss]peaking (?:to|with|on)|interviewed by|interview with|appear(?:ed|ing) on|writing in|"
    r"in an (?:op-?ed|article) (?:in|for)) "
    rf"(?P<name>{_NAME}?){_STOP}"
)
_CARRIED = re.compile(
    r"\b(?:according to|as reported by|as quoted by|quoted by|cited by|carried by|published by|"
    r"published in|reported by|broadcast by|"
    r"broadcast on|aired on|aired by|relayed by|as saying by|as saying in|told to|printed in|writing in|"
    r"(?:wrote|said|written) in) "
    rf"(?P<name>{_NAME}?){_STOP}"
)
_REPORTED = re.compile(
    rf"(?:^|[,.;—–\x02”\"] ?)(?P<name>{_NAME}?) (?:has |had |also |later |first |itself )?(?:report(?:s|"
    rf"ed)|quot(?:es|ed)|cit(?:es|ed)|said\b(?=[ ,.]*(?:$|\x02))"
    r"|wrote|carried|broadcast|published|show(?:s|ed)|air(?:s|ed))\b"
)
_ON = re.compile(
    r"\b(?:[Oo]n|[Ii]n|[Ww]ith) (?P<name>(?:the |The |"
    r"an? )?[A-Z][\w’'&.-]*(?: [\w’'&.-]+){0,4}?)(?= (?:interview|op-?ed|programme|program|show|appearance|"
    r"article|report)\b|['‘’“\"]|[,.;]| (?:on|that|late|early|last|this|earlier)\b| \w+day\b|$)"
)
_INVERTED = re.compile(rf"[,\x02”\"] ?(?:reports|reported|wrote|writes|said) (?P<name>{_NAME}?){_STOP}")
_SOCIAL = re.compile(
    r"\b(?:(?:on|via|through|over|to|in) (?:(?:his|her|its|their|the|an?|social media|messaging|official|"
    r"verified|private|own|app|platform|network|site) )*"
    r"(?P<name>Twitter|Facebook|Instagram|Telegram|YouTube|WhatsApp|TikTok|Weibo|VKontakte|LinkedIn|Reddit|"
    r"Truth Social|Snapchat|Parler|X)\b"
    r"(?: (?:account|page|channel|feed|post|video|message|group))?"
    r"|\b(?:in|by|with) (?:an?|his|her|its|their|another|the|two|several|a series of|subsequent|later|"
    r"separate|first)(?: [\w-]+){0,2}? (?P<tweet>tweet|tweets|tweetstorm)\b)"
)
_THROUGH = re.compile(
    r"\b(?:through|via|by way of) (?P<name>(?:an?|his|her|its|their|the) (?:[\w-]+ ){0,3}?(?:spokes(?:man|"
    r"woman|person)|lawyer|attorney|representative|press secretary|embassy|intermediar(?:y|ies)|envoy|"
    r"Embassy)"
    r"(?: (?:in|for|of) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?|the [A-Z][\w’'-]+ (?:Embassy|"
    r"embassy)(?: in [A-Z]\w+)?|(?:[A-Z][\w’'-]+ ){1,3}?(?:TV|television|radio|state media|media))"
)
_STATE = re.compile(
    r"\b(?:on|by|to|in) (?P<name>(?:the )?(?:[A-Z][\w’'-]+ |(?:local|foreign|official|semi-official|"
    r"domestic|pro-government|national) ){0,3}"
    r"[Ss]tate[- ](?:run |owned |controlled )?(?:TV|television|radio|media|news agency)"
    r"|(?:[A-Z][\w’'-]+ |(?:local|foreign|official|semi-official|domestic|pro-government|"
    r"national) ){1,3}(?:TV|television|radio|media))\b"
)
_NOT_TOLD = listed(
    "reporters journalists lawmakers parliament congress lawmaker senators legislators supporters crowds "
    "ministers troops soldiers "
    "him her them us me you it everyone people allies aides colleagues friends investors analysts members "
    "leaders court "
    "diplomats residents relatives mediators guests viewers readers voters officials others another "
    "committee council"
    " assembly conference rally crowd gathering meeting hearing forum audience world nation public party "
    "cabinet senate house"
)
_ADVERB = re.compile(r" [a-z]+ly$")
_JOURNALISTS = listed(
    "host anchor reporter correspondent journalist editor presenter interviewer columnist moderator"
)
_POINTING: Mapping[str, HopKind | None] = {
    **dict.fromkeys(("station", "channel", "network", "broadcaster"), "broadcaster"),
    **dict.fromkeys(("agency", "newswire", "wire"), "agency"),
    **dict.fromkeys(("newspaper", "paper", "magazine", "daily", "website", "publication"), "newspaper"),
    "outlet": None,
}
"""Nouns by which a medium named before is taken up, with what it must be; an outlet may be any."""
_LONGEST_UNKNOWN = 3
_WIDEST = 600
"""Characters around a cue in which its hops are looked for."""


class Relays:
    """The media of one report, and the hops of its claims."""

    def __init__(self, scene: Scene, cast: Cast, attributions: Sequence[Attributed], report: Report) -> None:
        self.scene = scene
        self.cast = cast
        self.outlet = report.outlet or next((c.name for c in report.credits if c.kind == "outlet"), None)
        self.local = local_media(scene.text, report)
        """Media of no list that the page itself shows to be some, by the spellings it uses."""
        self._seen: list[tuple[int, str, HopKind]] = []
        """Media named so far: where, name, kind."""
        self._by_sentence: dict[int, list[Attributed]] = {}
        for attribution in attributions:
            for at in {scene.sentence(start) for start, _ in (*attribution.cue, *attribution.content)}:
                self._by_sentence.setdefault(at, []).append(attribution)

    def cues_near(self, at: int) -> list[int]:
        """Where the cues of a sentence start."""
        near = self._by_sentence.get(self.scene.sentence(at), ())
        return [attribution.cue[0][0] for attribution in near if attribution.cue]

    def note(self, name: str, at: int) -> None:
        """A medium that speaks for itself: later "the agency" may be it."""
        self._seen.append((at, name, self.kind(name)))

    def kind(self, name: str) -> HopKind:
        """What medium one is that is known to be a medium."""
        return self.local.get(name) or medium_kind(name) or "newspaper"

    def of(self, attribution: Attributed, enclosing: Span | None) -> list[Hop]:
        """The hops named beside one attribution, nearest the voice first; ``enclosing``: the content around it."""
        if not attribution.cue:
            return []
        start, end = self._reach(attribution, enclosing)
        frame = self._frame(attribution, start, end)
        found = [hop for hop in self._named(frame, start) if not _overlaps(hop.span, attribution.source)]
        cue = attribution.cue[0][0]
        kept: list[Hop] = []
        for hop in found:
            between = frame[min(cue, hop.span[0]) - start : max(cue, hop.span[1]) - start]
            if _FENCE not in between and not any(
                hop.name == other.name or _overlaps(hop.span, (other.span,)) for other in kept
            ):
                kept.append(hop)
        for hop in kept:
            self._seen.append((hop.span[0], hop.name, hop.kind))
        return kept

    def _reach(self, attribution: Attributed, enclosing: Span | None) -> Span:
        cue = attribution.cue[0]
        start, end = self.scene.sentence_span(cue[0])
        start, end = max(start, cue[0] - _WIDEST), min(end, cue[1] + _WIDEST)
        if enclosing is not None:
            return max(start, enclosing[0]), min(end, enclosing[1])
        return start, end

    def _frame(self, attribution: Attributed, start: int, end: int) -> str:
        """The sentence with contents and other cues struck out, character for character."""
        frame = list(self.scene.text[start:end])
        near = self._by_sentence.get(self.scene.sentence(attribution.cue[0][0]), [])
        for other in near:
            if other.level <= attribution.level:
                for a, b in other.content:
                    if not (attribution.level and other.level < attribution.level):
                        _strike(frame, a - start, b - start, _SAID)
        for other in near:
            if other is attribution or other.level > attribution.level:
                continue
            for a, b in other.cue:
                if not _overlaps((a, b), attribution.cue):
                    _strike(frame, a - start, b - start, _FENCE)
        for a, b in attribution.cue:
            _restore(frame, self.scene.text, a, b, start)
        return "".join(frame)

    def _named(self, frame: str, start: int) -> Iterator[Hop]:
        for match in _TOLD.finditer(frame):
            yield from self._hearers(match["name"], start + match.start("name"))
            if match["more"]:
                yield from self._carriers(match["more"], start + match.start("more"))
        for match in _SOCIAL.finditer(frame):
            span = (
                (start + match.start("name"), start + match.end("name"))
                if match["name"]
                else (start + match.start("tweet"), start + match.end("tweet"))
            )
            yield Hop(match["name"] or "Twitter", "social", span)
        for match in _THROUGH.finditer(frame):
            name = match["name"]
            kind = medium_kind(name) or ("voice" if "mbassy" in name or "intermed" in name else "spokesperson")
            yield Hop(plain(name), kind, (start + match.start("name"), start + match.end("name")))
        for pattern in (_TO, _CARRIED, _REPORTED):
            for match in pattern.finditer(frame):
                yield from self._carriers(match["name"], start + match.start("name"))
        for match in _ON.finditer(frame):
            yield from self._listed(match["name"], start + match.start("name"))
        for match in _INVERTED.finditer(frame):
            yield from self._listed(match["name"], start + match.start("name"))
        for match in _STATE.finditer(frame):
            yield Hop(
                plain(match["name"]), "broadcaster", (start + match.start("name"), start + match.end("name"))
            )

    def _hearers(self, words: str, at: int) -> Iterator[Hop]:
        carriers = list(self._carriers(words, at))
        if carriers:
            yield from carriers
            return
        person = self._person(words, at)
        if person:
            yield person

    def _carriers(self, words: str, at: int) -> Iterator[Hop]:
        """Media among some words: ``CBS News and Reuters``, ``the BBC``, ``the station``."""
        for match in re.finditer(r"[^,]+?(?= and |,|$)", words):
            piece = re.sub(r"^ *(?:and )?", "", match.group())
            begin = at + match.start() + match.group().find(piece) if piece else at
            hop = self._medium(piece, begin)
            if hop:
                yield hop

    def _medium(self, piece: str, at: int) -> Hop | None:
        piece = _ADVERB.sub("", piece)
        name = plain(piece)
        if not name:
            return None
        span = (at, at + len(piece))
        pointed = self._pointed_at(piece, name, at)
        if pointed:
            return Hop(*pointed, span)
        kind = self.local.get(name) or medium_kind(name)
        if kind is not None:
            return Hop(name, kind, (at + len(piece) - len(piece.lstrip()), at + len(piece)))
        return self._host(piece, at)

    def _listed(self, words: str, at: int) -> Iterator[Hop]:
        """A medium on the list or of the page, whole or before what it broadcasts: ``ABC's “This Week”``."""
        name = plain(words)
        kind = self.local.get(name) or medium_named(name) or medium_named(words)
        if kind:
            yield Hop(name, kind, (at, at + len(words)))
        elif host := self._host(words, at):
            yield host

    def _host(self, piece: str, at: int) -> Hop | None:
        """``Morning Edition host Steve Inskeep``, ``CNN's Jim Acosta``: the medium before its journalist."""
        words = words_of(piece)
        journalist = any(w.low in _JOURNALISTS for w in words)
        for size in range(min(4, len(words) - 1), 0, -1):
            if not journalist and not genitive(words[size - 1].text):
                continue
            name = bare(piece[words[0].start : words[size - 1].end])
            kind = medium_named(name) or medium_named(plain(name))
            if kind:
                return Hop(plain(name), kind, (at + words[0].start, at + words[0].start + len(name)))
        return None

    def _pointed_at(self, piece: str, plain_piece: str, at: int) -> tuple[str, HopKind] | None:
        words = piece.split()
        if plain_piece in ("It", "it"):
            return next(((name, seen) for where, name, seen in reversed(self._seen) if where < at), None)
        if len(words) > 3 or words[0].lower() not in ("the", "this", "our", "that"):
            return None
        noun = words[-1].lower()
        if noun not in _POINTING:
            return None
        kind = _POINTING[noun]
        if words[0].lower() in ("this", "our") and self.outlet:
            return self.outlet, medium_kind(self.outlet) or kind or "newspaper"
        if len(words) > 2:
            return None
        for where, name, seen in reversed(self._seen):
            if where < at and (not kind or seen == kind):
                return name, seen
        return None

    def _person(self, words: str, at: int) -> Hop | None:
        """A named person who was told."""
        found = words_of(words)
        if not found or not found[-1].capital or found[-1].low in _NOT_TOLD or nation_of(found[-1].text):
            return None
        if words.split()[0].lower() == "our" or ", " in words:
            return None
        name = [w for w in found if w.capital]
        for first in range(len(name)):
            figures = self.cast.named(folded(name[first:]))
            if figures and figures[0].person:
                return Hop(figures[0].name, "voice", (at + name[first].start, at + name[-1].end))
        return self._unknown(words, at)

    def _unknown(self, words: str, at: int) -> Hop | None:
        """A proper name of nobody known: the words came by it, unless it sounds like a state or a force."""
        name = plain(words)
        parts = name.split()
        proper = 0 < len(parts) <= _LONGEST_UNKNOWN and all(part[:1].isupper() for part in parts)
        if not proper or name.lower() in REGIONS or self.cast.sounds_like_body(parts[-1].lower()):
            return None
        if state_of_body(name) or any(head_of(part) or nation_of(part) for part in parts):
            return None
        start = at + words.find(name)
        return Hop(name, "voice", (start, start + len(name)))


def _strike(frame: list[str], start: int, end: int, mark: str) -> None:
    for i in range(max(0, start), min(len(frame), end)):
        frame[i] = mark


def _restore(frame: list[str], text: str, a: int, b: int, start: int) -> None:
    for i in range(max(0, a - start), min(len(frame), b - start)):
        frame[i] = text[start + i]


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < b and a < span[1] for a, b in others)
