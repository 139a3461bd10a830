"""Where: mentions found, namesakes chosen, speed. One JSON line a metric, with its floor.

    SAYSO_DATA=… python bench/places.py [--misses]

The weights that ship were fitted on these same texts, by features that know no word: ``bench/train/places.py``
prints what five folds give, which is the figure to trust for mentions.
"""

import math
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import toponyms
from floors import say, skip

from sayso.annotate.actors.register import shipped
from sayso.annotate.places.finder import Found, find, locate
from sayso.annotate.places.gazetteer import Entry, lookup

HERE = Path(__file__).resolve().parent
SHOW = "--misses" in sys.argv
BENCH = "places"


@cache
def cities() -> tuple[list[float], list[float], list[str]]:
    """Towns of the gazetteer: to tell in which country a point lies."""
    lats, lons, countries = [], [], []
    path = HERE.parent / "src/sayso/annotate/places/gazetteer.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[5] == "P" and cells[6] >= "o":
            lats.append(float(cells[3]))
            lons.append(float(cells[4]))
            countries.append(cells[1])
    return lats, lons, countries


@cache
def country_at(lat: float, lon: float) -> str:
    lats, lons, countries = cities()
    narrow = math.cos(math.radians(lat)) ** 2
    best = min(range(len(lats)), key=lambda i: (lats[i] - lat) ** 2 + narrow * (lons[i] - lon) ** 2)
    return countries[best]


def gold_country(name: str, lat: float, lon: float) -> str | None:
    """The country of a marked place; None of a continent or a sea."""
    known = lookup(" ".join(name.lower().split()))
    if any(e.kind == "R" and not e.country for e in known):
        return None
    return next((e.country for e in known if e.kind == "C"), None) or country_at(lat, lon)


def near(entry: Entry | None, place: object) -> bool:
    if entry is None:
        return False
    if place.is_country:
        return entry.country == country_at(place.lat, place.lon) or (
            entry.kind == "C" and entry.country == place.code
        )
    return toponyms.km(entry.lat, entry.lon, place.lat, place.lon) <= toponyms.KM


def mentions(articles: list, source: str) -> Counter:
    counts: Counter = Counter()
    for article in articles:
        if article.source != source:
            continue
        gold = {(t.start, t.end) for t in article.toponyms}
        found = [f.span for f in find(article.text, article.home)]
        hits = sum(span in gold or (span[0], span[1] - 1) in gold for span in found)
        counts.update(hits=hits, found=len(found), gold=len(gold))
    return counts


def given(articles: list, source: str) -> tuple[float, float]:
    """(within 161 km with countries by code, right country) with the mentions given."""
    right = country = total = 0
    misses: Counter = Counter()
    for article in articles:
        placed = [t for t in article.toponyms if t.lat is not None]
        if article.source != source or not placed:
            continue
        for place, found in zip(placed, locate_each(article, placed), strict=True):
            entry = found.entry if found else None
            total += 1
            ok = near(entry, place)
            right += ok
            name = article.text[place.start : place.end]
            code = place.code or gold_country(name, place.lat, place.lon)
            country += code is None or (entry is not None and entry.country == code)
            misses[name] += not ok
    if SHOW:
        print(misses.most_common(40), file=sys.stderr)
    return right / total, country / total


def locate_each(article: object, placed: list) -> list[Found | None]:
    """Places at the spans given; a span that cuts a word has none."""
    good = [t for t in placed if toponyms.whole(article.text, t)]
    found = dict(zip(good, locate(article.text, [(t.start, t.end) for t in good], article.home), strict=True))
    return [found.get(t) for t in placed]


def main() -> None:
    if not toponyms.DATA.is_dir():
        skip(BENCH, f"no data in {toponyms.DATA}")
        return
    articles = [*toponyms.lgl(), *toponyms.geovirus()]
    both: Counter = Counter()
    for source in ("lgl", "geovirus"):
        counts = mentions(articles, source)
        both.update(counts)
        f1 = 2 * counts["hits"] / (counts["found"] + counts["gold"])
        say(BENCH, f"{source}_mentions_precision", counts["hits"] / counts["found"])
        say(BENCH, f"{source}_mentions_recall", counts["hits"] / counts["gold"])
        say(BENCH, f"{source}_mentions_f1", f1)
    say(BENCH, "mentions_f1", 2 * both["hits"] / (both["found"] + both["gold"]))
    right, _ = given(articles, "lgl")
    say(BENCH, "lgl_within_161km", right)
    _, country = given(articles, "geovirus")
    say(BENCH, "geovirus_country", country)
    begun = time.process_time()
    lookup.cache_clear()
    for article in articles:
        find(article.text, article.home)
    say(BENCH, "words_per_second", sum(len(a.text.split()) for a in articles) / (time.process_time() - begun))


if __name__ == "__main__":
    shipped()
    main()
