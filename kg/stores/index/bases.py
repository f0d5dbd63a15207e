"""What a store holds under another base than the project's: the leftovers of a setting that has been changed."""

from __future__ import annotations

import sqlite3

from kg.cypher import delete_nodes
from kg.stores import Store
from kg.stores.addresses import elsewhere

__all__ = ["OTHERS", "leave", "scope"]

OTHERS = 4000
"""Nodes of another base that one transaction removes."""


def scope(store: Store, base: str) -> str:
    """How the addresses begin of all that the store holds for the project.

    The embedded store is the project's alone; a server may hold other projects, under bases of their own.
    """
    from kg.stores.embedded import PLACE

    return "" if store.place == PLACE else base


def leave(index: sqlite3.Connection, store: Store, base: str) -> int:
    """Remove from the store what the index remembers under another base; return how many nodes there were.

    A removal that is cut off goes on with the next load: the index forgets a node after the store.
    """
    removed = 0
    while gone := index.execute(f"SELECT uri FROM node WHERE {elsewhere('uri')} LIMIT {OTHERS}", (base,)).fetchall():
        store.write(delete_nodes(uri for (uri,) in gone))
        index.execute("BEGIN")
        index.executemany("DELETE FROM node WHERE uri = ?", gone)
        index.execute("COMMIT")
        removed += len(gone)
    if removed:
        index.execute(f"DELETE FROM edge WHERE {elsewhere('source')}", (base,))
    return removed
