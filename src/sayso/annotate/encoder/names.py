"""Names of states and international bodies that the claim model must not see."""

from __future__ import annotations

from functools import cache
from importlib import resources

_ARTICLES = ("the ", "The ")


def _lines() -> list[list[str]]:
    text = (resources.files("sayso.annotate.encoder") / "models" / "names.txt").read_text(encoding="utf-8")
    return [
        [part.strip() for part in line.split(";")]
        for line in text.splitlines()
        if line and not line.startswith("#")
    ]


def states() -> list[tuple[str, str]]:
    """(country, adjective) of every state on the list, in its order."""
    return [
        (fields[0].split(",")[0], fields[1].split(",")[0]) for fields in _lines() if fields[0] != "organisation"
    ]


@cache
def known_names() -> tuple[tuple[str, str], ...]:
    """(kind, name) pairs, each also with its article: "the United States" and "Iran" must look alike."""
    found: list[tuple[str, str]] = []
    for fields in _lines():
        found.extend(_of_line(fields))
    plain = dict.fromkeys(found)
    return tuple(dict.fromkeys([*plain, *((k, a + n) for k, n in plain for a in _ARTICLES if k == "place")]))


def _of_line(fields: list[str]) -> list[tuple[str, str]]:
    kinds = ("organisation",) if fields[0] == "organisation" else ("place", "nationality", "place")
    groups = fields[1:] if fields[0] == "organisation" else fields
    return [
        (kind, name.strip())
        for kind, group in zip(kinds, groups, strict=False)
        for name in group.split(",")
        if name.strip()
    ]
