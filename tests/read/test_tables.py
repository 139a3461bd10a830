"""The tables of reading: whole, and of all sides alike."""

import re
import tomllib
from importlib.resources import files
from itertools import pairwise
from typing import get_args

from sayso.agencies import AgencyKind, agencies
from sayso.read.hints import hint_for
from sayso.read.item import Hint
from sayso.read.tables import lines

TABLES = files("sayso.read.tables")


def test_names_have_a_country_and_no_stray_marks() -> None:
    outlets = [tuple(line.split("\t")[:2]) for line in lines("outlets.tsv")]
    for name, country in [*outlets, *((one.name, one.country) for one in agencies())]:
        assert name == name.strip() != ""
        assert re.fullmatch(r"[A-Z]{2}|-", country), name


def test_agencies_stand_once_and_are_of_a_kind() -> None:
    names = [one.name for one in agencies()]
    assert len(names) == len(set(names))
    assert {one.kind for one in agencies()} == set(get_args(AgencyKind))
    domains = [domain for one in agencies() for domain in one.domains]
    assert len(domains) == len(set(domains))


def test_a_domain_has_one_outlet() -> None:
    domains = [domain for line in lines("outlets.tsv") for domain in line.split("\t")[2].split("; ") if domain]
    assert len(domains) == len(set(domains))


def test_many_countries_have_their_agency() -> None:
    assert len({one.country for one in agencies()}) > 80


def test_furniture_has_known_kinds_and_each_phrase_once() -> None:
    rows = [line.split("\t") for line in lines("furniture.txt")]
    assert {kind for kind, _ in rows} == {"whole", "call", "section", "about"}
    assert all(phrase == phrase.lower().strip() for _, phrase in rows)
    assert len(rows) == len({tuple(row) for row in rows})


def test_every_hint_is_dated_soundly_and_never_overlaps_another() -> None:
    rows = tomllib.loads(TABLES.joinpath("hints.toml").read_text("utf-8"))["hint"]
    for row in rows:
        assert row.get("body") or row.get("drop")
        assert (row.get("since") or "0000") <= (row.get("until") or "9999")
    for domain in {domain for row in rows for domain in row["domains"]}:
        eras = sorted(
            (row.get("since") or "0000", row.get("until") or "9999") for row in rows if domain in row["domains"]
        )
        assert all(left[1] < right[0] for left, right in pairwise(eras)), domain


def test_a_hint_is_found_for_each_shipped_domain() -> None:
    rows = tomllib.loads(TABLES.joinpath("hints.toml").read_text("utf-8"))["hint"]
    for row in rows:
        for domain in row["domains"]:
            assert isinstance(hint_for(f"https://www.{domain}/a", row.get("since", "1990-01-01")), Hint)
