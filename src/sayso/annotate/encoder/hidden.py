"""Names of actors that a model must not see: who is who must not change what is found."""

from collections.abc import Iterator, Sequence

from sayso.model import Finding
from sayso.text import words

_SHORTEST = 3
_KINDS = {"person": "person", "body": "organisation", "group": "organisation", "party": "organisation"}
"""Kinds of actors that have names of their own, as the models' placeholders know them."""


def hidden(actors: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """(kind, name) of the actors as the report writes them.

    Offices and what a state's name stands before ("Norwegian officials") stay: they are no names, and say who acts.
    """
    for actor in actors:
        kind = _KINDS.get(str(actor.body["kind"]))
        for quote in actor.quotes if kind else ():
            named = [word for word in quote.split() if _is_capital(word)]
            if kind == "person":
                own = words(str(actor.body["name"]))
                named = [word for word in named if words(word)[-1:] and words(word)[-1] in own]
            elif actor.body["role"]:
                continue
            name = " ".join(named)
            if len(name) >= _SHORTEST and name in quote:
                yield kind or "", name


def _is_capital(word: str) -> bool:
    """Whether a word is written as a name: ``Halder``, ``al-Sisi``."""
    return word[0].isupper() or word.partition("-")[2][:1].isupper()
