"""Tables and pages for people: numbers, actors, places, parties."""

from pathlib import Path

import pytest

from cli.running import Run
from sayso.answers.lines import PartyLine
from sayso.contract import fault

COMMANDS = (
    "findings --kind quantity",
    "findings --kind quantity --of troops --about XTO",
    "findings --kind actor",
    "findings --kind place",
    "findings --kind voice --voice Aume",
    "party Torrund",
    "party XKA --limit 2",
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("width", [20, 80, 200])
def test_a_page_of_any_width(command: str, width: int, examples: Path, run: Run) -> None:
    ran = run("-d", examples, *command.split(), columns=width)
    assert (ran.code, ran.err) == (0, "")
    assert max(len(line) for line in ran.out.split("\n") if "--limit" not in line) <= max(width, 24)


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_was_there_before(command: str, examples: Path, run: Run) -> None:
    words = ("-d", examples, *command.split(), "--as-of", "2001-01-01")
    assert run(*words).code == 0
    assert run(*words, "--json").lines == []


def test_numbers_say_who_says_them_and_through_how_many_origins(examples: Path, run: Run) -> None:
    out = run("-d", examples, "findings", "--kind", "quantity", "--of", "dead", columns=200).out
    (row,) = [line for line in out.split("\n") if "at least 12 people" in line]
    assert "Health Ministry" in row
    assert "Harbour FM" in row
    assert row.rstrip().endswith(" 1"), "five outlets, one origin"
    assert "the report itself" in out


def test_numbers_as_json_are_findings(examples: Path, run: Run) -> None:
    lines = run("-d", examples, "findings", "--kind", "quantity", "--of", "troops", "--json").lines
    assert {line["body"]["unit"] for line in lines} == {"troop"}
    about = run(
        "-d", examples, "findings", "--kind", "quantity", "--of", "troops", "--about", "XTO", "--json"
    ).lines
    ids = [line["id"] for line in lines]
    assert 0 < len(about) < len(lines)
    assert [line["id"] for line in about] == [key for key in ids if key in {line["id"] for line in about}]


def test_what_is_counted_goes_with_its_kind(examples: Path, run: Run) -> None:
    ran = run("-d", examples, "findings", "--of", "troops")
    assert (ran.code, ran.out) == (2, "")


def test_actors_with_the_role_of_the_day(examples: Path, run: Run) -> None:
    out = run("-d", examples, "findings", "--kind", "actor", "--limit", 10000, columns=200).out
    horvik = [line.split("  ") for line in out.split("\n") if "Lena Horvik" in line]
    assert {line[0].strip() for line in horvik} >= {"XKA.MIL.MOD"}
    assert "defence minister" in out


def test_a_region_is_never_shown_as_a_point(examples: Path, run: Run) -> None:
    lines = run("-d", examples, "findings", "--kind", "place", "--json").lines
    wide = {line["body"]["name"] for line in lines if line["body"]["precision"] in ("region", "country")}
    assert wide
    out = run("-d", examples, "findings", "--kind", "place", "--limit", 10000, columns=200).out
    for row in out.split("\n"):
        if "  region  " in row or "  country  " in row:
            assert " N," not in row
            assert " S," not in row


def test_a_party_by_name_and_by_code(examples: Path, run: Run) -> None:
    by_name = run("-d", examples, "party", "Torrund", "--json").lines
    assert by_name == run("-d", examples, "party", "XTO", "--json").lines
    assert all(fault(line, PartyLine) is None for line in by_name)
    assert {line["part"] for line in by_name} == {"said", "told"}
    said = [line for line in by_name if line["part"] == "said"]
    assert "Karsten Aume" in {name for line in said for name in line["who"]}
    assert not {"Ilva Denrik", "Mirel Tasko"} & {name for line in said for name in line["who"]}
    brigades = run("-d", examples, "party", "Free Shore Brigades", "--json").lines
    assert not {key for line in brigades if line["part"] == "said" for key in line["claims"]} & {
        key for line in said for key in line["claims"]
    }


def test_a_party_over_some_days(examples: Path, run: Run) -> None:
    lines = run("-d", examples, "party", "Torrund", "--since", "2031-03-20", "--json").lines
    assert lines
    assert all(line["published"] >= "2031-03-20" for line in lines)
    assert (
        run("-d", examples, "party", "Torrund", "--limit", 1, "--json").lines
        == run("-d", examples, "party", "Torrund", "--json").lines[:1]
    )


def test_a_party_nobody_knows(examples: Path, run: Run) -> None:
    ran = run("-d", examples, "party", "Atlantis")
    assert (ran.code, ran.out) == (2, "")
    assert "parties of the desk: Kaldria, Torrund" in ran.err
