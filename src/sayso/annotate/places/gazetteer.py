"""The gazetteer: names of places and where they lie, looked up by halves in a sorted file.

Nothing is read into memory at start: a name costs about twenty probes of a mapped file, and the names of one text
are remembered. The file is built by ``bench/make/places.py`` from GeoNames (CC BY 4.0), airportsdata (MIT), CLDR
and regions written by us; its first column is a folded name, by whose bytes it is sorted.
"""

import mmap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

Precision = Literal["point", "city", "region", "country"]
KINDS: dict[str, Precision] = {
    "C": "country",
    "A": "region",
    "B": "region",
    "R": "region",
    "P": "city",
    "F": "point",
}
"""Class letter of the file → precision of the contract: A and B are divisions, R a sea or region, F a site."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place under one of its names."""

    key: str
    country: str
    """ISO 3166-1 alpha-2; empty for a sea or a region of several countries."""
    division: str
    """GeoNames code of the first-order division, within the country."""
    lat: float | None
    lon: float | None
    kind: str
    population: int
    """0 when unknown, else a power of two not above it."""
    id: str
    """``geonames:NUMBER``, ``icao:CODE``, ``sayso:KEY`` for a region of our own, ``desk:KEY`` for a desk's place."""
    name: str

    @property
    def precision(self) -> Precision:
        """How exactly the coordinates say where it is: of a region they are only its middle."""
        return KINDS[self.kind]


@cache
def _file() -> mmap.mmap:
    path = resources.files("sayso.annotate.places") / "gazetteer.tsv"
    with resources.as_file(path) as local, local.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=65536)
def lookup(key: str) -> tuple[Entry, ...]:
    """Every place of a folded name (``text.placed_words`` joined by spaces), in the file's order."""
    data = _file()
    wanted = key.encode() + b"\t"
    start = _first(data, wanted)
    found = []
    while data[start : start + len(wanted)] == wanted:
        end = data.find(b"\n", start)
        found.append(_entry(data[start:end].decode()))
        start = end + 1
    return tuple(found)


def _first(data: mmap.mmap, wanted: bytes) -> int:
    """Where the first line not before ``wanted`` begins."""
    low, high = 0, len(data)
    while low < high:
        middle = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\t", middle) + 1
        if data[middle:end] < wanted:
            low = data.find(b"\n", end) + 1
        else:
            high = middle
    return low


def _entry(line: str) -> Entry:
    cells = [*line.split("\t"), "", "", ""]
    key, country, division, lat, lon, kind, size, number = cells[:8]
    name = cells[8] or key.title()
    population = 0 if size == "a" else 2 ** (ord(size) - ord("b"))
    if kind == "F" and number:
        identity = f"icao:{number}"
    else:
        identity = f"geonames:{number}" if number else f"sayso:{key.replace(' ', '-')}"
    return Entry(key, country, division, float(lat), float(lon), kind, population, identity, name)


Look = Callable[[str], tuple[Entry, ...]]
"""A gazetteer: the places of a folded name."""


def with_more(more: Mapping[str, tuple[Entry, ...]]) -> Look:
    """The gazetteer that ships with a desk's own places before its namesakes."""
    return lambda key: more.get(key, ()) + lookup(key)
