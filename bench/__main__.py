"""Run the benches and hold what they measure to ``floors.toml``.

usage: python -m bench [--prove] [--raise] [NAME …]

A bench is a file of this folder that prints JSON lines: ``{"bench", "metric", "value"}`` or, where it could not
run, ``{"bench", "skipped"}``. ``--prove`` runs the long forms and the soaks; ``--raise`` lifts the floors that were
beaten, and never lowers one.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from floors import FILE, Limit, limits  # noqa: E402  # benches are scripts that import from their own folder

SOAKS = ("ledger_crash",)
"""Run only under ``--prove``."""
_NOT_BENCHES = ("__main__", "floors", "toponyms")
_ROOM = 0.98
"""A raised floor stands so far under what was measured, so that noise does not fail the next run."""


def main() -> int:
    """Run, print, judge."""
    options = {word for word in sys.argv[1:] if word.startswith("--")}
    names = [word for word in sys.argv[1:] if not word.startswith("--")]
    if options - {"--prove", "--raise"} or set(names) - set(benches(soaks=True)):
        print(__doc__, "\nbenches:", ", ".join(benches(soaks=True)))
        return 2
    measured: list[dict[str, object]] = []
    failed = []
    for name in names or benches(soaks="--prove" in options):
        lines, fine = run(name, prove="--prove" in options)
        measured += lines
        failed += [] if fine else [name]
    if "--raise" in options:
        lift(measured)
    print(f"bench: {', '.join(failed)} failed" if failed else "bench: every figure holds")
    return 1 if failed else 0


def benches(*, soaks: bool) -> list[str]:
    """Names of the benches, in order."""
    names = (path.stem for path in sorted(HERE.glob("*.py")) if path.stem not in _NOT_BENCHES)
    return [name for name in names if not name.startswith("_") and (soaks or name not in SOAKS)]


def run(name: str, *, prove: bool) -> tuple[list[dict[str, object]], bool]:
    """What one bench printed, and whether it ended well with every figure held."""
    environment = {**os.environ, **({"SAYSO_PROVE": "1"} if prove else {})}
    begun = time.monotonic()
    print(f"— {name}", flush=True)
    ran = subprocess.run(
        [sys.executable, HERE / f"{name}.py"], capture_output=True, text=True, env=environment, check=False
    )
    lines = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith('{"bench"')]
    held = [told(line) for line in lines]
    missing = {metric for bench, metric in limits() if bench == name} - {line.get("metric") for line in lines}
    skipped = any("skipped" in line for line in lines)
    if missing and not skipped:
        print(f"    not measured: {', '.join(sorted(missing))}")
    print(f"    {time.monotonic() - begun:.0f} s")
    if ran.returncode != 0:
        print(ran.stderr[-4000:])
    return lines, all(held) and ran.returncode == 0 and not (missing and not skipped)


def told(line: dict[str, object]) -> bool:
    """Print one figure; whether it holds."""
    if "skipped" in line:
        print(f"    skipped: {line['skipped']}")
        return True
    limit, value = limit_of(line), line["value"]
    if limit is None or not isinstance(value, int | float):
        print(f"    {line['metric']:<44} {value}")
        return True
    holds = limit.holds(value)
    print(f"    {line['metric']:<44} {value:<12} {limit}{'' if holds else '   FAILS'}")
    return holds


def limit_of(line: dict[str, object]) -> Limit | None:
    """What a figure is held to."""
    return limits().get((str(line["bench"]), str(line["metric"])))


def lift(measured: list[dict[str, object]]) -> None:
    """Write higher floors where figures beat them by more than the room left for noise."""
    text = FILE.read_text(encoding="utf-8")
    for line in measured:
        limit, value = ("skipped" not in line and limit_of(line)) or None, line.get("value")
        if limit is None or limit.speed or not limit.is_floor or not isinstance(value, int | float):
            continue
        raised = float(f"{value * _ROOM:.3g}")
        if raised > limit.bound:
            text = lifted(text, str(line["bench"]), str(line["metric"]), raised)
    FILE.write_text(text, encoding="utf-8")


def lifted(text: str, bench: str, metric: str, raised: float) -> str:
    """The file with one plain floor raised."""
    before, head, after = text.partition(f"[{bench}]\n")
    table, line, rest = after.partition("\n[")
    table = re.sub(rf"^{re.escape(metric)} = [\d.]+$", f"{metric} = {raised:g}", table, flags=re.MULTILINE)
    return before + head + table + line + rest


if __name__ == "__main__":
    sys.exit(main())
