"""Times: days, weeks, months and years of TimeBank and AQUAINT, hand-read reports.

TimeBank: the TIMEX3 of type DATE whose value is a day, a week, a month or a year. One is right when a found time
overlaps it and has its value by precision and first day (``late November`` is the month, as TimeML has it). Found
times that overlap a TIMEX3 of another kind (clock times, quarters, seasons, durations) are set aside; in ``strict``
they count as wrong. Reports are read as of their document's creation day.

Hand-read reports: a time matches when it overlaps the labelled words and starts and ends on the same days.
"""

import html
import json
import os
import re
import sys
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import say, skip

from sayso.annotate.annotator import Page
from sayso.annotate.times import TIMES
from sayso.model import Finding, Report

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2] / "shared/data"))
SHOW = "--misses" in sys.argv
VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-W\d{1,2})?")


MODEL_CASE = {
    ("Tuesday", "2019-05-14", "2019-05-14"),
    ("this month", "2019-05-01", "2019-05-31"),
    ("early this month", "2019-05-01", "2019-05-10"),
    ("last week", "2019-05-06", "2019-05-12"),
}


class Timex(NamedTuple):
    """A labelled expression."""

    start: int
    end: int
    kind: str
    value: str

    @property
    def counts(self) -> bool:
        return self.kind == "DATE" and VALUE.fullmatch(self.value) is not None


def main() -> None:
    """Measure and print."""
    if not (DATA / "times" / "tbaq.tar.gz").exists():
        skip("times", "no labelled texts: set SAYSO_DATA")
        return
    _timebank()
    _hand_read()
    _model_case()


def _times(text: str, published: str) -> list[Finding]:
    report = Report(text, published=published, published_precision="day", language="en")
    return list(TIMES.run(Page(report, {"part": ()}, TIMES.by)))


def _timebank() -> None:
    right = found = labelled = aside = 0
    for text, created, labels in _documents():
        left = [f for f in _times(text, created) if f.body["start"]]
        true = [x for x in labels if x.counts]
        labelled += len(true)
        for label in true:
            hit = next((f for f in left if _overlap(f, label) and _value(f) == _normal(label.value)), None)
            if hit:
                left.remove(hit)
                right += 1
                found += 1
            elif SHOW:
                print(
                    "missed", created, label.value, text[max(0, label.start - 60) : label.end], file=sys.stderr
                )
        others = [f for f in left if not any(_overlap(f, x) for x in true)]
        beside = [f for f in others if any(_overlap(f, x) for x in labels)]
        aside += len(beside)
        found += len(left) - len(beside)
    say("times", "timebank_value_f1", 200 * right / (found + labelled))
    say("times", "timebank_value_f1_strict", 200 * right / (found + aside + labelled))


def _documents() -> Iterator[tuple[str, str, list[Timex]]]:
    with tarfile.open(DATA / "times" / "tbaq.tar.gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".tml") else None
            if content:
                yield _document(content.read().decode())


def _document(source: str) -> tuple[str, str, list[Timex]]:
    created = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", source, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.DOTALL)
    if not created or not body:
        raise ValueError("a document without its text or day")
    text, labels, opened = "", [], []
    for token in re.split(r"(<[^>]+>)", body[1]):
        if token.startswith("<TIMEX3"):
            opened.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', token))))
        elif token == "</TIMEX3>":
            start, values = opened.pop()
            labels.append(Timex(start, len(text), values["type"], values["value"]))
        elif not token.startswith("<"):
            text += html.unescape(token)
    return text, created[1], labels


def _overlap(finding: Finding, label: Timex) -> bool:
    ((start, end),) = finding.spans
    return start < label.end and label.start < end


def _normal(value: str) -> str:
    year, week, number = value.partition("-W")
    return f"{year}-W{int(number):02}" if week else value


def _value(finding: Finding) -> str | None:
    """The TimeML value of a finding; None for one that TimeML has no such value for (a season, some days)."""
    body = finding.body
    start, end = date.fromisoformat(body["start"]), date.fromisoformat(body["end"])
    days = (end - start).days
    if body["precision"] == "day":
        return None if days else body["start"]
    if body["precision"] == "week":
        return "{}-W{:02}".format(*start.isocalendar()[:2])
    if body["precision"] == "month":
        return body["start"][:7] if days < 31 else None
    return body["start"][:4] if days < 366 else None


def _hand_read() -> None:
    right = found = labelled = 0
    for path in sorted((DATA / "gold").glob("*.json")):
        gold = json.loads(path.read_bytes())
        left = _times(path.with_suffix(".txt").read_bytes().decode(), gold["published"])
        found += len(left)
        labelled += len(gold["times"])
        for label in gold["times"]:
            start, end = label["span"]
            overlapping = (f for f in left if f.spans[0][0] < end and start < f.spans[0][1])
            days = (label["start"], label["end"])
            hit = next((f for f in overlapping if (f.body["start"], f.body["end"]) == days), None)
            if hit:
                left.remove(hit)
                right += 1
    say("times", "hand_read_f1", 200 * right / (found + labelled))


def _model_case() -> None:
    """The share of the model case's times that are right."""
    text = (DATA / "corpus" / "000_8e562ed075d4c182.txt").read_bytes().decode()
    found = {(f.quotes[0], f.body["start"], f.body["end"]) for f in _times(text, "2019-05-16")}
    say("times", "model_case_share", len(found & MODEL_CASE) / len(MODEL_CASE))


if __name__ == "__main__":
    main()
