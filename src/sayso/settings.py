"""A desk's settings: ``desk.toml`` and the environment, checked once and frozen.

Environment: ``SAYSO_DESK`` names the desk's folder; ``SAYSO_DATABASE`` names its database and wins over the
file, so that a password need not be written down.
"""

import math
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sayso.errors import SettingsError

Entry = TypeVar("Entry")
DESK_FILE = "desk.toml"
GRADES = ("A", "B", "C", "D", "E", "F")
"""Admiralty reliability of a source, A completely reliable … E unreliable, F cannot be judged."""
OUTLET_KINDS = ("agency", "newspaper", "broadcaster", "official", "platform", "social", "other")
ACTOR_KINDS = ("person", "body", "group", "party", "office", "country", "adjective", "people", "seat")
"""What an actor's names name; the words of the actor files that ship."""
PLACE_PRECISIONS = ("point", "city", "region", "country")
WEIGHTS = ("news", "free")
"""Weights of the claim model: trained on news too, or only on what is freely licensed."""


@dataclass(frozen=True, slots=True)
class Party:
    """A side the desk follows: a name, the actor codes that are it, and the names it goes by."""

    name: str
    codes: tuple[str, ...]
    names: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2 code of its country, as places carry it."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Somebody who publishes. Outlets of one owner are one family when origins are counted."""

    name: str
    names: tuple[str, ...] = ()
    """What credits, datelines and other outlets call it besides."""
    domains: tuple[str, ...] = ()
    owner: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    kind: str | None = None
    grade: str = "F"
    """Admiralty grade; F, cannot be judged, until the desk says otherwise."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body the desk adds: who held which role when."""

    name: str
    code: str
    kind: str = "person"
    names: tuple[str, ...] = ()
    """What it is called besides."""
    role: str | None = None
    since: str | None = None
    """First day in the role: a day, a month or a year; null when it has no beginning."""
    until: str | None = None
    """Last day in the role; null while it is held."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place the desk adds, for want of it in the gazetteer."""

    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    lat: float | None = None
    lon: float | None = None
    """Degrees, WGS 84; null when it lies nowhere known."""
    precision: str = "point"


@dataclass(frozen=True, slots=True)
class Settings:
    """One desk, as ``desk.toml`` describes it."""

    name: str
    time_zone: str = "UTC"
    languages: tuple[str, ...] = ("en",)
    weights: str = "news"
    """Which weights of the claim model read its reports: one of ``WEIGHTS``."""
    database: str | None = None
    """SQLAlchemy URL; null means ``ledger.db`` in the desk's folder."""
    parties: tuple[Party, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)

    def outlet(self, name: str | None) -> Outlet | None:
        """The outlet that goes by that name, or None when the desk does not know it."""
        return next((one for one in self.outlets if name == one.name or name in one.names), None)


TEMPLATE = """\
# A desk of Sayso. Every key is described in docs/desk.md.
name = "{name}"
time_zone = "UTC"
languages = ["en"]

# [ledger]
# database = "postgresql+psycopg://sayso@localhost/sayso"   # default: ledger.db in this folder

# [[party]]                  # a side the desk follows
# name = "Iraq"
# codes = ["IRQ"]
# names = ["Baghdad"]

# [[outlet]]                 # who publishes
# name = "Example Wire"
# domains = ["wire.example"]
# owner = "Example Holding"
# country = "IQ"
# kind = "agency"
# grade = "F"                # Admiralty A to F; F: cannot be judged

# [[actor]]                  # a person with a role and its days, or a body: kind = "body"
# name = "Jane Example"
# code = "IRQ.GOV"
# role = "foreign minister"
# since = 2019-01-01

# [[place]]                  # a place no gazetteer has
# name = "Example Crossing"
# country = "IQ"
# lat = 33.3
# lon = 44.4

# [parameters]
"""
"""What ``sayso new`` writes."""


