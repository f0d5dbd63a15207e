"""The command that takes in what others hand on: import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import SOME_REJECTED, ProjectFolder, counted, progress, project_at, report, say
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.importing import Imported
    from kg.project import Problem, Project

__all__ = ["import_"]


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="A package, or RDF: .trig .nq .jsonld, with --as also .ttl .nt .rdf; .gz or .zst may follow."
        ),
    ],
    texts: Annotated[
        Path | None, typer.Option("--texts", help="A folder of the articles' texts, named by digest as in texts/.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--as", metavar="SOURCE", help="Take what the files say of the entities, as a source so called."),
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Take an export of kg into the project: articles, claims, situations, decisions.

    The export is one with claims as named graphs. What the project holds already stays as it is. Texts are not in an
    export: quotes are, and where it has none, --texts gives them.

    With --as, the files are others' RDF about the project's entities: labels, descriptions, places on the map, posts.
    A subject is an entity when its IRI is, or when owl:sameAs ties it to one. They are kept apart from what articles
    say, under the source's name, in place of what it said before.

    Example: kg import claims.trig
    """
    opened = project_at(project)
    if source is not None and texts is not None:
        raise UsageError("--texts is for an export of kg; others' statements (--as) have no texts")
    problems = _exports(opened, files, texts) if source is None else _joined(opened, files, source)
    if report(problems):
        raise typer.Exit(SOME_REJECTED)


def _exports(opened: Project, files: list[Path], texts: Path | None) -> list[Problem]:
    from kg.importing import import_export
    from kg.package import data_file
    from kg.project import Problem

    if texts is not None and not texts.is_dir():
        raise UsageError(f"--texts {texts} is no folder")
    problems: list[Problem] = []
    for path in files:
        try:
            with progress("importing") as show:
                done = import_export(opened, data_file(path, "claims"), texts=texts, progress=show)
        except InputError as error:
            if len(files) == 1:
                raise
            problems.append(Problem(str(path), str(error).removeprefix(f"{path}: ")))
            continue
        say(_told(path, done))
        problems += done.problems
    return problems


def _told(path: Path, done: Imported) -> str:
    parts = [counted(done.articles, "article"), counted(done.claims, "claim"), counted(done.decisions, "decision")]
    told = f"{path}: taken: {', '.join(parts)}" + (f"; {done.unchanged} articles were there" if done.unchanged else "")
    if done.quoted:
        told += f"; of {done.quoted} only quotes are at hand: kg explain and a new reading need the text in texts/"
    if done.textless:
        told += f"; of {done.textless} no word is at hand: kg load leaves them out until --texts brings their texts"
    return f"{told}. Next: kg load" if done.articles or done.decisions else told


def _joined(opened: Project, files: list[Path], source: str) -> tuple[Problem, ...]:
    from kg.importing import import_source

    done = import_source(opened, source, files)
    say(
        f"{source}: {counted(done.statements, 'statement')} about {done.entities} subjects, kept in sources/{source}.nq"
    )
    return done.problems
