"""Parts: credits and datelines on hand-labelled reports, the model case, plain texts a second.

A credit counts when it overlaps the labelled words and names the same source; a dateline when it overlaps and has
the same place and wire. Each is matched once.
"""

import gzip
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import say, skip

from sayso.model import Span
from sayso.read.furnish import furnish
from sayso.read.item import Article
from sayso.read.parts import Layout, lay_out

DATA = Path(os.environ.get("SAYSO_DATA", Path(__file__).resolve().parents[2] / "shared/data"))
MODEL_CASE = DATA / "corpus" / "000_8e562ed075d4c182.txt"
SHOW = "--misses" in sys.argv
EDGES = (
    ("caption", "Secretary of State Mike Pompeo at", "(AP)"),
    ("date", "May 16, 2019", "May 16, 2019"),
    ("body", "US Secretary of State Mike Pompeo’s surprise", "which includes Exxon Mobil."),
    ("credit", "Asharq Al-Awsat", "Asharq Al-Awsat"),
    ("furniture", "About Track Persia", "undermine stability."),
)
"""The parts of the model case by their first and last words."""


def main() -> None:
    """Measure and print."""
    if not (DATA / "copies" / "credits-dev.jsonl").exists():
        skip("parts", "no labelled reports: set SAYSO_DATA")
        return
    reports = {line["id"]: line for line in _lines(DATA / "copies" / "reports.jsonl.gz")}
    labels = _lines(DATA / "copies" / "credits-dev.jsonl")
    _credits(labels, reports)
    _model_case()
    _speed([line["text"] for line in reports.values()])


def _lines(path: Path) -> list[dict[str, Any]]:
    content = path.read_bytes()
    plain = gzip.decompress(content) if path.suffix == ".gz" else content
    return [json.loads(line) for line in plain.decode().splitlines()]


def _credits(labels: Sequence[dict[str, Any]], reports: dict[str, dict[str, Any]]) -> None:
    credits, datelines = [0, 0, 0], [0, 0, 0]
    for label in labels:
        report = reports[label["id"]]
        text = report["text"]
        known = Article(text, title=report["title"], outlet=report["outlet"], published=report.get("published"))
        layout = lay_out(text, known)
        _add(credits, _matched(text, label["credits"], layout, label["id"]))
        _add(datelines, _same_dateline(text, label["dateline"], layout))
    say("parts", "credits_f1", _f1(credits))
    say("parts", "datelines_f1", _f1(datelines))
    say("parts", "credits_and_datelines_f1", _f1([a + b for a, b in zip(credits, datelines, strict=True)]))


def _add(total: list[int], more: tuple[int, int, int]) -> None:
    for i, value in enumerate(more):
        total[i] += value


def _f1(counts: Sequence[int]) -> float:
    right, found, true = counts
    return 2 * right / (found + true)


def _matched(text: str, labels: Sequence[dict[str, str]], layout: Layout, name: str) -> tuple[int, int, int]:
    """Right, found and labelled credits."""
    left = list(layout.credits)
    for label in labels:
        places = [match.span() for match in re.finditer(re.escape(label["text"]), text)]
        hit = next(
            (c for c in left if _plain(c.name) == _plain(label["name"]) and _overlap(c.spans, places)), None
        )
        if hit:
            left.remove(hit)
        elif SHOW:
            print(name, "missed", label, file=sys.stderr)
    if SHOW:
        for credit in left:
            print(name, "extra", credit.name, text[slice(*credit.spans[0])][:120], file=sys.stderr)
    return len(layout.credits) - len(left), len(layout.credits), len(labels)


def _same_dateline(text: str, label: dict[str, str] | None, layout: Layout) -> tuple[int, int, int]:
    found = layout.dateline
    if label is None or found is None:
        return 0, int(found is not None), int(label is not None)
    start = text.find(label["text"])
    overlaps = _overlap(found.spans, [(start, start + len(label["text"]))])
    same = _plain(found.place) == _plain(label["place"]) and _plain(found.agency) == _plain(label["agency"])
    return int(overlaps and same), 1, 1


def _plain(name: str | None) -> str:
    return re.sub(r"\W+", " ", name or "").strip().lower()


def _overlap(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(start < stop and begin < end for start, end in spans for begin, stop in others)


def _model_case() -> None:
    text = MODEL_CASE.read_bytes().decode()
    layout = lay_out(text, Article(text))
    worst = 1.0
    for part, first, last in EDGES:
        start = text.find(first)
        true = set(
            range(start, text.rfind(last) + len(last) if part != "caption" else text.find(last) + len(last))
        )
        true = {i for i in true if part != "body" or i < text.find("Asharq Al-Awsat")}
        found = {i for p in layout.parts if p.part == part for s, e in p.spans for i in range(s, e)}
        worst = min(worst, len(true & found) / len(true | found))
    say("parts", "model_case_worst_iou", worst)


def _speed(texts: Sequence[str]) -> None:
    """Whole texts as they are, and cut to the 400 words of a usual report."""
    usual = [" ".join(text.split(" ")[:400]) for text in texts]
    for metric, chosen in (("texts_per_cpu_second", usual), ("long_texts_per_cpu_second", texts)):
        articles = [Article(text) for text in chosen]
        rates = []
        for _ in range(3):
            begun = time.process_time()
            for article in articles:
                furnish(article)
            rates.append(len(articles) / (time.process_time() - begun))
        say("parts", metric, max(rates))


if __name__ == "__main__":
    main()
