"""Fit the weights of ``places/weights.json`` on texts with marked places, and say what five folds give.

    SAYSO_DATA=… python bench/train/places.py [--write]

Three sets of weights, a number a feature: ``find`` (logistic regression: is this candidate a place?), ``alone`` and
``together`` (which namesake is meant? a softmax over the namesakes, before and after the story's other places are
known). Features say nothing of the words themselves, so a text cannot be learned by heart. Needs scikit-learn, here
and nowhere else.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from sayso.annotate.actors.pieces import Words
from sayso.annotate.actors.register import shipped
from sayso.annotate.places import resolve as choosing
from sayso.annotate.places.candidates import Candidate, at, candidates, span_of
from sayso.annotate.places.features import Story, features
from sayso.annotate.places.finder import LEAST, no_places
from sayso.annotate.places.namesakes import names
from sayso.annotate.places.resolve import FACTS, Name

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from toponyms import KM, Article, Toponym, geovirus, km, lgl

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "src/sayso/annotate/places/weights.json"
FOLDS = 5
SET_BY_HAND = {"named within": 5.0, "seat": 3.0, "division seat": 1.5}
"""What stands beside a name decides ("Tripoli, Lebanon"); a capital comes before its namesakes, a city before the
division around it. The texts at hand are mostly local American news, where Dublin is in Ohio and Washington a state;
ours are international. It costs one point there."""


# --- is it a place? --------------------------------------------------------------------------------------


def judged(article: Article) -> list[tuple[dict[str, int], bool]]:
    words = Words(article.text)
    blocked = no_places(words, shipped())
    found = candidates(words, blocked)
    story = Story(words, found, blocked, shipped())
    gold = {(t.start, t.end) for t in article.toponyms}
    rows = []
    for candidate in found:
        start, end = span_of(words, candidate)
        rows.append(
            (dict.fromkeys(features(story, candidate), 1), (start, end) in gold or (start, end - 1) in gold)
        )
    return rows


def fit_find(rows: list[tuple[dict[str, int], bool]]) -> dict[str, float]:
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([row for row, _ in rows])
    model = LogisticRegression(C=0.3, max_iter=500).fit(matrix, [y for _, y in rows])
    of = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    of["bias"] = of.get("bias", 0.0) + model.intercept_[0]
    return {name: round(float(w), 3) for name, w in sorted(of.items()) if abs(w) >= 0.005}


# --- which one is it? ------------------------------------------------------------------------------------


def choices(article: Article) -> tuple[list[Name], list[tuple[Name, Toponym]]]:
    words = Words(article.text)
    starts = {w.start: i for i, w in enumerate(words.list)}
    ends = {w.end: i + 1 for i, w in enumerate(words.list)}
    gold: dict[Candidate, Toponym] = {}
    for t in article.toponyms:
        first, last = starts.get(t.start), ends.get(t.end) or ends.get(t.end - 1)
        if first is not None and last is not None and last > first and t.lat is not None:
            gold[at(words, first, last)] = t
    found = [
        c
        for c in candidates(words, no_places(words, shipped()))
        if not any(c.first < g.last and g.first < c.last for g in gold)
    ]
    everything = sorted([*gold, *found], key=lambda c: c.first)
    named = names(words, everything, shipped())
    return named, [(n, gold[c]) for c, n in zip(everything, named, strict=True) if c in gold]


def near(entry: object, t: Toponym) -> bool:
    return km(entry.lat, entry.lon, t.lat, t.lon) <= KM or (t.is_country and entry.kind == "C")


def examples(articles: list[Article], alone: dict[str, float] | None) -> list[tuple[np.ndarray, np.ndarray]]:
    rows = []
    for article in articles:
        named, gold = choices(article)
        said = choosing.Said(named)
        story = None
        if alone is not None:
            distinct = choosing.distinct(named)
            vectors = {n: choosing.vectors(n, said, article.home, None) for n in distinct}
            story = choosing.Story({n: choosing.chances(n, vectors[n], alone) for n in distinct})
        for name, t in gold:
            right = np.array([near(e, t) for e in name.entries], float)
            if len(right) > 1 and 0 < right.sum() < len(right):
                rows.append((np.array(choosing.vectors(name, said, article.home, story), float), right))
    return rows


def fit_choice(rows: list[tuple[np.ndarray, np.ndarray]], steps: int = 200) -> dict[str, float]:
    """Maximum likelihood of the right namesakes, by Adam; a small penalty keeps the weights finite."""
    w, m, v = (np.zeros(len(FACTS)) for _ in range(3))
    for step in range(1, steps + 1):
        gradient = np.zeros(len(FACTS))
        for facts, right in rows:
            scores = facts @ w
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = chance * right / (chance * right).sum()
            gradient += (wanted - chance) @ facts
        gradient = gradient / len(rows) - 1e-3 * w
        m, v = 0.9 * m + 0.1 * gradient, 0.99 * v + 0.01 * gradient**2
        w += 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return {fact: round(float(x), 3) for fact, x in zip(FACTS, w, strict=True)} | SET_BY_HAND


def fold_scores(articles: list[Article]) -> None:
    counts = {source: np.zeros(3) for source in ("lgl", "geovirus")}
    rows = [judged(a) for a in articles]
    for k in range(FOLDS):
        of = fit_find([r for i, each in enumerate(rows) if i % FOLDS != k for r in each])
        for i in range(k, len(articles), FOLDS):
            yes = [(sum(of.get(f, 0.0) for f in row) >= math.log(LEAST / (1 - LEAST)), y) for row, y in rows[i]]
            counts[articles[i].source] += (
                sum(p and y for p, y in yes),
                sum(p for p, _ in yes),
                len(articles[i].toponyms),
            )
    for source, (hit, found, gold) in counts.items():
        print(
            source,
            "mentions, five folds: precision",
            round(hit / found, 3),
            "recall",
            round(hit / gold, 3),
            "F1",
            round(2 * hit / (found + gold), 4),
        )


def main() -> None:
    articles = [*lgl(), *geovirus()]
    fold_scores(articles)
    alone = fit_choice(examples(articles, None))
    of = {
        "find": fit_find([row for a in articles for row in judged(a)]),
        "alone": alone,
        "together": fit_choice(examples(articles, alone)),
    }
    if "--write" in sys.argv:
        TARGET.write_text(json.dumps(of, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
