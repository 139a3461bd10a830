"""A report's chain and a voice's record on the example desk, for people and as JSON."""

from pathlib import Path

import pytest

from cli.running import Run
from sayso.answers.lines import RecordLine, WayLine
from sayso.contract import fault


def of_outlet(examples: Path, run: Run, outlet: str, words: str) -> str:
    found = run("-d", examples, "search", f'"{words}"', "--outlet", outlet, "--json").lines
    return str(found[0]["report"])


def test_every_claim_has_its_chain_and_each_hop_its_words(examples: Path, run: Run) -> None:
    key = of_outlet(examples, run, "Harbour FM", "one of its drones")
    report = run("-d", examples, "report", key, "--json").lines[0]
    claims = {line["id"] for line in report["findings"] if line["kind"] == "claim"}
    lines = run("-d", examples, "report", key, "--chain", "--json").lines
    told = [claim["id"] for line in lines for claim in line["claims"]]
    assert sorted(told) == sorted(claims), "each once"
    text = report["report"]["text"]
    for line in lines:
        assert fault(line, WayLine) is None
        assert line["links"][-1]["kind"] == "page"
        assert line["links"][-1]["name"] == "Harbour FM"
        assert "Meridian Wire" in [link["name"] for link in line["links"]]
        for link in line["links"]:
            assert link["quotes"] == [text[start:end] for start, end in link["spans"]]


def test_the_agency_that_an_uncredited_copy_has_its_words_from_is_in_the_chain(
    examples: Path, run: Run
) -> None:
    key = of_outlet(examples, run, "The Anwe Mail", "one of its drones")
    lines = run("-d", examples, "report", key, "--chain", "--json").lines
    agency = [link for line in lines for link in line["links"] if link["shown_by"] == "copy"]
    assert {link["name"] for link in agency} == {"Meridian Wire"}
    assert all(link["from_report"] for link in agency)


@pytest.mark.parametrize("width", [20, 80, 200])
def test_a_chain_for_people(width: int, examples: Path, run: Run) -> None:
    key = of_outlet(examples, run, "Harbour FM", "one of its drones")
    ran = run("-d", examples, "report", key, "--chain", columns=width)
    assert ran.code == 0
    assert max(map(len, ran.out.split("\n"))) <= max(width, 24)
    if width == 200:
        assert "Karsten Aume → Meridian Wire → Harbour FM\n" in ran.out
        assert "How the page came by its words" in ran.out


def test_a_chain_is_no_page(examples: Path, run: Run) -> None:
    assert run("-d", examples, "report", "ab", "--chain", "--html").code == 2


def test_nobody_speaks(tmp_path: Path, run: Run) -> None:
    run("new", tmp_path / "desk")
    added = run(
        "-d", tmp_path / "desk", "add", "-", "--json", stdin='{"text": "Rain fell on Lumen all night."}\n'
    )
    key = added.lines[0]["report"]
    assert "Nobody is made to say anything in it." in run("-d", tmp_path / "desk", "report", key, "--chain").out
    assert run("-d", tmp_path / "desk", "report", key, "--chain", "--json").lines == []


def test_a_surname_finds_the_record_of_who_bears_it(examples: Path, run: Run) -> None:
    words = ("-d", examples, "findings", "--kind", "voice", "--voice")
    (line,) = run(*words, "Aume", "--record", "--json").lines
    assert fault(line, RecordLine) is None
    assert line["name"] == "Karsten Aume"
    assert "deny" in line["counts"]
    published = [saying["published"] for saying in line["sayings"]]
    assert published == sorted(published)
    most = max(line["sayings"], key=lambda saying: len(saying["outlets"]))
    assert len(most["outlets"]) > most["origins"]["known"] == 1, "copies are no confirmation"
    shown = run(*words, "Aume", columns=200).out
    assert shown.startswith("Karsten Aume")
    assert "denies" in shown


def test_without_a_wish_for_the_record_the_json_is_findings(examples: Path, run: Run) -> None:
    lines = run("-d", examples, "findings", "--kind", "voice", "--voice", "Aume", "--json").lines
    assert {line["kind"] for line in lines} == {"voice"}
    assert len(lines) > 1


def test_a_name_that_fits_several_is_said(examples: Path, run: Run) -> None:
    ran = run("-d", examples, "findings", "--kind", "claim", "--voice", "ministry", columns=200)
    assert "The name fits: " in ran.out


def test_a_record_of_nobody(examples: Path, run: Run) -> None:
    words = ("-d", examples, "findings", "--kind", "voice", "--voice", "Xyzzy")
    assert run(*words).out == "No voice answers to “Xyzzy”.\n"
    assert run(*words, "--record", "--json").lines == []
    assert run("-d", examples, "findings", "--record").code == 2
