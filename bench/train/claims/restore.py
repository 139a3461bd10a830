"""From what the package ships back to a checkpoint to go on training from, where the checkpoint itself is lost.

Weights come back as the runtime uses them, rounded to seven bits; positions beyond a window come from the encoder.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from crf import Chain
from network import ClaimNet, start_from
from onnx import numpy_helper
from torch import Tensor, nn


def shipped(path: Path) -> dict[str, Tensor]:
    """Every weight of an exported network by its name in `ClaimNet`, in float; a matrix turned back."""
    stored = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    out = {name: torch.from_numpy(value.copy()) for name, value in stored.items() if value.dtype == np.float32}
    for name, value in stored.items():
        if name.endswith("_quantized"):
            weight = name.removesuffix("_quantized")
            zero, scale = stored[f"{weight}_zero_point"], stored[f"{weight}_scale"]
            out[weight] = torch.from_numpy((value.astype(np.float32) - zero) * scale).T.contiguous()
    return out


def fill(net: nn.Module, weights: dict[str, Tensor]) -> None:
    """Put the weights into the network; raises KeyError for one that is missing."""
    with torch.no_grad():
        for name, held in net.named_parameters():
            if name == "position.weight":
                seen = weights["position"][0]
                held[: len(seen)] = seen
            else:
                held.copy_(weights[name])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("models", type=Path, help="folder with claims.onnx and claims.npz")
    ap.add_argument("--pieces", type=Path, required=True, help="pieces.npz")
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    o = ap.parse_args()
    net, chain = ClaimNet(), Chain()
    start_from(o.encoder, net)
    fill(net, shipped(o.models / "claims.onnx"))
    moves = torch.from_numpy(np.load(o.models / "claims.npz")["moves"])
    with torch.no_grad():
        chain.moves.copy_(moves - chain.rules)
    rows = np.load(o.pieces)
    table = torch.from_numpy(rows["pieces"].astype(np.float32) * rows["scale"][:, None])
    torch.save({"net": net.state_dict(), "chain": chain.state_dict(), "table": table}, o.out)


if __name__ == "__main__":
    main()
