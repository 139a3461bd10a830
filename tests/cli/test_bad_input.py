"""Input that is broken or means harm: an issue each, the rest done, within a gigabyte of memory."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import HERE

WRONG_TYPES = [
    *("[]", "1", "null", "{", "nonsense", "{}", '{"text": 5}', '{"text": "x", "id": true}', "[" * 100_000),
    *(
        '{"text": "x", "title": {}}',
        '{"text":"x\\u0000y"}',
        '{"text":"x\\ud800y"}',
        '{"id":' + "9" * 10_000 + "}",
    ),
]
GOOD = '{"text": "He said so.", "published": "2019-05-16"}'
FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "read.empty"),
    "empty.jsonl": (b"", "read.empty"),
    "empty.jsonl.gz": (b"", "read.empty"),
    "blank.txt": (b" \r\n\t", "read.empty"),
    "controls.txt": (bytes(range(1, 32)) * 1000, "read.binary"),
    "random.txt": (os.urandom(1 << 20), "read.binary"),
    "nul.txt": (b"He said\0 so.", "read.bad-characters"),
    "surrogate.txt": (b"He said \xed\xa0\x80 so.", "read.bad-characters"),
    "no-gzip.jsonl.gz": (b"hello", "read.bad-archive"),
    "cut.jsonl.gz": (gzip.compress(os.urandom(100_000))[:50_000], "read.bad-archive"),
}
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("broken")
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content)
    (folder / "types.jsonl").write_text("\n".join([*WRONG_TYPES, GOOD]), encoding="utf-8")
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    with (folder / "long.txt").open("wb") as plain, (folder / "long.jsonl").open("wb") as lines:
        lines.write(b'{"text": "')
        for _ in range(200):
            plain.write(b"x" * MEGABYTE)
            lines.write(b"x" * MEGABYTE)
        lines.write(f'"}}\n{GOOD}\n'.encode())
    with gzip.open(folder / "bomb.jsonl.gz", "wb") as file:
        for _ in range(40):
            file.write(b"\n" * (10 * MEGABYTE))
    (folder / "wide.jsonl").write_bytes(b'{"text": "He said so.", "x": [' + b"{}," * 2_600_000 + b"{}]}")
    yield folder
    for path in folder.iterdir():
        path.unlink()  # two hundred megabytes are not to lie about until the next run


def measured(*words: object) -> tuple[int, bytes, bytes, int]:
    """Exit code, output, errors and the most memory held, in megabytes."""
    command = [sys.executable, "-c", "from sayso.cli import main; main()", *map(str, words)]
    watch = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]);"
        "sys.stderr.write('%d' % resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss);"
        "sys.exit(done.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, *command], capture_output=True, env={**os.environ, **HERE}, check=False
    )
    err, _, kilobytes = done.stderr.rpartition(b"\n") if b"\n" in done.stderr else (b"", b"", done.stderr)
    return done.returncode, done.stdout, err, int(kilobytes) // 1024


def codes(lines: bytes) -> dict[str, set[str]]:
    """Codes of what was lost, by the name of the file."""
    told: dict[str, set[str]] = {}
    for line in map(json.loads, lines.splitlines()):
        for issue in line["issues"]:
            if issue["level"] == "lost":
                told.setdefault(Path(issue["item"]).name.partition(":")[0], set()).add(issue["code"])
    return told


def check(lines: bytes) -> None:
    wanted = {name: {code} for name, (_, code) in FILES.items()}
    wanted["types.jsonl"] = {"read.bad-json", "read.bad-field", "read.bad-characters"}
    wanted |= {
        "dangling.txt": {"read.vanished"},
        "none.txt": {"read.vanished"},
        "a.docx": {"read.unknown-form"},
    }
    wanted |= {"long.txt": {"read.too-large"}, "long.jsonl": {"read.too-large"}, "bomb.jsonl.gz": {"read.bomb"}}
    assert codes(lines) == wanted
    assert sum(json.loads(line)["report"] is not None for line in lines.splitlines()) == 3


def test_reading_it(broken: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").touch()
    code, out, err, memory = measured(
        "read", "--json", "-j", 1, broken, tmp_path / "none.txt", tmp_path / "a.docx"
    )
    assert (code, err) == (1, b"")
    check(out)
    assert memory < 1000


def test_adding_it(broken: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").touch()
    desk = tmp_path / "desk"
    assert measured("new", desk)[0] == 0
    words = ("-d", desk, "add", "--json", "-j", 1, broken, tmp_path / "none.txt", tmp_path / "a.docx")
    code, out, err, memory = measured(*words)
    assert (code, err) == (1, b"")
    check(out)
    assert memory < 1000
    listed = measured("-d", desk, "issues", "--json")[1]
    rows = b"".join(json.dumps({"issues": [json.loads(line)]}).encode() + b"\n" for line in listed.splitlines())
    assert codes(rows) == codes(out)


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123
        file.write(b"He said so.")
    code, out, err, _ = measured("read", tmp_path, os.fsencode(tmp_path).decode() + "/gone\udce9.txt", "--json")
    assert (code, err) == (1, b"")
    kept, lost = map(json.loads, out.splitlines())
    assert kept["report"]["text"] == "He said so."
    assert lost["issues"][0]["item"] == f"{tmp_path}/gone�.txt"
    desk = tmp_path / "desk"
    assert measured("new", desk)[0] == 0
    code, out, err, _ = measured("-d", desk, "add", tmp_path / "caf\udce9.txt", "--json")
    assert (code, err) == (0, b"")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take on an account that may not read")
def test_a_folder_without_permission(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path("/tmp") / f"sayso-{os.getpid()}"  # the account must be able to come here
    try:
        (folder / "closed").mkdir(parents=True)
        (folder / "closed").chmod(0o700)
        (folder / "open.txt").write_text("He said so.", encoding="utf-8")
        code = f"""
import io, os
from sayso import pipeline
list(pipeline.read([{str(folder / "open.txt")!r}], io.BytesIO()))  # what is loaded on first use is loaded by now
os.setgid(65534); os.setuid(65534)
for outcome in pipeline.read([{str(folder)!r}, {str(folder / "closed" / "a.txt")!r}], io.BytesIO()):
    print(bool(outcome.report), [issue.code for issue in outcome.issues])
"""
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert told.stdout.splitlines() == [
            "False ['read.vanished']",
            "True []",
            "False ['read.vanished']",
        ]
    finally:
        (folder / "open.txt").unlink()
        (folder / "closed").rmdir()
        folder.rmdir()
