"""The made desk, served for real on a port of this machine."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from made import made_desk
from served import Site

from sayso.web.app import make_app
from sayso.web.serving import listening


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The made desk, served."""
    folder: Path = tmp_path_factory.mktemp("desks") / "made"
    with made_desk(folder) as desk, listening(0) as at:
        server = uvicorn.Server(uvicorn.Config(make_app(desk), log_level="critical", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [at]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Site(desk, at.getsockname()[1])
        server.should_exit = True
        thread.join()
