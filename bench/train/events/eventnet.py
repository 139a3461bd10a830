"""The event network: the claim model's encoder, one row of heads for each word, links from triggers to words."""

from __future__ import annotations

from pathlib import Path

import torch
from network import LAYERS, WIDTH, Layer
from torch import Tensor, nn

from sayso.annotate.encoder.windows import FEATURES
from sayso.annotate.events.outputs import FEATURE_IDS, GIVEN, HEAD_WIDTH, LINK_WIDTH, LINKS


class EventNet(nn.Module):
    """Word-piece vectors [B, L, 384] and feature ids [B, L] in; heads [B, L, HEAD_WIDTH] and links [B, L, 896] out."""

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        self.position = nn.Embedding(512, WIDTH)
        self.feature = nn.Embedding(FEATURE_IDS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.heads = nn.Linear(WIDTH, HEAD_WIDTH)
        self.links = nn.Linear(WIDTH, 2 * len(LINKS) * LINK_WIDTH)

    def forward(self, vectors: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """`mask` is an additive [B, 1, 1, L], or none."""
        n = vectors.shape[1]
        h = self.norm(vectors + self.position.weight[:n] + self.feature(features))
        for layer in self.layers:
            h = layer(h, mask)
        h = self.drop(h)
        return self.heads(h), self.links(h)


def from_claims(path: Path, net: EventNet) -> Tensor:
    """Fill the encoder from a checkpoint of the claim model; returns the word-piece table both share."""
    state = torch.load(path, weights_only=True)
    shared = ("position.", "norm.", "layers.")
    own = {k: v for k, v in state["net"].items() if k.startswith(shared)}
    net.load_state_dict(own, strict=False)
    with torch.no_grad():
        plain = state["net"]["feature.weight"]
        # What is given starts as almost nothing added to what a word looks like.
        added = [torch.zeros(WIDTH), *(0.02 * torch.randn(WIDTH) for _ in GIVEN[1:])]
        net.feature.weight.copy_(torch.cat([plain + a for a in added]))
    assert len(plain) == len(FEATURES)
    return state["table"]
