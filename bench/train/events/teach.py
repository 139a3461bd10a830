"""Train the event model. See README.md for the commands that make the shipped weights."""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import aims
import sources
import torch
from aims import Item
from crf import Chain
from eventnet import EventNet, from_claims
from loop import Average, batches
from losses import WEIGHTS, Batch, loss_of
from sample import Sample
from torch import Tensor, nn

from sayso.annotate.encoder.names import known_names
from sayso.annotate.encoder.windows import Names
from sayso.annotate.encoder.wordpiece import WordPiece

HERE = Path(__file__).parent


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--claims", type=Path, help="checkpoint of the claim model, to begin with its encoder")
    ap.add_argument("--start", type=Path, help="checkpoint of the event model to go on from")
    ap.add_argument("--vocabulary", type=Path, required=True, help="vocab.txt of the encoder")
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--examples", type=Path, default=HERE / "examples")
    ap.add_argument("--ours", type=int, default=3, help="how often an example is seen per epoch")
    ap.add_argument("--news", type=int, default=1, help="how often a sentence of PLV and actor roles is seen")
    ap.add_argument("--asked", type=int, default=1, help="how often an example is asked for type and sides")
    ap.add_argument("--latent", type=int, default=1, help="whether sentences of PLV are read for triggers too")
    ap.add_argument("--places", type=float, default=0.15, help="share of the event places seen per epoch")
    ap.add_argument("--fold", type=int, default=-1, help="part of the news to leave out")
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--pieces", type=int, default=2048, help="word pieces a batch")
    ap.add_argument("--hide", type=float, default=0.3, help="share of persons and bodies hidden")
    ap.add_argument("--swap", type=float, default=0.2, help="share of persons and bodies renamed")
    ap.add_argument("--hide-states", type=float, default=0.85, help="share of texts with states hidden")
    ap.add_argument("--minutes", type=float, default=1e9, help="let the rate fall to nothing by then")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--out", type=Path, required=True)
    return ap.parse_args(arguments)


class Lessons:
    """Everything to learn from, and the windows of one epoch."""

    def __init__(self, o: argparse.Namespace, rng: random.Random) -> None:
        self.o, self.rng = o, rng
        self.vocabulary = WordPiece.load(o.vocabulary)
        folder = o.data / "events"
        self.news = self._kept([*sources.plv(folder / "plv-train.jsonl")])
        self.sides = self._kept(sources.actor_roles(folder / "actor-roles-train.conll"))
        self.places = self._kept(sources.event_places(folder / "event-place-train.jsonl.gz"))
        ours = sources.examples(o.examples, rng)
        self.proper = aims.names_of([*ours, *self.news, *self.sides])
        self.everything, self.nothing = Names(known_names()), Names(())
        print(
            len(ours), "examples", len(self.news), "plv", len(self.sides), "roles", len(self.places), "places"
        )

    def _kept(self, samples: list[Sample]) -> list[Sample]:
        if self.o.fold < 0:
            return samples
        return list(sources.without(samples, self.o.fold, self.o.folds))

    def read(self, sample: Sample) -> aims.Read:
        """A sample with names hidden and exchanged at random."""
        names = self.everything if self.rng.random() < self.o.hide_states else self.nothing
        return aims.disguised(aims.read(sample, names), self.proper, self.rng, self.o.hide, self.o.swap)

    def epoch(self) -> list[Item]:
        """All windows of one epoch."""
        items: list[Item] = []
        for turn in range(self.o.ours):
            ours = sources.examples(self.o.examples, self.rng)
            self.rng.shuffle(ours)
            # Every other time few together: sentences stand alone, too, and news must not be known by that.
            for group in self._groups(ours) if turn % 2 else [ours]:
                items += aims.running([self.read(s) for s in group], self.vocabulary, self.rng)
        for _ in range(self.o.asked):
            ours = sources.examples(self.o.examples, self.rng)
            items += self._alone([one for s in ours for one in sources.asked(s)])
        places = self.rng.sample(self.places, round(len(self.places) * self.o.places))
        items += aims.running([self.read(s) for s in places], self.vocabulary, self.rng)
        for _ in range(self.o.news):
            items += self._alone([*self.news, *self.sides])
            if self.o.latent:
                items += self._alone(self.news, given=False)
        return items

    def _groups(self, samples: list[Sample]) -> Iterator[list[Sample]]:
        """One to three samples at a time."""
        at = 0
        while at < len(samples):
            size = self.rng.randint(1, 3)
            yield samples[at : at + size]
            at += size

    def _alone(self, samples: list[Sample], given: bool = True) -> list[Item]:
        """Sentences each in a window of its own."""
        found = (aims.alone(self.read(s), self.vocabulary, given and s.sort == "root") for s in samples)
        return [item for item in found if item is not None]


def groups(net: EventNet, chain: Chain, rate: float) -> list[dict]:
    """The heads learn five times as fast as the encoder; lower layers slower than upper ones."""
    layers = [
        {"params": list(layer.parameters()), "base": rate * 0.85 ** (len(net.layers) - 1 - i)}
        for i, layer in enumerate(net.layers)
    ]
    low, high = [net.position, net.norm, net.feature], [net.heads, net.links, chain]
    return [
        *layers,
        {"params": [p for m in low for p in m.parameters()], "base": rate * 0.5},
        {"params": [p for m in high for p in m.parameters()], "base": rate * 5},
    ]


def prepare(o: argparse.Namespace) -> tuple[EventNet, Chain, Tensor]:
    net, chain = EventNet(), Chain()
    if o.start:
        state = torch.load(o.start, weights_only=True)
        net.load_state_dict(state["net"])
        chain.load_state_dict(state["chain"])
        return net, chain, state["table"]
    return net, chain, from_claims(o.claims, net)


def train(o: argparse.Namespace) -> tuple[EventNet, Chain, Tensor, WordPiece]:
    """Train as the options say, save, and return what was made."""
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    net, chain, table = prepare(o)
    lessons = Lessons(o, rng)
    optimiser = torch.optim.AdamW(groups(net, chain, o.rate), lr=o.rate, weight_decay=0.01, betas=(0.9, 0.98))
    average = Average([net, chain], 0.99)
    begin, step, total = time.time(), 0, 0
    seen: dict[str, float] = {}
    net.train()
    for epoch in range(o.epochs):
        todo = batches(lessons.epoch(), o.pieces, rng, among=256)
        total = total or len(todo) * o.epochs
        for items in todo:
            done = max(step / total, (time.time() - begin) / 60 / o.minutes)
            if done >= 1:
                break
            factor = min(1.0, (step + 1) / (0.06 * total)) * (1 - done)
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * factor
            losses = loss_of(net, chain, table, Batch(items))
            optimiser.zero_grad()
            sum(WEIGHTS[k] * v for k, v in losses.items()).backward()
            nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
            optimiser.step()
            average.add(step)
            step += 1
            for k, v in losses.items():
                seen[k] = 0.95 * seen.get(k, float(v.detach())) + 0.05 * float(v.detach())
            if step % 20 == 0:
                text = " ".join(f"{k} {v:.3f}" for k, v in sorted(seen.items()))
                print(f"{step}/{total} {text} {time.time() - begin:.0f}s", flush=True)
        print("epoch", epoch + 1, f"{time.time() - begin:.0f}s", flush=True)
    average.swap()
    net.eval()
    held = o.out.with_suffix(".part")
    torch.save({"net": net.state_dict(), "chain": chain.state_dict(), "table": table}, held)
    held.replace(o.out)
    return net, chain, table, lessons.vocabulary


if __name__ == "__main__":
    train(options())
