"""Where SPARQL finds its quads: files of every form, and the project's own, made once and again when it must."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.decisions import decided
from kg.errors import InputError, QueryError
from kg.project import Problem, Project, append_decisions
from kg.queries import find_query
from kg.sparql import ask_twin, datasets, file_dataset, project_dataset, require_graph_view
from tests.queries.test_made import HERALD, made_project
from tests.sparql.conftest import view_of

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "project")


def opened(project: Project, said: list[Problem] | None = None) -> ox.Store:
    return project_dataset(project, progress=lambda *_: None, report=(said if said is not None else []).extend)


def made(project: Project) -> list[str]:
    return sorted(path.name for path in (project.store / "sparql").iterdir())


def test_both_views_of_a_project(project: Project) -> None:
    dataset = opened(project)
    default = {quad.triple for quad in dataset.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert default == {quad.triple for quad in view_of(project)}
    graphs = {graph.value for graph in dataset.named_graphs()}
    claims = {quad.subject.value for quad in dataset.quads_for_pattern(None, None, CLAIM, ox.DefaultGraph())}
    assert graphs == claims | {f"{project.base}view/claims"}
    require_graph_view(dataset, "it")


CLAIM = ox.NamedNode("https://w3id.org/crisiskg/ontology#Claim")


def test_it_is_made_once_and_anew_when_the_folder_changes(project: Project) -> None:
    opened(project)
    first = made(project)
    opened(project)  # what the first has decided (which claim is of which situation) is no change
    assert made(project) == first
    assert ask_twin(opened(project), find_query("who-belongs-to"), {}).rows
    append_decisions(project, [decided("retract", (HERALD.id,), who="test", why="test", now=NOW)])
    assert not ask_twin(opened(project), find_query("who-belongs-to"), {}).rows
    assert len(made(project)) == 1
    assert made(project) != first


def test_nothing_is_left_of_one_that_was_cut_off(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(datasets, "_quads", broken)
    with pytest.raises(KeyboardInterrupt):
        opened(project)
    assert made(project) == []


def test_what_cannot_be_read_is_told(project: Project) -> None:
    path = project.claims_path(HERALD.id)
    path.write_text(path.read_text("utf-8") + "{\n", "utf-8")
    said: list[Problem] = []
    opened(project, said)
    assert len(said) == 1


@pytest.mark.parametrize("name", ["graph.nq", "graph.trig", "graph.ttl", "graph.nt", "graph.jsonld", "graph.rdf"])
@pytest.mark.parametrize("packed", ["", ".gz"])
def test_files(name: str, packed: str, tmp_path: Path, project: Project) -> None:
    view = view_of(project)
    form = ox.RdfFormat.from_extension(name.rpartition(".")[2])
    triples = list(view) if form is not None and form.supports_datasets else [quad.triple for quad in view]
    raw = ox.serialize(triples, format=form)
    path = tmp_path / f"{name}{packed}"
    path.write_bytes(gzip.compress(raw) if packed else raw)
    with file_dataset(path) as dataset:
        assert set(dataset) == set(view)


def test_a_large_file_is_put_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets, "SMALL", 10)
    path = tmp_path / "graph.nt"
    path.write_text("<u:a> <u:b> <u:c> .\n", "utf-8")
    with file_dataset(path) as dataset:
        assert len(dataset) == 1


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.csv", b"a,b", "which form of RDF this is: it should end in .nq, .trig"),
        ("a", b"", "which form of RDF"),
        ("a.ttl", b"<u:a> <u:b> .", "not Turtle"),
        ("a.nq.gz", b"<u:a> <u:b> <u:c> .", "damaged"),
        ("b.nq.gz", gzip.compress(b"<u:a> <u:b> <u:c> .\n" * 9)[:-9], "damaged"),
        ("a.nt", b"<u:a> <u:b> <u c> .", "not N-Triples"),
        ("a.jsonld", b'{"@context": "http://127.0.0.1:1/", "@id": "u:a"}', "not JSON-LD"),
        ("a.trig", b"\xff\xfe", "not TriG"),
    ],
)
def test_files_that_are_not_rdf(name: str, raw: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(InputError, match=said), file_dataset(path):
        pass


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no\.nq: cannot be read: No such file"), file_dataset(tmp_path / "no.nq"):
        pass


def test_claims_and_the_flat_view_are_not_what_questions_ask() -> None:
    dataset = ox.Store()
    with pytest.raises(QueryError, match=r"x\.nq holds claims, or other RDF; .* kg export --format trig --view graph"):
        require_graph_view(dataset, "x.nq")
    dataset.load("<u:view/flat> a <https://w3id.org/crisiskg/ontology#DerivedView> .", ox.RdfFormat.TURTLE)
    with pytest.raises(QueryError, match="holds the view flat; the canned questions ask the view graph"):
        require_graph_view(dataset, "x.nq")
