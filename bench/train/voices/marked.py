"""Short reports of our own with marked attributions and what is expected of each, read strictly.

A file holds cases parted by lines that begin with ``==``. A case is its name, headers (``outlet: …``), marked
paragraphs, a line ``--`` and one line of expectations for each attribution it judges::

    == a pronoun finds the last speaker
    outlet: The Marn Herald
    {s1:Foreign Minister Anka Dole} {c1:said} {x1:the road was open}. {x2:“We keep our word,”} {s2:she} {c2:added}.
    --
    1: name=Anka Dole; standing=official
    2: name=Anka Dole; refers=1

``s`` marks a source, ``c`` a cue, ``x`` a content; the number says which attribution; marks nest, and an attribution
whose cue (or content) stands in another's content is one level further in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sayso.annotate.voices.scene import CERTAIN, Sureness

Span = tuple[int, int]
_OPEN = re.compile(r"\{([scx])(\d+):")
HEADERS = ("outlet", "byline", "agency", "credit", "published")
KEYS = frozenset(
    [
        "name",
        "kind",
        "standing",
        "role",
        "count",
        "basis",
        "refers",
        "stance",
        "polarity",
        "via",
        "cue_kind",
        "sure",
    ]
)


class BadCase(ValueError):
    """A case that does not follow the form; the message names the case and what is wrong."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution of a case, by spans of its text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    level: int
    form: str
    stance: str = ""
    kind: str = ""
    score: float = 0.9
    sure: Sureness = CERTAIN


@dataclass(slots=True)
class Case:
    """A short report and what is expected: key and value by number of the attribution."""

    name: str
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    attributions: dict[int, Marked] = field(default_factory=dict)
    expected: dict[int, dict[str, str]] = field(default_factory=dict)


def cases(path: Path) -> Iterator[Case]:
    """The cases of one file. Raises ``BadCase``."""
    for block in re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        yield case_of(block)


def case_of(block: str) -> Case:
    """One case, from its name to its expectations. Raises ``BadCase``."""
    head, _, rest = block.partition("\n")
    case = Case(head.strip())
    body, dashes, expectations = rest.partition("\n--\n")
    if not dashes:
        raise BadCase(f"{case.name}: no line of dashes")
    lines = body.split("\n")
    while lines and (match := re.match(rf"({'|'.join(HEADERS)}): (.+)", lines[0])):
        case.headers[match[1]] = match[2]
        lines.pop(0)
    case.text, case.attributions = _unmark("\n".join(lines).strip("\n"), case.name)
    for line in filter(str.strip, expectations.split("\n")):
        if not line.startswith("#"):
            _expect(case, line)
    return case


def _expect(case: Case, line: str) -> None:
    number, _, pairs = line.partition(":")
    expected = dict(pair.strip().split("=", 1) for pair in re.split(r";\s*(?=\w+=)", pairs) if pair.strip())
    if not number.strip().isdigit() or int(number) not in case.attributions or not expected.keys() <= KEYS:
        raise BadCase(f"{case.name}: cannot read {line!r}")
    case.expected[int(number)] = expected


def _unmark(marked: str, name: str) -> tuple[str, dict[int, Marked]]:
    text: list[str] = []
    stack: list[tuple[str, int, int]] = []
    parts: dict[int, dict[str, list[Span]]] = {}
    length = at = 0
    while at < len(marked):
        if match := _OPEN.match(marked, at):
            stack.append((match[1], int(match[2]), length))
            at = match.end()
        elif marked[at] == "}":
            if not stack:
                raise BadCase(f"{name}: a brace closes that never opened")
            role, number, start = stack.pop()
            parts.setdefault(number, {"s": [], "c": [], "x": []})[role].append((start, length))
            at += 1
        else:
            text.append(marked[at])
            length += 1
            at += 1
    plain = "".join(text)
    return plain, {number: _marked(plain, number, parts) for number in sorted(parts)}


def _marked(text: str, number: int, parts: dict[int, dict[str, list[Span]]]) -> Marked:
    own = parts[number]
    if not own["x"]:
        raise BadCase(f"attribution {number} has no content: {text[:60]!r}")
    content = tuple(sorted(_unquoted(text, span) for span in own["x"]))
    anchor = (own["c"] or own["x"])[0]
    level = sum(
        any(a <= anchor[0] and anchor[1] <= b and (a, b) != anchor for a, b in other["x"])
        for key, other in parts.items()
        if key != number
    )
    quoted = [_is_quoted(text, span, whole) for span, whole in zip(content, sorted(own["x"]), strict=True)]
    marks = any(mark in text[a:b] for a, b in content for mark in '“”"')
    form = "direct" if all(quoted) else "mixed" if marks or any(quoted) else "indirect"
    return Marked(tuple(sorted(own["s"])), tuple(sorted(own["c"])), content, level, form)


def _unquoted(text: str, span: Span) -> Span:
    """A content without the quotation marks and the punctuation at its ends."""
    start, end = span
    while start < end and text[start] in '“"‘':
        start += 1
    while end > start and text[end - 1] in '”"’.,':
        end -= 1
    return start, end


def _is_quoted(text: str, content: Span, whole: Span) -> bool:
    return text[whole[0]] in '“"' and content[0] > whole[0]
