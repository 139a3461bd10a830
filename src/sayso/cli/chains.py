"""``sayso report --chain``: by what way each claim came to the page, for people or as JSON lines."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.cli import output

if TYPE_CHECKING:
    from rich.text import Text

    from sayso.annotate.voices.chain import Link
    from sayso.answers.chains import Way
    from sayso.desk import Desk
    from sayso.model import Finding, Report

_PLACES = 4
"""Places in the text that are shown for one link."""
_WORDS = 80
"""Characters of a link's evidence that are shown."""
_SHOWS = {"voice": "called", "claim": "told, says the text", "dateline": "dateline", "credit": "credit"}
_PAGE = ("dateline", "credit", "copy", "page")


def print_chain(
    desk: "Desk", report: "Report", findings: "Sequence[Finding]", as_of: int | None, as_json: bool
) -> None:
    """All ways of a report's claims."""
    from sayso.answers.chains import copied_in, way_line, ways

    found = ways(report, findings, copied_in(report, desk.origins(as_of), desk.settings))
    if as_json:
        for way in found:
            output.line(way_line(report, way))
        output.flush()
        return
    if not found:
        output.say("Nobody is made to say anything in it.")
        return
    _print_page(report, found)
    voices = {finding.id: finding for finding in findings}
    for way in found:
        _print_way(report, way, voices)


def _print_page(report: "Report", found: "Sequence[Way]") -> None:
    """What is the same for every claim of one page, once: dateline, credits, copies, the page itself."""
    shown: dict[tuple[str, str], Link] = {}
    for way in found:
        for link in way.links:
            if link.shown_by in _PAGE:
                shown.setdefault((link.kind, link.name), link)
    output.console().print(output.pieces(("How the page came by its words", "bold")))
    ordered = sorted(shown.values(), key=lambda link: _PAGE.index(link.shown_by))
    output.grid([_evidence(report, link) for link in ordered], indent=2)
    output.say()


def _print_way(report: "Report", way: "Way", voices: "dict[str, Finding]") -> None:
    from sayso.publish.wording import act

    output.console().print(output.pieces(*_arrows(way)), soft_wrap=False)
    own = [link for link in way.links if link.shown_by not in _PAGE]
    output.grid([_evidence(report, link) for link in own], indent=2)
    output.grid(
        [
            (
                output.pieces((claim.id[:8], "dim")),
                output.pieces(
                    ("  " * claim.body["level"] + act(claim, voices), "bold"),
                    " ",
                    (output.quoted(claim.quotes), "italic"),
                ),
            )
            for claim, _ in way.claims
        ],
        indent=4,
    )
    output.say()


def _arrows(way: "Way") -> Iterator[tuple[str, str] | str]:
    for number, link in enumerate(way.links):
        if number:
            yield from (" ", ("→", "dim"), " ")
        yield (link.name, "bold cyan" if link.kind == "voice" else "cyan")


def _evidence(report: "Report", link: "Link") -> "Sequence[Text | str]":
    """A link as a row: what it is, and the words that show it with where they stand."""
    return (output.pieces((link.kind, "dim")), output.pieces(*_shown(report, link)))


def _shown(report: "Report", link: "Link") -> Iterator[tuple[str, str] | str]:
    yield (link.name, "cyan")
    yield "  "
    if link.shown_by == "page":
        yield (_published(report), "dim")
        return
    if link.shown_by == "copy":
        yield (f"the same words stand in its report {(link.report or '')[:8]}", "dim")
    else:
        yield (_SHOWS[link.shown_by] if link.spans else "implied, not named", "dim")
    for start, end in link.spans[:_PLACES]:
        words = report.text[start:end]
        yield "  "
        yield (f"“{words if len(words) <= _WORDS else words[:_WORDS].rstrip() + ' …'}”", "italic")
        yield " "
        yield (f"{start}:{end}", "dim")
    if len(link.spans) > _PLACES:
        yield (f"  and {len(link.spans) - _PLACES} more", "dim")


def _published(report: "Report") -> str:
    from sayso.publish.wording import day

    address = f", {report.url}" if report.url else ""
    return f"this page, {day(report.published)}{address}"
