"""A desk's own places and what it says of its outlets."""

from collections.abc import Sequence

from sayso.annotate.actors.register import folded
from sayso.annotate.places.gazetteer import Entry
from sayso.settings import Outlet, Place

_CLASSES = {"point": "F", "city": "P", "region": "R", "country": "C"}
"""Precision of the contract → class letter of the gazetteer."""
_KNOWN_HERE = 2**22
"""People reckoned to a desk's place: what the desk names is meant before far namesakes."""


def desk_places(places: Sequence[Place]) -> dict[str, tuple[Entry, ...]]:
    """The places of ``[[place]]`` tables by folded name; those without coordinates are found, and have none."""
    found: dict[str, tuple[Entry, ...]] = {}
    for place in places:
        for name in (place.name, *place.names):
            key = " ".join(folded(name))
            found[key] = (*found.get(key, ()), _entry(place, key))
    return found


def _entry(place: Place, key: str) -> Entry:
    return Entry(
        key=key,
        country=place.country or "",
        division="",
        lat=place.lat,
        lon=place.lon,
        kind=_CLASSES[place.precision],
        population=_KNOWN_HERE,
        id=f"desk:{'-'.join(folded(place.name))}",
        name=place.name,
    )


def homes(outlets: Sequence[Outlet]) -> dict[str, str]:
    """Country by outlet's name and address, for the outlets whose country the desk states."""
    return {
        key.lower(): outlet.country
        for outlet in outlets
        if outlet.country
        for key in (outlet.name, *outlet.names, *outlet.domains)
    }
