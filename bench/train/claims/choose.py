"""Choose how eager the decoder is, on training articles kept back from training: never on what we report figures for.

Prints exact F1 of the roles, and of whole attributions, for several amounts added to the score of a cue's first word
(that counts once a cue; an amount for every word would make contents swallow their surroundings).
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import articles
import numpy as np
from scheme import ROLES, TAGS, Article, Span
from train import HELD_BACK

from sayso.annotate.claims import tagger
from sayso.annotate.claims.decode import Scores
from sayso.annotate.claims.tagger import ClaimModel
from sayso.annotate.encoder.windows import Names, Window, words


class Eager(ClaimModel):
    """The model with something added to the first word of a cue."""

    more = 0.0

    def scores(self, window: Window) -> Scores:
        found = self.seen.setdefault(window, None) or super().scores(window)
        self.seen[window] = found
        tags = found.tags.copy()
        tags[:, TAGS.index("B-cue")] += np.float32(self.more)
        return replace(found, tags=tags)

    @property
    def seen(self) -> dict[Window, Scores | None]:
        return self.__dict__.setdefault("_seen", {})


def sets(article: Article, found: list) -> list[dict[str, frozenset[int]]]:
    """Word sets of the roles; marks left out."""
    seq = words(article.text, Names(()))
    inside = [
        (i, w.start, w.end)
        for i, w in enumerate(seq)
        if any(c.isalnum() for c in article.text[w.start : w.end])
    ]

    def covered(spans: tuple[Span, ...]) -> frozenset[int]:
        ix = [i for i, b, e in inside if any(b < y and e > x for x, y in spans)]
        if ix and article.text[seq[ix[0]].start : seq[ix[0]].end].lower() in {"that", "whether", "if"}:
            ix = ix[1:]
        return frozenset(ix)

    return [{r: covered(getattr(a, r)) for r in ROLES} for a in found if a.level == 0]


def f1(counts: Counter, key: str) -> float:
    return round(200 * counts[key, "both"] / max(1, counts[key, "found"] + counts[key, "true"]), 1)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path, help="what export.py wrote")
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--more", type=float, nargs="*", default=[-0.5, 0.0, 0.5, 1.0, 1.5, 2.0])
    o = ap.parse_args()
    news = articles.polnear(o.data / "attribution" / "polnear-train.jsonl.gz")
    random.Random(0).shuffle(news)
    model = Eager(o.folder)
    for more in o.more:
        model.more = more
        counts: Counter = Counter()
        for article in news[:HELD_BACK]:
            found = sets(article, tagger.attributions(article.text, model=model))
            true = sets(article, list(article.attributions))
            for r in (*ROLES, "whole"):
                a, b = (
                    {x[r] if r in x else tuple(x.values()) for x in side if r == "whole" or x[r]}
                    for side in (found, true)
                )
                counts.update({(r, "both"): len(a & b), (r, "found"): len(a), (r, "true"): len(b)})
        print(more, {r: f1(counts, r) for r in (*ROLES, "whole")}, flush=True)


if __name__ == "__main__":
    main()
