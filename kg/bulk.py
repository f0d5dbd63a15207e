"""Whole graphs for other tools: a folder of files that a database's own importer, or a data frame, reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.lookup import standing
from kg.model import Article, Claim
from kg.project import Problem, Project
from kg.stores.schema import NEO4J
from kg.stores.whole import Whole, whole_graph

__all__ = ["Exported", "export_admin", "export_parquet"]

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written in a sentence, what of the project was left out, and the command that takes it from there."""

    summary: str
    problems: tuple[Problem, ...]
    command: tuple[str, ...] = ()


def export_admin(project: Project, folder: Path, *, progress: Progress) -> Exported:
    """Write the graph, as a load gives it, into a new folder for `neo4j-admin database import full`.

    Raises UsageError for a folder that holds something, BusyError when another process loads the project.
    """
    from kg.export.admin import write_admin

    with whole_graph(project, progress=progress) as whole:
        written = write_admin(whole.parts(), folder, afterwards=(*NEO4J.first, *NEO4J.last))
        counted = f"{written.nodes} nodes and {written.relationships} relationships in {folder}"
        return Exported(counted, whole.problems, written.command)


def export_parquet(project: Project, folder: Path, *, progress: Progress) -> Exported:
    """Write the graph, and the claims that stand, into a new folder of Parquet files (docs/tables.md).

    Raises UsageError where pyarrow is missing or the folder holds something, BusyError when another process loads the
    project.
    """
    from kg.export.parquet import write_graph, write_tables

    with whole_graph(project, progress=progress) as whole:
        write_graph(whole.parts(), folder)
        claims = write_tables(_settled(project, whole), folder)
        return Exported(f"{claims} claims, and their graph, in {folder}", whole.problems)


def _settled(project: Project, whole: Whole) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """Each article with its text and its claims in terms of the graph; problems are among those of the graph."""
    for item in standing(project):
        if not isinstance(item, Problem):
            article, claims = item
            yield article, whole.settled(claims)
