"""Fit the weights of stances: python bench/train/voices/stance.py

Reads the project's own labelled claims (data.py), fits a multinomial logistic regression with a ridge penalty on the
features of sayso.annotate.voices.stance, prints ten-fold cross-validated figures as a JSON line, and writes
src/sayso/annotate/voices/tables/stance.tsv. Deterministic; some seconds on one core.
"""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
from data import ROOT, attribution_examples, example_desk, said, stance_examples
from numpy.typing import NDArray

from sayso.annotate.voices.stance import STANCES

TABLE = ROOT / "src/sayso/annotate/voices/tables/stance.tsv"
RIDGE = 2.0
"""Penalty on squared weights, per example: chosen by the cross-validation below."""
LEAST = 3
"""A feature seen less often is left out."""
LEAST_WORD = 5
"""The same for words of the content."""
UNMARKED = 0.15
"""Weight of an assertion in the examples of attribution, where assert is also what stands for an unmarked stance."""
FOLDS = 10
STEPS = 400
RATE = 0.1
HEADER = """# Weights of features for each stance, in the order of STANCES. Made by bench/train/voices/stance.py.
# feature	assert	deny	threaten	demand	promise	estimate	question	decline
"""
IN_NEWS = 0.65 * np.array([0.56, 0.09, 0.07, 0.08, 0.07, 0.07, 0.02, 0.04]) + 0.35 / len(STANCES)
"""Weight of each stance, in the order of STANCES: its share on the example desk, roughly, drawn a third of the way to
equal shares; cross-validated macro-F1 on the desk is best between a quarter and a half."""
Matrix = NDArray[np.float64]


def rows() -> list[tuple[str, tuple[str, ...], int, float]]:
    """(group, features, stance, weight) of every labelled claim, claims that repeat another word for word left out."""
    found: dict[tuple[tuple[str, ...], str], tuple[str, tuple[str, ...], int, float]] = {}
    for source, trust in ((example_desk(), 1.0), (stance_examples(), 1.0), (attribution_examples(), UNMARKED)):
        for example in source:
            for speaking, one, truth in said(example):
                names = tuple(speaking.stance_features(one, speaking.standing(one)))
                words = " ".join(
                    example.report.text[a:b] for a, b in (*one.attribution.cue, *one.attribution.content)
                )
                sure = trust if truth["stance"] == "assert" else 1.0
                found.setdefault((names, words), (example.group, names, STANCES.index(truth["stance"]), sure))
    return list(found.values())


def fit(x: Matrix, y: NDArray[np.int64], sure: Matrix, ridge: float = RIDGE) -> Matrix:
    """Weights [features, stances] by Adam on the penalised likelihood, every stance counting as often as in news."""
    counts = np.bincount(y, weights=sure, minlength=len(STANCES)).clip(1)
    share = (IN_NEWS / counts * len(y))[y] * sure
    target = np.eye(len(STANCES))[y]
    weights = np.zeros((x.shape[1], len(STANCES)))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        z = x @ weights
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        slope = x.T @ ((p - target) * share[:, None]) / len(y) + ridge * weights / len(y)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def macro(gold: NDArray[np.int64], guess: NDArray[np.int64]) -> float:
    scores = []
    for k in range(len(STANCES)):
        hit = int(((gold == k) & (guess == k)).sum())
        scores.append(2 * hit / max(1, int((gold == k).sum()) + int((guess == k).sum())))
    return 100 * float(np.mean(scores))


def main() -> None:
    labelled = rows()
    counts = Counter(name for _, names, _, _ in labelled for name in names)
    names = sorted(
        name for name, n in counts.items() if n >= (LEAST_WORD if name.startswith("word=") else LEAST)
    )
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(labelled), len(names)))
    for i, (_, has, _, _) in enumerate(labelled):
        for name in has:
            if name in index:
                x[i, index[name]] = 1
    y = np.array([stance for _, _, stance, _ in labelled])
    sure = np.array([trust for _, _, _, trust in labelled])
    groups = sorted({group for group, _, _, _ in labelled})
    fold = np.array([groups.index(group) * 7919 % FOLDS for group, _, _, _ in labelled])
    guess = np.zeros_like(y)
    for k in range(FOLDS):
        guess[fold == k] = (x[fold == k] @ fit(x[fold != k], y[fold != k], sure[fold != k])).argmax(1)
    weights = fit(x, y, sure)
    lines = ("\t".join([name, *(f"{w:.2f}" for w in weights[i])]) for name, i in index.items())
    TABLE.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    print(json.dumps({
        "bench": "voices.train.stance", "claims": len(y), "features": len(names),
        "macro_f": round(macro(y, guess), 1), "accuracy": round(100 * float((guess == y).mean()), 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
