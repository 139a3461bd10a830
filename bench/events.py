"""Events of hand-read reports: found near their trigger, with the right parties, status and place.

Recall and roles by ``score_reports.py``, on reports of bench/gold and the shared ones, with the number of events found
for one labelled. Status, place, and the model case here: labels matched as the scorer matches them. Then what
exchanging the names of states changes, words a CPU second with events alone and with all annotators, and memory.
``--show`` prints what is labelled and what is found.

Figures on PLV, actor roles and event places are cross-validated by ``bench/train/events/fold.py``, which trains: they
stand in the model's card.
"""

import gzip
import json
import re
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from claims import DATA, MODEL_CASE, TOOLS, scored, used, written  # noqa: E402
from floors import say, skip  # noqa: E402
from voices import same  # noqa: E402

from sayso import annotate as annotation  # noqa: E402
from sayso.annotate import annotate  # noqa: E402
from sayso.annotate.events import EVENTS, tagger  # noqa: E402
from sayso.model import Finding, Report  # noqa: E402

NAME = "events"
NEAR = 60
"""Characters within which a trigger is the labelled one, as the scorer has it."""
FEWEST = 5
"""Labels of a status below which it is left out of the macro average, as the scorer has it."""
ALL = tuple(dict.fromkeys((*annotation.ANNOTATORS, EVENTS)))
# One process: others would not know of an annotator that is not in the list.
SAYSO = [
    sys.executable,
    "-c",
    "import sayso.annotate as a; from sayso.annotate.events import EVENTS; "
    "a.ANNOTATORS = tuple(dict.fromkeys((*a.ANNOTATORS, EVENTS))); import sayso.workers as w; "
    "w.processors = lambda: 1; from sayso.cli import main; main()",
]
STATES = {"Iran": "Iraq", "Iranian": "Iraqi", "Iranians": "Iraqis", "Tehran": "Baghdad", "Israel": "Syria"}
STATES |= {"Israeli": "Syrian", "Russia": "China", "Russian": "Chinese", "Moscow": "Beijing"}
SWAP = STATES | {b: a for a, b in STATES.items()}
_STATE = re.compile(r"\b(?:" + "|".join(sorted(SWAP, key=len, reverse=True)) + r")\b")
WEIGHTS = resources.files("sayso.annotate.encoder") / "models" / "events.onnx"


def main() -> None:
    """Measure and print."""
    if not (TOOLS / "score_reports.py").exists() or not (DATA / "gold").exists():
        skip(NAME, "no scorers and hand-read reports: set SAYSO_DATA")
        return
    if not WEIGHTS.is_file():
        skip(NAME, "the weights of the event model are not in the package yet: bench/train/events")
        return
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        sets = {"gold": written(Path(folder) / "gold"), "shared": DATA / "gold"}
        for name, gold in sets.items():
            hand_read(gold, name)
        pairs = [pair for gold in sets.values() for pair in matched(gold)]
        status(pairs)
        places([pair for pair in pairs if pair[0].get("place") and pair[1]])
        model_case(list(matched(sets["gold"], MODEL_CASE)))
    speed()


def hand_read(gold: Path, name: str) -> None:
    """Recall, events found for one labelled, parties."""
    found = scored("score_reports.py", [str(gold), str(gold)], SAYSO)
    say(NAME, f"{name}_recall", found["event"]["r"])
    say(NAME, f"{name}_found_for_one_labelled", found["event"]["pred"] / found["event"]["gold"])
    say(NAME, f"{name}_parties", found["roles"]["acc"])


