"""``sayso findings --kind event``: filters, the table, and what is refused."""

import csv
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from cli.running import Run
from cli.running import sayso as command
from sayso import annotate
from sayso.annotate.events import EVENTS
from sayso.publish.plover import COLUMNS

TEXT = (
    "Norway condemned Chile. Norway imposed sanctions on six Chilean banks. "
    "Two Chilean envoys were expelled by Norway on March 2."
)


WEIGHTS = resources.files("sayso.annotate.encoder") / "models" / "events.onnx"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    if not WEIGHTS.is_file():
        pytest.skip("the weights of the event model are not in the package yet: bench/train/events")
    every = tuple(dict.fromkeys((*annotate.ANNOTATORS, EVENTS)))
    monkeypatch.setattr(annotate, "ANNOTATORS", every)
    annotate.annotators.cache_clear()
    folder = tmp_path / "desk"
    assert command("new", folder).code == 0
    line = {"outlet": "First", "published": "2031-03-03", "title": "A\tship", "text": TEXT}
    assert command("-d", folder, "add", "-", "-j", 1, stdin=json.dumps(line) + "\n").code == 0
    yield folder
    annotate.annotators.cache_clear()


@pytest.mark.parametrize(
    ("options", "types"),
    [
        ((), {"ACCUSE", "SANCTION"}),
        (("--type", "accuse"), {"ACCUSE"}),
        (("--type", "SANCTION/expel"), {"SANCTION"}),
        (("--type", "SANCTION", "--actor", "CHL"), set()),
        (("--actor", "NOR"), {"ACCUSE", "SANCTION"}),
        (("--recipient", "CHL", "--type", "ACCUSE"), {"ACCUSE"}),
        (("--status", "happened"), {"ACCUSE", "SANCTION"}),
        (("--status", "planned"), set()),
        (("--place", "Oslo"), set()),
    ],
)
def test_filters(options: tuple[str, ...], types: set[str], desk: Path, run: Run) -> None:
    ran = run("-d", desk, "findings", "--kind", "event", *options, "--json")
    assert ran.code == 0
    assert {line["body"]["type"] for line in ran.lines} == types


def test_the_limit_counts_what_was_asked_for(desk: Path, run: Run) -> None:
    words = ("-d", desk, "findings", "--kind", "event", "--type", "SANCTION", "--json")
    everything = run(*words).lines
    assert run(*words, "--limit", 1).lines == everything[:1]


def test_the_table(desk: Path, run: Run) -> None:
    ran = run("-d", desk, "findings", "--kind", "event", "--actor", "NOR", "--tsv")
    rows = list(csv.DictReader(ran.out.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert ran.code == 0
    assert tuple(rows[0]) == COLUMNS
    assert {row["Actor Country"] for row in rows} == {"NOR"}
    assert {row["Headline"] for row in rows} == {"A ship"}
    assert all(TEXT[int(row["Start"]) : int(row["End"])] == row["Trigger"] for row in rows)


@pytest.mark.parametrize(
    "options",
    [
        ("--type", "ASSAULT"),
        ("--kind", "claim", "--tsv"),
        ("--kind", "event", "--type", "ATTACK"),
        ("--kind", "event", "--type", "ASSAULT/kick"),
        ("--kind", "event", "--status", "maybe"),
    ],
)
def test_what_is_no_question_is_refused(options: tuple[str, ...], small: Path, run: Run) -> None:
    assert run("-d", small, "findings", *options).code == 2
