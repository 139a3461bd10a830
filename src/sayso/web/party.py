"""A party's page: what it said, and what others said of it; and the list of the desk's parties."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.answers.sayings import Saying, sayings
from sayso.answers.sides import Side, said_by, side_of
from sayso.desk import Desk
from sayso.errors import UsageError
from sayso.ledger import Filter, Ledger
from sayso.model import Finding
from sayso.publish.wording import ACTS
from sayso.web.asked import Asked
from sayso.web.lines import Around, Line, said_line
from sayso.web.page import Page

REPORTS = 300
"""Reports that are gone through when no first day is given, the newest first."""
CLAIMS = 120
"""Claims by the party and claims about it, the newest first."""
_SHOWN = 40
_VOICING = 40
"""Reports in which it speaks that are gone through."""


def parties(desk: Desk, asked: Asked) -> Page:
    """The parties of ``desk.toml``."""
    listed = [
        {"name": one.name, "codes": list(one.codes), "names": list(one.names), "country": one.country}
        for one in desk.settings.parties
    ]
    return Page({"desk": desk.settings.name, "parties": listed})


def party(desk: Desk, asked: Asked) -> Page:
    """The page of the party, body or actor code ``asked.name``. Raises ``NotFound`` and ``UsageError``."""
    if asked.name is None:
        raise UsageError("say whose page: /party?name=NAME")
    side, ledger, origins = side_of(asked.name, desk.settings), desk.ledger, desk.origins(asked.stamp)
    wanted = _bounded(asked, ledger)
    own, told = _concerning(side, wanted, ledger)
    said = sayings(own, ledger, origins)[::-1]
    others = sayings(told, ledger, origins)[::-1]
    around = Around([one.first for one in (*said[:_SHOWN], *others[:_SHOWN])], ledger, origins.as_of)
    return Page(
        {
            "name": side.name,
            "codes": list(side.codes),
            "since": wanted.since,
            "until": wanted.until,
            "acts": {act: found for act in ACTS if (found := sum(one.stance == act for one in said))},
            "said_in_all": len(said),
            "said": _lines(said, around),
            "told_in_all": len(others),
            "told": _lines(others, around),
        }
    )


def _lines(found: Sequence[Saying], around: Around) -> list[Line]:
    return [said_line(one, around) for one in found[:_SHOWN]]


def _bounded(asked: Asked, ledger: Ledger) -> Filter:
    """The filter with a first day, so that no more than ``REPORTS`` or what was asked for is gone through."""
    wanted = asked.filter()
    return wanted if wanted.since else replace(wanted, since=ledger.day_of(wanted, REPORTS))


def _concerning(side: Side, wanted: Filter, ledger: Ledger) -> tuple[list[Finding], list[Finding]]:
    """Claims by a side, and claims about it by others, the newest first."""
    speaking = list(dict.fromkeys(voice.report for voice in _voices(side, wanted, ledger)))[:_VOICING]
    found = {one.id: one for one in ledger.of_reports(speaking, ("claim",), wanted.as_of)}
    about = {one.id: one for code in _highest(side) for one in ledger.findings(_about(wanted, "claim", code))}
    claims = found | about
    voices = {voice.id: voice for voice in ledger.voices_of(list(claims.values()))}
    own = [one for one in claims.values() if said_by(side, one, voices)]
    mine = {one.id for one in own}
    told = [one for one in claims.values() if one.id not in mine and side.is_topic(one)]
    return own[:CLAIMS], told[:CLAIMS]


def _voices(side: Side, wanted: Filter, ledger: Ledger) -> Iterator[Finding]:
    """The mentions by which it speaks: of its codes, or called as it is."""
    for code in _highest(side):
        yield from filter(side.speaks, ledger.findings(_about(wanted, "voice", code)))
    for name in sorted(side.names):
        listed = ledger.reports(replace(wanted, holds=("voice", name), limit=_VOICING))
        yield from filter(side.speaks, ledger.of_reports([one.id for one in listed], ("voice",), wanted.as_of))


def _about(wanted: Filter, kind: str, code: str) -> Filter:
    return replace(wanted, kind=kind, about=code, limit=CLAIMS)


def _highest(side: Side) -> Iterable[str]:
    """Its codes but those below another of them."""
    return [code for code in side.codes if not any(code.startswith(f"{other}.") for other in side.codes)]
