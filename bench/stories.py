"""Stories: B-cubed F1 on ECB+ and on hand-grouped reports, and how long grouping takes.

B-cubed (Bagga and Baldwin 1998): for each report, how much of its story is right and how much of the right one is in
it; F1 of the two means. ECB+ has two similar stories a topic, no dates. ``gold/stories.tsv`` groups the 81 reports of
``iran-2019`` by hand; ``one_each`` is what putting every report into a story of its own gives.
"""

import gzip
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import PROVE, say, skip

from sayso.compare.nearness import Placed, near
from sayso.compare.sketch import Sketch, sketch
from sayso.compare.stories import stories
from sayso.model import Report

NAME = "stories"
HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("SAYSO_DATA", HERE.parents[1] / "shared/data"))
LARGE = 50_000 if PROVE else 5_000


def main() -> None:
    """Measure and print."""
    if (DATA / "stories/ecbplus-dev.jsonl.gz").exists():
        ecb = _lines("stories/ecbplus-dev.jsonl.gz")
        say(NAME, "ecbplus_bcubed_f1", bcubed([one["story"] for one in ecb], _grouped(ecb)))
        iran = sorted(_lines("corpus/iran-2019.jsonl.gz"), key=lambda one: (one["published"], one["id"]))
        gold = _gold(iran)
        found, alone = bcubed(gold, _grouped(iran)), bcubed(gold, list(range(len(iran))))
        say(NAME, "iran_2019_bcubed_f1", found)
        say(NAME, "iran_2019_over_one_each", found - alone)
    else:
        skip(NAME, "SAYSO_DATA is not there")
    for metric, value in _large():
        say(NAME, metric, value)


def bcubed(gold: Sequence[object], found: Sequence[object]) -> float:
    """B-cubed F1, in hundredths."""
    right, told = defaultdict[object, set[int]](set), defaultdict[object, set[int]](set)
    for at, (one, other) in enumerate(zip(gold, found, strict=True)):
        right[one].add(at)
        told[other].add(at)
    both = [(len(right[g] & told[f]), len(told[f]), len(right[g])) for g, f in zip(gold, found, strict=True)]
    precision = sum(held / size for held, size, _ in both) / len(both)
    recall = sum(held / size for held, _, size in both) / len(both)
    return 200 * precision * recall / (precision + recall)


def _lines(name: str) -> list[dict[str, Any]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _gold(reports: Sequence[dict[str, Any]]) -> list[str]:
    lines = (HERE / "gold/stories.tsv").read_text("utf-8").splitlines()
    groups = dict(line.split("\t") for line in lines if not line.startswith("#"))
    return [groups.get(one["id"], one["id"]) for one in reports]


def _grouped(reports: Sequence[dict[str, Any]]) -> list[int]:
    placed = [Placed(sketch(Report(one["text"], title=one.get("title"))), _day(one)) for one in reports]
    return _numbers(placed)


def _numbers(placed: Sequence[Placed]) -> list[int]:
    number = [0] * len(placed)
    for group, members in enumerate(stories(len(placed), list(near(placed)))):
        for member in members:
            number[member] = group
    return number


def _day(one: dict[str, Any]) -> float | None:
    said = one.get("published")
    return float(date.fromisoformat(said[:10]).toordinal()) if said else None


def _large() -> list[tuple[str, float]]:
    """A story of very many reports, all worded apart, beside as many reports of small stories."""
    rng = random.Random(7)
    one = [_made(rng, 1, rng.uniform(0, 3)) for _ in range(LARGE)]
    many = [_made(rng, 2 + number // 4, number / LARGE * 180) for number in range(LARGE)]
    placed = sorted([(p, 0) for p in one] + [(p, 1) for p in many], key=lambda held: held[0].day or 0)
    began = time.perf_counter()
    number = _numbers([held for held, _ in placed])
    seconds = time.perf_counter() - began
    held = [group for group, (_, which) in zip(number, placed, strict=True) if which == 0]
    share = max(held.count(group) for group in set(held)) / LARGE
    return [("large_story_held_together", share), ("grouped_reports_per_second", 2 * LARGE / seconds)]


def _made(rng: random.Random, story: int, day: float) -> Placed:
    """A sketch: half of its words are of the story's own, the rest anybody's."""
    own = [(story * 1000 + number) % (1 << 31) for number in rng.sample(range(60), 32)]
    other = [1 << 31 | rng.randrange(20_000) for _ in range(32)]
    return Placed(Sketch(tuple((term, 0.125) for term in (*own, *other))), day)


if __name__ == "__main__":
    main()
