"""What kind of medium a name names: by the table, by the words such names are made of, by what the page calls it."""

import re
from collections.abc import Iterator
from typing import Literal

from sayso.annotate.voices.lexicon import head_of, medium_named, nation_of
from sayso.annotate.voices.scene import bare
from sayso.annotate.wordlists import words as listed
from sayso.model import Report

HopKind = Literal["agency", "newspaper", "broadcaster", "social", "spokesperson", "voice"]

_GENERIC = re.compile(
    r"^(?:(?P<who>[A-Z][\w’'-]+|the|local|foreign|official|semi-official|domestic|national) )*"
    r"(?:[Ss]tate[- ](?:run |owned |controlled )?)?(?:TV|[Tt]elevision|[Rr]adio|[Mm]edia|"
    r"[Nn]ews [Aa]gency)(?: (?:station|channel))?$"
)
_AGENCY_WORD = re.compile(r"\b(?:[Nn]ews )?[Aa]gency\b|\b[Nn]ewswire\b")
_BROADCAST_WORD = re.compile(
    r"\b(?:TV|[Tt]elevision|[Rr]adio|Channel|FM|Broadcasting|Network|[Nn]etwork|[Ss]tation|[Bb]roadcaster|"
    r"channel|News|One)\b"
)
_PRESS_WORD = re.compile(
    r"\b(?:Times|Post|Journal|Herald|Tribune|Telegraph|Gazette|Daily|Weekly|Magazine|magazine|[Nn]ewspaper|"
    r"daily|weekly|Courier|Mail|Ledger|"
    r"Chronicle|Observer|Standard|Review|Press|Star|Globe|Examiner|Sun|Mirror|Express|Today|Monitor|"
    r"[Mm]edia|paper|tabloid|website|outlet|Insider)\b"
)
_COMMON = re.compile(
    r"\b(?:media|television|TV|radio|news agency|newspaper|daily|agency)$"
    r"|^(?:newspaper|agency|daily|station|channel|broadcaster|website|magazine) "
)
_CALLED_SO = re.compile(
    r"[^A-Z]*\b(?:newspaper|agency|daily|station|channel|broadcaster|network|magazine|website|news|radio|television|TV)\b"
    r"[^A-Z]*(?P<name>[A-Z].*)$"
)
_TITLES_TOO = frozenset({"Times", "Post", "Mail", "One", "Sun", "Star", "Mirror"})
"""Last words of the names of media that are nouns for something else too."""
_CALLED = re.compile(
    r"\b(?P<noun>news agency|agency|newswire|radio station|television station|television channel|"
    r"TV channel|channel|station|broadcaster|network|"
    r"newspaper|daily|weekly|magazine|tabloid|website|news site) (?P<after>(?:[A-Z][\w’'-]*|de|la|le|"
    r"al-\w+)(?: (?:[A-Z][\w’'-]*|de|la|le|al-\w+)){0,3})"
    r"|\b(?P<before>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}) (?P<kind>news agency|newspaper|"
    r"television channel|TV channel|radio station|broadcaster|newswire|website|magazine)\b"
)


def local_media(text: str, report: Report) -> dict[str, HopKind]:
    """Media that the page credits, is of, or calls an agency, a station, a newspaper."""
    found: dict[str, HopKind] = {}
    for match in _CALLED.finditer(text):
        name, noun = (match["after"], match["noun"]) if match["after"] else (match["before"], match["kind"])
        found[bare(name)] = medium_kind(f"the {noun}") or "newspaper"
    house: list[tuple[str | None, HopKind | None]] = [
        (report.outlet, None),
        (report.dateline.agency if report.dateline else None, "agency"),
    ]
    house += [
        (credit.name, "agency" if credit.kind == "agency" else None)
        for credit in report.credits
        if credit.kind != "photo"
    ]
    for name, known in house:
        if name:
            kind = medium_kind(name) or known or "newspaper"
            for spelled in _spellings(name):
                found.setdefault(spelled, kind)
    return found


_SHORT_TITLES = listed(
    "Courier Ledger Mail Post Times Herald Journal Tribune Observer Guardian Chronicle Gazette"
)


def _spellings(name: str) -> Iterator[str]:
    """A medium's name, and its first word where that is no common one: Meridian of Meridian Wire."""
    short = plain(name)
    yield short
    first, _, rest = short.partition(" ")
    if rest and len(first) > 4 and nation_of(first) is None and head_of(first) is None:
        yield first
    if rest and short.split()[-1] in _SHORT_TITLES:
        yield short.split()[-1]


def medium_kind(name: str) -> HopKind | None:
    """What medium a name names, by the table and by the words such names are made of; None when it names none."""
    known = medium_named(name) or medium_named(plain(name))
    if known:
        return known
    if name[:1].islower() and not _GENERIC.match(name) and not _COMMON.search(name):
        called = _CALLED_SO.match(name)
        return medium_kind(called["name"]) if called else None
    if _AGENCY_WORD.search(name):
        return "agency"
    last = name.split()[-1] if name.split() else ""
    head = head_of(last)
    if head is not None and head.kind not in ("outlet", "body", "lay") and last not in _TITLES_TOO:
        return None
    if _BROADCAST_WORD.search(name):
        return "broadcaster"
    return "newspaper" if _PRESS_WORD.search(name) else None


def plain(name: str) -> str:
    """A name without article, genitive and spaces around."""
    name = name.strip()
    for article in ("the ", "The ", "a ", "an ", "our ", "Our "):
        if name.startswith(article) and not medium_named(name):
            name = name[len(article) :]
            break
    return bare(name)
