"""A store behind a Bolt address: a Neo4j server, or the embedded one (see `kg.stores.embedded`)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import neo4j
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from kg.cypher import IDS, Statement
from kg.errors import QueryError, StoreError
from kg.stores.refusals import check_version, told, told_writing, visible_databases
from kg.stores.rows import Rows, plain
from kg.stores.schema import Schema

__all__ = ["Address", "Neo4jStore", "connect"]

# what the driver logs it raises too; with no handler at all, Python would print it on stderr
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^@]+$")

_OF_QUERIES = {"Neo.DatabaseError.General.UnknownError", "Neo.DatabaseError.Transaction.TransactionStartFailed"}
"""Codes that servers give what they do not run of a user's query: an unknown procedure, transactions of its own."""

_WRONG = (".Statement.", ".Security.Forbidden", ".Procedure.")
"""In a code: the query is wrong, or not allowed."""

CONNECTION_SECONDS = 10
"""How long a server may take to answer a connection."""

ACQUISITION_SECONDS = 20
"""How long it may take until the account is let in: a port that answers nothing is given up after this."""

NO_SCHEMA = Schema()
"""Of a store that is read only, or whose indexes are nobody's concern."""

RETRY_SECONDS = 30
"""How long the driver tries a transaction again when the server is gone: one that is back by then costs no load."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is, and who asks. `__repr__` leaves the password out: it must reach no log."""

    uri: str
    database: str | None = None
    user: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"Address({self.uri!r}, {self.database!r}, {self.user!r})"

    @property
    def auth(self) -> tuple[str, str] | None:
        """What the driver wants; None for a server without authentication."""
        return None if self.user is None else (self.user, self.password or "")


