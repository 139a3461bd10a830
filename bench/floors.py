"""What measurements are held to, and how a bench tells them.

``floors.toml`` holds a table for each bench. A number is a floor; ``{floor = 0.5}``, ``{ceiling = 2}`` and
``{floor = 300, speed = true}`` say more: a speed depends on the machine, so it fails only below half its floor
(or above twice its ceiling).
"""

import json
import math
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "floors.toml"
PROVE = bool(os.environ.get("SAYSO_PROVE"))
"""Whether the long form of a bench is wanted: ``python -m bench --prove``."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one metric is held to."""

    bound: float
    is_floor: bool = True
    speed: bool = False

    def met(self, value: float) -> bool:
        """Whether a measured value is as good as it should be."""
        return value >= self.bound if self.is_floor else value <= self.bound

    def holds(self, value: float) -> bool:
        """Whether a measured value is good enough: a speed may be half as good as it should be."""
        return self.met(value * 2 if self.is_floor else value / 2) if self.speed else self.met(value)

    def raised(self, value: float) -> str | None:
        """The limit as a better value makes it, to four digits and never beyond the value; None for no better."""
        if self.speed or value == 0 or not self.met(value) or value == self.bound:
            return None
        step = 10.0 ** (math.floor(math.log10(abs(value))) - 3)
        steps = math.floor(value / step) if self.is_floor else math.ceil(value / step)
        return f"{steps * step:.4g}" if self.met(steps * step) else None

    def __str__(self) -> str:
        return f"{'≥' if self.is_floor else '≤'} {self.bound:g}{' (speed)' if self.speed else ''}"


def parse(value: object) -> Limit:
    """The limit of one entry of ``floors.toml``. Raises ``ValueError`` for what is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Limit(float(value))
    if isinstance(value, dict) and len(bounds := {"floor", "ceiling"} & set(value)) == 1:
        (name,) = bounds
        return Limit(float(value[name]), name == "floor", bool(value.get("speed", False)))
    raise ValueError(f"{value!r} is neither a number nor one of {{floor = …}}, {{ceiling = …}}")


@cache
def limits() -> dict[tuple[str, str], Limit]:
    """All limits, by bench and metric."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {(bench, metric): parse(value) for bench, table in tables.items() for metric, value in table.items()}


def say(bench: str, metric: str, value: float) -> None:
    """Print a measurement with what it is held to."""
    line: dict[str, object] = {"bench": bench, "metric": metric, "value": float(f"{value:.4g}")}
    if limit := limits().get((bench, metric)):
        line["floor" if limit.is_floor else "ceiling"] = limit.bound
    print(json.dumps(line), flush=True)


def skip(bench: str, reason: str) -> None:
    """Say that a bench, or a part of it, could not run."""
    print(json.dumps({"bench": bench, "skipped": reason}), flush=True)
