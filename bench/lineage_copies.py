"""Copies made on purpose, and what lineage finds of them: recall, precision, one story many times, speed, size.

The base is real reports where SAYSO_DATA holds them, else invented ones. datasketch and rensa are run beside where
they are installed (the extra ``peers``): datasketch both as its guide shows it, a shingle at a time, and by its
faster ``update_batch``.
"""

import gzip
import importlib.util
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import PROVE, say, skip

from sayso.lineage import COPYING, MemoryIndex, Witness, kin_among, relate, relate_all, witnesses
from sayso.lineage.speech import speech
from sayso.model import Edge, Report
from sayso.text import words

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2] / "shared/data"))
NAME = "lineage_copies"
EACH = 300 if PROVE else 100
STORIES = (40, 1000, 100_000) if PROVE else (40, 1000)
REPORTS = 20_000 if PROVE else 3_000
SYLLABLES = [
    c + v + e
    for c in ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pl"]
    for v in "aeiou"
    for e in ("", "n", "r", "s", "l")
]
FURNITURE = (
    "Sign up for our daily newsletter and get the news of the morning in your inbox.",
    "Copyright 2024 The Northern Ledger. All rights reserved. This material may not be published or broadcast.",
    "Follow us on the usual networks for updates through the day.",
    "Read more about this story on our page of the region.",
    "Have a tip? Send us your documents by post or through the form on our page of contacts.",
    "Subscribe to our weekly letter for the stories our editors chose.",
    "Download our app for alerts.",
    "Click here to support the reporting of this paper.",
    "Share this article with somebody who should read it.",
    "This article was originally published on the page of our partner.",
)
KINDS = ("exact", "edit5", "edit15", "edit30", "third", "paragraph", "sentence")


def main() -> None:
    """Measure and print."""
    for metric, value in figures():
        say(NAME, metric, value)


def figures() -> Iterator[tuple[str, float]]:
    """(metric, value) of every part."""
    yield from made_copies(EACH)
    for count in STORIES:
        yield from one_story(count)
    yield from beside_others(REPORTS)


@dataclass(frozen=True)
class Made:
    """A copy made on purpose: its text, the number of the report it was made from, and how."""

    text: str
    source: int
    kind: str


def base(count: int, rng: random.Random) -> list[str]:
    """Texts of at least 250 words: real ones where they are at hand, invented ones to fill up."""
    texts = [text for text in real() if len(text.split()) >= 250]
    rng.shuffle(texts)
    return texts[:count] or [invented(rng) for _ in range(count)]


def real() -> Iterator[str]:
    """The texts of real reports at hand."""
    for name in ("attribution/polnear-train.jsonl.gz", "corpus/iran-2019.jsonl.gz"):
        if (DATA / name).exists():
            with gzip.open(DATA / name, "rt") as lines:
                yield from (json.loads(line)["text"] for line in lines)


@lru_cache(maxsize=1)
def vocabulary() -> list[str]:
    """40,000 invented words, common ones short."""
    rng = random.Random(7)
    found = {"".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3)))) for _ in range(70_000)}
    return sorted(found, key=lambda word: (len(word) + rng.random() * 4, word))[:40_000]


@lru_cache(maxsize=1)
def _weights() -> list[float]:
    total, weights = 0.0, []
    for rank in range(1, len(vocabulary()) + 1):
        total += (rank + 2.7) ** -1.02
        weights.append(total)
    return weights


@lru_cache(maxsize=1)
def phrases() -> list[list[str]]:
    """Turns of phrase that invented writers share: four to nine words."""
    rng = random.Random(8)
    return [rng.choices(vocabulary(), cum_weights=_weights(), k=rng.randint(4, 9)) for _ in range(3000)]


def sentence(rng: random.Random) -> str:
    """An invented sentence; a quarter of them hold a turn of phrase."""
    found = rng.choices(vocabulary(), cum_weights=_weights(), k=rng.randint(8, 26))
    if rng.random() < 0.25:
        middle = len(found) // 2
        found[middle:middle] = phrases()[min(int(rng.paretovariate(1.0) * 30), 2999)]
    return " ".join(found).capitalize() + "."


def invented(rng: random.Random, paragraphs: int | None = None) -> str:
    """An invented report of some 400 words."""
    count = paragraphs or max(4, round(rng.gauss(9, 2.5)))
    return "\n\n".join(" ".join(sentence(rng) for _ in range(rng.randint(2, 4))) for _ in range(count))


