"""Whether two claims say the same, or one denies the other: a small model over what their gists have in common.

Two logistic models with weights fitted on pairs labelled by hand (``bench/gold/claim_pairs.tsv``, ``python -m bench
claim_pairs``); those for denials also on the denials planted in the example desk. Each verdict gives its reasons in
words. A verdict is a function of the two gists, of how near their reports are, and of these weights.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log1p, sqrt
from typing import Literal

from sayso.compare.gist import Gist
from sayso.compare.sketch import PARTY

Kind = Literal["same_claim", "denies"]

LEAST = 0.5
"""Probability from which a pair is worth an edge."""
SURE = 0.7
"""Probability from which it is judged yes; below it is unsure."""
WHOLE = 0.75
"""Share of a claim's concepts from which a denial that has them denies it, whatever else is said."""
_SHORT = 3
"""Concepts of a claim that says little by itself."""
_HALF = 0.5

SAME = (3.06, 2.32, -1.6, 1.35, -0.81, 1.87, -0.56, -1.23, 2.51, -0.99, -1.61, -2.81, -0.91, 6.25, -2.93)
DENIES = (
    *(1.29, -2.72, -0.86, 1.88, -4.31, 1.66, -0.18, 1.59),
    *(0.2, 0.18, 4.6, -0.06, -1.37, 3.42, 4.09, 1.62, -2.25),
)
"""Weights of ``signs``, the constant last."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one claim is to another."""

    kind: Kind
    score: float
    """Probability by the model, 0 to 1."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What two gists have in common."""

    shared: tuple[str, ...]
    """Concepts of both, the rarest first."""
    least: float
    most: float
    """Share of the one's and of the other's concepts that both have: the lesser and the greater."""
    likeness: float
    """Cosine of the squared rarities."""
    near: float
    """How near the reports are."""
    voice: bool
    short: bool
    moves: bool
    """Whether only one of them says how things are."""
    charged: bool
    """Whether both charge somebody, or both deny a charge."""
    opposed: bool
    answered: bool
    """Whether one of them, and not the other, answers what somebody holds."""
    charge: bool
    """Whether one denies the charge of the other."""
    apart: bool
    """Whether they set one thing in international and in a state's own waters or airspace."""


def common(one: Gist, other: Gist, near: float) -> Common:
    """What two gists have in common, in either order."""
    both = {
        concept: min(one.says[concept], other.says[concept]) for concept in one.says.keys() & other.says.keys()
    }
    shared = sorted(both, key=lambda concept: (-both[concept], concept))
    held = sum(both[concept] for concept in shared)
    shares = sorted(held / (sum(gist.says.values()) or 1.0) for gist in (one, other))
    squares = [sqrt(sum(rare**4 for rare in gist.says.values())) or 1.0 for gist in (one, other)]
    product = sum(one.says[concept] ** 2 * other.says[concept] ** 2 for concept in shared)
    return Common(
        tuple(shared),
        shares[0],
        shares[1],
        product / (squares[0] * squares[1]),
        near,
        bool(set(one.who) & set(other.who)),
        min(len(one.says), len(other.says)) <= _SHORT,
        one.move != other.move,
        (one.blames and other.blames) or (one.disowns and other.disowns),
        one.denies != other.denies,
        one.answers != other.answers,
        (one.blames and other.disowns) or (one.disowns and other.blames),
        {one.place, other.place} == {"common", "own"},
    )


def signs(found: Common) -> tuple[Sequence[float], Sequence[float]]:
    """What the two models look at: for the same claim, and for a denial."""
    held = log1p(sum(1.0 for _ in found.shared))
    related = (
        *(found.least, found.most, found.likeness, held, found.near),
        *(float(found.voice), float(found.short), float(found.moves)),
    )
    opposed, charged, charge, apart = map(float, (found.opposed, found.charged, found.charge, found.apart))
    against = max(opposed, apart)
    same = (*related, charged, opposed, charge, apart, opposed * found.most, charged * found.near)
    answered = float(found.answered and found.opposed)
    denies = (
        *(sign * against for sign in (found.most, found.likeness, held, found.near, float(found.moves))),
        *(against, answered, answered * found.most, answered * found.near, answered * held),
        *(charge, charge * found.near, charge * found.most, apart, apart * found.near, apart * found.most),
    )
    return same, denies


def judge(one: Gist, other: Gist, near: float) -> Verdict | None:
    """What two claims are to each other; None where they have nothing to do with each other."""
    found = common(one, other, near)
    telling = any(
        one.says[concept] > PARTY for concept in found.shared
    )  # the name of a party alone says nothing
    if not telling and not found.charge and not found.charged:
        return None
    same, denies = signs(found)
    scores: dict[Kind, float] = {"same_claim": _odds(SAME, same), "denies": _odds(DENIES, denies)}
    answers = found.opposed and found.answered
    if answers and found.most >= WHOLE and len(found.shared) > 1:
        scores["denies"] = max(scores["denies"], SURE)
    kind: Kind = "denies" if answers or scores["denies"] > scores["same_claim"] else "same_claim"
    if scores[kind] < LEAST or (kind == "denies" and not (found.opposed or found.apart)):
        return None
    return Verdict(kind, round(scores[kind], 3), tuple(_reasons(kind, found)))


def _odds(weights: Sequence[float], values: Sequence[float]) -> float:
    total = weights[-1] + sum(weight * value for weight, value in zip(weights, values, strict=False))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _reasons(kind: Kind, found: Common) -> Iterator[str]:
    """Why, in words, the strongest first."""
    if kind == "denies" and found.charge:
        yield "one charges somebody, the other denies such a charge"
    elif kind == "denies" and found.opposed:
        yield "one says it is so, the other that it is not"
    if kind == "denies" and found.apart:
        yield "one sets it in international waters or airspace, the other in a state's own"
    if kind == "same_claim" and found.charged:
        yield "both charge somebody, or both deny a charge"
    if found.shared:
        yield f"both speak of {', '.join(found.shared[:4])}"
    if found.voice:
        yield "the same voice"
    if found.near >= _HALF / 2:
        yield "the reports tell one story"
