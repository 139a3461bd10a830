"""A linear-chain CRF over the role tags (Lafferty et al. 2001), for training; decoding is in the package."""

from __future__ import annotations

import torch
from scheme import TAGS
from torch import Tensor, nn

FORBIDDEN = -1e4


def allowed() -> Tensor:
    """[from, to]: 0 where a tag may follow, FORBIDDEN where an I- follows nothing of its role."""
    n = len(TAGS)
    table = torch.zeros(n + 1, n)
    for to in range(2, n, 2):
        table[:, to] = FORBIDDEN
        table[to, to] = table[to - 1, to] = 0.0
    return table


class Chain(nn.Module):
    """Scores of one tag after another; row 7 is the start of a window."""

    def __init__(self) -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.zeros(len(TAGS) + 1, len(TAGS)))
        self.register_buffer("rules", allowed())

    def forward(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Mean negative log likelihood per word of `tags` [B, T] under `scores` [B, T, 7]."""
        moves = self.moves + self.rules
        b, t, _ = scores.shape
        valid = torch.arange(t)[None] < lengths[:, None]
        tags = tags.clamp(min=0)
        previous = torch.cat([torch.full((b, 1), len(TAGS)), tags[:, :-1]], 1)
        path = (scores.gather(2, tags[..., None])[..., 0] + moves[previous, tags]) * valid
        total = scores[:, 0] + moves[-1]
        for i in range(1, t):
            step = torch.logsumexp(total[:, :, None] + moves[None, :-1], 1) + scores[:, i]
            total = torch.where(valid[:, i, None], step, total)
        return (torch.logsumexp(total, 1).sum() - path.sum()) / lengths.sum()
