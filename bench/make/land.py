"""Make the map's outlines, ``src/sayso/web/land.txt``, from the TopoJSON of the npm package ``world-atlas``.

usage: python bench/make/land.py countries-50m.json

The package carries Natural Earth's countries at 1:50 million, in the public domain. Arcs are simplified by Douglas and
Peucker's method, so that neighbours keep one border; rings smaller than can be seen are left out.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

TO = Path(__file__).parents[2] / "src" / "sayso" / "web" / "land.txt"
QUANTUM = 100
TOLERANCE = 0.06
"""Degrees a line may leave its course."""
SMALLEST = 0.02
"""Square degrees."""
Point = tuple[float, float]
HEAD = """\
# Countries of Natural Earth (public domain), simplified; made by bench/make/land.py. A ring a line, in steps of
# a hundredth of a degree: longitude and latitude, each as its difference from the point before.
"""


def main() -> None:
    """Read, simplify, write."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [simplified(arc) for arc in decoded(topology)]
    lines = [
        packed(ring) for shape in topology["objects"]["countries"]["geometries"] for ring in rings(shape, arcs)
    ]
    TO.write_text(HEAD + "".join(f"{line}\n" for line in lines if line), encoding="ascii")


def decoded(topology: dict) -> Iterator[list[Point]]:
    """The arcs in degrees of longitude and latitude."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def simplified(points: Sequence[Point]) -> list[Point]:
    """Without the points that lie nearer than ``TOLERANCE`` to the line of the others."""
    if len(points) < 3:
        return list(points)
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(point: Point) -> float:
        if length == 0:
            return ((point[0] - ax) ** 2 + (point[1] - ay) ** 2) ** 0.5
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    at = max(range(1, len(points) - 1), key=lambda n: off(points[n]))
    if off(points[at]) < TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: at + 1])[:-1] + simplified(points[at:])


def rings(shape: dict, arcs: Sequence[Sequence[Point]]) -> Iterator[list[Point]]:
    """The outlines of a country."""
    if "arcs" not in shape:
        return
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                points += arcs[number] if number >= 0 else list(reversed(arcs[~number]))
            yield from unrolled(points)


def unrolled(points: Sequence[Point]) -> Iterator[list[Point]]:
    """A ring that crosses the meridian of 180 degrees goes on beyond it, and once more from the other side."""
    turn, kept = 0.0, [points[0]]
    for (before, _), (x, y) in pairwise(points):
        turn += 360 if x - before < -180 else -360 if x - before > 180 else 0
        kept.append((x + turn, y))
    yield kept
    far = [x for x, _ in kept]
    if max(far) > 180.01:
        yield [(x - 360, y) for x, y in kept]
    if min(far) < -180.01:
        yield [(x + 360, y) for x, y in kept]


def packed(ring: Sequence[Point]) -> str:
    """A ring as a line of whole numbers; empty for one too small."""
    area = abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))) / 2
    if area < SMALLEST:
        return ""
    steps = [(round(x * QUANTUM), round(y * QUANTUM)) for x, y in ring]
    kept = [point for number, point in enumerate(steps) if number == 0 or point != steps[number - 1]]
    return " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise([(0, 0), *kept]))


if __name__ == "__main__":
    main()
