"""The tree of commands. Imports only what `kg --help` needs; every command imports its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import typer

__all__ = ["COMMANDS", "app_for"]

PLAIN = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "add_completion": False}
"""Plain help: it pipes, and it starts without loading a renderer."""


COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "init": ("project", "init", "Make a folder a project."),
    "fetch": ("fetch", "fetch", "Fetch pages of the web and keep them for kg ingest."),
    "ingest": ("ingest", "ingest", "Read articles and write what they claim."),
    "load": ("project", "load", "Make the store equal to the project folder."),
    "ask": ("ask", "ask_app", "Answer a canned question: kg ask who-defected --from Ak-Jol"),
    "queries": ("explore", "queries", "List the canned questions."),
    "show": ("explore", "show", "Show an entity, a claim with its sentence, or an article."),
    "explain": ("explore", "explain", "Say how a claim was read out of its article."),
    "frames": ("frames", "frames_app", "Try the frames that find situations, check them, see where they fire."),
    "eval": ("evaluate", "evaluate", "Read gold articles and count what is read rightly."),
    "cypher": ("explore", "cypher", "Run a Cypher query of your own."),
    "sparql": ("sparql", "sparql_app", "Ask in SPARQL, of the project or a file of RDF."),
    "reject": ("correct", "reject", "Leave a claim out: the article does not say so."),
    "same": ("correct", "same", "Two entities are one."),
    "different": ("correct", "different", "Two entities are not one."),
    "retract": ("correct", "retract", "Leave an article out, with all that it claims."),
    "review": ("correct", "review", "List what may be one and the same, or take verdicts."),
    "undo": ("correct", "undo", "Take back a decision."),
    "export": ("share", "export", "Write the claims for other tools."),
    "import": ("take", "import_", "Take an export of kg into the project, or what others say of its entities."),
    "validate": ("validate", "validate", "Check claims in RDF against the ontology's shapes."),
    "ontology": ("share", "ontology_app", "Check the ontology, show a class, write its web page."),
    "neo4j": ("server", "neo4j_app", "A Neo4j of your own: install, start, stop, status, browser-kit."),
    "demo": ("project", "demo", "Ingest and load the demo's articles, ask four questions."),
    "doctor": ("project", "doctor", "Show versions, the language model and its speed."),
}
"""Each command: its module, its function there (`…_app` gives a group of commands), and its line in `kg --help`."""


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The application. Only the command that was typed is real; the others are names in a list, to start fast."""
    app = typer.Typer(help=HELP, no_args_is_help=True, **PLAIN)  # type: ignore[arg-type]
    app.callback()(_version)
    typed = next((word for word in arguments if not word.startswith("-")), None)
    for name, (module, function, line) in COMMANDS.items():
        if name != typed:
            app.command(name, help=line)(_listed)
        elif function.endswith("_app"):
            app.add_typer(_function(module, function)(), name=name)
        else:
            app.command(name)(_function(module, function))
    return app


def _function(module: str, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(f"kg.cli.{module}"), name)
    return found


HELP = """News of a political crisis as a graph that answers questions.

Begin with `kg demo`, or in a folder of your own:

    kg init && kg ingest articles/ && kg load && kg queries
"""


def _show_version(wanted: bool) -> None:
    if wanted:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


def _version(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version and exit."
    ),
) -> None:
    pass


def _listed() -> None:
    """Only a name in the list of commands."""
