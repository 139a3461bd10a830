"""Changes by people: corrections, retractions, erasure. Each is an added row with who, when and why."""

import json
from typing import Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import Json, Who, Why, opened, person, reason, said
from sayso.errors import UsageError


def correct(
    key: Annotated[
        str, typer.Argument(metavar="FINDING", help="The finding's id, or enough of its beginning.")
    ],
    changes: Annotated[
        list[str],
        typer.Option("--set", metavar="FIELD=VALUE", help="A field of its body, like value=5200. Repeatable."),
    ],
    why: Why,
    spans: Annotated[
        str | None, typer.Option("--spans", metavar="S:E,…", help="Where it stands instead: 120:145,160:170.")
    ] = None,
    who: Who = None,
    as_json: Json = False,
) -> None:
    """Replace a finding by yours. The old one stays in the ledger, under --all."""
    from sayso.contract import BODIES, edge_line, fault
    from sayso.model import Finding

    because = reason(why)
    with opened() as desk:
        old = desk.ledger.finding(key)
        body = {**old.body, **dict(_change(change) for change in changes)}
        wrong = fault(body, BODIES[old.kind]) or _unknown(body, BODIES[old.kind])
        if wrong:
            raise UsageError(f"--set: {wrong}")
        report = desk.ledger.report(old.report)
        signed = person(who)
        if body == dict(old.body) and spans is None:
            raise UsageError("--set: that is what the finding says already")
        placed = old.spans if spans is None else _spans(spans, len(report.text))
        made = Finding.make(report, old.kind, placed, body, by=signed, confidence=1.0, rests_on=(old.id,))
        edge = desk.ledger.correct(made, old.id, because, signed)
    if as_json:
        output.line(edge_line(edge))
        output.flush()
    else:
        output.say(f"{made.id} by {signed} replaces {old.id}.")


def retract(
    key: Annotated[str, typer.Argument(metavar="ID", help="The whole id of a report, finding or edge.")],
    why: Why,
    who: Who = None,
    as_json: Json = False,
) -> None:
    """Take a report, finding or edge back. It stays in the ledger, under --all."""
    with opened() as desk:
        what = desk.ledger.retract(said(key, "ID") or key, reason(why), person(who))
    if as_json:
        output.line({"retracted": key, "what": what})
        output.flush()
    else:
        output.say(f"Retracted the {what} {key}.")


def erase(
    key: Annotated[str, typer.Argument(metavar="REPORT", help="The whole id of a report.")],
    why: Why,
    who: Who = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Remove a report's text for good, as the law may demand. A tombstone stays."""
    because, signed = reason(why), person(who)
    with opened() as desk:
        report = desk.ledger.report(key)
        if report.id != key:
            raise UsageError(f"to erase, give the whole id: {report.id}")
        if not (yes or _confirmed(report.title or report.id)):
            raise UsageError("nothing was erased")
        desk.erase(key, because, signed)
    if as_json:
        output.line({"erased": key})
        output.flush()
    else:
        output.say(f"Erased the report {key}.")


def _confirmed(title: str) -> bool:
    """Whether somebody at the keyboard says yes."""
    try:
        return typer.confirm(
            f"Erase “{output.flat(title)}” with all that quotes it? There is no way back", err=True
        )
    except typer.Abort:
        raise UsageError("nothing was erased; to erase without being asked, give --yes") from None


def _change(change: str) -> tuple[str, Any]:
    field, sign, value = change.partition("=")
    if not sign or not field:
        raise UsageError(f"--set {change}: write it FIELD=VALUE, like value=5200 or unit=troop")
    said(change, "--set")
    try:
        return field, json.loads(value)
    except (ValueError, RecursionError):
        return field, value


def _unknown(body: dict[str, Any], wanted: Any) -> str | None:
    extra = sorted(set(body) - set(wanted.__annotations__))
    return f"no field {', '.join(extra)}; known: {', '.join(wanted.__annotations__)}" if extra else None


def _spans(said: str, length: int) -> tuple[tuple[int, int], ...]:
    from sayso.errors import LawBroken
    from sayso.model import check_spans

    try:
        spans = tuple(
            (int(start), int(end)) for start, _, end in (part.partition(":") for part in said.split(","))
        )
        check_spans(spans, length)
    except (ValueError, LawBroken) as error:
        raise UsageError(f"--spans {said}: {error}; write them like 120:145,160:170") from None
    return spans
