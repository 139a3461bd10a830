"""The command as a process of its own: pipes, terminals, signals, processes."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import EXAMPLES, HERE

COMMAND = [sys.executable, "-c", "from sayso.cli import main; main()"]
REPORTS = EXAMPLES / "reports"


def start(*words: object, **more: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **HERE, **more.pop("env", {})}  # type: ignore[dict-item]
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": _heed_interrupts, **more}
    return subprocess.Popen([*COMMAND, *map(str, words)], env=environment, **piped)  # type: ignore[call-overload,no-any-return]


def _heed_interrupts() -> None:
    """A suite started in the background ignores Ctrl-C, and what it starts would inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def ended(*words: object, **more: object) -> int:
    """The exit code of a command that was waited for."""
    with start(*words, **more) as process:
        process.communicate()
        return process.returncode


def test_output_is_the_same_bytes_for_any_number_of_processes() -> None:
    many = (REPORTS / "reports.jsonl").read_bytes().splitlines(keepends=True)
    given = b"".join([*many, b'{"text": 5}\n', *many])
    printed = set()
    for processes in (1, 2, 4):
        process = start("read", "-", "--json", "-j", processes, stdin=subprocess.PIPE)
        out, _ = process.communicate(given)
        assert process.returncode == 1
        printed.add(out)
    assert len(printed) == 1
    assert out.count(b"\n") == 2 * len(many) + 1


def test_order_of_the_rest_makes_no_difference() -> None:
    lines = (REPORTS / "reports.jsonl").read_bytes().splitlines()[:12]
    printed = []
    for given in (lines, lines[::-1]):
        process = start("read", "-", "--json", "-j", "1", stdin=subprocess.PIPE)
        out, _ = process.communicate(b"\n".join(given))
        printed.append([line.replace(f"-:{n}".encode(), b"-") for n, line in enumerate(out.splitlines(), 1)])
    assert printed[0] == printed[1][::-1]


def test_a_reader_who_has_gone_is_no_error() -> None:
    process = start("read", REPORTS, "--json", "-j", "1")
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), told) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_cannot_show_every_letter(encoding: str) -> None:
    process = start("read", REPORTS, "-j", "1", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    out, err = process.communicate()
    assert (process.returncode, err) == (1, b"")
    assert ("المضيق" in out.decode(encoding)) == (encoding == "utf-8")


def test_json_is_utf8_whatever_the_terminal() -> None:
    lines = []
    for encoding in ("ascii", "utf-8"):
        process = start("read", REPORTS, "--json", "-j", "1", env={"PYTHONIOENCODING": encoding, "LC_ALL": "C"})
        lines.append(process.communicate()[0])
    assert lines[0] == lines[1]
    assert "المضيق" in lines[0].decode()


@pytest.mark.parametrize("processes", [1, 2])
def test_an_interrupted_run_says_so_and_keeps_what_was_done(processes: int, tmp_path: Path) -> None:
    assert ended("new", tmp_path / "desk") == 0
    line = json.loads((REPORTS / "reports.jsonl").read_text(encoding="utf-8").splitlines()[0])
    with (tmp_path / "many.jsonl").open("w", encoding="utf-8") as file:
        for number in range(4000):
            file.write(json.dumps({**line, "url": f"https://x.example/{number}"}) + "\n")
    words = ("-d", tmp_path / "desk", "add", tmp_path / "many.jsonl", "--json", "-j", processes)
    process = start(*words, start_new_session=True)
    assert process.stdout
    first = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert err == b"sayso: interrupted; what was done is kept\n"
    told = [json.loads(said)["report"] for said in (first + out).splitlines()]
    listed = start("-d", tmp_path / "desk", "reports", "--json").communicate()[0]
    assert 0 < len(told) < 4000
    assert set(told) <= {json.loads(said)["id"] for said in listed.splitlines()}


def test_reading_alone_opens_no_desk(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said so.", encoding="utf-8")
    process = start("read", "a.txt", "--json", cwd=tmp_path, env={"SAYSO_DESK": str(tmp_path / "none")})
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert json.loads(out)["report"]["text"] == "He said so."
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_help_loads_nothing_heavy() -> None:
    heavy = (
        "sqlalchemy",
        "onnxruntime",
        "trafilatura",
        "lxml",
        "numpy",
        "alembic",
        "jinja2",
        "fastapi",
        "pydantic",
    )
    code = f"""
import sys
from typer.testing import CliRunner
from sayso.cli.app import app
assert CliRunner().invoke(app, ["--help"]).exit_code == 0
print([name for name in {heavy!r} if name in sys.modules])
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_pressing_on_after_an_interrupt_finishes(tmp_path: Path) -> None:
    """What an interrupted run left is done by the next one, whatever that is asked to add."""
    assert ended("new", tmp_path / "desk") == 0
    process = start("-d", tmp_path / "desk", "add", REPORTS / "reports.jsonl", "--json", "-j", "1")
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert ended("-d", tmp_path / "desk", "add", REPORTS / "chartroom-0305.txt", "-j", "1") == 0
    listed = start("-d", tmp_path / "desk", "reports", "--json").communicate()[0]
    assert len(listed.splitlines()) == 42