def edited(text: str, share: float, rng: random.Random, pool: list[str]) -> str:
    """The text with a share of its words replaced, dropped, or pushed aside by another."""
    parts = text.split(" ")
    for at in rng.sample(range(len(parts)), round(share * len(parts))):
        roll = rng.random()
        parts[at] = rng.choice(pool) if roll < 0.6 else "" if roll < 0.8 else f"{parts[at]} {rng.choice(pool)}"
    return " ".join(part for part in parts if part)


def furnished(text: str, rng: random.Random) -> str:
    """The text with lines of a page before and after it."""
    lines = rng.sample(FURNITURE, 3)
    return "\n\n".join((lines[0], text, *lines[1:]))


def prose_sentences(text: str) -> list[str]:
    """Sentences of 15 to 40 words without quotation marks: a lifted quotation is not a copy."""
    found = [part.strip() + "." for line in text.split("\n") for part in line.split(". ")]
    return [one for one in found if 15 <= len(words(one)) <= 40 and not set("\"“”'‘’`") & set(one)]


def paragraph(text: str, rng: random.Random) -> str:
    """Sixty words in a row, most of them the writer's own: a lifted quotation is not a copy."""
    parts = text.split(" ")
    for _ in range(50):
        start = rng.randrange(max(1, len(parts) - 60))
        found = " ".join(parts[start : start + 60])
        if sum(end - begin for begin, end in speech(found)) < len(found) / 2:
            return found
    return " ".join(parts[:60])


def inserted(host: str, piece: str, rng: random.Random) -> str:
    """The host with a piece as one more paragraph."""
    parts = host.split("\n\n")
    parts.insert(rng.randint(1, len(parts)), piece)
    return "\n\n".join(parts)