def matched(folder: Path, only: str = "*") -> Iterator[tuple[dict[str, Any], Finding | None]]:
    """Labelled events of hand-read reports with the one found for each."""
    for path in sorted(folder.glob(f"{only}.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (folder / f"{path.stem}.txt").read_bytes().decode("utf-8")
        report = Report(text, outlet=gold.get("outlet"), published=gold["published"], published_precision="day")
        found = [one for one in annotate(report, annotators=ALL) if one.kind == "event"]
        used_up: set[str] = set()
        for labelled in gold.get("events", []):
            near = [one for one in found if one.id not in used_up and _near(one, labelled)]
            best = min(near, key=lambda one: abs(one.spans[0][0] - labelled["span"][0]), default=None)
            used_up |= {best.id} if best else set()
            yield labelled, best
        if "--show" in sys.argv:
            _show(text, gold, found)


def _show(text: str, gold: dict[str, Any], found: Sequence[Finding]) -> None:
    """Print the labelled and the found events of one report."""
    rows = [
        (e["span"][0], "=", text[slice(*e["span"])], {k: v for k, v in e.items() if k != "span"})
        for e in gold["events"]
    ]
    for one in found:
        body = {k: (v["name"] if isinstance(v, dict) else v) for k, v in one.body.items()}
        kept = {k: body[k] for k in ("type", "mode", "actor", "recipient", "place", "status", "main")}
        rows.append((one.spans[0][0], f"{one.confidence:.2f}", one.quotes[0], kept))
    for row in sorted(rows, key=lambda row: row[:2]):
        print(*row, file=sys.stderr)


def _near(one: Finding, labelled: dict[str, Any]) -> bool:
    start, end = labelled["span"]
    right = one.body["type"] in labelled["type"].split("|")
    return right and start - NEAR <= one.spans[0][0] <= end + NEAR


def status(pairs: Sequence[tuple[dict[str, Any], Finding | None]]) -> None:
    """Whether it happened, of the events found."""
    told = [(gold["status"], one.body["status"]) for gold, one in pairs if one is not None]
    want, have = Counter(w for w, _ in told), Counter(h for _, h in told)
    both = Counter(w for w, h in told if w == h)
    f1 = [200 * both[name] / (n + have[name]) for name, n in want.items() if n >= FEWEST]
    say(NAME, "status_macro_f1", sum(f1) / len(f1))
    say(NAME, "status_right", 100 * both.total() / len(told))


def places(pairs: Sequence[tuple[dict[str, Any], Finding | None]]) -> None:
    """Where it took place, of the events found that have a labelled place."""
    right = 0
    for gold, one in pairs:
        place = one.body["place"] if one is not None else None
        right += bool(place and same(place["name"], gold["place"]))
    say(NAME, "places_right", 100 * right / max(1, len(pairs)))


def model_case(pairs: Sequence[tuple[dict[str, Any], Finding | None]]) -> None:
    """The page Sayso is judged by: its events found."""
    say(NAME, "model_case_found", 100 * sum(one is not None for _, one in pairs) / len(pairs))


def speed() -> None:
    """Exchanged names, words a second, memory."""
    with gzip.open(DATA / "corpus/iran-2019.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows][:40]
    reports = [Report(text) for text in texts]
    words = sum(len(text.split()) for text in texts)
    tagger.mentions(texts[0])
    say(NAME, "model_words_per_cpu_second", words / used(lambda: [tagger.mentions(text) for text in texts]))
    annotate(reports[0], annotators=ALL)
    every = used(lambda: [annotate(report, annotators=ALL) for report in reports])
    say(NAME, "all_annotators_words_per_cpu_second", words / every)
    say(NAME, "megabytes_a_process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    found = sum(len(tagger.mentions(text)) for text in texts)
    say(NAME, "found_in_1000_words", 1000 * found / words)
    say(NAME, "unchanged_by_exchanging_states", mirror(texts))


def mirror(texts: Sequence[str]) -> float:
    """Share of mentions that stay the same, names apart, when the names of states are exchanged."""
    alike = total = 0
    for text in texts:
        here, there = (Counter(_plain(t)) for t in (text, swapped(text)))
        again = Counter({swapped(key): n for key, n in here.items()})
        alike += (again & there).total()
        total += max(here.total(), there.total())
    return 100 * alike / max(1, total)


def swapped(text: str) -> str:
    """The text with the names of some states exchanged."""
    return _STATE.sub(lambda m: SWAP[m[0]], text)


def _plain(text: str) -> Iterator[str]:
    for m in tagger.mentions(text):
        roles = " / ".join("…".join(text[a:b] for a, b in spans) for spans in (m.actor, m.recipient, m.place))
        yield f"{m.kind} {text[slice(*m.trigger)]} {roles} {max(m.status, key=lambda one: one[1])[0]}"


if __name__ == "__main__":
    main()
