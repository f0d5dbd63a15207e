"""Situations that are nearly one: everything but one condition holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import combinations, product

from kg.graph import Frame, Profile, compare
from kg.stores.index.profiles import profiles

__all__ = ["MOST_SHARING", "nearly_one"]

MOST_SHARING = 200
"""Of two that have more to do with each other than so many situations, nobody looks at each pair of those."""


def nearly_one(index: sqlite3.Connection, frame: Frame) -> Iterator[tuple[str, str, str]]:
    """Ids of two situations and what speaks against their being one; each pair once, the smaller id first."""
    shared = index.execute("SELECT DISTINCT a, b FROM pair ORDER BY a, b").fetchall()
    seen: set[tuple[str, str]] = set()
    for ends in shared:
        query = "SELECT DISTINCT situation FROM pair WHERE a = ? AND b = ? ORDER BY situation LIMIT ?"
        found = [row[0] for row in index.execute(query, (*ends, MOST_SHARING))]
        told = {situation: list(profiles(index, situation)) for situation in found}
        for a, b in combinations(found, 2):
            why = None if (a, b) in seen else _missing(told[a], told[b], frame)
            if why is not None:
                yield a, b, why
            seen.add((a, b))


def _missing(a: list[tuple[str, Profile]], b: list[tuple[str, Profile]], frame: Frame) -> str | None:
    """What keeps the two apart; None where they have nothing to do with each other, or one article tells them apart."""
    if {article for article, _ in a} & {article for article, _ in b}:
        return None
    # many articles tell the same of a situation: each two distinct tellings are compared once
    tellings = [dict.fromkeys(shape for _, shape in told) for told in (a, b)]
    verdicts = [compare(x, y, frame) for x, y in product(*tellings)]
    if any(verdict.same for verdict in verdicts):
        return "another report of one of them does not fit"
    return next((verdict.missing for verdict in verdicts if verdict.missing is not None), None)
