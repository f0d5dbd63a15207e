"""The demo's graph, as the tests of the queries have it."""

from __future__ import annotations

from tests.queries.conftest import demo

__all__ = ["demo"]
