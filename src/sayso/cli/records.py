"""``sayso findings --kind voice --voice NAME``: a voice's record, for people or as JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.cli import output

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.answers.records import Record
    from sayso.answers.sayings import Saying
    from sayso.desk import Desk
    from sayso.ledger import Filter

_NAMES = 12
"""Names that are told when a name fits several."""


def print_record(desk: "Desk", name: str, wanted: "Filter", as_json: bool) -> None:
    """The record of who goes by a name."""
    from sayso.answers.records import record, record_line

    found = record(name, wanted, desk.ledger, desk.origins(wanted.as_of))
    if as_json:
        if found is not None:
            output.line(record_line(found))
        output.flush()
    elif found is None:
        output.say(f"No voice answers to “{output.flat(name)}”.")
    else:
        _print(found, wanted.limit)


def _print(found: "Record", limit: int | None) -> None:
    known_as = [name for name in found.names if name != found.name]
    output.console().print(
        output.pieces(
            (found.name, "bold cyan"),
            "  ",
            (", ".join((*found.roles[:3], *found.codes[:3], *found.standings[:1])), "dim"),
            *(("  also as ", (", ".join(known_as), "cyan")) if known_as else ()),
        )
    )
    output.console().print(output.pieces(summary(found.sayings)))
    output.say()
    print_sayings(found.sayings, limit)
    if found.standings[:1] in (("anonymous",), ("group",)) and found.claims > 1:
        output.say()
        unnamed = "Nobody is named: who is described so in several reports need not be the same."
        output.console().print(output.pieces((unnamed, "yellow")))
    if found.others:
        output.say()
        _say_fits("The name also fits", found.others)


def say_who(desk: "Desk", name: str, wanted: "Filter") -> None:
    """Say whom a name may mean, when it may mean several."""
    from dataclasses import replace

    from sayso.answers.records import fitting

    voices = desk.ledger.findings(replace(wanted, kind="voice", voice=name, limit=None))
    people = fitting(name, voices)
    if len(people) > 1:
        _say_fits("The name fits", people)


def _say_fits(told: str, people: "Mapping[str, int]") -> None:
    listed = ", ".join(f"{name} ({count:,})" for name, count in [*people.items()][:_NAMES])
    more = f" and {len(people) - _NAMES:,} more" if len(people) > _NAMES else ""
    fits = f"{told}: {listed}{more}. Give --voice with the full name."
    output.console().print(output.pieces((fits, "yellow")))


def summary(said: "Sequence[Saying]") -> str:
    """Sayings in a sentence: how many, by stance, in how many reports, of when."""
    from sayso.publish.wording import ACTS, day

    claims = [claim for saying in said for claim in saying.claims]
    counts = Counter(saying.stance for saying in said)
    acts = ", ".join(f"{ACTS[stance][0]} {counts[stance]}" for stance in ACTS if counts[stance])
    outlets = {outlet for saying in said for outlet in saying.outlets}
    days = sorted(saying.published for saying in said if saying.published)
    when = f", {day(days[0])} to {day(days[-1])}" if days and days[0][:10] != days[-1][:10] else ""
    if days and not when:
        when = f", {day(days[0])}"
    told = f"{_number(len(said), 'thing')} said"
    reports = len({claim.report for claim in claims})
    where = f"in {_number(reports, 'report')} of {_number(len(outlets), 'outlet')}"
    return f"{told} {where}{when}: {acts}." if said else f"{told}."


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def print_sayings(said: "Sequence[Saying]", limit: int | None = None, told: str = "act") -> None:
    """Sayings, the earliest first, each with the outlets and origins it came by; the newest when not all are wanted.

    ``told`` says whether the ``act`` stands before the words, ``who`` said them, or both.
    """
    shown = said if limit is None else said[-limit:]
    output.grid([_row(saying, told) for saying in shown], indent=2)
    if len(shown) < len(said):
        output.say(f"  {len(said) - len(shown):,} earlier: a higher --limit, or all with --json", "dim")


def _row(saying: "Saying", told: str) -> "Sequence[Text | str]":
    later = [piece for one in saying.later for piece in ("  ", (one, "yellow"))]
    return (
        output.pieces(((saying.published or "")[:10] or "day unknown", "dim")),
        output.pieces(
            *_spoken(saying, told),
            (output.quoted(saying.first.quotes), "italic"),
            "\n",
            (through(saying.outlets), "dim cyan"),
            "  ",
            (origins_told(saying.known, saying.unknown), "dim"),
            *later,
        ),
    )


def _spoken(saying: "Saying", told: str) -> "Iterator[tuple[str, str] | str]":
    from sayso.publish.wording import ACTS, NOBODY

    if told != "act":
        yield from ((", ".join(saying.who) or NOBODY, "cyan"), " ")
    if told != "who":
        yield from ((ACTS[saying.stance][0], "bold"), " ")


def through(outlets: "Iterable[str | None]") -> str:
    """Outlets by name, each once."""
    return ", ".join(dict.fromkeys(outlet or "outlet unknown" for outlet in outlets))


def origins_told(known: int, unknown: int) -> str:
    """Counts of origins: "2 origins", "1 origin and 1 unknown", "origin unknown"."""
    if not unknown:
        return _number(known, "origin")
    return f"{_number(known, 'origin')} and {unknown:,} unknown" if known else "origin unknown"
