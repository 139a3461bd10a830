"""Voices by themselves: the spans of the attributions are given as the hand-read reports have them, the rest is found.

Hand-read reports (seventeen: bench/gold and the shared ones): names of voices, standing, stance, polarity, hops; a name
counts as the scorer of reports counts it, half of its words or its last word, never another state. Macro-F1 leaves
out classes seen fewer than five times. Actor codes are given by the actors annotator, as in a run. No guess of a stance
comes with the spans, so stance here is what cue and content say alone.

Certainty: of the voices, how often names of each certainty are right (``--reliability`` prints the diagram), the Brier
skill against always saying the average, and the share right among the upper half. The example desk stands beside, with
the weights fitted on it. Speed: words of the unlabelled reports a CPU second, attributions given.
"""

import gzip
import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "train/voices")]

from data import Example, Given, example_desk, spans  # noqa: E402
from floors import limits, skip  # noqa: E402

from sayso.annotate.actors import ACTORS  # noqa: E402
from sayso.annotate.annotator import Page  # noqa: E402
from sayso.annotate.voices import resolver_of, speak  # noqa: E402
from sayso.annotate.voices.lexicon import nation_of  # noqa: E402
from sayso.model import Finding, Report  # noqa: E402
from sayso.text import words  # noqa: E402

