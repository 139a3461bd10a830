"""Sources that programs add: files of their own in ``sources/``, and packs that ship."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.settings import SOURCES, Settings

TITLE = "title"
"""In an entry, what is written as a remark above it."""
ADDED = "added.toml"
"""The file that ``sayso sources add`` writes to."""
_HEADS = {
    ADDED: "# Added by sayso sources add. Yours to change.\n",
}


def packs() -> dict[str, Mapping[str, Any]]:
    """The packs that ship, by name: their outlets and sources, as TOML has them."""
    folder = files("sayso.collect.packs")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return {one.name.removesuffix(".toml"): tomllib.loads(one.read_text("utf-8")) for one in found}


def put(
    folder: Path,
    name: str,
    settings: Settings,
    outlets: Iterable[Mapping[str, Any]],
    sources: Iterable[Mapping[str, Any]],
) -> int:
    """Add to a file of sources what the desk does not list; how many sources that was. Raises ``OSError``."""
    known = {one.address for one in settings.sources}
    named = {name for one in settings.outlets for name in (one.name, *one.names)}
    new = {one["address"]: one for one in sources if one["address"] not in known}
    wanted = {one.get("outlet") for one in new.values()}
    entries = [
        _entry("outlet", one)
        for one in outlets
        if one["name"] in wanted and not named & {one["name"], *one.get("names", ())}
    ]
    entries += [_entry("source", one) for one in new.values()]
    if new:
        path = folder / SOURCES / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else _HEADS.get(name, "")
        part = path.with_suffix(".part")
        part.write_text(before + "".join(f"\n{entry}" for entry in entries), "utf-8")
        part.replace(path)
    return len(new)


def _entry(kind: str, said: Mapping[str, Any]) -> str:
    """An entry; what a feed calls itself is a remark, for it does not say who publishes it."""
    lines = [f"{key} = {_value(value)}" for key, value in said.items() if value is not None and key != TITLE]
    title = "".join(letter for letter in said.get(TITLE) or "" if letter.isprintable())
    return "\n".join((*([f"# {title}"] if title else []), f"[[{kind}]]", *lines)) + "\n"


def _value(value: Any) -> str:
    """A text, number or list as TOML writes it; its texts are a superset of JSON's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
