"""RDF exports: quads per second beside pyoxigraph's own dump and rdflib's serializer, and memory as claims grow.

python -m benchmarks.exports [COPIES] [COPIES…]     speeds on the first number of copies of the demo's claims (100);
                                                    peaks of `kg export` on each of the numbers (1, 10 and 100)

One core's time of `kg export` from the project's files, of pyoxigraph's `Store.dump` of the same quads, and of rdflib's
N-Quads serializer (on a tenth of them), in one process. Memory is the peak of a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from time import process_time

import pyoxigraph as ox
import rdflib

from benchmarks.copies import demo_times
from kg.project import Project
from kg.rdf import serialize
from kg.views import Source, view_quads

COPIES = (100, 10, 1)

PEAK = """
import resource, sys
from kg.cli import main
sys.argv = ["kg", "export", "--format", "nquads", "-o", "out.nq"]
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    copies = tuple(map(int, sys.argv[1:])) or COPIES
    for line in (*speeds(copies[0]), *peaks(copies)):
        print(line)


def speeds(copies: int) -> Iterator[str]:
    """A line for each way to write the same quads, with its share of the rate of pyoxigraph's dump."""
    with tempfile.TemporaryDirectory() as place:
        project = demo_times(Path(place) / "project", copies)
        store = ox.Store()
        store.extend(_quads(project))
    dump = len(store) / _seconds(lambda: store.dump(BytesIO(), format=ox.RdfFormat.N_QUADS))
    yield f"pyoxigraph, dump of a store: {dump:,.0f} quads a second ({len(store):,} quads)"
    with tempfile.TemporaryDirectory() as place:
        project = demo_times(Path(place) / "project", copies)
        for form in ("nquads", "trig", "jsonld"):
            rate = len(store) / _seconds(lambda form=form: _export(project, form))  # type: ignore[misc]
            yield f"kg export, {form}, from the project's files: {rate:,.0f} quads a second, {rate / dump:.2f} of it"
    quads = list(store)
    for form in ("nquads", "trig"):
        rate = len(quads) / _seconds(lambda form=form: serialize(iter(quads), form, out=StringIO()))  # type: ignore[misc]
        yield f"kg, {form}, of quads in memory: {rate:,.0f} quads a second, {rate / dump:.2f} of it"
    rate = _rdflib(quads[: len(quads) // 10])
    yield f"rdflib, N-Quads of a dataset in memory: {rate:,.0f} quads a second, {rate / dump:.2f} of it"


def _quads(project: Project) -> Iterator[ox.Quad]:
    with view_quads(Source(project, quotes=True, progress=lambda done, total: None), "claims") as quads:
        yield from quads


def _export(project: Project, form: str) -> None:
    serialize(_quads(project), form, out=StringIO(), base=project.base)


def _rdflib(quads: list[ox.Quad]) -> float:
    raw = BytesIO()
    ox.serialize(quads, raw, format=ox.RdfFormat.N_QUADS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of its own calls
        dataset = rdflib.Dataset()
        dataset.parse(data=raw.getvalue(), format="nquads")
        return len(quads) / _seconds(lambda: dataset.serialize(format="nquads"))


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def peaks(copies: tuple[int, ...]) -> Iterator[str]:
    """A line for each number of copies: claims, and the peak of the process that exports them."""
    for number in sorted(copies):
        with tempfile.TemporaryDirectory() as place:
            project = demo_times(Path(place) / "project", number)
            done = subprocess.run(
                [sys.executable, "-c", PEAK], cwd=project.root, capture_output=True, text=True, check=True
            )
            claims = done.stderr.split()[0]
            yield f"peak of kg export: {int(done.stdout.split()[-1]) / 1024:,.0f} MB for {claims} claims"


if __name__ == "__main__":
    main()
