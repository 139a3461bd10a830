"""A batch of windows as tensors, and the parts of the loss."""

from __future__ import annotations

import torch
from aims import NONE, Aims, Item
from crf import Chain
from eventnet import EventNet
from torch import Tensor
from torch.nn import functional as fn

from sayso.annotate.encoder.windows import Window
from sayso.annotate.events.outputs import LINK_WIDTH, LINKS, SLICES
from sayso.annotate.events.plover import root_of_kind, roots

PER_WORD = ("tags", "kinds", "status", "main", "sides")
NEVER = -1e4
MANY = 0.2  # share of the words of open classes that begin a trigger, beyond which there are too many
MOST = 6  # acceptable targets of a link that are minded
WEIGHTS = {
    "tags": 1.0, "kinds": 0.5, "status": 0.3, "main": 0.15, "links": 0.5, "whole": 0.5, "sides": 0.7,
    "latent": 0.1, "quiet": 1.0,
}  # fmt: skip


class Batch:
    """Tensors of one batch: pieces [B, L], targets per word [B, T], and rows of links, wholes and latent triggers."""

    def __init__(self, items: list[Item]) -> None:
        b = len(items)
        n = max(len(w.pieces) for w, _ in items)
        t = max(len(w.words) for w, _ in items)
        self.pieces = torch.zeros(b, n, dtype=torch.long)
        self.features = torch.zeros(b, n, dtype=torch.long)
        self.mask = torch.full((b, 1, 1, n), NEVER)
        self.first = torch.zeros(b, t, dtype=torch.long)
        self.lengths = torch.tensor([len(w.words) for w, _ in items])
        self.candidate = torch.full((b, n), NEVER)
        self.quiet = torch.zeros(b, t, dtype=torch.bool)
        self.there = torch.zeros(b, t, dtype=torch.bool)
        self.words = {name: torch.full((b, t), NONE) for name in PER_WORD}
        links: list[tuple[int, int, int, list[int]]] = []
        for i, (w, aims) in enumerate(items):
            self._fill(i, w, aims)
            links += [(i, k, w.first[word], [_column(w, x) for x in to]) for k, word, to in aims.links]
        self.link_rows = torch.tensor([row[:3] for row in links], dtype=torch.long).view(-1, 3)
        self.link_targets = _padded([row[3] for row in links])
        wholes = [(i, aims.whole) for i, (_, aims) in enumerate(items) if aims.whole]
        self.whole_rows = torch.tensor([i for i, _ in wholes], dtype=torch.long)
        self.whole_targets = _padded([x for _, x in wholes])
        self.sided = torch.tensor(
            [i for i, (_, aims) in enumerate(items) if aims.sides[0] != NONE], dtype=torch.long
        )
        self.latent = [
            (i, aims.latent, [[w.first[x] for x in ends] for ends in aims.latent_ends])
            for i, (w, aims) in enumerate(items)
            if aims.latent_ends
        ]

    def _fill(self, i: int, w: Window, aims: Aims) -> None:
        n, t = len(w.pieces), len(w.words)
        first = torch.tensor(w.first)
        self.pieces[i, :n] = torch.tensor(w.pieces)
        self.features[i, :n] = torch.tensor(w.features)
        self.mask[i, 0, 0, :n] = 0.0
        self.first[i, :t] = first
        self.candidate[i, first] = 0.0
        self.candidate[i, 0] = 0.0
        self.quiet[i, aims.quiet] = True
        self.there[i, :t] = bool(aims.quiet)
        for name in PER_WORD:
            self.words[name][i, :t] = torch.tensor(getattr(aims, name))


def _column(w: Window, word: int) -> int:
    return w.first[word] if word >= 0 else 0


def _padded(rows: list[list[int]]) -> Tensor:
    """[N, MOST], filled up with -1."""
    return torch.tensor([(r + [-1] * MOST)[:MOST] for r in rows], dtype=torch.long).view(-1, MOST)


