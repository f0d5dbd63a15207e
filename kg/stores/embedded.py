"""The store that needs no server: ArcadeDB inside this process, spoken to over Bolt on the loopback interface.

It has two accounts, both with a new random password at every start: one that loads, and one whose rights end at
reading. Every query goes through the second, because this engine takes writes in read transactions too. Another process
may read through it as well, while the first holds the folder.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import shutil
import socket
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.cypher import Statement
from kg.errors import BusyError, StoreError
from kg.stores import schema
from kg.stores.hold import Hold, holder, process_name, take, write_private
from kg.stores.neo4j import Address, Neo4jStore, connect

__all__ = ["DATABASE", "PLACE", "EmbeddedStore", "SharedStore", "open_embedded", "open_embedded_anew"]

DATABASE = "kg"
PLACE = "embedded"
"""The `place` of every embedded store: each holds one project and nothing else."""

DESCRIPTORS = 65536
"""Each set of labels takes about three open files; the soft limit is raised to this, or to what is allowed."""

HEAP = "-Xmx256m"
"""Memory of the engine. It keeps pages in it and collects late: with more, it takes more and is no faster (a load of
3,000 claims took 15 s with 128, 256 and 768 MB; `python benchmarks/store.py claims 3000`). The engine's own variable
ARCADEDB_NATIVE_ISOLATE_ARGS, where it is set, goes before this."""

LEAST_FREE = 4_000_000
"""Bytes that the engine needs to open an empty store and close it again."""

ANNOUNCE_SECONDS = 5.0
"""How long to wait for a process that has just taken the folder to say where it can be read."""

_ALL = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_ADMIN = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]
_ATTEMPTS = 5
_GRAPH = "graph"


class EmbeddedStore(Neo4jStore):
    """The store of a folder that this process holds."""

    def __init__(self, hold: Hold, server: Any, *, writer: Address, reader: Address) -> None:
        super().__init__(writer, reader=reader, schema=schema.ARCADEDB)
        self._hold, self._server = hold, server
        self.place = PLACE

    def ensure_search(self) -> None:
        """Make the index of search keys where it is missing; every entity must have its keys by then."""
        import arcadedb

        database = self._server.get_database(DATABASE)
        try:
            for text in self._schema.last:
                database.command("sql", text)
        except arcadedb.ArcadeDBError as error:
            raise StoreError(f"the store failed: {error}") from error

    def close(self) -> None:
        """Stop the engine and let go of the folder."""
        super().close()
        self._server.stop()
        self._hold.release()


class SharedStore:
    """The store of a folder that another process holds: it can be read, nothing else."""

    def __init__(self, store: Neo4jStore, holding: str) -> None:
        self._store, self._holding, self.place = store, holding, PLACE
        self.read, self.query, self.stream, self.close = store.read, store.query, store.stream, store.close

    def write(self, statements: Iterable[Statement]) -> int:
        """Raises BusyError: who holds the folder."""
        raise BusyError(f"{self._holding} holds this project; wait until it has finished")

    def ensure_schema(self) -> None:
        """Raises BusyError: who holds the folder."""
        self.write(())

    def ensure_search(self) -> None:
        """Raises BusyError: who holds the folder."""
        self.write(())


def open_embedded(folder: Path) -> EmbeddedStore | SharedStore:
    """The store in the folder, made when missing; the one of the process that holds it, if one does.

    Raises BusyError when the holder cannot be read from, StoreError when the engine does not start.
    """
    hold = take(folder)
    return _shared(folder) if hold is None else _started_or_released(hold)


def open_embedded_anew(folder: Path) -> EmbeddedStore:
    """An empty store in the folder: what was in it is thrown away first, be it damaged or not.

    Raises BusyError when another process holds the folder, StoreError when the engine does not start.
    """
    hold = take(folder)
    if hold is None:
        found = holder(folder)
        raise BusyError(f"{process_name(int(found['pid'])) if found else 'another process'} holds this project")
    shutil.rmtree(folder / _GRAPH, ignore_errors=True)
    return _started_or_released(hold)


def _started_or_released(hold: Hold) -> EmbeddedStore:
    try:
        return _started(hold)
    except BaseException:
        hold.release()
        raise


def _shared(folder: Path) -> SharedStore:
    deadline = time.monotonic() + ANNOUNCE_SECONDS
    while (found := holder(folder)) is None:
        if time.monotonic() > deadline:
            raise BusyError(f"another process holds {folder} and does not say where it can be read")
        time.sleep(0.05)
    holding = process_name(int(found["pid"]))
    try:
        store = connect(Address(found["uri"], DATABASE, found["user"], found["password"]))
    except (StoreError, KeyError) as error:
        raise BusyError(f"{holding} holds this project and does not answer; wait until it has finished") from error
    return SharedStore(store, holding)


def _started(hold: Hold) -> EmbeddedStore:
    free = shutil.disk_usage(hold.folder).free
    if free < LEAST_FREE:
        # the engine itself prints pages about a full disk
        raise StoreError(f"the disk of {hold.folder} is full: {free:,} bytes are left, {LEAST_FREE:,} are needed")
    _raise_descriptors()
    passwords = {"kg": secrets.token_urlsafe(24), "reader": secrets.token_urlsafe(24)}
    _write_accounts(hold.folder / _GRAPH / "config", passwords)
    server, port = _serving(hold.folder)
    uri = f"bolt://127.0.0.1:{port}"
    writer, reader = (Address(uri, DATABASE, user, password) for user, password in passwords.items())
    store = EmbeddedStore(hold, server, writer=writer, reader=reader)
    hold.announce(uri=uri, user="reader", password=passwords["reader"])
    return store


def _serving(folder: Path) -> tuple[Any, int]:
    """The engine, serving the folder, and its Bolt port. A port found free may be gone when it is used: try again."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(folder / "log"))
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", HEAP)
    # the variables count from the first import on
    import arcadedb

    failure: Exception | None = None
    for _ in range(_ATTEMPTS):
        port, http_port = _free_ports()
        server = arcadedb.create_server(str(folder / _GRAPH), None, _settings(port, http_port))
        try:
            server.start()
            _open_database(server)
        except arcadedb.ArcadeDBError as error:
            failure = error
        else:
            return server, port
    raise StoreError(f"the embedded store in {folder} does not start: {failure}") from failure


