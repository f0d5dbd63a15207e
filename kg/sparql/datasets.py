"""What SPARQL is asked of: a project, or a file of RDF, as a dataset in this process.

A project's dataset is kept in .kg/sparql/, and made anew when the folder has changed. Its default graph is the view
`graph` (`kg.rdf.fused`); each claim is a named graph, as in an export of the claims; what such an export says of claims
and articles in its own default graph is in the named graph `…/view/claims`, because the view says the same otherwise.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg import __version__
from kg.errors import QueryError, StoreError
from kg.export.graphs import project_quads
from kg.lookup import standing
from kg.model import Article, Claim
from kg.project import Problem, Project
from kg.rdf.fused import fused_quads, view_iri
from kg.rdf.parsing import load_into
from kg.rdf.vocabulary import A, ours
from kg.resources import folder
from kg.stores.freshness import fingerprint
from kg.stores.whole import Whole, whole_graph

__all__ = ["SMALL", "file_dataset", "project_dataset", "require_graph_view"]

SMALL = 200_000_000
"""Bytes of a file that is held in memory (about five times as much there); a larger one is put on the disk."""

Progress = Callable[[int, int | None], None]
Report = Callable[[tuple[Problem, ...]], object]


@contextmanager
def file_dataset(path: Path) -> Iterator[ox.Store]:
    """The dataset of an RDF file, its form told by its name (`.trig`, `.nq.gz`, …).

    Raises InputError for a form that is not known, for what is not RDF of that form, and where no such file is.
    """
    with tempfile.TemporaryDirectory(prefix="kg-sparql-") as place:
        large = path.exists() and path.stat().st_size >= SMALL
        store = ox.Store(place) if large else ox.Store()
        load_into(store, path)
        yield store


def require_graph_view(dataset: ox.Store, source: str) -> None:
    """Raises QueryError where the dataset does not hold the view `graph`, which the canned questions ask."""
    views = sorted(
        str(quad.subject).strip("<>").rpartition("/")[2]
        for quad in dataset.quads_for_pattern(None, A, ours("DerivedView"), None)
    )
    if "graph" not in views:
        held = f"the view {views[0]}" if views else "claims, or other RDF"
        raise QueryError(
            f"{source} holds {held}; the canned questions ask the view graph: kg export --format trig --view graph"
        )


# --------------------------------------------------------------------------------------------------- projects


def project_dataset(project: Project, *, progress: Progress, report: Report) -> ox.Store:
    """The dataset of a project, as its folder is now; `report` is told what of the folder is not in it, once made.

    Raises BusyError when another process is loading the project, StoreError when there is no room in .kg/.
    """
    place = project.store / "sparql" / _fingerprint(project)
    try:
        if not place.exists():
            _make(project, place, progress, report)
        return ox.Store.read_only(str(place))
    except OSError as error:
        raise StoreError(f"{place} cannot be made or read: {error}; remove {place.parent} and ask again") from error


def _fingerprint(project: Project) -> str:
    """The name of the dataset: another folder, ontology or version, another name."""
    sources = sorted([*folder("ontology").glob("*.ttl"), *folder("registry").glob("*.csv")])
    shipped = (sha256(path.read_bytes()).hexdigest() for path in sources)
    return sha256("\n".join([__version__, *shipped, fingerprint(project)]).encode()).hexdigest()[:16]


def _make(project: Project, place: Path, progress: Progress, report: Report) -> None:
    """Made beside, then renamed; what an earlier state of the folder has left is removed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.parent / f".{place.name}.{secrets.token_hex(4)}"
    try:
        with whole_graph(project, progress=progress) as whole:
            store = ox.Store(str(beside))
            store.bulk_extend(_quads(project, whole))
            store.flush()
            del store
            report(whole.problems)
        for old in place.parent.iterdir():
            if old != beside:
                shutil.rmtree(old, ignore_errors=True)
        beside.rename(place)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _quads(project: Project, whole: Whole) -> Iterator[ox.Quad]:
    yield from fused_quads(whole.parts(), view="graph", base=project.base)
    of_claims = ox.NamedNode(view_iri("claims", project.base))
    for quad in project_quads(_articles(project), project):
        yield (
            ox.Quad(quad.subject, quad.predicate, quad.object, of_claims)
            if isinstance(quad.graph_name, ox.DefaultGraph)
            else quad
        )


def _articles(project: Project) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """What stands; problems are among those of the graph."""
    return (item for item in standing(project) if not isinstance(item, Problem))
