"""Today: what is new since an instant, by whose words it is, who says what, and where numbers differ."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.annotate.quantities.nouns import singular
from sayso.answers import asked as checks
from sayso.answers.numbers import numbers
from sayso.answers.sayings import Saying, sayings
from sayso.contract import issue_line
from sayso.desk import Desk
from sayso.ledger import Filter, Ledger
from sayso.lineage import COPYING
from sayso.model import Finding
from sayso.origins import Origins
from sayso.publish.wording import STANDINGS
from sayso.text import words
from sayso.web.asked import Asked
from sayso.web.lines import Around, Line, by_standing, moment, number_line, report_lines, said_line
from sayso.web.page import Page
from sayso.web.sources import source_lines

FOLDED = 100
"""New reports that are folded by origin, the newest additions first; the rest is counted."""
READ = 24
"""Of them, those whose claims and numbers are shown."""
EACH = 6
"""Claims of one standing, and numbers that differ."""
FEW = 8
"""Silent sources and issues."""
_FEW_WORDS = 4


def today(desk: Desk, asked: Asked) -> Page:
    """What came in after ``asked.after``; all there is when none is given."""
    ledger, as_of = desk.ledger, asked.stamp
    after = checks.stamp(asked.after, "after") or 0
    origins = desk.origins(as_of)
    reports = report_lines(ledger.added(after, as_of, FOLDED), origins)
    read = [line["id"] for line in reports[:READ]]
    found = ledger.of_reports(read, ("claim", "voice", "quantity", "time"), as_of)
    silent = [line for line in source_lines(desk, as_of) if line["silent"]]
    noted = list(ledger.issues(Filter(as_of=as_of, limit=FEW)))
    return Page(
        {
            "desk": desk.settings.name,
            "after": asked.after,
            "newest": reports[0]["added"] if reports else None,
            "new": ledger.count_added(after, as_of),
            "folded": folded(reports, origins),
            "read": len(read),
            "claims": _claims([one for one in found if one.kind == "claim"], ledger, origins),
            "numbers": differing([one for one in found if one.kind == "quantity"], ledger, origins),
            "silent": silent[:FEW],
            "silent_in_all": len(silent),
            "issues": [
                {**issue_line(one.issue), "report": one.report, "noted": moment(one.stamp)}
                for one in noted
                if one.stamp > after
            ],
        }
    )


def folded(reports: Sequence[Line], origins: Origins) -> list[Line]:
    """Reports that carry the same words together, most carried first, under whose words they are."""
    led_by = {line["id"]: line["id"] for line in reports}
    for report in led_by.copy():
        for edge in origins.edges(report):
            both = edge.left in led_by and edge.right in led_by
            if both and (edge.kind == "revises" or edge.body.get("relation") in COPYING):
                kept, joined = sorted((led_by[edge.left], led_by[edge.right]))
                led_by = {key: kept if leader == joined else leader for key, leader in led_by.items()}
    groups: dict[str, list[Line]] = {}
    for line in reports:
        groups.setdefault(led_by[line["id"]], []).append(line)
    told = [_group(group) for group in groups.values()]
    return sorted(told, key=lambda group: -len(group["reports"]))


def _group(reports: Sequence[Line]) -> Line:
    """One story's words: their origins, and the reports, the earliest published first."""
    ordered = sorted(reports, key=lambda line: (line["published"] or "9", line["id"]))
    roots = {origin["id"]: origin for line in ordered for origin in line["origins"]}
    return {
        "origins": list(roots.values()),
        "counts": {
            "known": len({one["family"] for one in roots.values() if one["known"]}),
            "unknown": sum(not one["known"] for one in roots.values()),
        },
        "outlets": list(dict.fromkeys(line["outlet"] for line in ordered)),
        "reports": ordered,
    }


def _claims(claims: Sequence[Finding], ledger: Ledger, origins: Origins) -> list[Line]:
    """Claims by standing: how many, and those that most origins and outlets carry."""
    around = Around(claims, ledger, origins.as_of)
    return [
        {
            "standing": standing,
            "heading": STANDINGS[standing],
            "count": len(of_standing),
            "sayings": [said_line(one, around) for one in _carried(of_standing, ledger, origins)],
        }
        for standing, of_standing in by_standing(claims, around).items()
    ]


def _carried(claims: Sequence[Finding], ledger: Ledger, origins: Origins) -> list[Saying]:
    """The sayings of the newest reports that stand in most outlets."""
    spelled = Counter(_words(claim) for claim in claims)
    first = sorted(claims, key=lambda claim: (_is_little(claim), -spelled[_words(claim)]))
    chosen = set(dict.fromkeys(map(_words, first[: 4 * EACH])))
    said = sayings([claim for claim in claims if _words(claim) in chosen], ledger, origins)
    return sorted(said, key=lambda one: (-len(one.outlets), -one.known))[:EACH]


def _is_little(claim: Finding) -> bool:
    """Whether a claim tells little by itself: a few words, or words within another claim."""
    return claim.body["level"] > 0 or len(words(" ".join(claim.quotes))) < _FEW_WORDS


def _words(claim: Finding) -> str:
    return " ".join(words(" ".join(claim.quotes)))


def differing(quantities: Iterable[Finding], ledger: Ledger, origins: Origins) -> list[Line]:
    """Numbers of one unit and one thing counted that differ between reports, each value with who gives it.

    What is counted must be more than the unit: 12 people here and 40 people there need not be about the same.
    """
    alike: dict[tuple[str, str], list[Finding]] = {}
    for one in quantities:
        if one.body["of"] and singular(one.body["of"]) != one.body["unit"]:
            alike.setdefault((one.body["unit"], " ".join(words(one.body["of"]))), []).append(one)
    told = [same for same in alike.values() if _differ(same)]
    told.sort(key=lambda same: -len({one.report for one in same}))
    return [
        {
            "of": same[0].body["of"],
            "unit": same[0].body["unit"],
            "numbers": [number_line(one) for one in numbers(same[:EACH], ledger, origins)],
        }
        for same in told[:EACH]
    ]


def _differ(same: Sequence[Finding]) -> bool:
    several = len({one.report for one in same}) > 1
    return several and len({(one.body["value"], one.body["high"]) for one in same}) > 1
