"""The commands of `kg neo4j`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import typer

from kg.cli.browser import browser_kit

__all__ = ["neo4j_app"]

_COMMANDS: Mapping[str, Callable[..., None]] = {
    "browser-kit": browser_kit,
}


def neo4j_app() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(help="The Neo4j Browser.", no_args_is_help=True, rich_markup_mode=None)
    app.callback()(_group)
    for name, command in _COMMANDS.items():
        app.command(name)(command)
    return app


def _group() -> None:
    """What makes a group of a single command."""
