"""How fast a big graph is written for Neo4j's importer, and imported.

python -m benchmarks.bulk [NODES [RELATIONSHIPS]]   1,000,000 and 3,000,000 when left out; needs Java 17 or 21 and Maven
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.export.admin import write_admin
from kg.model import Edge, Graph, Node
from tests.neo4j.server import admin

BASE = "https://example.org/kg/"
PERSON = ("Person", "Agent", "Entity", "Resource")
CLAIM = ("Claim", "Resource")
QUOTE = 'He said: "Those people, and the {0} who came with them, had nothing to do with it; {0} of them have left"'


def parts(nodes: int, relationships: int) -> Iterator[Graph]:
    """A third of the nodes are people, the others claims about them; each with its share of the relationships."""
    people = max(nodes // 3, 1)
    claims = nodes - people
    for number in range(people):
        names = (f"Person {number}", f"P. {number}")
        properties = {"name": names[0], "aliases": names, "type": "Person", "country": "KGZ"}
        yield Graph((Node(f"{BASE}entity/{number:016x}", PERSON, properties),), ())
    done = 0
    for number in range(claims):
        wanted = relationships * (number + 1) // claims
        yield _claim(number, [(done + n) * 7 % people for n in range(wanted - done)])
        done = wanted


def _claim(number: int, people: list[int]) -> Graph:
    uri, day = f"{BASE}claim/{number:016x}", dt.date(2010, 4, 1) + dt.timedelta(days=number % 365)
    quote = QUOTE.format(number)
    properties = {
        **{"name": quote[:60], "quote": quote, "start": number % 4000, "end": number % 4000 + len(quote)},
        **{"outlet": f"Outlet {number % 40}", "published": day, "certainty": "certain", "confidence": 0.9},
    }
    roles = (f"role{n}" for n in range(len(people)))
    fills = (
        Edge(uri, "FILLS", f"{BASE}entity/{person:016x}", {"role": role, "mention": f"Person {person}"}, ("role", role))
        for role, person in zip(roles, people, strict=True)
    )
    return Graph((Node(uri, CLAIM, properties),), tuple(fills))


def main(nodes: int = 1_000_000, relationships: int = 3_000_000) -> None:
    rows = nodes + relationships
    with tempfile.TemporaryDirectory() as place:
        started = time.perf_counter()
        written = write_admin(parts(nodes, relationships), Path(place) / "tables", afterwards=())
        seconds = time.perf_counter() - started
        assert (written.nodes, written.relationships) == (nodes, relationships)
        size = sum(path.stat().st_size for path in Path(place).rglob("*.csv")) / 1e6
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{nodes:,} nodes and {relationships:,} relationships written in {seconds:.0f} s ", end="")
        print(f"({time.process_time():.0f} s of processor time), {rows / seconds:,.0f} rows/s; ", end="")
        print(f"{size:,.0f} MB of CSV, peak memory {peak:.0f} MB", flush=True)
        home = Path(place) / "home"
        (home / "conf").mkdir(parents=True)
        (home / "conf" / "neo4j.conf").touch()
        started = time.perf_counter()
        told = admin(home, written.command)
        seconds = time.perf_counter() - started
        print(f"imported in {seconds:.0f} s, {rows / seconds:,.0f} rows/s")
        print(*(line for line in told.splitlines() if line.startswith(("IMPORT DONE", "Peak"))), sep="\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
