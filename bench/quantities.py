"""Quantities: values and units of labelled news sentences, hand-read reports, words a CPU second.

News sentences (CQE): a found quantity matches one labelled in its sentence when the values are equal; of a range the
low ends count. Labelled ages and durations are left out, for they are no quantities here. Value and unit: the same
among money, percentages and counted things, the unit equal as a word (``13,000 workers`` is ``worker``).

Hand-read reports: a quantity matches when it overlaps the labelled words and has the same value.
"""

import gzip
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import say, skip

from sayso.annotate import annotate
from sayso.annotate.quantities import QUANTITIES
from sayso.annotate.quantities.measures import MEASURES
from sayso.annotate.times import TIMES
from sayso.model import Finding, Report

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2] / "shared/data"))
SHOW = "--misses" in sys.argv
DURATIONS = {
    *("year", "month", "day", "hour", "minute", "second", "week", "decade", "century", "millisecond"),
    *("year of age", "month of age", "day of age", "age"),
}
MONEY = {
    "dollar": "usd",
    "united states dollar": "usd",
    "euro": "eur",
    "pound sterling": "gbp",
    "japanese yen": "jpy",
    "australian dollar": "aud",
    "hong kong dollar": "hkd",
    "shekel": "ils",
    "danish krone": "dkk",
    "malaysian ringgit": "myr",
    "croatian kuna": "hrk",
}
"""What the labels call currencies."""
PEOPLE = {"people", "american", "americans", "german"}
OTHER_MEASURES = {
    *("unit", "share", "-", "foot pound-force", "pound-mass", "pound-foot", "newton metre", "farad", "celsius"),
    *("fahrenheit", "win above replacement", "parts-per-billion", "milliampere-hour", "test per day"),
}


MODEL_CASE = {
    (150_000, "person"),
    (5_200, "troop"),
    (170_000, "troop"),
    (14 * 10**9, "USD"),
    (53 * 10**9, "USD"),
}


@dataclass(slots=True)
class Count:
    """What was right, found and labelled."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    @property
    def f1(self) -> float:
        return 200 * self.right / (self.found + self.labelled)


def main() -> None:
    """Measure and print."""
    if not (DATA / "quantities" / "newsquant-dev.json").exists():
        skip("quantities", "no labelled sentences: set SAYSO_DATA")
        return
    _sentences()
    _hand_read()
    _model_case()
    _speed()


def _quantities(text: str, published: str | None = None) -> list[Finding]:
    report = Report(
        text, published=published, published_precision="day" if published else "none", language="en"
    )
    return [f for f in annotate(report, (), (TIMES, QUANTITIES)) if f.kind == "quantity"]


def _sentences() -> None:
    values, units = Count(), Count()
    for item in json.loads((DATA / "quantities" / "newsquant-dev.json").read_bytes()):
        labels = [q for q in item["quantities"] if q["normalized_unit"] not in DURATIONS]
        found = _quantities(item["text"])
        values.found += len(found)
        values.labelled += len(labels)
        units.found += sum(_thing(f.body["unit"]) for f in found)
        units.labelled += sum(_thing(_unit(q)) for q in labels)
        _match(labels, found, values, units, item["text"])
    say("quantities", "value_f1", values.f1)
    say("quantities", "value_and_unit_f1", units.f1)


def _match(
    labels: Sequence[dict[str, str]], found: list[Finding], values: Count, units: Count, text: str
) -> None:
    left = list(found)
    for label in labels:
        equal = [f for f in left if _same(f.body["value"], _value(label["value"]))]
        hit = min(equal, key=lambda f: not _same_unit(f.body["unit"], _unit(label)), default=None)
        if hit:
            left.remove(hit)
            values.right += 1
            units.right += _thing(_unit(label)) and _same_unit(hit.body["unit"], _unit(label))
        elif SHOW:
            print("missed", label["value"], label["unit"], "|", text, file=sys.stderr)
    if SHOW:
        for finding in left:
            print("extra", finding.body["value"], finding.quotes, "|", text, file=sys.stderr)


def _value(label: str) -> float:
    low, dash, _ = label.replace(" ", "")[1:].partition("-")
    return float(label.strip()[0] + low) if dash and "E" not in label else float(label)


def _same(left: float, right: float) -> bool:
    return abs(left - right) <= 1e-6 * max(1, abs(right))


def _unit(label: dict[str, str]) -> str:
    unit = label["normalized_unit"].lower().partition(" per ")[0]
    if unit.startswith("percentage"):
        return "percent"
    if unit.startswith("% "):
        return "share"
    return "person" if unit in PEOPLE else MONEY.get(unit, unit)


def _thing(unit: str) -> bool:
    """Whether a unit is money, a percentage or a counted thing, not a measure or unknown."""
    unit = unit.lower()
    return bool(unit) and unit not in OTHER_MEASURES and unit not in {m.lower() for m in MEASURES.values()}


def _same_unit(found: str, label: str) -> bool:
    return found.lower() == label or found.lower().split()[-1] == label.split()[-1]


def _hand_read() -> None:
    count = Count()
    for path in sorted((DATA / "gold").glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_bytes())
        text = path.with_suffix(".txt").read_bytes().decode()
        left = _quantities(text, gold["published"])
        count.found += len(left)
        count.labelled += len(gold["quantities"])
        for label in gold["quantities"]:
            start, end = label["span"]
            overlapping = (f for f in left if f.spans[0][0] < end and start < f.spans[0][1])
            hit = next((f for f in overlapping if _same(f.body["value"], label["value"])), None)
            if hit:
                left.remove(hit)
                count.right += 1
    say("quantities", "hand_read_f1", count.f1)


def _model_case() -> None:
    """The share of the model case's five numbers that are found."""
    text = (DATA / "corpus" / "000_8e562ed075d4c182.txt").read_bytes().decode()
    found = {(f.body["value"], f.body["unit"]) for f in _quantities(text, "2019-05-16")}
    say("quantities", "model_case_share", len(found & MODEL_CASE) / len(MODEL_CASE))


def _speed() -> None:
    """Times and quantities together, on whole reports."""
    lines = gzip.decompress((DATA / "corpus" / "iran-2019.jsonl.gz").read_bytes()).decode().splitlines()
    reports = [
        Report(item["text"], published=item["published"], published_precision="day", language="en")
        for item in map(json.loads, lines)
    ]
    words = sum(len(report.text.split()) for report in reports)
    rates = []
    for _ in range(3):
        begun = time.process_time()
        for report in reports:
            annotate(report, (), (TIMES, QUANTITIES))
        rates.append(words / (time.process_time() - begun))
    say("quantities", "words_per_cpu_second_with_times", max(rates))


if __name__ == "__main__":
    main()
