"""Make a store equal to a project folder.

The folder says what the graph should be; the index (`kg.stores.index`) says what the store holds; a load writes the
difference, a few articles a transaction, and can be cut off anywhere: the next one finishes it. Articles are taken in
order of date and id.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg import __version__
from kg.errors import StoreError
from kg.graph import Frame
from kg.ids import digest
from kg.ontology import load as load_ontology
from kg.project import Problem, Project
from kg.registry import load as load_registry
from kg.resources import folder
from kg.stores import Store
from kg.stores.hold import loading
from kg.stores.index.assigning import assign
from kg.stores.index.deciding import resolve, take_decisions
from kg.stores.index.fragments import Fragments
from kg.stores.index.reading import read_folder
from kg.stores.index.settling import Terms
from kg.stores.index.tables import forget_inputs, meta, open_index, remove_index, set_meta
from kg.stores.index.writing import Target, recall, remembers, write_all

__all__ = ["LoadReport", "index_path", "load"]

Progress = Callable[[int, int | None], None]

FORM = "1"
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
        held = f"{self.articles} articles, {self.claims} claims, {self.situations} situations, {self.entities} entities"
        changed = f"{self.written} changes written" if self.written else "nothing to change"
        return f"the graph holds {held}; {changed}" + (f", {self.removed} nodes removed" if self.removed else "")


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
    ontology = load_ontology()
    registry = load_registry(*([project.entities_csv] if project.entities_csv.exists() else []))
    index = open_index(index_path(project, store))
    try:
        target = Target(store, index, Frame(ontology, project.base))
        _forget_if_changed(target, digest(*(repr(entity) for entity in registry.entities.values())))
        if not remembers(target):
            recall(target)
        decisions, problems = take_decisions(index, project)
        left_out = (decisions.retracted, decisions.rejected)
        for number in read_folder(index, project, ontology=ontology, registry=registry, left_out=left_out):
            progress(number, None)
        found = resolve(index, decisions, registry=registry, frame=target.frame)
        terms = Terms(found, registry.entities, target.frame)
        assign(index, project, terms)
        written, removed = write_all(target, Fragments(index, terms), progress=progress)
        return _report(target, problems, written=written, removed=removed)
    finally:
        index.close()


def index_path(project: Project, store: Store) -> Path:
    """Where the index is that remembers what the project has put into that store."""
    return project.store / f"index-{digest(store.place)}.sqlite"


def _forget_if_changed(target: Target, registry: str) -> None:
    """Read everything again when what it is read with has changed: this code, the ontology, the registry, the base."""
    files = sorted(path for path in folder("ontology").rglob("*") if path.is_file())
    ontology = digest(*(path.read_text(encoding="utf-8") for path in files))
    state = digest(FORM, __version__, target.frame.base, ontology, registry)
    if meta(target.index, "state") != state:
        target.index.execute("BEGIN")
        forget_inputs(target.index)
        set_meta(target.index, "state", state)
        target.index.execute("COMMIT")


def _report(target: Target, problems: list[Problem], *, written: int, removed: int) -> LoadReport:
    def number(query: str, *values: str) -> int:
        return int(target.index.execute(query, values).fetchone()[0])

    rows = target.index.execute("SELECT place, reason FROM problem ORDER BY article, place")
    return LoadReport(
        articles=number("SELECT count(*) FROM article"),
        claims=number("SELECT count(*) FROM claim"),
        situations=number("SELECT count(DISTINCT situation) FROM claim"),
        entities=number("SELECT count(*) FROM node WHERE instr(uri, ?) = 1", f"{target.frame.base}entity/"),
        written=written,
        removed=removed,
        problems=(*problems, *(Problem(place, reason) for place, reason in rows)),
    )
