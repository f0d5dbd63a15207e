"""Pairs of situations that are nearly one: what a person should look at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import product

from kg.graph import Frame
from kg.graph.situations import compare
from kg.stores.index.deciding import profiles

__all__ = ["nearly_one"]

_SHARING = """
SELECT DISTINCT p.situation, q.situation FROM pair p
JOIN pair q ON q.a = p.a AND q.b = p.b AND q.situation > p.situation ORDER BY p.situation, q.situation
"""


def nearly_one(index: sqlite3.Connection, frame: Frame) -> Iterator[tuple[str, str, str]]:
    """Two situations that share who and with whom or where, and what keeps them apart, for each such pair."""
    for a, b in index.execute(_SHARING).fetchall():
        of_a, of_b = (tuple(found for _, found in profiles(index, situation)) for situation in (a, b))
        missing = [verdict.missing for verdict in (compare(x, y, frame) for x, y in product(of_a, of_b))]
        if any(missing):
            yield a, b, next(filter(None, missing))
