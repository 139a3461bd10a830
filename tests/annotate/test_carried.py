"""A medium that only carries what somebody says tells nothing of its own."""

import re

import pytest

from sayso.annotate.claims.carried import without_carriers
from sayso.annotate.claims.tagger import Attribution

TEXT = "The dam is safe, the governor said, according to Northwind Radio."
OUTER = {"source": "Northwind Radio", "cue": "according to", "content": "The dam is safe, the governor said"}
INNER = {"source": "the governor", "cue": "said", "content": "The dam is safe"}


def attribution(text: str, level: int, **roles: str) -> Attribution:
    spans = {}
    for role, words in roles.items():
        found = re.search(re.escape(words), text)
        assert found
        spans[role] = (found.span(),)
    return Attribution(**spans, level=level, stance="assert", kind="speech", form="indirect", score=0.9)


def test_who_is_carried_stands_alone() -> None:
    found = [attribution(TEXT, 0, **OUTER), attribution(TEXT, 1, **INNER)]
    (kept,) = without_carriers(TEXT, found)
    assert (kept.source, kept.level) == (found[1].source, 0)


@pytest.mark.parametrize(
    ("text", "outer", "inner", "left"),
    [
        pytest.param(
            "Northwind Radio reported that the governor said the dam was safe.",
            {"source": "Northwind Radio", "cue": "reported", "content": "the governor said the dam was safe"},
            {"source": "the governor", "cue": "said", "content": "the dam was safe"},
            [0, 1],
            id="a report of its own",
        ),
        pytest.param(
            "Northwind Radio reported the governor as saying the dam was safe.",
            {"source": "Northwind Radio", "cue": "reported", "content": "the governor as saying the dam was safe"},
            {"source": "the governor", "cue": "as saying", "content": "the dam was safe"},
            [0],
            id="reported as saying",
        ),
        pytest.param(
            "Northwind Radio said fire had closed the road and the governor said the dam was safe.",
            {"source": "Northwind Radio", "cue": "said",
             "content": "fire had closed the road and the governor said the dam was safe"},
            {"source": "the governor", "cue": "said the", "content": "dam was safe"},
            [0, 1],
            id="more of its own than carried",
        ),
        pytest.param(
            "A clerk said the governor said the dam was safe.",
            {"source": "A clerk", "cue": "said", "content": "the governor said the dam was safe"},
            {"source": "the governor", "cue": "governor said", "content": "the dam was safe"},
            [0, 1],
            id="a person relays on his own word",
        ),
    ],
)  # fmt: skip
def test_when_a_medium_carries(
    text: str, outer: dict[str, str], inner: dict[str, str], left: list[int]
) -> None:
    found = [attribution(text, 0, **outer), attribution(text, 1, **inner)]
    assert [one.level for one in without_carriers(text, found)] == left


def test_one_whose_outer_claim_is_gone_stands_as_far_out_as_it_is() -> None:
    assert [one.level for one in without_carriers(TEXT, [attribution(TEXT, 1, **INNER)])] == [0]
