"""LGL and GeoVirus as articles with marked places, for the bench and for fitting."""

import gzip
import math
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.annotate.actors.register import shipped

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("SAYSO_DATA", HERE.parents[1] / "shared/data")) / "places"
KM = 161
"""The usual measure: a hundred miles."""


@dataclass(frozen=True)
class Toponym:
    start: int
    end: int
    lat: float | None
    lon: float | None
    code: str | None
    """Country, where the marking says so."""
    is_country: bool


@dataclass(frozen=True)
class Article:
    source: str
    home: str
    text: str
    toponyms: tuple[Toponym, ...]


def lgl() -> Iterator[Article]:
    for article in ET.fromstring(gzip.decompress((DATA / "lgl.xml.gz").read_bytes())):
        found = [_lgl(t) for t in article.iter("toponym")]
        yield Article(
            "lgl", home(article.findtext("domain") or ""), article.findtext("text") or "", tuple(found)
        )


def _lgl(t: ET.Element) -> Toponym:
    tag = t.find("gaztag")
    start, end = int(t.findtext("start")), int(t.findtext("end"))
    if tag is None:
        return Toponym(start, end, None, None, None, False)
    code = _codes().get(tag.findtext("country") or "")
    is_country = (tag.findtext("fcode") or "").startswith("PCL")
    return Toponym(start, end, float(tag.findtext("lat")), float(tag.findtext("lon")), code, is_country)


@cache
def _codes() -> dict[str, str]:
    known = shipped()
    return {n: e.role for e in known.entries if e.kind == "country" for n in e.names} | {
        "Palestinian Territory": "PS"
    }


def geovirus() -> Iterator[Article]:
    for article in ET.fromstring(gzip.decompress((DATA / "GeoVirus.xml.gz").read_bytes())):
        found = [
            Toponym(int(t.findtext("start")) - 1, int(t.findtext("end")) - 1, float(t.findtext("lat")),
                    float(t.findtext("lon")), None, False)
            for t in article.iter("location")
        ]  # fmt: skip
        yield Article("geovirus", "", article.findtext("text") or "", tuple(found))


def home(domain: str) -> str:
    """The outlet's country by its address, as ``places.outlets`` reads it."""
    last = domain.rsplit(".", 1)[-1]
    return {"uk": "GB"}.get(last, last.upper() if len(last) == 2 and last not in ("co", "tv") else "")


def whole(text: str, t: Toponym) -> bool:
    """Whether a span begins and ends with a word."""
    inside = re.compile(r"\w")
    before, after = text[t.start - 1 : t.start], text[t.end : t.end + 1]
    return (
        bool(inside.match(text[t.start : t.start + 1])) and not inside.match(before) and not inside.match(after)
    )


def km(a: float, b: float, c: float, d: float) -> float:
    rad = math.radians
    h = math.sin(rad(c - a) / 2) ** 2 + math.cos(rad(a)) * math.cos(rad(c)) * math.sin(rad(d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))
