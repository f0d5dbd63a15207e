"""Commands that build a project: init, ingest, load, demo."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import ProjectFolder, output, progress, project_at, report, say, say_store, store_of
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.build import Ingested
    from kg.project import Problem, Project
    from kg.stores import Store

__all__ = ["demo", "doctor", "ingest", "init", "load"]

SOME_REJECTED = 3
"""Exit code when something was left out and the rest was done: that of InputError."""


class ClaimsFormat(StrEnum):
    """The forms in which `kg ingest` writes claims."""

    JSONL = "jsonl"
    PLOVER = "plover"


Paths = Annotated[list[Path], typer.Argument(help="Text files, JSON Lines, folders; - is stdin.")]
Day = Annotated[
    dt.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="The day of publication, where the input has none."),
]
Form = Annotated[
    ClaimsFormat | None, typer.Option("--format", help="What to write with -o: claims (jsonl) or PLOVER records.")
]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="Write there, not into the project; - is stdout.")]
Rebuild = Annotated[
    bool, typer.Option("--rebuild", help="Empty the store first, and load everything anew. Decisions stay.")
]
DeleteForeign = Annotated[
    bool,
    typer.Option("--delete-foreign", help="With --rebuild: delete also what the database holds of others."),
]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Take articles that are not in English, too.")]


def init(folder: Annotated[Path, typer.Argument(help="The folder; made when missing.")] = Path()) -> None:
    """Make a folder a project: kg.toml, claims/, texts/, decisions.jsonl, entities.csv.

    Example: kg init my-crisis
    """
    from kg.project import enclosing_project, init_project

    around = enclosing_project(folder)
    say(f"project folder: {init_project(folder).root}")
    if around is not None:
        say(f"kg: it lies in another project, {around}; remove its kg.toml unless you want a project of its own")


def ingest(
    paths: Paths,
    date: Day = None,
    form: Form = None,
    out: Out = None,
    any_language: AnyLanguage = False,
    project: ProjectFolder = Path(),
) -> None:
    """Read articles and write what they claim.

    JSON Lines have an article a line: {"id", "text", "title"?, "date"?, "url"?, "publisher"?}.

    Example: kg ingest articles/ --date 2010-04-15
    """
    from kg.build import ingest_articles

    day = None if date is None else _publishable(date.date())
    results = ingest_articles(paths, date=day, any_language=any_language)
    if out is None and form is None:
        rejected = _into_project(project_at(project), paths, day, any_language=any_language)
    else:
        with output(out, inputs=paths) as file:
            rejected = _write(results, form or ClaimsFormat.JSONL, file)
    if rejected:
        raise typer.Exit(SOME_REJECTED)


def _publishable(day: dt.date) -> dt.date:
    """The day, if an article can have been published on it."""
    from ingest.articles import day_objection
    from kg.errors import UsageError

    objection = day_objection(day)
    if objection is not None:
        raise UsageError(f"--date {day} {objection}")
    return day


def _into_project(opened: Project, paths: list[Path], date: dt.date | None, *, any_language: bool) -> int:
    from kg.build import Unchanged, ingest_into
    from kg.project import Problem

    articles = claims = unchanged = 0
    problems: list[Problem] = []
    with progress("reading articles") as show:
        for result in ingest_into(opened, paths, date=date, any_language=any_language):
            if isinstance(result, Problem):
                problems.append(result)
            elif isinstance(result, Unchanged):
                unchanged += 1
            else:
                articles, claims = articles + 1, claims + len(result.claims)
                show(articles, None)
    if articles:
        say(f"articles read: {articles}, claims found: {claims}. Next: kg load")
    elif unchanged:
        say("nothing new: these articles have been read already")
    return report(problems)


def _write(results: Iterable[Ingested | Problem], form: ClaimsFormat, file: object) -> int:
    from kg.project import Problem

    problems: list[Problem] = []
    with progress("reading articles") as show:
        for number, result in enumerate(results, 1):
            if isinstance(result, Problem):
                problems.append(result)
            else:
                file.writelines(_lines(result, form))  # type: ignore[attr-defined]
            show(number, None)
    return report(problems)


def _lines(result: Ingested, form: ClaimsFormat) -> Iterator[str]:
    if form is ClaimsFormat.JSONL:
        from kg.claims import stream_lines

        yield from stream_lines(result.article, result.claims, run=result.run)
        return
    from kg.export.plover import plover_records
    from kg.ontology import load as load_ontology

    for record in plover_records(result.article, result.claims, ontology=load_ontology()):
        yield json.dumps(record, ensure_ascii=False) + "\n"


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
    from kg.stores.load import load as load_store

    if delete_foreign and not rebuild:
        raise UsageError("--delete-foreign is for --rebuild; a load never deletes what is not the project's")
    opened = project_at(project)
    problems = [problem for path in claims or () for problem in take_claims(opened, path)]
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
