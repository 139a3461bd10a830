"""``sayso serve`` as a process: where it listens, how it ends, what it refuses."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.web.serving import listening

SAYSO = [sys.executable, "-c", "from sayso.cli import main; main()"]


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    subprocess.run([*SAYSO, "new", str(tmp_path / "desk")], check=True, capture_output=True)
    command = [*SAYSO, "-d", str(tmp_path / "desk"), "serve", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = json.loads(process.stdout.readline())
        assert said["desk"] == "desk"
        assert said["address"].startswith("http://127.0.0.1:")
        with urllib.request.urlopen(said["address"], timeout=30) as answer:
            assert b"<h1>Today" in answer.read()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "sayso: interrupted; what was done is kept\n")


def test_it_listens_on_the_loopback_address_alone() -> None:
    with listening(0) as at:
        assert at.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_refused_with_what_to_do() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(UsageError, match="give another: --port"),
    ):
        listening(taken.getsockname()[1])
