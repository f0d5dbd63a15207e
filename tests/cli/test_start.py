"""The command line starts light, and ends with the right code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.app import COMMANDS as COMMANDS_LISTED

HEAVY = {"spacy", "neo4j", "rdflib", "numpy", "onnxruntime", "arcadedb", "pyoxigraph", "pyshacl", "httpx", "warcio"}
COMMANDS = (
    *("init", "ingest", "load", "demo", "doctor", "queries", "show", "explain", "cypher", "sparql"),
    *("reject", "same", "different", "retract", "review", "undo", "export"),
)
MAIN = "import sys; from kg.cli import main; sys.argv = ['kg', *sys.argv[1:]]; main()"


def kg(*arguments: str, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    """A real process of the command."""
    command = [sys.executable, "-W", "error", "-c", MAIN, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, input=text, timeout=120, check=False)


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    code = MAIN.replace("main()", "\ntry: main()\nfinally: print(*sorted({m.split('.')[0] for m in sys.modules}))")
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.splitlines()[-1].split())


def test_every_command_has_help_with_an_example(tmp_path: Path) -> None:
    for name in COMMANDS:
        done = kg(name, "--help", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert f"Example: kg {name}" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["load"], 4, "is not in a kg project; make one with: kg init"),
        (["no-such-command"], 2, "No such command"),
        (["export", "--format", "xls"], 2, "xls"),
        (["ask", "who-defect"], 6, "who-defected"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_a_code(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    done = kg(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_version(tmp_path: Path) -> None:
    from kg import __version__

    assert kg("--version", cwd=tmp_path).stdout == f"kg {__version__}\n"


def test_init_then_undo_with_nothing_to_undo(tmp_path: Path) -> None:
    assert kg("init", "p", cwd=tmp_path).returncode == 0
    done = kg("undo", cwd=tmp_path / "p")
    assert (done.returncode, done.stderr) == (2, "kg: there is no decision to undo\n")


def test_the_list_of_commands_says_what_each_command_says_of_itself() -> None:
    from importlib import import_module

    for name, (module, function, line) in COMMANDS_LISTED.items():
        own = (getattr(import_module(f"kg.cli.{module}"), function).__doc__ or "").splitlines()[0]
        assert function.endswith("_app") or own.split()[0] == line.split()[0], name
