"""What a stranger's report says is shown and steers nothing: not the terminal, not the reader's eye, not a page."""

import json
import re
from pathlib import Path

import pytest

from cli.running import Ran, Run

HARM = "\x1b[31m\x1b]0;owned\x07\x9b2J\x08\x7f\u202egnp\u2066\r\x1c"
MARKUP = "[red]<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;:smile:[/]{{ 7 * 7 }}{% x %}"
HOSTILE = {
    name: f"{name} {HARM}{MARKUP} end" for name in ("id", "title", "byline", "outlet", "text", "language")
} | {
    "url": f"javascript:alert(1)//{HARM}{MARKUP}",
    "published": f"soon {HARM}{MARKUP}",
}
HOSTILE["text"] += (
    f'\n\n"We {HARM} will {MARKUP} answer," the minister said on Monday. He saw 40 {HARM} ships in May 2019.'
    + "\n\nThe harbour is open and the ships come and go as they always did, the mayor said." * 40
)
OURS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "article", "aside", "footer", "div"),
    *("p", "h1", "h2", "ol", "li", "a", "strong", "q", "bdi", "span", "sup", "label", "input", "br"),
}
"""Every tag our pages use."""
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def desk(tmp_path: Path, run: Run) -> Path:
    assert run("new", tmp_path / "desk").code == 0
    assert run("-d", tmp_path / "desk", "add", "-", stdin=json.dumps(HOSTILE) + "\n").code == 0
    return tmp_path / "desk"


def harmless(ran: Ran) -> Ran:
    assert not STEERS.search(ran.out)
    assert not STEERS.search(ran.err)
    return ran


WORDS = [
    ("reports",),
    ("findings",),
    ("findings", "--kind", "claim"),
    ("findings", "--kind", "quantity"),
    ("findings", "--kind", "actor"),
    ("findings", "--kind", "place"),
    ("findings", "--kind", "voice", "--voice", "minister"),
    ("party", "IGO"),
    ("edges",),
    ("issues",),
    ("search", "minister"),
    ("status",),
    ("reports", "--json"),
    ("findings", "--json"),
    ("search", "minister", "--json"),
    ("issues", "--json"),
]


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_no_listing_steers_the_terminal(words: tuple[str, ...], desk: Path, run: Run) -> None:
    assert harmless(run("-d", desk, *words)).code == 0


def test_no_report_steers_the_terminal(desk: Path, run: Run) -> None:
    (line,) = run("-d", desk, "reports", "--json").lines
    shown = harmless(run("-d", desk, "report", line["id"]))
    assert "[red]<script>" in shown.out.replace("\n", " ")
    assert ":smile:" in shown.out
    again = harmless(run("-d", desk, "report", line["id"], "--json"))
    harmless(run("-d", desk, "report", line["id"], "--chain"))
    harmless(run("-d", desk, "report", line["id"], "--chain", "--json"))
    assert again.lines[0]["report"]["text"] == HOSTILE["text"]
    harmless(run("read", "-", stdin=json.dumps(HOSTILE) + "\n"))
    harmless(run("-d", desk, "erase", line["id"], "--why", "x", stdin="n\n"))


@pytest.mark.parametrize(
    "words",
    [
        ("report", HARM),
        ("search", f"colour{HARM}:x"),
        ("findings", "--kind", HARM),
        ("reports", "--since", HARM),
        ("read", f"/nowhere/{HARM}.txt"),
        ("-d", f"/nowhere/{HARM}", "reports"),
        ("retract", HARM, "--why", HARM),
    ],
    ids=range(7),
)
def test_no_error_steers_the_terminal(words: tuple[str, ...], desk: Path, run: Run) -> None:
    assert harmless(run("-d", desk, *words)).code in (0, 1, 2)


def test_no_markup_survives_in_a_page(desk: Path, run: Run, tmp_path: Path) -> None:
    (line,) = run("-d", desk, "reports", "--json").lines
    page = harmless(run("-d", desk, "report", line["id"], "--html")).out
    assert "alert(1)" in page
    for harm in ("<script", "<img", 'href="javascript', "{{", "onerror=alert(1)>"):
        assert harm not in page.replace("{{ 7 * 7 }}", "")
    tags = set(re.findall(r"<([a-z0-9]+)", page))
    assert tags <= OURS
