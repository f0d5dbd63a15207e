"""Making a package: whole, or not at all."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg import __version__
from kg.build import run_digest
from kg.errors import UsageError
from kg.export.folders import empty_folder
from kg.package.bag import seal
from kg.package.description import PREFIXES, Named, dataset, provenance
from kg.package.profiles import PROFILES
from kg.package.readme import readme
from kg.package.writing import Written, copy_ontology, write_data, write_rights
from kg.project import ArticleEntry, Problem, Project, article_entries, is_base
from kg.views import Facts, Source

__all__ = ["Delivery", "Terms", "make_package"]


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms data are handed over: a profile, with quotes or without, packed when, to lie at which address."""

    profile: str
    quotes: bool
    issued: dt.date
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was packed, and what of the project was left out."""

    files: tuple[Written, ...]
    facts: Facts
    problems: tuple[Problem, ...]


def make_package(
    project: Project, folder: Path, terms: Terms, *, progress: Callable[[int, int | None], None]
) -> Delivery:
    """Pack the project into the folder, which must be new or empty; after an error it is as it was.

    Raises UsageError for an unknown profile or a folder that holds something, BusyError when another process loads the
    project.
    """
    if terms.profile not in PROFILES:
        raise UsageError(f"no profile {terms.profile!r} of packages; there are {', '.join(PROFILES)}")
    if terms.address is not None and not is_base(terms.address):
        raise UsageError(f"the address {terms.address}: an http(s) address that ends in / is expected")
    named = Named(
        project.title,
        project.base,
        terms.issued,
        publisher=project.publisher,
        license=project.license,
        contact=project.contact,
        address=terms.address,
    )
    source = Source(project, terms.quotes, progress)
    with _in_place_of(folder) as beside:
        files = write_data(source, PROFILES[terms.profile], beside)
        copy_ontology(beside / "ontology")
        write_rights(project, beside / "rights.csv")
        _turtle(dataset(named, files, source.facts, quotes=terms.quotes), beside / "dataset.ttl")
        _turtle(provenance(named, _runs(project), run_digest(project.entities_csv)), beside / "provenance.ttl")
        (beside / "README.md").write_text(readme(named, files, source.facts, quotes=terms.quotes), encoding="utf-8")
        seal(beside, title=project.title, publisher=project.publisher, issued=terms.issued, agent=f"kg {__version__}")
    return Delivery(files, source.facts, tuple(source.problems))


@contextmanager
def _in_place_of(folder: Path) -> Iterator[Path]:
    """A folder beside the one that is wanted, which takes its place at the end."""
    made = not folder.exists()
    empty_folder(folder)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name[:100]}.", dir=folder.resolve().parent))
    try:
        yield beside
        beside.chmod(folder.stat().st_mode & 0o777)
        folder.rmdir()
        beside.rename(folder.resolve())
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        if made and folder.exists():
            folder.rmdir()
        raise


def _runs(project: Project) -> list[tuple[str, int]]:
    entries = article_entries(project)
    return list(Counter(entry.run for entry in entries if isinstance(entry, ArticleEntry)).items())


def _turtle(triples: Iterable[ox.Triple], path: Path) -> None:
    """Write them so that what is said of one thing stands together."""
    said: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        said.setdefault(str(triple.subject), []).append(triple)
    ox.serialize(chain.from_iterable(said.values()), str(path), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
