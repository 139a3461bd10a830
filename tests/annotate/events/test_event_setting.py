"""Sentences of sport, games and stories, and those that only sound like them."""

import pytest

from sayso.annotate.events.setting import apart


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Norway beat Chile 3-1 in the second half and top their group.", True),
        ("The champions attacked from the first minute, but the goalkeeper stopped every shot at goal.", True),
        ("In the new film a retired spy blows up a bridge.", True),
        ("The novel opens with the murder of a king.", True),
        ("The game lets players storm a beach.", True),
        ("Norway beat back the rebels.", False),
        ("A team of inspectors visited the plant.", False),
        ("The attack was the latest in a series of strikes.", False),
        ("Parliament voted 120-85 to expel the envoy.", False),
        ("The general’s goal is to take the port.", False),
        ("", False),
    ],
)
def test_what_is_set_apart(text: str, aside: bool) -> None:
    assert bool(apart(text).spans) is aside


def test_only_the_sentence_is_set_apart() -> None:
    text = "The army shelled the port. The match ended 2-2 in the cup. Rebels fled."
    assert [text[a:b] for a, b in apart(text).spans] == ["The match ended 2-2 in the cup."]
