"""Hand-labelled pairs of real reports, read as a desk reads them: relation, direction and origin.

Random pairs stand beside them as negatives, and all reports go through one index, to see what it finds.
"""

import gzip
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import say, skip

from sayso.lineage import COPYING, MemoryIndex, Verdict, Witness, aside, judge, relate
from sayso.lineage.credits import outlet_key
from sayso.read.furnish import furnish
from sayso.read.item import Article

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2] / "shared/data")) / "copies"
NAME = "lineage_pairs"
RELATIONS = ("same_text", "wire_both", "partial", "shared_quotation", "boilerplate", "unrelated")
DIRECTIONS = {"left_from_right": "a_from_b", "right_from_left": "b_from_a"}
RANDOM_PAIRS = 2000


def main() -> None:
    """Measure and print."""
    if not DATA.exists():
        skip(NAME, "no labelled pairs: set SAYSO_DATA")
        return
    for metric, value in figures():
        say(NAME, metric, value)


def figures() -> Iterator[tuple[str, float]]:
    """(metric, value) of the pairs, of random pairs, and of the pairs as an index finds them."""
    pairs = [json.loads(line) for line in (DATA / "pairs-dev.jsonl").read_text().splitlines()]
    with gzip.open(DATA / "reports.jsonl.gz", "rt") as lines:
        witnesses = {line["id"]: witness(line) for line in map(json.loads, lines)}
    judged = [(pair, judge(witnesses[pair["a"]], witnesses[pair["b"]])) for pair in pairs]
    confusion = Counter((pair["relation"], name(verdict)) for pair, verdict in judged)
    missed = sum(n for (gold, ours), n in confusion.items() if gold in COPYING and ours not in COPYING)
    wrong = sum(n for (gold, ours), n in confusion.items() if gold not in COPYING and ours in COPYING)
    yield "copies_missed", missed
    yield "wrongly_called_copies", wrong + random_copies(pairs, witnesses)
    scores = [f1(confusion, relation) for relation in RELATIONS]
    yield from ((f"f1_{relation}", score) for relation, score in zip(RELATIONS, scores, strict=True))
    yield "macro_f1", sum(scores) / len(scores)
    yield "direction_or_origin", direction(judged)
    yield "found_by_index", found_by_index(pairs, witnesses)


def witness(line: dict[str, Any]) -> Witness:
    """A line of the data, read as the desk reads it."""
    article = Article(
        line["text"],
        title=line["title"],
        byline=line["authors"] or None,
        outlet=line["outlet"],
        url=line["url"],
        published=line["published"],
    )
    reading = furnish(article)
    assert reading.report is not None
    return Witness(reading.report, aside(reading.parts))


def name(verdict: Verdict | None) -> str:
    """The relation of a verdict, in the words of the labels."""
    return verdict.relation if verdict else "unrelated"


def f1(confusion: Counter[tuple[str, str]], relation: str) -> float:
    """The F1 of one relation."""
    right = confusion[relation, relation]
    labelled = sum(n for (gold, _), n in confusion.items() if gold == relation)
    given = sum(n for (_, ours), n in confusion.items() if ours == relation)
    return 2 * right / (labelled + given) if labelled + given else 1.0


def direction(judged: list[tuple[dict[str, Any], Verdict | None]]) -> float:
    """Share of the pairs with a labelled direction whose direction or origin is right."""
    right = total = 0
    for pair, verdict in judged:
        if pair["direction"] == "unknown":
            continue
        total += 1
        if verdict is None:
            continue
        same = DIRECTIONS.get(verdict.direction, verdict.direction) == pair["direction"]
        plain = re.sub(r"\(.*", "", pair["origin"] or "")
        right += same or (verdict.origin is not None and outlet_key(verdict.origin) == outlet_key(plain))
    return right / total


def random_copies(pairs: list[dict[str, Any]], witnesses: dict[str, Witness]) -> int:
    """Random pairs that are called copies."""
    labelled = {frozenset((pair["a"], pair["b"])) for pair in pairs}
    names, rng = sorted(witnesses), random.Random(5)
    drawn: set[frozenset[str]] = set()
    while len(drawn) < RANDOM_PAIRS:
        pair = frozenset(rng.sample(names, 2))
        if pair not in labelled:
            drawn.add(pair)
    verdicts = (judge(*(witnesses[one] for one in sorted(pair))) for pair in sorted(drawn, key=sorted))
    return sum(1 for verdict in verdicts if name(verdict) in COPYING)


def found_by_index(pairs: list[dict[str, Any]], witnesses: dict[str, Witness]) -> float:
    """Share of the labelled copies that have an edge when all reports go through one index."""
    listed = list(witnesses.values())
    index, edges = MemoryIndex(), set[frozenset[str]]()
    for number, witness in enumerate(listed):
        relatives = relate(witness, index, listed.__getitem__)
        index.put(number, relatives.marks, relatives.links)
        edges |= {frozenset((edge.left, edge.right)) for edge in relatives.edges}
    copies = [pair for pair in pairs if pair["relation"] in COPYING]
    found = [frozenset(witnesses[pair[side]].report.id for side in "ab") in edges for pair in copies]
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
