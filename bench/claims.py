"""Claims and voices from bare texts, by the scorers that acceptance uses, beside quotation rules in the same run.

PolNeAR's dev split by ``score_attribution.py``; hand-read reports (twelve of bench/gold and five shared, together)
by ``score_reports.py``; the model case by itself: the share of its claims that are found, and of those the share with
the right voice. ``rules_`` are the same figures with quotation rules in the place of the model.

Certainty: of the claims found in hand-read reports, whether each is one, against its confidence, and of those that are,
whether the voice is right, against the voice's: Brier skill over always saying the average, and the share right in the
upper half (``--reliability`` prints the diagrams).

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
from sayso.model import Finding, Report  # noqa: E402

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
        gold = written(place / "gold")
        for prefix, command in (("", SAYSO), ("rules_", RULES)):
            polnear(place, command, prefix)
            hand_read(gold, command, prefix)
        certainty(gold)
        model_case(gold)
    speed()


def written(folder: Path) -> Path:
    """All hand-read reports in one folder: labels, and the texts that were read, each checked to be the same."""
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
    for path in (DATA / "gold").iterdir():
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


def hand_read(gold: Path, command: Sequence[str], prefix: str) -> None:
    """Claims, voices, standing, stance and hops on hand-read reports."""
    found = scored("score_reports.py", [str(gold), str(gold)], command)
    say(NAME, f"{prefix}hand_read_claim_f1", found["claim"]["f"])
    say(NAME, f"{prefix}hand_read_voice_f1", found["voice"]["f"])
    say(NAME, f"{prefix}hand_read_standing_macro_f1", found["standing"]["macro_f"])
    say(NAME, f"{prefix}hand_read_stance_macro_f1", found["stance"]["macro_f"])
    say(NAME, f"{prefix}hand_read_form_macro_f1", found["form"]["macro_f"])
    say(NAME, f"{prefix}hand_read_hops_f1", found["via"]["f"])


def scored(tool: str, arguments: Sequence[str], command: Sequence[str]) -> dict[str, Any]:
    """The last line a scorer prints."""
    quoted = " ".join(f"'{part}'" for part in command)
    told = subprocess.run(
        [sys.executable, str(TOOLS / tool), *arguments, "--sayso", quoted],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    result: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return result


def judged(folder: Path, only: str = "*") -> Iterator[tuple[Finding, Finding, bool, bool]]:
    """(claim, its voice, whether it is one, whether the voice is right too) of all found in hand-read reports."""
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
            voices = [found[voice] for voice in claim.body["voices"]]
            right = labelled is not None and alike([str(one.body["name"]) for one in voices], labelled["who"])
            yield claim, voices[0], labelled is not None, right


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


def certainty(folder: Path) -> None:
    """How far the confidence of a claim and of a voice can be believed."""
    found = list(judged(folder))
    believed("claim", sorted((claim.confidence, is_one) for claim, _, is_one, _ in found))
    believed("voice", sorted((voice.confidence, right) for _, voice, is_one, right in found if is_one))


def believed(what: str, seen: Sequence[tuple[float, bool]]) -> None:
    """Brier skill and the upper half of (confidence, right) in rising order."""
    base = sum(right for _, right in seen) / len(seen)
    brier = sum((sure - right) ** 2 for sure, right in seen) / len(seen)
    upper = seen[len(seen) // 2 :]
    say(NAME, f"{what}_brier_skill", 1 - brier / (base * (1 - base)))
    say(NAME, f"{what}_upper_half_precision", 100 * sum(right for _, right in upper) / len(upper))
    if "--reliability" in sys.argv:
        for low, high in pairwise(STEPS):
            part = [right for sure, right in seen if low <= sure < high or sure == high == 1]
            share = f"{sum(part) / len(part):.2f}" if part else "–"
            print(f"{what}s {low:.1f} to {high:.1f} sure: {len(part)}, {share} right", file=sys.stderr)


def model_case(folder: Path) -> None:
    """The page Sayso is judged by."""
    labelled = len(json.loads((folder / f"{MODEL_CASE}.json").read_text("utf-8"))["claims"])
    found = list(judged(folder, MODEL_CASE))
    matched = sum(is_one for _, _, is_one, _ in found)
    voices = sum(right for *_, right in found)
    say(NAME, "model_case_found", 100 * matched / labelled)
    say(NAME, "model_case_right", 100 * voices / max(1, matched))
    say(NAME, "model_case_voices", voices)
    say(NAME, "model_case_invented", len(found) - matched)


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
