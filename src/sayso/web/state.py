"""Issues and status: what could not be read, and how the desk stands."""

from sayso.contract import issue_line
from sayso.desk import Desk
from sayso.errors import CODES
from sayso.ledger import Filter, sqlite_is_safe
from sayso.web.asked import Asked
from sayso.web.lines import moment
from sayso.web.page import Page

SHOWN = 100


def issues(desk: Desk, asked: Asked) -> Page:
    """What was lost or is in doubt, the newest first."""
    wanted = Filter(kind=asked.code, report=asked.report, as_of=asked.stamp, limit=SHOWN)
    return Page(
        {
            "codes": [
                {"code": code, "count": count, "level": CODES[code][0], "told": CODES[code][1]}
                for code, count in desk.ledger.count_issues(asked.stamp)
                if code in CODES
            ],
            "issues": [
                {**issue_line(one.issue), "report": one.report, "noted": moment(one.stamp)}
                for one in desk.ledger.issues(wanted)
            ],
            "limit": SHOWN,
        }
    )


def status(desk: Desk, asked: Asked) -> Page:
    """What the desk holds, who went through it, and what waits."""
    ledger = desk.ledger
    return Page(
        {
            "desk": desk.settings.name,
            "time_zone": desk.settings.time_zone,
            "languages": list(desk.settings.languages),
            "database": ledger.database.kind,
            "rows": ledger.counts(),
            "newest_act": moment(ledger.stamp) if ledger.stamp else None,
            "makers": list(desk.makers),
            "safe": ledger.database.kind != "sqlite" or sqlite_is_safe(),
        }
    )
