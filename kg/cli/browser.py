"""The command `kg neo4j browser-kit`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import say

__all__ = ["browser_kit"]


def browser_kit(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write it; made where it is missing.")],
    serve: Annotated[bool, typer.Option("--serve", help="Then serve it to a Browser on this machine.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to serve it.")] = 7475,
) -> None:
    """Write colours, saved queries and a guided tour for the Neo4j Browser of any server that kg has loaded.

    Example: kg neo4j browser-kit browser-kit
    """
    from kg.browser.kit import write_kit

    for path in write_kit(folder):
        typer.echo(path)
    if serve:
        _serve(folder, port)
    else:
        say(f"what to do with them: {folder / 'README.md'}")


def _serve(folder: Path, port: int) -> None:
    from kg.browser import assets
    from kg.errors import UsageError

    say(f"serving at http://localhost:{port} until Ctrl-C; in the Browser: :play http://localhost:{port}/guide.html")
    try:
        assets.serve(folder, port)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}; name another with --port") from error
