"""Reading what the event model learns from: our examples, PLV, actor roles, event places; and dividing it by sentence.

Sentences that stand in several sets are divided alike, so that nothing measured on one was seen in another.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import markup
from sample import Happening, Sample, Span

_MARK = re.compile(r"<(/?)([st])>")
YIELD = ("CONCEDE", "RETREAT")
"""PLV's YIELD is one of these two."""
_TIGHT_BEFORE = frozenset(".,;:?!)%”’'") | {"'s", "´"}
_TIGHT_AFTER = frozenset("($€“‘-/") | {"\u202a"}


def key(text: str) -> str:
    """A sentence by its letters and digits alone."""
    return re.sub(r"\W+", "", text.lower())


def fold_of(sample: Sample, folds: int) -> int:
    """Which part a sample's sentence belongs to."""
    return int(sha256(key(sample.text).encode()).hexdigest()[:8], 16) % folds


def plv(path: Path) -> list[Sample]:
    """Sentences with source, target and type."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_plv(f"plv {n}", row) for n, row in enumerate(rows)]


def _plv(name: str, row: dict) -> Sample:
    text, opened = "", {}
    spans: dict[str, list[Span]] = {"s": [], "t": []}
    at = 0
    for match in _MARK.finditer(row["marked_sentence"]):
        text += row["marked_sentence"][at : match.start()]
        at = match.end()
        if match[1]:
            spans[match[2]].append((opened[match[2]], len(text)))
        else:
            opened[match[2]] = len(text)
    text += row["marked_sentence"][at:]
    roots = YIELD if row["gold_root"] == "YIELD" else (row["gold_root"],)
    return Sample(name, text, "root", roots=roots, source=tuple(spans["s"]), target=tuple(spans["t"]))


def actor_roles(path: Path) -> list[Sample]:
    """Sentences with the spans of their source, target and reciprocal parties."""
    rows: list[tuple[str, str]] = []
    out = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            word, _, tag = line.rpartition(" ")
            rows.append((word, tag))
        elif rows:
            out.append(_sides(f"roles {len(out)}", rows))
            rows = []
    return out


def _sides(name: str, rows: list[tuple[str, str]]) -> Sample:
    """The words written together again, with their spans."""
    text, found = "", []
    quoted = False
    for i, (word, tag) in enumerate(rows):
        before = rows[i - 1][0] if i else ""
        apart = bool(text) and word not in _TIGHT_BEFORE and before not in _TIGHT_AFTER and word not in "-/"
        if word == '"':
            apart, quoted = bool(text) and not quoted, not quoted
        elif before == '"' and quoted:
            apart = False
        text += " " * apart
        start = len(text)
        text += word
        if tag[0] == "B":
            found.append((tag[2:], (start, len(text))))
        elif tag[0] == "I" and found:
            found[-1] = (found[-1][0], (found[-1][1][0], len(text)))
    return Sample(name, text, "sides", sides=tuple(found))


def event_places(path: Path) -> list[Sample]:
    """Sentences with verbs and the places of what they tell; one sample a sentence."""
    by_text: dict[str, list[Happening]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            spans = [(s["label"], (s["start"], s["end"])) for s in row["spans"]]
            verb = next(span for label, span in spans if label == "VERB")
            places = tuple(sorted(span for label, span in spans if label == "LOCATION"))
            by_text[row["text"]].append(Happening(verb, place=places))
    return [Sample(f"place {n}", text, "place", tuple(h)) for n, (text, h) in enumerate(by_text.items())]


def examples(folder: Path, rng: random.Random) -> list[Sample]:
    """Our own examples, their slots filled anew.

    Raises:
        markup.BadMarkup: an example does not follow the markup.
    """
    return [markup.sample(where, paragraphs, rng) for where, paragraphs in markup.examples(folder)]


def asked(sample: Sample) -> Iterator[Sample]:
    """An example of one paragraph as questions: what its source does to its target, and who both are."""
    if markup.BREAK in sample.text:
        return
    for h in sample.happenings:
        if h.actor and h.recipient and h.actor != h.recipient:
            yield Sample(sample.name, sample.text, "root", (), (h.kind[0],), h.actor, h.recipient)
    firsts = [h for h in sample.happenings if h.same < 0]
    if len(firsts) == 1 and firsts[0].actor:
        yield Sample(sample.name, sample.text, "sides", sides=tuple(_sides_of(firsts[0])))


def _sides_of(h: Happening) -> Iterator[tuple[str, Span]]:
    if h.actor == h.recipient:
        yield from (("R", span) for span in h.actor[:1])
        return
    yield "S", h.actor[0]
    for span in h.recipient[:1]:
        if span[0] >= h.actor[0][1] or span[1] <= h.actor[0][0]:
            yield "T", span


def without(samples: list[Sample], fold: int, folds: int) -> Iterator[Sample]:
    """Samples outside one part."""
    return (s for s in samples if fold_of(s, folds) != fold)


def within(samples: list[Sample], fold: int, folds: int) -> Iterator[Sample]:
    """Samples of one part."""
    return (s for s in samples if fold_of(s, folds) == fold)
