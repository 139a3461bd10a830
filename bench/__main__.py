"""Run the benches and hold what they measure to its floors.

usage: python -m bench [--prove] [--raise] [NAME …]

Each ``bench/NAME.py`` is run by itself and prints lines of JSON: {"bench", "metric", "value"} with, where it has
one, its "floor" or "ceiling"; or {"bench", "skipped": reason}. What ``floors.toml`` says of a metric holds before
what the line says. Leaves with 1 when a bench stops or a value does not hold; ``--raise`` writes better values
into ``floors.toml``.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.floors import FILE, Limit, limits, parse

HERE = Path(__file__).resolve().parent
PROVE_ONLY = frozenset({"collect_crash", "ledger_crash"})
"""Benches too long for every day."""
APART = frozenset({"__main__", "__init__", "floors"})
"""Modules here that are no benches; so are those whose name begins with an underscore."""
LONGEST = 3600
"""Seconds after which a bench is stopped."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One value, and whether it holds."""

    bench: str
    metric: str
    value: float
    limit: Limit | None

    @property
    def verdict(self) -> str:
        """In one word, empty where nothing is asked."""
        if self.limit is None:
            return ""
        if not self.limit.holds(self.value):
            return "FAILED"
        return "slow" if self.limit.speed and not self.limit.met(self.value) else "ok"


def main() -> int:
    """Run what is asked for, print a table, say what failed."""
    options = argparse.ArgumentParser(prog="python -m bench", description="Measure, and hold to floors.")
    options.add_argument("--prove", action="store_true", help="the long forms too")
    options.add_argument("--raise", dest="raising", action="store_true", help="write beaten floors anew")
    options.add_argument("names", nargs="*", metavar="NAME")
    asked = options.parse_args()
    measured: list[Measured] = []
    failed: list[str] = []
    for name in _chosen(asked.names, asked.prove):
        found = list(_run(name, asked.prove, failed))
        for one in found:
            _print(one)
        measured += found
    failed += [f"{one.bench} {one.metric}" for one in measured if one.verdict == "FAILED"]
    if asked.raising:
        raise_floors(measured)
    print(f"\n{len(measured)} values, {len(failed)} failed" + "".join(f"\n  {name}" for name in failed))
    return 1 if failed else 0


def benches() -> list[str]:
    """The names of all benches."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in APART and path.stem[0] != "_")


def _chosen(names: Sequence[str], prove: bool) -> Iterator[str]:
    known = benches()
    if unknown := sorted(set(names) - set(known)):
        raise SystemExit(f"no bench {', '.join(unknown)}; there are {', '.join(known)}")
    for name in names or known:
        if name in PROVE_ONLY and not prove:
            print(f"{name}: skipped, it takes long; run it with --prove")
        else:
            yield name


def _run(name: str, prove: bool, failed: list[str]) -> Iterator[Measured]:
    """What one bench measures, as it comes; a bench that stops is noted in ``failed``."""
    begun = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), **({"SAYSO_PROVE": "1"} if prove else {})}
    command = [sys.executable, str(HERE / f"{name}.py")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        limit = threading.Timer(LONGEST, child.kill)
        limit.start()
        for line in child.stdout or ():
            yield from _read(line, name)
        limit.cancel()
    if child.returncode != 0:
        failed.append(f"{name} left with {child.returncode}")
    print(f"{name}: {time.monotonic() - begun:.0f} s", flush=True)


def _read(line: str, name: str) -> Iterator[Measured]:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    value = said.get("value") if isinstance(said, dict) else None
    if not isinstance(said, dict) or ("skipped" not in said and not isinstance(value, int | float)):
        print(f"{name}: {line.rstrip()}")
    elif "skipped" in said:
        print(f"{said.get('bench', name)}: skipped, {said['skipped']}")
    else:
        bench, metric = str(said.get("bench", name)), str(said["metric"])
        yield Measured(bench, metric, float(value or 0), limits().get((bench, metric)) or _own(said))


def _own(said: dict[str, object]) -> Limit | None:
    """The limit a bench states itself."""
    for name in ("floor", "ceiling"):
        if said.get(name) is not None:
            return parse({name: said[name]})
    return None


def _print(one: Measured) -> None:
    limit = "" if one.limit is None else str(one.limit)
    print(f"  {one.metric:<44} {one.value:>12.4g}  {limit:<18} {one.verdict}", flush=True)


def raise_floors(measured: Sequence[Measured]) -> None:
    """Write values that beat their limit in ``floors.toml`` into it, the rest of the file as it is."""
    values = {(one.bench, one.metric): one.value for one in measured}
    table, lines = "", []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        heading, key = _HEADING.fullmatch(line), line.partition("=")[0].strip()
        table = heading[1] if heading else table
        limit, value = limits().get((table, key)), values.get((table, key))
        better = None if limit is None or value is None else limit.raised(value)
        lines.append(line if better is None else _BOUND.sub(rf"\g<1>{better}", line, count=1))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


_HEADING = re.compile(r"\[([\w-]+)\]\s*")
_BOUND = re.compile(r"(=\s*(?:\{.*?\b(?:floor|ceiling)\s*=\s*)?)[-+\d.eE]+")


if __name__ == "__main__":
    sys.exit(main())
