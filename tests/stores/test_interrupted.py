"""Loads and the connection: one transaction an article, a server that goes away in the middle, and what comes after."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cypher import Statement
from kg.errors import StoreError
from kg.project import Project
from kg.stores import Store, schema
from kg.stores.contents import dump
from kg.stores.load import load
from kg.stores.neo4j import Address, Neo4jStore, connect
from tests.stores.test_load import decide, story
from tests.stores.worlds import PEOPLE, SIDES, Story, add, project_of


class Counting:
    """A store that notes how many transactions wrote something."""

    def __init__(self, store: Store) -> None:
        self._store, self.place, self.transactions = store, store.place, 0
        self.read, self.query, self.stream = store.read, store.query, store.stream
        self.ensure_schema, self.ensure_search, self.close = store.ensure_schema, store.ensure_search, store.close

    def write(self, statements: Iterable[Statement]) -> int:
        found = self._store.write(statements)
        self.transactions += bool(found)
        return found


def told() -> list[Story]:
    return [story(number, claims=2, situation=f"s{number}", date=None) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"certainty": "possible"}, id="a value"),
        pytest.param({"class_": "Arrest", "date": None}, id="another class"),
        pytest.param({"roles": {"actor": (PEOPLE[1],), "recipient": (SIDES[2],)}}, id="somebody else"),
    ],
)
def test_an_article_loaded_again_is_one_transaction(store: Store, tmp_path: Path, changed: dict) -> None:
    stories = told()
    # others speak of everybody too, so that no entity goes
    stories[1] = replace(
        stories[1], claims=tuple(replace(c, roles={"actor": tuple(PEOPLE)}) for c in stories[1].claims)
    )
    folder = project_of(tmp_path, stories)
    load(folder, store)
    before = list(dump(store))
    counting = Counting(store)
    claims = tuple(replace(claim, **changed) for claim in stories[0].claims)
    for now in (claims, claims[:1], stories[0].claims):
        counting.transactions = 0
        add(folder, replace(stories[0], claims=now))
        assert load(folder, counting).written > 0
        assert counting.transactions == 1
        assert load(folder, counting).written == 0
        assert counting.transactions == 1
    assert list(dump(store)) == before


def test_a_retracted_article_takes_its_claims_and_situations_in_one_transaction(store: Store, tmp_path: Path) -> None:
    folder = project_of(tmp_path, told())
    load(folder, store)
    counting = Counting(store)
    decide(folder, "retract", told()[0].article.id)
    report = load(folder, counting)
    assert (counting.transactions, report.removed) == (1, 4)  # two claims, a situation, the article


# --------------------------------------------------------------------------------------- a server that goes away


class Line:
    """A wire to a server that can be cut, and mended: what goes through it goes through a port of its own."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target, self.left = target, None
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, size: int | None) -> None:
        """Let so many more bytes go to the server, then nothing; None mends the line."""
        self.left = size

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self.left is not None and self.left <= 0:
                    client.close()
                    continue
                server = socket.create_connection(self._target)
                for ends in ((client, server, True), (server, client, False)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while content := source.recv(4096):
                if counted and self.left is not None:
                    self.left -= len(content)
                if self.left is not None and self.left <= 0:
                    break
                sink.sendall(content)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture
def line(
    neo4j: Neo4jStore, neo4j_address: Address, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Line, Neo4jStore]]:
    monkeypatch.setattr("kg.stores.neo4j.RETRY_SECONDS", 1)
    host, _, port = neo4j_address.uri.rpartition("/")[2].partition(":")
    found = Line((host, int(port)))
    store = connect(replace(neo4j_address, uri=f"bolt://127.0.0.1:{found.port}"), schema=schema.NEO4J)
    yield found, store
    store.close()
    found.close()


@pytest.mark.neo4j
@pytest.mark.parametrize("size", [1, 20_000, 60_000])
def test_a_server_that_goes_away_is_told_and_the_next_load_finishes(
    line: tuple[Line, Neo4jStore], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr("kg.stores.index.writing.ROWS", 1)
    wire, store = line
    folder = project_of(tmp_path, [story(number, claims=5, situation=f"s{number}") for number in range(1, 16)])
    load(folder, store)
    whole = list(dump(store))
    decide_all(folder, "retract")
    load(folder, store)
    assert list(dump(store)) == []
    folder.decisions_file.write_text("")
    cut_at_first_write(wire, store, size)
    with pytest.raises(
        StoreError, match=r"(?s)does not answer.*; what is loaded stays: run kg load again, and it goes on"
    ):
        load(folder, store)
    wire.cut_after(None)
    load(folder, store)
    assert list(dump(store)) == whole
    assert load(folder, store).written == 0


def decide_all(folder: Project, kind: str) -> None:
    for number in range(1, 16):
        decide(folder, kind, story(number).article.id)


def cut_at_first_write(wire: Line, store: Neo4jStore, size: int) -> None:
    """Let the line be cut so many bytes after the load begins to write."""
    write = store.write

    def first(statements: Iterable[Statement]) -> int:
        store.write = write  # type: ignore[method-assign]
        wire.cut_after(size)
        return write(statements)

    store.write = first  # type: ignore[method-assign]
