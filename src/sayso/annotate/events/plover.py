"""The event types of PLOVER, their modes, and the conflict–cooperation score of each."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

Kind = tuple[str, str]
"""A type and its mode; the mode is empty where there is none."""

STATUSES = ("happened", "claimed", "denied", "threatened", "planned", "hypothetical")


@cache
def scores() -> Mapping[Kind, float]:
    """Score of each kind, from −10 (hostile) to +10 (cooperative), in the order of the table that ships.

    Types, modes and scores are those of the PLOVER manual (draft 0.8, 2021) and its table of scores.
    """
    text = (resources.files("sayso.annotate.events") / "plover.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return MappingProxyType({(root, mode): float(score) for root, mode, score in rows})


@cache
def kinds() -> tuple[Kind, ...]:
    """Every type with and without each of its modes, in a fixed order."""
    return tuple(scores())


@cache
def roots() -> tuple[str, ...]:
    """The sixteen types."""
    return tuple(root for root, mode in kinds() if not mode)


@cache
def root_of_kind() -> tuple[int, ...]:
    """For each of ``kinds()`` the place of its type in ``roots()``."""
    return tuple(roots().index(root) for root, _ in kinds())
