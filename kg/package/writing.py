"""The files of a package: data in the forms of its profile, the ontology, whose text may be used how."""

from __future__ import annotations

import csv
import hashlib
import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.ids import iri
from kg.lookup import standing
from kg.model import Article
from kg.package.profiles import Distribution
from kg.plain import harmless, inert
from kg.project import Problem, Project
from kg.rdf import serialize
from kg.resources import folder as resource_folder
from kg.views import Source, view_quads

__all__ = ["Written", "copy_ontology", "write_data", "write_rights"]


@dataclass(frozen=True, slots=True)
class Written:
    """A file of data as it lies in the package. `triples`: how many different ones it holds, in all its graphs."""

    distribution: Distribution
    bytes: int
    sha256: str
    triples: int


def write_data(source: Source, wanted: Sequence[Distribution], folder: Path) -> tuple[Written, ...]:
    """Write each distribution into the folder. `source` then holds what they are made from, and what was left out."""
    # first what decides which claims are about one situation: a project that was never loaded has not yet said so
    written = {one: _written(source, one, folder) for one in sorted(wanted, key=lambda one: one.view == "claims")}
    if not source.facts.articles:
        deque(source.articles(), maxlen=0)
    return tuple(written[one] for one in wanted)


def _written(source: Source, wanted: Distribution, folder: Path) -> Written:
    with view_quads(source, wanted.view) as quads:
        return _write(quads, wanted, folder, source.project.base)


def _write(quads: Iterable[ox.Quad], wanted: Distribution, folder: Path, base: str) -> Written:
    """Write them sorted, so that a subject's triples stand together, each once, and the same data is the same bytes."""
    path = folder / wanted.file
    with tempfile.TemporaryDirectory() as passing:
        lines = Path(passing) / "sorted.nq"
        with lines.open("w", encoding="utf-8", newline="") as out:
            serialize(quads, "nquads", out=out, base=base)
        counted = _Counted(ox.parse(path=str(lines), format=ox.RdfFormat.N_QUADS))
        with path.open("w", encoding="utf-8", newline="") as out:
            serialize(counted, wanted.form, out=out, base=base)
    return Written(wanted, path.stat().st_size, _digest(path), counted.count)


class _Counted:
    """Quads on their way, counted."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._quads = quads
        self.count = 0

    def __iter__(self) -> Iterator[ox.Quad]:
        for quad in self._quads:
            self.count += 1
            yield quad


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_ontology(folder: Path) -> None:
    """Put the ontology, and the shapes that the data keep to, into a folder of their own."""
    shutil.copytree(resource_folder("ontology"), folder, ignore=shutil.ignore_patterns("__pycache__", "*.md"))


def write_rights(project: Project, path: Path) -> None:
    """Write a table of the articles: what each is called, who published it, where, and who may use its text."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("article", "title", "publisher", "published", "url", "rights", "text_sha256"))
        for item in standing(project):
            if not isinstance(item, Problem):
                rows.writerow(_row(item[0], project.base))


def _row(article: Article, base: str) -> tuple[str, ...]:
    cells = (article.title, article.publisher, article.published, article.url, article.rights, article.text_sha256)
    return (
        iri("article", article.id, base),
        *("" if cell is None else inert(harmless(str(cell))) for cell in cells),
    )
