"""Whether an act happened: the words first, then who tells it."""

import pytest

from sayso.annotate.events.plover import STATUSES
from sayso.annotate.events.telling import Telling, status_of
from sayso.model import Finding, Report

TEXT = "The minister said rebels had shelled the port. Rebels shelled the port."
SHELLED, LATER, SAID = (29, 36), (54, 61), (13, 17)


def claim(stance: str = "assert", level: int = 0, spans: tuple[tuple[int, int], ...] = ((18, 45),)) -> Finding:
    body = {"cue": [list(SAID)], "stance": stance, "level": level, "voices": ["v"]}
    return Finding.make(Report(TEXT), "claim", spans, body, by="test/1", confidence=1.0)


def odds(status: str, sure: float = 0.9) -> dict[str, float]:
    rest = (1 - sure) / (len(STATUSES) - 1)
    return {name: sure if name == status else rest for name in STATUSES}


@pytest.mark.parametrize(
    ("learnt", "stance", "where", "root", "status"),
    [
        ("happened", "assert", LATER, "ASSAULT", "happened"),
        ("happened", "assert", SHELLED, "ASSAULT", "claimed"),
        ("claimed", "assert", SHELLED, "ASSAULT", "claimed"),
        ("happened", "deny", SHELLED, "ASSAULT", "denied"),
        ("claimed", "deny", SHELLED, "ASSAULT", "denied"),
        ("happened", "threaten", SHELLED, "ASSAULT", "threatened"),
        ("happened", "promise", SHELLED, "AGREE", "planned"),
        ("happened", "estimate", SHELLED, "ASSAULT", "claimed"),
        ("planned", "assert", SHELLED, "CONSULT", "planned"),
        ("hypothetical", "assert", SHELLED, "ASSAULT", "hypothetical"),
        ("denied", "assert", SHELLED, "ASSAULT", "denied"),
        ("denied", "assert", LATER, "ASSAULT", "denied"),
        ("threatened", "assert", LATER, "SANCTION", "threatened"),
        ("happened", "threaten", SAID, "THREATEN", "happened"),
        ("claimed", "threaten", SAID, "THREATEN", "happened"),
        ("claimed", "assert", LATER, "ASSAULT", "claimed"),
    ],
)
def test_status(learnt: str, stance: str, where: tuple[int, int], root: str, status: str) -> None:
    told = Telling([claim(stance)]).of(where)
    assert status_of(odds(learnt), told, root) == status


def test_a_guess_at_claimed_without_a_claim_is_not_enough() -> None:
    assert status_of(odds("claimed", 0.5), Telling([]).of(LATER), "ASSAULT") == "happened"


def test_the_innermost_claim_tells_an_act() -> None:
    outer, inner = claim(), claim("deny", 1, ((22, 45),))
    told = Telling([outer, inner]).of(SHELLED)
    assert told.inside == inner
    assert Telling([inner, outer]).of(SHELLED) == told
    assert told.by_cue is None


def test_a_cue_is_an_act_outside_its_claim() -> None:
    told = Telling([claim("threaten")]).of(SAID)
    assert told.inside is None
    assert told.by_cue is not None
