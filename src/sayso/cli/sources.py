"""What a desk follows: listing it, adding to it, lists of other readers, packs that ship."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli import output
from sayso.cli.options import Json, opened
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.desk import Desk
    from sayso.ledger.roster import Source

sources = typer.Typer(invoke_without_command=True, help="Say what the desk follows, and how each source does.")


@sources.callback()
def listed(context: typer.Context, as_json: Json = False) -> None:
    """List what the desk follows, and how each source does."""
    if context.invoked_subcommand is not None:
        return
    from sayso.collect.fetch import veiled

    with opened() as desk:
        states = {one.address: one for one in desk.ledger.collecting.sources()}
        told = [
            (one, states.get(one.address), sum(s.parent == one.address for s in states.values()))
            for one in desk.settings.sources
        ]
    if as_json:
        for one, state, sitemaps in told:
            output.line(
                {
                    "source": veiled(one.address),
                    "kind": one.kind,
                    "outlet": one.outlet,
                    **_state(state, sitemaps),
                }
            )
        output.flush()
        return
    rows = [(veiled(one.address), one.outlet, *_shown(state)) for one, state, _ in told]
    empty = (
        "The desk follows nothing yet. Add a site: sayso sources add https://…; or a pack: sayso sources pack"
    )
    output.table(("source", "outlet", "new in 7 days", "last new", "next visit", "state"), rows, empty)


@sources.command()
def add(
    address: Annotated[
        str, typer.Argument(metavar="URL", help="A feed, or a page whose feeds are looked for.")
    ],
    outlet: Annotated[str | None, typer.Option("--outlet", help="Whose reports it lists.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="feed, sitemap, pages or warc: take it as that, unseen.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Follow a feed, or the feeds of a page."""
    from sayso.collect.listing import ADDED
    from sayso.settings import parse

    with opened() as desk:
        if kind is not None:
            entries = [{"address": address, "kind": kind, "outlet": outlet}]
        else:
            web = address if "://" in address else f"https://{address}"
            entries = [{"address": at, "outlet": outlet, "title": title} for at, title in _found(desk, web)]
        plain = [{k: v for k, v in one.items() if v is not None and k != "title"} for one in entries]
        parse({"name": "checked before it is written", "source": plain})
        _put(desk, ADDED, (), entries, as_json)


@sources.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file, as other readers export it.")],
    as_json: Json = False,
) -> None:
    """Follow what another reader's list names. Broken lists are read as far as they go."""
    from sayso.collect.feeds import NoFeedError
    from sayso.collect.opml import read_opml
    from sayso.read.intake import readable

    try:
        found, issues = read_opml(file.read_bytes(), readable(file.name))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None
    except NoFeedError as error:
        raise UsageError(f"{file}: {error}") from None
    for issue in issues:
        output.complain(f"{issue.item}: {issue.detail}")
    with opened() as desk:
        name = f"{''.join(letter if letter.isalnum() else '-' for letter in file.stem)}.toml"
        _put(desk, name, (), [{"address": one.address, "title": one.title} for one in found], as_json)


@sources.command()
def export(
    to: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default: standard output.")
    ] = None,
) -> None:
    """Write what the desk follows as OPML, for other readers."""
    from sayso.collect.opml import write_opml

    with opened() as desk:
        feeds = [one for one in desk.settings.sources if one.kind == "feed"]
        page = write_opml(desk.settings.name, [(one.address, one.outlet or one.address) for one in feeds])
    output.write(page, to)


@sources.command()
def pack(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The pack to follow. Without: list them.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Follow a pack of well-known public sources, or list the packs."""
    from sayso.collect.listing import packs

    held = packs()
    if name is None:
        if as_json:
            for key, table in held.items():
                output.line({"pack": key, "sources": [one["address"] for one in table["source"]]})
            output.flush()
            return
        rows = [(key, f"{len(table['source'])}", _names(table["outlet"])) for key, table in held.items()]
        output.table(("pack", "sources", "outlets"), rows, "")
        output.say("Follow one: sayso sources pack NAME")
        return
    if name not in held:
        raise UsageError(f"no pack {name}; there are {', '.join(held)}")
    with opened() as desk:
        _put(desk, f"pack-{name}.toml", held[name]["outlet"], held[name]["source"], as_json)
    if not as_json:
        output.say(
            "Their addresses could not be checked when the pack was made; sayso sources tells which fail."
        )


def _found(desk: "Desk", address: str) -> list[tuple[str, str | None]]:
    """The feeds at an address with their titles. Raises ``UsageError`` when there are none."""
    from sayso.collect.fetch import Failed, veiled
    from sayso.collecting import open_door
    from sayso.collecting.discovery import discover

    with open_door(desk.settings) as door:
        found = discover(door, address, desk.ledger.clock())
    if isinstance(found, Failed):
        raise UsageError(f"{found.address}: {found.detail} ({found.code})")
    if not found:
        raise UsageError(
            f"{veiled(address)} names no feed, and has none where sites usually keep one. To follow the links of the "
            f"page itself: sayso sources add --kind pages {veiled(address)}"
        )
    return [(one.address, one.feed.title) for one in found]


def _put(
    desk: "Desk",
    file: str,
    outlets: Iterable[Mapping[str, Any]],
    entries: Sequence[Mapping[str, Any]],
    as_json: bool,
) -> None:
    """Write sources to a file of the desk and say so."""
    from sayso.collect.fetch import veiled
    from sayso.collect.listing import put

    try:
        new = put(desk.folder, file, desk.settings, outlets, entries)
    except OSError as error:
        raise UsageError(f"cannot write sources/{file}: {error.strerror}") from None
    if as_json:
        known = {one.address for one in desk.settings.sources}
        for one in entries:
            output.line(
                {
                    "source": veiled(one["address"]),
                    "new": one["address"] not in known,
                    "file": f"sources/{file}",
                }
            )
        output.flush()
        return
    for one in entries[:_MOST_SHOWN]:
        output.say(
            f"  {veiled(one['address'])}" + (f"  {output.flat(one['outlet'])}" if one.get("outlet") else "")
        )
    if len(entries) > _MOST_SHOWN:
        output.say(f"  and {len(entries) - _MOST_SHOWN:,} more")
    told = f"{new:,} new in {Path('sources') / file}" if new else "none of them new"
    output.say(
        f"{len(entries):,} source{'s' * (len(entries) != 1)}, {told}. Collect: sayso -d {desk.folder} collect"
    )


_MOST_SHOWN = 30


def _names(outlets: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(one["name"] for one in outlets)


def _state(state: "Source | None", sitemaps: int) -> dict[str, Any]:
    if state is None:
        return {"visited": None}
    return {
        "visited": _instant(state.visited),
        "found": _instant(state.found),
        "next": _instant(state.due),
        "rhythm": state.rhythm,
        "failures": state.failures,
        "fault": state.fault,
        "days": json.loads(state.days),
        "sitemaps": sitemaps,
    }


def _shown(state: "Source | None") -> tuple[str, str, str, str]:
    if state is None or state.visited is None:
        return "–", "–", "now", "not visited yet"
    days = json.loads(state.days)
    week = sum(count for _, count in sorted(days.items())[-7:])
    found, due = (_instant(one) for one in (state.found, state.due))
    said = state.fault or "as it should be"
    return f"{week:,}", (found or "–")[:16], (due or "–")[:16], said


def _instant(micros: int | None) -> str | None:
    from datetime import UTC, datetime

    if micros is None:
        return None
    return datetime.fromtimestamp(micros / 1e6, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
