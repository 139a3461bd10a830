"""Train the claim model. See README.md for the two commands that make the shipped weights."""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path

import articles
import nest
import torch
from crf import Chain
from labels import NONE, Proper, cut, disguise, mark
from loop import Average, batches
from network import ClaimNet, link_scores, start_from
from scheme import LINKS, Article, Labels
from torch import Tensor, nn
from torch.nn import functional as fn

from sayso.annotate.encoder.names import known_names
from sayso.annotate.encoder.windows import KINDS, PLACEHOLDERS, Names, Window
from sayso.annotate.encoder.wordpiece import WordPiece

Item = tuple[Window, Labels]
HELD_BACK = 24  # articles of the training split kept for choosing how to decode


def options() -> argparse.Namespace:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument(
        "--encoder", type=Path, required=True, help="folder of MiniLM-L6 (model.safetensors, vocab.txt)"
    )
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--examples", type=Path, help="folder of our own marked-up examples")
    ap.add_argument("--example-weight", type=int, default=3, help="how often an example is seen per epoch")
    ap.add_argument("--news", type=float, default=1.0, help="share of the news articles seen per epoch")
    ap.add_argument("--nested", type=int, default=250, help="composed nested articles per epoch")
    ap.add_argument("--start", type=Path, help="checkpoint to go on from")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--pieces", type=int, default=3072, help="word pieces a batch")
    ap.add_argument("--hide", type=float, default=0.25, help="share of persons and bodies hidden")
    ap.add_argument("--swap", type=float, default=0.2, help="share of persons and bodies renamed")
    ap.add_argument("--hide-states", type=float, default=0.85, help="share of articles with states hidden")
    ap.add_argument("--minutes", type=float, default=1e9, help="let the rate fall to nothing by then")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--out", type=Path, required=True)
    return ap.parse_args()


def epoch_items(
    news: list[Article],
    o: argparse.Namespace,
    vocabulary: WordPiece,
    proper: Proper,
    rng: random.Random,
) -> list[Item]:
    """All windows of one epoch, names and marks chosen anew."""
    everything, nothing = Names(known_names()), Names(())
    chosen = rng.sample(news, round(len(news) * o.news))
    for _ in range(o.example_weight if o.examples else 0):
        chosen += articles.examples(o.examples, rng)
    chosen += nest.compose(news, o.nested, rng)
    items: list[Item] = []
    for article in chosen:
        names = everything if rng.random() < o.hide_states else nothing
        marked = disguise(mark(article, names), proper, rng, o.hide, o.swap)
        items += cut(article, marked, vocabulary, rng)
    return items


class Batch:
    """Tensors of one batch: pieces [B, L], per-word things [B, T]."""

    def __init__(self, items: list[Item]) -> None:
        b = len(items)
        n = max(len(w.pieces) for w, _ in items)
        t = max(len(w.words) for w, _ in items)
        self.pieces = torch.zeros(b, n, dtype=torch.long)
        self.features = torch.zeros(b, n, dtype=torch.long)
        self.mask = torch.full((b, 1, 1, n), -1e4)
        self.first = torch.zeros(b, t, dtype=torch.long)
        self.lengths = torch.tensor([len(w.words) for w, _ in items])
        self.tags, self.inner, self.stance, self.kind = (torch.full((b, t), NONE) for _ in range(4))
        self.weight = torch.zeros(b, t)
        self.links = torch.full((b, len(LINKS), t), NONE)
        # candidates of a link: the first piece of each word, and the window's start for "none"
        self.candidate = torch.full((b, n), -1e4)
        for i, (w, y) in enumerate(items):
            self._fill(i, w, y)

    def _fill(self, i: int, w: Window, y: Labels) -> None:
        n, t = len(w.pieces), len(w.words)
        first = torch.tensor(w.first)
        self.pieces[i, :n] = torch.tensor(w.pieces)
        self.features[i, :n] = torch.tensor(w.features)
        self.mask[i, 0, 0, :n] = 0.0
        self.first[i, :t] = first
        self.candidate[i, first] = 0.0
        self.candidate[i, 0] = 0.0
        for name in ("tags", "inner", "stance", "kind", "weight"):
            getattr(self, name)[i, :t] = torch.tensor(getattr(y, name))
        for k, row in enumerate(y.links):
            r = torch.tensor(row)
            self.links[i, k, :t] = torch.where(r >= 0, first[r.clamp(min=0)], torch.where(r == -1, 0, NONE))


