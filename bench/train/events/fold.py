"""Cross-validate: what the event model knows of news it was not taught, by the int8 network that would ship.

Every part of PLV, actor roles and event places is left out once; a sentence in several sets is left out of all.
Prints accuracy and macro-F1 of types with source and target given, F1 of actor and recipient spans, accuracy of places.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import aims
import numpy as np
import sources
import teach
from sample import Sample

from sayso.annotate.claims.decode import best_path, stretches
from sayso.annotate.encoder.names import known_names
from sayso.annotate.encoder.windows import Names, windows
from sayso.annotate.events.decode import links, span
from sayso.annotate.events.outputs import LINKS, SLICES
from sayso.annotate.events.tagger import EventModel, root_odds

HERE = Path(__file__).parent
FEWEST = 30
"""Types with fewer sentences in PLV are left out of the macro average."""


def types(model: EventModel, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """(labelled, found) type of each sentence; CONCEDE and RETREAT are PLV's YIELD."""
    for s in samples:
        odds = Counter()
        for root, p in root_odds(s.text, s.source, s.target, model).items():
            odds["YIELD" if root in sources.YIELD else root] += p
        yield "YIELD" if len(s.roots) > 1 else s.roots[0], odds.most_common(1)[0][0]


def sides(model: EventModel, samples: Iterable[Sample]) -> Iterator[tuple[set, set]]:
    """(labelled, found) sets of (side, words) of each sentence."""
    names = Names(known_names())
    for s in samples:
        read = aims.read(s, names)
        want = {(k[0], tuple(ix)) for k, ix in read.marked.roles[-1].items() if ix}
        have: set = set()
        for window in windows(read.marked.words, model.vocabulary):
            tags = model.outputs(window).heads[:, SLICES["sides"]]
            opens = [i == 0 for i in range(len(tags))]
            for role, ix in stretches(best_path(tags, model.side_moves, opens), opens):
                have.add(("STR"[role], tuple(window.words[i] for i in ix)))
        yield want, have


def places(model: EventModel, samples: list[Sample]) -> Iterator[tuple[list[list[int]], list[int]]]:
    """(labelled places, found place) of each verb, by word indices; nothing found or labelled is empty."""
    names = Names(known_names())
    for s in samples:
        read = aims.read(s, names)
        for window in windows(read.marked.words, model.vocabulary):
            out = model.outputs(window)
            for roles in read.marked.roles[:-1]:
                if roles["trigger"][0] not in window.words:
                    continue
                verb = [window.words.index(i) for i in roles["trigger"] if i in window.words]
                logs = links(out, verb[:1])[0]
                starts, ends = (logs[LINKS.index(f"place {end}")] for end in ("start", "end"))
                found = span(starts, ends, verb, window)
                want = [ix for name, ix in roles.items() if name.startswith("place")]
                yield want, [window.words[i] for i in found]


def f1(pairs: Iterable[tuple[set, set]]) -> float:
    """Exact F1 of sets."""
    both = have = want = 0
    for w, h in pairs:
        both, have, want = both + len(w & h), have + len(h), want + len(w)
    return 200 * both / max(1, have + want)


def overlapping(pairs: Iterable[tuple[set, set]]) -> float:
    """F1 where a found span of the right side counts that shares half its words with a labelled one (Dice)."""
    both = have = want = 0
    for w, h in pairs:
        have, want = have + len(h), want + len(w)
        both += sum(any(a == b and 2 * len({*x} & {*y}) >= (len(x) + len(y)) / 2 for b, y in h) for a, x in w)
    return 200 * both / max(1, have + want)


def macro(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 of the types with enough sentences."""
    want, have = Counter(w for w, _ in pairs), Counter(h for _, h in pairs)
    both = Counter(w for w, h in pairs if w == h)
    return float(np.mean([200 * both[k] / (want[k] + have[k]) for k, n in want.items() if n >= FEWEST]))


def report(t: list, s: list, p: list) -> dict[str, float]:
    located = [(w, h) for w, h in p if w]
    hit = [bool(set(h) & {i for ix in w for i in ix}) if w else not h for w, h in p]
    return {
        "types accuracy": 100 * sum(a == b for a, b in t) / len(t),
        "types macro-F1": macro(t),
        "sides exact F1": f1(s),
        "sides overlapping F1": overlapping(s),
        "places right": 100 * sum(hit) / len(hit),
        "places right where there is one": 100
        * sum(bool(set(h) & {i for ix in w for i in ix}) for w, h in located)
        / len(located),
        "places exact": 100 * sum((h in w) if w else not h for w, h in p) / len(p),
    }


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--models", type=Path, required=True, help="folder with pieces.npz and vocab.txt")
    ap.add_argument("--only", type=int, nargs="*", help="parts to leave out, all by default")
    mine, rest = ap.parse_known_args()
    held = teach.options([*rest, "--vocabulary", str(mine.models / "vocab.txt"), "--out", "unused"])
    folder = held.data / "events"
    plv = sources.plv(folder / "plv-train.jsonl")
    roles = sources.actor_roles(folder / "actor-roles-train.conll")
    located = sources.event_places(folder / "event-place-train.jsonl.gz")
    t, s, p = [], [], []
    for k in mine.only or range(held.folds):
        with tempfile.TemporaryDirectory() as place:
            model = _taught(Path(place), mine.models, rest, k)
            t += types(model, sources.within(plv, k, held.folds))
            s += sides(model, sources.within(roles, k, held.folds))
            p += places(model, list(sources.within(located, k, held.folds))[:600])
        print(k, json.dumps({name: round(x, 1) for name, x in report(t, s, p).items()}), flush=True)
    print(Counter((a, b) for a, b in t if a != b).most_common(30))


def _taught(place: Path, models: Path, rest: list[str], fold: int) -> EventModel:
    for name in ("pieces.npz", "vocab.txt"):
        (place / name).write_bytes((models / name).read_bytes())
    o = teach.options(
        [*rest, "--vocabulary", str(place / "vocab.txt"), "--out", str(place / "x.pt"), "--fold", str(fold)]
    )
    teach.train(o)
    ship = [sys.executable, str(HERE / "ship.py"), str(place / "x.pt"), str(place)]
    subprocess.run(ship, check=True, capture_output=True)
    return EventModel(place)


if __name__ == "__main__":
    main()
