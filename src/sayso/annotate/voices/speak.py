"""From attributions to voice and claim findings: the one function the annotator calls."""

from collections.abc import Iterable, Sequence

from sayso.annotate.annotator import Page
from sayso.annotate.voices.acts import act_of, cue_kind
from sayso.annotate.voices.cast import Cast
from sayso.annotate.voices.certainty import claim_certainty, voice_certainty
from sayso.annotate.voices.codes import Resolver
from sayso.annotate.voices.floor import Floor
from sayso.annotate.voices.hops import Hop, Relays
from sayso.annotate.voices.lexicon import head_of, nation_of
from sayso.annotate.voices.media import medium_kind
from sayso.annotate.voices.mention import Mention, parse
from sayso.annotate.voices.order import Said, in_their_order, ordered
from sayso.annotate.voices.resolve import Resolving
from sayso.annotate.voices.scene import Attributed, scene_of
from sayso.annotate.voices.speaker import UNSPECIFIED, Speaker
from sayso.annotate.voices.stance import features, polarity, weigh
from sayso.annotate.voices.standing import basis_of, roles_of, standing_of
from sayso.model import Finding, Report, Span
from sayso.text import words as folded_words

_ACTS = frozenset({"deny", "threaten", "accuse", "reject"})
"""Classes of cues that are official acts: whoever does them for a state speaks officially."""


def speak(page: Page, attributions: Sequence[Attributed], resolver: Resolver | None = None) -> list[Finding]:
    """Voice and claim findings of one report, in the order of speaking; claims rest on their voices.

    A pure function of its arguments. Attributions without content are left out. ``actor`` is null and ``about`` empty
    without a ``resolver``; ``when`` is the time finding of ``page.found["time"]`` that stands in the cue's clause.
    """
    return Speaking(page, in_their_order(a for a in attributions if a.content), resolver).findings()


