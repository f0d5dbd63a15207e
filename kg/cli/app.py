"""The tree of commands. Imports only what `kg --help` needs; every command imports its own."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from kg.cli import correct, explore, project, share

__all__ = ["app_for"]

PLAIN = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "add_completion": False}
"""Plain help: it pipes, and it starts without loading a renderer."""


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The application; the canned queries become commands only where `ask` is what was typed."""
    app = typer.Typer(help=HELP, no_args_is_help=True, **PLAIN)  # type: ignore[arg-type]
    app.callback()(_version)
    for module in (project, explore, correct, share):
        module.register(app)
    if arguments[:1] == ["ask"]:
        from kg.cli.ask import ask_app

        app.add_typer(ask_app(), name="ask")
    else:
        app.command("ask", help="Answer a canned question: kg ask who-defected --from Ak-Jol")(_nothing)
    return app


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


def _nothing() -> None:
    """Only listed by `kg --help`; `kg ask …` gets the real one."""
