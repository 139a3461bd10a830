"""Same claims and denials: F1 on pairs labelled by hand, the models fitted on one half and asked about the other.

``gold/claim_pairs.tsv`` holds pairs of claims of ``iran-2019`` by offsets: the same claim, a denial, or neither. What a
claim is, who says it and in which stance is read by the annotators, so their errors count: a pair with a claim that
they do not tell is judged to be nothing. Halves of all labelled pairs are drawn at random, fifty times over; with
``--fit`` the weights for ``compare.agreement`` are fitted on all pairs and printed.
"""

import gzip
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import say, skip

from sayso.annotate import annotate
from sayso.compare.agreement import common, judge, signs
from sayso.compare.gist import Gist, gists
from sayso.compare.sketch import likeness, sketch
from sayso.model import Finding, Report

NAME = "claim_pairs"
HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("SAYSO_DATA", HERE.parents[1] / "shared/data"))
KINDS = ("same_claim", "denies")
LABELS = {"same": "same_claim", "denies": "denies", "none": "none"}
WEIGHED = {"same_claim": 1.5, "denies": 1.2}
"""How much more a pair of the kind counts than another: they are fewer."""
HALVES, RIDGE = 50, 0.01
Floats = NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    if not (DATA / "corpus/iran-2019.jsonl.gz").exists():
        skip(NAME, "SAYSO_DATA is not there")
        return
    pairs, labels, held = _pairs()
    say(NAME, "pairs", len(held))
    say(NAME, "pairs_with_a_claim_not_told", int((~held).sum()))
    labels, missed = labels[held], labels[~held]
    verdicts = [judge(*pair) for pair in pairs]
    for place, kind in enumerate(KINDS):
        seen = np.array([signs(common(*pair))[place] for pair in pairs])
        right, lost = labels == kind, int((missed == kind).sum())
        say(NAME, f"{kind}_f1_two_fold", _two_fold(seen, right, WEIGHED[kind], held, lost))
        told = np.array([verdict is not None and verdict.kind == kind for verdict in verdicts])
        say(NAME, f"{kind}_f1_fitted", f1(right, told, lost))
        if "--fit" in sys.argv:
            print(kind, tuple(round(float(weight), 2) for weight in fitted(seen, right, WEIGHED[kind])))


def f1(right: NDArray[np.bool_], told: NDArray[np.bool_], lost: int = 0) -> float:
    """F1 in hundredths; ``lost`` more were right and could not be told."""
    return 200.0 * float((right & told).sum()) / max(1.0, float(right.sum() + lost + told.sum()))


def fitted(seen: Floats, right: NDArray[np.bool_], weighed: float) -> Floats:
    """Weights of a logistic model with a ridge, the constant last (Newton's method on standardised signs)."""
    mean, spread = seen.mean(0), seen.std(0) + 1e-9
    given = np.c_[(seen - mean) / spread, np.ones(len(seen))]
    counts = np.where(right, weighed, 1.0)
    weights = np.zeros(given.shape[1])
    ridge = RIDGE * np.r_[np.ones(len(weights) - 1), 1e-6]
    for _ in range(30):
        odds = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (counts * (odds - right)) / counts.sum() + ridge * weights
        bend = (given * (counts * odds * (1 - odds))[:, None]).T @ given / counts.sum() + np.diag(ridge)
        weights -= np.linalg.solve(bend, slope)
    own = weights[:-1] / spread
    return np.r_[own, weights[-1] - (own * mean).sum()]


def _two_fold(
    seen: Floats, right: NDArray[np.bool_], weighed: float, held: NDArray[np.bool_], lost: int
) -> float:
    rng, found = np.random.default_rng(1), []
    for _ in range(HALVES):
        half, odds = (rng.random(len(held)) < 0.5)[held], np.zeros(len(right))
        for one in (half, ~half):
            weights = fitted(seen[one], right[one], weighed)
            odds[~one] = seen[~one] @ weights[:-1] + weights[-1]
        found.append(f1(right, odds > 0, lost))
    return float(np.mean(found))


def _pairs() -> tuple[list[tuple[Gist, Gist, float]], NDArray[np.str_], NDArray[np.bool_]]:
    """The pairs whose claims are both told; the labels of all pairs; which of these are told."""
    lines = (HERE / "gold/claim_pairs.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    reports = _reports({name for row in rows for name in (row[0], row[2])})
    read = {name: _Read(report) for name, report in reports.items()}
    pairs, labels, held = [], [], []
    for one, spans, other, beyond, label in rows:
        ends = read[one].gist(spans), read[other].gist(beyond)
        labels.append(LABELS[label])
        held.append(None not in ends)
        if None not in ends:
            pairs.append((*ends, likeness(read[one].sketch, read[other].sketch)))
    return pairs, np.array(labels), np.array(held)  # type: ignore[return-value]


class _Read:
    """One report as it is compared."""

    def __init__(self, report: Report) -> None:
        self.sketch = sketch(report)
        self._claims = annotate(report)
        self._gists = gists(self._claims, report.text)

    def gist(self, spans: str) -> Gist | None:
        """The gist of the claim that has most of its characters there."""
        wanted = [tuple(map(int, span.split(":"))) for span in spans.split(",")]
        claims = [claim for claim in self._claims if claim.id in self._gists]
        best = max(claims, key=lambda claim: _overlap(claim, wanted))
        return self._gists[best.id] if _overlap(best, wanted) > 0 else None


def _overlap(claim: Finding, wanted: Sequence[Sequence[int]]) -> float:
    own = {at for start, end in claim.spans for at in range(start, end)}
    other = {at for start, end in wanted for at in range(start, end)}
    return len(own & other) / len(own | other)


def _reports(names: set[str]) -> dict[str, Report]:
    return {
        one["id"]: Report(one["text"], outlet=one.get("outlet"), published=one["published"])
        for one in _lines()
        if one["id"] in names
    }


def _lines() -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / "corpus/iran-2019.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
