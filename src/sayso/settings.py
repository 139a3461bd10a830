"""A desk's settings: ``desk.toml`` and the environment, checked once and frozen.

Environment: ``SAYSO_DESK`` names the desk's folder; ``SAYSO_DATABASE`` names its database and wins over the
file, so that a password need not be written down.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sayso.errors import SettingsError

Entry = TypeVar("Entry")
DESK_FILE = "desk.toml"
GRADES = ("A", "B", "C", "D", "E", "F")
"""Admiralty reliability of a source, A completely reliable … E unreliable, F cannot be judged."""
OUTLET_KINDS = ("agency", "newspaper", "broadcaster", "official", "platform", "social", "other")


@dataclass(frozen=True, slots=True)
class Party:
    """A side the desk follows: a name, the actor codes that are it, and the names it goes by."""

    name: str
    codes: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """Somebody who publishes. Outlets of one owner are one family when origins are counted."""

    name: str
    domains: tuple[str, ...] = ()
    owner: str | None = None
    country: str | None = None
    kind: str | None = None
    grade: str = "F"
    """Admiralty grade; F, cannot be judged, until the desk says otherwise."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body the desk adds: who held which role when."""

    name: str
    code: str
    names: tuple[str, ...] = ()
    role: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """One desk, as ``desk.toml`` describes it."""

    name: str
    time_zone: str = "UTC"
    languages: tuple[str, ...] = ("en",)
    database: str | None = None
    """SQLAlchemy URL; null means ``ledger.db`` in the desk's folder."""
    parties: tuple[Party, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    actors: tuple[Actor, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)

    def outlet(self, name: str | None) -> Outlet | None:
        """The outlet of that name, or None when the desk does not know it."""
        return next((outlet for outlet in self.outlets if outlet.name == name), None)


TEMPLATE = """\
# A desk of Sayso. Every key is described in docs/desk.md.
name = "{name}"
time_zone = "UTC"
languages = ["en"]

# [ledger]
# database = "postgresql+psycopg://sayso@localhost/sayso"   # default: ledger.db in this folder

# [[party]]
# name = "Iraq"
# codes = ["IRQ"]
# names = ["Baghdad"]

# [[outlet]]
# name = "Example Wire"
# domains = ["wire.example"]
# owner = "Example Holding"
# country = "IQ"
# kind = "agency"
# grade = "F"          # Admiralty A to F; F: cannot be judged

# [[actor]]
# name = "Jane Example"
# code = "IRQ.GOV"
# role = "foreign minister"
# since = 2019-01-01

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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from None
    try:
        settings = parse(table)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None
    url = environment.get("SAYSO_DATABASE")
    return settings if url is None else _with_database(settings, url)


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
    known = {"name", "time_zone", "languages", "ledger", "party", "outlet", "actor", "parameters"}
    _refuse_unknown(table, known, "")
    ledger = _table(table, "ledger")
    _refuse_unknown(ledger, {"database"}, "[ledger] ")
    settings = Settings(
        name=_text(table, "name", ""),
        time_zone=_zone(table.get("time_zone", "UTC")),
        languages=_texts(table, "languages", "", default=("en",)),
        database=_text(ledger, "database", "[ledger] ") if "database" in ledger else None,
        parties=_entries(table, "party", Party),
        outlets=_entries(table, "outlet", Outlet, _check_outlet),
        actors=_entries(table, "actor", Actor),
        parameters=_numbers(_table(table, "parameters")),
    )
    _refuse_twins("party", [party.name for party in settings.parties])
    _refuse_twins("outlet", [outlet.name for outlet in settings.outlets])
    return settings


def _with_database(settings: Settings, url: str) -> Settings:
    values = {f.name: getattr(settings, f.name) for f in fields(Settings)}
    return Settings(**{**values, "database": url})


def _zone(value: object) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (KeyError, ValueError, OSError):
        raise SettingsError(f"time_zone: no time zone {value!r}; write it like Europe/Berlin") from None


def _table(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise SettingsError(f"[{key}] must be a table")
    return value


def _numbers(table: Mapping[str, Any]) -> Mapping[str, float]:
    for key, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise SettingsError(f"[parameters] {key}: must be a number, not {value!r}")
    return dict(table)


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{where}{key}: must be a text that is not empty")
    return value


def _texts(table: Mapping[str, Any], key: str, where: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    value = table.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise SettingsError(f'{where}{key}: must be a list of texts, like ["one", "two"]')
    return tuple(value)


def _refuse_unknown(table: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise SettingsError(f"{where}{key}: no such key; known: {', '.join(sorted(known))}")


def _refuse_twins(kind: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise SettingsError(f"[[{kind}]] {name!r} stands there twice")


def _entries(
    table: Mapping[str, Any], key: str, kind: type[Entry], check: Callable[[Entry, str], None] | None = None
) -> tuple[Entry, ...]:
    entries = table.get(key, [])
    if not isinstance(entries, list):
        raise SettingsError(f"write each {key} as [[{key}]]")
    made = []
    for number, entry in enumerate(entries, 1):
        where = f"[[{key}]] number {number}: "
        made.append(_entry(entry, kind, where))
        if check is not None:
            check(made[-1], where)
    return tuple(made)


def _entry(entry: Mapping[str, Any], kind: type[Entry], where: str) -> Entry:
    wanted = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # only our dataclasses come here
    _refuse_unknown(entry, set(wanted), where)
    values: dict[str, Any] = {}
    for name, wish in wanted.items():
        if name not in entry:
            if wish.default is MISSING:
                raise SettingsError(f"{where}{name} is missing")
        elif wish.type == tuple[str, ...]:
            values[name] = _texts(entry, name, where)
        else:
            values[name] = _text({name: str(entry[name])}, name, where)
    return kind(**values)


def _check_outlet(outlet: Outlet, where: str) -> None:
    if outlet.grade not in GRADES:
        raise SettingsError(f"{where}grade: {outlet.grade!r} is no Admiralty grade; one of A B C D E F")
    if outlet.kind is not None and outlet.kind not in OUTLET_KINDS:
        raise SettingsError(f"{where}kind: {outlet.kind!r}; one of {', '.join(OUTLET_KINDS)}")
