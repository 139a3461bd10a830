"""The word lists and tables of voices, as files, and how they are read."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a table without its comments and empty lines."""
    text = files(__package__).joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def classes(name: str) -> dict[str, frozenset[str]]:
    """A table of "class: words" lines as sets of words by class."""
    found: dict[str, set[str]] = {}
    for kind, words in entries(name):
        found.setdefault(kind, set()).update(words)
    return {kind: frozenset(words) for kind, words in found.items()}


def entries(name: str) -> Iterator[tuple[str, list[str]]]:
    """(class, words) of each line of a table of "class: words" lines, in its order."""
    for line in lines(name):
        kind, _, words = line.partition(":")
        yield kind.strip(), words.split()


@cache
def toml(name: str) -> Mapping[str, list[str]]:
    """A table of lists."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
