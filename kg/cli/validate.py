"""The command that holds what is exported to the ontology's shapes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import SOME_REJECTED, ProjectFolder, output, progress, project_at, report, say

if TYPE_CHECKING:
    from kg.project import Problem, Project
    from kg.rdf.batches import Batch
    from kg.rdf.reports import Checked

__all__ = ["validate"]


class ReportFormat(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Exported files (.nq, .trig, … .gz, .zst) or packages; the project when left out."),
    ] = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="For people, a spreadsheet, a program; turtle: W3C's report.")
    ] = ReportFormat.TEXT,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the report there; stdout when left out.")
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Check claims in RDF against the ontology's SHACL shapes: the project's as they would be exported, or a file's.

    For each fault the report has the claim, its sentence and article, what is wrong, and what the ontology allows;
    it ends with how many claims were checked, how many are wrong, and how. The exit code is 3 when something is wrong.

    Example: kg validate claims.trig
    """
    from kg.ontology import load
    from kg.rdf.reports import checked, write

    problems: list[Problem] = []
    opened = None if files else project_at(project)
    batches = _in_project(opened, problems) if opened else _in_files(files or (), problems)
    own = opened.own_files if opened else files or ()
    with output(out, inputs=own) as file, progress("validating") as show, closing(batches):
        summary = write(_shown(checked(batches, load()), show), form.value, file)
    if form is not ReportFormat.TEXT or out is not None:
        say(str(summary))
    if report(problems) or not summary.conforms:
        raise typer.Exit(SOME_REJECTED)


def _in_project(project: Project, problems: list[Problem]) -> Generator[Batch]:
    """What an export of the project would write."""
    from kg.rdf.batches import batches_of
    from kg.views import Source, view_quads

    source = Source(project, quotes=True, progress=lambda done, total: None)
    with view_quads(source, "claims") as quads:
        yield from batches_of(quads, project.base)
    problems.extend(source.problems)


def _in_files(files: Iterable[Path], problems: list[Problem]) -> Generator[Batch]:
    """What the files hold, one after the other; one that cannot be read is a problem, and the rest is checked."""
    from kg.errors import InputError
    from kg.package import data_file
    from kg.project import Problem
    from kg.rdf.batches import opened, stored_batches

    for path in files:
        try:
            with opened(data_file(path, "claims")) as store:
                yield from stored_batches(store)
        except InputError as error:
            problems.append(Problem(str(path), str(error)))


def _shown(results: Iterable[Checked], show: Callable[[int, int | None], None]) -> Iterator[Checked]:
    claims = 0
    for one in results:
        claims += one.claims
        show(claims, None)
        yield one
