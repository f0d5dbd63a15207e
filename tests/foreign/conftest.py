"""The demo's project, exported in every RDF form, as a partner would get it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.graphs import project_quads
from kg.lookup import standing
from kg.project import Problem, init_project, write_claims
from kg.rdf import FORMS, serialize
from kg.rdf.forms import WITHOUT_GRAPHS
from tests.queries.conftest import demo_articles


@dataclass(frozen=True)
class Exported:
    """The files by form, and the quads that the N-Quads file holds."""

    files: dict[str, Path]
    quads: frozenset[ox.Quad]

    def wanted(self, form: str) -> frozenset[ox.Quad]:
        """What a form has to hold: all graphs, or their union where it knows none."""
        if form in WITHOUT_GRAPHS:
            return frozenset(ox.Quad(*quad.triple) for quad in self.quads)
        return self.quads


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return exported_to(tmp_path_factory.mktemp("exported"))


def exported_to(folder: Path, *, only: str = "") -> Exported:
    """The demo's articles (those whose name begins so) as a project in the folder, and in every form beside it."""
    project = init_project(folder / "project")
    for article, claims in demo_articles():
        if article.given_id.startswith(only):
            write_claims(project, article, claims=claims, run="a" * 16)
    files = {form: folder / f"demo.{kind.file_extension}" for form, kind in FORMS.items()}
    for form, path in files.items():
        with path.open("w", encoding="utf-8", newline="") as out:
            found = (item for item in standing(project) if not isinstance(item, Problem))
            serialize(project_quads(found, project), form, out=out)
    return Exported(files, frozenset(ox.parse(path=str(files["nquads"]))))
