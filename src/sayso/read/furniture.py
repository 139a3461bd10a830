"""Furniture: what a page says around its article, told by how a line begins and by what an outlet repeats."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from sayso.model import identify
from sayso.read.tables import lines

LEARNED_VERSION = "furniture-lines/1"
"""Names how ``learn_furniture`` counts, so that a stored table says what made it."""
_LONGEST_CALL = 300
"""Characters up to which a line can be a call; a longer one that begins like one is prose."""
_LONGEST_HEAD = 60
_FEWEST_REPORTS = 5
"""Reports of one outlet a line must stand in before it can be its furniture."""
_SHARE = 0.05
"""And the share of that outlet's reports: a running story repeats sentences in fewer."""
LONGEST_LEARNED = 1_000
"""Characters up to which a line can be learned."""
_LEAD = re.compile(r"^[\W_]+")
_ENDS = " .:!?…»›>→|*_-–—"
_INVITES = re.compile(
    r"\b(?:sign up|subscribe|subscribing)\b.{0,120}\bnewsletters?\b|"
    r"\bnewsletters?\b.{0,60}\b(?:inbox|sign up|subscribe)\b"
    r"|\bdelivered (?:straight |directly )?to your inbox\b|\bfollow (?:him|her|them|us|"
    r"me)(?: on (?:twitter|x|facebook|instagram))?[ :]*@"
    r"|\bcan be reached at \S+@|\bmay be reached at \S+@|\bthis column first appeared\b|"
    r"\bour privacy policy\b|\ball rights reserved\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str
    text: str
    pattern: re.Pattern[str] | None


def is_call(line: str) -> bool:
    """Whether a line asks the reader to do something (read, share, subscribe) or labels a part of the page."""
    return furniture_kind(line) is not None


def furniture_kind(line: str) -> str | None:
    """``call``, ``whole``, ``section`` or ``about`` for a line of furniture, None for any other."""
    if len(line) > _LONGEST_CALL:
        return None
    plain = _LEAD.sub("", line).lower() or line
    first = plain.split(maxsplit=1)[0] if plain.strip() else ""
    for phrase in _by_first_word().get(first.rstrip(_ENDS), ()):
        if _fits(phrase, plain, line):
            return phrase.kind
    invites = "@" in line or "nbox" in line or "ewsletter" in line or "eserved" in line or "rivacy" in line
    return "call" if (invites or "olumn first" in line) and _INVITES.search(line) else None


def section_kind(line: str) -> str | None:
    """``about`` for a line that heads the publisher's own text ("About us"), ``section`` for one that heads another
    block of the page ("Most read"), None for any other."""
    if len(line) > _LONGEST_HEAD or line.rstrip()[-1:] in ".,;":
        return None
    kind = furniture_kind(line)
    return kind if kind in ("section", "about") else None


def _fits(phrase: _Phrase, plain: str, line: str) -> bool:
    if phrase.kind == "call":
        return phrase.pattern.match(plain) is not None if phrase.pattern else _begins(plain, phrase.text)
    if phrase.pattern:
        return phrase.pattern.fullmatch(plain.rstrip(_ENDS)) is not None and _is_heading(line)
    return plain.rstrip(_ENDS) == phrase.text.rstrip(_ENDS)


def _begins(plain: str, text: str) -> bool:
    if not plain.startswith(text):
        return False
    following = plain[len(text) : len(text) + 1]
    return (
        not following.isalnum()
        or not text[-1].isalnum()
        or text.endswith(("stor", "cover", "subscrib", "view"))
    )


def _is_heading(line: str) -> bool:
    """ "About Track Seven" heads a block; "About 40 people gathered" is prose."""
    named = line.split()[1:]
    small = ("the", "of", "and", "for", "in", "from", "our", "this", "us")
    return 0 < len(named) <= 6 and all(word[:1].isupper() or word.lower() in small for word in named)


@cache
def _by_first_word() -> Mapping[str, tuple[_Phrase, ...]]:
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for line in lines("furniture.txt"):
        kind, text = line.split("\t")
        pattern = re.compile(re.escape(text).replace(r"\*", ".{1,80}?")) if "*" in text else None
        found[_LEAD.sub("", text).split(maxsplit=1)[0].rstrip(_ENDS) if _LEAD.sub("", text) else text].append(
            _Phrase(kind, text, pattern)
        )
    order = {"whole": 2, "about": 0, "section": 1, "call": 3}
    return {
        first: tuple(sorted(phrases, key=lambda phrase: order[phrase.kind])) for first, phrases in found.items()
    }


def digest(line: str) -> str:
    """How a line is remembered: without case, spaces at its ends and the figures in it (18 comments, 3 shares)."""
    plain = _DIGITS.sub("0", " ".join(line.lower().split()))
    return sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Learned:
    """A table of what outlets repeat: outlet to digests of lines. What is read with it is signed with its version."""

    lines: Mapping[str, frozenset[str]]

    @property
    def version(self) -> str:
        """Eight hex digits that name the table and how it was counted; empty for an empty one."""
        if not self.lines:
            return ""
        said = [LEARNED_VERSION, {outlet: sorted(lines) for outlet, lines in self.lines.items()}]
        return identify(said)[:8]

    def sign(self, maker: str) -> str:
        """How a maker's work with this table is signed: ``parts/1+9f86d081``."""
        return f"{maker}+{self.version}" if self.lines else maker


NOTHING_LEARNED = Learned({})


def learn_furniture(texts: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """What each outlet repeats: outlet to digests of lines that stand in many of its reports.

    ``texts`` are pairs of outlet and text in any order; the same text given twice counts once. A line is learned
    when it stands in at least five different reports of its outlet and in at least one of twenty. The table is
    versioned by ``LEARNED_VERSION`` and handed to ``lay_out``; a newer table makes new findings, never edits old
    ones.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[str, set[str]] = defaultdict(set)
    for outlet, text in texts:
        whole = sha256(text.encode("utf-8", "replace")).hexdigest()
        if whole not in seen[outlet]:
            seen[outlet].add(whole)
            counts[outlet].update(
                {digest(line) for line in text.splitlines() if 0 < len(line.strip()) <= LONGEST_LEARNED}
            )
    return {
        outlet: learned
        for outlet, lined in sorted(counts.items())
        if (learned := _repeated(lined, len(seen[outlet])))
    }


def _repeated(counts: Counter[str], reports: int) -> frozenset[str]:
    fewest = max(_FEWEST_REPORTS, _SHARE * reports)
    return frozenset(line for line, count in counts.items() if count >= fewest)
