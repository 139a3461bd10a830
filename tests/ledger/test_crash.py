"""A run that is killed loses nothing it acknowledged; ``bench/ledger_crash`` does it twenty times."""

from pathlib import Path

from crashing import storm


def test_a_killed_run_loses_nothing(tmp_path: Path, url: str) -> None:
    told = storm(tmp_path, url, number=60, kills=3, seed=1)
    assert told.reports == 60
