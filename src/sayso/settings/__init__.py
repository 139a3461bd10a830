"""A desk's settings: ``desk.toml`` and the environment, checked once and frozen.

Environment: ``SAYSO_DESK`` names the desk's folder; ``SAYSO_DATABASE`` names its database and wins over the
file, so that a password need not be written down.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from sayso.errors import SettingsError
from sayso.settings import values

Entry = TypeVar("Entry")
Made = TypeVar("Made")
DESK_FILE = "desk.toml"
SOURCES = "sources"
"""A folder of more files with outlets and sources."""
GRADES = ("A", "B", "C", "D", "E", "F")
"""Admiralty reliability of a source, A completely reliable … E unreliable, F cannot be judged."""
OUTLET_KINDS = ("agency", "newspaper", "broadcaster", "official", "platform", "social", "other")
ACTOR_KINDS = ("person", "body", "group", "party", "office", "country", "adjective", "people", "seat")
"""What an actor's names name; the words of the actor files that ship."""
PLACE_PRECISIONS = ("point", "city", "region", "country")
SOURCE_KINDS = ("feed", "sitemap", "pages", "warc")
"""What is followed: a feed of any form, a sitemap, a page of links, web archives on disk."""
ADAPTIVE = "adaptive"
"""The rhythm of a source that is asked as often as it has something new."""
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
class Source:
    """What the desk follows: a feed, a sitemap, a page of links, or web archives on disk."""

    address: str
    """Of the web; for ``warc`` a file or folder, from the desk's folder on."""
    kind: str = "feed"
    outlet: str | None = None
    """Whose reports it lists, where they do not say it themselves."""
    rhythm: int | str = ADAPTIVE
    """Seconds between two visits, or ``adaptive``."""
    back: int = 7
    """Days: what a sitemap or page lists that is older is left where it is."""
    match: str | None = None
    """A pattern that the paths of a page's reports fit: ``/news/*``."""
    body: str | None = None
    """XPath of the blocks that are the article, for pages from which it is not got otherwise."""
    drop: tuple[str, ...] = ()
    """XPaths of what is no part of the article."""


@dataclass(frozen=True, slots=True)
class Collect:
    """How the desk goes about collecting: who it says it is, and how much it asks for at a time."""

    contact: str | None = None
    """Whom the people of a site may write to: a mail address or a page. It is part of the user agent."""
    proxy: str | None = None
    """Address of an http proxy through which everything is fetched."""
    threads: int = 16
    """Responses waited for at a time, all hosts together."""
    host_delay: float = 1.0
    """Seconds between the beginnings of two requests to a host."""
    networks: tuple[str, ...] = ()
    """Private networks that may be entered all the same, like ``127.0.0.0/8`` for a program of one's own."""
    revisit: tuple[float, ...] = (6.0,)
    """Hours after the first capture of a report at which it is asked for again, to see what was changed."""


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
    sources: tuple[Source, ...] = ()
    collect: Collect = Collect()
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

# [[source]]                 # what is followed; or in files of their own: sources/*.toml
# address = "https://wire.example/feed.xml"
# outlet = "Example Wire"

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

# [collect]
# contact = "mailto:desk@example.org"   # whom sites may write to

