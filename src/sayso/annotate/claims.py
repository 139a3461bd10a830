"""Claims and their voices, by the claim model: who is made to say what, on which level, through whom."""

import re
from collections.abc import Iterator

from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.prose import unread
from sayso.annotate.relays import Hop, kind_of, relays
from sayso.annotate.speakers import Speakers
from sayso.annotate.tagger import Attribution, attributions
from sayso.model import Finding

_NEGATED = re.compile(r"\b(?:not|never|no|none|nobody|nothing|neither|nor|cannot|\w+n['’]t)\b", re.IGNORECASE)
_HEDGED = re.compile(
    r"\b(?:likely|unlikely|probably|possibly|perhaps|may|might|could (?:have|be|take)|appear(?:s|ed)? to|"
    r"(?:he|she|they) (?:believed?s?|thought|thinks?|expect(?:s|ed)?|suspect(?:s|ed)?))\b"
)
_CLAUSE = re.compile(r"[,;:.–—]|\b(?:because|although|if|unless|which|who)\b")
_THAT = re.compile(r"^(?:that|whether|if)\s+")


def _run(page: Page) -> Iterator[Finding]:
    text = page.report.text
    skip = unread(page.found.get("part", ()))
    speakers = Speakers(text)
    around: list[tuple[Attribution, list[Hop]]] = []
    made: set[str] = set()
    for a in attributions(text):
        if skip.at(a.content[0][0]):
            continue
        voice = _voice(page, a, speakers)
        around = [(o, hops) for o, hops in around if o.level < a.level and _holds(o, a)]
        via = (
            (_beside(text, a) + [hop for _, hops in around[-1:] for hop in hops])
            if around
            else _beside(text, a)
        )
        around.append((a, [*_as_hop(voice), *via]))
        for finding in (voice, _claim(page, a, voice, via)):
            # One mention may speak in two claims.
            if finding.id not in made:
                made.add(finding.id)
                yield finding


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the inner content lies inside the outer one."""
    return all(any(b <= x and y <= e for b, e in outer.content) for x, y in inner.content)


def _beside(text: str, a: Attribution) -> list[Hop]:
    return relays(text, (a.cue[0][0], a.cue[-1][1]), a.content, a.source) if a.cue else []


def _as_hop(voice: Finding) -> list[Hop]:
    """A medium that speaks carries what others say inside its words."""
    name = str(voice.body["name"])
    kind = kind_of(name)
    return [{"name": name, "kind": kind, "spans": [list(span) for span in voice.spans]}] if kind else []


def _voice(page: Page, a: Attribution, speakers: Speakers) -> Finding:
    mention = " ".join(page.report.quotes(a.source))
    body, earlier = speakers.read(mention)
    voice = page.finding("voice", a.source, body, confidence=a.score)
    speakers.note(voice, mention, earlier, a.level)
    return voice


def _claim(page: Page, a: Attribution, voice: Finding, via: list[Hop]) -> Finding:
    body = {
        "voices": [voice.id],
        "cue": [list(span) for span in a.cue],
        "cue_kind": a.kind,
        "level": a.level,
        "stance": stance(a, page.report.text[slice(*a.content[0])]),
        "polarity": polarity(page.report.text[slice(*a.content[0])]),
        "form": a.form,
        "via": via,
        "when": None,
        "about": [],
    }
    return page.finding("claim", a.content, body, confidence=a.score, rests_on=[voice.id])


def stance(a: Attribution, content: str) -> str:
    """The model's stance, but estimate where a plain assertion is hedged in its first clause."""
    clause = _CLAUSE.split(_THAT.sub("", content), maxsplit=1)[0]
    return "estimate" if a.stance == "assert" and _HEDGED.search(clause) else a.stance


def polarity(content: str) -> int:
    """−1 when the first clause of the words claimed is negated, else 1."""
    words = _THAT.sub("", content)
    clause = _CLAUSE.split(words, maxsplit=1)[0]
    return -1 if _NEGATED.search(clause) else 1


CLAIMS = Annotator(
    name="claims",
    version="1",
    makes=("voice", "claim"),
    run=_run,
    needs=("part",),
    languages=frozenset({"en"}),
)
"""Attributions of English reports, by the model in ``annotate/models``."""
