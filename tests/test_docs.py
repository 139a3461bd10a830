"""Documentation is tested: nothing there is undocumented, and nothing documented is not there."""

import ast
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
import typer

from sayso import settings
from sayso.cli.app import app
from sayso.errors import CODES
from sayso.model import EDGE_KINDS, KINDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GROUP = typer.main.get_command(app).commands  # type: ignore[attr-defined]
COMMANDS = GROUP | {
    f"{name} {inner}": command
    for name, group in GROUP.items()
    for inner, command in getattr(group, "commands", {}).items()
}
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), ROOT / "examples" / "README.md"])


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(name: str) -> str:
    """What ``docs/commands.md`` says of a command."""
    return text("commands.md").partition(f"### sayso {name}\n")[2].partition("\n## ")[0].partition("\n### ")[0]


def test_every_command_is_documented_and_no_other() -> None:
    told = re.findall(r"^### sayso ([\w ]+)$", text("commands.md"), re.MULTILINE)
    assert sorted(told) == sorted(COMMANDS)
    assert [name for name in told if " " not in name and not hasattr(GROUP[name], "commands")] == [
        name for name, command in GROUP.items() if not hasattr(command, "commands")
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_no_other(name: str) -> None:
    told = section(name)
    options = {
        option
        for parameter in COMMANDS[name].params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("-")
    } - {"--help", "-h"}
    listed = re.search(r"^Options: (.*?)\.$", told, re.MULTILINE | re.DOTALL)
    assert listed
    assert set(re.findall(r"`(-[-\w]+)`", listed[1])) == options


def test_options_of_all_commands_are_documented() -> None:
    common = text("commands.md").partition("## Fill a desk")[0]
    for parameter in typer.main.get_command(app).params:
        assert all(f"`{option}`" in common for option in parameter.opts)


@pytest.mark.parametrize("kind", [*KINDS, *EDGE_KINDS])
def test_every_kind_is_documented(kind: str) -> None:
    assert f"`{kind}`" in text("commands.md")


def test_every_issue_code_is_documented_and_no_other() -> None:
    rows = re.findall(r"^\| `([\w.-]+)` \| (\w+) \| (.*) \|$", text("issues.md"), re.MULTILINE)
    wanted = [(code, level, told) for code, (level, told) in sorted(CODES.items())]
    assert rows == wanted, "docs/issues.md should say:\n" + "\n".join(
        f"| `{code}` | {level} | {told} |" for code, level, told in wanted
    )
    assert set(re.findall(r"`((?:read|annotate|ledger|search|collect)\.[\w-]+)`", text("issues.md"))) <= set(
        CODES
    )


TABLES = {
    "party": settings.Party,
    "outlet": settings.Outlet,
    "source": settings.Source,
    "actor": settings.Actor,
    "place": settings.Place,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_key_of_an_entry_is_documented_and_no_other(name: str) -> None:
    told = text("desk.md").partition(f"### [[{name}]]\n")[2].partition("\n#")[0]
    rows = re.findall(r"^\| (`.*?`) \|", told, re.MULTILINE)
    assert {key for row in rows for key in re.findall(r"`(\w+)`", row)} == {
        f.name for f in fields(TABLES[name])
    }


def test_every_key_of_collecting_is_documented_and_no_other() -> None:
    told = text("desk.md").partition("### [collect]\n")[2].partition("\n#")[0]
    assert re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE) == [f.name for f in fields(settings.Collect)]


def test_every_key_at_the_top_is_documented_and_no_other() -> None:
    told = text("desk.md").partition("## desk.toml\n")[2].partition("\n###")[0]
    assert tuple(re.findall(r"^\| `\[*(\w+)\]*` \|", told, re.MULTILINE)) == settings.KEYS
    for words in (
        settings.GRADES,
        settings.OUTLET_KINDS,
        settings.ACTOR_KINDS,
        settings.PLACE_PRECISIONS,
        settings.SOURCE_KINDS,
    ):
        assert all(f"`{word}`" in text("desk.md") for word in words)


def test_every_variable_of_the_environment_is_documented_and_no_other() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    used = {
        name for file in [*files, ROOT / "dev"] for name in _strings(file) if re.fullmatch(r"SAYSO_\w+", name)
    }
    told = text("desk.md").partition("## Environment\n")[2]
    assert set(re.findall(r"`(SAYSO_\w+)`", told)) == used


def _strings(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            path, _, anchor = target.partition("#")
            file = page.parent / path if path else page
            assert file.exists(), target
            headings = (
                re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
            )
            assert not anchor or anchor in {
                re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings
            }


def snippets(page: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


RUN = [ROOT / "README.md", DOCS / "extend" / "annotators.md"]


@pytest.mark.parametrize(
    ("page", "number"), [(page, number) for page in RUN for number in range(len(snippets(page)))], ids=str
)
def test_python_in_the_documentation_runs(page: Path, number: int, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    subprocess.run(
        [sys.executable, "-c", snippets(page)[number]], cwd=tmp_path, check=True, capture_output=True
    )


def test_the_commands_of_the_tutorial_run(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    shim = tmp_path / "bin" / "sayso"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from sayso.cli import main; main()" "$@"\n', "utf-8")
    shim.chmod(0o755)
    environment = {**os.environ, "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}", "USER": "ana"}
    commands = re.findall(r"^\$ (.*)$", text("tutorial.md"), re.MULTILINE)
    options = {"cwd": tmp_path, "env": environment, "capture_output": True, "check": False}
    done = [subprocess.run(["bash", "-c", command], **options) for command in commands]  # type: ignore[call-overload]
    failed = [command for command, ended in zip(commands, done, strict=True) if ended.returncode]
    assert failed == ["sayso -d narrows add examples/reports"] * 2  # a page of garbage is among them


def test_the_python_names_are_documented() -> None:
    import sayso

    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(name in told for name in ("new_desk", "open_desk", "read"))
    assert all(name in (sayso.__doc__ or "") for name in sayso.__all__ if name != "__version__")
