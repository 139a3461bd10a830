"""Changes by people: corrections, retractions, erasure. Each is an added row with who, when and why."""

import json
from typing import Annotated, Any, get_args

import typer

from sayso.cli import output
from sayso.cli.options import Json, Who, Why, opened, person, reason, said
from sayso.errors import UsageError
from sayso.model import Judgement


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


def judge(
    left: Annotated[
        str, typer.Argument(metavar="LEFT", help="The id of a report or finding, or its beginning.")
    ],
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="Of the other.")],
    kind: Annotated[
        str, typer.Option("--kind", help="same_story, same_claim, denies, supports, same_event or same_voice.")
    ],
    why: Why,
    says: Annotated[str, typer.Option("--is", help="yes, no or unsure.")] = "yes",
    who: Who = None,
    as_json: Json = False,
) -> None:
    """Say what two things are to each other: one story, the same claim, a denial … Yours prevails."""
    from sayso.contract import edge_line
    from sayso.model import Edge

    if kind not in _JUDGED:
        raise UsageError(f"--kind {kind}: one of {', '.join(_JUDGED)}")
    judgement = _judgement(says)
    because, signed = reason(why), person(who)
    with opened() as desk:
        ends = [
            _end(desk.ledger, said(key, name) or key, kind) for key, name in ((left, "LEFT"), (right, "RIGHT"))
        ]
        if ends[0] == ends[1]:
            raise UsageError("LEFT and RIGHT are the same")
        body = {"reasons": [because]}
        edge = Edge.make(ends[0], ends[1], kind, by=signed, judgement=judgement, because=ends, body=body)
        desk.ledger.put_edges([edge], signed)
    if as_json:
        output.line(edge_line(edge))
        output.flush()
    else:
        output.say(f"{edge.id} by {signed}: {ends[0][:8]} {kind} {ends[1][:8]}: {says}.")


_JUDGED = {
    "same_story": None,
    "same_claim": "claim",
    "denies": "claim",
    "supports": "claim",
    "same_event": "event",
    "same_voice": "voice",
}
"""Kinds of edge a person may put, and of what kind of finding their ends are; None for reports."""


def _judgement(says: str) -> Judgement:
    """What is said, checked. Raises ``UsageError``."""
    judgements: tuple[Judgement, ...] = get_args(Judgement)
    for judgement in judgements:
        if judgement == says:
            return judgement
    raise UsageError(f"--is {says}: yes, no or unsure")


def _end(ledger: Any, key: str, kind: str) -> str:
    """The whole id of a report or of a finding of the right kind. Raises ``UsageError``, ``NotFound``."""
    wanted = _JUDGED[kind]
    if wanted is None:
        return str(ledger.report(key).id)
    found = ledger.finding(key)
    if found.kind != wanted:
        raise UsageError(f"{key} is a {found.kind}; {kind} joins a {wanted} with another")
    return str(found.id)


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
