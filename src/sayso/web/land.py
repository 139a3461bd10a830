"""Coastlines and borders to draw a map on, and the frame it is drawn in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate, pairwise
from math import cos, radians

Degrees = tuple[float, float]
"""Latitude and longitude."""
Ring = tuple[Degrees, ...]
Box = tuple[float, float, float, float]
"""South, north, west, east."""
_QUANTUM = 100
"""Steps of a degree in the file."""
WIDTH, HEIGHT = 960, 480
_LEAST = 14.0
"""Degrees of longitude that a map shows at least."""
_ROOM = 0.12
"""Of its extent that a map shows around its places."""
_FAR_OFF = 0.05
"""Of what all places weigh that may lie outside the map on one side."""
_POLE = 84.0
_FINE = 0.8
_COARSE = 2.0
"""Units of the drawing that two points of an outline lie apart at least; where much of the Earth is shown."""
_MUCH = 60.0
"""Degrees of longitude."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the Earth in plate carrée, true to scale along its middle latitude."""

    west: float
    north: float
    scale: float
    """Units a degree of longitude."""
    stretch: float
    """Units a degree of latitude, in those of longitude."""
    width: int = WIDTH
    height: int = HEIGHT

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place lies on the drawing, right and down from its corner."""
        return (lon - self.west) * self.scale, (self.north - lat) * self.scale * self.stretch


EARTH = Frame(-180.0, 84.0, WIDTH / 360, HEIGHT / (168 * WIDTH / 360))


def _most(values: Sequence[float], weights: Sequence[int]) -> tuple[float, float]:
    """The ends of a range outside which, on either side, lies no more than ``_FAR_OFF`` of the weight."""
    ordered = sorted(zip(values, weights, strict=True))
    allowed = sum(weights) * _FAR_OFF
    ends = []
    for side in (ordered, ordered[::-1]):
        passed = accumulate(weight for _, weight in side)
        ends.append(next(value for (value, _), so_far in zip(side, passed, strict=True) if so_far > allowed))
    return ends[0], ends[1]


def fitted(points: Sequence[Degrees], weights: Sequence[int]) -> Frame:
    """The frame that holds most of what some places weigh, with room around; the whole Earth for none.

    One place far off, which may be a namesake, must not make all others too small to be told apart.
    """
    if not points:
        return EARTH
    south, north = _most([lat for lat, _ in points], weights)
    west, east = _most([lon for _, lon in points], weights)
    middle = max(-70.0, min(70.0, (south + north) / 2))
    stretch = 1 / cos(radians(middle))
    wide = max(
        _LEAST, (east - west) * (1 + 2 * _ROOM), (north - south) * (1 + 2 * _ROOM) * stretch * WIDTH / HEIGHT
    )
    wide = min(wide, 360.0)
    high = wide * HEIGHT / WIDTH / stretch
    top = min(_POLE, (south + north) / 2 + high / 2)
    left = max(-180.0, min(180.0 - wide, (west + east) / 2 - wide / 2))
    return Frame(left, top, WIDTH / wide, stretch)


@lru_cache(maxsize=64)
def outlines(frame: Frame) -> tuple[str, ...]:
    """The countries in a frame as paths, no finer than can be seen."""
    apart = _COARSE if frame.width / frame.scale > _MUCH else _FINE
    near = (ring for box, ring in rings() if _meets(box, frame))
    return tuple(path for ring in near if (path := _path(ring, frame, apart)))


def _meets(box: Box, frame: Frame) -> bool:
    south, north, west, east = box
    left, top = frame.point(north, west)
    right, bottom = frame.point(south, east)
    return right >= 0 and bottom >= 0 and left <= frame.width and top <= frame.height


def _path(ring: Ring, frame: Frame, apart: float) -> str:
    """A ring as the data of a path; points far outside are drawn at the edge of what is drawn."""
    kept: list[tuple[float, float]] = []
    for lat, lon in ring:
        x, y = frame.point(lat, lon)
        near = (
            round(max(-50.0, min(frame.width + 50.0, x)), 1),
            round(max(-50.0, min(frame.height + 50.0, y)), 1),
        )
        if not kept or abs(near[0] - kept[-1][0]) + abs(near[1] - kept[-1][1]) >= apart:
            kept.append(near)
    if len(kept) < 3:
        return ""
    steps = "".join(f"l{_short(b[0] - a[0])} {_short(b[1] - a[1])}" for a, b in pairwise(kept))
    return f"M{_short(kept[0][0])} {_short(kept[0][1])}{steps}z"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("0") or "0"


@cache
def rings() -> tuple[tuple[Box, Ring], ...]:
    """Every country's outlines, each with the box it lies in, from the file that ships."""
    text = (resources.files("sayso.web") / "land.txt").read_text(encoding="ascii")
    listed = (tuple(_unpacked(line)) for line in text.splitlines() if not line.startswith("#"))
    return tuple((_box(ring), ring) for ring in listed)


def _box(ring: Ring) -> Box:
    lats, lons = [lat for lat, _ in ring], [lon for _, lon in ring]
    return min(lats), max(lats), min(lons), max(lons)


def _unpacked(line: str) -> Iterator[Degrees]:
    """The points of a line: longitude and latitude in steps, each as its difference from the one before."""
    lat = lon = 0
    numbers = iter(map(int, line.split()))
    for step_east, step_north in zip(numbers, numbers, strict=True):
        lon, lat = lon + step_east, lat + step_north
        yield lat / _QUANTUM, lon / _QUANTUM
