"""Actor dictionaries in the TABARI and PETRARCH format, read as entries.

A name stands in capitals with underscores for spaces, its synonyms under it after ``+``, its codes in brackets,
each with the days it held: ``[IRQGOV 040628-050503]``, ``[>20060520]``, ``[<030409]``. A code without days holds
at all other times. CAMEO's agent codes become the sectors of the contract; what they say more is dropped.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.annotate.actors.entry import Entry, make

SECTORS = {
    "GOV": "GOV", "SPY": "GOV", "COP": "GOV", "MIL": "MIL", "LEG": "LEG", "JUD": "JUD", "PTY": "POL", "OPP": "POL",
    "REB": "ARM", "INS": "ARM", "SEP": "ARM", "UAF": "ARM", "RAD": "ARM", "IMG": "ARM", "BUS": "BUS", "MNC": "BUS",
    "MED": "MED", "CVL": "CVL", "EDU": "CVL", "LAB": "CVL", "REF": "CVL", "NGO": "CVL", "HRI": "CVL", "HLH": "CVL",
    "CRM": "CVL", "AGR": "BUS", "STU": "CVL", "REL": "CVL",
}  # fmt: skip
"""CAMEO's agents as sectors; elites (ELI) and all others have none: the country alone is known."""

_BODIES = {"IGO": "IGO", "NGO": "XXX.CVL", "NGM": "XXX.CVL", "MNC": "XXX.BUS", "IMG": "XXX.ARM", "INT": "XXX"}
_CODED = re.compile(r"\[([A-Z]{3,})\s*([^\]]*)\]")
_DAYS = re.compile(r"([<>]?)\s*(\d{6,8})?\s*(-)?\s*(\d{6,8})?")
_PIVOT = 30
"""Two-digit years up to this one are of this century."""
_ACRONYM = 4

_Held = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What could be read, and what could not: an actor is taken whole or not at all."""

    entries: tuple[Entry, ...]
    refused: tuple[str, ...]
    """One message for each actor refused, with file, line and reason."""


def code_of(cameo: str) -> str:
    """``IRQ.GOV`` of ``IRQGOVMIL``, ``IGO`` of ``IGOUNO``, ``AFG`` of ``AFGELI``."""
    head, rest = cameo[:3], [cameo[i : i + 3] for i in range(3, len(cameo), 3)]
    if head in _BODIES:
        return _BODIES[head]
    sector = next((SECTORS[agent] for agent in rest if agent in SECTORS), None)
    return f"{head}.{sector}" if sector else head


def read_dictionary(text: str, source: str, *, signed: str) -> Dictionary:
    """The entries of one dictionary. Codes that overlap in time for one name are joined.

    The dictionaries at large hold days such as the 31st of June or of eight digits too many; an actor with one is
    refused with its line, so that the rest can be used and nobody is half there.
    """
    actors: dict[str, tuple[str, list[str], list[_Held]]] = {}
    refused: list[str] = []
    for number, names, lines in _blocks(text):
        where = f"{source}:{number}"
        try:
            held = [code for line in lines for code in _codes(line)]
        except ValueError as error:
            refused.append(f"{where}: {names[0]!r}: {error}")
            continue
        _, spelled, so_far = actors.setdefault(names[0], (where, [], []))
        spelled.extend(name for name in names if name not in spelled)
        so_far.extend(held)
    return Dictionary(tuple(e for actor in actors.values() for e in _entries(*actor, signed)), tuple(refused))


def _entries(source: str, names: list[str], held: list[_Held], signed: str) -> list[Entry]:
    kind = "person" if any(since or until for _, since, until in held) else "body"
    return [
        make(code, names, kind, "", since, until, signed, source=source) for code, since, until in _joined(held)
    ]


def _blocks(text: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """(line, names, lines with codes) of each actor."""
    number = 0
    names: list[str] = []
    coded: list[str] = []
    for line_number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#", 1)[0].rstrip()
        if not line.strip() or line.startswith(("!", "<")):
            continue
        written = _written(line.split("[", 1)[0])
        if written and not line.startswith(("+", "\t", " ")):
            if names and coded:
                yield number, names, coded
            number, names, coded = line_number, [], []
        if written and written not in names:
            names.append(written)
        if "[" in line:
            coded.append(line)
    if names and coded:
        yield number, names, coded


def _codes(line: str) -> Iterator[_Held]:
    for cameo, days in _CODED.findall(line):
        match = _DAYS.fullmatch(days.strip())
        if match is None:
            raise ValueError(f"the days of [{cameo} {days}] cannot be read (yymmdd or yyyymmdd)")
        sign, first, dash, last = match.groups()
        since, until = _day(first), _day(last)
        if sign == "<":
            since, until = "", since
        elif not dash and not sign:
            until = since
        yield code_of(cameo), since, until


def _day(digits: str | None) -> str:
    """A day as ISO 8601; the last day of a month that is too long is the month's own last."""
    if not digits:
        return ""
    long = digits if len(digits) == 8 else f"{'20' if int(digits[:2]) <= _PIVOT else '19'}{digits[-6:]:0>6}"
    year, month, day = int(long[:4]), int(long[4:6]), int(long[6:])
    if len(digits) == 7 or not 1 <= month <= 12 or not 1 <= day <= 31:
        raise ValueError(f"{digits!r} is no day (yymmdd or yyyymmdd)")
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(day - 1), first_of_next - timedelta(1)).isoformat()


def _written(name: str) -> str:
    """``HAMID_KARZAI_`` as "Hamid Karzai"; a short single word is an abbreviation and stays as it is."""
    words = name.strip().lstrip("+").replace("_", " ").split()
    if len(words) == 1 and len(words[0]) <= _ACRONYM:
        return words[0]
    return " ".join(word.title() for word in words)


def _joined(held: Iterable[_Held]) -> Iterator[_Held]:
    """Each code's stretches, those that touch made one; the one without days after those with."""
    for code in dict.fromkeys(code for code, _, _ in held):
        stretches = sorted(
            {(since, until or "9999") for c, since, until in held if c == code and (since or until)}
        )
        joined: list[tuple[str, str]] = []
        for since, until in stretches:
            if until < since:
                since, until = until, since
            if joined and since <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], until))
            else:
                joined.append((since, until))
        for since, until in joined:
            yield code, since, "" if until == "9999" else until
        if not joined:
            yield code, "", ""