def loss_of(net: ClaimNet, chain: Chain, table: Tensor, batch: Batch) -> dict[str, Tensor]:
    """The parts of the loss, each a mean."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, inner, heads, links = net(table[batch.pieces], batch.features, batch.mask)
        scores = link_scores(links)
    at = batch.first[..., None]
    tags, inner, heads = (x.float().gather(1, at.expand(-1, -1, x.shape[-1])) for x in (tags, inner, heads))
    ce = {"stance": (heads[..., :8], batch.stance), "kind": (heads[..., 8:], batch.kind)}
    out = {"tags": chain(tags, batch.tags, batch.lengths), "inner": _ce(inner, batch.inner)}
    for name, (x, y) in ce.items():
        each = fn.cross_entropy(x.flatten(0, 1), y.flatten(), ignore_index=NONE, reduction="none")
        out[name] = (each * batch.weight.flatten()).sum() / batch.weight.sum().clamp(min=1)
    scores = scores.float() + batch.candidate[:, None, None]
    rows = scores.gather(2, batch.first[:, None, :, None].expand(-1, len(LINKS), -1, scores.shape[-1]))
    out["links"] = _ce(rows, batch.links)
    return out


def _ce(scores: Tensor, target: Tensor) -> Tensor:
    if not (target != NONE).any():
        return scores.sum() * 0.0
    return fn.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=NONE)


WEIGHTS = {"tags": 1.0, "inner": 0.5, "stance": 0.1, "kind": 0.05, "links": 0.3}


def groups(net: ClaimNet, chain: Chain, rate: float) -> list[dict]:
    """The heads learn five times as fast as the encoder; lower layers slower than upper ones."""
    layers = [
        {"params": list(layer.parameters()), "base": rate * 0.9 ** (len(net.layers) - 1 - i)}
        for i, layer in enumerate(net.layers)
    ]
    heads = [net.feature, net.tags, net.inner, net.heads, net.links, chain]
    low = [net.position, net.norm]
    return [
        *layers,
        {"params": [p for m in low for p in m.parameters()], "base": rate * 0.5},
        {"params": [p for m in heads for p in m.parameters()], "base": rate * 5},
    ]


def save(path: Path, net: ClaimNet, chain: Chain, table: Tensor, average: Average) -> None:
    average.swap()
    path.parent.mkdir(parents=True, exist_ok=True)
    held = path.with_suffix(".part")
    torch.save({"net": net.state_dict(), "chain": chain.state_dict(), "table": table}, held)
    held.replace(path)
    average.swap()


def prepare(o: argparse.Namespace) -> tuple[ClaimNet, Chain, Tensor, WordPiece]:
    net, chain = ClaimNet(), Chain()
    vocabulary = WordPiece.load(o.encoder / "vocab.txt")
    table = start_from(o.encoder, net)
    for kind in KINDS:
        # A placeholder starts as the mean of the names it stands for.
        ids = [i for k, name in known_names() if k == kind for i in vocabulary.encode(name)]
        table[vocabulary.ids[PLACEHOLDERS[kind]]] = table[ids].mean(0) if ids else table[1000:20000].mean(0)
    if o.start:
        state = torch.load(o.start, weights_only=True)
        net.load_state_dict(state["net"])
        chain.load_state_dict(state["chain"])
        table = state["table"]
    return net, chain, table, vocabulary


def training_news(data: Path) -> list[Article]:
    """PolNeAR's training split without the articles kept back."""
    news = articles.polnear(data / "attribution" / "polnear-train.jsonl.gz")
    random.Random(0).shuffle(news)
    return news[HELD_BACK:]


def main() -> None:
    o = options()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    rng = random.Random(o.seed)
    net, chain, table, vocabulary = prepare(o)
    news = training_news(o.data) if o.news else []
    proper = Proper(news or articles.examples(o.examples, rng))
    optimiser = torch.optim.AdamW(groups(net, chain, o.rate), lr=o.rate, weight_decay=0.01, betas=(0.9, 0.98))
    average = Average([net, chain], 0.998)
    begin, step, total = time.time(), 0, 0
    print(len(news), "articles", len(proper.known), "names", flush=True)
    for epoch in range(o.epochs):
        todo = batches(epoch_items(news, o, vocabulary, proper, rng), o.pieces, rng)
        total = total or len(todo) * o.epochs
        seen: dict[str, float] = {}
        for items in todo:
            done = max(step / total, (time.time() - begin) / 60 / o.minutes)
            if done >= 1:
                break
            factor = min(1.0, (step + 1) / (0.06 * total)) * (1 - done)
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * factor
            net.train()
            losses = loss_of(net, chain, table, Batch(items))
            optimiser.zero_grad()
            sum(WEIGHTS[k] * v for k, v in losses.items()).backward()
            nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
            optimiser.step()
            average.add(step)
            step += 1
            for k, v in losses.items():
                seen[k] = 0.98 * seen.get(k, float(v.detach())) + 0.02 * float(v.detach())
            if step % 50 == 0:
                text = " ".join(f"{k} {v:.4f}" for k, v in seen.items())
                print(f"{step}/{total} {text} {time.time() - begin:.0f}s", flush=True)
        save(o.out, net, chain, table, average)
        print("epoch", epoch + 1, "saved", flush=True)


if __name__ == "__main__":
    main()
