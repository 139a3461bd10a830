"""How long the command line takes to begin, in the CPU time of an empty Python."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from floors import say

RUNS = 15
SAYSO = ("-c", "from sayso.cli import main; main()")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        path = Path(folder) / "short.txt"
        path.write_text("The minister said on Friday that 90 ships had left the harbour.\n", encoding="utf-8")
        empty = _least("-c", "pass")
        say("startup", "help_to_empty_python", _least(*SAYSO, "--help") / empty)
        say("startup", "read_to_empty_python", _least(*SAYSO, "read", "--json", str(path)) / empty)


def _least(*arguments: str) -> float:
    """CPU seconds of the quickest of several runs."""
    return min(_cpu(arguments) for _ in range(RUNS))


def _cpu(arguments: tuple[str, ...]) -> float:
    child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)} left with {child.returncode}")
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
