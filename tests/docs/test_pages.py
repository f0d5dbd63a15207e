"""The documentation is true: its commands run and print what is shown, its links lead somewhere, its Cypher finds."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from docs.generate import COMMANDS, stale
from tests.docs.reading import PAGES, ROOT, anchors, blocks, examples, fits, links

RUN = [page for page in PAGES if any(block.kind == "console" for block in blocks(page))]
MAIN = "import sys; from kg.cli import main; sys.argv = ['kg', *sys.argv[1:]]; main()"
MACHINE = re.compile(r"/(?:root|home|work|tmp|Users)/|\bTODO\b|\bGATE\b")


class Shell:
    """A terminal in a folder: `cd` lasts, `kg` is the one of this checkout, NEO4J_… is not set."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder = folder
        self.where = tools / "pwd"
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("NEO4J_", "KG_"))}
        path = f"{tools}{os.pathsep}{kept['PATH']}"
        self.env = kept | {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "120", "WHERE": str(self.where)}

    def run(self, command: str) -> tuple[int, str]:
        """Exit code and what was printed, stdout and stderr as they came."""
        script = f'{command}\ncode=$?\npwd > "$WHERE"\nexit $code'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        self.folder = Path(self.where.read_text("utf-8").strip())
        return done.returncode, done.stdout


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PATH with the command `kg`."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "kg"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{MAIN}" "$@"\n', "utf-8")
    command.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, tools: Path) -> tuple[Path, str]:
    """A folder in which `kg demo` ran, and what it printed: the one run that all pages share."""
    shell = Shell(tmp_path_factory.mktemp("demo"), tools)
    code, printed = shell.run("kg demo")
    assert code == 0, printed
    return shell.folder / "kg-demo", printed


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_commands_print_what_is_shown(page: Path, tools: Path, demo: tuple[Path, str], tmp_path: Path) -> None:
    shell = Shell(tmp_path, tools)
    if page.name != "tutorial.md":
        shutil.copytree(demo[0], tmp_path / "kg-demo")
    for block in blocks(page):
        if block.saved_as:
            target = shell.folder / block.saved_as
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, "utf-8")
        if block.kind != "console":
            continue
        for example in examples(block):
            code, printed = (0, demo[1]) if example.command == "kg demo" else shell.run(example.command)
            expected = any(line.startswith(("kg: ", "Error: ")) for line in example.shown)
            assert (code != 0) == expected or "|" in example.command, f"{example.command}\n{printed}"
            assert not example.shown or fits(example.shown, printed), f"{example.command}\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name) if name else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_are_of_no_machine(page: Path) -> None:
    found = MACHINE.search(page.read_text("utf-8"))
    assert found is None, f"{page.name}: {found[0] if found else ''}"


def test_cypher_runs_on_the_demo(demo: tuple[Path, str], tools: Path) -> None:
    shell = Shell(demo[0], tools)
    written = [page for page in PAGES if page.name != "queries.md"]
    for block in (block for page in written for block in blocks(page) if block.kind == "cypher"):
        code, printed = shell.run(f"kg cypher {shlex.quote(block.text)}")
        assert code == 0, f"{block.text}\n{printed}"
        assert "nothing found" not in printed, block.text


def test_generated_pages_are_fresh() -> None:
    assert list(stale()) == [], "write them again: make docs"


def test_every_command_is_in_the_reference(tools: Path, tmp_path: Path) -> None:
    _, printed = Shell(tmp_path, tools).run("kg --help")
    listed = re.findall(r"^  ([a-z0-9]+)  ", printed.partition("Commands:")[2], re.MULTILINE)
    assert set(listed) == set(COMMANDS)


def test_every_page_is_reached_from_the_readme() -> None:
    seen, left = set(), [ROOT / "README.md"]
    while left:
        page = left.pop()
        seen.add(page.resolve())
        local = (page.parent / link.partition("#")[0] for link in links(page) if "://" not in link)
        found = (target for target in local if target.suffix == ".md" and target.exists())
        left += [target for target in found if target.resolve() not in seen]
    assert {page.resolve() for page in PAGES} <= seen


def test_the_layers_drawn_are_the_layers_kept() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    kept = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    drawn = next(block for block in blocks(ROOT / "docs" / "architecture.md") if block.text.startswith("kg.cli\n"))
    assert drawn.text.splitlines() == [layer.replace(" | ", ", ") for layer in kept]


def test_every_module_is_on_the_map() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    modules = {path.name for path in (ROOT / "kg").glob("*.py")} - {"__init__.py"}
    folders = {f"{path.parent.name}/" for path in (ROOT / "kg").glob("*/__init__.py")}
    assert {name for name in modules | folders if f"`{name}`" not in text} == set()


@pytest.mark.parametrize(
    ("shown", "printed", "fit"),
    [
        (("a  b", "..."), "a b\nc\nd\n", True),
        (("...", "d"), "a b\nc\nd\n", True),
        (("a ... z",), "a b c z\n", True),
        (("a b",), "a b\nc\n", False),
        (("...", "x", "..."), "a\nb\n", False),
    ],
)
def test_cut_output_fits(shown: tuple[str, ...], printed: str, fit: bool) -> None:
    assert fits(shown, printed) is fit
