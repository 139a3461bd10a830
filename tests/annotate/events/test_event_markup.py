"""The markup of the training examples is read strictly, and every example that ships follows it."""

import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from sayso.annotate.events.plover import roots

FOLDER = Path(__file__).parents[3] / "bench" / "train" / "events"


@pytest.fixture(scope="module")
def markup():  # type: ignore[no-untyped-def]
    held = {name: sys.modules.pop(name, None) for name in ("markup", "sample", "slots", "scheme")}
    path = list(sys.path)
    sys.path.insert(0, str(FOLDER))
    import markup as read

    yield read
    sys.path[:] = path
    for name, module in held.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


def test_a_marked_sentence(markup) -> None:  # type: ignore[no-untyped-def]
    text, found = markup.parse(
        "{a1,2:Norland} {e1 COERCE/restrict happened:closed} {p1:the strait} "
        "and {e2 THREATEN planned bg:warned} {r2:us}."
    )
    first, second = found
    assert text == "Norland closed the strait and warned us."
    assert first.kind == ("COERCE", "restrict")
    assert (first.status, first.background, second.background) == ("happened", False, True)
    assert [text[a:b] for a, b in (*first.actor, *first.place, *second.recipient)] == [
        "Norland",
        "the strait",
        "us",
    ]
    assert second.actor == first.actor


def test_a_later_mention_has_the_parties_of_the_first(markup) -> None:  # type: ignore[no-untyped-def]
    _, found = markup.parse(
        "{a1:Rebels} {e1 ASSAULT happened:struck}. The {e2 ASSAULT happened =1:attack} failed."
    )
    assert found[1].same == 0
    assert found[1].actor == found[0].actor


@pytest.mark.parametrize(
    "marked",
    [
        "{e1 ATTACK happened:struck}",
        "{e1 ASSAULT/kick happened:struck}",
        "{e1 ASSAULT:struck}",
        "{e1 ASSAULT maybe:struck}",
        "{e1 ASSAULT happened big:struck}",
        "{e1 ASSAULT happened =2:struck}",
        "{e1 ASSAULT happened =1:struck}",
        "{e1 ASSAULT happened:struck",
        "struck}",
        "{e1 ASSAULT happened:}",
        "{a1:Rebels} struck",
        "{a1 bg:Rebels} {e1 ASSAULT happened:struck}",
        "{e1 ASSAULT happened:struck} {e1 ASSAULT happened:again}",
        "{e1 ASSAULT happened =2:struck} {e2 ASSAULT happened =1:again}",
        "{x1:Rebels}",
    ],
)
def test_bad_markup_is_refused(markup, marked: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(markup.BadMarkup):
        markup.parse(marked)


def test_the_examples_follow_the_markup_and_know_every_type(markup) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(1)
    read = [markup.sample(where, paragraphs, rng) for where, paragraphs in markup.examples(FOLDER / "examples")]
    count = Counter(h.kind[0] for one in read for h in one.happenings)
    assert len(read) >= 1500
    assert set(count) == set(roots())
    assert min(count.values()) >= 50
    assert sum(not one.happenings for one in read) >= 100


def test_one_slot_has_one_filling_in_an_example(markup) -> None:  # type: ignore[no-untyped-def]
    one = markup.sample("here", ["$CITY1 and $CITY2", "$CITY1"], random.Random(3))
    first, _, second = one.text.partition("\n\n")
    assert first.split(" and ")[0] == second
    with pytest.raises(markup.BadMarkup):
        markup.sample("here", ["$PLANET"], random.Random(3))
