"""The layout of docs/architecture: imports point down, siblings never meet, nothing grows too long."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SOURCE / "sayso").rglob("*.py"))
    if "migrations" not in path.parts
}
RUNGS = (
    {"errors", "version"},
    {"model"},
    {"settings", "text", "contract", "workers", "agencies"},
    {"collect", "read", "lineage", "annotate", "compare", "ledger"},
    {"watch", "publish"},
    {"pipeline", "tracing", "origins", "unnamed", "comparing"},
    {"redating", "answers", "keeping"},
    {"desk"},
    {"collecting"},
    {"web"},
    {"cli"},
)
RUNG = {name: number for number, names in enumerate(RUNGS) for name in names}
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
NETWORK = {"requests", "httpx", "urllib3", "http.client", "urllib.request", "ftplib", "aiohttp"}
"""One door to the network: ``collect.fetch``."""


def imports(path: Path, module: str) -> Iterator[str]:
    """Modules a file imports, wherever in it it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else str(node.module) for name in named)


GRAPH = {module: set(imports(path, module)) for module, path in MODULES.items()}


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("module", [module for module in MODULES if module != "sayso"])
def test_imports_point_down_and_siblings_never_meet(module: str) -> None:
    assert part(module) in RUNG, f"{module} has no place on the ladder: say where it stands in RUNGS"
    for name in GRAPH[module]:
        own = name.split(".")[0] == "sayso" and part(name)
        if own and own != part(module):
            assert RUNG[own] < RUNG[part(module)], f"{module} imports {name}, which is not below it"


def test_no_module_imports_itself_by_way_of_others() -> None:
    inner = {module: {name for name in names if name in MODULES} - {module} for module, names in GRAPH.items()}
    tuple(TopologicalSorter(inner).static_order())


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_named_for_nothing(module: str) -> None:
    assert not FORBIDDEN & set(module.split("."))


@pytest.mark.parametrize(
    "module", [module for module in MODULES if not f"{module}.".startswith("sayso.collect.fetch.")]
)
def test_the_network_has_one_door(module: str) -> None:
    assert not {
        name for name in GRAPH[module] for door in NETWORK if name == door or name.startswith(f"{door}.")
    }


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_too_long(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert text.count("\n") <= 500, "a file of over 500 lines holds two things"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"
