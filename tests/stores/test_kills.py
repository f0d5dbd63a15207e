"""Loads and servers killed at random moments end in the same graph: rounds of `benchmarks/kill.py`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import kill
from benchmarks.store import project_of
from kg.project import Project
from tests.neo4j.server import LTS, NEWEST, Server, launched, need_java

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]

CLAIMS, ROUNDS = 150, 20
RELEASES = [LTS, NEWEST]
neo4j = pytest.mark.neo4j


@pytest.fixture
def folder(tmp_path: Path) -> Project:
    return project_of(tmp_path / "project", CLAIMS)


@pytest.fixture(params=RELEASES)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    need_java(request.param)
    with launched(tmp_path / "server", request.param) as own:
        yield own


def survive(folder: Project, place: kill.Place, how: kill.Killing) -> None:
    seed = random.SystemRandom().randrange(10_000)
    print(f"seed {seed}")  # noqa: T201 - shown with a failure, to do it again with `python -m benchmarks.kill`
    found = kill.rounds(folder, place, kill=how, choose=random.Random(seed))
    for line in islice(found, ROUNDS):
        print(line)  # noqa: T201


def test_a_client_of_the_embedded_store(folder: Project) -> None:
    survive(folder, kill.embedded(), kill.kill_client)


@neo4j
def test_a_client_of_a_server(folder: Project, server: Server) -> None:
    survive(folder, kill.at_server(server.address), kill.kill_client)


@neo4j
def test_a_server(folder: Project, server: Server) -> None:
    survive(folder, kill.at_server(server.address), kill.killer_of(server))
