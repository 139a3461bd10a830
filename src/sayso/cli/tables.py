"""Findings of one kind as tables for people: numbers, actors, places."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.cli import output
from sayso.cli.records import through

if TYPE_CHECKING:
    from sayso.answers.numbers import Number
    from sayso.desk import Desk
    from sayso.model import Finding
    from sayso.origins import Origins

ITSELF = "the report itself"
"""Who says a number that stands in no claim."""


def numbers(desk: "Desk", found: "Sequence[Finding]", origins: "Origins") -> None:
    """Numbers with what they count, who says so, as of when, in which outlets, through how many origins."""
    from sayso.answers.numbers import numbers

    columns = ("number", "of", "who says it", "as of", "published", "outlet", "origins")
    rows = [_number(one) for one in numbers(found, desk.ledger, origins)]
    output.table(columns, rows, "No such numbers.")


def _number(one: "Number") -> tuple[str | None, ...]:
    from sayso.publish.wording import quantity, when

    time = one.as_of.body if one.as_of else None
    return (
        quantity(one.first),
        one.first.body["of"] or " ",
        ", ".join(one.who) or ITSELF,
        when(time) if time else " ",
        (one.published or "")[:10] or "unknown",
        through(one.outlets),
        _origins(one.known, one.unknown),
    )


def _origins(known: int, unknown: int) -> str:
    """How many: "2", "1 and 1 unknown", "unknown"."""
    return str(known) if not unknown else f"{known} and {unknown} unknown" if known else "unknown"


def actors(desk: "Desk", found: "Sequence[Finding]", origins: "Origins") -> None:
    """Actors with the code and role that their reports' day gives them, and how often they are named."""
    rows: dict[tuple[str, str, str], list[Finding]] = {}
    for one in found:
        rows.setdefault((one.body["code"], one.body["name"], one.body["role"] or ""), []).append(one)
    output.table(
        ("code", "name", "role on that day", "reports of", "mentions"),
        [
            (code, name, role or " ", _days(desk, held, origins), f"{len(held):,}")
            for (code, name, role), held in sorted(rows.items())
        ],
        "No such actors.",
    )


def places(desk: "Desk", found: "Sequence[Finding]", origins: "Origins") -> None:
    """Places with how exactly it is known where they lie; only what is a point has the coordinates of one."""
    from sayso.publish.wording import whereabouts

    rows: dict[tuple[str, ...], list[Finding]] = {}
    for one in found:
        body = one.body
        key = (str(body["name"]).casefold(), body["country"] or "", body["precision"] or "", whereabouts(one))
        rows.setdefault(key, []).append(one)
    output.table(
        ("place", "country", "precision", "where", "reports of", "mentions"),
        [
            (
                _spelled(held),
                country or " ",
                precision or "not resolved",
                where,
                _days(desk, held, origins),
                f"{len(held):,}",
            )
            for (_, country, precision, where), held in sorted(rows.items())
        ],
        "No such places.",
    )


def _spelled(found: "Sequence[Finding]") -> str:
    """A name as it is mostly written; a dateline has it in capitals."""
    names = [str(one.body["name"]) for one in found]
    return max(dict.fromkeys(names), key=lambda name: (not name.isupper(), names.count(name)))


def _days(desk: "Desk", found: "Sequence[Finding]", origins: "Origins") -> str:
    """The days on which the reports of some findings were published."""
    from sayso.publish.wording import day, period

    rows = desk.ledger.carriers({one.report for one in found}, origins.as_of)
    days = sorted(row["published"][:10] for row in rows if row["published"])
    if not days:
        return "day unknown"
    first, last = days[0], days[-1]
    return (
        period(first, last) if len(first) == len(last) == len("2031-03-03") else f"{day(first)} to {day(last)}"
    )


TABLES: "Mapping[str, Callable[[Desk, Sequence[Finding], Origins], None]]" = {
    "quantity": numbers,
    "actor": actors,
    "place": places,
}
"""Kinds of findings that people are shown as a table."""
