"""The inline markup of the event examples, read strictly. README.md describes it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from sample import Happening, Sample, Span
from slots import SLOTS, blocks, fill

from sayso.annotate.events.plover import STATUSES, kinds

ROLES = {"a": "actor", "r": "recipient", "p": "place"}
_OPEN = re.compile(r"\{([earp])((?:\d+(?:,\d+)*)?)((?: [^\s:{}]+)*):")
_SLOT = re.compile(r"\$([A-Z]+)\d*")
BREAK = "\n\n"


class BadMarkup(ValueError):
    """An example that does not follow the markup; the message names the file, the line and what is wrong."""


@dataclass(slots=True)
class _Draft:
    trigger: Span | None = None
    kind: tuple[str, str] = ("", "")
    status: str = ""
    background: bool = False
    same: str = ""
    roles: dict[str, list[Span]] = field(default_factory=lambda: {"actor": [], "recipient": [], "place": []})


def parse(marked: str, where: str = "") -> tuple[str, list[Happening]]:
    """Plain text of one marked example, its paragraphs parted by empty lines, and its happenings in order of triggers.

    Raises:
        BadMarkup: unbalanced braces, an unknown type, mode or status, a role without its event, a number used twice.
    """
    text: list[str] = []
    length = at = 0
    stack: list[tuple[str, list[str], list[str], int]] = []
    drafts: dict[str, _Draft] = {}
    while at < len(marked):
        if marked[at] == "{":
            match = _OPEN.match(marked, at)
            if not match:
                raise BadMarkup(f"{where}: no role after the brace: {marked[at : at + 24]!r}")
            stack.append((match[1], (match[2] or "1").split(","), match[3].split(), length))
            at = match.end()
        elif marked[at] == "}":
            if not stack:
                raise BadMarkup(f"{where}: a brace closes that never opened: {marked[max(0, at - 30) : at]!r}")
            _close(drafts, stack.pop(), length, where)
            at += 1
        else:
            text.append(marked[at])
            length += 1
            at += 1
    if stack:
        raise BadMarkup(f"{where}: a brace stays open: {marked[-30:]!r}")
    return "".join(text), _finished(drafts, where)


def _close(
    drafts: dict[str, _Draft], opened: tuple[str, list[str], list[str], int], end: int, where: str
) -> None:
    role, ids, marks, start = opened
    if start == end:
        raise BadMarkup(f"{where}: nothing between the braces")
    for i in ids:
        draft = drafts.setdefault(i, _Draft())
        if role != "e":
            if marks:
                raise BadMarkup(f"{where}: a {ROLES[role]} takes no mark: {marks}")
            draft.roles[ROLES[role]].append((start, end))
        elif draft.trigger or len(ids) > 1:
            raise BadMarkup(f"{where}: event {i} has two triggers, or a trigger two events")
        else:
            draft.trigger = (start, end)
            _note(draft, marks, f"{where}: event {i}")


def _note(draft: _Draft, marks: list[str], where: str) -> None:
    if len(marks) < 2:
        raise BadMarkup(f"{where} needs a type and a status, has {marks}")
    root, _, mode = marks[0].partition("/")
    if (root, mode) not in kinds():
        raise BadMarkup(f"{where}: unknown type or mode {marks[0]!r}")
    if marks[1] not in STATUSES:
        raise BadMarkup(f"{where}: unknown status {marks[1]!r}")
    draft.kind, draft.status = (root, mode), marks[1]
    for mark in marks[2:]:
        if mark == "bg":
            draft.background = True
        elif re.fullmatch(r"=\d+", mark):
            draft.same = mark[1:]
        else:
            raise BadMarkup(f"{where}: unknown mark {mark!r}")


def _finished(drafts: dict[str, _Draft], where: str) -> list[Happening]:
    for i, d in drafts.items():
        if d.trigger is None:
            raise BadMarkup(f"{where}: roles of event {i}, which has no trigger")
        if d.same and (d.same not in drafts or d.same == i or not drafts[d.same].trigger):
            raise BadMarkup(f"{where}: event {i} is the same as {d.same}, which is no other event here")
    order = sorted(drafts, key=lambda i: drafts[i].trigger or (0, 0))
    chains = {i: _chain(drafts, i, where) for i in order}
    return [_happening(drafts, order, i, chains) for i in order]


def _chain(drafts: dict[str, _Draft], i: str, where: str) -> str:
    """The event at the end of the "same as" marks that start at `i`."""
    seen = {i}
    while drafts[i].same:
        i = drafts[i].same
        if i in seen:
            raise BadMarkup(f"{where}: events {sorted(seen)} are each the same as another in a circle")
        seen.add(i)
    return i


def _happening(drafts: dict[str, _Draft], order: list[str], i: str, chains: dict[str, str]) -> Happening:
    d = drafts[i]
    group = [j for j in order if chains[j] == chains[i]]
    before = [j for j in group if order.index(j) < order.index(i)]
    roles = {}
    for role, spans in d.roles.items():
        # A later mention has the parties of its happening.
        held = spans or [s for j in group for s in drafts[j].roles[role]]
        roles[role] = tuple(sorted(held))
    assert d.trigger
    return Happening(
        d.trigger, d.kind, d.status, d.background, order.index(before[-1]) if before else -1, **roles
    )


def sample(where: str, paragraphs: list[str], rng: random.Random) -> Sample:
    """One example with its slots filled at random, the same slot alike throughout."""
    marked = BREAK.join(paragraphs)
    if unknown := {m[1] for m in _SLOT.finditer(marked)} - SLOTS.keys():
        raise BadMarkup(f"{where}: unknown slots {sorted(unknown)}")
    text, happenings = parse(fill(marked, {}, rng), where)
    return Sample(where, text, "full", tuple(happenings))


def examples(folder: Path) -> list[tuple[str, list[str]]]:
    """Every example of a folder's .txt files, in name order, unfilled."""
    return [block for path in sorted(folder.glob("*.txt")) for block in blocks(path)]


def main() -> None:
    """Check a folder of examples: print what is wrong with each, then how many there are."""
    import sys

    good = bad = events = 0
    for where, paragraphs in examples(Path(sys.argv[1])):
        try:
            found = sample(where, paragraphs, random.Random(1))
        except BadMarkup as error:
            bad += 1
            print(error)
        else:
            good += 1
            events += len(found.happenings)
    print(good, "good examples with", events, "events,", bad, "bad ones")


if __name__ == "__main__":
    main()
