"""Lists of words written as plain text, which reads and reviews better than rows of quoted strings."""

from collections.abc import Mapping
from types import MappingProxyType


def words(text: str) -> frozenset[str]:
    """The words of ``text``, which stand apart by spaces or line ends."""
    return frozenset(text.split())


def table(text: str) -> Mapping[str, str]:
    """``unit: form form …`` lines as a table from each form to its unit; ``_`` stands for a space in both."""
    rows: dict[str, str] = {}
    for line in text.strip().splitlines():
        unit, _, forms = line.strip().partition(":")
        rows.update((form.replace("_", " "), unit.replace("_", " ")) for form in forms.split())
    return MappingProxyType(rows)


def pairs(text: str) -> Mapping[str, str]:
    """``word:meaning`` pairs as a table."""
    return MappingProxyType(
        {word: meaning for word, _, meaning in (pair.partition(":") for pair in text.split())}
    )


def numbered(text: str, first: int = 1) -> Mapping[str, int]:
    """Words numbered in order; ``a/b`` are two words of one number, ``-`` leaves a number out."""
    ranked = enumerate(text.split(), first)
    return MappingProxyType({word: n for n, group in ranked for word in group.split("/") if word != "-"})
