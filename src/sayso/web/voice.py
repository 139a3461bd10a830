"""A voice's page: what was said under a name, through whom, and which unnamed voices may be one with it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.answers.records import Record, record_among
from sayso.desk import Desk
from sayso.errors import NotFound, UsageError
from sayso.ledger import Ledger
from sayso.ledger.rows import name_key
from sayso.model import Finding
from sayso.origins import Origins
from sayso.web.asked import Asked
from sayso.web.lines import Around, Line, said_line
from sayso.web.page import Page

REPORTS = 60
"""Reports whose claims are gone through, the newest first; the rest is counted."""
SAYINGS = 60
LIKE = 20
"""Names that hold what was asked, and voices that may be one."""


def voice(desk: Desk, asked: Asked) -> Page:
    """The page of who is called exactly ``asked.name``, capitals apart; else who may be meant.

    Raises ``NotFound`` when no voice holds the name.
    """
    if asked.name is None:
        raise UsageError("say whose page: /voice?name=NAME")
    ledger, key = desk.ledger, name_key(asked.name)
    wanted = asked.filter(holds=("voice", key), before=asked.before, limit=REPORTS)
    listed = list(ledger.reports(wanted))
    if not listed:
        return _several(ledger, asked.name)
    found = ledger.of_reports([one.id for one in listed], ("voice", "claim"), asked.stamp)
    origins = desk.origins(asked.stamp)
    recorded = record_among(asked.name, [one for one in found if _is(one, key)], ledger, origins)
    in_all = ledger.holding("voice", key)
    before = listed[-1].id if len(listed) == REPORTS else None
    page = _recorded(recorded, ledger, origins) if recorded else _nobody(asked.name)
    mine = [one.id for one in found if one.kind == "voice" and name_key(str(one.body["name"])) == key]
    return Page(
        {
            **page,
            "reports": len(listed),
            "reports_in_all": in_all,
            "before": before,
            "likenesses": list(_likenesses(mine[:REPORTS], ledger, asked.stamp)),
            "meant": [],
        }
    )


def _is(finding: Finding, key: str) -> bool:
    """Claims, and the voices that are called so."""
    return finding.kind == "claim" or name_key(str(finding.body["name"])) == key


def _several(ledger: Ledger, name: str) -> Page:
    """Nobody is called exactly so: who may be meant."""
    meant = ledger.keys_like("voice", name, LIKE) if name_key(name) else []
    if not meant:
        raise NotFound(f"no voice is called {name!r}; look for the words in reports: /search")
    names = [{"name": key, "mentions": count} for key, count in meant]
    empty: Line = {"reports": 0, "reports_in_all": 0, "before": None, "likenesses": []}
    return Page({**_nobody(name), **empty, "meant": names})


def _nobody(name: str) -> Line:
    return {"name": name, "names": [], "roles": [], "codes": [], "standings": [], "acts": {}, "sayings": [],
            "sayings_in_all": 0}  # fmt: skip


def _recorded(found: Record, ledger: Ledger, origins: Origins) -> Line:
    newest = found.sayings[::-1][:SAYINGS]
    around = Around([saying.first for saying in newest], ledger, origins.as_of)
    acts = Counter(saying.stance for saying in found.sayings)
    return {
        "name": found.name,
        "names": list(found.names),
        "roles": list(found.roles),
        "codes": list(found.codes),
        "standings": list(found.standings),
        "acts": dict(acts.most_common()),
        "sayings": [said_line(saying, around) for saying in newest],
        "sayings_in_all": len(found.sayings),
    }


def _likenesses(ids: Sequence[str], ledger: Ledger, as_of: int | None) -> Iterator[Line]:
    """Unnamed voices of other reports that may be one with this one, the likeliest first, and why."""
    edges = sorted(ledger.judged(ids, ("same_voice",), as_of), key=lambda edge: (-edge.score, edge.id))[:LIKE]
    ends = {one.id: one for one in ledger.of_ids([end for edge in edges for end in (edge.left, edge.right)])}
    around = Around(list(ends.values()), ledger, as_of)
    for edge in edges:
        own, other = (edge.left, edge.right) if edge.left in ids else (edge.right, edge.left)
        if own in ends and other in ends:
            yield {
                "edge": edge.id,
                "score": edge.score,
                "judgement": edge.judgement,
                "reasons": list(edge.body.get("reasons", ())),
                "own": _mention(ends[own], around),
                "other": _mention(ends[other], around),
            }


def _mention(voice: Finding, around: Around) -> Line:
    return {"id": voice.id, "report": voice.report, "name": voice.body["name"], **around.where(voice)}
