"""The markup of the claim model's training examples: read strictly, and followed by every example."""

import random
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "bench" / "train" / "claims"
sys.path.append(str(FOLDER))

import markup  # noqa: E402

EXAMPLES = markup.examples(FOLDER / "examples")


def pieces(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[b:e] for b, e in spans]


def test_one_attribution() -> None:
    text, [a] = markup.parse("{s:The mayor} {c deny:denied} {x:it}.")
    assert text == "The mayor denied it."
    assert [pieces(text, s) for s in (a.source, a.cue, a.content)] == [["The mayor"], ["denied"], ["it"]]
    assert (a.level, a.stance, a.kind) == (0, "deny", "speech")


def test_levels_shared_sources_and_pieces() -> None:
    _, found = markup.parse(
        "{x:“{s2,3:They} {c2:said} {x2:no}, then {c3 thought:hoped} {x3:so},”} {s:he} {c:said}, {x:“twice.”}"
    )
    outer, first, second = (found[i] for i in (0, 1, 2))
    assert [a.level for a in (outer, first, second)] == [0, 1, 1]
    assert first.source == second.source
    assert second.kind == "thought"
    assert len(outer.content) == 2


@pytest.mark.parametrize(
    "marked",
    [
        "{s:The mayor} {c:said}.",
        "{x:open",
        "closed}",
        "{y:what}",
        "{c angry:said} {x:no}",
        "{s deny:he} {c:said} {x:no}",
        "{c:said} {c:added} {x:no}",
        "{x:}",
        "{1:no}",
    ],
)
def test_bad_markup_is_refused(marked: str) -> None:
    with pytest.raises(markup.BadMarkup):
        markup.parse(marked)


def test_an_unknown_slot_is_refused() -> None:
    with pytest.raises(markup.BadMarkup):
        markup.article("here", ["$NOBODY said."], random.Random(1))


def test_slots_are_alike_throughout() -> None:
    made = markup.article("here", ["$PERSON1 and $PERSON2.", "$PERSON1 again."], random.Random(1))
    first, second = made.text.split("\n\n")
    assert first.split(" and ")[0] == second.removesuffix(" again.")
    assert first.split(" and ")[0] != first.split(" and ")[1].removesuffix(".")


@pytest.mark.parametrize(("where", "paragraphs"), EXAMPLES, ids=[where for where, _ in EXAMPLES])
def test_every_example_follows_the_markup(where: str, paragraphs: list[str]) -> None:
    made = markup.article(where, paragraphs, random.Random(1))
    assert "{" not in made.text
    assert "$" not in made.text
    assert not [a for a in made.attributions if a.level and not _holds(made, a)]


def _holds(article: markup.Article, inner: markup.Attribution) -> bool:
    """Some attribution one level out holds the whole inner content."""
    return any(
        o.level == inner.level - 1
        and all(any(x <= b and e <= y for x, y in o.content) for b, e in inner.content)
        for o in article.attributions
    )


def test_there_are_enough_examples() -> None:
    assert sum(len(paragraphs) for _, paragraphs in EXAMPLES) >= 400
