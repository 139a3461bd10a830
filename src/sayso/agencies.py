"""News agencies by every name they go by: one table for all that reads credits, datelines and addresses."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

AgencyKind = Literal["wire", "agency", "photo"]


@dataclass(frozen=True, slots=True)
class Agency:
    """One line of ``agencies.tsv``."""

    name: str
    """With an asterisk behind it when it is a word or a person's name too; so are ``names``."""
    country: str
    """ISO 3166-1 alpha-2, or a dash."""
    kind: AgencyKind
    """``wire``: others print its texts; ``photo``: it has pictures only."""
    domains: tuple[str, ...]
    names: tuple[str, ...]
    """What it is called besides."""


@cache
def agencies() -> tuple[Agency, ...]:
    """All agencies, in the order of the table."""
    text = files("sayso").joinpath("agencies.tsv").read_text("utf-8")
    return tuple(_agency(line) for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _agency(line: str) -> Agency:
    name, country, kind, domains, names = line.split("\t")
    return Agency(name, country, kind, _several(domains), _several(names))  # type: ignore[arg-type]  # tested


def _several(field: str) -> tuple[str, ...]:
    return tuple(part for part in field.split("; ") if part)
