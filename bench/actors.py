"""Who: dated names, mentions in official texts, speed. One JSON line a metric, with its floor.

SAYSO_DATA=… python bench/actors.py [--misses]
"""

import gzip
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from floors import say, skip

from sayso.annotate.actors import LEAST, actor_of
from sayso.annotate.actors.document import read
from sayso.annotate.actors.phoenix import read_dictionary
from sayso.annotate.actors.register import Register, register, shipped

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("SAYSO_DATA", HERE.parents[1] / "shared/data"))
SHOW = "--misses" in sys.argv
BENCH = "actors"
ROWS = 300


def best(name: str, day: str, known: Register | None = None) -> str | None:
    found = actor_of(name, day, known)
    return found[0].code if found else None


def facts() -> None:
    """Codes of public facts that were not used to build the base."""
    lines = (HERE / "gold/actors.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    right = 0
    for name, day, code in rows:
        got = best(name, day)
        right += got == code
        if SHOW and got != code:
            print("  fact", name, day, "is", code, "got", got, file=sys.stderr)
    say(BENCH, "facts_accuracy", right / len(rows))


def phoenix() -> None:
    """Dated rows of other people's dictionaries, imported; and how many of them the base alone answers."""
    text = gzip.decompress((DATA / "actors/Phoenix.Countries.actors.txt.gz").read_bytes()).decode(
        errors="replace"
    )
    entries = read_dictionary(text, "Phoenix.Countries", signed="phoenix").entries
    known = register(entries)
    dated = [e for e in entries if e.since and len(e.since) == len("2019-05-16") and e.kind == "person"]
    sample = random.Random(8).sample(dated, ROWS)
    right = base_right = 0
    for entry in sample:
        day = _within(entry.since, entry.until)
        right += best(entry.name, day, known) == entry.code
        base_right += best(entry.name, day) == entry.code
    say(BENCH, "phoenix_accuracy", right / ROWS)
    say(BENCH, "phoenix_base_alone", base_right / ROWS)


def _within(since: str, until: str) -> str:
    """A day well inside a stretch; of an open one, its first."""
    if not until:
        return since
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    return (first + (last - first) / 2).isoformat()


def reports() -> Iterator[dict]:
    with gzip.open(DATA / "corpus/re3d-official.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def countries_of_names() -> dict[str, str]:
    lines = (HERE / "gold/names.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def official() -> None:
    """Mentions of organisations, persons and nationalities with the right country, in official texts.

    Gold is a span of those types whose name stands in ``gold/names.tsv`` with its country. A find is right when it
    overlaps such a span of its country; one that overlaps only other spans (places, pronouns, units) is left out.
    """
    known = countries_of_names()
    wanted_hit = wanted_all = found_hit = found_all = 0
    for report in reports():
        wanted, others = _gold(report, known)
        words, mentions = read(report["text"], shipped(), None)
        found = [(*words.span(m.first, m.last), m.country) for m in mentions if m.confidence >= LEAST]
        judged = [f for f in found if _touches(f, wanted) or not _touches(f, others)]
        wanted_hit += sum(_right(w, found) for w in wanted)
        found_hit += sum(_right(f, wanted) for f in judged)
        wanted_all += len(wanted)
        found_all += len(judged)
        if SHOW:
            print(
                *(f"  missed {report['text'][w[0] : w[1]]} {w[2]}" for w in wanted if not _right(w, found)),
                sep="\n",
                file=sys.stderr,
            )
            print(
                *(f"  extra {report['text'][f[0] : f[1]]} {f[2]}" for f in judged if not _right(f, wanted)),
                sep="\n",
                file=sys.stderr,
            )
    precision, recall = found_hit / found_all, wanted_hit / wanted_all
    say(BENCH, "official_precision", precision)
    say(BENCH, "official_recall", recall)
    say(BENCH, "official_f1", 2 * precision * recall / (precision + recall))


Marked = tuple[int, int, str | None]


def _gold(report: dict, known: dict[str, str]) -> tuple[list[Marked], list[Marked]]:
    """(spans with a country to be found, all other spans) of a report."""
    wanted: list[Marked] = []
    others: list[Marked] = []
    for entity in report["entities"]:
        start, end = entity["span"]
        country = known.get(_plain(report["text"][start:end]))
        named = entity["type"] in ("Organisation", "Person", "Nationality") and country
        (wanted if named else others).append((start, end, country))
    return wanted, others


def _touches(one: Marked, many: list[Marked]) -> bool:
    return any(one[0] < end and start < one[1] for start, end, _ in many)


def _right(one: Marked, many: list[Marked]) -> bool:
    return any(one[0] < end and start < one[1] and one[2] == country for start, end, country in many)


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").split()).removeprefix("the ").removeprefix("The ")


def speed() -> None:
    shipped()
    texts = [r["text"] for r in reports()]
    begun = time.process_time()
    for text in texts:
        read(text, shipped(), "2016-10-17")
    say(BENCH, "words_per_second", sum(len(t.split()) for t in texts) / (time.process_time() - begun))


def main() -> None:
    facts()
    if not (DATA / "actors").is_dir():
        skip(BENCH, f"no data in {DATA}")
        return
    phoenix()
    official()
    speed()


if __name__ == "__main__":
    main()
