"""Where a project folder's own Neo4j server says that it runs: read here, written by `kg.server`.

.kg/neo4j/server.json    who runs, and at which ports; there from the start of the server to its stop
.kg/neo4j/password       the password of the account `neo4j`; only this user can read it
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.stores.neo4j import Address, Neo4jStore

__all__ = ["DATABASE", "PLACE", "USER", "LocalServer", "announced", "home_in", "is_stopped", "open_local"]

DATABASE = "neo4j"
USER = "neo4j"
PLACE = "this folder's Neo4j"
"""Which store it is to the loader's index: the same at whatever port it runs."""

_STATE, _PASSWORD = "server.json", "password"


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that was started for a project folder. It may have ended since: see `is_alive`."""

    home: Path
    pid: int
    version: str
    bolt: int
    http: int

    @property
    def uri(self) -> str:
        """The Bolt address."""
        return f"bolt://127.0.0.1:{self.bolt}"

    @property
    def browser(self) -> str:
        """The page of the Browser, with everything but the password filled in."""
        return f"http://localhost:{self.http}/browser/?dbms=bolt://{USER}@localhost:{self.bolt}&db={DATABASE}"

    @property
    def state_file(self) -> Path:
        """Where it is announced."""
        return self.home / _STATE

    @property
    def password_file(self) -> Path:
        """Where the password is."""
        return password_file(self.home)

    @property
    def address(self) -> Address:
        """Where and as whom to connect. Raises StoreError when the password is gone."""
        from kg.stores.neo4j import Address

        try:
            password = self.password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise StoreError(f"the password of this folder's Neo4j cannot be read: {error}") from error
        return Address(self.uri, DATABASE, USER, password)

    def process(self) -> psutil.Process | None:
        """The server's process; None when it has ended, though another program may have its number by now."""
        try:
            found = psutil.Process(self.pid)
            return found if home_argument(self.home) in found.cmdline() else None
        except psutil.Error:
            return None

    def as_json(self) -> str:
        """What `announced` reads."""
        return json.dumps(asdict(self), default=str)


def home_in(store: Path) -> Path:
    """The server's folder in a project's .kg/, which need not exist."""
    return store.resolve() / "neo4j"


def home_argument(home: Path) -> str:
    """The word on the server's command line by which its process is known."""
    return f"--home-dir={home}"


def password_file(home: Path) -> Path:
    """Where the password of a server's folder is."""
    return home / _PASSWORD


def announced(home: Path) -> LocalServer | None:
    """The server that was started in the folder and not stopped; None where there is none.

    An announcement that came here with a copy of another folder counts for nothing.
    """
    try:
        found = json.loads((home / _STATE).read_text(encoding="utf-8"))
        server = LocalServer(
            home=Path(found["home"]),
            pid=int(found["pid"]),
            version=str(found["version"]),
            bolt=int(found["bolt"]),
            http=int(found["http"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return server if server.home == home else None


def is_stopped(home: Path) -> bool:
    """Whether the folder has a server with a graph that nobody has started."""
    return password_file(home).exists() and announced(home) is None


def open_local(server: LocalServer) -> Neo4jStore:
    """The store of a server that was started. Raises StoreError at once when it has ended."""
    from kg.stores import schema
    from kg.stores.neo4j import connect

    if server.process() is None:
        raise StoreError(
            "this folder's Neo4j server has ended without being stopped (killed, or the machine restarted); go on with "
            "kg neo4j start, or with kg neo4j stop to use the embedded store"
        )
    try:
        store = connect(server.address, schema=schema.NEO4J)
    except StoreError as error:
        raise StoreError(
            f"this folder's Neo4j server (process {server.pid}) runs and cannot be used: {error}"
        ) from error
    store.place = PLACE
    return store
