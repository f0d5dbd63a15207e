"""Whole graphs for other tools: a folder of files that a database's own importer, or a data frame, reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from kg.lookup import standing
from kg.model import Article, Claim
from kg.project import Problem, Project
from kg.stores.schema import NEO4J
from kg.stores.whole import Whole, whole_graph

__all__ = [
    "Exported",
    "export_admin",
    "export_events",
    "export_ftm",
    "export_graphml",
    "export_parquet",
    "export_tables",
]

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
    from kg.export.dictionary import write_package
    from kg.export.parquet import write_graph, write_tables

    with whole_graph(project, progress=progress) as whole:
        write_graph(whole.parts(), folder)
        claims = write_tables(_settled(project, whole), folder)
        write_package(folder, form="parquet")
        return Exported(f"{claims} claims, and their graph, in {folder}", whole.problems)


def export_tables(project: Project, folder: Path, *, progress: Progress) -> Exported:
    """Write the claims that stand into a new folder of CSV files with their data dictionary (docs/tables.md).

    Raises UsageError where the folder holds something, BusyError when another process loads the project.
    """
    from kg.export.csv_tables import write_csv_tables
    from kg.export.dictionary import write_package

    with whole_graph(project, progress=progress) as whole:
        claims = write_csv_tables(_settled(project, whole), folder)
        write_package(folder, form="csv")
        return Exported(f"{claims} claims in {folder}", whole.problems)


def export_ftm(project: Project, out: TextIO, *, progress: Progress) -> Exported:
    """Write the graph as entities of FollowTheMoney, an object a line. Raises BusyError as `whole_graph` does."""
    from kg.export.ftm import ftm_records

    with whole_graph(project, progress=progress) as whole:
        count = sum(_written(record, out) for record in ftm_records(whole.parts()))
        return Exported(f"{count} entities", whole.problems)


def _written(record: Mapping[str, Any], out: TextIO) -> int:
    out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 1


def export_graphml(project: Project, out: TextIO, *, progress: Progress) -> Exported:
    """Write the graph as GraphML. Raises BusyError as `whole_graph` does."""
    from kg.export.graphml import write_graphml

    with whole_graph(project, progress=progress) as whole:
        drawn = write_graphml(whole.parts(), out, room=project.store)
        return Exported(f"{drawn.nodes} nodes and {drawn.edges} edges", whole.problems)


def export_events(project: Project, out: TextIO, *, progress: Progress) -> Exported:
    """Write tab-separated records of events, in terms of the graph. Raises BusyError as `whole_graph` does."""
    from kg.export.cameo import write_events
    from kg.ontology import load

    with whole_graph(project, progress=progress) as whole:
        count = write_events(_settled(project, whole), out, ontology=load())
        return Exported(f"{count} events", whole.problems)


def _settled(project: Project, whole: Whole) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """Each article with its text and its claims in terms of the graph; problems are among those of the graph."""
    for item in standing(project):
        if not isinstance(item, Problem):
            article, claims = item
            yield article, whole.settled(claims)