def make(kind: str, text: str, host: str, rng: random.Random, pool: list[str]) -> str | None:
    """A copy of one kind; None where the text has nothing to lift."""
    if kind == "exact":
        return furnished(text, rng)
    if kind.startswith("edit"):
        return furnished(edited(text, int(kind[4:]) / 100, rng, pool), rng)
    if kind == "third":
        parts = text.split(" ")
        return furnished(" ".join(parts[: len(parts) // 3]), rng)
    if kind == "paragraph":
        return furnished(inserted(host, paragraph(text, rng), rng), rng)
    found = prose_sentences(text)
    return furnished(inserted(host, rng.choice(found), rng), rng) if found else None


def report(text: str, number: int) -> Report:
    """A report of one of 300 outlets, a minute after the one before."""
    day, minute = divmod(number, 1440)
    instant = f"2024-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}T{minute // 60:02}:{minute % 60:02}:00Z"
    return Report(text=text, outlet=f"Outlet {number % 300}", published=instant, published_precision="instant")


def related(texts: list[str]) -> tuple[list[list[Edge]], dict[str, int], MemoryIndex]:
    """The edges of each text to those before it; numbers by report id; the index."""
    reports = [report(text, number) for number, text in enumerate(texts)]
    listed, index = witnesses(reports), MemoryIndex()
    found: list[list[Edge]] = []
    for number, witness in enumerate(listed):
        relatives = relate(witness, index, listed.__getitem__)
        index.put(number, relatives.marks, relatives.links)
        found.append(list(relatives.edges))
    return found, {one.id: number for number, one in enumerate(reports)}, index


def made_copies(each: int) -> Iterator[tuple[str, float]]:
    """Recall of each kind of copy, and precision over all pairs that touch a copy."""
    rng = random.Random(11)
    texts = base(4 * each, rng)
    half = len(texts) // 2
    sources, hosts = texts[:half], texts[half:]
    pool = [word for text in texts[:200] for word in words(text)]
    made: list[Made] = []
    for kind in KINDS:
        for number in rng.sample(range(len(sources)), min(each, len(sources))):
            text = make(kind, sources[number], rng.choice(hosts), rng, pool)
            if text is not None:
                made.append(Made(text, number, kind))
    found, numbers, _ = related([*sources, *hosts, *(one.text for one in made)])
    yield from _recall_and_precision(found, numbers, len(texts), made)


def _recall_and_precision(
    found: list[list[Edge]], numbers: dict[str, int], first: int, made: list[Made]
) -> Iterator[tuple[str, float]]:
    family, kin = _families(found, numbers, first, made)
    recall, total, right, wrong = Counter[str](), Counter[str](), 0, 0
    for at, one in enumerate(made, first):
        total[one.kind] += 1
        copied = {_other(edge, numbers, at) for edge in found[at] if edge.body["relation"] in COPYING}
        recall[one.kind] += one.source in copied
        for other in copied:
            true = bool(family[at] & family[other]) or any(
                (a, b) in kin for a in family[at] for b in family[other]
            )
            right, wrong = right + true, wrong + (not true)
    for kind in KINDS:
        yield f"recall_{kind}", recall[kind] / max(1, total[kind])
    yield "precision", right / max(1, right + wrong)


def _families(
    found: list[list[Edge]], numbers: dict[str, int], first: int, made: list[Made]
) -> tuple[dict[int, set[int]], set[tuple[int, int]]]:
    """What each text is made of, by the numbers of the base; and base texts that copied one another already."""
    hosts = _hosts(found, numbers, first, made)
    family = {number: {number} for number in range(first)}
    family |= {at: {one.source} | hosts[at] for at, one in enumerate(made, first)}
    kin = set[tuple[int, int]]()
    for number in range(first):
        for edge in found[number]:
            if edge.body["relation"] in COPYING:
                other = _other(edge, numbers, number)
                kin |= {(number, other), (other, number)}
    return family, kin


def _hosts(
    found: list[list[Edge]], numbers: dict[str, int], first: int, made: list[Made]
) -> dict[int, set[int]]:
    """The host a piece was put into: the base text that shares nearly all the rest."""
    hosts: dict[int, set[int]] = defaultdict(set)
    for at, one in enumerate(made, first):
        if one.kind in ("paragraph", "sentence"):
            shares = {
                _other(edge, numbers, at): min(edge.body["share_left"], edge.body["share_right"])
                for edge in found[at]
            }
            hosts[at] = {number for number, share in shares.items() if number < first and share > 0.6}
    return hosts


def _other(edge: Edge, numbers: dict[str, int], at: int) -> int:
    left, right = numbers[edge.left], numbers[edge.right]
    return right if left == at else left


def one_story(count: int) -> Iterator[tuple[str, float]]:
    """One story by ``count`` outlets, edited: recall of the family, and how flat the look-up stays."""
    rng = random.Random(13)
    story, pool = invented(rng, 10), vocabulary()[:5000]
    index, seen = MemoryIndex(), list[Report]()
    witness_of = lru_cache(maxsize=64)(lambda number: Witness(seen[number]))
    hits, times = 0, list[float]()
    for number in range(count + 1):
        share = rng.choice((0.0, 0.02, 0.05, 0.1)) if number else 0.0
        seen.append(report(furnished(edited(story, share, rng, pool), rng), number))
        began = time.process_time()
        relatives = relate(Witness(seen[number]), index, witness_of)
        times.append(time.process_time() - began)
        index.put(number, relatives.marks, relatives.links)
        hits += any(edge.body["relation"] in COPYING for edge in relatives.edges)
    yield f"story_{count}_recall", hits / count
    first, last = times[20 : max(40, count // 10)], times[-max(20, count // 10) :]
    yield f"story_{count}_milliseconds", 1000 * median(last)
    yield f"story_{count}_growth", median(last) / median(first)


def beside_others(count: int) -> Iterator[tuple[str, float]]:
    """Speed and quality in one run over ``count`` reports, beside MinHash and plain shingles.

    ``found``: candidates, which is what the others give. ``sayso``: the same, aligned and judged. ``live``: judged one
    after the other over an index.
    """
    texts, made = corpus(count)
    seconds: dict[str, float] = {}
    runs = {
        "found": pairs_found,
        "sayso": pairs_judged,
        "shingles": plain_shingles,
        "datasketch": datasketch,
        "batch": batch,
        "rensa": rensa,
    }
    for name, run in runs.items():
        needed = {"batch": "datasketch", "datasketch": "datasketch", "rensa": "rensa"}.get(name)
        if needed and not importlib.util.find_spec(needed):
            skip(NAME, f"{name} needs {needed}, which is not installed: pip install -e '.[peers]'")
            continue
        began = time.process_time()
        pairs = run(texts)
        seconds[name] = time.process_time() - began
        yield f"{name}_reports_per_cpu_second", count / seconds[name]
        yield from _quality(name, pairs, made)
    for other in ("datasketch", "batch", "rensa", "shingles"):
        if other in seconds:
            yield f"found_times_as_fast_as_{other}", seconds[other] / seconds["found"]
            yield f"sayso_times_as_fast_as_{other}", seconds[other] / seconds["sayso"]
    began = time.process_time()
    _, _, index = related(texts)
    yield "live_reports_per_cpu_second", count / (time.process_time() - began)
    yield from _size(index, texts)


def pairs_found(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs that are kin, all at once: what a MinHash index gives, candidates that are not judged yet."""
    return set(kin_among(witnesses([report(text, number) for number, text in enumerate(texts)], marked=False)))


def pairs_judged(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs judged to be copies."""
    reports = [report(text, number) for number, text in enumerate(texts)]
    numbers = {one.id: number for number, one in enumerate(reports)}
    edges = relate_all(witnesses(reports, marked=False))
    copies = [edge for edge in edges if edge.body["relation"] in COPYING]
    ends = [sorted((numbers[edge.left], numbers[edge.right])) for edge in copies]
    return {(one, other) for one, other in ends}


def corpus(count: int) -> tuple[list[str], list[tuple[int, int, str]]]:
    """Invented reports, a quarter of them copies: texts, and (source, copy, kind)."""
    rng = random.Random(17)
    pool = vocabulary()[:5000]
    texts: list[str] = []
    made: list[tuple[int, int, str]] = []
    for number in range(count):
        text = invented(rng)
        if number > 200 and rng.random() < 0.25:
            kind, source = rng.choice(KINDS), rng.randrange(number)
            copied = make(kind, texts[source], text, rng, pool)
            if copied is not None:
                made.append((source, number, kind))
                text = copied
        texts.append(text)
    return texts, made


def _quality(
    name: str, pairs: set[tuple[int, int]], made: list[tuple[int, int, str]]
) -> Iterator[tuple[str, float]]:
    """Recall of each kind of copy, and the share of the pairs that are of one family."""
    recall, total, family = Counter[str](), Counter[str](), dict[int, int]()
    for source, copy, kind in made:
        family[copy] = family.get(source, source)
        total[kind] += 1
        recall[kind] += (source, copy) in pairs
    for kind in KINDS:
        yield f"{name}_recall_{kind}", recall[kind] / max(1, total[kind])
    right = sum(family.get(one, one) == family.get(other, other) for one, other in pairs)
    yield f"{name}_precision", right / max(1, len(pairs))


def _size(index: MemoryIndex, texts: list[str]) -> Iterator[tuple[str, float]]:
    """What the index takes as two tables of SQLite, its rows arriving in random order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.db"
        rows, links = index.rows()
        random.Random(1).shuffle(rows)
        store = sqlite3.connect(path)
        store.execute(
            "create table mark (hash integer, carrier integer, place integer,"
            " primary key (hash, carrier)) without rowid"
        )
        store.execute(
            "create table link (carrier integer, first integer, last integer, report integer,"
            " primary key (carrier, first, report, last)) without rowid"
        )
        store.executemany("insert into mark values (?, ?, ?)", rows)
        store.executemany("insert into link values (?, ?, ?, ?)", links)
        store.commit()
        store.close()
        kilobytes = path.stat().st_size / 1024
    yield "index_kilobytes_per_100_words", kilobytes / (sum(len(words(text)) for text in texts) / 100)


def plain_shingles(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs with half of their five-word shingles in common, by a plain inverted index."""
    index: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    pairs: set[tuple[int, int]] = set()
    for number, text in enumerate(texts):
        found = _shingles(text)
        common = Counter(other for shingle in found for other in index[shingle])
        pairs |= {(other, number) for other, n in common.items() if n >= 0.5 * (len(found) + sizes[other] - n)}
        for shingle in found:
            index[shingle].append(number)
        sizes.append(len(found))
    return pairs


def datasketch(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs by datasketch as its guide shows it: MinHash of 128 permutations, LSH at Jaccard 0.5."""
    module: Any = importlib.import_module("datasketch")

    def signed(text: str) -> Any:
        made = module.MinHash(num_perm=128)
        for shingle in _shingles(text):
            made.update(shingle.encode())
        return made

    return _by_lsh(texts, signed, module.MinHashLSH(threshold=0.5, num_perm=128))


def batch(texts: list[str]) -> set[tuple[int, int]]:
    """The same by ``update_batch``."""
    module: Any = importlib.import_module("datasketch")

    def signed(text: str) -> Any:
        made = module.MinHash(num_perm=128)
        made.update_batch([shingle.encode() for shingle in _shingles(text)])
        return made

    return _by_lsh(texts, signed, module.MinHashLSH(threshold=0.5, num_perm=128))


def rensa(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs by rensa: R-MinHash of 128 permutations in 32 bands."""
    module: Any = importlib.import_module("rensa")
    lsh = module.RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)

    def signed(text: str) -> Any:
        made = module.RMinHash(num_perm=128, seed=42)
        made.update(list(_shingles(text)))
        return made

    return _by_lsh(texts, signed, lsh)


def _by_lsh(texts: list[str], signed: Callable[[str], Any], lsh: Any) -> set[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for number, text in enumerate(texts):
        signature = signed(text)
        pairs |= {(other, number) for other in lsh.query(signature)}
        lsh.insert(number, signature)
    return pairs


def _shingles(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[at : at + 5]) for at in range(len(found) - 4)}


if __name__ == "__main__":
    main()
