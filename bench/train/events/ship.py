"""From a checkpoint to what the package ships: events.onnx (int8). The word pieces are those of the claim model."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from export import Graph, layer, quantise_table
from network import LAYERS, WIDTH
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from sayso.annotate.encoder.windows import WINDOW


def build(weights: dict[str, torch.Tensor]) -> onnx.ModelProto:
    """The whole network for one window of any length up to WINDOW."""
    g = Graph(weights)
    position = g.constant("position", weights["position.weight"][:WINDOW].float().numpy()[None])
    size = g.add("Slice", [g.add("Shape", ["features"], "shape"), g.ints(1), g.ints(2)], "size")
    here = g.add("Slice", [position, g.ints(0), size, g.ints(1)], "here")
    marks = g.add("Gather", [g.weight("feature.weight"), "features"], "marks")
    h = g.add("Add", [g.add("Add", ["vectors", here], "placed"), marks], "given")
    h = g.norm(h, "norm", "h0")
    for i in range(LAYERS):
        h = layer(g, h, i)
    outputs = []
    for name in ("heads", "links"):
        g.linear(h, name, f"out.{name}")
        width = weights[f"{name}.bias"].shape[0]
        outputs.append(helper.make_tensor_value_info(f"out.{name}", TensorProto.FLOAT, [1, "length", width]))
    inputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, "length", WIDTH]),
        helper.make_tensor_value_info("features", TensorProto.INT64, [1, "length"]),
    ]
    graph = helper.make_graph(g.nodes, "events", inputs, outputs, list(g.constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    return model


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
    onnx.save(build(state["net"]), whole)
    # Seven-bit weights: eight bits overflow on processors without VNNI, and results would differ between machines.
    quantize_dynamic(
        whole,
        o.folder / "events.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )
    whole.unlink()
    moves = (state["chain"]["moves"] + state["chain"]["rules"]).float().numpy()
    np.savez(o.folder / "events.npz", sides=moves)


if __name__ == "__main__":
    main()
