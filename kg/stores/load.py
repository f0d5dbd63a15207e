"""Make a store equal to a project folder.

The folder says what the graph should be; the index (`kg.stores.index`) says what the store holds; a load writes the
difference, a few articles a transaction, and can be cut off anywhere: the next one finishes it. Articles are taken in
order of date and id.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from kg import __version__
from kg.errors import StoreError
from kg.graph import Frame
from kg.ids import digest
from kg.ontology import load as load_ontology
from kg.project import Problem, Project
from kg.resources import folder
from kg.stores import Store
from kg.stores.freshness import look, note
from kg.stores.hold import loading
from kg.stores.index.preparing import prepared, problems_in, registry_of
from kg.stores.index.tables import forget_inputs, meta, open_index, remove_index, set_meta
from kg.stores.index.writing import Target, move, recall, remembers, write_all

__all__ = ["LoadReport", "index_path", "load"]

Progress = Callable[[int, int | None], None]

FORM = "2"
"""The form of the graph that this version writes; another one makes a load compare everything again."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What the graph holds after a load, how many changes the store counted, and what was left out and why."""

    articles: int
    claims: int
    situations: int
    entities: int
    written: int
    removed: int
    problems: tuple[Problem, ...]

    def summary(self) -> str:
        """One line for the person who started the load."""
        numbers = (self.articles, "article"), (self.claims, "claim"), (self.situations, "situation")
        held = ", ".join(_counted(*number) for number in (*numbers, (self.entities, "entity")))
        changed = f"{_counted(self.written, 'change')} written" if self.written else "nothing to change"
        removed = f", {_counted(self.removed, 'node')} removed" if self.removed else ""
        return f"the graph holds {held}; {changed}{removed}"


def _counted(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def _no_progress(done: int, total: int | None) -> None:
    pass


def load(project: Project, store: Store, *, progress: Progress = _no_progress) -> LoadReport:
    """Make the store equal to the project folder; loading again changes nothing.

    `progress` is told how many articles are done, of how many. Claims that the ontology does not allow, files that are
    damaged and lines of decisions.jsonl that are broken are reported, and the rest is loaded. Raises BusyError when
    another process holds the folder, StoreError when the store fails; what was written until then stays.
    """
    with loading(project):
        store.ensure_schema()
        try:
            return _load(project, store, progress)
        except sqlite3.OperationalError as error:
            raise StoreError(f"the index in {project.store} cannot be used: {error}") from error
        except sqlite3.DatabaseError:
            # damaged, as after a power cut: it is made again from the folder and the store
            remove_index(index_path(project, store))
            return _load(project, store, progress)


def _load(project: Project, store: Store, progress: Progress) -> LoadReport:
    before = look(project)
    frame, registry = Frame(load_ontology(), project.base), registry_of(project)
    index = open_index(index_path(project, store))
    try:
        target = Target(store, index, frame)
        move(target)
        _forget_if_changed(target, digest(*(repr(entity) for entity in registry.entities.values())))
        if not remembers(target):
            recall(target)
        fragments, problems = prepared(
            index, project, frame=frame, registry=registry, progress=lambda number: progress(number, None)
        )
        written, removed = write_all(target, fragments, progress=progress)
        store.ensure_search()
        note(index, project, before)
        return _report(target, problems, written=written, removed=removed)
    finally:
        index.close()


def index_path(project: Project, store: Store) -> Path:
    """Where the index is that remembers what the project has put into that store."""
    return project.store / f"index-{digest(store.place)}.sqlite"


def _forget_if_changed(target: Target, registry: str) -> None:
    """Read everything again when what it is read with has changed: this code, the ontology, the registry, the base.

    Search keys are names in Latin letters, as the library `anyascii` has them.
    """
    files = sorted(path for path in folder("ontology").rglob("*") if path.is_file())
    ontology = digest(*(path.read_text(encoding="utf-8") for path in files))
    state = digest(FORM, __version__, version("anyascii"), target.frame.base, ontology, registry)
    if meta(target.index, "state") != state:
        target.index.execute("BEGIN")
        forget_inputs(target.index)
        set_meta(target.index, "state", state)
        target.index.execute("COMMIT")


def _report(target: Target, problems: list[Problem], *, written: int, removed: int) -> LoadReport:
    def number(query: str, *values: str) -> int:
        return int(target.index.execute(query, values).fetchone()[0])

    return LoadReport(
        articles=number("SELECT count(*) FROM article"),
        claims=number("SELECT count(*) FROM claim"),
        situations=number("SELECT count(DISTINCT situation) FROM claim"),
        entities=number("SELECT count(*) FROM node WHERE instr(uri, ?) = 1", f"{target.frame.base}entity/"),
        written=written,
        removed=removed,
        problems=(*problems, *problems_in(target.index)),
    )
