"""From a checkpoint to what the package ships: pieces.npz, claims.onnx (int8), claims.npz, vocab.txt.

The graph is written by hand, node by node, so that it needs no tracer and is the same on every version of torch.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from network import HEADS, LAYERS, WIDTH
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from sayso.annotate.encoder.windows import WINDOW

HEAD = WIDTH // HEADS

OUTPUTS = ("tags", "inner", "heads", "links")


class Graph:
    """An ONNX graph in the making."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str, turned: bool = False) -> str:
        value = self.weights[name].float().numpy()
        return self.constant(name, np.ascontiguousarray(value.T if turned else value))

    def add(self, kind: str, inputs: list[str], out: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [out], name=out, **attributes))
        return out

    def linear(self, x: str, name: str, out: str) -> str:
        product = self.add("MatMul", [x, self.weight(f"{name}.weight", turned=True)], f"{out}.product")
        return self.add("Add", [product, self.weight(f"{name}.bias")], out)

    def norm(self, x: str, name: str, out: str) -> str:
        return self.add(
            "LayerNormalization",
            [x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")],
            out,
            axis=-1,
            epsilon=1e-12,
        )

    def ints(self, *values: int) -> str:
        return self.constant("i" + "_".join(map(str, values)), np.array(values, np.int64))


def layer(g: Graph, h: str, i: int) -> str:
    p = f"layers.{i}"
    parts = g.add(
        "Reshape", [g.linear(h, f"{p}.qkv", f"{p}.qkv.out"), g.ints(1, -1, 3, HEADS, HEAD)], f"{p}.parts"
    )
    turned = g.add("Transpose", [parts], f"{p}.turned", perm=[2, 0, 3, 1, 4])
    names = [f"{p}.{x}" for x in "qkv"]
    g.nodes.append(helper.make_node("Split", [turned], [f"{n}.one" for n in names], axis=0, num_outputs=3))
    q, k, v = (g.add("Squeeze", [f"{n}.one", g.ints(0)], n) for n in names)
    scale = g.constant("scale", np.array(HEAD**-0.5, np.float32))
    q = g.add("Mul", [q, scale], f"{p}.q.scaled")
    k = g.add("Transpose", [k], f"{p}.k.turned", perm=[0, 1, 3, 2])
    a = g.add("Softmax", [g.add("MatMul", [q, k], f"{p}.scores")], f"{p}.weights", axis=-1)
    a = g.add("Transpose", [g.add("MatMul", [a, v], f"{p}.mixed")], f"{p}.back", perm=[0, 2, 1, 3])
    a = g.add("Reshape", [a, g.ints(1, -1, WIDTH)], f"{p}.flat")
    h = g.norm(g.add("Add", [h, g.linear(a, f"{p}.mix", f"{p}.mix.out")], f"{p}.sum1"), f"{p}.norm1", f"{p}.h1")
    up = g.linear(h, f"{p}.up", f"{p}.up.out")
    half, one = (g.constant(n, np.array(x, np.float32)) for n, x in (("half", 0.5), ("one", 1.0)))
    # gelu, spelt so that the runtime recognises and fuses it
    root = g.constant("root2", np.array(2**0.5, np.float32))
    erf = g.add("Erf", [g.add("Div", [up, root], f"{p}.div")], f"{p}.erf")
    raised = g.add("Mul", [up, g.add("Add", [erf, one], f"{p}.erf1")], f"{p}.raised")
    act = g.add("Mul", [raised, half], f"{p}.gelu")
    down = g.linear(act, f"{p}.down", f"{p}.down.out")
    return g.norm(g.add("Add", [h, down], f"{p}.sum2"), f"{p}.norm2", f"{p}.h2")


def build(weights: dict[str, torch.Tensor], name: str, outputs: Sequence[str]) -> onnx.ModelProto:
    """The whole network for one window of any length up to WINDOW, with the outputs asked for."""
    g = Graph(weights)
    position = g.constant("position", weights["position.weight"][:WINDOW].float().numpy()[None])
    size = g.add("Slice", [g.add("Shape", ["features"], "shape"), g.ints(1), g.ints(2)], "size")
    here = g.add("Slice", [position, g.ints(0), size, g.ints(1)], "here")
    marks = g.add("Gather", [g.weight("feature.weight"), "features"], "marks")
    h = g.add("Add", [g.add("Add", ["vectors", here], "placed"), marks], "given")
    h = g.norm(h, "norm", "h0")
    for i in range(LAYERS):
        h = layer(g, h, i)
    told = []
    for head in outputs:
        g.linear(h, head, f"out.{head}")
        width = weights[f"{head}.bias"].shape[0]
        told.append(helper.make_tensor_value_info(f"out.{head}", TensorProto.FLOAT, [1, "length", width]))
    inputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, "length", WIDTH]),
        helper.make_tensor_value_info("features", TensorProto.INT64, [1, "length"]),
    ]
    graph = helper.make_graph(g.nodes, name, inputs, told, list(g.constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def quantise_table(table: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows and a scale for each."""
    scale = (table.abs().amax(1) / 127).clamp(min=1e-8)
    return torch.round(table / scale[:, None]).to(torch.int8).numpy(), scale.float().numpy()


def quantise(whole: Path, to: Path) -> None:
    """A network in int8. Seven-bit weights: eight bits overflow on processors without VNNI, and results would differ
    between machines."""
    quantize_dynamic(
        whole,
        to,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("checkpoint", type=Path)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument(
        "--float", action="store_true", help="leave the weights in float, to measure what int8 costs"
    )
    ap.add_argument("--mean", type=Path, help="a checkpoint to take the mean with")
    o = ap.parse_args()
    state = torch.load(o.checkpoint, weights_only=True)
    if o.mean:
        # The mean of the weights before and after the examples keeps what each does better (arXiv:2203.05482).
        other = torch.load(o.mean, weights_only=True)
        for part in ("net", "chain"):
            state[part] = {k: (v + other[part][k]) / 2 for k, v in state[part].items()}
    o.folder.mkdir(parents=True, exist_ok=True)
    whole = o.folder / "claims.float.onnx"
    onnx.save(build(state["net"], "claims", OUTPUTS), whole)
    if o.float:
        whole.replace(o.folder / "claims.onnx")
    else:
        quantise(whole, o.folder / "claims.onnx")
        whole.unlink()
    pieces, scale = quantise_table(state["table"].float())
    np.savez_compressed(o.folder / "pieces.npz", pieces=pieces, scale=scale)
    moves = (state["chain"]["moves"] + state["chain"]["rules"]).float().numpy()
    np.savez(o.folder / "claims.npz", moves=moves)
    (o.folder / "vocab.txt").write_bytes((o.encoder / "vocab.txt").read_bytes())


if __name__ == "__main__":
    main()
