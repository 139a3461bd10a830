"""The table of word-piece vectors, which all models share: read once in each process."""

from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from sayso.annotate.encoder.windows import Window


class Pieces:
    """Word-piece vectors, int8 with a scale for each row."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as table:
            self._pieces: NDArray[np.int8] = table["pieces"]
            self._scale: NDArray[np.float32] = table["scale"]

    def given(self, window: Window) -> dict[str, NDArray[np.float32] | NDArray[np.int64]]:
        """What a model is given of one window: vectors [1, L, 384] and features [1, L]."""
        ids = np.array(window.pieces)
        vectors = self._pieces[ids].astype(np.float32) * self._scale[ids, None]
        return {"vectors": vectors[None], "features": np.array([window.features], np.int64)}


@cache
def models() -> Path:
    """The folder of the models that ship."""
    return Path(str(resources.files("sayso.annotate.encoder") / "models"))


@cache
def pieces(folder: Path) -> Pieces:
    """The table of a folder."""
    return Pieces(folder / "pieces.npz")


def session(path: Path) -> ort.InferenceSession:
    """A network read from a file, on one thread: more would change the order of sums, and the processes of a run
    already fill the cores."""
    wanted = ort.SessionOptions()
    wanted.intra_op_num_threads = wanted.inter_op_num_threads = 1
    return ort.InferenceSession(path.read_bytes(), wanted, providers=["CPUExecutionProvider"])
