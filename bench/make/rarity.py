"""Make ``src/sayso/compare/tables/rarity.txt``: how rare English words are in news.

usage: SAYSO_DATA=… python bench/make/rarity.py

Half of a word's rarity is by the share of news reports it stands in, half by its rank in the shipped vocabulary, which
BERT's makers ordered by frequency. Names of states, of their people and of international bodies are one rarity, so that
no party is rarer than another. The 81 reports that stories are measured on are left out.
"""

import gzip
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from sayso.annotate.encoder.names import known_names
from sayso.annotate.encoder.table import models
from sayso.text import words

DATA = Path(os.environ.get("SAYSO_DATA", "../shared/data"))
TABLE = Path(__file__).resolve().parents[2] / "src/sayso/compare/tables/rarity.txt"
CORPORA = (
    "attribution/polnear-train.jsonl.gz",
    "attribution/polnear-dev.jsonl.gz",
    "copies/reports.jsonl.gz",
    "corpus/re3d-official.jsonl.gz",
)
APART = "corpus/iran-2019.jsonl.gz"
FIRST_RANK, LAST_RANK = 1996, 28_500
"""Where words begin in the vocabulary, and where only pieces and scraps follow."""
STATES = 35
COMMON = 20
"""Rarity up to which a word of a name ("in", "for") is one of everybody's."""
UNLISTED = 85
"""Rarity, in hundredths, of what is not listed; only what is commoner is."""
PLAIN = {
    *["the", "of", "and", "new", "south", "north", "east", "west", "united", "states"],
    *["republic", "islands", "saint", "union", "nations"],
}


def main() -> None:
    """Count, and write the table."""
    counts, total = _counted()
    ranks = {piece: rank for rank, piece in enumerate((models() / "vocab.txt").read_text("utf-8").split("\n"))}
    states = {word for _, name in known_names() for word in words(name)} - PLAIN
    rarities: dict[str, int] = {}
    for word in sorted({*counts, *ranks, *states}):
        if word.isalpha() and len(word) > 1:
            rarity = round(50 * _by_reports(counts[word], total) + 50 * _by_rank(ranks.get(word)))
            if word in states and rarity > COMMON:
                rarities[word] = STATES
            elif rarity < UNLISTED:
                rarities[word] = rarity
    lines = "".join(f"{word} {rarity}\n" for word, rarity in sorted(rarities.items()))
    TABLE.write_text(
        f"# Made by bench/make/rarity.py. Hundredths; a word not listed has {UNLISTED}.\n{lines}", "utf-8"
    )


def _counted() -> tuple[Counter[str], int]:
    apart = {one["id"] for one in _reports(APART)}
    counts, total = Counter[str](), 0
    for name in CORPORA:
        for one in _reports(name):
            if one["id"] not in apart:
                counts.update(set(words(one["text"])))
                total += 1
    return counts, total


def _reports(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _by_reports(count: int, total: int) -> float:
    return math.log((total + 1) / (count + 1)) / math.log(total + 1)


def _by_rank(rank: int | None) -> float:
    if rank is None:
        return 1.0
    return max(0.0, min(1.0, math.log(max(rank - FIRST_RANK, 1) / 30) / math.log(LAST_RANK / 30)))


if __name__ == "__main__":
    main()
