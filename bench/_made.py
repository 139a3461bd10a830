"""Made-up reports for the ledger's benches: words by Zipf's law, findings of the usual kinds. Not a bench itself."""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from sayso.ledger import Entry, Ledger, rows, search
from sayso.ledger.engine import Hot
from sayso.ledger.store import INSERTS
from sayso.model import Capture, Finding, Report

WORDS, FINDINGS = 400, 20
MAKERS = ("times/1", "claims/1", "quantities/1")
CAPTURE = Capture("0" * 64, "made.jsonl", "2020-01-03T12:00:00Z", 1)
"""What all reports are said to be read from."""
_LETTERS = "etaoinshrdlucmfwypvbgkjqxz"


def vocabulary(size: int = 50_000) -> list[str]:
    """Words, the commonest first."""
    rng = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < size:
        length = rng.randint(2, 10)
        found["".join(rng.choices(_LETTERS, weights=range(26, 0, -1), k=length))] = None
    return list(found)


def reports(number: int, words: int = WORDS) -> Iterator[Report]:
    """Reports of so many words; every other one has typographic quotation marks, as half of the press has."""
    rng = random.Random(2)
    known = vocabulary()
    weights = list(accumulate(1 / rank for rank in range(2, len(known) + 2)))
    for made in range(number):
        said = rng.choices(known, cum_weights=weights, k=words)
        text = " ".join(" ".join(said[at : at + 20]).capitalize() + "." for at in range(0, words, 20))
        yield Report(
            text=f"“{text}”" if made % 2 else text,
            title=" ".join(said[:8]).capitalize(),
            outlet=f"Outlet {made % 37}",
            url=f"https://outlet{made % 37}.example/{made}",
            published=f"{2015 + made % 8}-{1 + made // 8 % 12:02}-{1 + made // 96 % 28:02}",
            published_precision="day",
            language="en",
            given=f"made-{made}",
        )


def entry(report: Report) -> Entry:
    """A report with its findings, their ids hashed."""
    return Entry(report, findings(report), MAKERS, capture=CAPTURE.id, item=f"made.jsonl:{report.given}")


def findings(report: Report) -> list[Finding]:
    """Voices, claims, quantities and times, in turn, along the text."""
    step = len(report.text) // (FINDINGS + 1)
    return [_finding(report, number, 1 + number * step) for number in range(FINDINGS)]


def _finding(report: Report, number: int, at: int) -> Finding:
    said = report.text[at : at + 12]
    kind, by, body = (
        ("voice", "claims/1", {"name": said, "refers_to": None, "kind": "person", "standing": "official",
                               "actor": "XXX.GOV", "role": "minister", "count": None, "basis": None}),
        ("claim", "claims/1", {"voices": [report.id], "cue": [[at, at + 4]], "cue_kind": "speech", "level": 0,
                               "stance": "assert", "polarity": 1, "form": "indirect", "via": [], "when": None,
                               "about": ["XXX.GOV"]}),
        ("quantity", "quantities/1", {"value": float(number * 100), "high": None, "unit": "troop",
                                      "bound": "about", "of": said, "as_of": None, "claim": None}),
        ("time", "times/1", {"start": "2019-05-16", "end": "2019-05-16", "precision": "day"}),
    )[number % 4]  # fmt: skip
    return Finding.make(report, kind, ((at, at + 30),), body, by=by, confidence=0.9)


def lines(number: int, path: Path) -> None:
    """The reports as a file to be added."""
    with path.open("w", encoding="utf-8") as file:
        for report in reports(number):
            fields = ("text", "title", "outlet", "url", "published", "language")
            line = {"id": report.given, **{name: getattr(report, name) for name in fields}}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def fill(ledger: Ledger, number: int) -> None:
    """Store so many reports in one transaction and without findings: what is asked of them is their words."""
    with ledger.database.writing() as connection:
        hot = Hot(connection)
        for stamp, report in enumerate(reports(number), 1):
            num = rows.report_number(report)
            hot.do(INSERTS["report"], *rows.report_row(report, num, stamp))
            search.index(hot, num, search.indexed(report)[0])
        hot.do(INSERTS["act"], number, "sayso", "add", None)
