"""Quotations and reported speech with a reporting verb, by rule: the peer of the claim model.

One sentence is read at a time. Its cue is a reporting verb outside quotation marks; who speaks stands
before it, or after it when the words come first; the rest is the content. Every step looks at a bounded
stretch, so that the work is linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from _reporting_words import (
    AGENCIES,
    BEFORE_VERB,
    BODIES,
    BROADCASTERS,
    CROWD,
    DOCUMENTS,
    NEEDS_CLAUSE,
    NEWSPAPERS,
    OFFICIAL,
    OPENERS,
    OUTLETS,
    PRONOUNS,
    SPEECH,
    THOUGHT,
    UNNAMED,
)

from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.prose import Stretches, quotations, sentences, unread, whole
from sayso.model import Finding, Span

_REACH = 160
"""Characters in which a subject must stand from its verb; a longer one is not read."""
_LONGEST_SENTENCE = 3000
_MOST_SPANS = 32
"""Quoted sentences that one claim takes up; what follows is a claim of its own."""

_VERBS = "|".join(sorted({*SPEECH, *THOUGHT}, key=len, reverse=True))
_CUE = re.compile(
    rf"\b(?:(?P<decline>(?:declin|refus)(?:ed|es|ing)\s+to\s+(?:comment|discuss|say|elaborate)(?:\s+(?:on|about))?)"
    rf"|(?P<source>[Aa]ccording\s+to)|(?P<verb>{_VERBS}))\b"
)
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_NAME = re.compile(r"(?:[A-Z][\w'’-]*\.?|al-[A-Z]\w*|de|bin|van|von|al|el)(?:\s+|$)")
_HEARER = re.compile(
    r"\s+(?!that\b)[\w’'.-]+(?:\s+(?!that\b)[\w’'.-]+){0,5}?\s*(?=\bthat\b|[:,“\"])|\s+[A-Z][\w’'.-]*|\s+reporters"
)
_LEAD = re.compile(r"\s*[,:]?\s*(?:that\b\s*)?")
_CLAUSE = re.compile(r"\s*(?:that\b|:)")
_ASIDE = re.compile(r"[^:“\"\n]{0,60}:\s*(?=[“\"«])")
_OF = re.compile(r",|\s(?:of|with|at|from|for|in|who)\s")
_NO_NAME = OFFICIAL | PRONOUNS | CROWD | {"the", "some", "professor"}
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_BREAKS = frozenset(',:;“”"—–(')
_TRIM = ' \t\n,.:;!?–—-…“”"«»‘'


@dataclass(frozen=True, slots=True)
class _Reading:
    """One attribution before its findings are made."""

    cue: Span | None
    verb: str
    voice: Span | None
    content: tuple[Span, ...]
    hearer: Span | None = None


@dataclass(slots=True)
class _Running:
    """Who has spoken so far in the report."""

    first: dict[str, Finding] = field(default_factory=dict)
    """First mention of each voice, by its name."""
    surname: dict[str, Finding] = field(default_factory=dict)
    """The latest named person whose name ends in a word."""
    latest: dict[str, Finding] = field(default_factory=dict)
    """The latest voice by kind, for pronouns."""
    last: Finding | None = None
    """The speaker whose quotation the next paragraph may go on with."""


def _run(page: Page) -> Iterable[Finding]:
    return list(_findings(page))


def _findings(page: Page) -> Iterator[Finding]:
    text = page.report.text
    skip = unread(page.found.get("part", ()))
    quoted = quotations(text)
    running = _Running()
    for reading in _readings(text, whole(sentences(text), quoted), quoted, skip):
        if reading is None:
            running.last = None
        elif reading.cue or running.last:
            yield from _made(page, reading, quoted, running)


def _readings(
    text: str, spans: Iterable[Span], quoted: Stretches, skip: Stretches
) -> Iterator[_Reading | None]:
    """The attributions in order; None where the running speaker's words end.

    A quoted sentence without a cue goes on with the claim before it in its paragraph, else it is one of its own.
    """
    at: _Reading | None = None
    for start, end in spans:
        passed = end - start > _LONGEST_SENTENCE or skip.at(start) is not None
        found = None if passed else _read(text, start, end, quoted)
        if found is None and not passed and _only_quoted(text, start, end, quoted):
            if at and _goes_on(text, at, start, quoted):
                at = replace(at, content=(*at.content, (start, end)))
                continue
            found = _Reading(None, "said", None, ((start, end),))
        yield at
        at = found
    yield at


def _goes_on(text: str, before: _Reading, start: int, quoted: Stretches) -> bool:
    """Whether a quotation at ``start`` goes on with a quoted claim of the same paragraph."""
    last = before.content[-1][1]
    return (
        len(before.content) < _MOST_SPANS and quoted.at(last - 1) is not None and "\n" not in text[last:start]
    )


def _only_quoted(text: str, start: int, end: int, quoted: Stretches) -> bool:
    holder = quoted.at(start)
    return holder is not None and not text[holder[1] : end].strip(_TRIM)


def _read(text: str, start: int, end: int, quoted: Stretches) -> _Reading | None:
    cues = [m for m in _CUE.finditer(text, start, end) if not quoted.at(m.start())]
    cues = [m for m in cues if _reports(text, m, end)]
    if not cues:
        return None
    if source := next((m for m in cues if m["source"]), None):
        return _by_source(text, source, start, end)
    return _after(text, cues[-1], start, end, quoted) or _before(text, cues[0], start, end)


def _reports(text: str, cue: re.Match[str], end: int) -> bool:
    """Whether a form that may be a noun or a plain verb reports speech here."""
    if (cue["verb"] or "") not in NEEDS_CLAUSE:
        return True
    return bool(re.match(r"\s*[:,]?\s*(?:that\b|[“\"«])", text[cue.end() : min(end, cue.end() + 20)]))


def _by_source(text: str, cue: re.Match[str], start: int, end: int) -> _Reading | None:
    """``CONTENT, according to X.`` and ``According to X, CONTENT.``"""
    head = _trimmed(text, start, cue.start())
    voice: Span | None
    if head:
        voice = _trimmed(text, cue.end(), _clause_end(text, cue.end(), end))
        return _Reading(cue.span(), "source", voice, (head,)) if voice else None
    comma = text.find(",", cue.end(), min(end, cue.end() + _REACH))
    voice = _trimmed(text, cue.end(), comma) if comma > 0 else None
    content = _trimmed(text, comma + 1, end) if comma > 0 else None
    return _Reading(cue.span(), "source", voice, (content,)) if voice and content else None


def _clause_end(text: str, start: int, end: int) -> int:
    stop = min(end, start + _REACH)
    comma = text.find(",", start, stop)
    return comma if comma > 0 else stop


def _after(text: str, cue: re.Match[str], start: int, end: int, quoted: Stretches) -> _Reading | None:
    """``CONTENT, X said.`` and ``CONTENT, said X.``, the words perhaps going on after."""
    if not cue["verb"] or _CLAUSE.match(text, cue.end(), end):
        return None
    mark = _content_end(text, start, cue.start(), quoted)
    content = _trimmed(text, start, mark) if mark is not None else None
    if mark is None or content is None:
        return None
    more = _following_quotation(text, cue.end(), end, quoted)
    stop = more[0] if more else end
    between = _subject(text, mark, cue.start())
    if between and not more and len(text[cue.end() : stop].split()) > 10:
        return None
    voice = between or _trimmed(text, cue.end(), _clause_end(text, cue.end(), stop))
    rest = _trimmed(text, more[0], more[1]) if more else None
    spans = (content, rest) if rest else (content,)
    heard = _HEARER.match(text, cue.end(), stop) if between and cue["verb"].startswith("t") else None
    hearer = _trimmed(text, *heard.span()) if heard else None
    return _Reading(cue.span(), cue["verb"], voice, spans, hearer) if voice else None


def _content_end(text: str, start: int, cue: int, quoted: Stretches) -> int | None:
    """Where the words end that came before the cue: at a closing quotation mark, else at the last comma."""
    floor = max(start, cue - _REACH)
    for at in range(cue - 1, floor, -1):
        holder = quoted.at(at)
        if holder:
            return at + 1
        if text[at] == "," and not text[at + 1 : at + 2].isdigit():
            return at if len(text[start:at].split()) > 3 else None
    return None


def _following_quotation(text: str, start: int, end: int, quoted: Stretches) -> Span | None:
    for at in range(start, min(end, start + _REACH)):
        if holder := quoted.at(at):
            return holder[0], min(end, holder[1])
    return None


def _before(text: str, cue: re.Match[str], start: int, end: int) -> _Reading | None:
    """``X said (that) CONTENT.``, ``X told Y (that) CONTENT.``"""
    voice = _subject(text, max(start, cue.start() - _REACH), cue.start())
    at, hearer = cue.end(), None
    if (cue["verb"] or "").startswith("t") and (told := _HEARER.match(text, at, min(end, at + _REACH))):
        hearer, at = _trimmed(text, *told.span()), told.end()
    lead = _ASIDE.match(text, at, end) or _LEAD.match(text, at, end)
    content = _trimmed(text, lead.end() if lead else at, end)
    if not voice or not content:
        return None
    return _Reading(cue.span(), "decline" if cue["decline"] else cue["verb"] or "", voice, (content,), hearer)


def _subject(text: str, start: int, end: int) -> Span | None:
    """The words before a verb that name who speaks: the last clause, without adverbs, times and connectives."""
    words = list(_WORD.finditer(text, start, end))
    while words and _between(words[-1].group()):
        words.pop()
    if not words:
        return None
    stop = words[-1].end()
    first = _clause_start(text, words, len(words) - 1)
    if first and "," in text[stop:end]:
        first = _clause_start(text, words, first - 1)  # "the minister, Anna Halder, said"
    while first < len(words) and words[first].group().lower() in OPENERS:
        first += 1
    return _trimmed(text, words[first].start(), stop) if first < len(words) else None


def _clause_start(text: str, words: list[re.Match[str]], last: int) -> int:
    """The first word of the clause that the word at ``last`` ends, as far as commas and the like show."""
    for i in range(last, 0, -1):
        if set(text[words[i - 1].end() : words[i].start()]) & _BREAKS:
            return i
    return 0


def _between(word: str) -> bool:
    return word.isdigit() or word.lower().strip(".") in BEFORE_VERB


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without outer quotation marks, brackets, spaces and trailing punctuation; None if empty."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return (start, end) if start < end else None


def _made(page: Page, reading: _Reading, quoted: Stretches, running: _Running) -> Iterator[Finding]:
    content = tuple(s for a, b in reading.content if (s := _trimmed(page.report.text, a, b)))
    if not content:
        return
    voice = _voice(page, reading.voice, running)
    yield voice
    stance = "decline" if reading.verb == "decline" else SPEECH.get(reading.verb) or THOUGHT.get(reading.verb)
    body = {
        "voices": [voice.id],
        "cue": [list(reading.cue)] if reading.cue else [],
        "cue_kind": "thought" if reading.verb in THOUGHT else "speech",
        "level": 0,
        "stance": stance or "assert",
        "polarity": 1,
        "form": _form(content, quoted),
        "via": _hops(page.report.text, reading.hearer),
        "when": None,
        "about": [],
    }
    yield page.finding("claim", content, body, confidence=0.6, rests_on=[voice.id])


def _form(content: tuple[Span, ...], quoted: Stretches) -> str:
    inside = sum(min(b, q[1]) - a for a, b in content if (q := quoted.at(a)))
    if inside >= sum(b - a for a, b in content):
        return "direct"
    return "mixed" if any(a <= q[0] < b for a, b in content for q in _near(quoted, a, b)) else "indirect"


def _near(quoted: Stretches, start: int, end: int) -> Iterator[Span]:
    at = start
    while at < end:
        holder = quoted.at(at)
        if holder:
            yield holder
        at = holder[1] if holder else at + 1


def _hops(text: str, hearer: Span | None) -> list[dict[str, object]]:
    """The medium that was told, when it is one by its name."""
    if not hearer:
        return []
    name = text[slice(*hearer)]
    words = set(name.split())
    for kind, marks in (("newspaper", NEWSPAPERS), ("agency", AGENCIES), ("broadcaster", BROADCASTERS)):
        if words & marks:
            return [{"name": name, "kind": kind, "spans": [list(hearer)]}]
    return []


def _voice(page: Page, span: Span | None, running: _Running) -> Finding:
    body = _speaker(page.report.text[slice(*span)] if span else "", running)
    name = str(body["name"])
    known = running.first.get(name.casefold())
    body["refers_to"] = known.id if known else None
    voice = page.finding("voice", [span] if span else [], body, confidence=0.6)
    running.first.setdefault(name.casefold(), voice)
    running.last = running.latest[str(body["kind"])] = voice
    if body["kind"] == "person" and body["standing"] != "anonymous":
        running.surname[name.split()[-1]] = voice
    return voice


def _speaker(mention: str, running: _Running) -> dict[str, object]:
    words = {w.lower().rstrip(".") for w in re.findall(r"[\w’'-]+", mention)}
    if earlier := _earlier(mention, words, running):
        return dict(earlier.body)
    name = _proper_name(mention)
    known = running.surname.get(name.split()[-1]) if name else None
    if known and f" {known.body['name']}".endswith(f" {name}"):
        return dict(known.body)
    role = mention[: mention.find(name)].strip(" ,") if name else ""
    return {
        "name": name or mention or "unnamed",
        "refers_to": None,
        "kind": _kind(words),
        "standing": _standing(words, name),
        "actor": None,
        "role": role or None,
        "count": _COUNTS.get(mention.partition(" ")[0].lower()),
        "basis": None,
    }


def _earlier(mention: str, words: set[str], running: _Running) -> Finding | None:
    """The voice that no words, or a pronoun, stand for."""
    if not mention:
        return running.last
    if not words <= PRONOUNS:
        return None
    kinds = ("organisation", "document") if "it" in words else ("group",) if "they" in words else ("person",)
    return next((running.latest[kind] for kind in kinds if kind in running.latest), None)


def _proper_name(mention: str) -> str:
    """The capitalised words a mention ends in, without the title before them; empty when it ends in none."""
    last = mention.rpartition(", ")[2]
    words = _OF.split(last if _NAME.match(last) else mention, maxsplit=1)[0].split()
    start = len(words)
    while start and _NAME.match(words[start - 1] + " ") and words[start - 1].lower() not in _NO_NAME:
        start -= 1
    return " ".join(words[start:])


_KINDS = (("document", DOCUMENTS), ("outlet", OUTLETS), ("group", CROWD), ("organisation", BODIES))
_PEOPLE = UNNAMED | {"spokesman", "spokeswoman", "spokesperson", "minister"}


def _kind(words: set[str]) -> str:
    if words & _PEOPLE:
        return "person"
    return next((kind for kind, marks in _KINDS if words & marks), "person")


def _standing(words: set[str], name: str) -> str:
    if words <= PRONOUNS:
        return "named"
    if words & UNNAMED and not name:
        return "anonymous"
    if words & OFFICIAL:
        return "official"
    if words & CROWD:
        return "group"
    return "named" if name else "anonymous"


QUOTATIONS = Annotator(
    name="quotations",
    version="1",
    makes=("voice", "claim"),
    run=_run,
    needs=("part",),
    languages=frozenset({"en"}),
)
"""A floor: reporting verbs and ``according to`` in English."""