# [parameters]
"""
"""What ``sayso new`` writes."""


def load(folder: Path, environment: Mapping[str, str]) -> Settings:
    """The settings of the desk in ``folder``.

    Raises ``SettingsError`` with the file, the entry and the key that cannot be used.
    """
    path = folder / DESK_FILE
    settings = _of_file(path, KEYS)
    for more in sorted((folder / SOURCES).glob("*.toml")):
        added = _of_file(more, ("outlet", "source"))
        settings = replace(
            settings,
            outlets=(*settings.outlets, *added.outlets),
            sources=(*settings.sources, *added.sources),
        )
        _named(more, _refuse_doubles, settings)
    url = environment.get("SAYSO_DATABASE")
    return replace(settings, database=url) if url else settings


def _of_file(path: Path, allowed: Sequence[str]) -> Settings:
    """What one file says."""
    try:
        table = tomllib.loads(path.read_bytes().decode())
    except FileNotFoundError:
        raise SettingsError(
            f"{path.parent} is no desk: it has no {DESK_FILE}. Make one: sayso new {path.parent}"
        ) from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from None
    if "name" not in allowed:
        _named(path, values.refuse_unknown, table, allowed, "")
        table = {**table, "name": path.stem}
    return _named(path, parse, table)


def _named(path: Path, check: Callable[..., Made], *given: object) -> Made:
    """What a check makes of a file; the error of one says which file it is of."""
    try:
        return check(*given)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None


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
    values.refuse_unknown(table, KEYS, "")
    ledger = values.section(table, "ledger")
    values.refuse_unknown(ledger, ("database",), "[ledger] ")
    settings = Settings(
        name=values.text(table.get("name"), "name"),
        time_zone=values.zone(table.get("time_zone", "UTC")),
        languages=tuple(map(values.language, values.texts(table.get("languages", ["en"]), "languages"))),
        weights=_weights(table.get("weights", "news")),
        database=values.text(ledger["database"], "[ledger] database") if "database" in ledger else None,
        parties=_entries(table, "party", Party, _check_party),
        outlets=_entries(table, "outlet", Outlet, _check_outlet),
        sources=_entries(table, "source", Source, _check_source),
        collect=_collect(values.section(table, "collect")),
        actors=_entries(table, "actor", Actor, _check_actor),
        places=_entries(table, "place", Place, _check_place),
        parameters={
            key: values.number(value, f"[parameters] {key}")
            for key, value in values.section(table, "parameters").items()
        },
    )
    _refuse_doubles(settings)
    return settings


def _refuse_doubles(settings: Settings) -> None:
    values.refuse_twins("party", [[party.name] for party in settings.parties])
    values.refuse_twins("party", [party.codes for party in settings.parties])
    values.refuse_twins("outlet", [{outlet.name, *outlet.names} for outlet in settings.outlets])
    values.refuse_twins("source", [[source.address] for source in settings.sources])


KEYS = (
    "name",
    "time_zone",
    "languages",
    "weights",
    "ledger",
    "party",
    "outlet",
    "source",
    "collect",
    "actor",
    "place",
    "parameters",
)
"""What may stand at the top of ``desk.toml``."""
_CODE = re.compile(r"[A-Z]{3}(?:\.[A-Z0-9_]+)*")
_WEB = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?")
QUICKEST = 60
"""Seconds between two visits of a source at the least."""
MOST_DELAY = 3600
"""Seconds between two requests to a host at the most."""
MOST_THREADS = 256
_COUNTRY = re.compile(r"[A-Z]{2}")


def _collect(table: Mapping[str, Any]) -> Collect:
    collect = _entry(table, Collect, "[collect] ")
    if collect.proxy is not None and not _WEB.fullmatch(collect.proxy):
        raise SettingsError("[collect] proxy: no address; write it http://host:port")
    for network in collect.networks:
        values.network(network, "[collect] networks")
    if collect.threads > MOST_THREADS:
        raise SettingsError(f"[collect] threads: at most {MOST_THREADS}")
    if not 0 <= collect.host_delay <= MOST_DELAY or any(hours <= 0 for hours in collect.revisit):
        raise SettingsError(
            f"[collect] host_delay lies from 0 to {MOST_DELAY} seconds, and revisit above 0 hours"
        )
    return collect


def _weights(value: object) -> str:
    if value not in WEIGHTS:
        raise SettingsError(f"weights: {value!r} are none; known: {', '.join(WEIGHTS)}")
    return str(value)


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
    values.refuse_unknown(entry, tuple(wanted), where)
    given: dict[str, Any] = {}
    for name, wish in wanted.items():
        if name not in entry:
            if wish.default is MISSING:
                raise SettingsError(f"{where}{name} is missing")
        elif name in ("since", "until"):
            given[name] = values.day(entry[name], where + name)
        elif wish.type == tuple[str, ...]:
            given[name] = values.texts(entry[name], where + name)
        elif wish.type == tuple[float, ...]:
            given[name] = values.numbers(entry[name], where + name)
        elif wish.type in (float, float | None):
            given[name] = values.number(entry[name], where + name)
        elif wish.type is int or (wish.type == int | str and entry[name] != ADAPTIVE):
            given[name] = values.count(entry[name], where + name)
        else:
            given[name] = values.text(entry[name], where + name)
    return kind(**given)


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


def _check_source(source: Source, where: str) -> None:
    if source.kind not in SOURCE_KINDS:
        raise SettingsError(f"{where}kind: {source.kind!r}; one of {', '.join(SOURCE_KINDS)}")
    if source.kind != "warc" and not _WEB.fullmatch(source.address):
        raise SettingsError(f"{where}address: {source.address!r} is no address of the web; write it https://…")
    if isinstance(source.rhythm, int) and source.rhythm < QUICKEST:
        raise SettingsError(f"{where}rhythm: at least {QUICKEST} seconds, so that nobody is pestered")


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
