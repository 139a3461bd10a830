"""The network of the claim model: a MiniLM-L6 encoder, role tags, links between words and cues, heads per cue."""

from __future__ import annotations

from pathlib import Path

import torch
from scheme import CUE_KINDS, FEATURES, LINKS, STANCES, TAGS
from torch import Tensor, nn
from torch.nn import functional as fn

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
LINK = 64  # width of one side of a link


class Layer(nn.Module):
    """One BERT layer, post-norm, as MiniLM was trained."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, h: Tensor, mask: Tensor | None) -> Tensor:
        """[B, L, 384] and an additive [B, 1, 1, L] mask (or none) to [B, L, 384]."""
        b, n, _ = h.shape
        q, k, v = self.qkv(h).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(2, 3)
        a = torch.softmax(scores if mask is None else scores + mask.to(scores.dtype), -1).to(v.dtype) @ v
        a = a.permute(0, 2, 1, 3).reshape(b, n, WIDTH)
        h = self.norm1(h + self.mix(a))
        return self.norm2(h + self.drop(self.down(fn.gelu(self.up(h)))))


class ClaimNet(nn.Module):
    """Word-piece vectors [B, L, 384] and feature ids [B, L] in; what `outputs` of `forward` names out.

    The word-piece table stays outside and frozen, so that other models can share it.
    """

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__()
        self.position = nn.Embedding(512, WIDTH)
        self.feature = nn.Embedding(len(FEATURES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.inner = nn.Linear(WIDTH, len(TAGS))
        self.heads = nn.Linear(WIDTH, len(STANCES) + len(CUE_KINDS))
        # for each kind of link a vector of the word and one of its candidate
        self.links = nn.Linear(WIDTH, 2 * len(LINKS) * LINK)
        nn.init.zeros_(self.feature.weight)

    def forward(self, vectors: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Outer tags [B, L, 7], inner tags [B, L, 7], cue heads [B, L, 10], links [B, L, 512]."""
        n = vectors.shape[1]
        h = self.norm(vectors + self.position.weight[:n] + self.feature(features))
        for layer in self.layers:
            h = layer(h, mask)
        h = self.drop(h)
        return self.tags(h), self.inner(h), self.heads(h), self.links(h)


def link_scores(links: Tensor) -> Tensor:
    """[B, L, 512] to [B, 4, L, L]: row word, column its candidate, for each kind of link."""
    b, n, _ = links.shape
    parts = links.view(b, n, len(LINKS), 2, LINK).permute(2, 3, 0, 1, 4)
    return (parts[:, 0] @ parts[:, 1].transpose(2, 3) / LINK**0.5).permute(1, 0, 2, 3)


def start_from(folder: Path, net: ClaimNet) -> Tensor:
    """Fill the encoder from a MiniLM checkpoint; returns its word-piece table [30522, 384] (types folded in)."""
    from safetensors.torch import load_file

    w = load_file(folder / "model.safetensors")
    e = "embeddings."
    with torch.no_grad():
        net.position.weight.copy_(
            w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0]
        )
        net.norm.weight.copy_(w[e + "LayerNorm.weight"])
        net.norm.bias.copy_(w[e + "LayerNorm.bias"])
        for i, layer in enumerate(net.layers):
            _fill_layer(w, f"encoder.layer.{i}.", layer)
    return w[e + "word_embeddings.weight"].clone()


def _fill_layer(w: dict[str, Tensor], p: str, layer: Layer) -> None:
    for end in ("weight", "bias"):
        three = [w[f"{p}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
        getattr(layer.qkv, end).copy_(torch.cat(three))
        getattr(layer.mix, end).copy_(w[f"{p}attention.output.dense.{end}"])
        getattr(layer.norm1, end).copy_(w[f"{p}attention.output.LayerNorm.{end}"])
        getattr(layer.up, end).copy_(w[f"{p}intermediate.dense.{end}"])
        getattr(layer.down, end).copy_(w[f"{p}output.dense.{end}"])
        getattr(layer.norm2, end).copy_(w[f"{p}output.LayerNorm.{end}"])
