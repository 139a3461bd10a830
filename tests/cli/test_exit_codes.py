"""Wrong usage, wrong desks and lost items: an exit code, and a sentence that says what to do next."""

import sqlite3
from pathlib import Path

import pytest

from cli.running import Run

USAGE = [
    (("bogus",), "No such command 'bogus'"),
    (("read",), "Missing argument 'PATH'"),
    (("reports", "--limit", "0"), "Invalid value for '--limit'"),
    (("reports", "--since", "yesterday"), "--since yesterday: no such day; write it like 2019-05-16"),
    (("reports", "--since", "2019-W01-1"), "no such day"),
    (("reports", "--until", "2019-02-30"), "--until 2019-02-30: no such day"),
    (("reports", "--as-of", "then"), "--as-of then: no such instant; write it like 2019-05-16T12:00:00Z"),
    (("findings", "--kind", "rumour"), "--kind rumour: no such kind; one of part, voice, claim"),
    (("findings", "--voice", "\udce9"), "--voice: not valid utf-8 text"),
    (("edges", "--kind", "near"), "--kind near: no such kind; one of shares"),
    (("search", "-only"), "name at least one word to look for"),
    (("search", "colour:red"), "no field 'colour'; known: title, outlet"),
    (("search", "word", "--colour"), "no such option: --colour; see sayso search --help"),
    (("search", "x" * 2000), "longer than"),
    (("report", "ffff"), "no report has the id 'ffff'"),
    (("report", ""), "no report has the id ''"),
    (("report", "%"), "no report has the id '%'"),
    (("annotate",), "say which reports: sayso annotate --stale"),
    (
        ("brief", "--since", "2031-03-09", "--until", "2031-03-03"),
        "--until 2031-03-03 is before --since 2031-03-09",
    ),
    (("brief", "--since", "1999-01-01", "--until", "1999-01-02"), "no report of 1999-01-01 to 1999-01-02"),
    (("brief", "--since", "2031-03", "--until", "2031-03", "--json"), "name it with -o FILE"),
    (
        ("brief", "--since", "2031-03", "--until", "2031-03", "-o", "/nowhere/b.html"),
        "cannot write /nowhere/b.html",
    ),
    (("correct", "ffff", "--set", "a=1", "--why", "x"), "no finding has the id 'ffff'"),
    (("retract", "ffff", "--why", "x"), "no report, finding or edge has the id ffff"),
    (("retract", "ffff", "--why", " "), "--why: say the reason"),
    (("retract", "ffff"), "Missing option '--why'"),
    (("retract", "ffff", "--why", "x", "--who", "a/b"), "say who you are: --who NAME (without a slash)"),
    (("erase", "ffff", "--why", "x", "--yes"), "no report has the id 'ffff'"),
]


@pytest.mark.parametrize(("words", "said"), USAGE, ids=range(len(USAGE)))
def test_wrong_usage(words: tuple[str, ...], said: str, examples: Path, run: Run) -> None:
    ran = run("-d", examples, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.replace("│", " ").split())


@pytest.mark.parametrize(
    "words",
    [("reports",), ("findings",), ("search", "x"), ("status",), ("issues",), ("add", "-"), ("report", "f")],
)
def test_no_desk_there(words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    ran = run("-d", tmp_path, *words)
    assert ran.code == 2
    assert ran.err == f"sayso: {tmp_path} is no desk: it has no desk.toml. Make one: sayso new {tmp_path}\n"


def test_a_desk_is_not_made_twice(small: Path, run: Run) -> None:
    ran = run("new", small)
    assert (ran.code, ran.err) == (2, f"sayso: {small} is a desk already\n")


def test_a_desk_where_no_folder_can_be(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").touch()
    assert run("new", tmp_path / "file" / "desk").code == 2
    assert run("new", tmp_path / "file").code == 2


def test_settings_that_cannot_be_used(small: Path, run: Run) -> None:
    (small / "desk.toml").write_text('name = "D"\ncolour = 1\n', encoding="utf-8")
    ran = run("-d", small, "reports")
    assert ran.code == 2
    assert ran.err.startswith(f"sayso: {small / 'desk.toml'}: colour: no such key")


def test_a_damaged_ledger(small: Path, run: Run) -> None:
    (small / "ledger.db").write_bytes(b"this is no ledger" * 500)
    for rest in small.glob("ledger.db-*"):
        rest.unlink()
    ran = run("-d", small, "reports")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("sayso: ")
    assert ran.err.count("\n") == 1


def test_a_ledger_of_a_later_version(small: Path, run: Run) -> None:
    with sqlite3.connect(small / "ledger.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    ran = run("-d", small, "reports")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count("\n") == 1


def test_what_is_lost_is_one_and_the_rest_is_done(small: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text("The harbour is open, the mayor said.", encoding="utf-8")
    for words in (("read",), ("-d", small, "add")):
        ran = run(
            *words, tmp_path / "empty.txt", tmp_path / "none.txt", tmp_path / "good.txt", "--json", "-j", 1
        )
        assert ran.code == 1
        codes = {issue["code"] for line in ran.lines for issue in line["issues"] if issue["level"] == "lost"}
        assert codes == {"read.empty", "read.vanished"}
        assert sum(line["report"] is not None for line in ran.lines) == 1


def test_doubts_are_no_failure(run: Run) -> None:
    ran = run("read", "-", "--json", stdin='{"text": "He said so.", "published": "soon"}\n')
    assert ran.code == 0
    assert ran.lines[0]["issues"][0]["code"] == "read.bad-date"


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("-h",), ("read", "-h"), ("search", "--help")])
def test_help_and_version(words: tuple[str, ...], run: Run) -> None:
    ran = run(*words)
    assert (ran.code, ran.err) == (0, "")
    assert "sayso" in ran.out
