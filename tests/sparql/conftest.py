"""The view `graph` of a project as a dataset, beside the store of the same project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pytest

from kg.project import Project
from kg.rdf.fused import fused_quads
from kg.stores import Store, open_store
from kg.stores.load import load
from kg.stores.whole import whole_graph
from tests.queries.conftest import load_demo
from tests.queries.test_made import made_project


@dataclass(frozen=True)
class Both:
    """The same project in a store and as RDF."""

    project: Project
    store: Store
    dataset: ox.Store


def view_of(project: Project) -> ox.Store:
    dataset = ox.Store()
    with whole_graph(project) as whole:
        dataset.extend(fused_quads(whole.parts(), view="graph", base=project.base))
    return dataset


def both_of(project: Project) -> Iterator[Both]:
    with open_store(project) as store:
        assert not load(project, store).problems
        yield Both(project, store, view_of(project))


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    yield from both_of(load_demo(tmp_path_factory.mktemp("golden") / "project")[0])


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    yield from both_of(made_project(tmp_path_factory.mktemp("made") / "project"))


@pytest.fixture(scope="session", params=["golden", "made"])
def both(request: pytest.FixtureRequest) -> Both:
    found: Both = request.getfixturevalue(request.param)
    return found
