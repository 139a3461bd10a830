"""Claims and voices from bare texts, by the scorers that acceptance uses, beside quotation rules in the same run.

PolNeAR's dev split by ``score_attribution.py``; hand-read reports (twelve of bench/gold, five shared) by
``score_reports.py``; the model case by itself: the share of its claims that are found, and of those the share with the
right voice. ``rules_`` are the same figures with quotation rules in the place of the model.

Certainty: among claims of the hand-read reports, whether claim and voice are both right, against the confidence: Brier
skill over always saying the average, and the share right in the upper half (``--reliability`` prints the diagram).

Speed: words of the unlabelled reports a CPU second for the model alone and for claims with voices; how much faster two
processes are than one; the largest memory of a process; the time to a first result of a new process.
"""

import gzip
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from floors import say, skip  # noqa: E402
from voices import same  # noqa: E402

from sayso.annotate import annotate  # noqa: E402
from sayso.annotate.claims import tagger  # noqa: E402
from sayso.model import Report  # noqa: E402

NAME = "claims"
DATA = Path(os.environ.get("SAYSO_DATA", HERE.parents[1] / "shared/data"))
TOOLS = DATA.parent / "tools"
MODEL_CASE = "000_8e562ed075d4c182"
SAYSO = [sys.executable, "-c", "from sayso.cli import main; main()"]
RULES = [sys.executable, str(HERE / "_rules_reader.py")]
STEPS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Edges of the reliability diagram."""
HALF = 0.5
"""Dice of two contents from which they are one claim, as the scorer has it."""


def main() -> None:
    """Measure and print."""
    if not (TOOLS / "score_reports.py").exists() or not (DATA / "gold").exists():
        skip(NAME, "no scorers and hand-read reports: set SAYSO_DATA")
        return
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        place = Path(folder)
        sets = {"gold": written(place / "gold"), "shared": DATA / "gold"}
        for prefix, command in (("", SAYSO), ("rules_", RULES)):
            polnear(place, command, prefix)
            for name, gold in sets.items():
                hand_read(gold, name, command, prefix)
        certainty(sets.values())
        model_case(sets["gold"])
    speed()


def written(folder: Path) -> Path:
    """The labels of bench/gold with the texts that were read, each checked to be the same."""
    folder.mkdir()
    with gzip.open(DATA / "corpus/iran-2019.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = {row["id"]: row["text"] for row in map(json.loads, rows)}
    texts[MODEL_CASE] = (DATA / f"corpus/{MODEL_CASE}.txt").read_bytes().decode("utf-8")
    for path in sorted((HERE / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = texts[gold["id"]].encode()
        if hashlib.sha256(text).hexdigest() != gold["sha256"]:
            raise SystemExit(f"{gold['id']}: not the text that was read")
        (folder / f"{gold['id']}.txt").write_bytes(text)
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def polnear(place: Path, command: Sequence[str], prefix: str) -> None:
    """Roles and triples on PolNeAR's dev split."""
    lines = place / "dev.jsonl"
    lines.write_bytes(gzip.decompress((DATA / "attribution/polnear-dev.jsonl.gz").read_bytes()))
    found = scored("score_attribution.py", [str(lines)], command)
    for role in ("source", "cue", "content"):
        say(NAME, f"{prefix}polnear_exact_{role}", found[f"exact {role}"])
    say(NAME, f"{prefix}polnear_triples_overlapping", found["triple all"])
    say(NAME, f"{prefix}polnear_triples_exact", found["triple-exact all"])


def hand_read(gold: Path, name: str, command: Sequence[str], prefix: str) -> None:
    """Claims, voices, standing, stance and hops on hand-read reports."""
    found = scored("score_reports.py", [str(gold), str(gold)], command)
    say(NAME, f"{prefix}{name}_claim_f1", found["claim"]["f"])
    say(NAME, f"{prefix}{name}_voice_f1", found["voice"]["f"])
    say(NAME, f"{prefix}{name}_standing_macro_f1", found["standing"]["macro_f"])
    say(NAME, f"{prefix}{name}_stance_macro_f1", found["stance"]["macro_f"])
    say(NAME, f"{prefix}{name}_form_macro_f1", found["form"]["macro_f"])
    say(NAME, f"{prefix}{name}_hops_f1", found["via"]["f"])


