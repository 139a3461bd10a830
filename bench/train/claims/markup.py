"""The inline markup of our own examples, read strictly. README.md describes it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scheme import CUE_KINDS, STANCES, Article, Attribution, Span

from sayso.annotate.encoder.names import states

_OPEN = re.compile(r"\{([scx])((?:\d+(?:,\d+)*)?)((?: [a-z]+)*):")
_SLOT = re.compile(r"\$([A-Z]+)(\d*)")


class BadMarkup(ValueError):
    """An example that does not follow the markup; the message names the file, the line and what is wrong."""


@dataclass(slots=True)
class _Draft:
    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    stance: str = ""
    kind: str = ""


def parse(marked: str, where: str = "") -> tuple[str, list[Attribution]]:
    """Plain text of one marked paragraph, and its attributions with levels by nesting.

    Raises:
        BadMarkup: unbalanced braces, an unknown role, stance or kind, an attribution without content, two cues.
    """
    text: list[str] = []
    length = at = 0
    stack: list[tuple[str, list[str], int]] = []
    drafts: dict[str, _Draft] = {}
    while at < len(marked):
        if marked[at] == "{":
            match = _OPEN.match(marked, at)
            if not match:
                raise BadMarkup(f"{where}: no role after the brace: {marked[at : at + 20]!r}")
            ids = (match[2] or "1").split(",")
            stack.append((match[1], ids, length))
            _note(drafts, match[1], ids, match[3].split(), where)
            at = match.end()
        elif marked[at] == "}":
            if not stack:
                raise BadMarkup(f"{where}: a brace closes that never opened")
            role, ids, start = stack.pop()
            _close(drafts, role, ids, (start, length), where)
            at += 1
        else:
            text.append(marked[at])
            length += 1
            at += 1
    if stack:
        raise BadMarkup(f"{where}: a brace stays open: {marked[-30:]!r}")
    return "".join(text), [_finish(i, d, drafts, where) for i, d in drafts.items()]


def _note(drafts: dict[str, _Draft], role: str, ids: list[str], marks: list[str], where: str) -> None:
    for i in ids:
        draft = drafts.setdefault(i, _Draft())
        for mark in marks:
            if mark in STANCES:
                draft.stance = mark
            elif mark in CUE_KINDS:
                draft.kind = mark
            else:
                raise BadMarkup(f"{where}: unknown mark {mark!r}")
        if role == "s" and marks:
            raise BadMarkup(f"{where}: a source takes no mark")


def _close(drafts: dict[str, _Draft], role: str, ids: list[str], span: Span, where: str) -> None:
    if span[0] == span[1]:
        raise BadMarkup(f"{where}: nothing between the braces")
    for i in ids:
        draft = drafts[i]
        {"s": draft.source, "c": draft.cue, "x": draft.content}[role].append(span)


def _finish(key: str, d: _Draft, drafts: Mapping[str, _Draft], where: str) -> Attribution:
    if not d.content or len(d.cue) > 1:
        raise BadMarkup(f"{where}: attribution {key} needs a content and at most one cue")
    anchor = (d.cue or d.content)[0]
    level = sum(
        any(b <= anchor[0] and anchor[1] <= e and (b, e) != anchor for b, e in other.content)
        for k, other in drafts.items()
        if k != key
    )
    return Attribution(
        tuple(sorted(d.source)),
        tuple(sorted(d.cue)),
        tuple(sorted(d.content)),
        level,
        d.stance or "assert",
        d.kind or "speech",
    )


def blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(place in the file, paragraphs) of each example of a file: '---' divides, '#' starts a comment line."""
    held: list[str] = []
    start = 1
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip() == "---":
            if held:
                yield f"{path.name}:{start}", held
            held, start = [], n + 1
        elif line.strip() and not line.startswith("#"):
            held.append(line.strip())
    if held:
        yield f"{path.name}:{start}", held


def article(where: str, paragraphs: list[str], rng: random.Random) -> Article:
    """One example with its slots filled at random, the same slot alike throughout."""
    filled: dict[str, str] = {}
    text = ""
    found: list[Attribution] = []
    for paragraph in paragraphs:
        plain, attributions = parse(_SLOT.sub(lambda m: fill(m[1], m[0], filled, rng), paragraph), where)
        text += "\n\n" if text else ""
        found += [_shifted(a, len(text)) for a in attributions]
        text += plain
    return Article(where, text, tuple(found), nested=True)


def _shifted(a: Attribution, by: int) -> Attribution:
    moved = (tuple((b + by, e + by) for b, e in spans) for spans in (a.source, a.cue, a.content))
    return Attribution(*moved, a.level, a.stance, a.kind)


_STATES, _FOLK = zip(*states(), strict=True)


def _words(text: str) -> list[str]:
    return text.split()


SLOTS: dict[str, list[str]] = {
    "STATE": list(_STATES),
    "FOLK": list(_FOLK),
    "PERSON": [
        f"{first} {last}"
        for first in _words(
            "Anna Omar Leyla Viktor Samir Chen Maria Yusuf Ingrid Tomas Farid Noor Pavel Grace Hiroshi Amina "
            "Carlos Dina Reza Kofi Elena Bashir Lucia Arman"
        )
        for last in _words(
            "Halder Rashidi Okafor Marchetti Voss Karimi Tanaka Benali Novak Sarraf Lindqvist Aydin Moreno "
            "Chaudhry Petrov Haddad Osei Vargas Nazari Keller Al-Masri Mbeki Sorensen"
        )
    ],
    "LAST": _words(
        "Halder Rashidi Okafor Marchetti Voss Karimi Tanaka Benali Novak Sarraf Lindqvist Aydin Moreno Haddad "
        "Nazari Keller Sorensen Vargas"
    ),
    "AGENCY": _words(
        "Reuters AFP AP Bloomberg Interfax Anadolu Fars Tasnim IRNA SANA Xinhua TASS Yonhap Kyodo Mehr ANSA EFE DPA "
        "PTI SPA WAM KUNA Petra Ukrinform"
    ),
    "MEDIUM": [
        "state television",
        "state TV",
        "the state news agency",
        "the official news agency",
        "local media",
        "the daily Courier",
        "the Northern Post",
        "Radio Meridian",
        "Channel 5",
        "the Herald",
        "Al Jazeera",
        "CNN",
        "the BBC",
        "The Washington Post",
        "the Financial Times",
        "Sky News",
        "the Guardian",
        "Kommersant",
        "Haaretz",
    ],
    "DAY": _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "GROUP": [
        "the Northern Front",
        "the Hill Brigades",
        "the Free Valley Movement",
        "the Red Falcon militia",
        "Kata'ib al-Nahr",
        "the People's Guard",
        "the Salvation Army of the Coast",
        "the River Battalions",
        "the Popular Resistance Committees",
    ],
}


def fill(kind: str, key: str, filled: dict[str, str], rng: random.Random) -> str:
    """The value of a slot; raises BadMarkup for an unknown one."""
    if kind not in SLOTS:
        raise BadMarkup(f"unknown slot ${kind}")
    if key not in filled:
        taken = set(filled.values())
        filled[key] = rng.choice([v for v in SLOTS[kind] if v not in taken])
    return filled[key]


def examples(folder: Path) -> list[tuple[str, list[str]]]:
    """Every example of a folder's .txt files, in name order, unfilled."""
    return [block for path in sorted(folder.glob("*.txt")) for block in blocks(path)]
