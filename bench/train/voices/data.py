"""Labelled claims of the project's own making: the example desk, examples of attribution, examples of stance.

Nothing here reads the hand-read reports, which are for measuring.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marked import cases

from sayso.annotate.annotator import Page
from sayso.annotate.voices.order import Said
from sayso.annotate.voices.scene import CERTAIN, Sureness
from sayso.annotate.voices.speak import Speaking
from sayso.model import Credit, Dateline, Report
from sayso.text import words

SAME_CONTENT = 0.5
"""Share of characters from which two contents are one claim, as the scorer of reports has it."""
ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("SAYSO_DATA", ROOT.parent / "shared/data"))
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Given:
    """An attribution whose spans are given, as the claim model would find them."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    level: int = 0
    stance: str = ""
    kind: str = ""
    form: str = "indirect"
    score: float = 1.0
    sure: Sureness = CERTAIN


@dataclass(frozen=True, slots=True)
class Example:
    """One report, its attributions and what is true of each: ``who``, ``standing``, ``stance`` … as far as known."""

    group: str
    report: Report
    attributions: tuple[Given, ...]
    truth: tuple[dict[str, Any], ...]


def spans(rows: Any) -> tuple[Span, ...]:
    return tuple((int(a), int(b)) for a, b in rows)


def form_of(text: str, content: tuple[Span, ...]) -> str:
    """direct when the content begins and ends at quotation marks, mixed when marks stand inside it."""
    marks = '"“”„«»'
    if (
        all(text[a - 1 : a] in marks and a for a, _ in content)
        and text[content[-1][1] : content[-1][1] + 2].strip(",.")[:1] in marks
    ):
        return "direct"
    return "mixed" if any(mark in text[a:b] for a, b in content for mark in marks) else "indirect"


def example_desk() -> Iterator[Example]:
    """The English reports of the example desk whose texts are given as such."""
    desk = ROOT / "examples"
    truth = json.loads((desk / "truth.json").read_text("utf-8"))
    texts = {
        row["id"]: row["text"]
        for row in map(json.loads, (desk / "reports/reports.jsonl").read_text("utf-8").splitlines())
    }
    for entry in truth["reports"]:
        path = desk / "reports" / entry["id"]
        if entry["language"] != "en" or not (entry["id"] in texts or path.suffix == ".txt"):
            continue
        text = texts.get(entry["id"]) or path.read_bytes().decode("utf-8")
        yield _of_desk(entry, text)


def _of_desk(entry: dict[str, Any], text: str) -> Example:
    line = entry.get("dateline")
    report = Report(
        text, entry.get("title"), outlet=entry.get("outlet"), published=entry.get("published"), language="en",
        dateline=line and Dateline(line["place"], line["agency"], line["day"], spans(line["spans"])),
        credits=tuple(Credit(c["name"], c["kind"], spans(c["spans"])) for c in entry["credits"]),
    )  # fmt: skip
    by_id = {f["id"]: f for f in entry["findings"]}
    given, known = [], []
    for finding in entry["findings"]:
        if finding["kind"] != "claim":
            continue
        body, voice = finding["body"], by_id[finding["body"]["voices"][0]]
        given.append(
            Given(
                spans(voice["spans"]),
                spans(body["cue"]),
                spans(finding["spans"]),
                body["level"],
                "",
                body["cue_kind"],
                body["form"],
            )
        )
        known.append({**voice["body"], **body, "who": voice["body"]["name"]})
    return Example(entry["id"], report, tuple(given), tuple(known))


def attribution_examples(seed: int = 1) -> Iterator[Example]:
    """The marked examples of the claim model, their slots filled once."""
    sys.path.insert(0, str(ROOT / "bench/train/claims"))
    import markup

    rng = random.Random(seed)
    for where, paragraphs in markup.examples(ROOT / "bench/train/claims/examples"):
        article = markup.article(where, paragraphs, rng)
        given = tuple(
            Given(a.source, a.cue, a.content, a.level, "", a.kind, form_of(article.text, a.content))
            for a in article.attributions
        )
        yield Example(
            where, Report(article.text), given, tuple({"stance": a.stance} for a in article.attributions)
        )


