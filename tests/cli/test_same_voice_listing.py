"""Unnamed voices that may be one person, as listed: who, where, when, and why."""

import json
from pathlib import Path

import pytest

from cli.running import Run
from sayso.contract import EdgeLine, fault

SAID = (
    (
        "Meridian Wire",
        "2031-03-03",
        "A senior Kaldrian security official told Meridian that the boats were watched.",
    ),
    (
        "The Lyde Ledger",
        "2031-03-05",
        "The fleet stays in port, a Kaldrian security source told Meridian on Wednesday.",
    ),
    ("Hask Post", "2031-03-05", "A senior Torrundi security official told Meridian that the ferry was safe."),
)


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    lines = [json.dumps({"outlet": outlet, "published": day, "text": text}) for outlet, day, text in SAID]
    assert run("new", tmp_path / "desk").code == 0
    assert run("-d", tmp_path / "desk", "add", "-", "-j", 1, stdin="\n".join(lines)).code == 0
    return tmp_path / "desk"


def test_the_reason_is_in_words(desk: Path, run: Run) -> None:
    (line,) = run("-d", desk, "edges", "--kind", "same_voice", "--json").lines
    assert fault(line, EdgeLine) is None
    assert line["judgement"] == "unsure"
    assert line["reasons"] == ["both described as kaldrian security", "both told meridian"]
    shown = run("-d", desk, "edges", "--kind", "same_voice", columns=200).out
    assert "a senior Kaldrian security official (Meridian Wire, 3 March 2031)" in shown
    assert "may be a Kaldrian security source (The Lyde Ledger, 5 March 2031)" in shown
    assert "both described as kaldrian security; both told meridian" in shown
    assert "both told meridian" in run("-d", desk, "edges", columns=200).out


def test_it_can_be_taken_back(desk: Path, run: Run) -> None:
    (line,) = run("-d", desk, "edges", "--kind", "same_voice", "--json").lines
    assert run("-d", desk, "retract", line["id"], "--why", "two persons").code == 0
    assert run("-d", desk, "edges", "--kind", "same_voice").out == "No edges.\n"


def test_a_description_is_no_name(desk: Path, run: Run) -> None:
    out = run("-d", desk, "findings", "--kind", "voice", "--voice", "Kaldrian security", columns=200).out
    assert "The name also fits: " in out
