"""The command that reads articles: ingest."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from kg.cli.options import SOME_REJECTED, ProjectFolder, counted, output, progress, project_at, report, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.build import Ingested, Reading, Unchanged, Unread
    from kg.failures import Failures
    from kg.project import Problem, Project

__all__ = ["ingest"]

MOST_JOBS = 8
"""Processes at most, unless more are asked for: each holds some 400 MB."""


class ClaimsFormat(StrEnum):
    """The forms in which `kg ingest` writes claims."""

    JSONL = "jsonl"
    PLOVER = "plover"


Paths = Annotated[
    list[Path] | None, typer.Argument(help="Files and folders of articles, see docs/articles.md; - is stdin.")
]
Listed = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="Read also what FILE lists: a path a line, or --failures of before."),
]
Day = Annotated[
    dt.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="The day of publication, where the input has none."),
]
Form = Annotated[
    ClaimsFormat | None, typer.Option("--format", help="What to write with -o: claims (jsonl) or PLOVER records.")
]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="Write there, not into the project; - is stdout.")]
AnyLanguage = Annotated[
    bool, typer.Option("--any-language", help="Look for claims also in articles that are not in English.")
]
FailuresFile = Annotated[
    Path | None,
    typer.Option("--failures", metavar="FILE", help="Write there what could not be taken; else .kg/failures.jsonl."),
]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="Processes that read; else one a core, up to 8.")]


def ingest(
    paths: Paths = None,
    listed: Listed = None,
    date: Day = None,
    form: Form = None,
    out: Out = None,
    any_language: AnyLanguage = False,
    failures: FailuresFile = None,
    jobs: Jobs = None,
    project: ProjectFolder = Path(),
) -> None:
    """Read articles and write what they claim.

    What has been read already, and is the same still, is not read again: after Ctrl-C the same command goes on.
    Articles that are not in English are kept with all that is known of them, without claims.

    Example: kg ingest articles/ --date 2010-04-15
    """
    from kg.build import Reading, ingest_articles

    wanted = _wanted(paths, listed)
    how = Reading(None if date is None else _publishable(date.date()), any_language, jobs or _cores())
    if out is None and form is None:
        count = _into_project(project_at(project), wanted, how, failures)
    else:
        with output(out, inputs=wanted) as file, _written(failures) as noted:
            count = _write(ingest_articles(wanted, how), form or ClaimsFormat.JSONL, file, noted)
    if count:
        raise typer.Exit(SOME_REJECTED)


def _wanted(paths: list[Path] | None, listed: Path | None) -> list[Path]:
    from kg.failures import failed_paths

    wanted = [*(paths or ()), *(() if listed is None else failed_paths(listed))]
    if not wanted and listed is None:
        raise UsageError("kg ingest needs files or folders of articles, or --from with a list of them")
    return wanted


def _cores() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return min(MOST_JOBS, len(usable(0)) if usable is not None else os.cpu_count() or 1)


def _publishable(day: dt.date) -> dt.date:
    """The day, if an article can have been published on it."""
    from ingest.articles import day_objection

    objection = day_objection(day)
    if objection is not None:
        raise UsageError(f"--date {day} {objection}")
    return day


@contextmanager
def _written(path: Path | None) -> Iterator[Failures]:
    """Failures, which go to the file as they come, so that none is lost whatever ends the command."""
    from kg.failures import Failures

    if path is None:
        yield Failures()
        return
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield Failures(file)
    except OSError as error:
        if error.filename != str(path):
            raise
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


@dataclass(slots=True)
class _Account:
    """What became of the articles."""

    read: int = 0
    claims: int = 0
    unchanged: int = 0
    unread: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """Articles that were gone through."""
        return self.read + self.unchanged + self.unread.total()

    def add(self, result: Ingested | Unread | Unchanged) -> None:
        from kg.build import Ingested, Unread

        if isinstance(result, Ingested):
            self.read, self.claims = self.read + 1, self.claims + len(result.claims)
        elif isinstance(result, Unread):
            self.unread[result.article.language] += 1
        else:
            self.unchanged += 1

    def lines(self) -> Iterator[str]:
        """What is said in the end."""
        kept = self.unread.total()
        if kept:
            languages = ", ".join(f"{tag} {number:,}" for tag, number in self.unread.most_common())
            yield f"kept, not read: {counted(kept, 'article')} in other languages ({languages})"
        if self.read:
            same = f" ({self.unchanged:,} were read before)" if self.unchanged else ""
            yield f"articles read: {self.read:,}, claims found: {self.claims:,}{same}. Next: kg load"
        elif self.unchanged and not kept:
            yield "nothing new: these articles have been read already"


def _into_project(opened: Project, paths: list[Path], how: Reading, failures: Path | None) -> int:
    from kg.build import ingest_into
    from kg.project import Problem

    opened.store.mkdir(exist_ok=True)
    account, place = _Account(), failures or opened.store / "failures.jsonl"
    with _written(place) as noted:
        try:
            with progress("reading articles") as show:
                for result in ingest_into(opened, paths, how):
                    if isinstance(result, Problem):
                        noted.add(result)
                    else:
                        account.add(result)
                    show(account.done, None)
        except KeyboardInterrupt:
            say(f"kg: {counted(account.done, 'article')} done and kept; the same command goes on from there")
            raise
        for line in account.lines():
            say(line)
        return _told(noted, place)


def _told(noted: Failures, place: Path | None) -> int:
    """Say what could not be taken, many of them by kind; return how many."""
    report(noted.first)
    if noted.count > len(noted.first):
        say(f"kg: and {noted.count - len(noted.first):,} more; in all, by kind:")
        for line in noted.account():
            typer.echo(line, err=True)
    if noted.again > 1 and place is not None:
        say(f"kg: {noted.again:,} left out; read them again with: kg ingest --from {place}")
    return noted.left_out


def _write(results: Iterable[Ingested | Unread | Problem], form: ClaimsFormat, file: TextIO, noted: Failures) -> int:
    from kg.project import Problem

    with progress("reading articles") as show:
        for number, result in enumerate(results, 1):
            if isinstance(result, Problem):
                noted.add(result)
            else:
                file.writelines(_lines(result, form))
            show(number, None)
    return _told(noted, None)


def _lines(result: Ingested | Unread, form: ClaimsFormat) -> Iterator[str]:
    from kg.build import Ingested

    claims = result.claims if isinstance(result, Ingested) else ()
    if form is ClaimsFormat.JSONL:
        from kg.claims import stream_lines

        yield from stream_lines(result.article, claims, run=result.run)
        return
    from kg.export.plover import plover_records
    from kg.ontology import load as load_ontology

    for record in plover_records(result.article, claims, ontology=load_ontology()):
        yield json.dumps(record, ensure_ascii=False) + "\n"
