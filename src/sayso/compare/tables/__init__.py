"""How rare words are, as a file, and how it is read."""

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
