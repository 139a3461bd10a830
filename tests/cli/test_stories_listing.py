"""``sayso stories``, ``story`` and ``judge`` as somebody types them."""

import json
from pathlib import Path

import pytest

from cli.running import Run
from sayso.contract import EdgeLine, StoryLine, fault

DEPOT = (
    "A strike on the fuel depot at Port Averil burned two tanks, and firefighters pumped foam onto the tanks."
)
AGAIN = (
    "Two tanks of the fuel depot at Port Averil burned after a strike. Firefighters pumped foam until midday."
)
FERRY = "The ferry Halcyon Tern was boarded off Ollen Island, and its captain was taken to the harbour."
SAID = (
    ("Meridian Wire", "2031-03-03", "Depot struck", DEPOT),
    ("The Lyde Ledger", "2031-03-04", None, AGAIN),
    ("Hask Post", "2031-03-06", "Ferry taken", FERRY),
)


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    lines = [
        json.dumps({"outlet": o, "published": day, "title": title, "text": text})
        for o, day, title, text in SAID
    ]
    assert run("new", tmp_path / "desk").code == 0
    assert run("-d", tmp_path / "desk", "add", "-", "-j", 1, stdin="\n".join(lines)).code == 0
    return tmp_path / "desk"


def test_stories_are_listed_and_shown(desk: Path, run: Run) -> None:
    ferry, depot = run("-d", desk, "stories", "--json").lines
    assert [fault(line, StoryLine) for line in (ferry, depot)] == [None, None]
    assert (ferry["title"], len(ferry["reports"])) == ("Ferry taken", 1)
    assert (depot["first"], depot["last"], depot["origins"]) == ("2031-03-03", "2031-03-04", 2)
    assert depot["id"] == depot["reports"][0]
    shown = run("-d", desk, "stories", columns=120).out
    assert "3 March 2031 – 4 March 2031  2 reports, 2 origins" in shown
    assert run("-d", desk, "stories", "--since", "2031-03-05", "--json").lines == [ferry]
    assert run("-d", desk, "stories", "--until", "2031-03", "--limit", 1, "--json").lines == [ferry]
    assert run("-d", desk, "stories", "--as-of", "2019-01-01", "--json").lines == []
    for report in depot["reports"]:
        assert run("-d", desk, "story", report[:10], "--json").lines == [depot]
    shown = run("-d", desk, "story", depot["id"], columns=120).out
    assert "The Lyde Ledger" in shown
    assert "Hask Post" not in shown


def test_a_person_merges_and_takes_it_back(desk: Path, run: Run) -> None:
    ferry, depot = run("-d", desk, "stories", "--json").lines
    said = ("--kind", "same_story", "--why", "one campaign", "--who", "ana")
    (edge,) = run("-d", desk, "judge", ferry["id"], depot["id"], *said, "--json").lines
    assert fault(edge, EdgeLine) is None
    assert (edge["by"], edge["reasons"]) == ("user:ana", ["one campaign"])
    assert len(run("-d", desk, "stories", "--json").lines) == 1
    assert run("-d", desk, "retract", edge["id"], "--why", "no").code == 0
    assert len(run("-d", desk, "stories", "--json").lines) == 2
    assert "by user:ana" in run("-d", desk, "judge", *depot["reports"], *said, "--is", "no").out
    assert len(run("-d", desk, "stories", "--json").lines) == 3


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--kind", "shares"), "one of same_story"),
        (("--kind", "same_story", "--is", "maybe"), "yes, no or unsure"),
        (("--kind", "same_story"), "are the same"),
        (("--kind", "denies"), "no finding has the id"),
    ],
)
def test_what_cannot_be_judged(desk: Path, run: Run, more: tuple[str, ...], told: str) -> None:
    (line, *_) = run("-d", desk, "stories", "--json").lines
    done = run("-d", desk, "judge", line["id"], line["id"], *more, "--why", "so")
    assert done.code == 2
    assert told in done.err


def test_a_desk_without_reports_has_no_stories(tmp_path: Path, run: Run) -> None:
    run("new", tmp_path / "empty")
    assert "No stories" in run("-d", tmp_path / "empty", "stories").out
    assert run("-d", tmp_path / "empty", "story", "abc").code == 2


@pytest.mark.parametrize(
    ("option", "empty"),
    [("--parties", "say or deny the same"), ("--events", "No events"), ("--numbers", "counted differently")],
)
def test_what_a_story_holds_besides(desk: Path, run: Run, option: str, empty: str) -> None:
    ferry, _ = run("-d", desk, "stories", "--json").lines
    assert empty in run("-d", desk, "story", ferry["id"], option, columns=120).out
    assert run("-d", desk, "story", ferry["id"], option, "--json").lines == []
    assert run("-d", desk, "story", ferry["id"], option, "--as-of", "2019-01-01").code == 2
    other = "--events" if option != "--events" else "--parties"
    assert run("-d", desk, "story", ferry["id"], option, other).code == 2


def test_a_policy_there_is_none_of(desk: Path, run: Run) -> None:
    ferry, _ = run("-d", desk, "stories", "--json").lines
    done = run("-d", desk, "story", ferry["id"], "--numbers", "--policy", "mean")
    assert (done.code, "range, lowest, latest, official" in done.err) == (2, True)