def stance_examples() -> Iterator[Example]:
    """The lines of examples/stance.tsv, each a report of one claim."""
    path = Path(__file__).parent / "examples/stance.tsv"
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.startswith("#"):
            continue
        stance, standing, source, cue, content = line.split("\t")
        text = f"{source} {cue} {content}."
        at = len(source) + 1 + len(cue) + 1
        inner = content.strip("“”")
        begin = at + content.index(inner) if content.startswith("“") and content.endswith("”") else at
        words = inner if begin > at else content
        place = ((begin, begin + len(words)),)
        given = Given(((0, len(source)),), ((len(source) + 1, at - 1),), place, form=form_of(text, place))
        yield Example(f"stance:{number}", Report(text), (given,), ({"stance": stance, "standing": standing},))


def voice_examples() -> Iterator[Example]:
    """The marked reports of examples/voices.txt."""
    for case in cases(Path(__file__).parent / "examples/voices.txt"):
        numbers = sorted(case.attributions)
        given = tuple(
            Given(a.source, a.cue, a.content, a.level, form=a.form)
            for a in (case.attributions[n] for n in numbers)
        )
        report = Report(case.text, outlet=case.headers.get("outlet"))
        yield Example(
            f"voices:{case.name}", report, given, tuple(dict(case.expected.get(n, {})) for n in numbers)
        )


_ARTICLES = {"the", "a", "an", "of", "s", "and", "in", "for", "to"}


def same_name(got: str, wanted: str) -> bool:
    """Whether a name is the wanted one: half of its words, or its last."""
    have = set(words(got)) - _ARTICLES
    want = [word for word in words(wanted) if word not in _ARTICLES]
    return bool(want) and (len(have & set(want)) >= -(-len(set(want)) // 2) or want[-1] in have)


def polnear() -> Iterator[Example]:
    """The articles of PolNeAR-dev, whose attributions are all outermost; none without the data folder."""
    path = DATA / "attribution/polnear-dev.jsonl.gz"
    if not path.exists():
        return
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            kept = [a for a in row["attributions"] if a["content"]]
            given = tuple(Given(spans(a["source"]), spans(a["cue"]), spans(a["content"])) for a in kept)
            yield Example(
                f"polnear:{row['id']}", Report(row["text"]), given, tuple({"flat": True} for _ in given)
            )


def meets(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    """Whether two sources share a character, or are both none."""
    return one == other or any(a < d and c < b for a, b in one for c, d in other)


def as_found(example: Example) -> Example:
    """The same text with the attributions that the claim model finds; ``found`` says whether each is a true one."""
    from sayso.annotate.claims.tagger import attributions

    taken = attributions(example.report.text)
    pairs = sorted(
        (
            (_dice(a.content, t.content), i, j)
            for i, a in enumerate(taken)
            for j, t in enumerate(example.attributions)
        ),
        reverse=True,
    )
    match: dict[int, int] = {}
    for likeness, i, j in pairs:
        if likeness >= SAME_CONTENT and i not in match and j not in match.values():
            match[i] = j
    truth = tuple(_matched(example, match.get(i)) for i in range(len(taken)))
    given = tuple(
        Given(a.source, a.cue, a.content, a.level, a.stance, a.kind, a.form, a.score, a.sure) for a in taken
    )
    return Example(example.group, example.report, given, truth)


def _matched(example: Example, j: int | None) -> dict[str, Any]:
    flat = {"flat": True} if any("flat" in truth for truth in example.truth) else {}
    if j is None:
        return {**flat, "found": False}
    return {**flat, **example.truth[j], "found": True, "source": example.attributions[j].source}


def _dice(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    first, second = ({c for a, b in content for c in range(a, b)} for content in (one, other))
    return 2 * len(first & second) / (len(first) + len(second))


def said(example: Example) -> Iterator[tuple[Speaking, Said, dict[str, Any]]]:
    """Each attribution of an example after its voice has been found, with what is true of it."""
    speaking = Speaking(Page(example.report, {}, "voices/0"), example.attributions, None)
    speaking.findings()
    truth = {id(a): t for a, t in zip(example.attributions, example.truth, strict=True)}
    for one in speaking.said:
        yield speaking, one, truth[id(one.attribution)]
