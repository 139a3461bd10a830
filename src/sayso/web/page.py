"""What a page is made of, before it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its data, which the ``.json`` twin prints as it is, and what only drawing it needs."""

    data: Mapping[str, Any]
    view: Mapping[str, Any] = field(default_factory=dict)
