"""People and the offices they held, from FollowTheMoney entities: Person, Position and Occupancy."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.annotate.actors.entry import Entry, make
from sayso.errors import SettingsError

TOPICS = {
    "gov.igo": "IGO", "gov.legislative": "LEG", "gov.judicial": "JUD", "gov.security": "MIL", "pol.party": "POL",
    "pol.union": "CVL", "gov.soe": "BUS", "gov.religion": "CVL",
}  # fmt: skip
"""A position's topic as sector; any other position of a state is its government's."""

_Entity = Mapping[str, Any]


def read_entities(
    lines: Iterable[str], source: str, alpha3: Mapping[str, str], *, signed: str
) -> tuple[Entry, ...]:
    """One entry for each office a person held, from entities as JSON lines.

    ``alpha3`` gives ISO 3166-1 alpha-3 codes by lower-case alpha-2 codes. A person without a recorded office is one
    of a country and nothing more. Raises ``SettingsError`` naming line and entity when one cannot be used.
    """
    entities = {entity["id"]: (number, entity) for number, entity in _parsed(lines, source)}
    held: dict[str, list[Entry]] = {}
    for number, entity in entities.values():
        if entity["schema"] == "Occupancy":
            entry = _office(entity, entities, f"{source}:{number}", alpha3, signed)
            held.setdefault(_first(entity, "holder"), []).append(entry)
    return tuple(
        entry
        for number, entity in entities.values()
        if entity["schema"] == "Person"
        for entry in held.get(entity["id"]) or [_plain(entity, f"{source}:{number}", alpha3, signed)]
    )


def _parsed(lines: Iterable[str], source: str) -> Iterator[tuple[int, _Entity]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
            known = (entity["id"], entity["schema"], entity["properties"])
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(f"{source}:{number}: no FollowTheMoney entity ({error})") from error
        if all(known[:2]):
            yield number, entity


def _office(
    occupancy: _Entity,
    entities: Mapping[str, tuple[int, _Entity]],
    source: str,
    alpha3: Mapping[str, str],
    signed: str,
) -> Entry:
    holder, post = _first(occupancy, "holder"), _first(occupancy, "post")
    if holder not in entities or post not in entities:
        raise SettingsError(f"{source}: entity {occupancy['id']!r}: its holder or its post is not in the file")
    person, position = entities[holder][1], entities[post][1]
    return make(
        _code(position, alpha3, source),
        _names(person),
        "person",
        _first(position, "name"),
        _first(occupancy, "startDate")[:10],
        _first(occupancy, "endDate")[:10],
        signed,
        source=source,
    )


def _plain(person: _Entity, source: str, alpha3: Mapping[str, str], signed: str) -> Entry:
    country = _first(person, "country") or _first(person, "nationality")
    role = _first(person, "position")
    return make(alpha3.get(country, "XXX"), _names(person), "person", role, "", "", signed, source=source)


def _code(position: _Entity, alpha3: Mapping[str, str], source: str) -> str:
    sector = next((TOPICS[t] for t in position["properties"].get("topics", ()) if t in TOPICS), "GOV")
    country = _first(position, "country")
    if sector == "IGO":
        return "IGO"
    if country not in alpha3:
        raise SettingsError(f"{source}: entity {position['id']!r}: {country!r} is no country")
    return f"{alpha3[country]}.{sector}"


def _names(person: _Entity) -> list[str]:
    properties = person["properties"]
    return list(dict.fromkeys([*properties.get("name", ()), *properties.get("alias", ())]))


def _first(entity: _Entity, key: str) -> str:
    values = entity["properties"].get(key) or [""]
    return str(values[0])
