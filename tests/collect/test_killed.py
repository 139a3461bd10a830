"""Collecting that is killed loses nothing it acknowledged; ``bench/collect_crash`` does it twenty times."""

from pathlib import Path

from killing import storm

from testweb import Web


def test_collecting_that_is_killed_loses_nothing(web: Web, tmp_path: Path, url: str) -> None:
    assert storm(tmp_path, url, web, hosts=12, kills=4, seed=1).reports == 96
