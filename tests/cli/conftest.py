import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import EXAMPLES, OPENS, SHUTS, Run, sayso
from testweb import Web


@pytest.fixture(scope="session")
def run() -> Run:
    return sayso


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example desk; a test that changes a desk takes ``small``."""
    folder = tmp_path_factory.mktemp("desks") / "examples"
    assert sayso("new", folder).code == 0
    shutil.copy(EXAMPLES / "desk.toml", folder / "desk.toml")
    assert sayso("-d", folder, "add", EXAMPLES / "reports", "-j", 1).code == 1  # one page of it is garbage
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A desk of two reports, to be changed."""
    folder = tmp_path / "desk"
    said = (
        {"id": "one", "outlet": "First", "published": "2031-03-03", "title": "Harbour opens", "text": OPENS},
        {"id": "two", "outlet": "Second", "published": "2031-03-04", "title": "Harbour shuts", "text": SHUTS},
    )
    assert sayso("new", folder).code == 0
    lines = "".join(json.dumps(line) + "\n" for line in said)
    assert sayso("-d", folder, "add", "-", "-j", 1, stdin=lines).code == 0
    return folder


@pytest.fixture
def web() -> Iterator[Web]:
    """An empty web on loopback."""
    with Web() as running:
        yield running
