"""The first half of a load, which needs no store: from the project folder to an index that can tell every part."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from kg.graph import Frame
from kg.project import Problem, Project
from kg.registry import Registry, sound
from kg.stores.index.assigning import assign
from kg.stores.index.deciding import resolve, take_decisions
from kg.stores.index.fragments import Fragments
from kg.stores.index.reading import read_folder
from kg.stores.index.settling import Terms

__all__ = ["prepared", "problems_in", "registry_of"]


def registry_of(project: Project) -> Registry:
    """The names known beforehand, and the project's own that are in order."""
    registry, _ = sound(*([project.entities_csv] if project.entities_csv.exists() else []))
    return registry


def prepared(
    index: sqlite3.Connection, project: Project, *, frame: Frame, registry: Registry, progress: Callable[[int], None]
) -> tuple[Fragments, list[Problem]]:
    """Make the index say what the folder says, and settle whose claims are of which situation.

    New assignments are written into decisions.jsonl, so the caller holds the folder. Returns what makes the parts of
    the graph, and the lines of decisions.jsonl that are broken; `progress` is told the number of articles looked at.
    """
    decisions, problems = take_decisions(index, project)
    left_out = (decisions.retracted, decisions.rejected)
    for number in read_folder(index, project, ontology=frame.ontology, registry=registry, left_out=left_out):
        progress(number)
    found = resolve(index, decisions, registry=registry, frame=frame)
    terms = Terms(found, registry.entities, frame)
    assign(index, project, terms)
    return Fragments(index, terms), problems


def problems_in(index: sqlite3.Connection) -> Iterator[Problem]:
    """What of the folder could not be taken."""
    rows = index.execute("SELECT place, reason FROM problem ORDER BY article, place")
    return (Problem(place, reason) for place, reason in rows)
