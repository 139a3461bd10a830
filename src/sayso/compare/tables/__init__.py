"""How rare words are and which mean one thing, as files, and how they are read."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def rarities() -> Mapping[str, float]:
    """The rarity of each listed word, 0 (in every report) to 1; made by ``bench/make/rarity.py``."""
    text = files(__package__).joinpath("rarity.txt").read_text("utf-8")
    pairs = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({word: int(rarity) / 100 for word, rarity in pairs})


@cache
def concepts() -> Mapping[str, str]:
    """The concept of each listed word."""
    text = files(__package__).joinpath("concepts.txt").read_text("utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({word: concept for concept, _, words in lines for word in words.split()})
