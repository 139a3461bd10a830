"""What fills the $-slots of the examples: those of the claim examples, and cities."""

from __future__ import annotations

import importlib.util
import random
import re
import sys
from pathlib import Path
from types import ModuleType

from sayso.annotate.encoder.names import known_names, states

_SLOT = re.compile(r"\$([A-Z]+)(\d*)")
_INVENTED = (
    "Harrowgate", "Port Selim", "Al-Nahda", "Tarvos", "Kessim", "Marrow Bay", "Dar Yusra", "Velikograd", "Santa Irena",
    "Bakhmara", "Oruk", "Lindholm", "Tel Amar", "Qasr al-Bahr", "Nambala", "Rivas", "Chandar", "Ust-Belaya", "Korvi",
    "Deir Salama", "Mazar", "Ostrava Nova", "Halmas", "Jebel Shams", "Vostra", "Puerto Claro", "Anshan-ri", "Zeral",
)  # fmt: skip


def _claim_markup() -> ModuleType:
    """Both folders have a module `markup`, so the other one is read by its path."""
    folder = Path(__file__).parents[1] / "claims"
    path = folder / "markup.py"
    sys.path.append(str(folder))
    spec = importlib.util.spec_from_file_location("claim_markup", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    # The module's dataclasses look themselves up by its name.
    sys.modules["claim_markup"] = module
    spec.loader.exec_module(module)
    return module


def _capitals() -> list[str]:
    """Names of places that are no states: every other name of a line is a capital."""
    countries = {name for name, _ in states()}
    places = [n for k, n in known_names() if k == "place" and not n.lower().startswith("the ")]
    return [n for n in places if n not in countries and " of " not in n and n.isascii() and len(n) > 4]


_CLAIMS = _claim_markup()
blocks = _CLAIMS.blocks
"""Examples are laid out alike in both folders."""
SLOTS: dict[str, list[str]] = {**_CLAIMS.SLOTS, "CITY": [*_INVENTED, *_INVENTED, *_capitals()[::4]]}


def fill(text: str, filled: dict[str, str], rng: random.Random) -> str:
    """`text` with its slots filled at random, the same slot alike throughout `filled`.

    Raises:
        KeyError: an unknown slot.
    """

    def one(match: re.Match[str]) -> str:
        if match[0] not in filled:
            taken = set(filled.values())
            filled[match[0]] = rng.choice([v for v in SLOTS[match[1]] if v not in taken])
        return filled[match[0]]

    return _SLOT.sub(one, text)
