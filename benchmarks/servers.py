"""Loading on each store, as ratios within one run: `make bench` has the short form.

python -m benchmarks.servers rates [STORE …] [CLAIMS]    nodes and edges a second, beside the bare statements
python -m benchmarks.servers again [STORE …] [CLAIMS]    an article loaded again, beside its first load

The stores are the embedded one and every release of Neo4j for which there is a Java here (embedded, 5.26.30,
2026.08.1), or those of them that are named. `benchmarks.questions` measures asking.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.store import claims, project_of
from kg.cypher import Statement
from kg.project import Project, write_claims
from kg.server.releases import RELEASES
from kg.stores import Store, open_store_anew, schema
from kg.stores.contents import counts
from kg.stores.load import load
from kg.stores.neo4j import connect
from tests.neo4j.server import can_launch, launched

CLAIMS = 3000
EMBEDDED = "embedded"
REPEATS = 5
HEAP = "1g"


@contextmanager
def stores(project: Project, names: Sequence[str] = ()) -> Iterator[Iterator[tuple[str, Store]]]:
    """Each store that is named, or all, with its name; the next is opened when the one before has been used."""
    with tempfile.TemporaryDirectory() as folder:
        yield _stores(project, names or (EMBEDDED, *RELEASES), Path(folder))


def _stores(project: Project, names: Sequence[str], folder: Path) -> Iterator[tuple[str, Store]]:
    if EMBEDDED in names:
        with open_store_anew(project) as store:
            yield EMBEDDED, store
    for release in RELEASES:
        if release in names and can_launch(release):
            with launched(folder / release, release, heap=HEAP, options=()) as server:
                store = connect(server.address, schema=schema.NEO4J)
                yield f"Neo4j {release}", store
                store.close()


class Recorded:
    """A store that keeps the statements of every transaction, to run them again without all that made them."""

    def __init__(self, store: Store) -> None:
        self._store, self.place = store, store.place
        self.transactions: list[list[Statement]] = []
        self.read, self.query, self.stream = store.read, store.query, store.stream
        self.ensure_schema, self.ensure_search, self.close = store.ensure_schema, store.ensure_search, store.close

    def write(self, statements: Iterable[Statement]) -> int:
        self.transactions.append(list(statements))
        return self._store.write(self.transactions[-1])


# ----------------------------------------------------------------------------------------------------- loading


def rates(number: int = CLAIMS, names: Sequence[str] = ()) -> Iterator[str]:
    """Nodes and edges a second of `kg load` into an empty store, and of the bare statements for the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(Path(folder), number)
        with stores(project, names) as found:
            for name, store in found:
                yield f"{name}: {_rate(project, store)}"


def _rate(project: Project, store: Store) -> str:
    recorded = Recorded(store)
    load(project, recorded)
    nodes, edges = counts(store)
    seconds = {}
    # the first load and the first replay warm the server up; then each in turn, the best of two
    for what, work in (("bare", lambda: _replay(recorded, store)), ("load", lambda: load(project, store))) * 3:
        emptied(project, store)
        started = time.perf_counter()
        work()
        seconds.setdefault(what, []).append(time.perf_counter() - started)
        assert counts(store) == (nodes, edges)
    bare, loaded = min(seconds["bare"][1:]), min(seconds["load"][1:])
    return (
        f"kg load {nodes / loaded:,.0f} nodes/s and {edges / loaded:,.0f} edges/s, bare statements "
        f"{nodes / bare:,.0f} and {edges / bare:,.0f}: {100 * bare / loaded:.0f} % ({nodes:,} nodes, {edges:,} edges)"
    )


def _replay(recorded: Recorded, store: Store) -> None:
    store.ensure_schema()
    for statements in recorded.transactions:
        store.write(statements)


def emptied(project: Project, store: Store) -> None:
    """Remove every node from the store, and what the project remembers of stores."""
    for path in project.store.glob("index-*"):
        path.unlink()
    while store.write([Statement("MATCH (n) WITH n LIMIT 2000 DETACH DELETE n", [{}])]):
        pass


def again(number: int = CLAIMS, names: Sequence[str] = ()) -> Iterator[str]:
    """Milliseconds of a load that brings one new article into a graph, and of the next, which finds it again."""
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(Path(folder), number)
        with stores(project, names) as found:
            for name, store in found:
                load(project, store)
                yield f"{name}: {_again(project, store)}"


def _again(project: Project, store: Store) -> str:
    article, told = next(claims(30))
    times: dict[str, list[float]] = {}
    for n in range(REPEATS):
        new = replace(article, id=f"{n:016x}", given_id=f"new-{n}")
        made = [replace(c, id=f"{c.id[:-2]}{n:02}", article=new.id) for c in told]
        for what in ("first", "again"):
            write_claims(project, new, claims=made, run="benchmark")
            started = time.perf_counter()
            load(project, store)
            times.setdefault(what, []).append(time.perf_counter() - started)
        project.claims_path(new.id).unlink()
        load(project, store)
    first, same = (statistics.median(times[what]) for what in ("first", "again"))
    return (
        f"an article's first load {first * 1e3:.0f} ms, unchanged again {same * 1e3:.0f} ms: {same / first:.2f} times"
    )


def main() -> None:
    command, *rest = sys.argv[1:]
    names = [word for word in rest if not word.isdigit()]
    number = next((int(word) for word in rest if word.isdigit()), CLAIMS)
    for line in {"rates": rates, "again": again}[command](number, names):
        print(line, flush=True)


if __name__ == "__main__":
    main()
