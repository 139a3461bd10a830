"""Through whom words came: the media named beside an attribution as told, as carrying it, or as where it was posted."""

import re
from collections.abc import Iterator
from typing import Any

from sayso.annotate.reporting import AGENCIES, BROADCASTERS, NEWSPAPERS
from sayso.model import Span

_REACH = 120
"""Characters beside a cue in which its relays are looked for."""
_NAME = r"(?:[Tt]he )?[A-Z][\w’'&.-]*(?: (?:of |the )?[A-Z][\w’'&.-]*){0,4}"
_STATE_MEDIA = (
    r"(?:(?:[A-Z]\w+|the|a|its|their|his|her|local|semi-official) ){0,3}(?:state |official )?"
    r"(?:television|TV|radio|news agency|media|newspaper|daily)\b(?: [A-Z]\w+)?"
)
_TOLD = re.compile(rf"\s*(?P<name>{_NAME}|{_STATE_MEDIA})")
_CARRIED = re.compile(
    rf"\b(?:according to|citing|quoted by|carried by|reported by|interview with|told|to|on|by)\s+"
    rf"(?P<name>{_NAME}|{_STATE_MEDIA})"
)
_POSTED = re.compile(
    r"\b(?:on|via|to)\s+(?P<name>Twitter|Facebook|Telegram|Instagram|YouTube|X|Weibo|Truth Social)\b"
)
_TWEET = re.compile(r"\b(?P<name>tweet(?:ed|s|ing)?)\b")
_BROADCAST = re.compile(r"\b(?:television|TV|radio)\b")
_AGENCY = re.compile(r"\bnews agency\b")
_PAPER = re.compile(r"\b(?:newspaper|daily|media)\b")

_ADDRESSED = frozenset(
    ("Congress", "Parliament", "Council", "Senate", "House", "Committee", "Assembly", "Court")
)

Hop = dict[str, Any]


def relays(text: str, cue: Span, content: tuple[Span, ...], source: tuple[Span, ...]) -> list[Hop]:
    """Hops beside the cue, nearest the voice first; none that is the voice itself or lies inside the content."""
    found: dict[str, Hop] = {}
    for (start, end), told in _candidates(text, cue):
        name = text[start:end].rstrip(".,-’'")
        span = (start, start + len(name))
        kind = kind_of(name) or ("voice" if told and _outside(name) else None)
        if kind and not any(_meet(span, other) for other in (*content, *source)):
            found.setdefault(
                "Twitter" if kind == "social" and _TWEET.match(name) else name, _hop(name, kind, span)
            )
    return list(found.values())


def _hop(name: str, kind: str, span: Span) -> Hop:
    shown = "Twitter" if _TWEET.match(name) else name.removesuffix("’s").removesuffix("'s").rstrip(".,")
    return {"name": shown, "kind": kind, "spans": [list(span)]}


def _outside(name: str) -> bool:
    """Whether somebody told by name may be a medium or a person, and is not a body whose members were addressed."""
    return name.split()[-1] not in _ADDRESSED


def _candidates(text: str, cue: Span) -> Iterator[tuple[Span, bool]]:
    """Names told right after the cue (marked true), then those of media in the rest of its sentence."""
    stop = _sentence_end(text, cue[1])
    if tweet := _TWEET.search(text, *cue):
        yield tweet.span("name"), False
    if re.match(r"t(?:old|ell)", text[slice(*cue)].split()[-1]) and (told := _TOLD.match(text, cue[1], stop)):
        yield told.span("name"), True
    for pattern in (_POSTED, _CARRIED):
        for match in pattern.finditer(text, cue[1], stop):
            yield match.span("name"), False


def _sentence_end(text: str, start: int) -> int:
    stop = min(len(text), start + _REACH)
    ends = [at for mark in (". ", "\n", "“", '"', ": ") if (at := text.find(mark, start, stop)) >= 0]
    return min(ends, default=stop)


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def kind_of(name: str) -> str | None:
    """agency, newspaper, broadcaster or social, when the name is one of a medium; else none."""
    words = set(name.replace("’s", "").replace("'s", "").split())
    if _TWEET.match(name) or words & {"Twitter", "Facebook", "Telegram", "Instagram", "YouTube", "Weibo"}:
        return "social"
    if words & AGENCIES or _AGENCY.search(name):
        return "agency"
    if words & BROADCASTERS or _BROADCAST.search(name):
        return "broadcaster"
    return "newspaper" if words & NEWSPAPERS or _PAPER.search(name) else None
