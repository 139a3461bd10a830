"""One report as a single HTML file, its findings marked in the text and listed beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso.errors import Issue
from sayso.model import KINDS, Finding, Report
from sayso.publish.marks import Stretch, note, stretches

_LISTS = (("Claims", "claim"), ("Events", "event"), ("Quantities", "quantity"), ("Dates", "time"))


@dataclass(frozen=True, slots=True)
class _Marked:
    """A stretch with what its mark needs."""

    text: str
    findings: tuple[Finding, ...]
    classes: str
    anchor: str | None
    note: str


@cache
def templates() -> Environment:
    """The templates, escaping everything: whatever a report says is text, never markup."""
    return Environment(
        loader=PackageLoader("sayso.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def css() -> str:
    """The style all pages share."""
    return resources.files("sayso.publish").joinpath("templates", "desk.css").read_text("utf-8")


def page(report: Report, findings: Sequence[Finding], issues: Iterable[Issue] = ()) -> str:
    """The report as one self-contained page: no script, nothing fetched, readable when printed."""
    by_id = {finding.id: finding for finding in findings}
    kinds = Counter(finding.kind for finding in findings)
    seen: set[str] = set()
    return (
        templates()
        .get_template("report.html")
        .render(
            report=report,
            link=report.url if (report.url or "").startswith(("http://", "https://")) else None,
            css=css(),
            kinds={kind: kinds[kind] for kind in KINDS if kinds[kind]},
            stretches=[_marked(stretch, by_id, seen) for stretch in stretches(report.text, findings)],
            lists=[(heading, _notes(kind, findings, by_id)) for heading, kind in _LISTS],
            issues=list(issues),
            makers=sorted({finding.by for finding in findings}),
        )
    )


def _notes(kind: str, findings: Sequence[Finding], by_id: dict[str, Finding]) -> list[tuple[Finding, str]]:
    placed = [finding for finding in findings if finding.kind == kind]
    return [(finding, note(finding, by_id)) for finding in placed]


def _marked(stretch: Stretch, by_id: dict[str, Finding], seen: set[str]) -> _Marked:
    covering = stretch.findings
    classes = sorted(
        {finding.kind for finding in covering} | {f.body["part"] for f in covering if f.kind == "part"}
    )
    told = "; ".join(note(finding, by_id) for finding in covering if finding.kind != "part")
    fresh = [finding.id for finding in stretch.opens if finding.id not in seen and finding.kind != "part"]
    seen.update(fresh[:1])
    return _Marked(stretch.text, covering, " ".join(classes), f"f-{fresh[0]}" if fresh else None, told)
