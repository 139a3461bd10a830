"""Versions: the same report changed later. What was added, removed and rewritten, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from urllib.parse import urlsplit

from sayso.lineage.align import align, common
from sayso.lineage.credits import outlet_key
from sayso.lineage.witness import Witness
from sayso.lineage.words import hash_texts
from sayso.model import Edge, Report, Span

VERSION = 1
BY = f"versions/{VERSION}"
KEPT = 0.5
"""Share of the shorter text that must stand in the longer one for two texts of one outlet to be versions …"""
SAME_ADDRESS = 0.3
"""… and for two texts of one address: below it the page was given to another article."""

DENSE = 0.7
"""Share of a passage that must be the same for it to be words that stayed."""
LIKE = 0.4
"""Share of the words of the longer of two sentences from which one is the other rewritten."""
_REACH = 8
"""Sentences ahead among which a rewritten one is looked for."""

Words = tuple[int, ...]
Sentence = tuple[Words, Span]
"""A sentence's words as hashes, and where it stands."""

_SENTENCE = re.compile(r"\S[^.!?。！？۔؟\n]*(?:[.!?。！？۔؟]+[\"”’»)\]]*|(?=\n)|$)")
"""A stretch up to its full stop. That "U.S." ends one too does no harm: both versions are cut alike."""
_OFTEN = 4
"""Times a sentence may stand in a text to be matched; headings and separators stand more often."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, by spans: ``earlier`` is null for what was added, ``later`` for what was removed."""

    what: Literal["added", "removed", "changed"]
    earlier: Span | None
    later: Span | None


def address(url: str | None) -> str | None:
    """What makes two addresses the same page: host and path, without scheme, ``www.``, query and fragment."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = parts.path.rstrip("/")
    return f"{host}{path}" if host and path else None


def revision(later: Witness, earlier: Witness) -> Edge | None:
    """The ``revises`` edge from a report to an earlier one it is a later version of; None when it is not.

    Which of the two is the later is the caller's to say: by what the outlet states, else by when they were seen.
    """
    new, old = later.report, earlier.report
    at_one_address = address(new.url) is not None and address(new.url) == address(old.url)
    of_one_outlet = bool(outlet_key(new.outlet)) and outlet_key(new.outlet) == outlet_key(old.outlet)
    if new.text == old.text or not (at_one_address or of_one_outlet):
        return None
    kept = _kept(later, earlier)
    if kept < (SAME_ADDRESS if at_one_address else KEPT):
        return None
    body = {
        "same_address": at_one_address,
        "kept": round(kept, 3),
        "changes": [
            {
                "what": one.what,
                "earlier": one.earlier and list(one.earlier),
                "later": one.later and list(one.later),
            }
            for one in difference(old.text, new.text)
        ],
    }
    return Edge.make(new.id, old.id, "revises", by=BY, score=round(kept, 3), body=body)


def _kept(later: Witness, earlier: Witness) -> float:
    """Share of the shorter text's words that stand in the longer one."""
    shorter = min(len(later.words), len(earlier.words))
    passages = align(later.words, earlier.words)
    shared = sum(passage.words for passage in passages if passage.density >= DENSE)
    return shared / shorter if shorter else 0.0


def difference(earlier: str, later: str) -> tuple[Change, ...]:
    """What was done to a text, sentence by sentence, in the order of the texts. Case and marks do not count."""
    old, new = _sentences(earlier), _sentences(later)
    numbers: dict[Words, int] = {}
    keys = [[numbers.setdefault(words, len(numbers)) for words, _ in side] for side in (old, new)]
    pairs = common(_rare(keys[0]), _rare(keys[1]))
    found: list[Change] = []
    for (i, j), (k, m) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        found.extend(_changes(old[i + 1 : k], new[j + 1 : m]))
    return tuple(found)


def removed(changes: Sequence[Change]) -> tuple[Span, ...]:
    """The stretches of the earlier text that are gone or rewritten: what rested on them rests on nothing now."""
    return tuple(one.earlier for one in changes if one.earlier is not None)


def readable(changes: Sequence[Change], earlier: Report, later: Report) -> str:
    """A difference for people: what went with "−" before it, what came with "+"."""
    lines: list[str] = []
    for one in changes:
        for sign, span, text in (("−", one.earlier, earlier.text), ("+", one.later, later.text)):
            if span is not None:
                lines.append(f"{sign} {' '.join(text[slice(*span)].split())}")
    return "\n".join(lines)


def _sentences(text: str) -> list[Sentence]:
    """The sentences that have words."""
    spans = [found.span() for found in _SENTENCE.finditer(text)]
    hashed = hash_texts([text[start:end] for start, end in spans])
    return [(tuple(words.tolist()), span) for words, span in zip(hashed, spans, strict=True) if len(words)]


def _rare(keys: list[int]) -> list[int]:
    """Keys, with those that stand too often made unlike any other."""
    counts = Counter(keys)
    return [key if counts[key] <= _OFTEN else -1 - at for at, key in enumerate(keys)]


def _changes(old: list[Sentence], new: list[Sentence]) -> Iterator[Change]:
    """What became of the sentences between two that stayed: like ones in pairs, the rest gone and come."""
    behind = 0
    for words, span in old:
        like = next(
            (at for at, other in enumerate(new[behind : behind + _REACH], behind) if _like(words, other[0])),
            None,
        )
        if like is None:
            yield Change("removed", span, None)
            continue
        for _, passed in new[behind:like]:
            yield Change("added", None, passed)
        yield Change("changed", span, new[like][1])
        behind = like + 1
    for _, left in new[behind:]:
        yield Change("added", None, left)


def _like(one: Words, other: Words) -> bool:
    """Whether a sentence is another one rewritten."""
    ours, theirs = set(one), set(other)
    return len(ours & theirs) >= LIKE * max(len(ours), len(theirs))