def _any(logs: Tensor, targets: Tensor) -> Tensor:
    """Minus the logarithm of the probability that one of the targets [N, MOST] is chosen, given logs [N, C]."""
    picked = logs.gather(1, targets.clamp(min=0)).masked_fill(targets < 0, -torch.inf)
    return -torch.logsumexp(picked, 1).mean()


def loss_of(net: EventNet, chain: Chain, table: Tensor, batch: Batch) -> dict[str, Tensor]:
    """The parts of the loss that the batch has anything for, each a mean."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        heads, links = net(table[batch.pieces], batch.features, batch.mask)
    heads, links = heads.float(), links.float()
    at = batch.first[..., None].expand(-1, -1, heads.shape[-1])
    words = heads.gather(1, at)
    out = {}
    for name in ("tags", "kinds", "status", "main"):
        if (batch.words[name] != NONE).any():
            x = words[..., SLICES[name]].flatten(0, 1)
            out[name] = fn.cross_entropy(x, batch.words[name].flatten(), ignore_index=NONE)
    b, n, _ = links.shape
    halves = links.view(b, n, len(LINKS), 2, LINK_WIDTH)
    if len(batch.link_rows):
        out["links"] = _any(_link_logs(halves, batch), batch.link_targets)
    if len(batch.whole_rows):
        logs = fn.log_softmax(heads[batch.whole_rows, 0, SLICES["whole"]], -1)
        out["whole"] = _any(logs, batch.whole_targets)
    if len(batch.sided):
        i = batch.sided
        out["sides"] = chain(words[i][..., SLICES["sides"]], batch.words["sides"][i], batch.lengths[i])
    if batch.quiet.any():
        out["quiet"] = _quiet(batch, words)
    if batch.latent:
        out["latent"] = torch.stack([_latent(batch, words, halves, *one) for one in batch.latent]).mean()
    return out


def _link_logs(halves: Tensor, batch: Batch) -> Tensor:
    """[N, L]: where each row of links goes."""
    i, k, piece = batch.link_rows.T
    query = halves[i, piece, k, 0]
    keys = halves[i, :, k, 1]
    scores = (keys @ query[:, :, None])[..., 0] / LINK_WIDTH**0.5
    return fn.log_softmax(scores + batch.candidate[i], -1)


def _latent(
    batch: Batch, words: Tensor, halves: Tensor, i: int, types: list[int], ends: list[list[int]]
) -> Tensor:
    """Some word of the sentence is a trigger of one of these types with these parties; all words are considered."""
    t = int(batch.lengths[i])
    tag = fn.log_softmax(words[i, :t, SLICES["tags"]], -1)[:, 1]
    kinds = fn.log_softmax(words[i, :t, SLICES["kinds"]], -1)
    rows = [k for k, root in enumerate(root_of_kind()) if root in types]
    total = tag + torch.logsumexp(kinds[:, rows], 1)
    first = batch.first[i, :t]
    for k, columns in enumerate(ends):
        scores = halves[i, first, k, 0] @ halves[i, :, k, 1].T / LINK_WIDTH**0.5
        logs = fn.log_softmax(scores + batch.candidate[i], -1)
        total = total + torch.logsumexp(logs[:, columns], 1)
    # That at least one is: a sum would be rewarded for making every word a trigger.
    none = torch.log1p(-total.exp().clamp(max=1 - 1e-6)).sum()
    return -torch.log(-torch.expm1(none) + 1e-9)


def _quiet(batch: Batch, words: Tensor) -> Tensor:
    """Words of news that surely begin no trigger do not; and of the others no more than MANY do."""
    odds = fn.softmax(words[..., SLICES["tags"]], -1)[..., 1].clamp(max=1 - 1e-6)
    certain = -torch.log1p(-odds[batch.quiet]).mean()
    open_words = (batch.words["tags"] == NONE) & ~batch.quiet & batch.there
    rate = odds[open_words].mean() if open_words.any() else certain * 0
    return certain + fn.relu(rate - MANY)


assert len(roots()) == SLICES["whole"].stop - SLICES["whole"].start
