"""Write the pages of docs/ that are made from something else: `make docs`, or python docs/generate.py."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kg.export.forms import reference as forms
from kg.export.tables import reference as tables
from kg.ontology import load
from kg.ontology.page import page
from kg.ontology.reference import reference
from kg.queries.cookbook import cookbook

__all__ = ["PAGES", "commands", "stale"]

DOCS = Path(__file__).resolve().parent
MAIN = "import sys; from kg.cli import main; sys.argv = ['kg', *sys.argv[1:]]; main()"
COMMANDS = (
    *("init", "fetch", "ingest", "load", "demo", "queries", "ask", "show", "explain", "eval", "cypher", "sparql"),
    *("reject", "retract", "same", "different", "review", "undo", "export", "import", "validate"),
    *("frames", "ontology", "neo4j", "doctor"),
)
"""In the order in which a project needs them; a test holds them against `kg --help`."""

INTRODUCTION = """# Commands

Made from `kg COMMAND --help` by `make docs`; do not edit it here. What goes to stdout is the answer and pipes; what is
said to a person goes to stderr. [Exit codes](errors.md) tell what went wrong. `kg ask` has one subcommand a question;
their options are in the [query cookbook](queries.md).
"""


def commands() -> str:
    """The command reference: every command's own help, run."""
    inner = [
        ("frames", "try"),
        ("frames", "check"),
        ("frames", "audit"),
        ("frames", "ledger"),
        ("ontology", "check"),
        ("ontology", "show"),
        ("ontology", "page"),
    ]
    inner += [("neo4j", name) for name in ("install", "start", "stop", "status", "browser-kit")]
    asked = [(), *((name,) for name in COMMANDS), *inner]
    with ThreadPoolExecutor(max_workers=2) as pool:
        helps = list(pool.map(_help, asked))
    return "\n".join([INTRODUCTION, *(_section(words, text) for words, text in zip(asked, helps, strict=True))])


def _help(words: tuple[str, ...]) -> str:
    command = [sys.executable, "-c", MAIN, *words, "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=_plain()).stdout


def _plain() -> Mapping[str, str]:
    return os.environ | {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}


def _section(words: tuple[str, ...], text: str) -> str:
    rows = (line.rstrip() for line in text.strip().splitlines())
    return f"## {' '.join(('kg', *words))}\n\n```\n" + "\n".join(rows) + "\n```\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "ontology.md": lambda: reference(load()),
    "ontology.html": lambda: page(files="../ontology/"),
    "queries.md": cookbook,
    "commands.md": commands,
    "tables.md": tables,
    "forms.md": forms,
}
"""File in docs/ -> the function that gives its text."""


def stale() -> Iterator[str]:
    """The pages whose text is not what it would be made now."""
    for name, made in PAGES.items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != made():
            yield name


def main() -> None:
    """Write every page that is stale, and say which."""
    for name in list(stale()):
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")


if __name__ == "__main__":
    main()
