"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.stores.neo4j import Address
from tests.neo4j.server import NEWEST, server

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold articles, corpora and scorers beside the repository; the test is skipped where it is not."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the folder ../shared (gold articles, scorers) is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def neo4j_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A real Neo4j server, one for the whole run; whoever uses it leaves it empty."""
    with server(tmp_path_factory.mktemp("neo4j")) as address:
        yield address


@pytest.fixture(scope="session")
def newest_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The same of the newest release."""
    with server(tmp_path_factory.mktemp("newest"), NEWEST) as address:
        yield address