def load(folder: Path, environment: Mapping[str, str]) -> Settings:
    """The settings of the desk in ``folder``.

    Raises ``SettingsError`` with the file, the entry and the key that cannot be used.
    """
    path = folder / DESK_FILE
    try:
        table = tomllib.loads(path.read_bytes().decode())
    except FileNotFoundError:
        raise SettingsError(
            f"{folder} is no desk: it has no {DESK_FILE}. Make one: sayso new {folder}"
        ) from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from None
    try:
        settings = parse(table)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None
    url = environment.get("SAYSO_DATABASE")
    return replace(settings, database=url) if url else settings


def find(given: Path | None, environment: Mapping[str, str], here: Path) -> Path:
    """The desk's folder: as given, else ``SAYSO_DESK``, else ``here`` or the nearest folder above with a desk.

    Raises ``SettingsError`` when there is none.
    """
    named = given or (Path(environment["SAYSO_DESK"]) if environment.get("SAYSO_DESK") else None)
    if named is not None:
        return named
    for folder in (here, *here.parents):
        if (folder / DESK_FILE).is_file():
            return folder
    raise SettingsError(
        f"no desk here or above: there is no {DESK_FILE}. Name one with -d DIR or SAYSO_DESK, "
        "or make one: sayso new DIR"
    )


def parse(table: Mapping[str, Any]) -> Settings:
    """Settings from a parsed ``desk.toml``. Raises ``SettingsError`` naming the entry and key at fault."""
    _refuse_unknown(table, KEYS, "")
    ledger = _table(table, "ledger")
    _refuse_unknown(ledger, ("database",), "[ledger] ")
    settings = Settings(
        name=_text(table.get("name"), "name"),
        time_zone=_zone(table.get("time_zone", "UTC")),
        languages=tuple(map(_language, _texts(table.get("languages", ["en"]), "languages"))),
        weights=_weights(table.get("weights", "news")),
        database=_text(ledger["database"], "[ledger] database") if "database" in ledger else None,
        parties=_entries(table, "party", Party, _check_party),
        outlets=_entries(table, "outlet", Outlet, _check_outlet),
        actors=_entries(table, "actor", Actor, _check_actor),
        places=_entries(table, "place", Place, _check_place),
        parameters={
            key: _number(value, f"[parameters] {key}") for key, value in _table(table, "parameters").items()
        },
    )
    _refuse_twins("party", [[party.name] for party in settings.parties])
    _refuse_twins("party", [party.codes for party in settings.parties])
    _refuse_twins("outlet", [{outlet.name, *outlet.names} for outlet in settings.outlets])
    return settings


KEYS = (
    "name",
    "time_zone",
    "languages",
    "weights",
    "ledger",
    "party",
    "outlet",
    "actor",
    "place",
    "parameters",
)
"""What may stand at the top of ``desk.toml``."""
_CODE = re.compile(r"[A-Z]{3}(?:\.[A-Z0-9_]+)*")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def _zone(value: object) -> str:
    try:
        return ZoneInfo(_text(value, "time_zone")).key
    except (KeyError, ValueError, OSError):
        raise SettingsError(f"time_zone: no time zone {value!r}; write it like Europe/Berlin") from None


def _weights(value: object) -> str:
    if value not in WEIGHTS:
        raise SettingsError(f"weights: {value!r} are none; known: {', '.join(WEIGHTS)}")
    return str(value)


def _language(tag: str) -> str:
    if not _LANGUAGE.fullmatch(tag):
        raise SettingsError(f"languages: {tag!r} is no language tag; write it like en or zh-Hans")
    return tag


