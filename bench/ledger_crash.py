"""``sayso add`` killed twenty times at random moments, on both databases. Under ``--prove`` only."""

import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests" / "ledger"))

from _storm import KILLS, both
from crashing import Told, storm

REPORTS = 400


def main() -> None:
    """Storm both."""
    both("ledger_crash", _storm)


def _storm(folder: Path, url: str, seed: int) -> Told:
    return storm(folder, url, REPORTS, KILLS, seed=seed)


if __name__ == "__main__":
    main()
