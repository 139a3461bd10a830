"""A desk's own actors beside those that ship: the ``[[actor]]`` tables of ``desk.toml``."""

from collections.abc import Iterable, Sequence

from sayso.annotate.actors.entry import Entry, make
from sayso.annotate.actors.register import Register, register, shipped_entries
from sayso.settings import Actor

_SOURCE = "desk.toml"


def desk_register(actors: Sequence[Actor], more: Iterable[Entry] = ()) -> Register:
    """The base that ships with a desk's actors, and ``more`` entries that it imported.

    A desk's entry for a name of the base adds a reading: two persons of one name share the confidence. Raises
    ``SettingsError`` naming the table that cannot be used; then nothing of the desk's is taken.
    """
    return register([*shipped_entries(), *desk_entries(actors), *more])


def desk_entries(actors: Iterable[Actor]) -> list[Entry]:
    """The entries of ``[[actor]]`` tables."""
    return [
        make(
            actor.code,
            dict.fromkeys((actor.name, *actor.names)),
            actor.kind,
            actor.role or "",
            actor.since or "",
            actor.until or "",
            "desk",
            source=f"{_SOURCE}: [[actor]] {number}",
        )
        for number, actor in enumerate(actors, 1)
    ]
