"""Agencies and outlets by the names that credits, datelines and addresses give them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from sayso.agencies import agencies
from sayso.read.tables import lines, words

Kind = Literal["agency", "outlet"]


@dataclass(frozen=True, slots=True)
class Named:
    """A known agency or outlet at ``[start, end)`` of the text it was found in."""

    name: str
    kind: Kind
    start: int
    end: int


_WORD = re.compile(r"[^\W_]+(?:[.&'’!][^\W_]+)*")
_LABELS = frozenset(
    (
        "Photo",
        "Photos",
        "Image",
        "Images",
        "By",
        "With",
        "Source",
        "From",
        "Via",
        "And",
        "The",
        "News",
        "Agency",
        "Staff",
    )
)
_MOST_WORDS = 6
_CAPITALISED = re.compile(r"[A-Z][\w&’'-]*(?:\s(?:of\s(?:the\s)?)?[A-Z][\w&’'-]*){1,4}")
_POSSESSIVE = re.compile(r"['’]s?$")
_WIRES = re.compile(
    r"(?:(?!With|From|By|And|The|Reports?|Combined)[A-Z][\w.&]*\s){0,3}"
    r"(?:[Nn]ews\s|[Ww]ire\s|[Pp]ress\s)?"
    r"(?:[Aa]gencies|AGENCIES|[Ww]ires|WIRES|[Ss]ervices(?<=ire .ervices|ews .ervices)|[Ww]ire [Rr]eports"
    r"|وكالات|[Аа]гентства)\b"
)
"""Agencies in the plural: "Agencies", "news services", "Post wires"."""


def find_names(text: str) -> Iterator[Named]:
    """Known agencies and outlets in a short text, longest names first at each place, none overlapping."""
    tokens = list(_WORD.finditer(text))
    at = 0
    while at < len(tokens):
        alias, size = _longest(tokens, at)
        if alias and not (alias.also_a_word and _beside_name(tokens, at, size, text)):
            yield Named(alias.name, alias.kind, tokens[at].start(), tokens[at + size - 1].end())
        at += size or 1


def unnamed_wires(text: str) -> Named | None:
    """ "Agencies", "Post wires", "wire services": agencies that a text credits without naming them."""
    match = _WIRES.search(text)
    if match is None:
        return None
    name = " ".join(match.group().split()) if match.group().isascii() else "Agencies"
    return Named(name[0].upper() + (name[1:].lower() if name.isupper() else name[1:]), "agency", *match.span())


def lookup(text: str) -> tuple[str, Kind] | None:
    """The agency or outlet a whole text names, or None."""
    tokens = list(_WORD.finditer(text))
    if not 0 < len(tokens) <= _MOST_WORDS:
        return None
    alias, size = _longest(tokens, 0)
    return (alias.name, alias.kind) if alias and size == len(tokens) else None


def agency(text: str) -> str | None:
    """The agency a whole text names, or None."""
    found = lookup(text)
    return found[0] if found and found[1] == "agency" else None


def outlet_at(url: str | None) -> str | None:
    """The outlet that publishes at a web address, or None when the table does not know its domain."""
    if not url:
        return None
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    known = _by_domain()
    pieces = host.split(".")
    return next((name for i in range(len(pieces) - 1) if (name := known.get(".".join(pieces[i:])))), None)


def sounds_like_outlet(name: str) -> bool:
    """Whether a capitalised name has a word outlets have: Times, Post, News, Agency …"""
    return not words("outlet-words.txt").isdisjoint(name.replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class _Alias:
    """One way to write a name. ``exact`` holds for initials (ANA is an agency, Ana a person)."""

    name: str
    kind: Kind
    exact: str | None
    also_a_word: bool


def _longest(tokens: list[re.Match[str]], at: int) -> tuple[_Alias | None, int]:
    """The longest name that begins at token ``at``, and how many tokens it has; (None, 0) when none does."""
    first = tokens[at].group()
    if first[0].islower() and first.isascii() and "." not in first and first not in _small_names():
        return None, 0
    known = _by_words()
    folded = [_folded(token.group()) for token in tokens[at : at + _MOST_WORDS]]
    for size in range(len(folded), 0, -1):
        alias = known.get(tuple(folded[:size]))
        if alias and (alias.exact is None or alias.exact == _POSSESSIVE.sub("", first)):
            return alias, size
    return None, 0


def _beside_name(tokens: list[re.Match[str]], at: int, size: int, text: str) -> bool:
    """Whether a capitalised word that is no label stands next to the name, and makes it part of another."""
    after = at + size
    beside = [tokens[at - 1].group()] if at and text[tokens[at - 1].end() : tokens[at].start()] == " " else []
    if after < len(tokens) and text[tokens[after - 1].end() : tokens[after].start()] == " ":
        beside.append(tokens[after].group())
    return any(word[0].isupper() and word not in _LABELS for word in beside)


def _folded(word: str) -> str:
    return _POSSESSIVE.sub("", word).lower()


@cache
def _small_names() -> frozenset[str]:
    """Names that are written small: dpa, taz."""
    every = (alias for name, others, _ in (*_outlets(), *_agencies()) for alias in (name, *others))
    return frozenset(alias for alias in every if alias.islower() and " " not in alias)


@cache
def _by_words() -> dict[tuple[str, ...], _Alias]:
    """Every name by its folded words. Where an outlet is an agency too, it is the agency."""
    known: dict[tuple[str, ...], _Alias] = {}
    for name, others, kind in (*_outlets(), *_agencies()):
        for written in (name.partition(" (")[0], *others):
            plain = written.rstrip("*")
            tokens = tuple(_folded(match.group()) for match in _WORD.finditer(plain))
            before = known.get(tokens)
            initials = (
                plain if before is None and plain.isupper() and plain.isalpha() and len(plain) <= 5 else None
            )
            also_a_word = written[-1] == "*" or (before is not None and before.also_a_word)
            known[tokens] = _Alias(name.rstrip("*"), kind, initials, also_a_word)
    return known


def _agencies() -> Iterator[tuple[str, list[str], Kind]]:
    for one in agencies():
        yield one.name, list(one.names), "agency"


def _outlets() -> Iterator[tuple[str, list[str], Kind]]:
    for line in lines("outlets.tsv"):
        name, _, _, others = (*line.split("\t"), "")[:4]
        yield name, [other for other in others.split("; ") if other], "outlet"


@cache
def _by_domain() -> dict[str, str]:
    found = {}
    for line in lines("outlets.tsv"):
        name, _, domains = line.split("\t")[:3]
        found.update(dict.fromkeys(filter(None, domains.split("; ")), name.rstrip("*")))
    return found


def unknown_outlets(sentence: str) -> list[str]:
    """Capitalised names in a credit that stand in no table and end like an outlet's: "the Valley Courier"."""
    found = (match.group() for match in _CAPITALISED.finditer(sentence))
    return [name.removeprefix("The ") for name in found if name.split()[-1] in words("outlet-words.txt")]
