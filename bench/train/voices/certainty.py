"""Fit the certainty of voices and claims: python bench/train/voices/certainty.py

Three logistic functions with a ridge penalty, each asked of what can answer it: of every voice of the example desk and
of examples/voices.txt, the spans of its attribution given, whether its name is the true one; of every claim that the
claim model finds in these texts and in the articles of PolNeAR-dev (SAYSO_DATA), whether it is one (half of its
characters and of the true one's are shared); of every claim that is one there, whether it has the true source. The
hand-read reports have no part in it. Prints JSON lines with ten-fold figures and writes
src/sayso/annotate/voices/tables/certainty.tsv.
"""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
from data import ROOT, as_found, example_desk, meets, polnear, said, same_name, voice_examples
from numpy.typing import NDArray

from sayso.annotate.voices.certainty import claim_features, source_features, voice_features

TABLE = ROOT / "src/sayso/annotate/voices/tables/certainty.tsv"
RIDGE = 0.5
LEAST = 3
FOLDS = 10
STEPS = 1000
DOUBTS = (
    *(
        "distance",
        "gender unknown",
        "inner",
        "it or they",
        "low margin",
        "new definite",
        "rivals",
        "weak",
        "way=namesake",
    ),
    *("claim without cue", "claim without source", "claim short", "claim inner"),
    *("source far", "source inner", "source missing", "source long"),
)
"""What is a doubt never adds certainty."""
RUNNING = 3.0
"""Log odds that a quotation that runs on is its speaker's: few are labelled, so set by hand."""
HEADER = "# Weights of the certainty of voices and claims. Made by bench/train/voices/certainty.py.\n"
Matrix = NDArray[np.float64]
Row = tuple[str, dict[str, float], bool]


def voices() -> list[Row]:
    """(group, features, right) of voices with given spans; one told in the same words elsewhere counts once."""
    found, seen = [], set()
    for source in (example_desk(), voice_examples()):
        for example in source:
            for speaking, one, truth in said(example):
                a, name = one.attribution, truth.get("who") or truth.get("name")
                words = " ".join(example.report.text[x:y] for x, y in (*a.source, *a.content))
                if name and words not in seen:
                    seen.add(words)
                    features = voice_features(one.found, speaking.mentions[speaking.said.index(one)], a)
                    found.append((example.group, features, same_name(one.found.speaker.name, name)))
    return found


def finds() -> tuple[list[Row], list[Row]]:
    """The same of the claims that the model finds, and of the sources of those that are some."""
    claims, sources, seen = [], [], set()
    for example in (*example_desk(), *polnear()):
        if example.report.text in seen:
            continue
        seen.add(example.report.text)
        for _, one, truth in said(as_found(example)):
            a = one.attribution
            if a.level and "level" not in truth and truth.get("flat"):
                continue
            claims.append((example.group, claim_features(example.report.text, a), bool(truth["found"])))
            if truth["found"] and (a.source or a.cue):
                sources.append((example.group, source_features(a), meets(a.source, truth["source"])))
    return claims, sources


def fit(x: Matrix, y: Matrix, doubts: NDArray[np.bool_]) -> Matrix:
    """Logistic weights by accelerated projected gradient (FISTA, Beck and Teboulle 2009); the bias, which is the first,
    is not penalised."""
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 0.0
    steepest = np.linalg.eigvalsh(x.T @ x)[-1] / 4 + RIDGE
    weights = ahead = np.zeros(x.shape[1])
    pace = 1.0
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ ahead))
        new = ahead - (x.T @ (p - y) + penalty * ahead) / steepest
        new[doubts] = new[doubts].clip(max=0.0)
        faster = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        weights, ahead, pace = new, new + (pace - 1) / faster * (new - weights), faster
    return weights


def fitted(labelled: list[Row], bias: str) -> dict[str, float]:
    """Weights by name; prints how sure they are of texts they have not seen."""
    counts = Counter(name for _, features, _ in labelled for name in features)
    names = [bias, *sorted(name for name, n in counts.items() if n >= LEAST and name != bias)]
    x = np.array([[features.get(name, 0.0) for name in names] for _, features, _ in labelled])
    y = np.array([float(right) for _, _, right in labelled])
    doubts = np.array([name in DOUBTS for name in names])
    groups = sorted({group for group, _, _ in labelled})
    fold = np.array([groups.index(group) * 7919 % FOLDS for group, _, _ in labelled])
    p = np.zeros_like(y)
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k], doubts)))
    skill = 1 - ((p - y) ** 2).mean() / (y.mean() * (1 - y.mean()))
    line = {"bench": f"voices.train.certainty.{bias}", "rows": len(y), "right": round(100 * float(y.mean()), 1)}
    print(json.dumps({**line, "brier_skill": round(float(skill), 3)}))
    return dict(zip(names, fit(x, y, doubts).tolist(), strict=True))


def main() -> None:
    """Fit all three."""
    claims, sources = finds()
    weights = fitted(voices(), "voice") | fitted(sources, "source") | fitted(claims, "claim")
    weights["source running"] = RUNNING
    TABLE.write_text(HEADER + "".join(f"{name}\t{w:.3f}\n" for name, w in weights.items()), "utf-8")


if __name__ == "__main__":
    main()