class Neo4jStore:
    """A property graph behind Bolt. `reader` may be an account with fewer rights than the one that writes."""

    def __init__(self, address: Address, *, reader: Address | None = None, schema: Schema = NO_SCHEMA) -> None:
        self._address = address
        self.place = f"{address.uri} {address.database or ''}"
        self._schema = schema
        self._writing = _driver(address)
        self._reading = self._writing if reader is None else _driver(reader)

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """All rows that the query finds. Raises QueryError where the query is wrong or tries to write."""

        def run(transaction: neo4j.ManagedTransaction) -> Rows:
            result = transaction.run(query, dict(parameters or {}))
            return Rows(tuple(result.keys()), [tuple(map(plain, record.values())) for record in result])

        with _told(query), self._refusals(), self._session(self._reading, neo4j.READ_ACCESS) as session:
            return session.execute_read(run)

    def query(self, query: str) -> Rows:
        """The rows of a user's own query, which may read and never write."""
        try:
            return self.read(query)
        except StoreError as error:
            cause = error.__cause__
            if isinstance(cause, Neo4jError) and cause.code in _OF_QUERIES:
                raise QueryError(f"{cause.message}; the query was: {_shortened(query)}") from cause
            raise

    def stream(self, query: str, parameters: Mapping[str, Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows one after another, for answers that are too big to hold."""
        with _told(query), self._refusals(), self._session(self._reading, neo4j.READ_ACCESS) as session:
            for record in session.run(query, dict(parameters or {})):
                yield tuple(map(plain, record.values()))

    def write(self, statements: Iterable[Statement]) -> int:
        """Run the statements in one transaction; return how many changes the server counted."""
        batch = [statement for statement in statements if statement.rows]
        if not batch:
            return 0

        def run(transaction: neo4j.ManagedTransaction) -> int:
            # nodes keep their ids until a statement without ends, which may make some anew
            runs = [list(run) for _, run in groupby(batch, key=lambda statement: bool(statement.ends))]
            return sum(_changes(transaction, statement) for run in runs for statement in _with_ids(transaction, run))

        refusals = told_writing(self._address)
        with _told(batch[0].text), refusals, self._session(self._writing, neo4j.WRITE_ACCESS) as session:
            return session.execute_write(run)

    def ensure_schema(self) -> None:
        """Make the constraints and indexes that are missing, but for that of search keys."""
        self._ensure(self._schema.first)

    def ensure_search(self) -> None:
        """Make the index of search keys where it is missing; every entity must have its keys by then."""
        self._ensure(self._schema.last)

    def _ensure(self, statements: Iterable[str]) -> None:
        for text in statements:
            refusals = told_writing(self._address)
            with _told(text), refusals, self._session(self._writing, neo4j.WRITE_ACCESS) as session:
                session.run(text).consume()

    def close(self) -> None:
        """Give the connections back."""
        self._reading.close()
        self._writing.close()

    def verify(self) -> None:
        """Ask the server once, without trying again. Raises StoreError as `connect` does."""
        with _told("RETURN 1"), self._refusals():
            # the port first: a query to a server that is not there would be tried again for half a minute
            check_version(self._reading.get_server_info().agent, self._address.uri)
            with self._session(self._reading, neo4j.READ_ACCESS) as session:
                session.run("RETURN 1").consume()

    def _refusals(self) -> AbstractContextManager[None]:
        return told(self._address, lambda: visible_databases(self._reading))

    def _session(self, driver: neo4j.Driver, mode: str) -> neo4j.Session:
        return driver.session(database=self._address.database, default_access_mode=mode)


def connect(address: Address, *, reader: Address | None = None, schema: Schema = NO_SCHEMA) -> Neo4jStore:
    """The store at the address, once it has answered.

    Raises StoreError when it does not, refuses the account or the database, or is too old: see `kg.stores.refusals`.
    """
    store = Neo4jStore(address, reader=reader, schema=schema)
    try:
        store.verify()
    except BaseException:
        store.close()
        raise
    return store


def _driver(address: Address) -> neo4j.Driver:
    if not _ADDRESS.match(address.uri):
        # without the address: it may hold a password
        raise StoreError("the store's address is not one such as bolt://host:7687 or neo4j+s://host (no account in it)")
    try:
        return neo4j.GraphDatabase.driver(
            address.uri,
            auth=address.auth,
            connection_timeout=CONNECTION_SECONDS,
            connection_acquisition_timeout=ACQUISITION_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            # a class or type that no article has used yet is no reason for a warning
            notifications_min_severity="OFF",
            user_agent="kg",
        )
    except (DriverError, ValueError) as error:
        raise StoreError(f"the store's address {address.uri!r} is not one: {error}") from error


def _with_ids(transaction: neo4j.ManagedTransaction, statements: list[Statement]) -> list[Statement]:
    """The statements with the store's ids of nodes where their rows have addresses."""
    addresses = {row[end] for statement in statements for row in statement.rows for end in statement.ends}
    if not addresses:
        return statements
    ids = dict(record.values() for record in transaction.run(IDS, rows=sorted(addresses)))
    return [replace(one, rows=list(_placed(one, ids))) for one in statements]


def _placed(statement: Statement, ids: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in statement.rows:
        ends = {end: ids[row[end]] for end in statement.ends if row[end] in ids}
        if len(ends) == len(statement.ends):
            yield {**row, **ends}


def _changes(transaction: neo4j.ManagedTransaction, statement: Statement) -> int:
    counters = transaction.run(statement.text, rows=list(statement.rows)).consume().counters
    return sum(
        (
            counters.nodes_created,
            counters.nodes_deleted,
            counters.relationships_created,
            counters.relationships_deleted,
            counters.properties_set,
            counters.labels_added,
            counters.labels_removed,
        )
    )


@contextmanager
def _told(query: str) -> Iterator[None]:
    """The driver's errors as ours."""
    try:
        yield
    except ClientError as error:
        if any(part in (error.code or "") for part in _WRONG):
            raise QueryError(f"{_reason(error)}; the query was: {_shortened(query)}") from error
        raise StoreError(f"the store refuses: {error.message or error}") from error
    except (Neo4jError, DriverError) as error:
        reason = error.message if isinstance(error, Neo4jError) else None
        raise StoreError(f"the store failed: {reason or error}") from error


def _reason(error: ClientError) -> str:
    code = error.code or ""
    if "AccessMode" in code or "Forbidden" in code:
        return "a query may read and never write"
    return error.message or code


def _shortened(query: str) -> str:
    text = " ".join(query.split())
    return text if len(text) <= 200 else text[:199] + "…"
