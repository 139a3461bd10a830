"""Corrections, retractions, erasure: added rows, asked for as they stood before and after."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.running import OPENS, Run


@pytest.fixture
def quantity(small: Path, run: Run) -> dict[str, Any]:
    found = run("-d", small, "findings", "--kind", "quantity", "--json").lines
    assert [line["body"]["value"] for line in found] == [40]
    return found[0]


def instant() -> str:
    """Now; the clock moves on before and after, so that no row can share it."""
    time.sleep(0.002)
    moment = datetime.now(UTC).isoformat()
    time.sleep(0.002)
    return moment


def test_a_correction_stands_in_for_what_it_corrects(small: Path, quantity: dict[str, Any], run: Run) -> None:
    before = instant()
    words = (
        "correct",
        quantity["id"][:10],
        "--set",
        "value=41",
        "--set",
        "bound=at_least",
        "--why",
        "miscounted",
    )
    ran = run("-d", small, *words, "--json")
    assert ran.code == 0
    (edge,) = ran.lines
    assert (edge["kind"], edge["right"], edge["by"]) == ("corrects", quantity["id"], "user:ana")
    listing = ("-d", small, "findings", "--kind", "quantity", "--json")
    (now,) = run(*listing).lines
    assert (now["body"]["value"], now["body"]["bound"], now["by"]) == (41, "at_least", "user:ana")
    assert now["quotes"] == quantity["quotes"]
    assert {line["id"] for line in run(*listing, "--all").lines} == {now["id"], quantity["id"]}
    assert run(*listing, "--as-of", before).lines == [quantity]
    assert run("-d", small, "edges", "--kind", "corrects", "--json").lines == [edge]
    assert run("-d", small, "status", "--check").code == 0


def test_a_correction_can_move_a_finding(small: Path, quantity: dict[str, Any], run: Run) -> None:
    start = OPENS.index("40")
    ran = run(
        *("-d", small, "correct", quantity["id"], "--set", "unit=ship", "--why", "the number alone"),
        *("--spans", f"{start}:{start + 2}", "--who", "user:bo"),
    )
    assert ran.code == 0
    assert "by user:bo replaces" in ran.out
    (now,) = run("-d", small, "findings", "--kind", "quantity", "--json").lines
    assert (now["quotes"], now["by"]) == (["40"], "user:bo")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "value"), "--set value: write it FIELD=VALUE"),
        (("--set", "=3"), "--set =3: write it FIELD=VALUE"),
        (("--set", "value=many"), "--set: value: 'many' is not of type"),
        (("--set", "value=true"), "--set: value: True is not of type"),
        (("--set", "value=NaN"), "--set: value: nan is not of type"),
        (("--set", "value=1e999"), "--set: value: inf is not of type"),
        (("--set", "bound=roughly"), "--set: bound: 'roughly' is none of"),
        (("--set", "colour=red"), "--set: no field colour; known: value, high"),
        (("--set", "unit=\udce9"), "--set: not valid utf-8 text"),
        (("--set", "value=40"), "--set: that is what the finding says already"),
        (("--set", "value=41", "--spans", "5"), "--spans 5:"),
        (("--set", "value=41", "--spans", "5:5000"), "write them like 120:145,160:170"),
        (("--set", "value=41", "--spans", "5:5"), "write them like 120:145,160:170"),
    ],
)
def test_a_correction_that_cannot_be(
    words: tuple[str, ...], said: str, small: Path, quantity: dict[str, Any], run: Run
) -> None:
    ran = run("-d", small, "correct", quantity["id"], "--why", "x", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert run("-d", small, "findings", "--kind", "quantity", "--json", "--all").lines == [quantity]


def test_what_is_retracted_leaves_the_listings(small: Path, quantity: dict[str, Any], run: Run) -> None:
    before = instant()
    assert run("-d", small, "retract", quantity["id"], "--why", "no ships", "--json").lines == [
        {"retracted": quantity["id"], "what": "finding"}
    ]
    listing = ("-d", small, "findings", "--kind", "quantity", "--json")
    assert run(*listing).lines == []
    assert run(*listing, "--all").lines == run(*listing, "--as-of", before).lines == [quantity]
    report = quantity["report"]
    assert run("-d", small, "retract", report, "--why", "a hoax").out == f"Retracted the report {report}.\n"
    assert report not in {line["id"] for line in run("-d", small, "reports", "--json").lines}
    assert report in {line["id"] for line in run("-d", small, "reports", "--json", "--all").lines}
    assert run("-d", small, "search", "harbour", "--json").lines[0]["report"] != report


def test_what_is_erased_is_gone_and_stays_gone(small: Path, quantity: dict[str, Any], run: Run) -> None:
    report = quantity["report"]
    assert run("-d", small, "erase", report[:12], "--why", "court order", "--yes").code == 2
    assert run("-d", small, "erase", report, "--why", "court order", "--yes", "--json").lines == [
        {"erased": report}
    ]
    assert run("-d", small, "report", report).code == 2
    assert run("-d", small, "findings", "--json", "--all", "--report", report).lines == []
    held = b"".join(path.read_bytes() for path in small.rglob("*") if path.is_file())
    assert b"We are open to all" not in held
    again = json.dumps({"text": OPENS, "outlet": "First", "published": "2031-03-03"}) + "\n"
    run("-d", small, "add", "-", "-j", 1, stdin=again)
    assert run("-d", small, "report", report).code == 2


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("", 2)])
def test_erasure_asks_first(answer: str, code: int, small: Path, quantity: dict[str, Any], run: Run) -> None:
    ran = run("-d", small, "erase", quantity["report"], "--why", "asked", stdin=answer)
    assert ran.code == code
    assert "Erase “Harbour opens” with all that quotes it? There is no way back" in ran.err
    assert run("-d", small, "report", quantity["report"]).code == (2 if code == 0 else 0)
