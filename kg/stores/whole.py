"""The graph of a project without a store: part by part, as a load would write it, from an index of its own.

It is for exports that another tool puts into a store. The index is made for the purpose and removed again, so this
costs a read of the whole folder each time; like a load, it writes down in decisions.jsonl which situation each new
claim is of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kg.errors import StoreError
from kg.graph import Frame
from kg.ids import local_id
from kg.model import Claim, Graph
from kg.ontology import load as load_ontology
from kg.project import Problem, Project
from kg.stores.hold import loading
from kg.stores.index.fragments import Fragments
from kg.stores.index.preparing import prepared, problems_in, registry_of
from kg.stores.index.tables import open_index, remove_index

__all__ = ["Whole", "whole_graph"]

TOGETHER = 200
"""Parts whose claims are read from the index at once."""

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Whole:
    """The graph of a project, and what of the folder is not in it."""

    problems: tuple[Problem, ...]
    _index: sqlite3.Connection
    _fragments: Fragments
    _progress: Progress

    def parts(self) -> Iterator[Graph]:
        """Every part once: of articles in their order what they bring in, then what only the registry leads to.

        The parts have no node and no edge in common; edges lead to nodes of other parts.
        """
        # in a new index everything is marked, in the order of the articles
        query = "SELECT kind, id FROM dirty ORDER BY position, kind, id"
        (total,) = self._index.execute("SELECT count(*) FROM dirty").fetchone()
        beyond: set[str] = set()
        units, done = self._index.execute(query), 0
        while batch := units.fetchmany(TOGETHER):
            wanted = (unit for unit in batch if unit[0] != "entity" or self._fragments.supported(unit[1]))
            for (kind, _), part in self._fragments.parts(wanted):
                if kind == "entity":
                    beyond.update(self._unsupported(part))
                yield part
            done += len(batch)
            self._progress(done, total)
        yield from self._led_to(beyond)

    def settled(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims in terms of the graph (entities after merging, ids of situations); those that are in it."""
        ids = [claim.id for claim in claims]
        reports = self._fragments.reports(ids)
        return tuple(reports[id_].claim for id_ in ids if id_ in reports)

    def _led_to(self, entities: set[str]) -> Iterator[Graph]:
        """Entities that no article mentions, and those that they lead to: no more than the registry lists."""
        done: set[str] = set()
        while waiting := entities - done:
            for id_ in sorted(waiting):
                part = self._fragments.part("entity", id_)
                entities.update(self._unsupported(part))
                yield part
            done |= waiting

    def _unsupported(self, part: Graph) -> Iterator[str]:
        targets = (local_id(edge.target) for edge in part.edges)
        return (id_ for id_ in targets if not self._fragments.supported(id_))


@contextmanager
def whole_graph(project: Project, *, progress: Progress = lambda done, total: None) -> Iterator[Whole]:
    """The graph that a load of the project would write into an empty store.

    `progress` is told how many parts have been made, of how many. Raises BusyError when another process is loading the
    project, StoreError when there is no room for the index in .kg/.
    """
    path = project.store / "index-export.sqlite"
    with loading(project):
        remove_index(path)
        index = open_index(path)
        try:
            fragments, problems = prepared(
                index,
                project,
                frame=Frame(load_ontology(), project.base),
                registry=registry_of(project),
                progress=lambda number: progress(number, None),
            )
            yield Whole((*problems, *problems_in(index)), index, fragments, progress)
        except sqlite3.OperationalError as error:
            raise StoreError(f"the index in {project.store} cannot be used: {error}") from error
        finally:
            index.close()
            remove_index(path)