NAME = "voices"
DATA = Path(os.environ.get("SAYSO_DATA", HERE.parents[1] / "shared/data"))
MODEL_CASE = "000_8e562ed075d4c182"
FLOORS = {
    "voice_f1": 93.0, "standing_macro_f1": 80.0, "stance_macro_f1": 70.0, "hops_f1": 85.0, "polarity_accuracy": 92.0,
    "model_case_voices": 26.0, "words_per_cpu_second": 30_000.0,
}  # fmt: skip
RARE = 5
"""A class seen fewer times is left out of macro-F1, as the scorer of reports does."""
STEPS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Edges of the reliability diagram."""
STOP = frozenset({"the", "a", "an", "of", "s", "and", "in", "for", "to"})


@dataclass(slots=True)
class Score:
    """What was asked and what was found."""

    names: list[tuple[float, bool]] = field(default_factory=list)
    """Certainty of each voice, and whether its name is right."""
    standing: list[tuple[str, str]] = field(default_factory=list)
    stance: list[tuple[str, str]] = field(default_factory=list)
    polarity: list[bool] = field(default_factory=list)
    hops: Counter[str] = field(default_factory=Counter)

    @property
    def voice_f1(self) -> float:
        return 100 * sum(right for _, right in self.names) / len(self.names)

    @property
    def hops_f1(self) -> float:
        return 200 * self.hops["right"] / max(1, self.hops["found"] + self.hops["labelled"])


def main() -> None:
    """Measure and print."""
    tell("desk", scored(example_desk()))
    if not (DATA / "gold").exists():
        skip(NAME, "no hand-read reports: set SAYSO_DATA")
        return
    reports = list(hand_read())
    score = scored(reports)
    tell("", score)
    say(
        "model_case_voices",
        sum(right for _, right in scored(e for e in reports if e.group == MODEL_CASE).names),
    )
    certainty(score.names)
    say("words_per_cpu_second", speed())


def tell(of: str, score: Score) -> None:
    """Print the figures of some reports."""
    prefix = f"{of}_" if of else ""
    say(f"{prefix}voice_f1", score.voice_f1)
    say(f"{prefix}standing_macro_f1", macro(score.standing))
    say(f"{prefix}stance_macro_f1", macro(score.stance))
    say(f"{prefix}stance_accuracy", 100 * sum(a == b for a, b in score.stance) / len(score.stance))
    say(f"{prefix}polarity_accuracy", 100 * sum(score.polarity) / len(score.polarity))
    say(f"{prefix}hops_f1", score.hops_f1)


def say(metric: str, value: float) -> None:
    """Print a measurement with the floor that floors.toml or this bench has for it."""
    line: dict[str, object] = {"bench": NAME, "metric": metric, "value": float(f"{value:.4g}")}
    limit = limits().get((NAME, metric))
    bound = limit.bound if limit else FLOORS.get(metric)
    print(json.dumps(line if bound is None else {**line, "floor": bound}), flush=True)


def hand_read() -> Iterator[Example]:
    """The hand-read reports, each checked to be the text that was read."""
    with gzip.open(DATA / "corpus/iran-2019.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = {row["id"]: row["text"] for row in map(json.loads, rows)}
    texts[MODEL_CASE] = (DATA / f"corpus/{MODEL_CASE}.txt").read_bytes().decode("utf-8")
    for path in sorted([*(HERE / "gold").glob("*.json"), *(DATA / "gold").glob("*.json")]):
        gold = json.loads(path.read_text("utf-8"))
        text = texts.get(gold["id"]) or path.with_suffix(".txt").read_bytes().decode("utf-8")
        if hashlib.sha256(text.encode()).hexdigest() != gold["sha256"]:
            raise SystemExit(f"{gold['id']}: not the text that was read")
        yield _example(gold, text)


def _example(gold: dict[str, Any], text: str) -> Example:
    given, truth = [], []
    for claim in gold["claims"]:
        source, cue = ([span] if span else [] for span in (claim["voice"], claim["cue"]))
        given.append(
            Given(spans(source), spans(cue), spans(claim["content"]), claim.get("level", 0), form=claim["form"])
        )
        truth.append({**claim, "polarity": claim.get("polarity", 1)})
    report = Report(text, outlet=gold["outlet"], published=gold["published"], language="en")
    return Example(gold["id"], report, tuple(given), tuple(truth))


def scored(examples: Iterator[Example] | Sequence[Example]) -> Score:
    """Voices and claims of reports against what is true of them."""
    score = Score()
    for example in examples:
        page = Page(example.report, {}, f"{NAME}/0")
        actors = list(ACTORS.run(Page(example.report, {}, ACTORS.by)))
        findings = speak(page, example.attributions, resolver_of(actors))
        voices = {f.id: f for f in findings if f.kind == "voice"}
        claims: dict[object, list[Finding]] = {}
        for claim in (f for f in findings if f.kind == "claim"):
            claims.setdefault((claim.spans, claim.body["level"], str(claim.body["cue"])), []).append(claim)
        for attribution, truth in zip(example.attributions, example.truth, strict=True):
            key = (attribution.content, attribution.level, str([list(span) for span in attribution.cue]))
            same = claims[key]
            claim = same.pop(0) if len(same) > 1 else same[0]
            _count(score, claim, voices[claim.body["voices"][0]], truth)
    return score


def _count(score: Score, claim: Finding, voice: Finding, truth: dict[str, Any]) -> None:
    if truth["who"] and "unspecified" not in truth["who"]:
        score.names.append((voice.confidence, same(voice.body["name"], truth["who"])))
        score.standing.append((truth["standing"], voice.body["standing"]))
    score.stance.append((truth["stance"], claim.body["stance"]))
    score.polarity.append(truth["polarity"] == claim.body["polarity"])
    found = {" ".join(words(hop["name"])) for hop in claim.body["via"]}
    wanted = {" ".join(words(hop if isinstance(hop, str) else hop["name"])) for hop in truth["via"]}
    right = sum(any(w in f or f in w for f in found) for w in wanted)
    score.hops.update(right=right, found=len(found), labelled=len(wanted))


def same(name: str, wanted: str) -> bool:
    """Whether a name is one of the wanted ones (parted by |), as the scorer of reports counts it."""
    have, state = _plain(name)
    for one in wanted.split("|"):
        want, other = _plain(one)
        core = want - other or want
        if not want or (state and other and not state & other):
            continue
        last = one.split()[-1].casefold()
        if len(have & core) >= max(1, -(-len(core) // 2)) or (last in have and last not in STOP):
            return True
    return False


def _plain(name: str) -> tuple[set[str], set[str]]:
    """The words of a name, states as their codes, and the states among them."""
    for full, short in (
        ("united states", "USA"),
        ("united kingdom", "UK"),
        ("saudi arabia", "Saudi"),
        ("u.s.", "USA"),
    ):
        name = name.replace(full, short).replace(full.title(), short).replace(full.upper(), short)
    states = {}
    for word in name.replace("’", "'").split():
        nation = nation_of(word.strip("'\"(),"))
        if nation is not None and nation.kind != "seat":
            states[words(word)[0]] = nation.code.casefold()
    found = {states.get(word, word) for word in words(name)} - STOP
    return found, set(states.values())


def macro(pairs: Sequence[tuple[str, str]]) -> float:
    """Macro-F1 over the classes that are labelled often enough."""
    scores = []
    for kind, times in Counter(gold for gold, _ in pairs).items():
        if times >= RARE:
            right = sum(gold == found == kind for gold, found in pairs)
            scores.append(200 * right / (times + sum(found == kind for _, found in pairs)))
    return sum(scores) / len(scores)


def certainty(names: Sequence[tuple[float, bool]]) -> None:
    """Brier skill, the upper half, and on request the reliability diagram."""
    average = sum(right for _, right in names) / len(names)
    brier = sum((sure - right) ** 2 for sure, right in names) / len(names)
    say("brier_skill", 1 - brier / (average * (1 - average)))
    upper = sorted(names, key=lambda pair: -pair[0])[: len(names) // 2]
    say("upper_half_precision", 100 * sum(right for _, right in upper) / len(upper))
    if "--reliability" in sys.argv:
        for low, high in pairwise(STEPS):
            held = [right for sure, right in names if low <= sure < high]
            share = f"{sum(held) / len(held):.2f}" if held else "-"
            print(f"  certainty {low:.2f} to {high:.2f}: {len(held):4d} voices, right {share}")


def speed() -> float:
    """Words a CPU second of the hand-read reports, their attributions given, without the actors annotator."""
    reports = list(hand_read())
    total = sum(len(example.report.text.split()) for example in reports)
    begun = time.process_time()
    for example in reports:
        speak(Page(example.report, {}, f"{NAME}/0"), example.attributions)
    return total / (time.process_time() - begun)


if __name__ == "__main__":
    main()
