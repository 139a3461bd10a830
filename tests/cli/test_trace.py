"""``sayso trace``: a report, a claim, two reports; for people and as JSON lines."""

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from cli.running import Run, sayso
from cli.test_hostile_output import HARM, MARKUP, harmless
from sayso.contract import EdgeLine, ListedLine, TraceLine, fault

WHOLE = (
    "The harbour master counted nine cranes on Monday and wrote their names in the long book of the port. "
    "Two of them had stood idle since the flood, because nobody in the valley could mend the old engines. "
    'Minister Ada Quist said on Monday that "the cranes were paid for by the town and by nobody else". '
    "The council will look at the bill after the harvest, when the inspectors are back from the coast."
)
CHANGED = WHOLE.replace(
    'said on Monday that "the cranes were paid for by the town and by nobody else"', "would not speak"
)
SAID = (
    {"id": "first", "outlet": "First", "published": "2031-03-03", "title": "Nine cranes", "text": WHOLE},
    {
        "id": "copy",
        "outlet": "Second",
        "published": "2031-03-04",
        "title": "Cranes",
        "text": f"{WHOLE} More soon.",
    },
    {"id": "later", "outlet": "First", "published": "2031-03-05", "title": "Nine cranes", "text": CHANGED},
    {
        "id": "alone",
        "outlet": "Third",
        "published": "2031-03-05",
        "title": "Bees",
        "text": "The bees are back again.",
    },
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, its copy, its later version, and one that has nothing to do with them."""
    folder = tmp_path_factory.mktemp("trace") / "desk"
    assert sayso("new", folder).code == 0
    lines = "".join(json.dumps(line) + "\n" for line in SAID)
    assert sayso("-d", folder, "add", "-", "-j", 1, stdin=lines).code == 0
    return folder


@pytest.fixture
def ids(desk: Path, run: Run) -> dict[str, str]:
    """Reports by the id of their line."""
    return {line["given"]: line["id"] for line in run("-d", desk, "reports", "--json").lines}


def traced(desk: Path, run: Run, key: str, *more: str) -> dict[str, Any]:
    ran = run("-d", desk, "trace", key, "--json", *more)
    assert (ran.code, ran.err) == (0, "")
    (line,) = ran.lines
    assert fault(line, TraceLine) is None
    return line


def test_a_copy_has_the_origin_of_what_it_copies(desk: Path, ids: dict[str, str], run: Run) -> None:
    told = traced(desk, run, ids["copy"])
    (origin,) = told["origins"]
    assert (origin["name"], origin["known"], origin["report"]) == ("First", True, ids["first"])
    assert set(origin["reports"]) == {ids["first"], ids["copy"], ids["later"]}
    assert told["count"] == {"known": 1, "unknown": 0}
    assert told["explained"].startswith("three reports, one origin: First, 3 March 2031, because ")
    assert {edge["kind"] for edge in told["edges"]} == {"shares"}
    assert traced(desk, run, ids["alone"])["edges"] == []


def test_listings_tell_the_same_origins(desk: Path, ids: dict[str, str], run: Run) -> None:
    for line in run("-d", desk, "reports", "--json").lines:
        assert fault(line, ListedLine) is None
        told = traced(desk, run, line["id"])["origins"]
        assert line["origins"] == [{key: one[key] for key in ("id", "name", "known", "family")} for one in told]
    for hit in run("-d", desk, "search", "cranes", "--json").lines:
        assert hit["origins"] == {"known": 1, "unknown": 0}
    shown = run("-d", desk, "reports").out
    assert "Second from First" in shown


def test_what_rested_on_removed_words_is_told(desk: Path, ids: dict[str, str], run: Run) -> None:
    claims = run("-d", desk, "findings", "--kind", "claim", "--report", ids["first"], "--json").lines
    (claim,) = [line for line in claims if "paid for" in " ".join(line["quotes"])]
    assert claim["origins"] == {"known": 1, "unknown": 0}
    assert claim["revised"] == [ids["later"]]
    told = traced(desk, run, claim["id"])
    assert (told["finding"], told["revised"]) == (claim["id"], [ids["later"]])
    assert {ids["first"], ids["copy"]} <= set(told["origins"][0]["reports"])
    shown = run("-d", desk, "trace", claim["id"]).out
    assert "gone or rewritten" in shown
    assert "Second" in shown


def test_a_tree_for_people(desk: Path, ids: dict[str, str], run: Run) -> None:
    shown = run("-d", desk, "trace", ids["first"], columns=120).out
    for words in ("others have words from it (2)", "was changed later (1)", "same text: ", "one origin: First"):
        assert words in shown
    assert "has words from" in run("-d", desk, "trace", ids["copy"], columns=120).out
    assert "It shares nothing" in run("-d", desk, "trace", ids["alone"]).out
    assert "1 more" in run("-d", desk, "trace", ids["first"], "--limit", "1", columns=120).out


def test_two_reports_side_by_side(desk: Path, ids: dict[str, str], run: Run) -> None:
    shown = run("-d", desk, "trace", ids["first"], ids["copy"], columns=120).out
    assert "same text" in shown
    assert "the second took them over" in shown
    changed = run("-d", desk, "trace", ids["later"], ids["first"], columns=120).out
    assert "is a later version of" in changed
    assert "would not speak" in changed
    assert "share nothing" in run("-d", desk, "trace", ids["first"], ids["alone"]).out
    (line,) = run("-d", desk, "trace", ids["copy"], ids["first"], "--json").lines
    assert (line["left"], line["right"]) == (ids["copy"], ids["first"])
    assert [fault(edge, EdgeLine) for edge in line["edges"]] == [None]


def test_a_trace_is_one_page_to_send(desk: Path, ids: dict[str, str], run: Run, tmp_path: Path) -> None:
    file = tmp_path / "trace.html"
    assert str(file) in run("-d", desk, "trace", ids["first"], "-o", file).out
    tree = file.read_text(encoding="utf-8")
    for words in ("others have words from it (2)", "was changed later (1)", "same text: ", "one origin: First"):
        assert words in tree
    cut = run("-d", desk, "trace", ids["first"], "--html", "--limit", "1").out
    assert "and 1 more" in cut
    assert "It shares nothing" in run("-d", desk, "trace", ids["alone"], "--html").out
    (claim, *_) = run("-d", desk, "findings", "--kind", "claim", "--report", ids["copy"], "--json").lines
    told = run("-d", desk, "trace", claim["id"], "--html").out
    assert "The same words stand in" in told
    assert escape(claim["quotes"][0], quote=False)[:40] in told
    beside = run("-d", desk, "trace", ids["later"], ids["first"], "--html").out
    assert "is a later version of" in beside
    assert "<del>" in beside
    assert "They share nothing" in run("-d", desk, "trace", ids["first"], ids["alone"], "--html").out
    for page in (tree, cut, told, beside):
        assert "<script" not in page
        assert "default-src 'none'" in page
    assert run("-d", desk, "trace", ids["first"], "--html", "--json").code == 2


def test_the_beginning_of_an_id_will_do(desk: Path, ids: dict[str, str], run: Run) -> None:
    assert traced(desk, run, ids["copy"][:10]) == traced(desk, run, ids["copy"])


def test_as_it_stood_before(desk: Path, ids: dict[str, str], run: Run) -> None:
    assert run("-d", desk, "trace", ids["copy"], "--as-of", "2001-01-01").code == 2
    assert traced(desk, run, ids["copy"], "--as-of", "2100-01-01") == traced(desk, run, ids["copy"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("zzzz",), "no report and no finding has the id"),
        (("",), "no report and no finding"),
        (("\x1b[31m",), "no report and no finding"),
        (("zzzz", "yyyy"), "no report has the id"),
    ],
)
def test_an_id_of_nothing(words: tuple[str, ...], said: str, desk: Path, run: Run) -> None:
    ran = harmless(run("-d", desk, "trace", *words))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("width", [5, 20, 80, 200])
def test_a_terminal_of_any_width(width: int, desk: Path, ids: dict[str, str], run: Run) -> None:
    for words in ((ids["first"],), (ids["first"], ids["copy"])):
        assert run("-d", desk, "trace", *words, columns=width).code == 0


def test_nothing_a_copy_says_steers_the_terminal(tmp_path: Path, run: Run) -> None:
    assert run("new", tmp_path / "desk").code == 0
    harm = f"{HARM}{MARKUP}"
    text = f"{harm} {WHOLE} {harm} said {WHOLE[::-1]}"
    lines = [
        {
            "id": str(n),
            "text": f"{text} {n}",
            "outlet": f"{harm}{n}",
            "title": harm,
            "published": f"2031-03-0{n}",
        }
        for n in (1, 2)
    ]
    said = "".join(json.dumps(line) + "\n" for line in lines)
    assert run("-d", tmp_path / "desk", "add", "-", "-j", 1, stdin=said).code == 0
    first, second = (line["id"] for line in run("-d", tmp_path / "desk", "reports", "--json").lines)
    for words in ((first,), (second,), (first, second), (first, "--json"), (first, second, "--json")):
        assert harmless(run("-d", tmp_path / "desk", "trace", *words)).code == 0
