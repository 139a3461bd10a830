"""Fit the certainty of voices: python bench/train/voices/certainty.py

Reads the example desk and examples/voices.txt with the spans of their attributions given, asks of every voice whether
its name is the true one, and fits a logistic function of sayso.annotate.voices.certainty.voice_features with a ridge
penalty. Prints a JSON line with the ten-fold Brier skill and writes src/sayso/annotate/voices/tables/certainty.tsv.
"""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
from data import ROOT, example_desk, said, same_name, voice_examples
from numpy.typing import NDArray

from sayso.annotate.voices.certainty import voice_features

TABLE = ROOT / "src/sayso/annotate/voices/tables/certainty.tsv"
RIDGE = 0.5
LEAST = 3
FOLDS = 10
STEPS = 4000
RATE = 0.01
DOUBTS = (
    "distance",
    "gender unknown",
    "inner",
    "it or they",
    "low margin",
    "new definite",
    "rivals",
    "weak",
    "way=namesake",
)
HEADER = (
    "# Weights of the certainty of a voice. Made by bench/train/voices/certainty.py; do not edit by hand.\n"
)
Matrix = NDArray[np.float64]


def rows() -> list[tuple[str, dict[str, float], bool]]:
    """(group, features, right) of every voice whose true name is known; a repeated report counts once."""
    found, seen = [], set()
    for source in (example_desk(), voice_examples()):
        for example in source:
            for speaking, one, truth in said(example):
                name = truth.get("who") or truth.get("name")
                words = " ".join(
                    example.report.text[a:b] for a, b in (*one.attribution.source, *one.attribution.content)
                )
                if not name or words in seen:
                    continue
                seen.add(words)
                mention = speaking.mentions[speaking.said.index(one)]
                features = voice_features(one.found, mention, one.attribution)
                found.append((example.group, features, same_name(one.found.speaker.name, name)))
    return found


def fit(x: Matrix, y: Matrix, doubts: NDArray[np.bool_]) -> Matrix:
    """Logistic weights by projected gradient; the bias is not penalised, what is a doubt never adds certainty."""
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 0.0
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        weights -= RATE * (x.T @ (p - y) + penalty * weights)
        weights[doubts] = weights[doubts].clip(max=0.0)
    return weights


def main() -> None:
    labelled = rows()
    counts = Counter(name for _, features, _ in labelled for name in features)
    names = ["bias", *sorted(name for name, n in counts.items() if n >= LEAST and name != "bias")]
    x = np.array([[features.get(name, 0.0) for name in names] for _, features, _ in labelled])
    y = np.array([float(right) for _, _, right in labelled])
    doubts = np.array([name in DOUBTS for name in names])
    groups = sorted({group for group, _, _ in labelled})
    fold = np.array([groups.index(group) * 7919 % FOLDS for group, _, _ in labelled])
    p = np.zeros_like(y)
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k], doubts)))
    weights = fit(x, y, doubts)
    TABLE.write_text(
        HEADER + "".join(f"{name}\t{w:.3f}\n" for name, w in zip(names, weights, strict=True)), "utf-8"
    )
    skill = 1 - ((p - y) ** 2).mean() / (y.mean() * (1 - y.mean()))
    print(json.dumps({
        "bench": "voices.train.certainty", "voices": len(y), "right": round(100 * float(y.mean()), 1),
        "brier_skill": round(float(skill), 3),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
