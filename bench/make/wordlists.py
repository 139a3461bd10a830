"""Build ``places/words/*.txt``: words that capitals alone would mistake for places.

    SAYSO_DATA=… python bench/make/wordlists.py

``given.txt`` and ``surnames.txt`` are the commoner names of the US Census of 1990 (public domain), from the package
names; ``common.txt`` are one-word names of the gazetteer that English text writes small ("mobile", "reading"),
counted over the news texts of SAYSO_DATA. Lists of words, in order of the alphabet; no text is kept.
"""

import gzip
import json
import os
from collections import Counter
from pathlib import Path

import names

from sayso.text import TOKEN, fold

HERE = Path(__file__).resolve().parent
PLACES = HERE.parents[1] / "src/sayso/annotate/places"
DATA = Path(os.environ.get("SAYSO_DATA", HERE.parents[2] / "shared/data"))
TEXTS = ("attribution/polnear-train.jsonl.gz", "corpus/iran-2019.jsonl.gz", "corpus/re3d-official.jsonl.gz")


def census(name: str, share: float) -> list[str]:
    """The names that together make up ``share`` per cent of the people."""
    found = []
    for line in (Path(names.__file__).parent / name).read_text().splitlines():
        word, _, cumulative, _ = line.split()
        if float(cumulative) > share:
            break
        found.append(word.lower())
    return found


def common() -> list[str]:
    """Words of the gazetteer met at least twice small, and more often small than in capitals."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for path in TEXTS:
        for line in gzip.decompress((DATA / path).read_bytes()).decode().splitlines():
            for match in TOKEN.finditer(json.loads(line)["text"]):
                (small if match.group()[0].islower() else large)[fold(match.group())] += 1
    keys = {
        line.split("\t", 1)[0] for line in (PLACES / "gazetteer.tsv").read_text(encoding="utf-8").splitlines()
    }
    return [word for word in keys if small[word] > 1 and small[word] > large[word]]


def write(name: str, words: list[str]) -> None:
    (PLACES / "words" / name).write_text("\n".join(sorted(set(words))) + "\n", encoding="utf-8")


def main() -> None:
    (PLACES / "words").mkdir(exist_ok=True)
    given = census("dist.male.first", 88) + census("dist.female.first", 82)
    write("given.txt", given)
    write("surnames.txt", census("dist.all.last", 55))
    write("common.txt", common())


if __name__ == "__main__":
    main()
