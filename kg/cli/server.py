"""The commands of `kg neo4j`: install, start, stop, status, browser-kit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.browser import browser_kit
from kg.cli.options import ProjectFolder, progress, project_at, say

if TYPE_CHECKING:
    from kg.stores.local import LocalServer

__all__ = ["neo4j_app"]

MEGABYTE = 1_000_000

Version = Annotated[
    str | None, typer.Option("--version", help="5.26.30 (long-term support; Java 17, 21) or 2026.08.1 (Java 21, 25).")
]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="This port and no other.")]


def install(
    version: Version = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Fetch a Neo4j server with its Browser, once for all projects.

    It comes from Maven Central by your own Java and Maven, and every file is checked.

    Example: kg neo4j install
    """
    from kg.server.install import install as fetch
    from kg.server.install import is_whole, plan
    from kg.server.releases import DEFAULT, release_of

    release = release_of(version or DEFAULT)
    if is_whole(release):
        say(f"Neo4j {release.version} is installed already, every file as it should be")
        return
    say(plan(release))
    if not yes:
        _confirm()
    with progress("fetching") as show:
        folder = fetch(release, show)
    say(f"Neo4j {release.version} is in {folder}. Next, in a project folder: kg neo4j start")


def start(
    version: Version = None,
    bolt_port: Port = None,
    http_port: Port = None,
    project: ProjectFolder = Path(),
) -> None:
    """Start the project folder's own Neo4j server.

    Load, ask, show and cypher use it until it is stopped. It listens on this machine only: at ports 7687 and 7474, or
    at others when these are taken.

    Example: kg neo4j start
    """
    from kg.server.running import Wish
    from kg.server.running import start as run
    from kg.stores.local import announced, home_in

    home = home_in(project_at(project).store)
    before = announced(home)
    with progress("starting Neo4j") as show:
        server = run(home, Wish(version, bolt_port, http_port), lambda seconds: show(seconds, None))
    if before == server:
        say(f"Neo4j {server.version} runs already (process {server.pid})")
    else:
        say(f"Neo4j {server.version} has started (process {server.pid}). Next: kg load")
    _print_access(server)


def stop(project: ProjectFolder = Path()) -> None:
    """Stop the project folder's Neo4j server.

    Load, ask, show and cypher use the embedded store again.

    Example: kg neo4j stop
    """
    from kg.server.running import stop as end
    from kg.stores.local import home_in

    stopped = end(home_in(project_at(project).store))
    if stopped is None:
        say("no Neo4j server of this folder runs")
    elif stopped.had_ended:
        say("the server had ended already (killed, or the machine restarted); commands use the embedded store again")
    elif stopped.killed:
        say(f"the server did not end in {stopped.seconds:.0f} s and was killed; the next start puts its data in order")
    else:
        say(f"stopped in {stopped.seconds:.1f} s; commands use the embedded store again")


def status(project: ProjectFolder = Path()) -> None:
    """Say whether the server runs, where, and how to log in.

    Example: kg neo4j status
    """
    from kg.server.running import size
    from kg.stores.local import announced, home_in, is_stopped

    home = home_in(project_at(project).store)
    server = announced(home)
    if server is None:
        typer.echo("stopped" if is_stopped(home) else "this folder has no Neo4j server; make one with: kg neo4j start")
    elif server.process() is None:
        typer.echo("ended without being stopped (killed, or the machine restarted): kg neo4j start, or kg neo4j stop")
    else:
        typer.echo(f"Neo4j {server.version} runs (process {server.pid})")
        _print_access(server)
    if home.is_dir():
        typer.echo(f"  data      {size(home) / MEGABYTE:,.0f} MB in {home}")


def _print_access(server: LocalServer) -> None:
    typer.echo(f"  Browser   {server.browser}")
    typer.echo(f"  Bolt      {server.uri}")
    typer.echo(f"  log in    user neo4j, password in {server.password_file}")


def _confirm() -> None:
    from kg.errors import UsageError

    if not sys.stdin.isatty():
        raise UsageError("nobody is here to be asked; to fetch it without asking: kg neo4j install --yes")
    typer.confirm("Fetch it?", abort=True, err=True)


def neo4j_app() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(help="A Neo4j of your own for a project folder.", no_args_is_help=True, rich_markup_mode=None)
    for command in (install, start, stop, status):
        app.command(command.__name__)(command)
    app.command("browser-kit")(browser_kit)
    return app
