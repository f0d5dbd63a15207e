"""Loads that are killed (SIGKILL) at a random moment, and the next load, which must make the same graph.

python -m benchmarks.kill embedded [ROUNDS] [SEED]           the client, which holds the embedded store
python -m benchmarks.kill client [ROUNDS] [SEED] [RELEASE]   the client of a Neo4j server
python -m benchmarks.kill server [ROUNDS] [SEED] [RELEASE]   the Neo4j server itself, which is then started again

Each round begins with nothing and ends with three checks: the sorted dump is that of a load that nobody disturbed, one
more load writes nothing, and the index of search keys leads to every entity.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.store import project_of
from kg.cypher import Statement
from kg.ids import local_id
from kg.project import Project, find_project
from kg.stores import Store, open_store, schema
from kg.stores.contents import counts, dump
from kg.stores.load import load
from kg.stores.neo4j import Address, connect
from tests.neo4j.server import LTS, Server, launched

CLAIMS, ROUNDS, SEED = 300, 20, 7
UNDISTURBED = 600.0
PATIENCE = (1.0, 30.0)
"""Seconds that the driver of a load tries again: it gives up in some rounds, and outlasts the server in others."""

LOAD = """
import sys
from pathlib import Path
from kg.errors import StoreError
from kg.project import find_project
from kg.stores import neo4j, open_store
from kg.stores.index import writing
from kg.stores.load import load
writing.ROWS = 1  # a transaction an article
neo4j.RETRY_SECONDS = float(sys.argv[2])
project = find_project(Path(sys.argv[1]))
with open_store(project) as store:
    print("begun", flush=True)
    try:
        load(project, store)
    except StoreError as error:
        sys.exit(f"StoreError: {error}")
"""

Opening = Callable[[Project], AbstractContextManager[Store]]
Killing = Callable[[subprocess.Popen[str]], str]


@dataclass(frozen=True)
class Place:
    """How the store of a project is opened, and the environment in which `kg` opens the same."""

    opened: Opening
    environment: dict[str, str]


def rounds(project: Project, place: Place, *, kill: Killing, choose: random.Random) -> Iterator[str]:
    """A line for each round, for ever; a load that ends before its moment is no round. Raises AssertionError."""
    _forget(project, place)
    started = time.perf_counter()
    assert _killed(_started(project, place, PATIENCE[-1]), kill, UNDISTURBED) is None
    seconds = time.perf_counter() - started
    whole = _loaded(project, place)
    while True:
        _forget(project, place)
        moment = choose.uniform(0.1, seconds)
        told = _killed(_started(project, place, choose.choice(PATIENCE)), kill, moment)
        if told is None:
            # it was faster than the first one, which starts Python too
            seconds *= 0.9
            continue
        left = _held(project, place)
        assert _loaded(project, place) == whole, "another graph"
        yield f"{told} after {moment:.1f} s, when {left[0]} nodes and {left[1]} edges were there: the same graph"


def kill_client(process: subprocess.Popen[str]) -> str:
    """Kill the process that loads."""
    process.send_signal(signal.SIGKILL)
    process.wait()
    return "client killed"


def killer_of(server: Server) -> Killing:
    """What kills the server, starts it again, and waits for what the client makes of it.

    The driver tries a transaction again for half a minute: a server that is back by then costs the client nothing.
    """

    def kill_server(process: subprocess.Popen[str]) -> str:
        server.kill()
        server.start()
        _, said = process.communicate(timeout=180)
        assert process.returncode == 0 or said.startswith("StoreError: "), said
        left = said.split(": ")[1] if said else "finished the load by itself when the server was back"
        return f"server killed (the client: {left})"

    return kill_server


def embedded() -> Place:
    """The embedded store of the project's folder."""
    return Place(open_store, {})


def at_server(address: Address) -> Place:
    """A server that is there for this alone."""

    @contextmanager
    def opened(project: Project) -> Iterator[Store]:
        store = connect(address, schema=schema.NEO4J)
        try:
            yield store
        finally:
            store.close()

    return Place(opened, {"NEO4J_URI": address.uri})


def _started(project: Project, place: Place, patience: float) -> subprocess.Popen[str]:
    """A load in a process of its own, which has just begun."""
    command = [sys.executable, "-c", LOAD, str(project.root), str(patience)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    process = subprocess.Popen(
        command, env=environment | place.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def _killed(process: subprocess.Popen[str], kill: Killing, moment: float) -> str | None:
    """What was done at the moment; None when the load had ended by itself before."""
    with process:
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            return kill(process)
        assert process.returncode == 0, process.communicate()[1]
    return None


def _forget(project: Project, place: Place) -> None:
    """Lose everything but the claims."""
    project.decisions_file.write_text("")
    if place.environment:
        with place.opened(project) as store:
            while store.write([Statement("MATCH (n) WITH n LIMIT 2000 DETACH DELETE n", [{}])]):
                pass
    shutil.rmtree(project.store, ignore_errors=True)


def _loaded(project: Project, place: Place) -> str:
    """The digest of the sorted dump after a load; one more load must write nothing, and names must be found."""
    with place.opened(project) as store:
        load(project, store)
        _check_keys(store)
        digest = sha256("".join(dump(store)).encode()).hexdigest()
        again = load(project, store)
        assert (again.written, again.removed) == (0, 0), again
    return digest


def _check_keys(store: Store) -> None:
    """Every entity is found by its id, which is among its search keys."""
    uris = {row["uri"] for row in store.read("MATCH (e:Entity) RETURN e.uri AS uri")}
    sought = " OR ".join(f'"{local_id(uri)}"' for uri in sorted(uris))
    query = "CALL db.index.fulltext.queryNodes('kg_search_keys', $sought) YIELD node RETURN node.uri AS uri"
    assert {row["uri"] for row in store.read(query, {"sought": sought})} == uris, "names are not found"


def _held(project: Project, place: Place) -> tuple[int, int]:
    with place.opened(project) as store:
        return counts(store)


def main() -> None:
    what = sys.argv[1]
    number, seed = (int(sys.argv[n]) if len(sys.argv) > n else default for n, default in ((2, ROUNDS), (3, SEED)))
    release = sys.argv[4] if len(sys.argv) > 4 else LTS
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(Path(folder) / "project", CLAIMS)
        home = Path(folder) / "server"
        with nullcontext() if what == "embedded" else launched(home, release) as server:
            place = embedded() if server is None else at_server(server.address)
            kill = killer_of(server) if what == "server" else kill_client
            engine = "the embedded store" if server is None else f"Neo4j {release}"
            print(f"# {what}, {engine}, {CLAIMS} claims, seed {seed}", flush=True)
            found = rounds(find_project(project.root), place, kill=kill, choose=random.Random(seed))
            for count, line in zip(range(1, number + 1), found, strict=False):
                print(f"{count}: {line}", flush=True)
    print(f"{number} of {number} rounds ended in the same graph, and a further load wrote nothing", flush=True)


if __name__ == "__main__":
    main()
