"""The command `kg sparql`: the canned questions in SPARQL, and any query, of the project or of a file of RDF."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.ask import KEYWORD, Questions, question_command
from kg.cli.explore import Form
from kg.cli.options import ProjectFolder, progress, project_at, report
from kg.errors import InputError, UsageError
from kg.queries import Query, all_queries, render, render_why

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["sparql_app"]

SECONDS = 300.0

Source = Annotated[
    Path | None,
    typer.Option("--in", metavar="FILE", help="Ask this file of RDF (.trig, .nq, .ttl, …, .gz), not the project."),
]
Seconds = Annotated[float, typer.Option("--seconds", min=0.001, help="Give up after so many seconds.")]


class ResultForm(StrEnum):
    """The forms of what a query of one's own finds."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TTL = "ttl"


def sparql_app() -> typer.Typer:
    """The group of commands: the canned questions, and, without one, a query of one's own."""
    app = typer.Typer(cls=Questions, invoke_without_command=True, no_args_is_help=True, rich_markup_mode=None)
    app.callback()(_own)
    more = (
        inspect.Parameter("source", KEYWORD, default=None, annotation=Source),
        inspect.Parameter("seconds", KEYWORD, default=SECONDS, annotation=Seconds),
    )
    for query in all_queries():
        app.command(query.name, help=_help(query))(question_command(query, _answer, *more))
    return app


def _help(query: Query) -> str:
    return f"{query.question}\n\nExample: {query.example.replace('kg ask', 'kg sparql', 1)}"


def _own(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A query of your own, in a file; - is stdin.")
    ] = None,
    form: Annotated[
        ResultForm | None,
        typer.Option("--format", help="Of your own query. [default: table at a terminal, else csv; ttl of CONSTRUCT]"),
    ] = None,
    source: Source = None,
    seconds: Seconds = SECONDS,
    project: ProjectFolder = Path(),
) -> None:
    """Ask in SPARQL: a canned question by name, or a query of your own.

    Without --in the project is asked: its default graph holds the graph as kg load makes it, each claim is a named
    graph. No server is needed; nothing is written, and no other machine is asked. A canned question answers as kg ask
    does, and takes its options behind its name.

    Example: kg sparql who-defected --from Ak-Jol --in graph.trig
    """
    if ctx.invoked_subcommand is not None:
        if (file, form, source, seconds) != (None, None, None, SECONDS):
            raise UsageError(f"write the options behind the question: kg sparql {ctx.invoked_subcommand} …")
        return
    if file is None:
        raise UsageError("kg sparql asks a canned question by its name (kg queries lists them), or --file FILE")
    _asked(_text(file), form, source, seconds, project)


def _text(file: Path) -> str:
    raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8: {error.reason} at byte {error.start}") from error


def _asked(text: str, form: ResultForm | None, source: Path | None, seconds: float, project: Path) -> None:
    from kg.sparql import results, tabulated, within, written

    def tell(dataset: ox.Store) -> None:
        found = results(dataset, text)
        chosen = _usual(found) if form is None else form.value
        if chosen == "table":
            for line in render(tabulated(found), "table"):
                typer.echo(line)
        else:
            written(found, chosen, sys.stdout.buffer)

    with _dataset(source, project) as dataset:
        # all of it in one thread: what the engine finds cannot change hands
        within(seconds, lambda: tell(dataset))


def _usual(found: object) -> str:
    if sys.stdout.isatty():
        return "table"
    return "ttl" if type(found).__name__ == "QueryTriples" else "csv"


def _answer(
    query: Query,
    parameters: dict[str, str],
    *,
    form: Form,
    why: bool,
    source: Path | None,
    seconds: float,
    project: Path,
) -> None:
    from kg.queries.twins import twin_of
    from kg.sparql import ask_twin, require_graph_view, supporting, within

    twin_of(query)  # what SPARQL cannot ask is said before the graph is made
    with _dataset(source, project) as dataset:
        require_graph_view(dataset, str(source or "the project"))
        answer = within(seconds, lambda: ask_twin(dataset, query, parameters))
        lines = render_why(answer, supporting(dataset, answer), form.value) if why else render(answer, form.value)
        for line in lines:
            typer.echo(line)


@contextmanager
def _dataset(source: Path | None, project: Path) -> Iterator[ox.Store]:
    from kg.package import data_file
    from kg.sparql import file_dataset, project_dataset

    if source is not None:
        with file_dataset(data_file(source, "graph", "flat", "claims")) as dataset:
            yield dataset
        return
    with progress("making the graph") as show:
        dataset = project_dataset(project_at(project), progress=show, report=report)
    yield dataset
