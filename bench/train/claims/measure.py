"""What hiding names costs and gains, how fast the model reads, and how much memory it takes.

Figures on polnear-dev are exact and whole F1 as in choose.py; the mirror figure is the share of attributions in
`corpus/iran-2019` that stay the same when the names of two states are exchanged throughout.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import time
from collections import Counter
from pathlib import Path

import articles
from choose import f1, sets
from scheme import ROLES

from sayso.annotate.claims import tagger
from sayso.annotate.claims.tagger import ClaimModel
from sayso.annotate.encoder.windows import Names

PAIRS = {"Iran": "Iraq", "Iranian": "Iraqi", "Iranians": "Iraqis", "Tehran": "Baghdad", "Israel": "Syria"}
PAIRS |= {"Israeli": "Syrian", "Russia": "China", "Russian": "Chinese", "Moscow": "Beijing"}
SWAP = PAIRS | {b: a for a, b in PAIRS.items()}


def shown() -> Names:
    """No names to hide."""
    return Names(())


def exact(data: Path, model: ClaimModel) -> dict[str, float]:
    counts: Counter = Counter()
    for article in articles.polnear(data / "attribution" / "polnear-dev.jsonl.gz"):
        found = sets(article, tagger.attributions(article.text, model=model))
        true = sets(article, list(article.attributions))
        for r in (*ROLES, "whole"):
            a, b = ({tuple(x.values()) if r == "whole" else x[r] for x in side} for side in (found, true))
            counts.update({(r, "both"): len(a & b), (r, "found"): len(a), (r, "true"): len(b)})
    return {r: f1(counts, r) for r in (*ROLES, "whole")}


def mirrored(text: str) -> str:
    return re.sub(r"\b(?:" + "|".join(sorted(SWAP, key=len, reverse=True)) + r")\b", lambda m: SWAP[m[0]], text)


def mirror(texts: list[str], model: ClaimModel) -> float:
    same = total = 0
    for text in texts:
        here = Counter(_words(text, a) for a in tagger.attributions(text, model=model))
        there = Counter(_words(t, a) for t in [mirrored(text)] for a in tagger.attributions(t, model=model))
        swapped = Counter({mirrored(k): n for k, n in here.items()})
        same += (swapped & there).total()
        total += max(here.total(), there.total())
    return round(100 * same / total, 1)


def _words(text: str, a: tagger.Attribution) -> str:
    roles = " / ".join("…".join(text[b:e] for b, e in spans) for spans in (a.source, a.cue, a.content))
    return f"{a.level} {a.stance} {roles}"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path, help="what export.py wrote")
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--texts", type=int, default=30)
    o = ap.parse_args()
    model = ClaimModel(o.folder)
    with gzip.open(o.data / "corpus" / "iran-2019.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines][: o.texts]
    tagger.attributions(texts[0], model=model)
    begin = time.process_time()
    for text in texts:
        tagger.attributions(text, model=model)
    took = time.process_time() - begin
    print("words per CPU second", round(sum(len(t.split()) for t in texts) / took))
    print("peak memory, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    for name, names in (("hidden", tagger.default_names), ("shown", shown)):
        tagger.default_names = names
        print("names", name, exact(o.data, model), "mirror", mirror(texts, model), flush=True)


if __name__ == "__main__":
    main()
