"""Collecting killed twenty times at random moments, on both databases. Under ``--prove`` only."""

import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1] / "tests" / "collect"))

from _storm import KILLS, both
from killing import Survived, storm

from testweb import Web

HOSTS = 50


def main() -> None:
    """Storm both."""
    both("collect_crash", _storm)


def _storm(folder: Path, url: str, seed: int) -> Survived:
    with Web() as web:
        return storm(folder, url, web, HOSTS, KILLS, seed)


if __name__ == "__main__":
    main()
