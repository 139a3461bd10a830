"""What both models' training loops share: batches of like windows, and a running mean of the weights."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import nn

from sayso.annotate.encoder.windows import Window

Item = tuple[Window, Any]


def batches(items: list[Item], pieces: int, rng: random.Random, among: int = 512) -> list[list[Item]]:
    """Windows of like length together, `pieces` word pieces a batch; likeness is sought among so many at a time."""
    rng.shuffle(items)
    out: list[list[Item]] = []
    for i in range(0, len(items), among):
        batch: list[Item] = []
        for item in sorted(items[i : i + among], key=lambda x: len(x[0].pieces)):
            if batch and len(item[0].pieces) * (len(batch) + 1) > pieces:
                out.append(batch)
                batch = []
            batch.append(item)
        out.append(batch)
    rng.shuffle(out)
    return out


class Average:
    """A running mean of the weights, which does better than the last of them."""

    def __init__(self, modules: list[nn.Module], keep: float) -> None:
        self.pairs = [(p, p.detach().clone()) for m in modules for p in m.parameters()]
        self.keep = keep

    @torch.no_grad()
    def add(self, step: int) -> None:
        keep = min(self.keep, (1 + step) / (10 + step))
        for p, mean in self.pairs:
            mean.mul_(keep).add_(p, alpha=1 - keep)

    @torch.no_grad()
    def swap(self) -> None:
        """Exchange the weights and their means."""
        for p, mean in self.pairs:
            held = p.detach().clone()
            p.copy_(mean)
            mean.copy_(held)
