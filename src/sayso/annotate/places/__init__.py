"""Where: the places a report names, each with its coordinates where they are known and how exact they are.

A name the gazetteer does not have stays a place without coordinates. Of a region, a sea or a country the
coordinates are its middle, and its precision says so: never a point.
"""

from collections.abc import Iterator, Mapping, Sequence

from sayso.annotate.actors.register import Register
from sayso.annotate.annotator import Annotator, Page
from sayso.annotate.places.desk import desk_places, homes
from sayso.annotate.places.finder import Found, find
from sayso.annotate.places.gazetteer import Look, lookup, with_more
from sayso.annotate.places.outlets import home_of
from sayso.annotate.prose import unread
from sayso.model import Finding
from sayso.settings import Outlet, Place

__all__ = ["PLACES", "annotator"]


def _places(page: Page, register: Register | None, look: Look, stated: Mapping[str, str]) -> Iterator[Finding]:
    skipped = unread(page.found.get("part", ()))
    acting = {span for actor in page.found.get("actor", ()) for span in actor.spans}
    for found in find(page.report.text, home_of(page.report, stated), register, look):
        if skipped.at(found.span[0]) or _is_government(found, acting):
            continue
        yield page.finding(
            "place", [found.span], _body(page, found), confidence=round(found.likely * found.sure, 3)
        )


def _is_government(found: Found, acting: set[tuple[int, int]]) -> bool:
    """Whether a capital was found to be its government here: "Washington imposed sanctions"."""
    return found.entry is not None and found.entry.precision == "city" and found.span in acting


def _body(page: Page, found: Found) -> dict[str, object]:
    name = page.report.text[slice(*found.span)]
    entry = found.entry
    if entry is None:
        return {"name": name, "lat": None, "lon": None, "country": None, "gazetteer": None, "precision": None}
    return {
        "name": name,
        "lat": entry.lat,
        "lon": entry.lon,
        "country": entry.country or None,
        "gazetteer": entry.id,
        "precision": entry.precision,
    }


def annotator(
    places: Sequence[Place] = (),
    outlets: Sequence[Outlet] = (),
    register: Register | None = None,
    version: str = "1",
) -> Annotator:
    """The annotator with a desk's own places, its outlets' countries and its register of actors.

    A desk that adds any gives its own ``version``, so that reports read without them are read again.
    """
    look = with_more(desk_places(places)) if places else lookup
    stated = homes(outlets)

    def run(page: Page) -> Iterator[Finding]:
        return _places(page, register, look, stated)

    return Annotator("places", version, ("place",), run, needs=("part", "actor"), languages=frozenset({"en"}))


PLACES = annotator()
