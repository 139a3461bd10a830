"""The word lists and tables of reading, as files, and how they are read."""

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a table without its comments and empty lines."""
    text = files(__package__).joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list, whichever line they stand on."""
    return frozenset(word for line in lines(name) for word in line.split())
