"""Sides: the party, state, force or group one asks about, by its codes and by what it is called."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.annotate.actors import LEAST, actor_of
from sayso.annotate.actors.desk import desk_register
from sayso.annotate.actors.register import shipped
from sayso.errors import NotFound
from sayso.model import Finding
from sayso.settings import Party, Settings
from sayso.text import words

_CODE = re.compile(r"[A-Z]{3}(?:\.[A-Z0-9]+)*")
_STATE = len("IRQ")
_OF_OTHERS = ("person",)


@dataclass(frozen=True, slots=True)
class Side:
    """Whom one asks about."""

    name: str
    codes: tuple[str, ...]
    names: frozenset[str] = frozenset()
    """What the desk says it is called, in folded words."""
    apart: tuple[str, ...] = ()
    """Codes below its own that the desk gives to other parties."""
    countries: frozenset[str] = frozenset()
    """Of a state as a whole: ISO 3166-1 alpha-2, as places carry it."""

    def covers(self, code: str) -> bool:
        """Whether an actor of that code is of this side: codes hold those below them."""
        return _within(code, self.codes) and not _within(code, self.apart)

    def speaks(self, voice: Finding) -> bool:
        """Whether a voice speaks as this side: by its code, else by being called so, else as a body of that name."""
        body = voice.body
        if body["actor"] is not None:
            return self.covers(body["actor"])
        spelled = " ".join(_bare(str(body["name"])))
        return spelled in self.names or (body["kind"] == "organisation" and self.named_in(spelled))

    def named_in(self, text: str) -> bool:
        """Whether the side is called by a name of its own in a text."""
        spelled = f" {' '.join(words(text))} "
        return any(f" {name} " in spelled for name in self.names)

    def is_topic(self, claim: Finding) -> bool:
        """Whether a claim is about this side."""
        return any(map(self.covers, claim.body["about"])) or self.named_in(" ".join(claim.quotes))


def side_of(asked: str, settings: Settings) -> Side:
    """The side somebody asks about: a party of the desk, an actor code, or a state, body or group that is known.

    Raises ``NotFound``.
    """
    party = next((one for one in settings.parties if _is(one, asked)), None)
    if party is not None:
        below = tuple(_below(party.codes, settings))
        return Side(party.name, party.codes, _names([party]), below, _countries(party.codes, [party]))
    if _CODE.fullmatch(asked):
        return side_of_code(asked, settings)
    register = desk_register(settings.actors) if settings.actors else None
    for found in actor_of(asked, None, register):
        if found.confidence >= LEAST and found.role is None and not _is_person(found.entry):
            return Side(found.name, (found.code,), countries=_countries((found.code,), []))
    known = ", ".join(one.name for one in settings.parties) or "none"
    raise NotFound(
        f"no party, state or body goes by {asked!r}; parties of the desk: {known}; an actor code does, too. "
        "What one person said: sayso findings --kind voice --voice NAME"
    )


def side_of_code(code: str, settings: Settings) -> Side:
    """Everybody whose code is ``code`` or below it, by code or by the names of the desk's parties."""
    within = [one for one in settings.parties if any(_within(own, (code,)) for own in one.codes)]
    return Side(code, (code,), _names(within), countries=_countries((code,), within))


def _countries(codes: tuple[str, ...], parties: list[Party]) -> frozenset[str]:
    """The countries of states among some codes, by the desk's word for its parties, else by ISO."""
    states = {code for code in codes if len(code) == _STATE}
    own = {one.country for one in parties if one.country and states & set(one.codes)}
    return frozenset(own | {shipped().alpha2[code] for code in states if code in shipped().alpha2})


def _is(party: Party, asked: str) -> bool:
    return asked in party.codes or _bare(asked) in [_bare(name) for name in (party.name, *party.names)]


def _is_person(entry: object) -> bool:
    return getattr(entry, "kind", None) in _OF_OTHERS


def _names(parties: list[Party]) -> frozenset[str]:
    spelled = (" ".join(_bare(name)) for party in parties for name in (party.name, *party.names))
    return frozenset(name for name in spelled if name)


def _bare(name: str) -> list[str]:
    spelled = words(name)
    return spelled[1:] if spelled[:1] == ["the"] and len(spelled) > 1 else spelled


def _below(codes: tuple[str, ...], settings: Settings) -> Iterator[str]:
    """Codes of other parties that lie below some codes."""
    for other in settings.parties:
        yield from (code for code in other.codes if code not in codes and _within(code, codes))


def _within(code: str, codes: tuple[str, ...]) -> bool:
    return any(code == one or code.startswith(f"{one}.") for one in codes)


Voices = Mapping[str, Finding]
"""Voices by id."""


def said_by(side: Side, claim: Finding, voices: Voices) -> bool:
    """Whether the side says a claim."""
    return any(side.speaks(voices[key]) for key in claim.body["voices"] if key in voices)
