"""Sources: what the desk follows, who publishes, how often they were heard, and who has fallen silent."""

from datetime import date

from sayso.desk import Desk
from sayso.ledger import Voiced
from sayso.ledger.collecting import Source
from sayso.ledger.rows import name_key
from sayso.settings import Outlet
from sayso.web.asked import Asked
from sayso.web.lines import Line, moment
from sayso.web.page import Page

PATIENCE = 3
"""Times an outlet's usual pause after which it counts as silent …"""
LEAST = 3
"""… or days, whichever is longer."""
ENOUGH = 3
"""Reports from which on a pause is usual."""
_DAY = len("2031-03-03")


def sources(desk: Desk, asked: Asked) -> Page:
    """What is followed, and all outlets, of the desk and met in reports."""
    lines = source_lines(desk, asked.stamp)
    followed = [_followed(one) for one in desk.ledger.collecting.sources()]
    return Page({"desk": desk.settings.name, "newest": newest(lines), "followed": followed, "sources": lines})


def _followed(one: Source) -> Line:
    """How a source that the desk follows stands, now."""
    instants = {name: getattr(one, name) for name in ("visited", "found", "due")}
    return {
        "address": one.address,
        **{name: moment(stamp) if stamp else None for name, stamp in instants.items()},
        "failures": one.failures,
        "fault": one.fault,
    }


def source_lines(desk: Desk, as_of: int | None) -> list[Line]:
    """A line for each outlet: those heard last first, then those of ``desk.toml`` that were never heard.

    Silence is measured up to the newest day on which anybody published, so that a desk of old reports has no more
    silent sources than it had then.
    """
    heard = desk.ledger.voiced(as_of)
    until = max((one.last[:_DAY] for one in heard if one.last and len(one.last) >= _DAY), default=None)
    known = {name_key(name): one for one in desk.settings.outlets for name in (one.name, *one.names)}
    lines = [_line(one, known.get(name_key(one.outlet or "")), until) for one in heard]
    met = {id(known.get(name_key(one.outlet or ""))) for one in heard}
    never = [one for one in desk.settings.outlets if id(one) not in met]
    return lines + [_line(Voiced(one.name, 0, None, None), one, until) for one in never]


def _line(heard: Voiced, known: Outlet | None, until: str | None) -> Line:
    pause = _pause(heard)
    silence = _days(heard.last, until)
    return {
        "outlet": heard.outlet,
        "reports": heard.reports,
        "first": heard.first,
        "last": heard.last,
        "owner": known.owner if known else None,
        "country": known.country if known else None,
        "kind": known.kind if known else None,
        "grade": known.grade if known else "F",
        "declared": known is not None,
        "pause": pause,
        "silence": silence,
        "silent": heard.reports == 0
        or (pause is not None and silence is not None and silence > max(LEAST, PATIENCE * pause)),
    }


def newest(lines: list[Line]) -> str | None:
    """The newest day on which anybody published."""
    return max((line["last"][:_DAY] for line in lines if line["last"]), default=None)


def _pause(heard: Voiced) -> float | None:
    """Days between two reports of an outlet on average; None for too few to tell."""
    days = _days(heard.first, heard.last)
    return None if days is None or heard.reports < ENOUGH else round(days / (heard.reports - 1), 1)


def _days(since: str | None, until: str | None) -> int | None:
    """Days between two publications; None when the day of one is not known."""
    if since is None or until is None or min(len(since), len(until)) < _DAY:
        return None
    return (date.fromisoformat(until[:_DAY]) - date.fromisoformat(since[:_DAY])).days