class Speaking:
    """The attributions of one report being turned into findings, step by step."""

    def __init__(self, page: Page, attributions: Sequence[Attributed], resolver: Resolver | None) -> None:
        self.page = page
        self.resolver = resolver
        self.text = page.report.text
        self.scene = scene_of(self.text, attributions)
        self.cast = Cast(self.scene)
        self.said = ordered(self.scene, attributions)
        self.mentions = self._mentions()
        self.resolving = Resolving(Floor(self.scene, self.cast, author_of(page.report)))
        self.relays = Relays(self.scene, self.cast, attributions, page.report)
        self._made: dict[str, Finding] = {}
        self._of_words: dict[tuple[tuple[Span, ...], str], Finding] = {}
        self._times = self._by_sentence()
        self.findings_of: dict[int, tuple[Finding, Finding]] = {}
        """Voice and claim of each attribution, by the id of its ``Said``."""

    def findings(self) -> list[Finding]:
        """Voices, then claims."""
        voices = []
        for number, (said, mention) in enumerate(zip(self.said, self.mentions, strict=True)):
            outer = said.outer.found.speaker if said.outer else None
            said.found = self.resolving.resolve(said.attribution, mention, outer, said.inside)
            voices.append(self._voice(said, mention))
            said.hops = self._hops(said, number)
        claims = [self._claim(said, voice) for said, voice in zip(self.said, voices, strict=True)]
        self.findings_of = {
            id(s): pair for s, pair in zip(self.said, zip(voices, claims, strict=True), strict=True)
        }
        return [*self._made.values(), *{claim.id: claim for claim in claims}.values()]

    def stance_features(self, said: Said, standing: str) -> list[str]:
        """What the weights of stances see of one claim whose voice has been found."""
        own = own_words(said.found.speaker)
        return features(
            self._cue(said), self._content(said), form=said.attribution.form, standing=standing, own=own
        )

    def standing(self, said: Said) -> str:
        """The standing of a found voice; who has no name keeps that of the first mention."""
        if said.found.speaker.name == UNSPECIFIED:
            return "anonymous"
        speaker = said.found.speaker
        before = self._made.get(speaker.first or "")
        if before is not None and speaker.figure is None:
            return str(before.body["standing"])
        act = act_of(self._cue(said))[0] in _ACTS
        return standing_of(speaker, act=act, code=self._code(said))

    def _mentions(self) -> list[Mention | None]:
        """The sources taken apart; full names first, so that a surname above finds the full name below."""
        sources = [said.attribution.source for said in self.said]
        found = [parse(self.scene, self.cast, source) if source else None for source in sources]
        unknown = [m for m in found if m is not None and len(m.tokens) > 1 and not m.namesakes]
        for mention in unknown:
            if not self.cast.named(mention.tokens):
                self.cast.learn_person(mention.name_words)
        if not unknown:
            return found
        return [
            parse(self.scene, self.cast, source) if mention is not None and not mention.pronoun else mention
            for source, mention in zip(sources, found, strict=True)
        ]

    def _voice(self, said: Said, mention: Mention | None) -> Finding:
        speaker, spans = said.found.speaker, said.attribution.source
        known = self._of_words.get((spans, speaker.name)) if spans else None
        if known is not None:
            return known
        standing, roles = self.standing(said), roles_of(speaker)
        body = {
            "name": speaker.name,
            "refers_to": speaker.first,
            "kind": speaker.kind,
            "standing": standing,
            "actor": self._code(said),
            "role": roles[0] if roles and speaker.kind == "person" else None,
            "count": _count(speaker),
            "basis": basis_of(speaker, self._about_source(said))
            if standing == "anonymous" and mention
            else None,
        }
        certainty = voice_certainty(said.found, mention, said.attribution)
        finding = self.page.finding("voice", spans, body, confidence=certainty)
        finding = self._made.setdefault(finding.id, finding)
        if spans:
            self._of_words[spans, speaker.name] = finding
            if speaker.first is None and speaker.name != UNSPECIFIED:
                speaker.first = finding.id
        return finding

    def _code(self, said: Said) -> str | None:
        """The actor code of a voice that has a name or an office; unnamed people have none."""
        speaker = said.found.speaker
        if self.resolver is None or speaker.name == UNSPECIFIED:
            return None
        if speaker.kind == "document" and speaker.parent is not None:
            speaker = speaker.parent
        office = speaker.head is not None and speaker.head.kind == "office" and speaker.definite
        if speaker.kind == "person" and speaker.figure is None and not office:
            return None
        spans: Sequence[Span] = said.attribution.source
        if speaker.figure is not None:
            spans = [(p.start, p.end) for p in speaker.figure.places] or spans
        codes = self.resolver(speaker.name, spans)
        return codes[0] if codes else None

    def _cue(self, said: Said) -> str:
        return " ".join(self.text[a:b] for a, b in said.attribution.cue)

    def _content(self, said: Said) -> str:
        return " ".join(self.text[a:b] for a, b in said.attribution.content)

    def _about_source(self, said: Said) -> str:
        """The words of the source and of its sentence without cue and contents: where access and reasons are told."""
        attribution = said.attribution
        source = " ".join(self.text[a:b] for a, b in attribution.source)
        if said.outer is not None or not attribution.source:
            return source
        start, end = self.scene.sentence_span(attribution.source[0][0])
        pieces, at = [], start
        for a, b in sorted((*attribution.cue, *attribution.content)):
            if a < end and b > start:
                pieces.append(self.text[at : max(at, a)])
                at = max(at, b)
        pieces.append(self.text[at:end] if at < end else "")
        return f"{source}. {'. '.join(pieces)}"

    def _hops(self, said: Said, number: int) -> list[Hop]:
        hops = self.relays.of(said.attribution, said.inside)
        outer, speaker = said.outer, said.found.speaker
        if outer is not None and outer.found.speaker.kind == "outlet":
            name = outer.found.speaker.name
            span = outer.attribution.source[0] if outer.attribution.source else outer.span
            hops = [*hops, Hop(name, self.relays.kind(name), span), *outer.hops]
        if speaker.kind == "outlet" and said.attribution.source:
            self.relays.note(speaker.name, said.attribution.source[0][0])
        kept = hops or self._kept_hops(said, number)
        return [hop for hop in kept if hop.name.casefold() != speaker.name.casefold()]

    def _kept_hops(self, said: Said, number: int) -> list[Hop]:
        """A participle goes on with the same telling and keeps its hops: ``told X …, adding …``."""
        cue = self._cue(said).split()
        if not cue or not cue[0].endswith("ing"):
            return []
        here = self.scene.sentence(said.span[0])
        for other in reversed(self.said[:number]):
            if self.scene.sentence(other.span[0]) != here:
                break
            if other.found.speaker is said.found.speaker and other.attribution.cue:
                return other.hops
        return []

    def _claim(self, said: Said, voice: Finding) -> Finding:
        attribution, cue, content = said.attribution, self._cue(said), self._content(said)
        stance, _ = weigh(self.stance_features(said, str(voice.body["standing"])), attribution.stance)
        body = {
            "voices": [voice.id],
            "cue": [list(span) for span in attribution.cue],
            "cue_kind": cue_kind(cue, attribution.kind),
            "level": attribution.level,
            "stance": stance,
            "polarity": polarity(content),
            "form": attribution.form,
            "via": [{"name": hop.name, "kind": hop.kind, "spans": [list(hop.span)]} for hop in said.hops],
            "when": self._when(said),
            "about": list(self.resolver("", attribution.content)) if self.resolver is not None else [],
        }
        certainty = claim_certainty(self.page.report.text, attribution)
        return self.page.finding("claim", attribution.content, body, confidence=certainty, rests_on=[voice.id])

    def _by_sentence(self) -> dict[int, list[Finding]]:
        """Time findings by the sentence they stand in, those inside contents left out."""
        found: dict[int, list[Finding]] = {}
        for time in self.page.found.get("time", ()):
            if time.spans and self.scene.said(time.spans[0][0]) is None:
                found.setdefault(self.scene.sentence(time.spans[0][0]), []).append(time)
        return found

    def _when(self, said: Said) -> str | None:
        """The time of the cue's clause: the nearest to it in its sentence, outside contents, no other cue between."""
        if not said.attribution.cue or said.outer is not None:
            return None
        at = said.attribution.cue[0][0]
        cues = self.relays.cues_near(at)
        near = [
            (abs(start - at), time.id)
            for time in self._times.get(self.scene.sentence(at), ())
            if not any(min(start := time.spans[0][0], at) < cue < max(start, at) for cue in cues)
        ]
        return min(near)[1] if near else None


def author_of(report: Report) -> Speaker:
    """Whose ``we`` an unquoted "we" of the report is: its outlet's, else its writer's."""
    credited = next((credit.name for credit in report.credits if credit.kind == "outlet"), None)
    name = report.outlet or credited or report.byline or "the author"
    heads = (head_of(word) for word in name.split())
    body = any(head is not None and head.kind == "state" for head in heads) and not medium_kind(name)
    return Speaker(name, "organisation" if body or not report.outlet else "outlet", definite=True)


def own_words(speaker: Speaker) -> frozenset[str]:
    """Folded words that name a speaker or its side."""
    found = set(_named(speaker.name)) | {side.lower() for side in speaker.all_sides}
    nation = nation_of(speaker.name)
    if nation is not None:
        found.add(nation.code.lower())
    return frozenset(found)


def _named(name: str) -> Iterable[str]:
    return (
        word for word in folded_words(name) if len(word) > 2 and word not in ("the", "for", "and", "spokesman")
    )


def _count(speaker: Speaker) -> int | None:
    if speaker.count is not None:
        return speaker.count
    return 1 if speaker.kind == "person" and not speaker.plural and speaker.name != UNSPECIFIED else None
