"""``sayso add`` killed at random moments, and what must hold after that. Shared by the suite and ``bench``."""

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from killed import said_before_the_kill
from sayso.desk import new_desk, open_desk
from sayso.ledger import Filter, open_ledger

SAYSO = (sys.executable, "-c", "from sayso.cli import main; main()")
ALL = Filter(everything=True)


@dataclass(frozen=True)
class Told:
    """How a storm went: kills, reports acknowledged before the last of them, reports in the end."""

    kills: int
    acknowledged: int
    reports: int


def lines(path: Path, number: int) -> Path:
    """A file of so many invented reports."""
    with path.open("w", encoding="utf-8") as file:
        for count in range(number):
            text = (
                f"On {1 + count % 28} May 2019 {count} ships came to the harbour of Lumen. “We counted {count * 7} "
                f"containers,” said Ana Mirek, the minister. Qaro denied it. " * 4
            )
            file.write(json.dumps({"id": f"n{count}", "text": text, "outlet": "Lumen Courier"}) + "\n")
    return path


def storm(folder: Path, url: str, number: int, kills: int, seed: int) -> Told:
    """Kill ``sayso add`` so often, then let it end. Raises ``AssertionError`` when anything was lost or doubled."""
    rng = random.Random(seed)
    path = lines(folder / "reports.jsonl", number)
    new_desk(folder / "desk")
    environment = {**os.environ, "SAYSO_DATABASE": url}
    acknowledged: set[str] = set()
    for _ in range(kills):
        most = len(acknowledged) + 2 * number // kills  # what is known already is told first
        acknowledged |= _killed(folder / "desk", path, environment, rng, most)
        with open_ledger(url) as ledger:
            kept = {listed.id for listed in ledger.reports(ALL)}
        assert acknowledged <= kept, "what was acknowledged is there"
    before = len(acknowledged)
    command = [*SAYSO, "-d", str(folder / "desk"), "add", "--json", str(path)]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    _hold(folder, path, environment, url)
    return Told(kills, before, number)


def _killed(desk: Path, path: Path, environment: dict[str, str], rng: random.Random, most: int) -> set[str]:
    """The ids acknowledged by one run before it was killed, children and all gone with it."""
    command = [*SAYSO, "-d", str(desk), "add", "--json", "-j", "2", str(path)]
    whole, process = said_before_the_kill(command, environment, rng, most)
    _wait_for_children(process)
    return {said["report"] for said in map(json.loads, whole) if said["report"]}


def _wait_for_children(session: int) -> None:
    """No process the killed one began outlives it."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not any(_session(pid) == session for pid in Path("/proc").glob("[0-9]*")):
            return
        time.sleep(0.05)
    raise AssertionError("a process of the killed run is still there")


def _session(process: Path) -> int:
    try:
        fields = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()
        return 0 if fields[0] == "Z" else int(fields[3])
    except (OSError, IndexError):
        return 0


def _hold(folder: Path, path: Path, environment: dict[str, str], url: str) -> None:
    """The desk is sound, and holds exactly what a desk that was never disturbed holds."""
    said = _asked(folder / "desk", environment, "status", "--check", "--json")
    assert said["faults"] == []
    assert said["rows"]["waiting"] == 0
    new_desk(folder / "calm")
    with open_desk(folder / "calm", {}) as calm, open_ledger(url) as stormy:
        list(calm.add([str(path)], sys.stdin.buffer))
        for ask in ("reports", "findings", "issues"):
            left, right = (sorted(map(_key, getattr(ledger, ask)(ALL))) for ledger in (calm.ledger, stormy))
            assert left == right, ask
        with stormy.database.reading() as connection:
            indexed = connection.exec_driver_sql("SELECT count(*) FROM search").scalar()
        assert indexed == calm.ledger.counts()["report"]


def _key(thing: Any) -> str:
    return str(thing.id) if hasattr(thing, "id") else repr(thing.issue)


def _asked(desk: Path, environment: dict[str, str], *arguments: str) -> Any:
    run = subprocess.run(
        [*SAYSO, "-d", str(desk), *arguments], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(run.stdout)
