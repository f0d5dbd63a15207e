"""Where graphs are kept: the embedded store and Neo4j behind one protocol.

`open_store(project)` gives the store that the environment names: Neo4j where NEO4J_URI is set (with NEO4J_USERNAME or
NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE, as the ecosystem spells them); else the folder's own Neo4j server while it
runs (`kg.stores.local`), else the embedded store in the project's .kg/.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from kg.stores.local import announced, home_in, is_stopped, open_local

if TYPE_CHECKING:
    from pathlib import Path

    from kg.cypher import Statement
    from kg.project import Project
    from kg.stores.rows import Rows

__all__ = ["EMBEDDED", "Store", "open_store", "open_store_anew", "store_name"]

EMBEDDED = "the embedded store"


class Store(Protocol):
    """A property graph that can be asked and changed. `place` tells one store from another, for remembering it."""

    place: str

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """All rows that a query finds, in plain values (see `kg.stores.rows`); QueryError where it is wrong."""

    def query(self, query: str) -> Rows:
        """The rows of a user's own query. It may read and never write."""

    def stream(self, query: str, parameters: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer that is too big to hold."""

    def write(self, statements: Iterable[Statement]) -> int:
        """Run the statements in one transaction; return how many changes the store counted."""

    def ensure_schema(self) -> None:
        """Make the constraints and indexes that are missing, but for that of search keys."""

    def ensure_search(self) -> None:
        """Make the index of search keys where it is missing; every entity must have its keys by then."""

    def close(self) -> None:
        """Let go of everything."""


@contextmanager
def open_store(project: Project) -> Iterator[Store]:
    """The project's store, closed at the end.

    Raises StoreError when it does not answer or refuses the account, BusyError when another process holds the folder
    and cannot be read from.
    """
    store = _opened(project, _embedded)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def open_store_anew(project: Project) -> Iterator[Store]:
    """The same for making the graph anew: what the embedded store holds is thrown away, even when it is damaged.

    A server's store is as it was; `kg.stores.rebuild` empties it. Raises as `open_store` does, and BusyError when
    another process holds the folder, be it readable or not.
    """
    store = _opened(project, _embedded_anew)
    try:
        yield store
    finally:
        store.close()


def _embedded(folder: Path) -> Store:
    from kg.stores.embedded import open_embedded

    return open_embedded(folder)


def _embedded_anew(folder: Path) -> Store:
    from kg.stores.embedded import open_embedded_anew

    return open_embedded_anew(folder)


def store_name(project: Project) -> str:
    """Which store `open_store` would open, in words; no store is asked."""
    if uri := os.environ.get("NEO4J_URI"):
        # without an account, should somebody have written one into the address
        return f"the Neo4j server that NEO4J_URI names ({uri.rpartition('@')[2]})"
    home = home_in(project.store)
    if server := announced(home):
        return f"this folder's Neo4j server ({server.uri})"
    return f"{EMBEDDED}, because this folder's Neo4j server is stopped" if is_stopped(home) else EMBEDDED


def _opened(project: Project, embedded: Callable[[Path], Store]) -> Store:
    if uri := os.environ.get("NEO4J_URI"):
        return _opened_at(uri)
    if server := announced(home_in(project.store)):
        return open_local(server)
    return embedded(project.store)


def _opened_at(uri: str) -> Store:
    from kg.stores import schema
    from kg.stores.neo4j import Address, connect

    user = os.environ.get("NEO4J_USERNAME") or os.environ.get("NEO4J_USER")
    password = os.environ.get("NEO4J_PASSWORD")
    account = (user or "neo4j") if password is not None else user
    return connect(Address(uri, os.environ.get("NEO4J_DATABASE") or None, account, password), schema=schema.NEO4J)