def scored(tool: str, arguments: Sequence[str], command: Sequence[str]) -> dict[str, Any]:
    """The last line a scorer prints."""
    quoted = " ".join(f"'{part}'" for part in command)
    told = subprocess.run(
        [sys.executable, str(TOOLS / tool), *arguments, "--sayso", quoted],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    result: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return result


def judged(folder: Path, only: str = "*") -> Iterator[tuple[float, bool, bool]]:
    """(confidence, claim is right, its voice too) of each claim found in hand-read reports."""
    for path in sorted(folder.glob(f"{only}.json")):
        gold = json.loads(path.read_text("utf-8"))
        report = Report(
            (folder / f"{path.stem}.txt").read_bytes().decode("utf-8"),
            outlet=gold.get("outlet"), published=gold["published"],
        )  # fmt: skip
        found = {one.id: one for one in annotate(report)}
        claims = [one for one in found.values() if one.kind == "claim"]
        matched = match(gold["claims"], [one.spans for one in claims])
        for number, claim in enumerate(claims):
            labelled = matched.get(number)
            names = [str(found[voice].body["name"]) for voice in claim.body["voices"]]
            right = labelled is not None and alike(names, labelled["who"])
            yield claim.confidence, labelled is not None, right


def match(
    gold: Sequence[dict[str, Any]], spans: Sequence[Sequence[Sequence[int]]]
) -> dict[int, dict[str, Any]]:
    """Number of a found claim → the labelled one it is: one to one, best first."""
    have, want = [characters(one) for one in spans], [characters(one["content"]) for one in gold]
    ranked = sorted(
        ((2 * len(h & w) / (len(h) + len(w)), i, j) for i, h in enumerate(have) for j, w in enumerate(want)),
        reverse=True,
    )
    taken: set[int] = set()
    found: dict[int, dict[str, Any]] = {}
    for dice, i, j in ranked:
        if dice >= HALF and i not in found and j not in taken:
            found[i] = gold[j]
            taken.add(j)
    return found


def characters(spans: Sequence[Sequence[int]]) -> set[int]:
    """The offsets that spans cover."""
    return {at for start, end in spans for at in range(start, end)}


def alike(names: Sequence[str], who: str) -> bool:
    """Whether a voice is the labelled one, as the scorer counts names; nobody named is right as unspecified."""
    if not who or "unspecified" in who:
        return any("unspecified" in name for name in names)
    return any(same(name, who) for name in names)


def certainty(folders: Sequence[Path]) -> None:
    """How far a claim's confidence can be believed."""
    seen = sorted((sure, right) for folder in folders for sure, _, right in judged(folder))
    base = sum(right for _, right in seen) / len(seen)
    brier = sum((sure - right) ** 2 for sure, right in seen) / len(seen)
    upper = seen[len(seen) // 2 :]
    say(NAME, "brier_skill", 1 - brier / (base * (1 - base)))
    say(NAME, "upper_half_precision", 100 * sum(right for _, right in upper) / len(upper))
    if "--reliability" in sys.argv:
        for low, high in pairwise(STEPS):
            part = [right for sure, right in seen if low <= sure < high or sure == high == 1]
            share = f"{sum(part) / len(part):.2f}" if part else "–"
            print(f"confidence {low:.1f}–{high:.1f}: {len(part)} claims, {share} right", file=sys.stderr)


def model_case(folder: Path) -> None:
    """The page Sayso is judged by."""
    labelled = len(json.loads((folder / f"{MODEL_CASE}.json").read_text("utf-8"))["claims"])
    found = list(judged(folder, MODEL_CASE))
    say(NAME, "model_case_found", 100 * sum(claim for _, claim, _ in found) / labelled)
    say(
        NAME,
        "model_case_right",
        100 * sum(right for _, _, right in found) / max(1, sum(c for _, c, _ in found)),
    )
    say(NAME, "model_case_voices", sum(right for _, _, right in found))
    say(NAME, "model_case_invented", sum(not claim for _, claim, _ in found))


def speed() -> None:
    """Words a second, processes, memory, the first result."""
    with gzip.open(DATA / "corpus/iran-2019.jsonl.gz", "rt", encoding="utf-8") as rows:
        lines = list(rows)
    reports = [Report(json.loads(line)["text"]) for line in lines[:40]]
    words = sum(len(report.text.split()) for report in reports)
    tagger.attributions(reports[0].text)
    alone = used(lambda: [tagger.attributions(report.text) for report in reports])
    say(NAME, "model_words_per_cpu_second", words / alone)
    annotate(reports[0])
    say(NAME, "all_annotators_words_per_cpu_second", words / used(lambda: [annotate(r) for r in reports]))
    say(NAME, "megabytes_a_process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    one, two = (wall([*SAYSO, "read", "-", "--json", "-j", n], "".join(lines * 3)) for n in ("1", "2"))
    say(NAME, "two_processes_to_one", one / two)
    short = json.dumps({"text": "The minister said on Friday that ninety ships had left the harbour."})
    say(NAME, "first_result_seconds", min(wall([*SAYSO, "read", "-", "--json"], short) for _ in range(5)))


def used(work: Any) -> float:
    """CPU seconds of doing it."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def wall(command: Sequence[str], given: str) -> float:
    """Seconds a command takes."""
    begin = time.perf_counter()
    subprocess.run(command, input=given, text=True, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
