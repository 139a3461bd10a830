"""The codebook holds every type and mode once, with its score, two examples that mark their trigger, and no other."""

import re
from pathlib import Path

import pytest

from sayso.annotate.events.plover import STATUSES, kinds, roots, scores

PAGE = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text(encoding="utf-8")


def rows() -> dict[tuple[str, str], tuple[str, str, str]]:
    """(score, examples, not) of each type and mode in the page."""
    found = {}
    for section in PAGE.partition("## Types and modes")[2].partition("## Our choices")[0].split("\n### ")[1:]:
        root = section.split("\n", 1)[0]
        for mode, score, examples, other in re.findall(
            r"^\| (\S+) \| (\S+) \| (.*) \| (.*)\|$", section, re.MULTILINE
        ):
            if mode != "mode":
                assert (root, mode) not in found
                found[root, "" if mode == "–" else mode] = (score, examples, other)
    return found


ROWS = rows()


def test_every_kind_is_there_and_no_other() -> None:
    assert list(ROWS) == list(kinds())


@pytest.mark.parametrize("kind", kinds(), ids="/".join)
def test_a_kind_has_its_score_and_two_examples(kind: tuple[str, str]) -> None:
    score, examples, _ = ROWS[kind]
    assert float(score.replace("−", "-")) == scores()[kind]
    assert examples.count(" · ") == 1
    assert all(re.search(r"\*\*[^*]+\*\*", example) for example in examples.split(" · ")), "mark the trigger"


@pytest.mark.parametrize("root", roots())
def test_a_type_says_what_it_is_not(root: str) -> None:
    assert any(other.strip() for (name, _), (_, _, other) in ROWS.items() if name == root)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_explained(status: str) -> None:
    assert f"| `{status}` |" in PAGE