def _settings(port: int, http_port: int) -> dict[str, str | int]:
    return {
        "host": "127.0.0.1",
        "http_port": http_port,
        "bolt_host": "127.0.0.1",
        "bolt_port": port,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        # "production" hides what is wrong with a query; what else it sets is set here
        "mode": "development",
        "txWalFlush": 2,  # flushed to the disk at commit
        "typeDefaultBuckets": 1,  # one file a label set instead of one a core
    }


def _open_database(server: Any) -> None:
    import arcadedb

    try:
        server.get_database(DATABASE)
    except arcadedb.ArcadeDBError as error:
        if "does not exist" not in str(error):
            raise
        server.create_database(DATABASE)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        for found in (first, second):
            found.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _raise_descriptors() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


# -------------------------------------------------------------------------------------------------- accounts


def _write_accounts(config: Path, passwords: Mapping[str, str]) -> None:
    """The engine's account files: `kg` may do everything, every other account may read records and no more."""
    config.mkdir(parents=True, exist_ok=True)
    groups = {"admin": _group(_ADMIN, _ALL), "reader": _group([], ["readRecord"]), "*": _group([], [])}
    rights = {"databases": {"*": {"groups": groups}}, "version": 2}
    accounts = [
        {"name": name, "databases": {"*": ["admin" if name == "kg" else "reader"]}, "password": _hashed(password)}
        for name, password in [("root", secrets.token_urlsafe(24)), *passwords.items()]
    ]
    write_private(config / "server-groups.json", json.dumps(rights))
    write_private(config / "server-users.jsonl", "".join(json.dumps(account) + "\n" for account in accounts))


def _group(access: list[str], records: list[str]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": records}}}


def _hashed(password: str) -> str:
    """As the engine keeps it: the salt goes into PBKDF2 as its base64 text, not as the bytes behind it."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), 65536, 32)
    return f"PBKDF2WithHmacSHA256$65536${salt}${base64.b64encode(key).decode()}"
