"""A real Neo4j imports what the export wrote, and then holds what a load writes: a load finds nothing to change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from kg.build import ingest_into
from kg.bulk import export_admin
from kg.export.admin import AFTERWARDS, COMMAND, write_admin
from kg.model import Edge, Graph, Node
from kg.project import Project, init_project
from kg.stores import schema
from kg.stores.contents import dump
from kg.stores.embedded import open_embedded
from kg.stores.load import load
from kg.stores.neo4j import connect
from tests.export.graphs import dump_of
from tests.neo4j.server import LTS, NEWEST, imported
from tests.stores.worlds import Story, add, worlds
from tests.strategies import NASTY

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

DEMO = Path(__file__).resolve().parents[2] / "examples" / "kyrgyzstan-2010" / "articles.jsonl"
PARTY = ("Party", "Entity", "Resource")
TEXTS = [
    *NASTY,
    *("", " ", "\n", "\r", "\t", ",", ";", '""', "\\", '\\"', " a ", "NULL", "\ufeff", "\x1e", "\x85", "\x0b\x0c"),
    *("\uffff", "\ufffe", "a\nb", "a\r\nb", "a\rb", "\x1f", "\x1a", "0", "true"),
]


def check(project: Project, tmp_path: Path, release: str = LTS) -> None:
    """Import by the command that is printed, compare with a load, and load into the imported store."""
    done = export_admin(project, tmp_path / "export", progress=lambda done, total: None)
    assert done.problems == ()
    check_imported(project, tmp_path, done.command, release)


def check_imported(project: Project, tmp_path: Path, command: tuple[str, ...], release: str = LTS) -> None:
    with imported(tmp_path / "home", command, release) as address:
        server = connect(address, schema=schema.NEO4J)
        embedded = open_embedded(tmp_path / "embedded")
        load(project, embedded)
        assert list(dump(server)) == list(dump(embedded))
        report = load(project, server)
        assert (report.written, report.removed, report.problems) == (0, 0, ())
        embedded.close()
        server.close()


@pytest.fixture
def demo(tmp_path: Path) -> Project:
    project = init_project(tmp_path / "project")
    assert len(list(ingest_into(project, [DEMO]))) == 10
    return project


@pytest.mark.parametrize("release", [LTS, NEWEST])
def test_the_demo(demo: Project, tmp_path: Path, release: str) -> None:
    check(demo, tmp_path, release)
    statements = (tmp_path / "export" / AFTERWARDS).read_text("utf-8").split(";\n")
    assert [s for s in statements if s] == [*schema.NEO4J.first, *schema.NEO4J.last]


@pytest.mark.parametrize("release", [LTS, NEWEST])
def test_the_script_imports_from_a_folder_of_any_name(demo: Project, tmp_path: Path, release: str) -> None:
    folder = tmp_path / "it's a=b, c"
    export_admin(demo, folder, progress=lambda done, total: None)
    check_imported(demo, tmp_path, ("sh", str(folder / COMMAND)), release)


def test_many_hostile_worlds(tmp_path: Path) -> None:
    """The worlds of the loader's property tests, as articles of one project: a server takes too long for each."""
    project = init_project(tmp_path / "project")

    @settings(
        max_examples=25, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=HealthCheck
    )
    @given(told=worlds)
    def gather(told: tuple[Story, ...]) -> None:
        for story in told:
            add(project, story)

    gather()
    assert len(list(project.root.glob("claims/*/*.jsonl"))) > 2
    check(project, tmp_path)


def test_values_are_what_they_were(tmp_path: Path) -> None:
    lists = [(text, "b") for text in TEXTS] + [("", ""), ("a", "", ""), tuple(TEXTS), ("only",)]
    numbers = [0, -1, 2**63 - 1, 1 - 2**63, 2**70, 0.0, -0.0, 1e-320, 1e308, 0.1, float("inf"), True, False]
    days = [dt.date.min, dt.date.max, dt.date(2010, 4, 7)]
    nodes = [Node(f"x:{n}", PARTY, {"value": v}) for n, v in enumerate([*TEXTS, *lists, *numbers, *days])]
    edges = [Edge("x:0", "FILLS", "x:1", {"mention": text, "n": n}) for n, text in enumerate(TEXTS)]
    # what the form cannot say: a list with the empty text as its only item is left out
    left_out = Node("x:-1", PARTY, {"aliases": ("",), "name": "a"})
    written = write_admin([Graph((*nodes, left_out), tuple(edges))], tmp_path / "export", afterwards=())
    expected = Graph((*nodes, replace(left_out, properties={"name": "a"})), tuple(edges))
    with imported(tmp_path / "home", written.command) as address:
        store = connect(address)
        assert list(dump(store)) == dump_of([expected])
        store.close()
