"""What a desk calls its parties, by kind: names that the claim model must not see."""

from collections.abc import Iterable, Iterator

from sayso.settings import Party
from sayso.text import fold

_STEM = 4
"""Letters that a state's name and its adjective share: Kaldria, Kaldrian."""
_STATE = len("IRQ")


def party_names(parties: Iterable[Party]) -> tuple[tuple[str, str], ...]:
    """(kind, name) of all names of some parties: of states places and nationalities, of the rest organisations."""
    return tuple(pair for party in parties for pair in _names(party))


def _names(party: Party) -> Iterator[tuple[str, str]]:
    state = party.country is not None or any(len(code) == _STATE for code in party.codes)
    stem = fold(party.name)[:_STEM]
    for name in (party.name, *party.names):
        derived = " " not in name and name != party.name and fold(name).startswith(stem)
        yield ("nationality" if derived else "place") if state else "organisation", name
