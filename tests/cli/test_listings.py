"""Every listing, for people and as JSON lines, with its filters."""

from pathlib import Path
from typing import Any

import pytest

from cli.running import Run
from sayso.contract import BODIES, EdgeLine, FindingLine, HitLine, IssueLine, ListedLine, fault

LISTINGS: dict[str, Any] = {
    "reports": ListedLine,
    "findings": FindingLine,
    "edges": EdgeLine,
    "issues": IssueLine,
    "search minister": HitLine,
}


@pytest.mark.parametrize("command", LISTINGS)
def test_json_is_the_contracts_and_nothing_else(command: str, examples: Path, run: Run) -> None:
    ran = run("-d", examples, *command.split(), "--json")
    assert (ran.code, ran.err) == (0, "")
    for line in ran.lines:
        assert fault(line, LISTINGS[command]) is None
        if command == "findings":
            assert fault(line["body"], BODIES[line["kind"]]) is None


@pytest.mark.parametrize("command", LISTINGS)
def test_limits(command: str, examples: Path, run: Run) -> None:
    everything = run("-d", examples, *command.split(), "--json").lines
    assert run("-d", examples, *command.split(), "--json", "--limit", 2).lines == everything[:2]


@pytest.mark.parametrize("command", LISTINGS)
def test_as_it_stood_before_anything_was_there(command: str, examples: Path, run: Run) -> None:
    words = ("-d", examples, *command.split(), "--json", "--as-of")
    assert run(*words, "2001-01-01T00:00:00Z").lines == []
    assert run(*words, "2001-01-01").lines == []
    assert run(*words, "2100-01-01").lines == run("-d", examples, *command.split(), "--json").lines


@pytest.mark.parametrize("command", LISTINGS)
@pytest.mark.parametrize("width", [5, 20, 80, 200])
def test_a_terminal_of_any_width(command: str, width: int, examples: Path, run: Run) -> None:
    ran = run("-d", examples, *command.split(), "--limit", 3, columns=width)
    assert ran.code == 0
    assert max(map(len, ran.out.split("\n"))) <= max(width, 24)


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (("reports", "--outlet", "meridian wire"), lambda line: line["outlet"] == "Meridian Wire"),
        (("reports", "--since", "2031-03-20"), lambda line: line["published"] >= "2031-03-20"),
        (("reports", "--until", "2031-03-03"), lambda line: line["published"] < "2031-03-04"),
        (
            ("reports", "--since", "2031-03", "--until", "2031-03"),
            lambda line: line["published"][:7] == "2031-03",
        ),
        (("findings", "--kind", "quantity"), lambda line: line["kind"] == "quantity"),
        (("findings", "--kind", "claim", "--outlet", "Northlight"), lambda line: line["kind"] == "claim"),
        (("issues", "--code", "read"), lambda line: line["stage"] == "read"),
        (("issues", "--code", "annotate.language"), lambda line: line["code"] == "annotate.language"),
        (("search", "ferry", "-crew"), lambda line: "ferry" in line["snippet"].lower()),
        (("search", "title:ferry"), lambda line: "ferry" in line["title"].lower()),
        (("search", "flight records"), lambda line: "flight records" in line["snippet"]),
        (("search", "observ*", "--since", "2031-03-11"), lambda line: line["published"] >= "2031-03-11"),
        (("search", "الكالدرية"), lambda line: line["report"]),
    ],
)
def test_filters(words: tuple[str, ...], holds: Any, examples: Path, run: Run) -> None:
    lines = run("-d", examples, *words, "--json").lines
    assert lines
    assert all(map(holds, lines))


def test_findings_of_one_report_of_one_voice(examples: Path, run: Run) -> None:
    claims = run("-d", examples, "findings", "--kind", "claim", "--json").lines
    report = claims[0]["report"]
    of_report = run("-d", examples, "findings", "--report", report, "--json").lines
    assert {line["report"] for line in of_report} == {report}
    of_voice = run("-d", examples, "findings", "--kind", "claim", "--voice", "Karsten Aume", "--json").lines
    assert 0 < len(of_voice) < len(claims)


def test_newest_first_and_undated_last(examples: Path, run: Run) -> None:
    days = [line["published"] for line in run("-d", examples, "reports", "--json").lines]
    dated = [day for day in days if day]
    assert days[: len(dated)] == dated
    assert [day[:10] for day in dated] == sorted((day[:10] for day in dated), reverse=True)


def test_a_word_not_wanted_is_no_option(examples: Path, run: Run) -> None:
    with_it = {line["report"] for line in run("-d", examples, "search", "ferry", "--json").lines}
    for word in ("-hask", "-crew", "-json"):
        without = {line["report"] for line in run("-d", examples, "search", "ferry", word, "--json").lines}
        assert without <= with_it


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reports", "--since", "2099-01-01"), "No reports. Add some: sayso add PATH"),
        (("findings", "--since", "2099-01-01"), "No such findings."),
        (("edges", "--kind", "corrects"), "No edges."),
        (("search", "xyzzy"), "Nothing found."),
        (("issues", "--code", "ledger"), "No issues."),
    ],
)
def test_nothing_there_is_said(words: tuple[str, ...], said: str, examples: Path, run: Run) -> None:
    ran = run("-d", examples, *words)
    assert (ran.code, ran.out) == (0, f"{said}\n")


def test_what_is_cut_is_said(examples: Path, run: Run) -> None:
    assert "The first 50; more with --limit, all with --json." in run("-d", examples, "findings").out
