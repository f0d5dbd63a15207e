"""What decisions say, brought into the index: which ids are one, and which claims are of which situation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from kg.decisions import Decision, Decisions, effective, undone
from kg.graph import Facts, Frame, Resolution, entity_from, resolution
from kg.ids import is_minted
from kg.model import Entity
from kg.names import name_key
from kg.project import Problem, Project, read_decisions
from kg.registry import Registry
from kg.stores.index.tables import give, mark_article, mark_entity, meta, set_meta

__all__ = ["resolve", "take_decisions"]


# ------------------------------------------------------------------------------------------------- decisions


def take_decisions(index: sqlite3.Connection, project: Project) -> tuple[Decisions, list[Problem]]:
    """Everything that is decided but assignments, which go into the index, and the lines that cannot be read.

    The file is read line by line, twice: an undo may come long after what it undoes.
    """
    gone = undone(item for item in read_decisions(project) if isinstance(item, Decision))
    problems: list[Problem] = []

    def standing() -> Iterator[Decision]:
        for item in read_decisions(project):
            if isinstance(item, Problem):
                problems.append(item)
            elif item.kind != "undo" and item.id not in gone:
                yield item

    kept: list[Decision] = []
    index.execute("CREATE TEMP TABLE said (claim TEXT PRIMARY KEY, situation TEXT NOT NULL)")
    for decision in standing():
        if decision.kind == "assign":
            index.execute("INSERT OR REPLACE INTO said VALUES (?, ?)", decision.about)
        else:
            kept.append(decision)
    _mirror(index)
    return effective(kept), problems


def _mirror(index: sqlite3.Connection) -> None:
    """Make the table of assignments what was said, and mark the articles for which that changes something."""
    index.execute("BEGIN")
    changed = index.execute(
        "SELECT DISTINCT c.article FROM claim c LEFT JOIN said s ON s.claim = c.id WHERE c.assigned IS NOT s.situation"
    ).fetchall()
    for (article,) in changed:
        mark_article(index, article)
    index.execute(
        "UPDATE claim SET assigned = (SELECT situation FROM said WHERE said.claim = claim.id) WHERE assigned IS NOT "
        "(SELECT situation FROM said WHERE said.claim = claim.id)"
    )
    index.execute("DELETE FROM assigned")
    index.execute("INSERT INTO assigned SELECT claim, situation FROM said ORDER BY claim")
    index.execute("DROP TABLE said")
    index.execute("COMMIT")


# ------------------------------------------------------------------------------------------------ resolution


def resolve(index: sqlite3.Connection, decisions: Decisions, *, registry: Registry, frame: Frame) -> Resolution:
    """Which id each mention and situation leads to; what that changes is marked."""
    index.execute("BEGIN")
    _look_up(index, registry, frame)
    listed = dict(index.execute("SELECT entity, entry FROM listed WHERE entry IS NOT NULL"))
    found = resolution(decisions, listed)
    rows = index.execute("SELECT DISTINCT entity, canonical FROM mention")
    changed = {entity: found(entity) for entity, canonical in rows if found(entity) != canonical}
    for entity, canonical in changed.items():
        rows = index.execute("SELECT DISTINCT article, canonical FROM mention WHERE entity = ?", (entity,))
        for article, before in rows.fetchall():
            mark_article(index, article)
            mark_entity(index, (before, canonical))
        index.execute("UPDATE mention SET canonical = ? WHERE entity = ?", (canonical, entity))
    _mark_merged(index, found, registry)
    _move_situations(index, found)
    index.execute("COMMIT")
    return found


def _look_up(index: sqlite3.Connection, registry: Registry, frame: Frame) -> None:
    """Look up in the registry each named entity that was found in a text, as its mentions together describe it.

    The table holds what has been looked up since the mentions of the entity last changed.
    """
    rows = index.execute(
        "SELECT entity, name, type, country, sum(times) FROM mention WHERE named = 1 "
        "AND entity NOT IN (SELECT entity FROM listed) GROUP BY entity, name, type, country"
    )
    told: dict[str, list[Facts]] = {}
    for entity, name, type_, country, times in rows:
        if is_minted(entity):
            told.setdefault(entity, []).append(Facts(name, type_, country, times=times))
    found = (entity_from(id_, facts, listed=None, merged=(), frame=frame) for id_, facts in told.items())
    index.executemany("INSERT INTO listed VALUES (?, ?)", ((e.id, _entry(e, registry, frame)) for e in found))


def _entry(found: Entity, registry: Registry, frame: Frame) -> str | None:
    """The one entry that name, class and country fit; None for none or several."""
    fitting = [
        id_
        for id_ in registry.names.get(name_key(found.name), ())
        if _fits(found.type, registry.entities[id_].type, frame)
        and found.country in (None, registry.entities[id_].country)
        and id_ != found.id
    ]
    return fitting[0] if len(fitting) == 1 else None


def _fits(found: str, listed: str, frame: Frame) -> bool:
    """Whether one class is the other or lies above it: a newspaper is not the party of its name."""
    return frame.ontology.is_a(found, listed) or frame.ontology.is_a(listed, found)


def _mark_merged(index: sqlite3.Connection, found: Resolution, registry: Registry) -> None:
    """Mark entities that have other names than before for being the same, and entries with a link to a moved one."""
    before = {key: tuple(ids) for key, ids in json.loads(meta(index, "merged") or "{}").items()}
    merged = dict(found.merged)
    mark_entity(index, (key for key in {*before, *merged} if before.get(key) != merged.get(key)))
    led = {id_: key for key, ids in before.items() for id_ in ids}
    moved = {id_ for id_ in {*led, *found.canonical} if led.get(id_) != found.canonical.get(id_)}
    linked = (e.id for e in registry.entities.values() if any(not moved.isdisjoint(ids) for ids in e.links.values()))
    mark_entity(index, linked)
    set_meta(index, "merged", json.dumps(merged))


def _move_situations(index: sqlite3.Connection, found: Resolution) -> None:
    """Let each assigned claim be of the situation that its assignment leads to."""
    query = "SELECT id, article, assigned, situation FROM claim WHERE assigned IS NOT NULL AND "
    rows = index.execute(f"{query} situation IS NOT assigned").fetchall()
    for id_ in found.canonical:
        rows += index.execute(f"{query} assigned = ?", (id_,)).fetchall()
    for claim, article, assigned, situation in rows:
        if situation != found(assigned):
            mark_article(index, article)
            give(index, [claim], assigned, found(assigned))