def _table(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise SettingsError(f"[{key}] must be a table")
    return value


def _number(value: object, where: str) -> float:
    try:
        if not isinstance(value, bool) and isinstance(value, int | float) and math.isfinite(value):
            return value
    except OverflowError:
        pass  # a whole number that no float holds
    raise SettingsError(f"{where}: must be a number, not {value!r:.40}")


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{where}: must be a text that is not empty")
    if any(letter < " " for letter in value):
        raise SettingsError(f"{where}: holds a control character")
    return value


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise SettingsError(f'{where}: must be a list of texts, like ["one", "two"]')
    return tuple(_text(entry, where) for entry in value)


def _day(value: object, where: str) -> str:
    """A day, or coarser: a month or a year, when only that is known."""
    said = str(value)
    written = _DAY.fullmatch(said)
    try:
        date.fromisoformat(f"{said}-01-01"[:10] if written else "")
    except ValueError:
        raise SettingsError(f'{where}: no day {said!r}; write it 2019-05-16, "2019-05" or "2019"') from None
    return said


def _refuse_unknown(table: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise SettingsError(f"{where}{key}: no such key; known: {', '.join(sorted(known))}")


def _refuse_twins(kind: str, groups: Sequence[Sequence[str] | set[str]]) -> None:
    seen: set[str] = set()
    for group in groups:
        for name in sorted(seen.intersection(group)):
            raise SettingsError(f"[[{kind}]] {name!r} stands there twice")
        seen.update(group)


def _entries(
    table: Mapping[str, Any], key: str, kind: type[Entry], check: Callable[[Entry, str], None]
) -> tuple[Entry, ...]:
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"write each {key} as [[{key}]]")
    made = []
    for number, entry in enumerate(entries, 1):
        where = f"[[{key}]] number {number}: "
        made.append(_entry(entry, kind, where))
        check(made[-1], where)
    return tuple(made)


def _entry(entry: Mapping[str, Any], kind: type[Entry], where: str) -> Entry:
    wanted = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # only our dataclasses come here
    _refuse_unknown(entry, tuple(wanted), where)
    values: dict[str, Any] = {}
    for name, wish in wanted.items():
        if name not in entry:
            if wish.default is MISSING:
                raise SettingsError(f"{where}{name} is missing")
        elif name in ("since", "until"):
            values[name] = _day(entry[name], where + name)
        elif wish.type == tuple[str, ...]:
            values[name] = _texts(entry[name], where + name)
        elif wish.type == float | None:
            values[name] = _number(entry[name], where + name)
        else:
            values[name] = _text(entry[name], where + name)
    return kind(**values)


def _check_party(party: Party, where: str) -> None:
    if not party.codes:
        raise SettingsError(f'{where}codes: name at least one actor code, like ["IRQ"]')
    for code in party.codes:
        _check_code(code, f"{where}codes")
    _check_country(party.country, where)


def _check_outlet(outlet: Outlet, where: str) -> None:
    if outlet.grade not in GRADES:
        raise SettingsError(f"{where}grade: {outlet.grade!r} is no Admiralty grade; one of A B C D E F")
    if outlet.kind is not None and outlet.kind not in OUTLET_KINDS:
        raise SettingsError(f"{where}kind: {outlet.kind!r}; one of {', '.join(OUTLET_KINDS)}")
    _check_country(outlet.country, where)


def _check_actor(actor: Actor, where: str) -> None:
    _check_code(actor.code, f"{where}code")
    if actor.kind not in ACTOR_KINDS:
        raise SettingsError(f"{where}kind: {actor.kind!r}; one of {', '.join(ACTOR_KINDS)}")
    if actor.since and actor.until and actor.until < actor.since[: len(actor.until)]:
        raise SettingsError(f"{where}it ends ({actor.until}) before it begins ({actor.since})")


def _check_place(place: Place, where: str) -> None:
    _check_country(place.country, where)
    if place.precision not in PLACE_PRECISIONS:
        raise SettingsError(f"{where}precision: {place.precision!r}; one of {', '.join(PLACE_PRECISIONS)}")
    if (place.lat is None) != (place.lon is None):
        raise SettingsError(f"{where}lat and lon: give both or neither")
    if place.lat is not None and place.lon is not None and (abs(place.lat) > 90 or abs(place.lon) > 180):
        raise SettingsError(f"{where}lat and lon: no place on Earth lies at {place.lat}, {place.lon}")


def _check_code(code: str, where: str) -> None:
    if not _CODE.fullmatch(code):
        raise SettingsError(f"{where}: {code!r} is no actor code; write it like IRQ or IRQ.GOV")


def _check_country(country: str | None, where: str) -> None:
    if country is not None and not _COUNTRY.fullmatch(country):
        raise SettingsError(f"{where}country: {country!r}; two letters of ISO 3166-1, like IQ")
