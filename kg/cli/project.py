"""Commands that make a project and fill its store: init, load, demo, doctor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import SOME_REJECTED, ProjectFolder, counted, progress, project_at, report, say, say_store, store_of
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.project import Project
    from kg.stores import Store

__all__ = ["demo", "doctor", "init", "load"]


Rebuild = Annotated[
    bool, typer.Option("--rebuild", help="Empty the store first, and load everything anew. Decisions stay.")
]
DeleteForeign = Annotated[
    bool,
    typer.Option("--delete-foreign", help="With --rebuild: delete also what the database holds of others."),
]


def init(folder: Annotated[Path, typer.Argument(help="The folder; made when missing.")] = Path()) -> None:
    """Make a folder a project: kg.toml, claims/, texts/, decisions.jsonl, entities.csv.

    Example: kg init my-crisis
    """
    from kg.project import enclosing_project, init_project

    around = enclosing_project(folder)
    say(f"project folder: {init_project(folder).root}")
    if around is not None:
        say(f"kg: it lies in another project, {around}; remove its kg.toml unless you want a project of its own")


def load(
    claims: Annotated[
        list[Path] | None, typer.Argument(help="Claims (kg ingest -o) to take into the project first.")
    ] = None,
    rebuild: Rebuild = False,
    delete_foreign: DeleteForeign = False,
    project: ProjectFolder = Path(),
) -> None:
    """Make the store equal to the project folder.

    Example: kg load
    """
    from kg.build import names_problems, take_claims
    from kg.copies import mark_copies
    from kg.stores.load import load as load_store

    if delete_foreign and not rebuild:
        raise UsageError("--delete-foreign is for --rebuild; a load never deletes what is not the project's")
    opened = project_at(project)
    problems = [problem for path in claims or () for problem in take_claims(opened, path)]
    if marked := mark_copies(opened):
        say(f"versions and reprints of others: {counted(marked, 'article')} marked anew (kg copies)")
    say_store(opened)
    storing = _emptied(opened, delete_foreign=delete_foreign) if rebuild else store_of(opened)
    with storing as store, progress("loading") as show:
        loaded = load_store(opened, store, progress=show)
    say(loaded.summary())
    if report([*names_problems(opened), *problems, *loaded.problems]):
        raise typer.Exit(SOME_REJECTED)


@contextmanager
def _emptied(opened: Project, *, delete_foreign: bool) -> Iterator[Store]:
    from kg.stores import open_store_anew
    from kg.stores.rebuild import empty, empty_wholly

    with open_store_anew(opened) as store:
        (empty_wholly if delete_foreign else empty)(opened, store)
        yield store


def demo(
    folder: Annotated[Path, typer.Argument(help="The demo's project folder; made when missing.")] = Path("kg-demo"),
) -> None:
    """Ingest and load the demo's articles (Kyrgyzstan, April 2010) and answer four questions with their evidence.

    Example: kg demo
    """
    from kg.cli.demo import run

    run(folder)


def doctor(project: ProjectFolder = Path()) -> None:
    """Show versions, the language model's digest and speed, the store, and where data lies.

    Example: kg doctor
    """
    from kg.cli.demo import diagnosis

    for line in diagnosis(project):
        typer.echo(line)
