"""A graph made anew: from an empty store, without deleting what others put there unless told."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.app import app_for
from kg.cypher import Statement
from kg.errors import BusyError, StoreError
from kg.project import Project
from kg.stores import Store, open_store, open_store_anew
from kg.stores.contents import dump
from kg.stores.hold import take
from kg.stores.load import index_path, load
from kg.stores.neo4j import Address, Neo4jStore
from kg.stores.rebuild import empty, empty_wholly, foreign
from tests.stores.test_load import story
from tests.stores.worlds import project_of

FOREIGN = "UNWIND $rows AS r CREATE (a:Movie:Work {title: 'x'})-[:SHOWN_IN]->(b:Resource {uri: 'urn:1'}) CREATE (:Work)"


@pytest.fixture
def folder(tmp_path: Path) -> Project:
    return project_of(tmp_path / "project", [story(1), story(2, date=None)])


def test_an_emptied_store_is_loaded_to_the_same_graph(store: Store, folder: Project) -> None:
    first = load(folder, store)
    before = list(dump(store))
    empty(folder, store)
    assert list(dump(store)) == []
    assert load(folder, store).written == first.written
    assert list(dump(store)) == before
    assert load(folder, store).written == 0


def test_what_others_put_there_is_counted_and_kept(store: Store, folder: Project) -> None:
    load(folder, store)
    store.write([Statement(FOREIGN, [{}])])
    before = list(dump(store))
    assert foreign(store, folder.base) == (3, {"Work": 2, "Movie": 1, "Resource": 1})
    told = r"holds 3 nodes that are not this project's .*labelled Work \(2\), Movie \(1\), Resource \(1\); nothing was"
    with pytest.raises(StoreError, match=told):
        empty(folder, store)
    assert list(dump(store)) == before
    assert index_path(folder, store).exists()


def test_what_others_put_there_goes_when_told(store: Store, folder: Project) -> None:
    load(folder, store)
    before = list(dump(store))
    store.write([Statement(FOREIGN, [{}])])
    empty_wholly(folder, store)
    assert store.read("MATCH (n) RETURN count(n) AS n").rows == [(0,)]
    load(folder, store)
    assert list(dump(store)) == before


@pytest.mark.parametrize("rest", ["other/entity/x", "#entity/x", "entity/entity/x"])
def test_a_base_that_begins_as_the_projects_does_is_another_project(store: Store, folder: Project, rest: str) -> None:
    row = {"uri": f"{folder.base}{rest}"}
    store.write([Statement("UNWIND $rows AS r CREATE (:Entity:Resource {uri: r.uri})", [row])])
    assert foreign(store, folder.base)[0] == 1


def test_what_was_loaded_under_another_base_is_the_projects_too(store: Store, folder: Project) -> None:
    load(folder, store)
    moved = replace(folder, base="https://example.org/other/")
    empty(moved, store)
    assert list(dump(store)) == []


def test_an_emptying_that_was_cut_off_is_made_good_by_the_next_load(store: Store, folder: Project) -> None:
    load(folder, store)
    before = list(dump(store))
    index_path(folder, store).unlink()
    store.write([Statement("UNWIND $rows AS r MATCH (n:Claim) DETACH DELETE n", [{}])])
    load(folder, store)
    assert list(dump(store)) == before


def test_nothing_is_emptied_while_another_process_loads(store: Store, folder: Project) -> None:
    load(folder, store)
    before = list(dump(store))
    hold = take(folder.store / "loading")
    assert hold is not None
    for emptying in (empty, empty_wholly):
        with pytest.raises(BusyError, match="is loading this project"):
            emptying(folder, store)
    hold.release()
    assert list(dump(store)) == before


def test_a_damaged_embedded_store_is_thrown_away(folder: Project) -> None:
    with open_store(folder) as store:
        load(folder, store)
        before = list(dump(store))
    for path in (folder.store / "graph").rglob("*"):
        if path.is_file() and "databases" in path.parts:
            path.write_bytes(b"damaged")
    with open_store_anew(folder) as store:
        empty(folder, store)
        load(folder, store)
        assert list(dump(store)) == before


def test_an_embedded_store_that_another_process_holds_stays(folder: Project) -> None:
    with open_store(folder), pytest.raises(BusyError, match="holds this project"), open_store_anew(folder):
        pass


def rebuilt(folder: Project, *options: str) -> tuple[int, str]:
    arguments = ["load", "--project", str(folder.root), *options]
    result = CliRunner().invoke(app_for(arguments), arguments)
    return result.exit_code, f"{result.stderr} {result.exception}"


def test_the_command_on_the_embedded_store(folder: Project) -> None:
    assert rebuilt(folder)[0] == 0
    code, told = rebuilt(folder, "--rebuild")
    assert (code, "changes written" in told) == (0, True)
    assert "nothing to change" in rebuilt(folder)[1]
    assert "is for --rebuild" in rebuilt(folder, "--delete-foreign")[1]


@pytest.fixture
def at_neo4j(neo4j: Neo4jStore, neo4j_address: Address, monkeypatch: pytest.MonkeyPatch) -> Neo4jStore:
    monkeypatch.setenv("NEO4J_URI", neo4j_address.uri)
    if neo4j_address.user is not None and "NEO4J_USERNAME" not in os.environ:
        monkeypatch.setenv("NEO4J_USERNAME", neo4j_address.user)
    return neo4j


@pytest.mark.neo4j
def test_the_command_on_a_server(at_neo4j: Neo4jStore, folder: Project) -> None:
    at_neo4j.write([Statement(FOREIGN, [{}])])
    assert rebuilt(folder)[0] == 0
    assert "3 nodes that are not this project's" in rebuilt(folder, "--rebuild")[1]
    code, told = rebuilt(folder, "--rebuild", "--delete-foreign")
    assert (code, "changes written" in told) == (0, True)
    assert at_neo4j.read("MATCH (n:Movie) RETURN count(n) AS n").rows == [(0,)]
