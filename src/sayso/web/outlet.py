"""An outlet's page: what it published last, whom it copies and credits, who copies it, what it corrects."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.answers.relatives import branches, changes, other_end
from sayso.desk import Desk
from sayso.errors import NotFound, UsageError
from sayso.ledger import Listed
from sayso.ledger.rows import name_key
from sayso.model import Edge
from sayso.web.asked import Asked
from sayso.web.lines import Line, report_lines
from sayso.web.page import Page
from sayso.web.sources import source_lines

REPORTS = 60
"""Reports that are gone through, the newest first."""
SHOWN = 30


def outlet(desk: Desk, asked: Asked) -> Page:
    """The page of the outlet ``asked.name``. Raises ``NotFound`` and ``UsageError``."""
    if asked.name is None:
        raise UsageError("say whose page: /outlet?name=NAME")
    ledger, origins = desk.ledger, desk.origins(asked.stamp)
    lines = {name_key(line["outlet"] or ""): line for line in source_lines(desk, asked.stamp)}
    line = lines.get(name_key(asked.name))
    if line is None:
        raise NotFound(f"no outlet goes by {asked.name!r}; all are listed under /sources")
    wanted = asked.model_copy(update={"outlet": asked.name}).filter(before=asked.before, limit=REPORTS)
    listed = list(ledger.reports(wanted))
    reports = report_lines(listed, origins)
    edges = [(one, branches(origins, one.id)) for one in listed]
    others = {one.id: one for one in ledger.listed(_ends(edges), asked.stamp)}
    return Page(
        {
            "source": line,
            "family": _family(desk, line),
            "gone_through": len(listed),
            "before": listed[-1].id if len(listed) == REPORTS else None,
            "reports": reports[:SHOWN],
            "whose": _whose(reports),
            "copies": _counted(edges, others, ("from",)),
            "copied_by": _counted(edges, others, ("to",)),
            "corrections": list(_corrections(edges, others)),
        }
    )


Branched = Sequence[tuple[Listed, dict[str, list[Edge]]]]


def _ends(edges: Branched) -> set[str]:
    return {other_end(edge, one.id) for one, named in edges for found in named.values() for edge in found}


def _family(desk: Desk, line: Line) -> list[str]:
    """Other outlets of the same owner."""
    if line["owner"] is None:
        return []
    mine = name_key(line["outlet"] or "")
    same = [one.name for one in desk.settings.outlets if one.owner == line["owner"]]
    return [name for name in same if name_key(name) != mine]


def _whose(reports: Sequence[Line]) -> list[Line]:
    """Whose words its reports give, the commonest first."""
    named = Counter(
        origin["name"] if origin["known"] else None for line in reports for origin in line["origins"]
    )
    return [{"name": name, "reports": count} for name, count in named.most_common()]


def _counted(edges: Branched, others: dict[str, Listed], wanted: Sequence[str]) -> list[Line]:
    """The outlets at the other end of some edges, the commonest first, each with its newest pair."""
    found: dict[str | None, list[tuple[Listed, Listed]]] = {}
    for one, named in edges:
        for edge in (edge for name in wanted for edge in named.get(name, ())):
            other = others.get(other_end(edge, one.id))
            if other is not None:
                found.setdefault(other.row["outlet"], []).append((one, other))
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))
    return [
        {"outlet": name, "pairs": len(pairs), "report": pairs[0][0].id, "other": pairs[0][1].id,
         "title": pairs[0][0].row["title"]}
        for name, pairs in ordered
    ]  # fmt: skip


def _corrections(edges: Branched, others: dict[str, Listed]) -> Iterator[Line]:
    """Reports that are later versions of earlier ones, with what changed."""
    for one, named in edges:
        for edge in named.get("earlier", ()):
            earlier = others.get(edge.right)
            if earlier is not None:
                yield {
                    "report": one.id,
                    "earlier": earlier.id,
                    "title": one.row["title"],
                    "published": one.row["published"],
                    "changes": changes(edge.body["changes"]),
                }
