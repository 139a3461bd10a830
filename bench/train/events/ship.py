"""From a checkpoint to what the package ships: events.onnx (int8). The word pieces are those of the claim model."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from export import build, quantise, quantise_table


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("checkpoint", type=Path)
    ap.add_argument("folder", type=Path, help="where pieces.npz of the claim model lies")
    o = ap.parse_args()
    state = torch.load(o.checkpoint, weights_only=True)
    pieces, _ = quantise_table(state["table"].float())
    with np.load(o.folder / "pieces.npz") as shipped:
        if not np.array_equal(pieces, shipped["pieces"]):
            raise SystemExit("the checkpoint was trained on other word pieces than those in the folder")
    whole = o.folder / "events.float.onnx"
    onnx.save(build(state["net"], "events", ("heads", "links")), whole)
    quantise(whole, o.folder / "events.onnx")
    whole.unlink()
    moves = (state["chain"]["moves"] + state["chain"]["rules"]).float().numpy()
    np.savez(o.folder / "events.npz", sides=moves)


if __name__ == "__main__":
    main()
