"""From the index into the store: what is marked is computed again, compared, and written, article by article."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.errors import StoreError
from kg.graph import Frame
from kg.ids import kind_and_id
from kg.model import Graph
from kg.stores import Store
from kg.stores.contents import counts, edges, nodes
from kg.stores.index.bases import leave, scope
from kg.stores.index.changes import Changes, changes, held_edge, held_node, keep
from kg.stores.index.committing import Writer, commit
from kg.stores.index.fragments import Fragments, Unit
from kg.stores.index.tables import LAST, mark_article, mark_entity, meta, set_meta

__all__ = ["ROWS", "Target", "move", "recall", "remembers", "write_all"]

ROWS = 4000
"""Nodes and edges that a transaction takes before it is closed, at the end of an article.

A transaction has a statement a set of labels and a type of edge, some 100: 200 articles with 2,700 claims take a fifth
less processor time than with 1,000 rows, with 12,000 no less than with 4,000.
"""

GRAVE = "~~"
"""The position of what nobody speaks of any more: its node goes last, when no edge leads to it."""

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Target:
    """The store, what is remembered of it, and the frame that its graph is made in."""

    store: Store
    index: sqlite3.Connection
    frame: Frame


# -------------------------------------------------------------------------------------------------- remembering


def remembers(target: Target) -> bool:
    """Whether the index knows what the store holds: no load was cut off, and the numbers agree."""
    return meta(target.index, "writing") is None and _agrees(target)


def recall(target: Target) -> None:
    """Read from the store what it holds, and mark all of it, and all of the folder, to be compared.

    What a store of the project's own holds under another base is removed.
    """
    index = target.index
    _read_back(target, scope(target.store, target.frame.base))
    leave(index, target.store, target.frame.base)
    index.execute("BEGIN")
    units = (kind_and_id(row[0]) for row in index.execute("SELECT uri FROM node").fetchall())
    index.executemany("INSERT OR IGNORE INTO dirty VALUES (?, ?, ?)", ((*unit, LAST) for unit in units))
    for (article,) in index.execute("SELECT id FROM article").fetchall():
        mark_article(index, article)
    index.execute("COMMIT")


def move(target: Target) -> None:
    """Leave the base that the store was written under, where the project has another one now.

    What a load that was cut off had written under it is not all remembered, and is read from the store.
    """
    before = meta(target.index, "base")
    if before == target.frame.base:
        return
    if before is not None and meta(target.index, "writing") is not None:
        _read_back(target, scope(target.store, before))
    leave(target.index, target.store, target.frame.base)
    set_meta(target.index, "base", target.frame.base)


def _read_back(target: Target, base: str) -> None:
    """Let the tables of nodes and edges say what the store holds under the base."""
    index = target.index
    index.execute("BEGIN")
    index.execute("DELETE FROM node")
    index.execute("DELETE FROM edge")
    found = (held_node(*node) for node in nodes(target.store, base))
    index.executemany("INSERT OR REPLACE INTO node VALUES (?, ?, ?)", found)
    tied = (held_edge(*edge) for edge in edges(target.store, base))
    index.executemany("INSERT OR REPLACE INTO edge VALUES (?, ?, ?, ?, ?, ?)", tied)
    index.execute("COMMIT")


def _agrees(target: Target) -> bool:
    """Whether the store holds as many nodes and edges as are remembered."""
    return counts(target.store, scope(target.store, target.frame.base)) == _held(target.index)


def _held(index: sqlite3.Connection) -> tuple[int, int]:
    row = index.execute("SELECT (SELECT count(*) FROM node), (SELECT count(*) FROM edge)").fetchone()
    return row[0], row[1]


# ------------------------------------------------------------------------------------------------------ writing


def write_all(target: Target, fragments: Fragments, *, progress: Progress) -> tuple[int, int]:
    """Write everything that is marked; return how many changes the store counted and how many nodes were removed.

    Raises StoreError when the store does not hold in the end what was written.
    """
    if not target.index.execute("SELECT EXISTS (SELECT 1 FROM dirty)").fetchone()[0]:
        return 0, 0
    written, removed = _written(target, fragments, progress)
    if not _agrees(target):
        # somebody else wrote, or lost, something: look at everything once more
        recall(target)
        more = _written(target, fragments, progress)
        written, removed = written + more[0], removed + more[1]
        if not _agrees(target):
            raise StoreError(
                "the store does not hold what was written to it: it is damaged (remove .kg/ and run kg load again; "
                "nothing lives only there), or somebody else writes to it"
            )
    return written, removed


def _written(target: Target, fragments: Fragments, progress: Progress) -> tuple[int, int]:
    index = target.index
    # noted before the first write and struck out after the last: the next load sees that one was cut off, and reads
    # from the store what it holds; so the index may run ahead of the store meanwhile
    set_meta(index, "writing", "yes")
    total = index.execute("SELECT count(DISTINCT position) FROM dirty WHERE position < ?", (LAST,)).fetchone()[0]
    written = removed = done = 0
    with Writer(target.store) as writer:
        for count, found in _batches(target, fragments):
            written += writer.write(found)
            removed += len(found.deleted)
            done += count
            progress(min(done, total), total)
        written += writer.finish()
    changed, gone = _bury(target, fragments)
    index.execute("DELETE FROM meta WHERE name = 'writing'")
    return written + changed, removed + gone


def _batches(target: Target, fragments: Fragments) -> Iterator[tuple[int, Changes]]:
    """What is marked for articles, then the rest, a transaction at a time; yields the positions done and the changes.

    What is yielded is noted as written. An entity that no article mentions is left for the end: whether it stays
    depends on what leads to it then.
    """
    index = target.index
    parts: dict[str, Graph] = {}
    done: list[Unit] = []
    positions = 0
    while (position := _next_position(index, done)) is not None:
        units = index.execute("SELECT kind, id FROM dirty WHERE position = ?", (position,)).fetchall()
        _compute(target, fragments, units, parts)
        done += units
        positions += 1
        if sum(len(part.nodes) + len(part.edges) for part in parts.values()) >= ROWS:
            yield positions, _noted(target, parts, done)
            parts, done, positions = {}, [], 0
    if done:
        yield positions, _noted(target, parts, done)


def _next_position(index: sqlite3.Connection, done: list[Unit]) -> str | None:
    """The first position that still has something marked and is not in the batch at hand."""
    after = ""
    if done:
        row = index.execute("SELECT position FROM dirty WHERE kind = ? AND id = ?", done[-1]).fetchone()
        after = row[0]
    query = "SELECT min(position) FROM dirty WHERE position > ? AND position < ?"
    found: str | None = index.execute(query, (after, GRAVE)).fetchone()[0]
    return found


def _compute(target: Target, fragments: Fragments, units: Iterable[Unit], parts: dict[str, Graph]) -> None:
    """Add the parts of the units, and of everything else that their edges need and the store lacks."""
    waiting = [unit for unit in units if not _unsupported(unit, fragments)]
    while waiting:
        missing = (unit for unit in waiting if target.frame.iri(*unit) not in parts)
        made = {target.frame.iri(*unit): part for unit, part in fragments.parts(missing)}
        parts |= made
        ends = {end for part in made.values() for edge in part.edges for end in (edge.source, edge.target)}
        waiting = [kind_and_id(end) for end in _lacking(target.index, ends - parts.keys())]


def _unsupported(unit: Unit, fragments: Fragments) -> bool:
    kind, id_ = unit
    return kind == "entity" and not fragments.supported(id_)


def _lacking(index: sqlite3.Connection, uris: Iterable[str]) -> list[str]:
    """Those of the addresses at which the store holds no node."""
    query = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT uri FROM node)"
    return [row[0] for row in index.execute(query, (json.dumps(sorted(uris)),))]


def _is_held(index: sqlite3.Connection, uri: str) -> bool:
    return bool(index.execute("SELECT EXISTS (SELECT 1 FROM node WHERE uri = ?)", (uri,)).fetchone()[0])


def _noted(target: Target, parts: dict[str, Graph], done: Iterable[Unit]) -> Changes:
    """What one transaction has to change for the parts; noted in the index.

    Nodes that nobody speaks of any more, but to which an edge still leads, are put off.
    """
    index = target.index
    found = changes(index, parts)
    put_off = _still_led_to(index, found)
    found.deleted = [uri for uri in found.deleted if uri not in put_off]
    index.execute("BEGIN")
    keep(index, found)
    index.executemany("DELETE FROM dirty WHERE kind = ? AND id = ?", done)
    index.executemany("DELETE FROM dirty WHERE kind = ? AND id = ?", (kind_and_id(uri) for uri in parts))
    late = [unit for unit in done if target.frame.iri(*unit) not in parts] + [kind_and_id(uri) for uri in put_off]
    index.executemany("INSERT OR REPLACE INTO dirty VALUES (?, ?, ?)", ((*unit, GRAVE) for unit in late))
    mark_entity(index, _left_behind(found))
    index.execute("COMMIT")
    return found


def _still_led_to(index: sqlite3.Connection, found: Changes) -> set[str]:
    """Which of the nodes to remove edges lead to that stay for now."""
    going = {(edge.source, edge.type, edge.target, edge.key[1] if edge.key else "") for edge in found.deleted_edges}
    query = "SELECT source, type, target, key FROM edge WHERE target = ? AND source != target"
    return {uri for uri in found.deleted if set(index.execute(query, (uri,))) - going}


def _left_behind(found: Changes) -> set[str]:
    """Entities that an edge led to which is gone: perhaps nothing needs them now."""
    ends = (kind_and_id(edge.target) for edge in found.deleted_edges)
    return {id_ for kind, id_ in ends if kind == "entity"}


def _bury(target: Target, fragments: Fragments) -> tuple[int, int]:
    """Remove what nobody speaks of and nothing leads to; returns the changes counted and the nodes removed.

    What a removed node led to may now be needed by nothing in turn.
    """
    index = target.index
    written = removed = 0
    while units := index.execute("SELECT kind, id FROM dirty LIMIT ?", (ROWS,)).fetchall():
        parts: dict[str, Graph] = {}
        for unit in units:
            uri = target.frame.iri(*unit)
            if _is_held(index, uri):
                wanted = not _unsupported(unit, fragments) or _leads_to(index, uri)
                parts[uri] = fragments.part(*unit) if wanted else Graph((), ())
        found = changes(index, parts)
        written += commit(target.store, found)
        removed += len(found.deleted)
        index.execute("BEGIN")
        keep(index, found)
        index.executemany("DELETE FROM dirty WHERE kind = ? AND id = ?", units)
        mark_entity(index, _left_behind(found))
        index.execute("COMMIT")
    return written, removed


def _leads_to(index: sqlite3.Connection, uri: str) -> bool:
    query = "SELECT EXISTS (SELECT 1 FROM edge WHERE target = ? AND source != target)"
    return bool(index.execute(query, (uri,)).fetchone()[0])
