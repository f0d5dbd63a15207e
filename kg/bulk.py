"""Whole graphs for other tools: a folder of files that a database's own importer, or a data frame, reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kg.errors import UsageError
from kg.lookup import standing
from kg.model import Article, Claim, Graph
from kg.project import Problem, Project
from kg.stores.schema import NEO4J
from kg.stores.whole import Whole, whole_graph

__all__ = ["Exported", "export_admin", "export_parquet", "export_view"]

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


def export_view(project: Project, view: str, *, form: str, out: TextIO, progress: Progress) -> Exported:
    """Write the graph, or what of it is affirmed (`kg.rdf.VIEWS`), in one of the forms of RDF.

    Raises UsageError for an unknown form or view, BusyError when another process loads the project.
    """
    from kg.rdf import VIEWS, affirmed, fused_quads, serialize

    if view not in VIEWS:
        raise UsageError(f"no view {view!r} of the graph; there are {', '.join(VIEWS)}")
    with whole_graph(project, progress=progress) as whole:
        count = _Count(affirmed(whole.parts()) if view == "flat" else whole.parts())
        serialize(fused_quads(count, view=view, base=project.base), form, out=out, base=project.base)
        return Exported(f"{count.nodes} nodes and {count.edges} edges", whole.problems)


class _Count:
    """Parts of a graph on their way, counted."""

    def __init__(self, parts: Iterable[Graph]) -> None:
        self._parts = parts
        self.nodes = self.edges = 0

    def __iter__(self) -> Iterator[Graph]:
        for part in self._parts:
            self.nodes += len(part.nodes)
            self.edges += len(part.edges)
            yield part


def _settled(project: Project, whole: Whole) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """Each article with its text and its claims in terms of the graph; problems are among those of the graph."""
    for item in standing(project):
        if not isinstance(item, Problem):
            article, claims = item
            yield article, whole.settled(claims)
