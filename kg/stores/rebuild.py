"""A store emptied, so that the next load makes the graph from the folder alone.

The embedded store is the project's own, and is thrown away as files before it opens (`kg.stores.open_anew`), which a
damaged one may need. A server may hold what others put there: that is never deleted unless somebody says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.cypher import Statement
from kg.errors import StoreError
from kg.project import Project
from kg.stores import Store
from kg.stores.addresses import under
from kg.stores.hold import loading
from kg.stores.index.tables import meta, open_index, remove_index
from kg.stores.load import index_path

__all__ = ["empty", "empty_wholly", "foreign"]

NODES = 2000
"""Nodes that one transaction deletes. A server with 512 MB deletes 5,000 with their edges, and fails at 20,000."""

_NAMED = 5
_URI = "coalesce(toStringOrNull(n.uri), '')"
_OTHERS = f"MATCH (n) WHERE NOT (n:Resource AND any(base IN $bases WHERE {under(_URI, 'base')}))"
_COUNT = f"{_OTHERS} RETURN count(n) AS nodes"
_LABELS = f"""
{_OTHERS} UNWIND CASE WHEN size(labels(n)) = 0 THEN ['(no label)'] ELSE labels(n) END AS label
RETURN label, count(n) AS nodes ORDER BY nodes DESC, label
"""
_DELETE_OURS = (
    f"UNWIND $rows AS r MATCH (n:Resource) WHERE {under(_URI, 'r.base')} WITH n LIMIT {NODES} DETACH DELETE n"
)
_DELETE_ALL = f"UNWIND $rows AS r MATCH (n) WITH n LIMIT {NODES} DETACH DELETE n"


def empty(project: Project, store: Store) -> None:
    """Remove from the store all that is the project's, and forget what the store held.

    Raises StoreError, and removes nothing, when the store holds nodes that are not the project's: it says how many and
    which labels they have. Raises BusyError when another process is loading the project.
    """
    with loading(project):
        bases = sorted(_bases(project, store))
        number, labels = foreign(store, *bases)
        if number:
            raise StoreError(_refusal(number, labels, project.base))
        _empty(project, store, Statement(_DELETE_OURS, [{"base": base} for base in bases]))


def empty_wholly(project: Project, store: Store) -> None:
    """Remove everything from the store, whosever it is, and forget what it held. Raises BusyError as `empty` does."""
    with loading(project):
        _empty(project, store, Statement(_DELETE_ALL, [{}]))


def foreign(store: Store, *bases: str) -> tuple[int, Mapping[str, int]]:
    """How many nodes have no address under a base, and how many of them have each label, the most frequent first."""
    (row,) = store.read(_COUNT, {"bases": bases})
    if not row["nodes"]:
        return 0, {}
    return row["nodes"], {found["label"]: found["nodes"] for found in store.read(_LABELS, {"bases": bases})}


def _bases(project: Project, store: Store) -> set[str]:
    """The project's base, and the one under which its last load wrote into the store."""
    path = index_path(project, store)
    if not path.exists():
        return {project.base}
    index = open_index(path)
    try:
        return {project.base, meta(index, "base") or project.base}
    finally:
        index.close()


def _empty(project: Project, store: Store, deletion: Statement) -> None:
    # the index first: a load after an emptying that was cut off reads what is left from the store
    remove_index(index_path(project, store))
    while store.write([deletion]):
        pass


def _refusal(number: int, labels: Mapping[str, int], base: str) -> str:
    named = ", ".join(f"{label} ({count:,})" for label, count in list(labels.items())[:_NAMED])
    more = f" and {len(labels) - _NAMED} other labels" if len(labels) > _NAMED else ""
    nodes = "1 node that is" if number == 1 else f"{number:,} nodes that are"
    return (
        f"the database holds {nodes} not this project's (no address under {base}), labelled {named}{more}; nothing was "
        "deleted. Give the project a database of its own, or add --delete-foreign to delete them too"
    )
